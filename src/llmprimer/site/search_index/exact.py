"""What is looked up by its whole spelling: facets, dates, names of topics and works, and the words that are known."""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from llmprimer.identifiers import host
from llmprimer.index.abbreviations import initials as initials_of
from llmprimer.index.abbreviations import letter, readings
from llmprimer.index.stop import STOP
from llmprimer.index.tokens import FIELDS, INITIALED
from llmprimer.search.forms import LONGEST_INITIALS, MOST_NAMES, nearly_the_same
from llmprimer.search.score import NAMES
from llmprimer.search.spelling import READINGS
from llmprimer.site.search_index.numbers import ascending, varint, varints
from llmprimer.stem import stem

Entries = Iterator[tuple[bytes, bytes]]

#: Words longer than this stand together in the order by length.
_LONGEST = 127
#: So many letters begin so many words that the best of them are kept apart.
_BEGINNING = 3
#: More letters than these are the initials of few names.
_COUNTED_INITIALS = 4


def facets(connection: sqlite3.Connection, ancestors: dict[str, list[str]]) -> Entries:
    """`field=value` -> number of references, their identities as steps.

    A topic has, after these, one number for each reference: twice the position of the first topic of the reference that is
    this one or a narrower one, and one more if it is narrower. `host` is the host of the row's own address.
    """
    connection.execute("CREATE TEMP TABLE exact (key BLOB, id INTEGER, topics TEXT)")
    connection.execute(
        "INSERT INTO exact SELECT CAST(field || '=' || value AS BLOB), id, "
        "CASE field WHEN 'topic' THEN (SELECT r.topics FROM reference AS r WHERE r.id = facet.id) END FROM facet"
    )
    hosts = (
        (f"host={host(json.loads(row)['url'] or '')}".encode("utf-8", "replace"), identity)
        for identity, row in connection.execute("SELECT id, row FROM reference")
    )
    connection.executemany("INSERT INTO exact (key, id) VALUES (?, ?)", hosts)
    rows = connection.execute("SELECT key, id, topics FROM exact ORDER BY key, id")
    for key, found in groupby(rows, itemgetter(0)):
        wanted = key[6:].decode() if key.startswith(b"topic=") else None
        identities, places = array("I"), array("I")
        for _, identity, topics in found:
            identities.append(identity)
            if wanted is not None:
                places.append(_topic_place(topics.split(), wanted, ancestors))
        yield key, varint(len(identities)) + ascending(identities) + varints(places)
    connection.execute("DROP TABLE exact")


def _topic_place(topics: list[str], wanted: str, ancestors: dict[str, list[str]]) -> int:
    for position, slug in enumerate(topics):
        if slug == wanted:
            return 2 * position
        if wanted in ancestors.get(slug, ()):
            return 2 * position + 1
    raise AssertionError(wanted)


def dates(connection: sqlite3.Connection) -> Entries:
    """First day -> number of references, identities as steps, for each the position of its last day in the list before them.

    The value begins with the distinct last days, each of ten characters.
    """
    sql = "SELECT first, id, last FROM reference WHERE first IS NOT NULL ORDER BY first, id"
    for first, found in groupby(connection.execute(sql), itemgetter(0)):
        rows = [(identity, last) for _, identity, last in found]
        lasts = sorted({last for _, last in rows})
        positions = {last: position for position, last in enumerate(lasts)}
        yield (
            first.encode(),
            varint(len(lasts))
            + "".join(lasts).encode()
            + varint(len(rows))
            + ascending(identity for identity, _ in rows)
            + varints(positions[last] for _, last in rows),
        )


def words(connection: sqlite3.Connection) -> Entries:
    """Word -> twice in how many references, and one more if it is a word and not just two neighbours."""
    sql = "SELECT CAST(word AS BLOB), 2 * count + (stem IS NOT NULL) FROM word ORDER BY 1"
    for word, number in connection.execute(sql):
        yield word, varint(number)


