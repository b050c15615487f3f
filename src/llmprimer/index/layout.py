"""Where the records of a catalogue stand in its text, and what their text was: by it an index finds what has changed."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from llmprimer.catalogue.cutting import Cut

#: The numbers of neighbours in the file are this far apart, so that new records get numbers between them.
GAP = 256
_SIZE = 16


@dataclass(slots=True)
class Layout:
    """Of each record in file order: its number in the index, its lines, its bytes and the hash of them.

    `first_line` and `start` are the line and the byte where the first one stands. Without hashes the text is not in the
    usual layout.
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
        """The layout of a text that is cut rightly; `ids` are the numbers of its records."""
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
        """That of any other text, from the lines of its records: good for finding lines, and no more."""
        starts = list(lines)
        lengths = [after - line for line, after in pairwise(starts)]
        return cls(starts[0] if starts else 1, 0, array("q", ids), array("q", [*lengths, 1][: len(starts)]), array("q"))

    @classmethod
    def load(cls, connection: sqlite3.Connection) -> Layout:
        """The one that an index keeps."""
        values = dict(connection.execute("SELECT name, value FROM layout"))
        ids, lines, sizes = array("q", values["ids"]), array("q", values["lines"]), array("q", values["sizes"])
        return cls(values["first_line"], values["start"], ids, lines, sizes, values["digests"], values["outside"])

    def store(self, connection: sqlite3.Connection) -> None:
        """Puts it into the index, in place of what is there."""
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
        """Whether single records can be found in the text and read alone."""
        return bool(self.digests)

    def position(self, identity: int) -> int:
        """The position of a record in the file, from 0."""
        return bisect_left(self.ids, identity)

    def line(self, identity: int) -> int:
        """The line of a record, from 1."""
        return self.first_line + sum(self.lines[: self.position(identity)])

    def span(self, identity: int) -> tuple[int, int]:
        """Where the text of a record begins and ends, in bytes."""
        position = self.position(identity)
        start = self.start + sum(self.sizes[:position])
        return start, start + self.sizes[position]

    def with_texts(self, texts: Mapping[int, bytes]) -> Layout:
        """The layout when these records have other texts."""
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
    """The hash of what stands around the records."""
    return sha256(b"%d " % len(pieces.head) + pieces.head + pieces.tail).digest()
