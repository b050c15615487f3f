"""Connections for link checks: resolves each name once and lets the guard check the addresses before connecting."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Iterable

import httpx

from llmprimer.net.guard import require_public
from llmprimer.net.http1 import Body, Connection, NoResponse, request_bytes
from llmprimer.net.proxies import Proxies
from llmprimer.net.tasks import Tasks

Origin = tuple[str, str, int]

#: Seconds to keep an idle connection, and how many to keep.
_IDLE_SECONDS = 5.0
_MAX_IDLE = 512
#: Servers hardly close a connection that has been idle for a shorter time.
_FRESH_SECONDS = 1.0
#: Seconds to wait for a connection to one of several addresses.
_CONNECT_SECONDS = 4.0
#: Seconds before the next attempt when the process is out of file descriptors.
_RETRY_OPEN_SECONDS = 0.05
#: Concurrent name look-ups, one thread each: slow ones must not block the others.
_MAX_LOOKUPS = 64


def origin_of(url: httpx.URL) -> Origin:
    """Scheme, host and port of the address."""
    # The name as httpx sends it (IDNA 2008): getaddrinfo uses IDNA 2003, in which "straße.de" is another host.
    return (url.scheme, url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80))


class NameNotFound(httpx.ConnectError):
    """The host name has no address."""


class Resolver:
    """Looks up each name once per run, which prevents DNS rebinding."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._found: dict[str, asyncio.Task[list[str]]] = {}
        self._lookup_slots = asyncio.Semaphore(_MAX_LOOKUPS)

    async def addresses(self, host: str) -> list[str]:
        """The host's addresses, in the system's order; NameNotFound if there is none."""
        host = host.rstrip(".")
        try:
            ipaddress.ip_address(host)
        except ValueError:
            pass
        else:
            return [host]
        task = self._found.get(host)
        if task is None:
            task = self._found[host] = self._tasks.create(self._look_up(host))
        return await asyncio.shield(task)

    def resolved(self, host: str) -> list[str]:
        """The addresses found so far; empty if the look-up is not done or found none."""
        task = self._found.get(host)
        if task is None or not task.done() or task.cancelled() or task.exception() is not None:
            return []
        return task.result()

    def is_looking_up(self, host: str) -> bool:
        """Whether a look-up of the name is running."""
        task = self._found.get(host)
        return task is not None and not task.done()

    async def _look_up(self, host: str) -> list[str]:
        async with self._lookup_slots:
            loop = asyncio.get_running_loop()
            found: asyncio.Future[list[str]] = loop.create_future()
            # A daemon thread: with a thread pool, the program could not exit before a silent resolver times out.
            threading.Thread(target=_resolve, args=(host, loop, found), daemon=True).start()
            return await found


def _resolve(host: str, loop: asyncio.AbstractEventLoop, found: asyncio.Future[list[str]]) -> None:
    addresses: list[str] = []
    failure: NameNotFound | None = None
    try:
        entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
    except (OSError, UnicodeError) as error:
        failure = NameNotFound(f"{host}: {error}")

    def deliver() -> None:
        if found.done():
            return
        if failure is not None:
            found.set_exception(failure)
        else:
            found.set_result(addresses)

    with contextlib.suppress(RuntimeError):  # the loop may be closed
        loop.call_soon_threadsafe(deliver)


