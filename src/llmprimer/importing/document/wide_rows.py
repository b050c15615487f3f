"""Widens the heads of tables in Markdown whose rows have more cells than their head, so that no link of these is lost.

CommonMark drops such cells. A single row may have one by a pipe in its title; where most rows have them, the head is short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

#: The line below the head of a table.
DELIMITER = re.compile(r"[ >]{0,12}\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$")
#: How many rows show that a head is too short, and what share of the rows.
_USUAL, _MOST = 3, 0.5
_PIPE = re.compile(r"(?<!\\)\|")


def widen_heads(lines: list[str], delimiters: Sequence[int]) -> None:
    """Gives heads the columns that most of their rows have more, without names; `delimiters` are the numbers of the lines below heads."""
    for at in delimiters:
        width = _width(lines[at])
        if not at or _width(lines[at - 1]) != width:
            continue
        rows = [_filled(line) for line in takewhile(_is_row, lines[at + 1 :])]
        wide = [count for count in rows if count > width]
        if len(wide) < _USUAL or len(wide) <= _MOST * len(rows):
            continue
        further = max(wide) - width
        lines[at - 1] = f"{_closed(lines[at - 1])}{' |' * further}"
        lines[at] = f"{_closed(lines[at])}{'---|' * further}"


def _is_row(line: str) -> bool:
    return "|" in line and bool(line.strip())


def _width(line: str) -> int:
    """The number of cells of a line."""
    return len(_PIPE.split(line.strip(" >\t").removeprefix("|").removesuffix("|")))


def _filled(line: str) -> int:
    """The number of cells of a line up to the last one with anything in it."""
    return _width(line.rstrip("| \t"))


def _closed(line: str) -> str:
    text = line.rstrip()
    return text if text.endswith("|") else f"{text} |"
