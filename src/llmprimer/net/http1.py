"""HTTP/1.1 over asyncio's own connections, parsed by llhttp (httptools): one exchange at a time on each connection.

httpx asks for a transport, and its own costs a link check ten times what the check itself does: the pool walks through
all connections at every request, and h11 parses in Python. bench/links.py shows both. What httpx promises stays: requests,
answers and errors are httpx's.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, cast

import httptools
import httpx

#: The head of an answer may not be larger; browsers draw the line at about the same place.
_LARGEST_HEAD = 256 * 1024
#: So much of a body may lie unread before the other side is made to wait.
_UNREAD = 256 * 1024
#: What servers of the real web get wrong and every browser reads all the same.
_LENIENCIES = {
    "lenient_headers": True,
    "lenient_version": True,
    "lenient_data_after_close": True,
    "lenient_optional_lf_after_cr": True,
    "lenient_optional_cr_before_lf": True,
    "lenient_optional_crlf_after_chunk": True,
    "lenient_spaces_after_chunk_size": True,
}


class Unread(httpx.RemoteProtocolError):
    """The connection ended before a single byte of the answer had come."""


class Cut(httpx.RemoteProtocolError):
    """The body ended before its time: Content-Length was larger, or the last chunk is missing."""


class Connection(asyncio.Protocol):
    """One connection. `ask` sends a request and comes back with the head of the answer; `body` gives the rest."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._error: Exception | None = None
        self._closed = False
        self._clear(head=False)
        #: When it was last put aside, on the monotonic clock.
        self.idle_since = 0.0

    def _clear(self, *, head: bool) -> None:
        self._method_is_head = head
        self._headers: list[tuple[bytes, bytes]] = []
        self._chunks: list[bytes] = []
        self._unread = 0
        self._received = 0
        self._head_size = 0
        self._status = 0
        self._head_came = False
        self._ended = False
        self._until_close = False
        self._keep_alive = False
        self._surplus = False
        self._paused = False

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        parser = self._parser
        if parser is None or self._ended:
            self.close()  # what nobody asked for makes the connection useless
            return
        self._received += len(data)
        try:
            parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._fail(httpx.RemoteProtocolError("the server wants to speak another protocol"))
        except httptools.HttpParserError as error:
            self._keep_alive = False
            if not self._ended:
                self._fail(httpx.RemoteProtocolError(str(error) or type(error).__name__))
        else:
            if self._head_size > _LARGEST_HEAD or (not self._head_came and self._received > 2 * _LARGEST_HEAD):
                self._fail(httpx.RemoteProtocolError("the head of the answer is too large"))
            elif self._unread > _UNREAD and not self._paused and self._transport is not None:
                self._paused = True
                self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._closed = True
        if not self._ended and self._error is None and self._parser is not None:
            if self._head_came and self._until_close and exc is None:
                self._ended = True
            elif isinstance(exc, OSError):
                self._error = _read_error(exc)
            elif self._head_came:
                self._error = Cut("the answer ended before its time")
            else:
                self._error = Unread("the server disconnected without an answer")
        self._wake()

    # What llhttp calls.

    def on_message_begin(self) -> None:
        # A second answer to one question: whose ever it is, nothing that comes after it can be trusted.
        self._surplus = self._ended

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._surplus:
            return
        self._headers.append((name, value))
        self._head_size += len(name) + len(value)

    def on_headers_complete(self) -> None:
        assert self._parser is not None
        if self._surplus:
            return
        self._status = self._parser.get_status_code()
        if 100 <= self._status < 200:
            return
        self._head_came = True
        # llhttp says so for bodies that end with the connection too; asked at the end, it has forgotten.
        self._keep_alive = self._parser.should_keep_alive()
        named = {name.lower() for name, _ in self._headers}
        self._until_close = b"content-length" not in named and b"transfer-encoding" not in named
        if self._method_is_head:
            self._ended = True

    def on_body(self, body: bytes) -> None:
        if self._ended:
            self._surplus = True  # the body of an answer to HEAD, which has none
        else:
            self._chunks.append(body)
            self._unread += len(body)

    def on_message_complete(self) -> None:
        if not self._surplus and 100 <= self._status < 200:
            self._headers = []  # an interim answer; the real one follows
        else:
            self._ended = True

    # What the transport calls.

    async def ask(self, data: bytes, *, head: bool) -> tuple[int, list[tuple[bytes, bytes]]]:
        """Sends a request; gives status and headers of the answer. Errors are httpx's."""
        self._clear(head=head)
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(**_LENIENCIES)
        if self._closed or self._transport is None:
            raise Unread("the server disconnected without an answer")
        self._transport.write(data)
        while True:
            if self._head_came and self._head_size <= _LARGEST_HEAD:
                break  # what is wrong with the body, if anything, is found out while it is read
            if self._error is not None:
                raise self._error
            await self._wait()
        return self._status, self._headers

    async def body(self) -> AsyncIterator[bytes]:
        """The pieces of the body as they came, still packed where the server packed them."""
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
        """Whether the exchange is over and another one may follow."""
        return self._ended and self._keep_alive and not (self._closed or self._surplus or self._error)

    @property
    def received(self) -> int:
        """How many bytes of the present answer have come."""
        return self._received

    @property
    def closed(self) -> bool:
        """Whether it has ended."""
        return self._closed

    def rest(self) -> None:
        """Puts the connection aside: what still comes on it ends it."""
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


def head_of(request: httpx.Request) -> bytes:
    """The request as it goes over the wire; link checks send no bodies."""
    lines = [b"%b %b HTTP/1.1" % (request.method.encode("ascii"), request.url.raw_path)]
    lines += [b"%b: %b" % pair for pair in request.headers.raw]
    return b"\r\n".join((*lines, b"", b""))


class Body(httpx.AsyncByteStream):
    """The body of an answer; closing it gives the connection back, or ends it where the body was not read to its end."""

    def __init__(self, connection: Connection, give_back: Any) -> None:
        self._connection = connection
        self._give_back = give_back

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._connection.body():
            yield chunk

    async def aclose(self) -> None:
        self._give_back(self._connection)
