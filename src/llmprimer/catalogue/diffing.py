"""Unified diffs of long texts: lines that both have once part them, and difflib compares what lies between.

difflib alone takes time by the square of a catalogue's lines, because most of them come in every record ("type:
article").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

#: Lines of context around a change.
_CONTEXT = 3

Opcode = tuple[str, int, int, int, int]


def text_diff(old: str, new: str, path: Path) -> str:
    """A unified diff of two texts of one file, as `git apply` and `patch -p1` take it; empty if they are equal."""
    if old == new:
        return ""
    name = _name_in_diffs(path)
    start, end = _around(old, new)
    first = old.count("\n", 0, start)
    lines = unified_diff(
        _lines(old[start : len(old) - end]), _lines(new[start : len(new) - end]), f"a/{name}", f"b/{name}", first
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _around(old: str, new: str) -> tuple[int, int]:
    """Where the lines begin that have to be looked at, and how many characters behind them need not: both texts agree there."""
    start = _agreement(old, new, min(len(old), len(new)))
    for _ in range(_CONTEXT + 1):
        start = old.rfind("\n", 0, max(start, 0))
    start = max(start + 1, 0)
    end = _agreement(old, new, min(len(old), len(new)) - start, at_end=True)
    at = len(old) - end
    for _ in range(_CONTEXT + 1):
        at = old.find("\n", at) + 1 or len(old)
    return start, len(old) - at


def _agreement(a: str, b: str, most: int, *, at_end: bool = False) -> int:
    """How many characters both begin or end with, at most so many; by halves, for Python compares long texts quickly."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if at_end:
            same = a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]
        else:
            same = a[low:middle] == b[low:middle]
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def _lines(text: str) -> list[str]:
    # git ends lines at \n alone; `splitlines` splits at other characters too.
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _name_in_diffs(path: Path) -> str:
    """The path from the root of the git repository that the file is in, else from this folder, else from the file's own."""
    real = path.resolve()
    for folder in real.parents:
        if (folder / ".git").exists():
            return real.relative_to(folder).as_posix()
    here = Path.cwd()
    return real.relative_to(here).as_posix() if real.is_relative_to(here) else real.name


def unified_diff(old: Sequence[str], new: Sequence[str], old_name: str, new_name: str, first: int = 0) -> Iterator[str]:
    """The lines of a unified diff, as `difflib.unified_diff` writes it; nothing for equal texts.

    `first` lines stand before those given, and are the same in both.
    """
    opcodes = list(_opcodes(old, new))
    if all(tag == "equal" for tag, *_ in opcodes):
        return
    yield f"--- {old_name}\n"
    yield f"+++ {new_name}\n"
    for group in _grouped(opcodes):
        (_, i1, _, j1, _), (_, _, i2, _, j2) = group[0], group[-1]
        yield f"@@ -{_range(i1 + first, i2 + first)} +{_range(j1 + first, j2 + first)} @@\n"
        for tag, a1, a2, b1, b2 in group:
            if tag == "equal":
                yield from (" " + line for line in old[a1:a2])
                continue
            yield from ("-" + line for line in old[a1:a2])
            yield from ("+" + line for line in new[b1:b2])


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[Opcode]:
    """What makes `new` of `old`, in order, neighbours of one kind joined."""
    joined: Opcode | None = None
    for tag, i1, i2, j1, j2 in _pieces(old, new):
        if joined is not None and joined[0] == tag and joined[2] == i1 and joined[4] == j1:
            joined = (tag, joined[1], i2, joined[3], j2)
            continue
        if joined is not None:
            yield joined
        joined = (tag, i1, i2, j1, j2)
    if joined is not None:
        yield joined


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Opcode]:
    at_old = at_new = 0
    for i, j in [*_anchors(old, new), (len(old), len(new))]:
        matcher = SequenceMatcher(None, old[at_old:i], new[at_new:j], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            yield tag, at_old + i1, at_old + i2, at_new + j1, at_new + j2
        if i < len(old):
            yield "equal", i, i + 1, j, j + 1
        at_old, at_new = i + 1, j + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The most lines that are once in each, in an order that both have: (place in old, place in new)."""
    counts, others = Counter(old), Counter(new)
    places = {line: place for place, line in enumerate(new) if others[line] == 1 and counts.get(line) == 1}
    pairs = [(place, places[line]) for place, line in enumerate(old) if line in places]
    # The longest increasing run of places in `new`: the last line of the best run of each length, and the line before it.
    ends: list[int] = []
    numbers: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        before.append(numbers[at - 1] if at else -1)
        if at == len(ends):
            ends.append(place)
            numbers.append(number)
        else:
            ends[at], numbers[at] = place, number
    found = []
    at = numbers[-1] if numbers else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _grouped(opcodes: list[Opcode]) -> Iterator[list[Opcode]]:
    """The changes with their context, those with little between them together."""
    group: list[Opcode] = []
    last = len(opcodes) - 1
    for number, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        if tag != "equal":
            group.append((tag, i1, i2, j1, j2))
            continue
        length = i2 - i1
        before = min(length, _CONTEXT) if number else 0
        after = min(length, _CONTEXT) if number != last else 0
        if number and number != last and length <= 2 * _CONTEXT:
            group.append((tag, i1, i2, j1, j2))
            continue
        if number:
            if before:
                group.append((tag, i1, i1 + before, j1, j1 + before))
            yield group
            group = []
        if after:
            group.append((tag, i2 - after, i2, j2 - after, j2))
    if any(tag != "equal" for tag, *_ in group):
        yield group


def _range(start: int, stop: int) -> str:
    length = stop - start
    if length == 1:
        return f"{start + 1}"
    return f"{start + 1 if length else start},{length}"
