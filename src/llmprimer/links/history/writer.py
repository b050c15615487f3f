"""The thread that writes results into the history while links are still being asked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from llmprimer.links.model import LinkResult

#: Seconds between two heartbeats of a run.
BEAT = 5.0
#: Results are written in one transaction, after these seconds or at this number.
_INTERVAL = 0.25
_MAX_BATCH = 200

#: A result, and the time of its check.
Noted = tuple[str, LinkResult]


class Writer:
    """Writes results in batches: one transaction for each would take longer than asking the link.

    The thread starts with the first result: a check with many jobs forks before it, and threads and forks do not mix.
    """

    def __init__(self, write: Callable[[list[Noted]], None]) -> None:
        self._write = write
        self._noted: deque[Noted] = deque()
        self._wake = threading.Event()
        self._ended = False
        self._error: Exception | None = None
        self._thread: threading.Thread | None = None

    def add(self, noted: Noted) -> None:
        """Notes a result; it is written a moment later."""
        self._noted.append(noted)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="link history", daemon=True)
            self._thread.start()
        if len(self._noted) >= _MAX_BATCH:
            self._wake.set()

    def stop(self) -> Exception | None:
        """Writes the rest; returns the error if that fails."""
        if self._thread is None:
            return None
        self._ended = True
        self._wake.set()
        self._thread.join()
        self._batch()
        return self._error if self._noted else None

    def _work(self) -> None:
        idle = 0.0
        while not self._ended:
            woken = self._wake.wait(_INTERVAL)
            self._wake.clear()
            idle += 0.0 if woken else _INTERVAL
            if self._noted or idle >= BEAT:
                idle = 0.0
                self._batch()

    def _batch(self) -> None:
        """Writes what is noted; what cannot be written now (a full disk, another writer) stays for the next time."""
        batch = [self._noted.popleft() for _ in range(len(self._noted))]
        try:
            self._write(batch)
        except Exception as error:
            # The thread goes on whatever it was: `stop` returns the error if results are left in the end.
            self._error = error
            self._noted.extendleft(reversed(batch))
