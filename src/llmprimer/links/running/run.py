"""Checks many links: in parallel over hosts, within the budget of each host, with retries."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import httpx

from llmprimer.links import sites
from llmprimer.links.addresses import parse_url, refused_probe
from llmprimer.links.judging.catch_all import is_catch_all, made_up_url, needs_made_up_probe
from llmprimer.links.judging.failures import NotAllowedError, verdict_for
from llmprimer.links.judging.rules import judge
from llmprimer.links.model import Link, LinkResult, PageFacts, Probe, Verdict
from llmprimer.links.running.fetch import Fetcher
from llmprimer.links.running.host_budget import Host, is_address, is_private
from llmprimer.links.running.retry import asked_to_wait, wait_before_retry
from llmprimer.links.running.scheduler import Scheduler
from llmprimer.links.running.side_requests import RobotRules, ask_site
from llmprimer.links.settings import Settings
from llmprimer.net.tasks import Tasks
from llmprimer.net.transport import Resolver, Transport

Progress = Callable[[LinkResult], None]

#: With private addresses allowed, all names are looked up first, for at most these seconds.
_LOOK_UP = 1.0
#: The most seconds for a made-up path.
_MADE_UP_SECONDS = 5.0


def check(
    links: Iterable[Link], settings: Settings | None = None, progress: Progress | None = None
) -> list[LinkResult]:
    """The results in the order of the links; each distinct address is requested once. `progress` gets each as it comes.

    KeyboardInterrupt passes through; `progress` has had all results until then.
    """
    links = list(links)
    settings = settings or Settings()
    if settings.jobs > 1 and len(links) > 1:
        from llmprimer.links.running.workers import check_in_processes

        return check_in_processes(links, settings, progress, _check_here)
    return _check_here(links, settings, progress)


def _check_here(links: Sequence[Link], settings: Settings, progress: Progress | None) -> list[LinkResult]:
    with _rare_garbage_collection(), asyncio.Runner() as runner:
        return runner.run(check_async(links, settings, progress))


@contextlib.contextmanager
def _rare_garbage_collection() -> Iterator[None]:
    """With rare garbage collection: it takes a tenth of the time on thousands of results that all stay."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


async def check_async(
    links: Iterable[Link], settings: Settings | None = None, progress: Progress | None = None
) -> list[LinkResult]:
    """As `check`, for programs that have an event loop of their own."""
    return await _Run(settings or Settings(), progress).all(list(links))


class _Page(NamedTuple):
    """A link to request: its text as given, and the address."""

    text: str
    #: None if it cannot be requested.
    url: httpx.URL | None


