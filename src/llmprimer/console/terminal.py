"""Properties of the terminal, the Rich console, and progress while loading."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import ClassVar

    from rich.console import Console


def is_terminal() -> bool:
    """Whether standard output is a terminal, or FORCE_COLOR asks for the same output."""
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR") and not os.environ.get("NO_COLOR"))


def columns() -> int:
    """The width of the terminal, or COLUMNS."""
    import shutil

    return shutil.get_terminal_size().columns


def console() -> Console:
    """A Rich console that prints data unchanged: without markup, emoji codes and highlighting of numbers."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False, soft_wrap=False)


class LoadingProgress:
    """Progress on standard error while reading a large catalogue; silent for the first `delay` seconds."""

    delay: ClassVar[float] = 1.0

    def __init__(self, doing: str) -> None:
        import time

        self._doing = doing
        self._clock = time.monotonic
        self._started = time.monotonic()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        if self._clock() - self._started < self.delay or not total:
            return
        if sys.stderr.isatty():
            print(f"\r{self._doing} {100 * done // total:3d}%", end="", file=sys.stderr, flush=True)
            self._shown = True
        elif not self._shown:
            print(f"{self._doing} ...", file=sys.stderr)
            self._shown = True

    def close(self) -> None:
        """Clears the line."""
        if self._shown and sys.stderr.isatty():
            # A dumb terminal cannot clear the line, so end it.
            print("\n" if os.environ.get("TERM") == "dumb" else "\r\033[K", end="", file=sys.stderr, flush=True)
