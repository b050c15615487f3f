"""One link followed hop by hop within its deadline; no more is read than a judgement needs."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable

import httpx

from llmprimer.links.judging.page import parse
from llmprimer.links.model import Hop, PageFacts, Probe, Verdict
from llmprimer.links.running.response import (
    REDIRECTS,
    ChainError,
    Unpacked,
    close,
    headers_of,
    target_of,
    text_of_header,
)
from llmprimer.net.charset import charset_of, decode

#: More redirects than browsers follow lead nowhere.
MAXREDIRECTS = 20
#: No more than this is taken from the wire for one answer, packed or not.
_MAX_RAW_BYTES = 1_000_000
#: How much of a page is read, unpacked; more where a place in it is looked for.
_MAX_BYTES = 262_144
_MAX_BYTES_WITH_FRAGMENT = 1_000_000
#: A page that never ends is judged by its beginning if that is as long as this.
_ENOUGH = 2048
#: Seconds that an answer to HEAD is waited for before GET is tried; never more than a third of what is left.
_HEAD_PATIENCE = 5.0
#: Files: HEAD tells of them all that a judgement needs.
_FILE = re.compile(
    r"\.(?:pdf|zip|gz|tgz|bz2|xz|7z|rar|png|jpe?g|gif|webp|svg|ico|mp[34]|webm|ogg|wav|woff2?|exe|dmg|whl|jar|epub|docx?|xlsx?|pptx?|csv)$|^/pdf/\d{4}\.\d{4,5}",
    re.IGNORECASE,
)

#: Waits until the host may be asked again; called before every request but the first with its address.
Turn = Callable[[httpx.URL], Awaitable[None]]


class Chain:
    """The redirects of one link, with a cookie jar of their own."""

    def __init__(self, probe: Probe, send: Callable[..., Awaitable[httpx.Response]], turn: Turn) -> None:
        self._probe = probe
        self._send = send
        self._wait_turn = turn
        self._cookies: httpx.Cookies | None = None
        self._body = b""
        self._kind = ""
        self.deadline: asyncio.Timeout | None = None
        #: Seconds spent in queues of ours.
        self.waited = 0.0

    def judgeable(self) -> bool:
        """Whether enough of the page has come to judge it, though its body has not ended; the page is made of it."""
        if self._probe.page is None and len(self._body) >= _ENOUGH:
            self._take_page()
        return self._probe.page is not None

    async def follow(self, url: httpx.URL) -> None:
        """Asks, and goes where it is sent, to the end of the chain."""
        seen: set[tuple[str, str]] = set()
        via = "http"
        for hop in range(MAXREDIRECTS + 1):
            if hop:
                await self._wait(url)
            before = (str(url), self._cookie_state())
            if before in seen:
                raise ChainError(Verdict.REDIRECT_LOOP, f"the redirects come back to {url}")
            seen.add(before)
            location = await self._ask(url, via)
            via = "http"
            if location is None:
                page = self._probe.page
                if page is None or page.refresh is None or self._probe.status_code != 200:
                    return
                location, via = page.refresh, "meta"
            if fragment := location.partition("#")[2]:  # RFC 9110, 10.2.2: it takes the place of the link's own
                self._probe.fragment = fragment
            url = target_of(url, location)
            # What follows is another page: what was learnt of this one does not describe it.
            self._probe.page = None
            self._body = b""
        raise ChainError(Verdict.REDIRECT_LOOP, f"more than {MAXREDIRECTS} redirects")

    async def _ask(self, url: httpx.URL, via: str) -> str | None:
        """One answer; gives the Location if it is a redirect."""
        if _FILE.search(url.path):
            head, seconds = await self._head(url)
            # A page where a file was asked for has to be read.
            if head is not None and head.status_code < 400 and not _is_page(head):
                return self._note(url, head, "HEAD", via, seconds)
            await self._wait(url)
        began = time.monotonic()
        response = await self._send("GET", url, self._cookie_header(url), self._probe)
        try:
            location = self._note(url, response, "GET", via, time.monotonic() - began)
            if location is None:
                await self._read(response)
            return location
        finally:
            await close(response)

    async def _head(self, url: httpx.URL) -> tuple[httpx.Response | None, float]:
        """The answer to HEAD, or None where the server will not have it: many refuse it in one way or another."""
        began = time.monotonic()
        left = self.deadline.when() if self.deadline is not None else None
        patience = _HEAD_PATIENCE if left is None else min(_HEAD_PATIENCE, (left - _now()) / 3)
        try:
            async with asyncio.timeout(patience):
                response = await self._send("HEAD", url, self._cookie_header(url), self._probe)
                await close(response)
                return response, time.monotonic() - began
        except (httpx.HTTPError, TimeoutError, OSError):
            return None, 0.0

    async def _wait(self, url: httpx.URL) -> None:
        """Waits for the turn at the next host with the clock stopped: a queue of ours is no fault of the link."""
        began = _now()
        ends = self.deadline.when() if self.deadline else None
        if self.deadline is not None:
            self.deadline.reschedule(None)
        await self._wait_turn(url)
        passed = _now() - began
        self.waited += passed
        if self.deadline is not None and ends is not None:
            self.deadline.reschedule(ends + passed)

    def _note(self, url: httpx.URL, response: httpx.Response, method: str, via: str, seconds: float) -> str | None:
        probe = self._probe
        headers = headers_of(response)
        probe.final_url = str(url)
        probe.hops.append(Hop(probe.final_url, response.status_code, method, via, seconds))
        probe.status_code = response.status_code
        probe.headers = headers
        if "set-cookie" in headers:
            if self._cookies is None:
                self._cookies = httpx.Cookies()
            self._cookies.extract_cookies(response)
        if response.status_code in REDIRECTS:
            location = headers.get("location")
            if not location:
                raise ChainError(Verdict.PROTOCOL_ERROR, f"a redirect ({response.status_code}) that says not where to")
            return text_of_header(location)
        return None

    def _cookie_state(self) -> str:
        if self._cookies is None:
            return ""
        return repr(sorted((c.domain, c.name, c.value or "") for c in self._cookies.jar))

    def _cookie_header(self, url: httpx.URL) -> dict[str, str] | None:
        if self._cookies is None:
            return None
        request = httpx.Request("GET", url)
        self._cookies.set_cookie_header(request)
        cookie = request.headers.get("cookie")
        return {"cookie": cookie} if cookie else None

    async def _read(self, response: httpx.Response) -> None:
        """Reads what a judgement needs of the body."""
        probe = self._probe
        self._kind = probe.headers.get("content-type", "").lower()
        encoding = probe.headers.get("content-encoding", "").strip().lower()
        wanted = not self._kind or "html" in self._kind or "xml" in self._kind or self._kind.startswith("text/")
        if not wanted or encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            return
        # Where a place in the page is looked for, it may stand far down.
        most = _MAX_BYTES_WITH_FRAGMENT if probe.fragment else _MAX_BYTES
        unpack = Unpacked(encoding, most)
        raw = 0
        assert isinstance(response.stream, httpx.AsyncByteStream)
        try:
            async for chunk in response.stream:
                raw += len(chunk)
                probe.bytes += len(chunk)
                more = unpack.take(chunk)
                self._body = unpack.text
                if not more or raw >= _MAX_RAW_BYTES:
                    probe.whole = False
                    break
        except httpx.RemoteProtocolError:
            # Content-Length may lie; what came is the page.
            if not unpack.text:
                raise
            probe.whole = False
        last = probe.hops[-1]
        probe.hops[-1] = Hop(last.url, last.status_code, last.method, last.via, last.seconds, raw)
        probe.empty = not self._body.strip()
        self._take_page()

    def _take_page(self) -> None:
        text = decode(bytes(self._body), charset_of(self._kind))
        if "html" in self._kind or "<" in text[:1000]:
            self._probe.page = parse(text, anchors=bool(self._probe.fragment))
        elif self._kind.startswith("text/"):
            self._probe.page = PageFacts(text=text, main=text, raw=text)


def _is_page(response: httpx.Response) -> bool:
    return response.status_code < 300 and "html" in response.headers.get("content-type", "").lower()


def _now() -> float:
    return asyncio.get_running_loop().time()
