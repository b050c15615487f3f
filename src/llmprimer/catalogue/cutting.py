"""Splits a catalogue's text where its records begin, without parsing YAML, in a thousandth of the time.

    schema_version: 1     head
    references:
      a-2020-x:           record
        type: book
      b-2021-y:           record
    outline: []           tail

Only the usual layout is split: `references:` alone on its line, keys of records indented by two spaces. One read of the
whole text verifies the split (`Cut.agrees`): if libyaml finds the same keys on the same lines, its state is the same at
the beginning of each record. Then a text with the same head and tail is valid if each of its records is unchanged, or
valid when it is read alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

# The key of a section that has entries below it, with nothing but comments between.
_REFERENCES_START = re.compile(
    rb"(?:\A|\n)references:[ \t]*(?:#[^\n]*)?\r?\n((?:[ \t]*(?:#[^\n]*)?\r?\n)*)(?=  [^\s#])"
)
# Text at the margin that is not a comment ends the section.
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
        """The key of each record; None if one is not in the usual form."""
        found = [_KEY.match(record) for record in self.records]
        return [match[2].decode() for match in found if match] if all(found) else None

    def agrees(self, lines: Mapping[str, int]) -> bool:
        """Whether a read of the whole text found exactly these keys on these lines."""
        return (
            self.keys() == list(lines)
            and self.first_lines() == list(lines.values())
            and self._last_record_is_complete()
        )

    def first_lines(self) -> list[int]:
        """The line of each record, from 1."""
        found = []
        line = self.head.count(b"\n") + 1
        for record in self.records:
            found.append(line)
            line += record.count(b"\n")
        return found

    def with_records(self, records: Iterable[bytes]) -> str:
        """The text with these records instead."""
        return b"".join((self.head, *records, self.tail)).decode("utf-8")

    def _last_record_is_complete(self) -> bool:
        """Whether the last record ends at the split; for the others the next key shows that."""
        from llmprimer.catalogue.entries import read_reference
        from llmprimer.errors import InvalidCatalogueError

        try:
            read_reference(self.records[-1].decode("utf-8"), "")
        except InvalidCatalogueError:
            return False
        return True


def cut(data: bytes) -> Cut | None:
    """The pieces of the text in UTF-8 without a byte order mark; None if it is not in the usual layout."""
    beginning = _REFERENCES_START.search(data)
    if beginning is None or _has_other_line_breaks(data):
        return None
    end = _END.search(data, beginning.end())
    stop = end.end() if end is not None else len(data)
    starts = [beginning.end(), *(match.start() + 1 for match in _RECORD.finditer(data, beginning.end(), stop))]
    records = [data[start:end] for start, end in pairwise([*starts, stop])]
    return Cut(data[: beginning.end()], records, data[stop:])


def _has_other_line_breaks(data: bytes) -> bool:
    """Whether the text has line breaks that only YAML recognises: a single carriage return, NEL, or Unicode separators."""
    # Most texts have no carriage return, and many only ASCII: both are seen in a hundredth of the time of the search.
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return True
    return not data.isascii() and any(mark in data for mark in _OTHER_BREAKS)
