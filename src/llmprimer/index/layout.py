"""Position and hash of each record in the catalogue text, so that an index can find what has changed."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from llmprimer.catalogue.cutting import Cut

#: Distance between the numbers of adjacent records, so that new records get numbers between them.
GAP = 256
_SIZE = 16


@dataclass(slots=True)
class Layout:
    """For each record in file order: its number in the index, its number of lines and bytes, and the hash of its text.

    `first_line` and `start` are the line and the byte of the first record. A text that is not in the usual layout has no
    hashes.
    """

    first_line: int
    start: int
    ids: array[int]
    lines: array[int]
    sizes: array[int]
    digests: bytes = b""
    outside: bytes = b""

    @classmethod
    def of(cls, pieces: Cut, ids: Iterable[int]) -> Layout:
        """The layout of a text that `cut` has split correctly; `ids` are the numbers of its records."""
        records = pieces.records
        return cls(
            pieces.head.count(b"\n") + 1,
            len(pieces.head),
            array("q", ids),
            array("q", [record.count(b"\n") for record in records]),
            array("q", map(len, records)),
            b"".join(digests(records)),
            outside(pieces),
        )

    @classmethod
    def of_lines(cls, lines: Iterable[int], ids: Iterable[int]) -> Layout:
        """The layout of any other text from the first lines of its records; it can only find lines."""
        starts = list(lines)
        lengths = [after - line for line, after in pairwise(starts)]
        return cls(starts[0] if starts else 1, 0, array("q", ids), array("q", [*lengths, 1][: len(starts)]), array("q"))

    @classmethod
    def load(cls, connection: sqlite3.Connection) -> Layout:
        """Reads the layout from an index."""
        values = dict(connection.execute("SELECT name, value FROM layout"))
        ids, lines, sizes = array("q", values["ids"]), array("q", values["lines"]), array("q", values["sizes"])
        return cls(values["first_line"], values["start"], ids, lines, sizes, values["digests"], values["outside"])

    def store(self, connection: sqlite3.Connection) -> None:
        """Writes the layout to the index, replacing the stored one."""
        values = {
            "first_line": self.first_line,
            "start": self.start,
            "ids": self.ids.tobytes(),
            "lines": self.lines.tobytes(),
            "sizes": self.sizes.tobytes(),
            "digests": self.digests,
            "outside": self.outside,
        }
        connection.executemany("INSERT OR REPLACE INTO layout VALUES (?, ?)", values.items())

    @property
    def is_usual(self) -> bool:
        """Whether single records can be located in the text and read separately."""
        return bool(self.digests)

    def position(self, identity: int) -> int:
        """The position of a record in the file, counted from 0."""
        return bisect_left(self.ids, identity)

    def line(self, identity: int) -> int:
        """The first line of a record, counted from 1."""
        return self.first_line + sum(self.lines[: self.position(identity)])

    def span(self, identity: int) -> tuple[int, int]:
        """Start and end of a record's text, in bytes."""
        position = self.position(identity)
        start = self.start + sum(self.sizes[:position])
        return start, start + self.sizes[position]

    def with_texts(self, texts: Mapping[int, bytes]) -> Layout:
        """A copy of the layout with new texts for these records."""
        lines, sizes, hashes = self.lines[:], self.sizes[:], bytearray(self.digests)
        for identity, text in texts.items():
            position = self.position(identity)
            lines[position], sizes[position] = text.count(b"\n"), len(text)
            (hashes[position * _SIZE : (position + 1) * _SIZE],) = digests([text])
        return Layout(self.first_line, self.start, self.ids, lines, sizes, bytes(hashes), self.outside)

    def hashes(self) -> list[bytes]:
        """The hash of each record's text."""
        return [self.digests[at : at + _SIZE] for at in range(0, len(self.digests), _SIZE)]


def digests(records: Iterable[bytes]) -> list[bytes]:
    """The hash of each text."""
    return [sha256(record).digest()[:_SIZE] for record in records]


def outside(pieces: Cut) -> bytes:
    """The hash of the text before and after the records."""
    return sha256(b"%d " % len(pieces.head) + pieces.head + pieces.tail).digest()