def beginnings(connection: sqlite3.Connection) -> Entries:
    """(number of letters, up to three letters) -> the words that begin with them which a reader is offered while typing, after
    the word that they are, if they are one: one a line, each after its count. Without it, all words with a letter would be
    fetched to find the four shortest.

    The fewest letters come first, so that a browser can have those before anything is typed.
    """
    best: dict[str, list[tuple[int, int, str]]] = {}
    sql = "SELECT word, count FROM word WHERE stem IS NOT NULL"
    for word, count in connection.execute(sql):
        for size in range(1, min(_BEGINNING, len(word)) + 1):
            found = best.setdefault(word[:size], [])
            insort(found, (len(word), -count, word))
            del found[READINGS + (found[0][0] == size) :]
    for start, found in sorted((bytes((len(start),)) + start.encode(), found) for start, found in best.items()):
        yield start, "\n".join(f"{-count} {word}" for _, count, word in found).encode()


def endings(connection: sqlite3.Connection) -> Entries:
    """(length, word from its end) -> the same number, for words of ASCII alone, which are those that are corrected."""
    connection.create_function("backwards", 1, lambda word: word[::-1] if word.isascii() else None, deterministic=True)
    sql = (
        f"SELECT min(length(word), {_LONGEST}), backwards(word) AS turned, 2 * count + (stem IS NOT NULL) "  # noqa: S608
        "FROM word WHERE turned IS NOT NULL ORDER BY 1, turned"
    )
    for length, word, number in connection.execute(sql):
        yield bytes((length,)) + word.encode(), varint(number)


def names(connection: sqlite3.Connection) -> Entries:
    """A name as one word -> for each spelling of it: length, its words, number of references, identities as steps, for each
    reference the positions of the fields that have it, one bit a field.

    A name that its stems spell otherwise has a second entry, a tilde and its stems; its spelling is then its first
    two characters.
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
    positions = [(position, FIELDS.index(field)) for position, field in enumerate(NAMES)]
    for identity, segments in connection.execute("SELECT id, segments FROM reference"):
        lines = segments.split("\n")
        for position, line in positions:
            for segment in lines[line].split("\t") if lines[line] else ():
                name = segment.replace("- ", " ").rstrip("-")
                yield name.replace(" ", "").encode(), name.encode(), identity, position
                stems = " ".join(map(stem, name.split(" ")))
                if stems != name:
                    yield b"~" + stems.encode(), name[:2].encode(), identity, position


def concepts(connection: sqlite3.Connection) -> Entries:
    """A topic's name in stems -> the slugs that it names, separated by spaces; with a tilde where it names only a part."""
    sql = "SELECT CAST(name AS BLOB), iif(part, '~', '') || topic FROM concept ORDER BY 1, topic"
    for name, found in groupby(connection.execute(sql), itemgetter(0)):
        yield name, _joined(topic for _, topic in found)


def abbreviations(connection: sqlite3.Connection) -> Entries:
    """`<` and an abbreviation -> its long forms in stems, one a line, each after the number of references with it.

    `>` and a long form -> its abbreviations, separated by spaces.
    """
    sql = "SELECT short, long, count FROM abbreviation ORDER BY CAST(short AS BLOB), count DESC, long"
    for short, found in groupby(connection.execute(sql), itemgetter(0)):
        yield b"<" + short.encode(), "\n".join(f"{count} {long}" for _, long, count in found).encode()
    sql = "SELECT long, short FROM abbreviation ORDER BY CAST(long AS BLOB), short"
    for long, found in groupby(connection.execute(sql), itemgetter(0)):
        yield b">" + long.encode(), _joined(short for _, short in found)


def _joined(texts: Iterable[str]) -> bytes:
    return " ".join(texts).encode()


