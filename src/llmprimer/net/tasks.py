"""The asyncio tasks of one run: when the run is cancelled, so are its tasks.

`asyncio.TaskGroup` does not fit: it cancels all tasks when one fails, but here a failure is a result (a name without
an address).
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

_Result = TypeVar("_Result")


class Tasks:
    """Creates tasks, and cancels those still running at the end."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def create(self, work: Coroutine[Any, Any, _Result]) -> asyncio.Task[_Result]:
        """Starts a task."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._forget)
        return task

    async def cancel(self) -> None:
        """Cancels the running tasks and waits until they have ended."""
        for task in (running := list(self._running)):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # marks the exception as retrieved; whoever awaits the task gets it too
