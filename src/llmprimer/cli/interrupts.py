"""Handles Ctrl-C and SIGTERM for a command with an event loop: one orderly end, however often they come."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
#: Another signal after these seconds ends the command at once.
_IGNORED_SECONDS = 3.0


class Interrupts:
    """Within it, the first signal cancels all tasks of the running loop, so that `asyncio.run` raises CancelledError.

    Python raises KeyboardInterrupt at the second Ctrl-C, in the middle of the loop, which may then wait for ever. Here further
    signals are ignored for three seconds; after that one ends the process. Without a loop the first signal raises
    KeyboardInterrupt as usual.
    """

    def __init__(self) -> None:
        #: The received signal, or None.
        self.received: int | None = None
        self._since = 0.0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        with suppress(ValueError):  # not in the main thread
            for number in _SIGNALS:
                self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # After an interruption the command only ends; another Ctrl-C would change its exit status.
        for number, previous in self._before.items():
            signal.signal(number, previous if self.received is None else signal.SIG_IGN)

    def _handle(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the signature of handlers
        if self.received is None:
            # In this order: a second signal may come between the two lines.
            self._since = time.monotonic()
            self.received = number
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                raise KeyboardInterrupt from None
            loop.call_soon_threadsafe(_cancel_all, loop)
        elif time.monotonic() - self._since > _IGNORED_SECONDS:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)


def _cancel_all(loop: asyncio.AbstractEventLoop) -> None:
    for task in asyncio.all_tasks(loop):
        task.cancel()
