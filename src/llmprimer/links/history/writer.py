"""The thread that writes results into the history while the check runs."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from llmprimer.links.model import LinkResult

#: Seconds between two heartbeats of a run.
HEARTBEAT_SECONDS = 5.0
#: Results are written in one transaction, after this many seconds or results.
_INTERVAL = 0.25
_MAX_BATCH = 200

#: A result, and the time of its check.
TimedResult = tuple[str, LinkResult]


class Writer:
    """Writes results in batches: a transaction for each would take longer than its request.

    The thread starts at the first result, because a check with several jobs forks before, and a fork must have no threads.
    """

    def __init__(self, write: Callable[[list[TimedResult]], None]) -> None:
        self._write = write
        self._pending: deque[TimedResult] = deque()
        self._wake = threading.Event()
        self._ended = False
        self._error: Exception | None = None
        self._thread: threading.Thread | None = None

    def add(self, timed: TimedResult) -> None:
        """Queues a result; it is written shortly after."""
        self._pending.append(timed)
        if self._thread is None:
            self._thread = threading.Thread(target=self._write_periodically, name="link history", daemon=True)
            self._thread.start()
        if len(self._pending) >= _MAX_BATCH:
            self._wake.set()

    def stop(self) -> Exception | None:
        """Writes the rest; returns the error if that fails."""
        if self._thread is None:
            return None
        self._ended = True
        self._wake.set()
        self._thread.join()
        self._write_pending()
        return self._error if self._pending else None

    def _write_periodically(self) -> None:
        idle = 0.0
        while not self._ended:
            is_woken = self._wake.wait(_INTERVAL)
            self._wake.clear()
            idle += 0.0 if is_woken else _INTERVAL
            if self._pending or idle >= HEARTBEAT_SECONDS:
                idle = 0.0
                self._write_pending()

    def _write_pending(self) -> None:
        """Writes the queued results. If that fails (full disk, another writer), they stay queued for the next attempt."""
        batch = [self._pending.popleft() for _ in range(len(self._pending))]
        try:
            self._write(batch)
        except Exception as error:
            # The thread continues: `stop` returns the error if results are left at the end.
            self._error = error
            self._pending.extendleft(reversed(batch))
