"""HTTP/1.1 over asyncio connections, parsed by llhttp (httptools): one exchange at a time per connection.

httpx's own transport needs ten times the CPU of the rest of a link check: its pool scans all connections at each
request, and h11 parses in Python (bench/links.py measures both). Requests, responses and errors are httpx types.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, cast

import httptools
import httpx

#: Limit for status line and headers together, in bytes; about the same as in browsers.
_MAX_HEAD = 256 * 1024
#: Pause reading at this many unread bytes of a body.
_MAX_UNREAD = 256 * 1024
#: Common server mistakes that every browser accepts.
_LENIENCIES = {
    "lenient_headers": True,
    "lenient_version": True,
    "lenient_data_after_close": True,
    "lenient_optional_lf_after_cr": True,
    "lenient_optional_cr_before_lf": True,
    "lenient_optional_crlf_after_chunk": True,
    "lenient_spaces_after_chunk_size": True,
}


class NoResponse(httpx.RemoteProtocolError):
    """The connection ended before the first byte of the response."""


class TruncatedBody(httpx.RemoteProtocolError):
    """The body is shorter than Content-Length, or its last chunk is missing."""


class Connection(asyncio.Protocol):
    """One connection: `send` a request, then read the `body` of its response."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._error: Exception | None = None
        self._closed = False
        self._clear(head=False)
        #: Since when it is idle, on the monotonic clock.
        self.idle_since = 0.0

    def _clear(self, *, head: bool) -> None:
        self._method_is_head = head
        self._headers: list[tuple[bytes, bytes]] = []
        self._chunks: list[bytes] = []
        self._unread = 0
        self._received = 0
        self._head_size = 0
        self._status = 0
        self._head_complete = False
        self._ended = False
        self._until_close = False
        self._keep_alive = False
        self._extra_response = False
        self._paused = False

    # Called by asyncio.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        parser = self._parser
        if parser is None or self._ended:
            self.close()  # data without a request: do not trust the connection
            return
        self._received += len(data)
        try:
            parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._fail(httpx.RemoteProtocolError("the server switches to another protocol"))
        except httptools.HttpParserError as error:
            self._keep_alive = False
            if not self._ended:
                self._fail(httpx.RemoteProtocolError(str(error) or type(error).__name__))
        else:
            if self._head_size > _MAX_HEAD or (not self._head_complete and self._received > 2 * _MAX_HEAD):
                self._fail(httpx.RemoteProtocolError("the head of the answer is too large"))
            elif self._unread > _MAX_UNREAD and not self._paused and self._transport is not None:
                self._paused = True
                self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._closed = True
        if not self._ended and self._error is None and self._parser is not None:
            if self._head_complete and self._until_close and exc is None:
                self._ended = True
            elif isinstance(exc, OSError):
                self._error = _read_error(exc)
            elif self._head_complete:
                self._error = TruncatedBody("the answer ended before its time")
            else:
                self._error = NoResponse("the server disconnected without an answer")
        self._wake()

    # Called by llhttp.

    def on_message_begin(self) -> None:
        # True for a second response to one request: then do not trust the connection.
        self._extra_response = self._ended

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._extra_response:
            return
        self._headers.append((name, value))
        self._head_size += len(name) + len(value)

    def on_headers_complete(self) -> None:
        assert self._parser is not None
        if self._extra_response:
            return
        self._status = self._parser.get_status_code()
        if 100 <= self._status < 200:
            return
        self._head_complete = True
        # Read keep-alive now; llhttp resets it at message end.
        self._keep_alive = self._parser.should_keep_alive()
        names = {name.lower() for name, _ in self._headers}
        self._until_close = b"content-length" not in names and b"transfer-encoding" not in names
        if self._method_is_head:
            self._ended = True

    def on_body(self, body: bytes) -> None:
        if self._ended:
            self._extra_response = True  # a response to HEAD must have no body
        else:
            self._chunks.append(body)
            self._unread += len(body)

    def on_message_complete(self) -> None:
        if not self._extra_response and 100 <= self._status < 200:
            self._headers = []  # an interim response; the final one follows
        else:
            self._ended = True

    # Called by the transport.

    async def send(self, data: bytes, *, head: bool) -> tuple[int, list[tuple[bytes, bytes]]]:
        """Sends a request and returns status and headers of the response. Raises httpx errors."""
        self._clear(head=head)
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(**_LENIENCIES)
        if self._closed or self._transport is None:
            raise NoResponse("the server disconnected without an answer")
        self._transport.write(data)
        while True:
            if self._head_complete and self._head_size <= _MAX_HEAD:
                break  # `body` raises errors in the body
            if self._error is not None:
                raise self._error
            await self._wait()
        return self._status, self._headers

    async def body(self) -> AsyncIterator[bytes]:
        """The chunks of the body as received, not decompressed."""
        while True:
            if self._chunks:
                data = self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
                self._chunks = []
                self._unread = 0
                if self._paused and self._transport is not None and not self._closed:
                    self._paused = False
                    self._transport.resume_reading()
                yield data
            elif self._ended:
                return
            elif self._error is not None:
                raise self._error
            else:
                await self._wait()

    @property
    def reusable(self) -> bool:
        """Whether the exchange is complete and the connection can be used again."""
        return self._ended and self._keep_alive and not (self._closed or self._extra_response or self._error)

    @property
    def received(self) -> int:
        """How many bytes of the current response have been received."""
        return self._received

    @property
    def closed(self) -> bool:
        """Whether either side has closed it."""
        return self._closed

    def mark_idle(self) -> None:
        """Marks the connection as idle; data without a request will close it."""
        self._parser = None
        self._chunks = []
        self.idle_since = time.monotonic()

    def close(self) -> None:
        self._closed = True
        if self._transport is not None:
            self._transport.abort()

    def _fail(self, error: Exception) -> None:
        self._error = error
        if self._transport is not None:
            self._transport.abort()

    async def _wait(self) -> None:
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def _read_error(cause: OSError) -> httpx.ReadError:
    error = httpx.ReadError(str(cause))
    error.__cause__ = cause
    return error


def request_bytes(request: httpx.Request) -> bytes:
    """The request as bytes; link checks send no bodies."""
    lines = [b"%b %b HTTP/1.1" % (request.method.encode("ascii"), request.url.raw_path)]
    lines += [b"%b: %b" % pair for pair in request.headers.raw]
    return b"\r\n".join((*lines, b"", b""))


class Body(httpx.AsyncByteStream):
    """The body of a response. Closing it releases the connection, and closes that if the body was not read to the end."""

    def __init__(self, connection: Connection, release: Any) -> None:
        self._connection = connection
        self._release = release

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._connection.body():
            yield chunk

    async def aclose(self) -> None:
        self._release(self._connection)
