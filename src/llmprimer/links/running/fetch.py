"""Links and side questions asked over one transport. Facts only, no verdicts."""

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
    headers_of,
    target_of,
    text_of_header,
    whole_body,
)
from llmprimer.links.settings import Settings
from llmprimer.net.transport import Resolver

_MAX_SIDE_REDIRECTS = 5


class SideResponse(NamedTuple):
    """What came back to a question that is no link: the last answer, its body unpacked, and every answer on the way."""

    status_code: int
    headers: dict[str, str]
    body: bytes
    hops: list[Hop]


class Fetcher:
    """Asks links over one transport, with one way of asking."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        resolver: Resolver,
        settings: Settings,
        turn: Turn,
        sent: Callable[[httpx.URL], None],
    ) -> None:
        """`sent` is called when a request goes out, which may be some time after its turn has come."""
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
        """The facts of one link, asked for no more than `seconds`. Never raises for what a server may do."""
        probe = Probe(url=without_credentials(text), fragment=text.partition("#")[2].strip())
        began = time.monotonic()
        chain = Chain(probe, self.send, self._wait_turn)
        try:
            async with asyncio.timeout(seconds) as chain.deadline:
                await chain.follow(url)
        except TimeoutError:
            if probe.status_code is None or not chain.judgeable():
                probe.error = Verdict.TIMEOUT
                probe.detail = f"no whole answer within {self._settings.timeout:g} s"
                if not probe.hops and self._resolver.looking_up(url.host):
                    probe.error, probe.detail = Verdict.DNS, "the name of the host was not found in time"
            probe.whole = False
        except ChainError as stop:
            probe.error, probe.detail = stop.error, stop.detail
        except Exception as error:
            probe.error, probe.detail = verdict_for(error)
        probe.seconds = time.monotonic() - began - chain.waited
        return probe

    async def answer(
        self, url: str, headers: Mapping[str, str], most: int, seconds: float, *, anywhere: bool = False
    ) -> SideResponse | None:
        """The answer to a question that is no link, or None where there is none. Redirects are followed on the same
        host, where the headers may go too; `anywhere` follows them elsewhere, without the headers.
        """
        hops: list[Hop] = []
        try:
            at = httpx.URL(url)
            async with asyncio.timeout(seconds):
                for _ in range(_MAX_SIDE_REDIRECTS):
                    began = time.monotonic()
                    response = await self.send("GET", at, headers)
                    try:
                        named_headers = headers_of(response)
                        body = await whole_body(response, named_headers.get("content-encoding", ""), most)
                    finally:
                        await close(response)
                    spent = time.monotonic() - began
                    hops.append(Hop(str(at), response.status_code, "GET", "api", spent, len(body)))
                    location = named_headers.get("location")
                    if response.status_code not in REDIRECTS or not location:
                        return SideResponse(response.status_code, named_headers, body, hops)
                    target = target_of(at, text_of_header(location))
                    if (target.scheme, target.netloc) != (at.scheme, at.netloc):
                        if not anywhere:
                            return SideResponse(response.status_code, named_headers, body, hops)
                        headers = {}
                    await self._wait_turn(target)
                    at = target
        except (httpx.HTTPError, httpx.InvalidURL, ChainError, NotAllowedError, TimeoutError, OSError, zlib.error):
            return None
        return None

    async def send(
        self, method: str, url: httpx.URL, headers: Mapping[str, str] | None = None, probe: Probe | None = None
    ) -> httpx.Response:
        """The answer to one request, with its body still to be read; to be closed by `close`. Counts it in the probe."""

        def sent() -> None:
            self._sent(url)
            if probe is not None:
                probe.requests += 1

        request = httpx.Request(method, url, headers=self._headers, extensions={"sent": sent})
        if headers:
            request.headers.update(headers)
        return await self._transport.handle_async_request(request)
