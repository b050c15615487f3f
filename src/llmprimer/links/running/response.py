"""The parts of a response: headers by name, redirect target, and the decompressed, bounded body."""

from __future__ import annotations

import re
import zlib
from urllib.parse import urljoin

import httpx

from llmprimer.links.addresses import parse_url
from llmprimer.links.model import Verdict

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class ChainError(Exception):
    """Ends a chain of redirects with this error."""

    def __init__(self, error: Verdict, detail: str) -> None:
        super().__init__(detail)
        self.error = error
        self.detail = detail


class Decompressor:
    """The first `limit` bytes of a body, decompressed as it comes."""

    def __init__(self, encoding: str, limit: int) -> None:
        self.data = b""
        self._limit = limit
        self._decompressor = zlib.decompressobj(47) if encoding not in ("", "identity") else None
        self._may_be_raw = encoding == "deflate"

    def feed(self, chunk: bytes) -> bool:
        """Adds a chunk; False when the limit is reached or the rest cannot be decompressed."""
        if self._decompressor is None:
            self.data = self.data + chunk if self.data else chunk
            if len(self.data) > self._limit:
                self.data = self.data[: self._limit]
        else:
            try:
                self.data += self._decompressor.decompress(chunk, self._limit - len(self.data))
            except zlib.error:
                if self.data:
                    return False
                if chunk.lstrip().startswith(b"<"):
                    self._decompressor, self.data = None, chunk  # the header says compressed, but it is not
                elif self._may_be_raw:
                    # Some servers send "deflate" without zlib's header (RFC 9110, 8.4.1.2).
                    self._may_be_raw, self._decompressor = False, zlib.decompressobj(-zlib.MAX_WBITS)
                    return self.feed(chunk)
                else:
                    return False
        return len(self.data) < self._limit


async def close(response: httpx.Response) -> None:
    # httpx's own aclose does the same, with bookkeeping that is not needed here.
    assert isinstance(response.stream, httpx.AsyncByteStream)
    await response.stream.aclose()


def headers_of(response: httpx.Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers.raw}


async def whole_body(response: httpx.Response, encoding: str, limit: int) -> bytes:
    """The decompressed body, at most `limit` bytes of it."""
    decompressor = Decompressor(encoding.strip().lower(), limit)
    assert isinstance(response.stream, httpx.AsyncByteStream)
    async for chunk in response.stream:
        if not decompressor.feed(chunk):
            break
    return decompressor.data


def decode_header(location: str) -> str:
    # Header bytes come as Latin-1; servers mostly mean UTF-8.
    try:
        return location.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return location.strip()


def redirect_target(base: httpx.URL, location: str) -> httpx.URL:
    match = _SCHEME.match(location)
    if match and match[0].lower() not in ("http:", "https:"):
        raise ChainError(Verdict.UNSAFE_REDIRECT, f"it redirects to {match[0]}, which is neither http nor https")
    try:
        target = parse_url(urljoin(str(base), location.replace(" ", "%20")))
    except ValueError:
        target = None
    if target is None:
        raise ChainError(Verdict.PROTOCOL_ERROR, f"it redirects to an invalid address: {location[:100]}")
    return target
