"""The tasks of one run, which end with it: no task and no connection outlives a cancelled run.

`asyncio.TaskGroup` does not fit: it cancels everything when one task fails, and here a failed task is an answer (a name
without an address).
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

_Result = TypeVar("_Result")


class Tasks:
    """Creates tasks, and cancels those that are still running at the end."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def create(self, work: Coroutine[Any, Any, _Result]) -> asyncio.Task[_Result]:
        """A running task."""
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
            task.exception()  # marks it as seen: whoever wanted the result has it
