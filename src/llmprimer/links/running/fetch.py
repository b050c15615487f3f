"""One link asked: hop by hop, within its deadline, reading no more than a judgement needs. Facts only, no verdicts."""

from __future__ import annotations

import asyncio
import re
import time
import zlib
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple
from urllib.parse import urljoin

import httpx

from llmprimer.links.addresses import parse_url, without_credentials
from llmprimer.links.judging.failures import NotAllowedError, verdict_for
from llmprimer.links.judging.page import parse
from llmprimer.links.model import Hop, Page, Probe, Verdict
from llmprimer.links.settings import Settings
from llmprimer.net.charset import charset_of, decode
from llmprimer.net.transport import Resolver

#: More redirects than browsers follow lead nowhere.
MAX_REDIRECTS = 20
_MAX_SIDE_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
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
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

#: Waits until the host may be asked again; called before every request but the first with its address.
Turn = Callable[[httpx.URL], Awaitable[None]]


class SideResponse(NamedTuple):
    """What came back to a question that is no link: the last answer, its body unpacked, and every answer on the way."""

    status_code: int
    headers: dict[str, str]
    body: bytes
    hops: list[Hop]


class _ChainError(Exception):
    """The chain ends here, with this error."""

    def __init__(self, error: Verdict, detail: str) -> None:
        super().__init__(detail)
        self.error = error
        self.detail = detail


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
        chain = _Chain(probe, self.send, self._wait_turn)
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
        except _ChainError as stop:
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
                        named_headers = _plain(response)
                        body = await _whole(response, named_headers.get("content-encoding", ""), most)
                    finally:
                        await _close(response)
                    spent = time.monotonic() - began
                    hops.append(Hop(str(at), response.status_code, "GET", "api", spent, len(body)))
                    location = named_headers.get("location")
                    if response.status_code not in _REDIRECTS or not location:
                        return SideResponse(response.status_code, named_headers, body, hops)
                    target = _target(at, _as_text(location))
                    if (target.scheme, target.netloc) != (at.scheme, at.netloc):
                        if not anywhere:
                            return SideResponse(response.status_code, named_headers, body, hops)
                        headers = {}
                    await self._wait_turn(target)
                    at = target
        except (httpx.HTTPError, httpx.InvalidURL, _ChainError, NotAllowedError, TimeoutError, OSError, zlib.error):
            return None
        return None

    async def send(
        self, method: str, url: httpx.URL, headers: Mapping[str, str] | None = None, probe: Probe | None = None
    ) -> httpx.Response:
        """The answer to one request, with its body still to be read; to be closed by `_close`. Counts it in the probe."""

        def sent() -> None:
            self._sent(url)
            if probe is not None:
                probe.requests += 1

        request = httpx.Request(method, url, headers=self._headers, extensions={"sent": sent})
        if headers:
            request.headers.update(headers)
        return await self._transport.handle_async_request(request)


class _Chain:
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
        for hop in range(MAX_REDIRECTS + 1):
            if hop:
                await self._wait(url)
            before = (str(url), self._cookie_state())
            if before in seen:
                raise _ChainError(Verdict.REDIRECT_LOOP, f"the redirects come back to {url}")
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
            url = _target(url, location)
            # What follows is another page: what was learnt of this one does not describe it.
            self._probe.page = None
            self._body = b""
        raise _ChainError(Verdict.REDIRECT_LOOP, f"more than {MAX_REDIRECTS} redirects")

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
            await _close(response)

    async def _head(self, url: httpx.URL) -> tuple[httpx.Response | None, float]:
        """The answer to HEAD, or None where the server will not have it: many refuse it in one way or another."""
        began = time.monotonic()
        left = self.deadline.when() if self.deadline is not None else None
        patience = _HEAD_PATIENCE if left is None else min(_HEAD_PATIENCE, (left - _now()) / 3)
        try:
            async with asyncio.timeout(patience):
                response = await self._send("HEAD", url, self._cookie_header(url), self._probe)
                await _close(response)
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
        headers = _plain(response)
        probe.final_url = str(url)
        probe.hops.append(Hop(probe.final_url, response.status_code, method, via, seconds))
        probe.status_code = response.status_code
        probe.headers = headers
        if "set-cookie" in headers:
            if self._cookies is None:
                self._cookies = httpx.Cookies()
            self._cookies.extract_cookies(response)
        if response.status_code in _REDIRECTS:
            location = headers.get("location")
            if not location:
                raise _ChainError(Verdict.PROTOCOL_ERROR, f"a redirect ({response.status_code}) that says not where to")
            return _as_text(location)
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
        unpack = _Unpacked(encoding, most)
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
            self._probe.page = Page(text=text, main=text, raw=text)


class _Unpacked:
    """The beginning of a body, unpacked as it comes and never further than `most`."""

    def __init__(self, encoding: str, most: int) -> None:
        self.text = b""
        self._most = most
        self._unpack = zlib.decompressobj(47) if encoding not in ("", "identity") else None
        self._may_be_raw = encoding == "deflate"

    def take(self, chunk: bytes) -> bool:
        """Adds a piece; False when there is enough, or when the rest cannot be read."""
        if self._unpack is None:
            self.text = self.text + chunk if self.text else chunk
            if len(self.text) > self._most:
                self.text = self.text[: self._most]
        else:
            try:
                self.text += self._unpack.decompress(chunk, self._most - len(self.text))
            except zlib.error:
                if self.text:
                    return False
                if chunk.lstrip().startswith(b"<"):
                    self._unpack, self.text = None, chunk  # the header says that it is packed, and it is not
                elif self._may_be_raw:
                    # Some servers send "deflate" without zlib's header (RFC 9110, 8.4.1.2).
                    self._may_be_raw, self._unpack = False, zlib.decompressobj(-zlib.MAX_WBITS)
                    return self.take(chunk)
                else:
                    return False
        return len(self.text) < self._most


async def _close(response: httpx.Response) -> None:
    # httpx's own aclose does the same and keeps books about it that nobody reads here.
    assert isinstance(response.stream, httpx.AsyncByteStream)
    await response.stream.aclose()


def _plain(response: httpx.Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers.raw}


async def _whole(response: httpx.Response, encoding: str, most: int) -> bytes:
    """The body unpacked; no more than `most` bytes of it."""
    unpack = _Unpacked(encoding.strip().lower(), most)
    assert isinstance(response.stream, httpx.AsyncByteStream)
    async for chunk in response.stream:
        if not unpack.take(chunk):
            break
    return unpack.text


def _is_page(response: httpx.Response) -> bool:
    return response.status_code < 300 and "html" in response.headers.get("content-type", "").lower()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _as_text(location: str) -> str:
    # Header bytes come as Latin-1; servers mostly mean UTF-8.
    try:
        return location.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return location.strip()


def _target(base: httpx.URL, location: str) -> httpx.URL:
    match = _SCHEME.match(location)
    if match and match[0].lower() not in ("http:", "https:"):
        raise _ChainError(Verdict.UNSAFE_REDIRECT, f"it is redirected to {match[0]}, which is neither http nor https")
    try:
        target = parse_url(urljoin(str(base), location.replace(" ", "%20")))
    except ValueError:
        target = None
    if target is None:
        raise _ChainError(Verdict.PROTOCOL_ERROR, f"it is redirected to something that is no address: {location[:100]}")
    return target
