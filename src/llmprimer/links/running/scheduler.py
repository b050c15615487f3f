"""Who is asked next: hosts stand in a ring, and each gets one start a round when its turn and a place have come.

Nothing waits in a task of its own, so that ten thousand links cost no more than their addresses until they are asked.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from llmprimer.links.running.host_budget import STUCK, Host

Item = TypeVar("Item")


class Ring(Generic[Item]):
    """The items of each host, begun by `work` when it may be, or handed to `skip` where the host is left alone."""

    def __init__(
        self,
        places: int,
        work: Callable[[Item, Host], Coroutine[Any, Any, None]],
        skip: Callable[[Item], None],
    ) -> None:
        self._work = work
        self._skip = skip
        self._free = places
        self._loop = asyncio.get_running_loop()
        self._queues: dict[Host, deque[Item]] = {}
        self._ring: deque[Host] = deque()
        self._in_ring: set[Host] = set()
        self._returning: deque[asyncio.Future[None]] = deque()
        self._under_way: set[asyncio.Task[None]] = set()
        #: Set when the last item is done; raises what went wrong in one of them.
        self.done: asyncio.Future[None] = self._loop.create_future()

    def put(self, host: Host, item: Item) -> None:
        """Queues an item; `serve` starts it."""
        self._queues.setdefault(host, deque()).append(item)
        self._ready(host)

    def serve(self) -> None:
        """Starts what may start: one item a host and round, as long as there are places."""
        while self._ring and self._free > 0:
            host = self._ring.popleft()
            self._in_ring.discard(host)
            queue = self._queues[host]
            if host.left_alone:
                while queue:
                    self._skip(queue.popleft())
            if not queue:
                continue
            if host.running >= host.limit:
                self._loosen_later(host)
                continue  # comes back when one of its items is done
            if (wait := host.wait) > 0:
                self._loop.call_later(wait, self._again, host)
                continue
            host.take()
            host.running += 1
            self._free -= 1
            task = self._loop.create_task(self._started(queue.popleft(), host))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            self._ready(host)
        if not self._under_way and not self._ring and not any(self._queues.values()) and not self.done.done():
            self.done.set_result(None)

    async def cancel(self) -> None:
        """Breaks off what is under way, and waits until it has ended."""
        self._queues.clear()
        self._ring.clear()
        for task in (under_way := list(self._under_way)):
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """Gives the item's place to others while it only waits."""
        self._release()
        self.serve()
        try:
            yield
        finally:
            if self._free > 0:
                self._free -= 1
            else:
                waiter = self._loop.create_future()
                self._returning.append(waiter)
                await waiter

    async def _started(self, item: Item, host: Host) -> None:
        try:
            await self._work(item, host)
        except Exception as error:  # a bug of ours: it ends the run and keeps its traceback
            if not self.done.done():
                self.done.set_exception(error)
        finally:
            host.running -= 1
            self._under_way.discard(asyncio.current_task())
            self._release()
            self._ready(host)
            self.serve()

    def _ready(self, host: Host) -> None:
        if host not in self._in_ring and self._queues.get(host):
            self._in_ring.add(host)
            self._ring.append(host)

    def _again(self, host: Host) -> None:
        self._ready(host)
        self.serve()

    def _release(self) -> None:
        while self._returning:
            waiter = self._returning.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
        self._free += 1

    def _loosen_later(self, host: Host) -> None:
        """A silent host of one's own gets another start after a while, and again after that."""
        if host.adapts and not host.loosening:
            host.loosening = True
            self._loop.call_later(STUCK, self._loosen, host)

    def _loosen(self, host: Host) -> None:
        host.loosening = False
        if host.running >= host.limit:
            host.more()
        self._again(host)
