"""What is looked up by its whole spelling: facets, dates, names of topics and works, and the words that are known."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from llmprimer.identifiers import host
from llmprimer.index.tokens import FIELDS
from llmprimer.site.search_index.numbers import ascending, varint, varints
from llmprimer.stem import stem

Entries = Iterator[tuple[bytes, bytes]]

#: Words longer than this stand together in the order by length.
_LONGEST = 127
#: The fields whose segments are names.
_NAMED = ("title", "aliases", "organizations", "author")


def facets(connection: sqlite3.Connection, ancestors: dict[str, list[str]]) -> Entries:
    """`field=value` -> number of references, their identities as steps.

    A topic has, behind these, one number for each reference: twice the place of the first topic of the reference that is
    this one or a narrower one, and one more if it is narrower. `host` is the host of the row's own address.
    """
    connection.execute("CREATE TEMP TABLE exact (key BLOB, id INTEGER)")
    connection.execute("INSERT INTO exact SELECT CAST(field || '=' || value AS BLOB), id FROM facet")
    hosts = (
        (f"host={host(json.loads(row)['url'] or '')}".encode("utf-8", "replace"), identity)
        for identity, row in connection.execute("SELECT id, row FROM reference")
    )
    connection.executemany("INSERT INTO exact VALUES (?, ?)", hosts)
    topics_of = dict(connection.execute("SELECT id, topics FROM reference"))
    for key, found in groupby(connection.execute("SELECT key, id FROM exact ORDER BY key, id"), itemgetter(0)):
        identities = [identity for _, identity in found]
        value = varint(len(identities)) + ascending(identities)
        if key.startswith(b"topic="):
            wanted = key[6:].decode()
            value += varints(_topic_place(topics_of[identity].split(), wanted, ancestors) for identity in identities)
        yield key, value
    connection.execute("DROP TABLE exact")


def _topic_place(topics: list[str], wanted: str, ancestors: dict[str, list[str]]) -> int:
    for place, slug in enumerate(topics):
        if slug == wanted:
            return 2 * place
        if wanted in ancestors.get(slug, ()):
            return 2 * place + 1
    raise AssertionError(wanted)


def dates(connection: sqlite3.Connection) -> Entries:
    """First day -> number of references, identities as steps, for each the number of its last day behind `last`.

    The value begins with the distinct last days, each of ten characters.
    """
    sql = "SELECT first, id, last FROM reference WHERE first IS NOT NULL ORDER BY first, id"
    for first, found in groupby(connection.execute(sql), itemgetter(0)):
        rows = [(identity, last) for _, identity, last in found]
        lasts = sorted({last for _, last in rows})
        places = {last: place for place, last in enumerate(lasts)}
        yield (
            first.encode(),
            varint(len(lasts))
            + "".join(lasts).encode()
            + varint(len(rows))
            + ascending(identity for identity, _ in rows)
            + varints(places[last] for _, last in rows),
        )


def words(connection: sqlite3.Connection) -> Entries:
    """Word -> in how many references, for words that begin with an ASCII character: no others are looked up."""
    sql = "SELECT CAST(word AS BLOB), count FROM word WHERE word < char(128) ORDER BY 1"
    for word, count in connection.execute(sql):
        yield word, varint(count)


def endings(connection: sqlite3.Connection) -> Entries:
    """(length, word from its end) -> in how many references, for words of ASCII alone, which are those that are corrected."""
    connection.create_function("backwards", 1, lambda word: word[::-1] if word.isascii() else None, deterministic=True)
    sql = (
        f"SELECT min(length(word), {_LONGEST}), backwards(word) AS turned, count FROM word WHERE turned IS NOT NULL "  # noqa: S608
        "ORDER BY 1, turned"
    )
    for length, word, count in connection.execute(sql):
        yield bytes((length,)) + word.encode(), varint(count)


def names(connection: sqlite3.Connection) -> Entries:
    """A name's stems as one word -> for each spelling of it: length, the stems, number of references, identities as steps,
    for each reference the places of the fields that have it, one bit a field.
    """
    connection.execute("CREATE TEMP TABLE name (joined BLOB, name BLOB, id INTEGER, field INTEGER)")
    connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", _names(connection))
    rows = connection.execute(
        "SELECT joined, name, id, sum(DISTINCT 1 << field) FROM name GROUP BY joined, name, id ORDER BY joined, name, id"
    )
    for joined, spellings in groupby(rows, itemgetter(0)):
        value = bytearray()
        for name, found in groupby(spellings, itemgetter(1)):
            members = list(found)
            value += varint(len(name)) + name + varint(len(members))
            value += ascending(identity for _, _, identity, _ in members) + bytes(bits for *_, bits in members)
        yield joined, bytes(value)
    connection.execute("DROP TABLE name")


def _names(connection: sqlite3.Connection) -> Iterator[tuple[bytes, bytes, int, int]]:
    places = [(place, FIELDS.index(field)) for place, field in enumerate(_NAMED)]
    for identity, segments in connection.execute("SELECT id, segments FROM reference"):
        lines = segments.split("\n")
        for place, line in places:
            for name in lines[line].split("\t") if lines[line] else ():
                stems = [stem(word.rstrip("-")) for word in name.split(" ")]
                yield "".join(stems).encode(), " ".join(stems).encode(), identity, place


def concepts(connection: sqlite3.Connection) -> Entries:
    """A topic's name in stems -> the slugs that it names, apart by spaces."""
    sql = "SELECT CAST(name AS BLOB), topic FROM concept ORDER BY 1, topic"
    for name, found in groupby(connection.execute(sql), itemgetter(0)):
        yield name, _joined(topic for _, topic in found)


def _joined(texts: Iterable[str]) -> bytes:
    return " ".join(texts).encode()
