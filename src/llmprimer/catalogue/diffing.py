"""Unified diffs of long texts: lines that occur once in both split them, and difflib compares the segments between.

difflib alone takes quadratic time on a catalogue, because most of its lines occur in every record ("type: article").
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
    """A unified diff of two texts of one file for `git apply` and `patch -p1`; empty if they are equal."""
    if old == new:
        return ""
    name = _name_in_diffs(path)
    start, end = _changed_range(old, new)
    first_line = old.count("\n", 0, start)
    lines = unified_diff(
        _lines(old[start : len(old) - end]), _lines(new[start : len(new) - end]), f"a/{name}", f"b/{name}", first_line
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _changed_range(old: str, new: str) -> tuple[int, int]:
    """The offset at which the changed lines with their context begin, and the number of equal characters after them."""
    start = _common_length(old, new, min(len(old), len(new)))
    for _ in range(_CONTEXT + 1):
        start = old.rfind("\n", 0, max(start, 0))
    start = max(start + 1, 0)
    end = _common_length(old, new, min(len(old), len(new)) - start, at_end=True)
    position = len(old) - end
    for _ in range(_CONTEXT + 1):
        position = old.find("\n", position) + 1 or len(old)
    return start, len(old) - position


def _common_length(a: str, b: str, limit: int, *, at_end: bool = False) -> int:
    """The length of the common beginning or end, at most `limit`; by bisection, because Python compares slices quickly."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if at_end:
            is_equal = a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]
        else:
            is_equal = a[low:middle] == b[low:middle]
        low, high = (middle, high) if is_equal else (low, middle - 1)
    return low


def _lines(text: str) -> list[str]:
    # git ends lines at \n alone; `splitlines` splits at other characters too.
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _name_in_diffs(path: Path) -> str:
    """The path relative to the root of the git repository, else to the current folder, else the file name."""
    real = path.resolve()
    for folder in real.parents:
        if (folder / ".git").exists():
            return real.relative_to(folder).as_posix()
    here = Path.cwd()
    return real.relative_to(here).as_posix() if real.is_relative_to(here) else real.name


def unified_diff(
    old: Sequence[str], new: Sequence[str], old_name: str, new_name: str, first_line: int = 0
) -> Iterator[str]:
    """The lines of a unified diff, as `difflib.unified_diff` writes it; nothing for equal texts.

    `first_line` lines stand before those given, and are the same in both.
    """
    opcodes = list(_opcodes(old, new))
    if all(tag == "equal" for tag, *_ in opcodes):
        return
    yield f"--- {old_name}\n"
    yield f"+++ {new_name}\n"
    for group in _hunks(opcodes):
        (_, i1, _, j1, _), (_, _, i2, _, j2) = group[0], group[-1]
        yield f"@@ -{_range(i1 + first_line, i2 + first_line)} +{_range(j1 + first_line, j2 + first_line)} @@\n"
        for tag, a1, a2, b1, b2 in group:
            if tag == "equal":
                yield from (" " + line for line in old[a1:a2])
                continue
            yield from ("-" + line for line in old[a1:a2])
            yield from ("+" + line for line in new[b1:b2])


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[Opcode]:
    """The operations that turn `old` into `new`, in order; neighbours of one kind are joined."""
    joined: Opcode | None = None
    for tag, i1, i2, j1, j2 in _segments(old, new):
        if joined is not None and joined[0] == tag and joined[2] == i1 and joined[4] == j1:
            joined = (tag, joined[1], i2, joined[3], j2)
            continue
        if joined is not None:
            yield joined
        joined = (tag, i1, i2, j1, j2)
    if joined is not None:
        yield joined


def _segments(old: Sequence[str], new: Sequence[str]) -> Iterator[Opcode]:
    old_start = new_start = 0
    for i, j in [*_anchors(old, new), (len(old), len(new))]:
        matcher = SequenceMatcher(None, old[old_start:i], new[new_start:j], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            yield tag, old_start + i1, old_start + i2, new_start + j1, new_start + j2
        if i < len(old):
            yield "equal", i, i + 1, j, j + 1
        old_start, new_start = i + 1, j + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common sequence of lines that both have exactly once: (line in old, line in new), from 0."""
    old_counts, new_counts = Counter(old), Counter(new)
    position_in_new = {
        line: position for position, line in enumerate(new) if new_counts[line] == 1 and old_counts.get(line) == 1
    }
    pairs = [(position, position_in_new[line]) for position, line in enumerate(old) if line in position_in_new]
    # The longest increasing sequence of positions in `new`: for each length the sequence that ends first, and for each
    # pair the one before it.
    ends: list[int] = []
    numbers: list[int] = []
    before: list[int] = []
    for number, (_, position) in enumerate(pairs):
        length = bisect_left(ends, position)
        before.append(numbers[length - 1] if length else -1)
        if length == len(ends):
            ends.append(position)
            numbers.append(number)
        else:
            ends[length], numbers[length] = position, number
    found = []
    number = numbers[-1] if numbers else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _hunks(opcodes: list[Opcode]) -> Iterator[list[Opcode]]:
    """The changes with their context; changes with little text between them share a hunk."""
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
