"""Round-robin scheduler: each host starts at most one request per round, and only while a slot is free.

A queued link has no task of its own, so ten thousand queued links cost no more memory than their addresses.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from llmprimer.links.running.host_budget import SILENT_SECONDS, Host
from llmprimer.net.tasks import Tasks

Item = TypeVar("Item")


class Scheduler(Generic[Item]):
    """Queues of items by host. `work` runs an item in its turn; `skip` gets it if the host is skipped."""

    def __init__(
        self,
        slots: int,
        work: Callable[[Item, Host], Coroutine[Any, Any, None]],
        skip: Callable[[Item], None],
        tasks: Tasks,
    ) -> None:
        self._work = work
        self._skip = skip
        self._tasks = tasks
        self._free_slots = slots
        self._loop = asyncio.get_running_loop()
        self._queues: dict[Host, deque[Item]] = {}
        self._hosts: deque[Host] = deque()
        self._waiting_hosts: set[Host] = set()
        self._returning: deque[asyncio.Future[None]] = deque()
        self._running = 0
        #: Set when the last item is done; raises the exception of an item that failed.
        self.done: asyncio.Future[None] = self._loop.create_future()

    def put(self, host: Host, item: Item) -> None:
        """Queues an item; `start` runs it."""
        self._queues.setdefault(host, deque()).append(item)
        self._enqueue(host)

    def start(self) -> None:
        """Starts one item per host and round, as long as slots are free."""
        while self._hosts and self._free_slots > 0:
            host = self._hosts.popleft()
            self._waiting_hosts.discard(host)
            queue = self._queues[host]
            if host.is_skipped:
                while queue:
                    self._skip(queue.popleft())
            if not queue:
                continue
            if host.running >= host.limit:
                self._schedule_raise(host)
                continue  # it is queued again when one of its items ends
            if (wait := host.wait) > 0:
                self._loop.call_later(wait, self._enqueue_and_start, host)
                continue
            host.reserve_turn()
            host.running += 1
            self._free_slots -= 1
            self._running += 1
            self._tasks.create(self._run(queue.popleft(), host))
            self._enqueue(host)
        if not self._running and not self._hosts and not any(self._queues.values()) and not self.done.done():
            self.done.set_result(None)

    def clear(self) -> None:
        """Forgets the items that have not started."""
        self._queues.clear()
        self._hosts.clear()

    @asynccontextmanager
    async def release_slot(self) -> AsyncIterator[None]:
        """Releases the item's slot while the item only waits, and takes one again afterwards."""
        self._free_slot()
        self.start()
        try:
            yield
        finally:
            if self._free_slots > 0:
                self._free_slots -= 1
            else:
                waiter = self._loop.create_future()
                self._returning.append(waiter)
                await waiter

    async def _run(self, item: Item, host: Host) -> None:
        try:
            await self._work(item, host)
        except Exception as error:  # a bug: it ends the run and keeps its traceback
            if not self.done.done():
                self.done.set_exception(error)
        finally:
            host.running -= 1
            self._running -= 1
            self._free_slot()
            self._enqueue(host)
            self.start()

    def _enqueue(self, host: Host) -> None:
        if host not in self._waiting_hosts and self._queues.get(host):
            self._waiting_hosts.add(host)
            self._hosts.append(host)

    def _enqueue_and_start(self, host: Host) -> None:
        self._enqueue(host)
        self.start()

    def _free_slot(self) -> None:
        while self._returning:
            waiter = self._returning.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
        self._free_slots += 1

    def _schedule_raise(self, host: Host) -> None:
        """Raises the limit of a private host that does not answer, and again while it stays silent."""
        if host.is_adaptive and not host.raise_scheduled:
            host.raise_scheduled = True
            self._loop.call_later(SILENT_SECONDS, self._raise_limit, host)

    def _raise_limit(self, host: Host) -> None:
        host.raise_scheduled = False
        if host.running >= host.limit:
            host.raise_limit()
        self._enqueue_and_start(host)
