"""Where each stem of the full-text index stands, in the order of the stems, with flat memory."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from llmprimer.index.tokens import APART, FIELDS
from llmprimer.site.search_index.numbers import ascending, varint, varints

# An occurrence is one byte, then its distance from the occurrence before in the same field.
_STARTS = 16  # it begins a segment
_JOINED = 32  # it is two neighbours written as one, behind the segments
_MORE = 64  # the same reference has another occurrence


class Occurrences:
    """The occurrences in an index. Reading `entries` to the end fills `lengths`."""

    def __init__(self, connection: sqlite3.Connection, count: int) -> None:
        self._connection = connection
        self._count = count
        #: For each reference, by identity from 1: how many tokens it has.
        self.lengths = array("I", bytes(4 * (count + 1)))

    def entries(self) -> Iterator[tuple[bytes, bytes]]:
        """(stem, postings) in the order of the stems' bytes.

        Postings: number of references, their identities as steps, one byte for each occurrence, the offsets.
        """
        starts, at = self._segment_starts()
        number = {field: place for place, field in enumerate(FIELDS)}
        width = len(FIELDS)
        lengths = self.lengths
        self._connection.execute("CREATE VIRTUAL TABLE temp.occurrence USING fts5vocab('main', 'text', 'instance')")
        rows = self._connection.execute("SELECT term, doc, col, offset FROM temp.occurrence")
        for term, found in groupby(rows, itemgetter(0)):
            if term == APART:
                continue
            identities: list[int] = []
            heads = bytearray()
            offsets: list[int] = []
            last_identity = last_field = before = 0
            for _, identity, column, offset in found:
                field = number[column]
                if identity != last_identity:
                    identities.append(identity)
                    last_identity, last_field, before = identity, -1, 0
                else:
                    heads[-1] |= _MORE
                if field != last_field:
                    last_field, before = field, 0
                place = identity * width + field
                inside = at[place] + offset
                head = field
                if inside >= at[place + 1]:
                    head |= _JOINED
                elif starts[inside]:
                    head |= _STARTS
                heads.append(head)
                offsets.append(offset - before)
                before = offset
                lengths[identity] += 1
            yield (
                term.encode("utf-8"),
                varint(len(identities)) + ascending(identities) + bytes(heads) + varints(offsets),
            )
        self._connection.execute("DROP TABLE temp.occurrence")

    def _segment_starts(self) -> tuple[bytearray, array[int]]:
        """For each token of each field of each reference, one after the other: whether it begins a segment.

        And where those of a field begin: at identity * number of fields + field.
        """
        starts = bytearray()
        at = array("I", bytes(4 * (len(FIELDS) * (self._count + 1) + 1)))
        place = len(FIELDS)
        for (segments,) in self._connection.execute("SELECT segments FROM reference ORDER BY id"):
            for line in segments.split("\n"):
                at[place] = len(starts)
                place += 1
                if line:
                    for number, segment in enumerate(line.split("\t")):
                        # Between two segments stands a token that belongs to neither.
                        starts.extend((0, 1) if number else (1,))
                        starts.extend(bytes(segment.count(" ")))
        at[place] = len(starts)
        return starts, at