class Transport(httpx.AsyncBaseTransport):
    """httpx's interface over the connections of `net.http1`, or through the proxy of the environment."""

    def __init__(self, resolver: Resolver, *, allow_private: bool, trusted: Iterable[str] = ()) -> None:
        """`trusted` are addresses that the user has configured: their hosts may be private."""
        self._resolver = resolver
        self._trusted = {origin_of(httpx.URL(url)) for url in trusted}
        self._allow_private = allow_private
        self._context: ssl.SSLContext | None = None
        self._idle: dict[Origin, deque[Connection]] = {}
        self._idle_count = 0
        self._last_sweep = time.monotonic()
        self._proxied: dict[str, httpx.AsyncHTTPTransport] = {}
        self._proxies = Proxies()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        if self._proxies and (proxy := self._proxies.of(url.scheme, url.host)):
            await self._guard_proxied(origin_of(url)[1])
            if (sent := request.extensions.get("sent")) is not None:
                sent()
            return await self._through(proxy).handle_async_request(request)
        origin = origin_of(url)
        data = request_bytes(request)
        connection = self._take_idle(origin)
        if connection is not None:
            idle_seconds = time.monotonic() - connection.idle_since
            try:
                return await self._exchange(origin, connection, request, data)
            except (NoResponse, httpx.ReadError):
                # The server may have closed an idle connection; the page may be fine.
                if idle_seconds < _FRESH_SECONDS or connection.received:
                    raise
        return await self._exchange(origin, await self._connect(origin), request, data)

    async def _exchange(
        self, origin: Origin, connection: Connection, request: httpx.Request, data: bytes
    ) -> httpx.Response:
        if (sent := request.extensions.get("sent")) is not None:
            sent()
        try:
            status, headers = await connection.send(data, head=request.method == "HEAD")
        except BaseException:
            connection.close()
            raise
        body = Body(connection, lambda connection: self._release(origin, connection))
        return httpx.Response(status, headers=headers, stream=body, request=request)

    async def aclose(self) -> None:
        """Closes all connections."""
        self._drop_idle()
        for transport in self._proxied.values():
            await transport.aclose()
        self._proxied.clear()

    def _drop_idle(self) -> None:
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()
        self._idle_count = 0

    def _take_idle(self, origin: Origin) -> Connection | None:
        connections = self._idle.get(origin)
        while connections:
            connection = connections.pop()
            self._idle_count -= 1
            if not connection.closed:
                return connection
        return None

    def _release(self, origin: Origin, connection: Connection) -> None:
        now = time.monotonic()
        if now - self._last_sweep > 1:
            self._sweep(now)
        if not connection.reusable or self._idle_count >= _MAX_IDLE:
            connection.close()
            return
        connection.mark_idle()
        self._idle.setdefault(origin, deque()).append(connection)
        self._idle_count += 1

    def _sweep(self, now: float) -> None:
        self._last_sweep = now
        for origin, connections in list(self._idle.items()):
            while connections and (connections[0].closed or now - connections[0].idle_since > _IDLE_SECONDS):
                connections.popleft().close()
                self._idle_count -= 1
            if not connections:
                del self._idle[origin]

    async def _connect(self, origin: Origin) -> Connection:
        host = origin[1]
        addresses = await self._resolver.addresses(host)
        if not self._allow_private and origin not in self._trusted:
            require_public(host, addresses)
        failure: OSError | None = None
        candidates = _by_family(addresses)
        for address in candidates:
            try:
                # Only the last address may use all the remaining time.
                async with asyncio.timeout(None if address == candidates[-1] else _CONNECT_SECONDS):
                    return await self._connect_to(address, origin)
            except TimeoutError as error:
                failure = error
            except OSError as error:
                failure = error
                if isinstance(error, ssl.SSLError):
                    break  # another address would show the same certificate
        raise httpx.ConnectError(str(failure)) from failure

    async def _connect_to(self, address: str, origin: Origin) -> Connection:
        scheme, host, port = origin
        tls = self._tls() if scheme == "https" else None
        while True:
            try:
                made: tuple[asyncio.Transport, Connection] = await asyncio.get_running_loop().create_connection(
                    Connection, address, port, ssl=tls, server_hostname=host if tls else None
                )
            except OSError as error:
                if error.errno not in (errno.EMFILE, errno.ENFILE):
                    raise
                # Out of file descriptors: retry when other links are done. The caller's deadline still applies.
                self._drop_idle()
                await asyncio.sleep(_RETRY_OPEN_SECONDS)
            else:
                return made[1]

    def _tls(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = httpx.create_ssl_context()
        return self._context

    async def _guard_proxied(self, host: str) -> None:
        """Checks the address before the proxy connects to it. A name that only the proxy can resolve is not checked."""
        if self._allow_private:
            return
        try:
            addresses = await self._resolver.addresses(host)
        except NameNotFound:
            return
        require_public(host, addresses)

    def _through(self, proxy: str) -> httpx.AsyncHTTPTransport:
        if proxy not in self._proxied:
            self._proxied[proxy] = httpx.AsyncHTTPTransport(proxy=proxy, verify=self._tls())
        return self._proxied[proxy]


def _by_family(addresses: list[str]) -> list[str]:
    """At most three addresses, including the first of each family: one family may be unreachable."""
    first = addresses[0]
    other = next((a for a in addresses if (":" in a) != (":" in first)), None)
    rest = [a for a in addresses[1:] if a != other]
    return [first, *([other] if other else []), *rest][:3]
