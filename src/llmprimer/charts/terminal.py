"""Counts as lines of text: bars that fit a width, and grids of numbers. They need no colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from llmprimer.charts.counting import Counts
from llmprimer.text import shorten, width

#: One eighth of a cell to seven eighths.
_EIGHTHS = "▏▎▍▌▋▊▉"
#: The most parts of a row that `breakdown` names.
_MOST_PARTS = 4
#: The smallest and the largest width of bars: longer bars are no easier to compare.
_LEAST_BAR, _LONGEST_BAR = 8, 60


def bars(counts: Counts, columns: int, *, details: Mapping[str, str] | None = None) -> Iterator[str]:
    """One line for each value: its name, its count, a bar, and its text in `details`."""
    sums = counts.sums
    longest = max(sums, default=0)
    digits = len(str(longest))
    names = min(max((width(row) for row in counts.rows), default=0), max(8, columns // 3))
    room = columns - names - digits - 3
    if details:
        room = max(_LEAST_BAR, room // 2)
    room = max(_LEAST_BAR, min(room, _LONGEST_BAR))
    for row, number in zip(counts.rows, sums, strict=True):
        line = f"{_padded(row, names)}  {number:>{digits}} {_bar(number, longest, room)}"
        if details and details.get(row):
            line = f"{_padded(line, names + digits + room + 3)}  {details[row]}"
        yield shorten(line.rstrip(), columns)


def grid(counts: Counts, columns: int) -> Iterator[str]:
    """A table of numbers with a header; if it is too wide, further columns are in another block below."""
    names = min(max((width(row) for row in counts.rows), default=0), max(8, columns // 3))
    cell = max([width(column) for column in counts.columns] + [len(str(n)) for row in counts.cells for n in row]) + 1
    in_a_block = max(1, (columns - names - 1) // cell)
    for start in range(0, len(counts.columns), in_a_block):
        if start:
            yield ""
        block = slice(start, start + in_a_block)
        yield " " * names + " " + "".join(f"{column:>{cell}}" for column in counts.columns[block])
        for row, numbers in zip(counts.rows, counts.cells, strict=True):
            # A dot instead of zero makes rows easier to follow.
            shown = "".join(f"{number or '·':>{cell}}" for number in numbers[block])
            yield f"{_padded(row, names)} {shown}"


def breakdown(counts: Counts) -> dict[str, str]:
    """For each row its largest parts as text: `paper 5, blog 2`."""
    found = {}
    for row, numbers in zip(counts.rows, counts.cells, strict=True):
        parts = sorted(((-n, column) for n, column in zip(numbers, counts.columns, strict=True) if n))
        shown = [f"{column} {-negative}" for negative, column in islice(parts, _MOST_PARTS)]
        found[row] = ", ".join(shown + (["..."] if len(parts) > _MOST_PARTS else []))
    return found


def cells(counts: Counts) -> Iterator[tuple[str, ...]]:
    """The table as lines of cells for a pipe: row, column if there are columns, and count; without zeros."""
    for row, numbers in zip(counts.rows, counts.cells, strict=True):
        if not counts.columns:
            yield row, str(numbers[0])
            continue
        for column, number in zip(counts.columns, numbers, strict=True):
            if number:
                yield row, column, str(number)


def _bar(number: int, longest: int, room: int) -> str:
    eighths = round(8 * room * number / longest) if longest else 0
    eighths = max(eighths, 1) if number else 0
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")


def _padded(text: str, columns: int) -> str:
    text = shorten(text, columns)
    return text + " " * (columns - width(text))
