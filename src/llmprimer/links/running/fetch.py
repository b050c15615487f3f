"""Requests for links and side requests over one transport. Facts only, no verdicts."""

from __future__ import annotations

import asyncio
import time
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

import httpx

from llmprimer.links.addresses import without_credentials
from llmprimer.links.judging.failures import NotAllowedError, verdict_for
from llmprimer.links.model import Hop, Probe, Verdict
from llmprimer.links.running.chain import Chain, Turn
from llmprimer.links.running.response import (
    REDIRECTS,
    ChainError,
    close,
    decode_header,
    headers_of,
    redirect_target,
    whole_body,
)
from llmprimer.links.settings import Settings
from llmprimer.net.transport import Resolver

_MAX_SIDE_REDIRECTS = 5


class SideResponse(NamedTuple):
    """The response to a side request: the last status, headers and body, and every hop on the way."""

    status_code: int
    headers: dict[str, str]
    body: bytes
    hops: list[Hop]


class Fetcher:
    """Sends the requests of a run over one transport, with the same headers."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        resolver: Resolver,
        settings: Settings,
        turn: Turn,
        sent: Callable[[httpx.URL], None],
    ) -> None:
        """`sent` is called when a request is sent, which may be some time after its turn."""
        self._transport = transport
        self._resolver = resolver
        self._sent = sent
        self._settings = settings
        self._wait_turn = turn
        self._headers = httpx.Headers(
            {
                "user-agent": settings.user_agent,
                "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "accept-language": "en,*;q=0.5",
                "accept-encoding": "gzip, deflate",
            }
        )

    async def fetch(self, url: httpx.URL, text: str, seconds: float) -> Probe:
        """The facts of one link, within `seconds`. Never raises for anything that a server does."""
        probe = Probe(url=without_credentials(text), fragment=text.partition("#")[2].strip())
        started = time.monotonic()
        chain = Chain(probe, self.send, self._wait_turn)
        try:
            async with asyncio.timeout(seconds) as chain.deadline:
                await chain.follow(url)
        except TimeoutError:
            if probe.status_code is None or not chain.is_judgeable():
                probe.error = Verdict.TIMEOUT
                probe.detail = f"no whole answer within {self._settings.timeout:g} s"
                if not probe.hops and self._resolver.is_looking_up(url.host):
                    probe.error, probe.detail = Verdict.DNS, "the name of the host was not found in time"
            probe.whole = False
        except ChainError as stop:
            probe.error, probe.detail = stop.error, stop.detail
        except Exception as error:
            probe.error, probe.detail = verdict_for(error)
        probe.seconds = time.monotonic() - started - chain.waited
        return probe

    async def answer(
        self, url: str, headers: Mapping[str, str], limit: int, seconds: float, *, cross_host: bool = False
    ) -> SideResponse | None:
        """The response to a side request, or None without one. Redirects are followed on the same
        host with the same headers; with `cross_host` also to other hosts, without the headers.
        """
        hops: list[Hop] = []
        try:
            current = httpx.URL(url)
            async with asyncio.timeout(seconds):
                for _ in range(_MAX_SIDE_REDIRECTS):
                    started = time.monotonic()
                    response = await self.send("GET", current, headers)
                    try:
                        headers_by_name = headers_of(response)
                        body = await whole_body(response, headers_by_name.get("content-encoding", ""), limit)
                    finally:
                        await close(response)
                    elapsed = time.monotonic() - started
                    hops.append(Hop(str(current), response.status_code, "GET", "api", elapsed, len(body)))
                    location = headers_by_name.get("location")
                    if response.status_code not in REDIRECTS or not location:
                        return SideResponse(response.status_code, headers_by_name, body, hops)
                    target = redirect_target(current, decode_header(location))
                    if (target.scheme, target.netloc) != (current.scheme, current.netloc):
                        if not cross_host:
                            return SideResponse(response.status_code, headers_by_name, body, hops)
                        headers = {}
                    await self._wait_turn(target)
                    current = target
        except (httpx.HTTPError, httpx.InvalidURL, ChainError, NotAllowedError, TimeoutError, OSError, zlib.error):
            return None
        return None

    async def send(
        self, method: str, url: httpx.URL, headers: Mapping[str, str] | None = None, probe: Probe | None = None
    ) -> httpx.Response:
        """The response to one request, its body still unread; close it by `close`. Counts the request in the probe."""

        def sent() -> None:
            self._sent(url)
            if probe is not None:
                probe.requests += 1

        request = httpx.Request(method, url, headers=self._headers, extensions={"sent": sent})
        if headers:
            request.headers.update(headers)
        return await self._transport.handle_async_request(request)