def initials(connection: sqlite3.Connection) -> Entries:
    """Initials -> how many references have a name with the commonest phrase of these initials; then, a line each, in stems,
    that phrase and those that are nearly the same. Left out where other phrases prevail.
    """
    connection.execute("CREATE TEMP TABLE phrase (letters TEXT, stems TEXT, id INTEGER)")
    connection.executemany("INSERT INTO phrase VALUES (?, ?, ?)", _phrases(connection))
    rows = connection.execute(
        "SELECT letters, stems, count(DISTINCT id) AS number FROM phrase GROUP BY letters, stems ORDER BY letters"
    )
    for letters, found in groupby(rows, itemgetter(0)):
        counts = {tuple(stems.split(" ")): count for _, stems, count in found}
        best, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        near = sorted(phrase for phrase in counts if nearly_the_same(phrase, best))
        if 2 * sum(counts[phrase] for phrase in near) >= sum(counts.values()):
            phrases = [best, *(phrase for phrase in near if phrase != best)]
            yield letters.encode(), "\n".join([str(count), *(" ".join(phrase) for phrase in phrases)]).encode()
    connection.execute("DROP TABLE phrase")


def _phrases(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """(letters, phrase, identity) for the names that `llmprimer.search.forms.by_initials` would look at."""
    positions = [FIELDS.index(field) for field in INITIALED]
    looked_at = _InitialsCounter()
    for identity, segments in connection.execute("SELECT id, segments FROM reference ORDER BY id"):
        lines = segments.split("\n")
        names = [segment.split(" ") for position in positions for segment in lines[position].split("\t")]
        looked_at.update(
            {
                name[start : start + count]
                for marked in names
                if len(marked) > 1
                for name in initials_of(marked)
                for count in range(2, _COUNTED_INITIALS + 1)
                for start in range(len(name) - count + 1)
            }
        )
        for marked in names:
            if len(marked) > 1:
                for short, stems in _runs(marked):
                    if looked_at.count(short) <= MOST_NAMES:
                        yield short, stems, identity


class _InitialsCounter:
    """In how many references some initials are looked at, up to what two bytes hold.

    Most are Latin letters and digits and have their place in an array: in a large catalogue nearly all combinations occur.
    """

    def __init__(self) -> None:
        self._counts = array("H", bytes(2 * 2 * 36**_COUNTED_INITIALS))
        self._others: Counter[str] = Counter()

    def update(self, found: set[str]) -> None:
        """Counts each of the initials once."""
        counts = self._counts
        for short in found:
            # Written to the base 36; the leading 1 keeps the length. `int` would take other digits and capitals too.
            if short.isascii() and short.isalnum() and short.islower():
                place = int(f"1{short}", 36)
                if counts[place] < 65_535:
                    counts[place] += 1
            else:
                self._others[short] += 1

    def count(self, short: str) -> int:
        """How often the initials were counted; 0 for those that are too long to be counted."""
        if len(short) > _COUNTED_INITIALS:
            return 0
        if short.isascii() and short.isalnum() and short.islower():
            return self._counts[int(f"1{short}", 36)]
        return self._others[short]


def _runs(marked: list[str]) -> Iterator[tuple[str, str]]:
    """Initials and the run of words that has them: all that `llmprimer.index.abbreviations.phrases` finds for any letters."""
    bare = [word.rstrip("-") for word in marked]
    stems = [stem(word) for word in bare]
    final = len(marked) - 1
    for positions in readings(marked):
        letters = "".join(letter(marked[position]) for position in positions)
        for count in range(2, min(len(positions), LONGEST_INITIALS) + 1):
            for at in range(len(positions) - count + 1):
                short = letters[at : at + count]
                if "#" in short:
                    continue
                first, last = positions[at], positions[at + count - 1]
                while last < final and last + 1 not in positions and marked[last].endswith("-"):
                    last += 1
                if (first == 0 and last == final) or (bare[first] not in STOP and bare[last] not in STOP):
                    yield short, " ".join(stems[first : last + 1])
