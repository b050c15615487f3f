"""Drawing on /dev/tty, so that standard output is free for picked keys, and restoring the terminal after signals."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from textual.drivers.linux_driver import LinuxDriver

#: The terminal that the process was started from, wherever its streams lead.
TERMINAL = "/dev/tty"


class _Output(io.TextIOBase):
    """The terminal to write to. When it has gone (its window was closed), what is written to it is lost, and no error.

    An error would end Textual's writing thread, and everything else would wait for that for ever.
    """

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def write(self, text: str) -> int:
        left = memoryview(text.encode("utf-8", "replace"))
        with suppress(OSError):
            while left:
                left = left[os.write(self._descriptor, left) :]
        return len(text)

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return True


class TerminalDriver(LinuxDriver):
    """Textual's driver, over the controlling terminal instead of the standard streams."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        # Both stay open until the process ends: the driver is closed for a suspension, too, and used again.
        self._file = cast("Any", _Output(os.open(TERMINAL, os.O_WRONLY | os.O_NOCTTY)))
        self.fileno = os.open(TERMINAL, os.O_RDONLY | os.O_NOCTTY)
        self.input_tty = True

    def _get_terminal_size(self) -> tuple[int, int]:
        # Textual asks standard output, which may be a pipe.
        try:
            columns, lines = os.get_terminal_size(self.fileno)
        except OSError:
            columns, lines = 0, 0
        return columns or 80, lines or 25


def unusable_reason() -> str | None:
    """Why the browser cannot run in this terminal; None if it can."""
    if os.environ.get("TERM", "") in ("", "dumb"):
        return "this terminal cannot move its cursor (TERM is empty or dumb)"
    try:
        os.close(os.open(TERMINAL, os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return "there is no terminal"
    return None


def ensure_stdin() -> None:
    """Gives Textual a standard input to look at where it is closed."""
    if sys.__stdin__ is None:
        sys.__stdin__ = open(os.devnull, encoding="utf-8")  # type: ignore[misc]  # noqa: SIM115


class SignalHandler:
    """Signals that end the program: the screen is restored first, then the signal is raised again."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        #: The signal that was received, if any.
        self.received: int | None = None

    def install(self, loop: Any, leave: Callable[[], None]) -> None:
        """From now on the first signal calls `leave` in the loop."""

        def handle(number: int) -> None:
            if self.received is None:
                self.received = number
                leave()

        for number in self.SIGNALS:
            loop.add_signal_handler(number, handle, number)

    def reraise(self) -> None:
        """Raises SIGTERM or SIGHUP again, so that the process ends as others do."""
        if self.received is not None and self.received != signal.SIGINT:
            signal.signal(self.received, signal.SIG_DFL)
            signal.raise_signal(self.received)
