"""Tables of works, separated by commas, semicolons or tabs: a row per work, a column per field."""

from __future__ import annotations

import csv
import io

from llmprimer.importing.document.labels import column
from llmprimer.importing.document.outline import Block, Span, link_bare_addresses
from llmprimer.importing.entries.from_blocks import read_blocks
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.draft import Reading
from llmprimer.records.written_dates import is_date


def read(text: str, name: str) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """The works of the rows; the first row names the columns, unless it is a work like the others."""
    return read_blocks(_rows(text), text, Reading())


def separator(text: str) -> str:
    """The column separator: the character that gives the most lines the same number of columns."""
    lines = [line for line in text.split("\n")[:50] if line.strip()]

    def parted(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        return (sum(count >= max(1, counts[0]) for count in counts) if counts and counts[0] else 0, sum(counts))

    return max(("\t", ";", ","), key=parted)


def _rows(text: str) -> list[Block]:
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text.replace("\x00", " ")), delimiter=separator(text))
    header: tuple[str, ...] = ()
    is_first = True
    found: list[Block] = []
    line = 1
    for cells in reader:
        begin, line = line, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if is_first and not _is_work(cells):
            header, is_first = tuple(cell.strip() for cell in cells), False
            continue
        is_first = False
        spans = [link_bare_addresses([Span(" ".join(cell.split()))]) for cell in cells]
        found.append(Block("row", begin, cells=spans, header=header, group=1, end=line - 1))
    return found


def _is_work(cells: list[str]) -> bool:
    """Whether the first row is a work: it names no column, and has an address, a year or a person."""
    return not any(column(cell) for cell in cells) and any(
        "://" in cell or is_date(cell) or name_likeness(cell) == 1 for cell in cells
    )
