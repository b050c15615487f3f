"""The values for counting and sorting: one file for each facet and each order."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from llmprimer.identifiers import host, same_host
from llmprimer.index.rows import authors_of
from llmprimer.links.history.states import CurrentState
from llmprimer.site.search_index.numbers import varint, varints
from llmprimer.site.search_index.tables import File, Pack

#: The facets whose values are counted in results.
FACETS = ("topic", "kind", "year", "author", "organization", "site", "lang", "slide", "has", "link")
#: The state of links that were never checked.
UNCHECKED = "unchecked"
#: So many values of a facet are kept in memory; a large catalogue has hundreds of thousands of authors.
_IN_MEMORY = 5_000

#: The current state of a link by its address; None for one that was never checked.
StateOf = Callable[[str], CurrentState | None]


class Columns:
    """The values of each facet, gathered reference by reference in the order of the identities.

    `connection` may be any: further values lie in its temporary tables. `close` removes them.
    """

    def __init__(self, connection: sqlite3.Connection, state_of: StateOf | None = None) -> None:
        self._state_of = state_of
        self._values = {facet: _Values(connection, facet) for facet in FACETS}
        self._numbers: dict[str, bytearray] = {facet: bytearray() for facet in FACETS}

    def add(self, record: dict[str, Any], row: dict[str, Any], ancestors: dict[str, list[str]]) -> None:
        """Adds the next reference, as a record and as a row."""
        issued = row["issued"]
        url = row["url"]
        self._add("topic", (broader for slug in row["topics"] for broader in ancestors.get(slug, (slug,))))
        self._add("kind", [row["kind"]])
        self._add("year", [issued[:4]] if issued else [])
        self._add("author", authors_of(row))
        self._add("organization", record.get("organizations", ()))
        self._add("site", [same_host(host(url))] if url else [])
        self._add("lang", [row["language"].lower()] if row.get("language") else [])
        self._add("slide", map(str, row.get("slides", ())))
        # As for `has:doi`, the DOI of the formal publication counts.
        self._add("has", ["doi"] if record.get("doi") or record.get("published", {}).get("doi") else [])
        if self._state_of is not None and url:
            state = self._state_of(url)
            self._add("link", [str(state.group) if state else UNCHECKED])
        else:
            self._add("link", [])

    def _add(self, facet: str, values: Iterable[str]) -> None:
        known = self._values[facet]
        numbers = [known.number(value) for value in dict.fromkeys(values)]
        self._numbers[facet] += varint(len(numbers)) + varints(numbers)

    def files(self, directory: dict[str, str], pack: Pack) -> Iterator[File]:
        """Yields a file for each facet with values; `directory` gets their names.

        Length of the list of values, the values as JSON, then for each reference how many it has and their positions.
        """
        for facet in FACETS:
            values, numbers = self._values[facet], self._numbers[facet]
            if not len(values):
                continue
            head = varint(values.size)
            pieces = chain((head,), values.listed(), (bytes(numbers),))
            directory[facet], files = pack.named_pieces(len(head) + values.size + len(numbers), pieces)
            yield from files

    def close(self) -> None:
        """Removes the temporary tables."""
        for values in self._values.values():
            values.close()


class _Values:
    """The values of a facet, numbered in the order in which they come: the first in memory, the others in a temporary table."""

    def __init__(self, connection: sqlite3.Connection, facet: str) -> None:
        self._connection = connection
        self._table = f"values_of_{facet}"
        self._first: dict[str, int] = {}
        self._count = 0
        #: The length of `listed` in bytes.
        self.size = 2

    def __len__(self) -> int:
        return self._count

    def number(self, value: str) -> int:
        """The number of the value, a new one for a new value."""
        found = self._first.get(value)
        if found is None and self._count > len(self._first):
            sql = f"SELECT number FROM temp.{self._table} WHERE value = ?"  # noqa: S608 - names of ours
            stored = self._connection.execute(sql, (_stored(value),)).fetchone()
            found = None if stored is None else int(stored[0])
        return self._new(value) if found is None else found

    def _new(self, value: str) -> int:
        number = self._count
        self.size += len(_json(value)) + (1 if number else 0)
        self._count += 1
        if number < _IN_MEMORY:
            self._first[value] = number
            return number
        if number == _IN_MEMORY:
            columns = "(value BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID"
            self._connection.execute(f"CREATE TEMP TABLE {self._table} {columns}")
        self._connection.execute(f"INSERT INTO temp.{self._table} VALUES (?, ?)", (_stored(value), number))  # noqa: S608 - the same
        return number

    def listed(self) -> Iterator[bytes]:
        """The values as a JSON list in the order of their numbers, in pieces."""
        before = b"["
        for value in self._in_order():
            yield before + _json(value)
            before = b","
        yield b"]" if self._count else b"[]"

    def _in_order(self) -> Iterator[str]:
        yield from self._first
        if self._count > len(self._first):
            sql = f"SELECT value FROM temp.{self._table} ORDER BY number"  # noqa: S608 - the same
            for (value,) in self._connection.execute(sql):
                yield value.decode("utf-8", "surrogatepass")

    def close(self) -> None:
        if self._count > len(self._first):
            self._connection.execute(f"DROP TABLE temp.{self._table}")


def _stored(text: str) -> bytes:
    # As bytes, because SQLite takes no lone surrogate in a text.
    return text.encode("utf-8", "surrogatepass")


def _json(value: str) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def orders(connection: sqlite3.Connection, directory: dict[str, str], pack: Pack) -> Iterator[File]:
    """Yields a file for each order: the rank of each reference. Equal values share a rank; without a value it is 0.

    `key` is left out where the file has the order of the keys already. `connection` has the records by their position.
    """
    connection.execute("CREATE TEMP TABLE sorted_by (id INTEGER PRIMARY KEY, key BLOB, issued BLOB, title BLOB)")
    connection.executemany("INSERT INTO sorted_by VALUES (?, ?, ?, ?)", _sort_keys(connection))
    for name in ("key", "issued", "title"):
        ranks, in_order = _ranks(connection, name)
        if name == "key" and in_order:
            continue
        directory[name], files = pack.named(varints(ranks))
        yield from files
    connection.execute("DROP TABLE sorted_by")


def _sort_keys(connection: sqlite3.Connection) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    for identity, key, text in connection.execute("SELECT id, citation_key, row FROM reference"):
        row = json.loads(text)
        yield identity, _stored(key), _stored(row["issued"] or ""), _stored(str(row["title"]).casefold())


def _ranks(connection: sqlite3.Connection, name: str) -> tuple[array[int], bool]:
    """The rank of each reference, in the order of the identities; and whether the ranks have that order too."""
    (count,) = connection.execute("SELECT count(*) FROM sorted_by").fetchone()
    ranks = array("I", bytes(4 * count))
    rank = last = 0
    before = b""
    in_order = True
    # The order of UTF-8's bytes is that of the characters.
    for identity, text in connection.execute(f"SELECT id, {name} FROM sorted_by ORDER BY {name}, id"):  # noqa: S608 - a name of ours
        if text != before:
            rank += 1
            before = text
        ranks[identity - 1] = rank
        in_order = in_order and identity > last
        last = identity
    return ranks, in_order
