"""A link check to await as a whole, or to iterate result by result."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Generator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llmprimer.links import Link, LinkResult, Settings


class LinkCheck:
    """A check of links. Each `await` or `async for` checks them again."""

    def __init__(self, links: Sequence[Link], settings: Settings | None) -> None:
        self.links = tuple(links)
        self._settings = settings

    def __await__(self) -> Generator[Any, None, list[LinkResult]]:
        """The results in the order of the links."""
        from llmprimer.links.running.run import check_async

        return check_async(self.links, self._settings).__await__()

    async def __aiter__(self) -> AsyncGenerator[LinkResult]:
        """Yields each result when it is ready; leaving the loop early (with `contextlib.aclosing`) ends the check."""
        from llmprimer.links.running.run import check_async

        results: asyncio.Queue[LinkResult | None] = asyncio.Queue()
        run = asyncio.create_task(check_async(self.links, self._settings, results.put_nowait))
        run.add_done_callback(lambda _: results.put_nowait(None))
        try:
            while (result := await results.get()) is not None:
                yield result
            await run
        finally:
            run.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await run
