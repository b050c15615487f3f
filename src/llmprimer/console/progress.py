"""Progress lines on standard error, without a library, so that a link check starts fast."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Mapping

from llmprimer.links.model import Group, LinkResult

#: Seconds between two updates of the line.
_INTERVAL = 0.1
_COLOURS = {Group.ALIVE: "32", Group.SUSPECT: "33", Group.UNCERTAIN: "36", Group.DEAD: "1;31"}
#: The minimum width of a bar.
_MIN_BAR = 8


class Progress:
    """Progress of a link check: call it with each result, then close it.

    Shows nothing unless standard error is a terminal with control codes. A thread redraws the line, so that the time
    advances between results. It starts with the first result, because a check with many jobs forks before that, and a
    process with threads must not fork.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._counts = dict.fromkeys(Group, 0)
        self._began = time.monotonic()
        self._ended = threading.Event()
        self._shown = bool(total) and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._line = ""
        self._thread: threading.Thread | None = None
        if self._shown:
            self._draw()

    def __call__(self, result: LinkResult) -> None:
        self._counts[result.group] += 1
        if self._shown and self._thread is None:
            self._thread = threading.Thread(target=self._work, name="progress", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Clears the line."""
        if self._thread is not None:
            self._ended.set()
            self._thread.join()
            self._thread = None
        if self._shown:
            self._shown = False
            _write("\r\033[K")

    def _work(self) -> None:
        while not self._ended.wait(_INTERVAL):
            self._draw()

    def _draw(self) -> None:
        line = progress_line(
            self._counts,
            self._total,
            time.monotonic() - self._began,
            width=_columns() - 1,  # a character in the last column would begin a new line on some terminals
            colours=not os.environ.get("NO_COLOR"),
            signs="━╸ " if "utf" in (sys.stderr.encoding or "").lower() else "#> ",
        )
        if line != self._line:
            _write(f"\r\033[K{line}")
            self._line = line


class Steps:
    """Progress of queries to services: call it with the number done, the total and the service, then close it.

    Shows nothing unless standard error is a terminal with control codes.
    """

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._drawn = False

    def __call__(self, done: int, total: int, what: str) -> None:
        if not self._shown or not total:
            return
        signs = "━╸ " if "utf" in (sys.stderr.encoding or "").lower() else "#> "
        _write(f"\r\033[K{steps_line(done, total, what, width=_columns() - 1, signs=signs)}")
        self._drawn = True

    def close(self) -> None:
        """Clears the line."""
        if self._drawn:
            _write("\r\033[K")
            self._drawn = False


def steps_line(done: int, total: int, what: str, *, width: int, signs: str = "#> ") -> str:
    """`[####>   ] 100/250 arXiv`, at most `width` columns; without the bar on a narrow terminal."""
    count = f"{done:>{len(str(total))}}/{total} {what}"
    bar_width = min(width - len(count) - 1, 40)
    return f"{_bar(done, total, bar_width, signs)} {count}" if bar_width >= _MIN_BAR else count[:width]


def progress_line(
    counts: Mapping[Group, int], total: int, seconds: float, *, width: int, colours: bool = False, signs: str = "#> "
) -> str:
    """The line for `counts` results after `seconds`, at most `width` columns without control codes.

    `signs` are the bar's body, head and rest. A narrow terminal gets no bar, a narrower one also no words.
    """
    done = sum(counts.values())
    remaining = f"{_duration(seconds / done * (total - done))} left" if done else "waiting"
    digits = len(str(total))
    count = f"{done:>{digits}}/{total}"
    colour = {group: _COLOURS[group] if colours and counts[group] else "" for group in Group}
    labels = [_coloured(f"{group} {counts[group]}", colour[group]) for group in Group]
    short = [_coloured(f"{group[0]}{counts[group]}", colour[group]) for group in Group]
    # Reserve the longest text, so that the bar keeps its length.
    longest_remaining = len("00 min 00 s left")
    for gap, parts, words in (("  ", labels, sum(len(group) + 1 for group in Group)), (" ", short, len(Group))):
        needed = len(count) + words + len(Group) * (digits + len(gap)) + len(gap) + longest_remaining
        if needed <= width:
            bar_width = min(width - needed - len(gap), 40)
            bar = [_bar(done, total, bar_width, signs)] if bar_width >= _MIN_BAR else []
            return gap.join([*bar, count, *parts, remaining])
    if len(count) + len(Group) * (digits + 2) <= width:
        return " ".join([count, *short])
    return count[:width]


def _bar(done: int, total: int, bar_width: int, signs: str) -> str:
    body, head, rest = tuple(signs)
    inside = bar_width - 2
    filled = inside * done // total if total else inside
    tip = head if 0 < filled < inside else ""
    return f"[{body * (filled - len(tip))}{tip}{rest * (inside - filled)}]"


def _coloured(text: str, code: str) -> str:
    return f"\033[{code}m{text}\033[0m" if code else text


def _duration(seconds: float) -> str:
    whole = int(seconds + 0.5)
    if whole < 60:
        return f"{whole} s"
    return (
        f"{whole // 60} min {whole % 60:02d} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60:02d} min"
    )


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _write(text: str) -> None:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):  # the terminal is closed
        pass
