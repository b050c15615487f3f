"""Many links: politely by host, in parallel over hosts, with the retries that may help."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

import httpx

from llmprimer.links.alike import is_alike, made_up, worth_asking
from llmprimer.links.fetch import Fetcher, parse_url, refused
from llmprimer.links.hosts import STUCK, Host, is_address, is_own
from llmprimer.links.model import Link, LinkResult, Page, Probe, Verdict
from llmprimer.links.patience import asked_to_wait, wait_before_retry
from llmprimer.links.rules import judge
from llmprimer.links.settings import Settings
from llmprimer.links.transport import Resolver, Transport

Progress = Callable[[LinkResult], None]

#: With private addresses allowed, all names are looked up first, for no more than so many seconds.
_LOOK_UP = 1.0
#: A made-up path is worth no more than so many seconds.
_NONSENSE = 5.0


def check(
    links: Iterable[Link], settings: Settings | None = None, progress: Progress | None = None
) -> list[LinkResult]:
    """The results in the order of the links; each distinct address is asked once. `progress` gets each as it comes.

    KeyboardInterrupt passes through; what `progress` was given by then is what is known.
    """
    with asyncio.Runner(loop_factory=_fastest_loop()) as runner:
        return runner.run(check_async(links, settings, progress))


async def check_async(
    links: Iterable[Link], settings: Settings | None = None, progress: Progress | None = None
) -> list[LinkResult]:
    """As `check`, for programs that have an event loop of their own."""
    return await _Run(settings or Settings(), progress).all(list(links))


def _fastest_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


class _Page(NamedTuple):
    """A link to ask: its text as it was given, and the address."""

    text: str
    #: None where it is no address that can be asked.
    url: httpx.URL | None


class _Run:
    """Hosts wait in a ring for a free place in the run and for their own turn; each gets one start a round."""

    def __init__(self, settings: Settings, progress: Progress | None) -> None:
        self._settings = settings
        self._progress = progress
        self._hosts: dict[str, Host] = {}
        self._by_place: dict[tuple[str, str, int | None], Host] = {}
        self._queues: dict[Host, deque[_Page]] = {}
        self._ring: deque[Host] = deque()
        self._in_ring: set[Host] = set()
        self._free = settings.max_connections
        self._returning: deque[asyncio.Future[None]] = deque()
        self._under_way: set[asyncio.Task[None]] = set()

    async def all(self, links: Sequence[Link]) -> list[LinkResult]:
        self._loop = asyncio.get_running_loop()
        self._done: asyncio.Future[None] = self._loop.create_future()
        self._results: list[LinkResult | None] = [None] * len(links)
        self._links = links
        self._places: dict[str, list[int]] = {}
        for place, link in enumerate(links):
            self._places.setdefault(link.url, []).append(place)
        self._left = len(self._places)
        self._resolver = Resolver()
        self._transport = Transport(self._resolver, allow_private=self._settings.allow_private)
        self._fetcher = Fetcher(self._transport, self._settings, self._turn)
        try:
            pages = [_Page(text, parse_url(text)) for text in self._places]
            if self._settings.allow_private:
                await self._know_own_names(pages)
            for page in pages:
                self._put_page(page)
            self._serve()
            self._loosen()
            if self._left:
                await self._done
        finally:
            for task in self._under_way:
                task.cancel()
            await self._transport.aclose()
            self._resolver.close()
        return [result for result in self._results if result is not None]

    # The ring.

    def _put_page(self, page: _Page) -> None:
        if page.url is None:
            self._finish(page.text, self._results_of(page.text, refused(page.text)))
            return
        host = self._host(page.url)
        self._queues.setdefault(host, deque()).append(page)
        self._ready(host)

    def _ready(self, host: Host) -> None:
        if host not in self._in_ring and self._queues.get(host):
            self._in_ring.add(host)
            self._ring.append(host)

    def _serve(self) -> None:
        """Starts what may start: one link a host and round, as long as there are places."""
        while self._ring and self._free > 0:
            host = self._ring.popleft()
            self._in_ring.discard(host)
            queue = self._queues[host]
            if host.left_alone:
                while queue:
                    text = queue.popleft().text
                    self._finish(text, self._results_of(text, _left_alone(text)))
            if not queue or host.running >= host.limit:
                continue  # comes back when one of its links is done
            if (wait := host.wait) > 0:
                self._loop.call_later(wait, self._again, host)
                continue
            host.take()
            host.running += 1
            self._free -= 1
            task = self._loop.create_task(self._started(host, queue.popleft()))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            self._ready(host)

    def _again(self, host: Host) -> None:
        self._ready(host)
        self._serve()

    async def _started(self, host: Host, page: _Page) -> None:
        try:
            await self._judged(page, await self._patiently(page, host), host)
        except Exception as error:  # a bug of ours: it ends the run and keeps its traceback
            if not self._done.done():
                self._done.set_exception(error)
        finally:
            host.running -= 1
            self._release()
            self._ready(host)
            self._serve()

    def _loosen(self) -> None:
        """Gives silent hosts of one's own another start, again and again."""
        held = [host for host, queue in self._queues.items() if queue and host.adapts and host.running >= host.limit]
        for host in held:
            host.more()
            self._ready(host)
        if held:
            self._serve()
        if not self._done.done() and any(host.adapts for host in self._queues):
            self._loop.call_later(STUCK, self._loosen)

    def _release(self) -> None:
        while self._returning:
            waiter = self._returning.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
        self._free += 1

    @asynccontextmanager
    async def _aside(self) -> AsyncIterator[None]:
        """Gives the place in the run to others while this link only waits."""
        self._release()
        self._serve()
        try:
            yield
        finally:
            if self._free > 0:
                self._free -= 1
            else:
                waiter = self._loop.create_future()
                self._returning.append(waiter)
                await waiter

    async def _sleep(self, seconds: float) -> None:
        async with self._aside():
            await asyncio.sleep(seconds)

    # Hosts.

    async def _know_own_names(self, pages: Sequence[_Page]) -> None:
        """Looks up the names first, since those that lead to private addresses need no manners."""
        names = {page.url.host for page in pages if page.url is not None and not is_address(page.url.host)}
        tasks = [self._loop.create_task(self._resolver.addresses(name)) for name in names]
        if tasks:
            await asyncio.wait(tasks, timeout=_LOOK_UP)

    def _host(self, url: httpx.URL) -> Host:
        """The budget that the address counts on: that of its host, or of its port where the host is one's own."""
        place = (url.scheme, url.host, url.port)
        host = self._by_place.get(place)
        if host is None:
            own = self._settings.allow_private and self._is_own(url.host)
            key = f"{url.scheme}://{url.host}:{url.port}" if own else url.host
            host = self._hosts.get(key) or Host(self._settings, own=own)
            self._hosts[key] = self._by_place[place] = host
        return host

    def _is_own(self, name: str) -> bool:
        if is_address(name):
            return is_own([name])
        return name == "localhost" or name.endswith(".localhost") or is_own(self._resolver.known(name))

    async def _turn(self, url: httpx.URL) -> None:
        """Waits until the address's host may be asked again."""
        wait = self._host(url).take()
        if wait > 0:
            await self._sleep(wait)

    # One link.

    async def _patiently(self, page: _Page, host: Host) -> Probe:
        """The facts of one link, asked again where that may help."""
        assert page.url is not None
        left = self._settings.timeout
        requests = 0
        attempt = 0
        while True:
            probe = await self._fetcher.fetch(page.url, page.text, max(left, 0.1))
            requests += probe.requests
            probe.requests = requests
            left -= probe.seconds
            if probe.error is None and (probe.status_code or 0) < 400:
                host.answered()
                return probe
            verdict = judge(probe, Link(page.text)).verdict
            if verdict is Verdict.RATE_LIMITED:
                host.complained(asked_to_wait(probe), self._settings.longest_wait)
            elif probe.status_code is not None:
                host.answered()
            wait = wait_before_retry(probe, verdict, attempt)
            longest = min(self._settings.longest_wait, left - 0.2)
            if wait is None or attempt == self._settings.retries or wait > longest or host.left_alone:
                return probe
            left -= wait
            attempt += 1
            await self._sleep(max(wait, host.take()))

    async def _judged(self, page: _Page, probe: Probe, host: Host) -> None:
        """Ends a link: judges, and asks for a made-up path first where that may tell more."""
        results = self._results_of(page.text, probe)
        if any(worth_asking(result) for result in results):
            probe.same_as_nonsense = is_alike(probe, await self._nonsense(probe, host))
            if probe.same_as_nonsense:
                results = self._results_of(page.text, probe)
        self._finish(page.text, results)

    async def _nonsense(self, probe: Probe, host: Host) -> Probe:
        """What the host says to a made-up path: asked once for each host of a run."""
        if host.nonsense is None:
            url = made_up(httpx.URL(probe.final_url or probe.url))

            async def ask() -> Probe:
                await self._turn(url)
                return await self._fetcher.fetch(url, str(url), min(self._settings.timeout, _NONSENSE))

            host.nonsense = self._loop.create_task(ask())
        return await asyncio.shield(host.nonsense)

    def _results_of(self, text: str, probe: Probe) -> list[LinkResult]:
        return [judge(probe, self._links[place]) for place in self._places[text]]

    def _finish(self, text: str, results: Iterable[LinkResult]) -> None:
        """Keeps the results of an address: all of the evidence but the page, of which ten thousand fill the memory."""
        for place, result in zip(self._places[text], results, strict=True):
            self._results[place] = result
            if self._progress is not None:
                self._progress(result)
            probe = result.probe
        probe.page = Page(title=probe.page.title) if probe.page else None
        probe.headers = {}
        self._left -= 1
        if not self._left and not self._done.done():
            self._done.set_result(None)


def _left_alone(text: str) -> Probe:
    return Probe(url=text, error=Verdict.RATE_LIMITED, detail="the host asks for patience and is left alone")