class _Run:
    def __init__(self, settings: Settings, progress: Progress | None) -> None:
        self._settings = settings
        self._progress = progress
        self._hosts: dict[str, Host] = {}
        self._by_origin: dict[tuple[str, str, int | None], Host] = {}

    async def all(self, links: Sequence[Link]) -> list[LinkResult]:
        self._results: list[LinkResult | None] = [None] * len(links)
        self._links = links
        self._positions: dict[str, list[int]] = {}
        self._finished: set[str] = set()
        for position, link in enumerate(links):
            self._positions.setdefault(link.url, []).append(position)
        tasks = self._tasks = Tasks()
        self._resolver = Resolver(tasks)
        configured = sites.configured_addresses(os.environ) if self._settings.sites else []
        self._transport = Transport(
            self._resolver, allow_private=self._settings.allow_private, trusted=filter(parse_url, configured)
        )
        self._fetcher = Fetcher(
            self._transport, self._resolver, self._settings, self._wait_turn, lambda url: self._host(url).request_sent()
        )
        self._robots = RobotRules(self._fetcher, self._settings.user_agent, tasks) if self._settings.robots else None
        self._scheduler: Scheduler[_Page | sites.Batch] = Scheduler(
            self._settings.max_connections, self._work, self._skip, tasks
        )
        try:
            pages = [_Page(text, parse_url(text)) for text in self._positions]
            if self._settings.allow_private:
                await self._resolve_own_names(pages)
            batches = sites.batches(self._positions) if self._settings.sites else []
            urls_of_sites = {url for batch in batches for urls in batch.urls.values() for url in urls}
            for page in pages:
                if page.text not in urls_of_sites:
                    self._queue_page(page)
            for batch in batches:
                self._queue_batch(batch)
            self._scheduler.start()
            await self._scheduler.done
        finally:
            self._scheduler.clear()
            await tasks.cancel()
            await self._transport.aclose()
        return [result for result in self._results if result is not None]

    def _queue_page(self, page: _Page) -> None:
        if page.url is None:
            self._finish(page.text, self._results_of(page.text, refused_probe(page.text)))
        else:
            self._scheduler.put(self._host(page.url), page)

    def _queue_batch(self, batch: sites.Batch) -> None:
        url = parse_url(batch.site.question(batch.ids, os.environ).url)
        if url is None:  # the environment variable is not a valid address
            self._queue_pages_of(batch)
            return
        host = self._host(url)
        host.delay = max(host.delay, batch.site.pause)
        self._scheduler.put(host, batch)

    def _skip(self, item: _Page | sites.Batch) -> None:
        if isinstance(item, sites.Batch):
            self._queue_pages_of(item)
        else:
            self._skip_page(item)

    def _queue_pages_of(self, batch: sites.Batch) -> None:
        """Requests the pages, because the site had no clear answer."""
        for urls in batch.urls.values():
            for text in urls:
                if text not in self._finished:
                    self._queue_page(_Page(text, parse_url(text)))

    def _skip_page(self, page: _Page) -> None:
        probe = Probe(url=page.text, error=Verdict.RATE_LIMITED)
        probe.detail = "the host asks to slow down and is skipped"
        self._finish(page.text, self._results_of(page.text, probe))

    # Hosts.

    async def _resolve_own_names(self, pages: Sequence[_Page]) -> None:
        """Looks up all names first: hosts with private addresses get an adaptive budget."""
        names = {page.url.host for page in pages if page.url is not None and not is_address(page.url.host)}
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_UP):
                await asyncio.gather(*(self._resolver.addresses(name) for name in names), return_exceptions=True)

    def _host(self, url: httpx.URL) -> Host:
        """The budget of the address: that of its host, or of host and port if the host is private."""
        origin = (url.scheme, url.host, url.port)
        host = self._by_origin.get(origin)
        if host is None:
            own = self._settings.allow_private and self._is_own(url.host)
            key = f"{url.scheme}://{url.host}:{url.port}" if own else url.host
            host = self._hosts.get(key) or Host(self._settings, own=own)
            self._hosts[key] = self._by_origin[origin] = host
        return host

    def _is_own(self, name: str) -> bool:
        if is_address(name):
            return is_private([name])
        return name == "localhost" or name.endswith(".localhost") or is_private(self._resolver.resolved(name))

    async def _wait_turn(self, url: httpx.URL) -> None:
        """Waits until the host of the address may get another request."""
        host = self._host(url)
        await self._sleep(host.reserve_turn())
        if self._robots is not None and url.path != "/robots.txt":
            await self._robots.enforce(url, host)

    async def _sleep(self, seconds: float) -> None:
        if seconds > 0:
            async with self._scheduler.release_slot():
                await asyncio.sleep(seconds)

    # One link.

    async def _work(self, item: _Page | sites.Batch, host: Host) -> None:
        if isinstance(item, sites.Batch):
            for text, probe in (await self._site_probes(item, host)).items():
                self._finish(text, self._results_of(text, probe))
            self._queue_pages_of(item)
        else:
            self._finish(item.text, await self._page_results(item, host))

    async def _site_probes(self, batch: sites.Batch, host: Host) -> dict[str, Probe]:
        try:
            return await ask_site(self._fetcher, batch, host, os.environ, self._settings.timeout)
        except Exception:  # a bug becomes the verdict of its links; the run continues
            return {text: _check_failed(text) for urls in batch.urls.values() for text in urls}

    async def _page_results(self, page: _Page, host: Host) -> list[LinkResult]:
        try:
            return await self._judge(page, await self._fetch_with_retries(page, host), host)
        except Exception:  # the same
            return self._results_of(page.text, _check_failed(page.text))

    async def _fetch_with_retries(self, page: _Page, host: Host) -> Probe:
        """The facts of one link, with retries after transient failures."""
        assert page.url is not None
        if self._robots is not None:
            try:
                await self._robots.enforce(page.url, host)
            except NotAllowedError as error:
                return Probe(page.text, error=verdict_for(error)[0], detail=verdict_for(error)[1])
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
                host.rate_limited(asked_to_wait(probe), self._settings.longest_wait)
            elif verdict in (Verdict.RESET, Verdict.SERVER_ERROR):
                host.failed()
            elif verdict is Verdict.DNS and not probe.requests:
                host.not_found()
            elif probe.status_code is not None:
                host.answered()
            wait = wait_before_retry(probe, verdict, attempt)
            longest = min(self._settings.longest_wait, left - 0.2)
            if wait is None or attempt == self._settings.retries or wait > longest or host.is_skipped:
                return probe
            left -= wait
            attempt += 1
            await self._sleep(max(wait, host.reserve_turn()))
            if host.is_skipped:
                return probe

    async def _judge(self, page: _Page, probe: Probe, host: Host) -> list[LinkResult]:
        """The verdicts; a made-up path is requested first where that helps."""
        results = self._results_of(page.text, probe)
        if any(needs_made_up_probe(result) for result in results):
            probe.matches_made_up_path = is_catch_all(probe, await self._made_up_probe(probe, host))
            if probe.matches_made_up_path:
                results = self._results_of(page.text, probe)
        return results

    async def _made_up_probe(self, probe: Probe, host: Host) -> Probe:
        """The host's response to a made-up path, requested once for each host of a run."""
        if host.made_up_probe is None:
            url = made_up_url(httpx.URL(probe.final_url or probe.url))

            async def ask() -> Probe:
                try:
                    await self._wait_turn(url)
                except NotAllowedError as error:
                    return Probe(str(url), error=verdict_for(error)[0])
                return await self._fetcher.fetch(url, str(url), min(self._settings.timeout, _MADE_UP_SECONDS))

            host.made_up_probe = self._tasks.create(ask())
        return await asyncio.shield(host.made_up_probe)

    def _results_of(self, text: str, probe: Probe) -> list[LinkResult]:
        return [judge(probe, self._links[position]) for position in self._positions[text]]

    def _finish(self, text: str, results: Iterable[LinkResult]) -> None:
        """Keeps the results of an address without the page: ten thousand pages would fill the memory."""
        self._finished.add(text)
        for position, result in zip(self._positions[text], results, strict=True):
            self._results[position] = result
            if self._progress is not None:
                self._progress(result)
            probe = result.probe
        probe.page = PageFacts(title=probe.page.title) if probe.page else None
        probe.headers = {}


def _check_failed(text: str) -> Probe:
    """The facts for the exception being handled, which is a bug."""
    error = traceback.format_exc()
    return Probe(
        text,
        error=Verdict.CHECK_FAILED,
        detail=f"llmprimer failed on this link: {error.strip().splitlines()[-1][:200]}",
        traceback=error,
    )
