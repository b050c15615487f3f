"""What a response holds: its headers by name, where it redirects to, and its body, unpacked and bounded."""

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


class Unpacked:
    """The beginning of a body, decompressed as it comes, at most `most` bytes."""

    def __init__(self, encoding: str, most: int) -> None:
        self.text = b""
        self._most = most
        self._unpack = zlib.decompressobj(47) if encoding not in ("", "identity") else None
        self._may_be_raw = encoding == "deflate"

    def take(self, chunk: bytes) -> bool:
        """Adds a chunk; False if this is enough, or if the rest cannot be read."""
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
                    self._unpack, self.text = None, chunk  # the header says compressed, but it is not
                elif self._may_be_raw:
                    # Some servers send "deflate" without zlib's header (RFC 9110, 8.4.1.2).
                    self._may_be_raw, self._unpack = False, zlib.decompressobj(-zlib.MAX_WBITS)
                    return self.take(chunk)
                else:
                    return False
        return len(self.text) < self._most


async def close(response: httpx.Response) -> None:
    # httpx's own aclose does the same, with bookkeeping that is not needed here.
    assert isinstance(response.stream, httpx.AsyncByteStream)
    await response.stream.aclose()


def headers_of(response: httpx.Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers.raw}


async def whole_body(response: httpx.Response, encoding: str, most: int) -> bytes:
    """The decompressed body, at most `most` bytes of it."""
    unpack = Unpacked(encoding.strip().lower(), most)
    assert isinstance(response.stream, httpx.AsyncByteStream)
    async for chunk in response.stream:
        if not unpack.take(chunk):
            break
    return unpack.text


def text_of_header(location: str) -> str:
    # Header bytes come as Latin-1; servers mostly mean UTF-8.
    try:
        return location.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return location.strip()


def target_of(base: httpx.URL, location: str) -> httpx.URL:
    match = _SCHEME.match(location)
    if match and match[0].lower() not in ("http:", "https:"):
        raise ChainError(Verdict.UNSAFE_REDIRECT, f"it is redirected to {match[0]}, which is neither http nor https")
    try:
        target = parse_url(urljoin(str(base), location.replace(" ", "%20")))
    except ValueError:
        target = None
    if target is None:
        raise ChainError(Verdict.PROTOCOL_ERROR, f"it is redirected to an invalid address: {location[:100]}")
    return target
