"""Follows one link hop by hop within its deadline, and reads no more than the judgement needs."""

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
    Decompressor,
    close,
    decode_header,
    headers_of,
    redirect_target,
)
from llmprimer.net.charset import charset_of, decode_body

#: The limit of browsers.
MAXREDIRECTS = 20
#: The limit of bytes received for one response, compressed or not.
_MAX_RAW_BYTES = 1_000_000
#: The limit of decompressed bytes of a page; higher if the link has a fragment.
_MAX_BYTES = 262_144
_MAX_BYTES_WITH_FRAGMENT = 1_000_000
#: A page that does not end in time is judged if at least this many bytes have come.
_ENOUGH = 2048
#: Seconds to wait for the response to HEAD before trying GET; at most a third of the remaining time.
_HEAD_PATIENCE = 5.0
#: Files: the response to HEAD is enough for a judgement.
_FILE = re.compile(
    r"\.(?:pdf|zip|gz|tgz|bz2|xz|7z|rar|png|jpe?g|gif|webp|svg|ico|mp[34]|webm|ogg|wav|woff2?|exe|dmg|whl|jar|epub|docx?|xlsx?|pptx?|csv)$|^/pdf/\d{4}\.\d{4,5}",
    re.IGNORECASE,
)

#: Waits until the host may get another request; called with the address before every request but the first.
Turn = Callable[[httpx.URL], Awaitable[None]]


class Chain:
    """The redirects of one link, with a cookie jar of its own."""

    def __init__(self, probe: Probe, send: Callable[..., Awaitable[httpx.Response]], turn: Turn) -> None:
        self._probe = probe
        self._send = send
        self._wait_turn = turn
        self._cookies: httpx.Cookies | None = None
        self._body = b""
        self._content_type = ""
        self.deadline: asyncio.Timeout | None = None
        #: Seconds spent in our own queues.
        self.waited = 0.0

    def is_judgeable(self) -> bool:
        """Whether the received part of the body is enough to judge the page; if so, it is parsed."""
        if self._probe.page is None and len(self._body) >= _ENOUGH:
            self._parse_page()
        return self._probe.page is not None

    async def follow(self, url: httpx.URL) -> None:
        """Requests the address and follows its redirects to the end."""
        seen: set[tuple[str, str]] = set()
        via = "http"
        for hop in range(MAXREDIRECTS + 1):
            if hop:
                await self._wait(url)
            before = (str(url), self._cookie_state())
            if before in seen:
                raise ChainError(Verdict.REDIRECT_LOOP, f"the redirects come back to {url}")
            seen.add(before)
            location = await self._request(url, via)
            via = "http"
            if location is None:
                page = self._probe.page
                if page is None or page.refresh is None or self._probe.status_code != 200:
                    return
                location, via = page.refresh, "meta"
            if fragment := location.partition("#")[2]:  # RFC 9110, 10.2.2: it replaces the link's own fragment
                self._probe.fragment = fragment
            url = redirect_target(url, location)
            # The next address is another page.
            self._probe.page = None
            self._body = b""
        raise ChainError(Verdict.REDIRECT_LOOP, f"more than {MAXREDIRECTS} redirects")

    async def _request(self, url: httpx.URL, via: str) -> str | None:
        """Sends one request; returns the Location if the response is a redirect."""
        if _FILE.search(url.path):
            head, seconds = await self._head(url)
            # A page instead of a file must be read.
            if head is not None and head.status_code < 400 and not _is_page(head):
                return self._add_hop(url, head, "HEAD", via, seconds)
            await self._wait(url)
        started = time.monotonic()
        response = await self._send("GET", url, self._cookie_header(url), self._probe)
        try:
            location = self._add_hop(url, response, "GET", via, time.monotonic() - started)
            if location is None:
                await self._read(response)
            return location
        finally:
            await close(response)

    async def _head(self, url: httpx.URL) -> tuple[httpx.Response | None, float]:
        """The response to HEAD, or None if the server does not support it, like many."""
        started = time.monotonic()
        left = self.deadline.when() if self.deadline is not None else None
        patience = _HEAD_PATIENCE if left is None else min(_HEAD_PATIENCE, (left - _now()) / 3)
        try:
            async with asyncio.timeout(patience):
                response = await self._send("HEAD", url, self._cookie_header(url), self._probe)
                await close(response)
                return response, time.monotonic() - started
        except (httpx.HTTPError, TimeoutError, OSError):
            return None, 0.0

    async def _wait(self, url: httpx.URL) -> None:
        """Waits for a turn at the next host, and extends the deadline by the time in our own queue."""
        started = _now()
        end = self.deadline.when() if self.deadline else None
        if self.deadline is not None:
            self.deadline.reschedule(None)
        await self._wait_turn(url)
        waited = _now() - started
        self.waited += waited
        if self.deadline is not None and end is not None:
            self.deadline.reschedule(end + waited)

    def _add_hop(self, url: httpx.URL, response: httpx.Response, method: str, via: str, seconds: float) -> str | None:
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
                raise ChainError(Verdict.PROTOCOL_ERROR, f"a redirect ({response.status_code}) without a target")
            return decode_header(location)
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
        """Reads as much of the body as a judgement needs."""
        probe = self._probe
        self._content_type = probe.headers.get("content-type", "").lower()
        encoding = probe.headers.get("content-encoding", "").strip().lower()
        is_text = (
            not self._content_type
            or "html" in self._content_type
            or "xml" in self._content_type
            or self._content_type.startswith("text/")
        )
        if not is_text or encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            return
        # The target of a fragment may be far down in the page.
        limit = _MAX_BYTES_WITH_FRAGMENT if probe.fragment else _MAX_BYTES
        decompressor = Decompressor(encoding, limit)
        received = 0
        assert isinstance(response.stream, httpx.AsyncByteStream)
        try:
            async for chunk in response.stream:
                received += len(chunk)
                probe.bytes += len(chunk)
                goes_on = decompressor.feed(chunk)
                self._body = decompressor.data
                if not goes_on or received >= _MAX_RAW_BYTES:
                    probe.whole = False
                    break
        except httpx.RemoteProtocolError:
            # Content-Length may be wrong; the received part is the page.
            if not decompressor.data:
                raise
            probe.whole = False
        last = probe.hops[-1]
        probe.hops[-1] = Hop(last.url, last.status_code, last.method, last.via, last.seconds, received)
        probe.empty = not self._body.strip()
        self._parse_page()

    def _parse_page(self) -> None:
        text = decode_body(bytes(self._body), charset_of(self._content_type))
        if "html" in self._content_type or "<" in text[:1000]:
            self._probe.page = parse(text, anchors=bool(self._probe.fragment))
        elif self._content_type.startswith("text/"):
            self._probe.page = PageFacts(text=text, main=text, raw=text)


def _is_page(response: httpx.Response) -> bool:
    return response.status_code < 300 and "html" in response.headers.get("content-type", "").lower()


def _now() -> float:
    return asyncio.get_running_loop().time()
