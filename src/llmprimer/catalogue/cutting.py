"""A catalogue's text cut where its records begin, without reading it as YAML: a thousandth of the work.

    schema_version: 1     head
    references:
      a-2020-x:           record
        type: book
      b-2021-y:           record
    outline: []           tail

Only the usual layout is cut: `references:` alone on its line, keys of records two spaces in. Whether the cuts are right is
seen by reading the whole text once (`Cut.agrees`): where libyaml finds the same keys on the same lines, it is in one and
the same state at the beginning of each record. From then on, a text with the same head and tail, and with records that are
the same or are right when they are read alone, is right as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

# The key of a section that has entries below it, with nothing but comments between.
_BEGINNING = re.compile(rb"(?:\A|\n)references:[ \t]*(?:#[^\n]*)?\r?\n((?:[ \t]*(?:#[^\n]*)?\r?\n)*)(?=  [^\s#])")
# What stands at the margin and is no comment ends the section.
_END = re.compile(rb"\n(?=[^ \n\r#])")
_RECORD = re.compile(rb"\n  [^\s#]")
_KEY = re.compile(rb"  ([\"']?)([A-Za-z0-9][A-Za-z0-9:._+/-]*)\1:(?=[ \r\n])")
#: U+0085, U+2028 and U+2029.
_OTHER_BREAKS = ("\x85".encode(), "\u2028".encode(), "\u2029".encode())


class Cut(NamedTuple):
    """The pieces of a text, in order; comments below a record belong to it."""

    head: bytes
    records: list[bytes]
    tail: bytes

    def keys(self) -> list[str] | None:
        """The key that each record begins with; None where one is not written as keys usually are."""
        found = [_KEY.match(record) for record in self.records]
        return [match[2].decode() for match in found if match] if all(found) else None

    def agrees(self, lines: Mapping[str, int]) -> bool:
        """Whether the whole text, when it was read, had these keys and no others on the lines where it is cut."""
        return self.keys() == list(lines) and self.first_lines() == list(lines.values()) and self._ends_whole()

    def first_lines(self) -> list[int]:
        """The line of each record, from 1."""
        found = []
        line = self.head.count(b"\n") + 1
        for record in self.records:
            found.append(line)
            line += record.count(b"\n")
        return found

    def only(self, records: Iterable[bytes]) -> str:
        """The text with these records instead."""
        return b"".join((self.head, *records, self.tail)).decode("utf-8")

    def _ends_whole(self) -> bool:
        """Whether the last record goes no further than it is cut; of the others the next key shows it."""
        from llmprimer.catalogue.entries import read_reference
        from llmprimer.errors import InvalidCatalogueError

        try:
            read_reference(self.records[-1].decode("utf-8"), "")
        except InvalidCatalogueError:
            return False
        return True


def cut(data: bytes) -> Cut | None:
    """The pieces of the text in UTF-8, without a byte order mark; None where it is not laid out in the usual way."""
    beginning = _BEGINNING.search(data)
    if beginning is None or _has_other_line_breaks(data):
        return None
    end = _END.search(data, beginning.end())
    stop = end.end() if end is not None else len(data)
    starts = [beginning.end(), *(match.start() + 1 for match in _RECORD.finditer(data, beginning.end(), stop))]
    records = [data[start:until] for start, until in pairwise([*starts, stop])]
    return Cut(data[: beginning.end()], records, data[stop:])


def _has_other_line_breaks(data: bytes) -> bool:
    """Whether lines end where only YAML ends them: at a carriage return alone, NEL, or the separators of Unicode."""
    return any(mark in data for mark in _OTHER_BREAKS) or data.count(b"\r") != data.count(b"\r\n")
