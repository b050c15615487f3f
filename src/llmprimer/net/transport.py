"""Connections for link checks: every name resolved once, every address judged before it is connected to."""

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

from llmprimer.net.guard import ForbiddenAddress, is_public
from llmprimer.net.http1 import Body, Connection, Unread, head_of
from llmprimer.net.proxies import Proxies

Place = tuple[str, str, int]

#: An idle connection is kept for so many seconds, and no more than so many of them.
_KEPT = 5.0
_MOST_KEPT = 512
#: A connection that has rested for no longer than this has hardly been ended by the server for that.
_FRESH = 1.0
#: Seconds for one of several addresses of a host to accept a connection.
_CONNECT = 4.0
#: Seconds until another connection is tried where this process has as many files open as it may have.
_FULL = 0.05
#: Names are looked up in so many threads: a handful that do not answer must not hold up the others.
_LOOKUPS = 64


def place_of(url: httpx.URL) -> Place:
    """Scheme, host and port of the address."""
    return (url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80))


class NameNotFound(httpx.ConnectError):
    """The name of the host has no address."""


class Resolver:
    """The addresses of each name, looked up once in a run, so that no second answer can lead elsewhere."""

    def __init__(self) -> None:
        self._found: dict[str, asyncio.Task[list[str]]] = {}
        self._at_once = asyncio.Semaphore(_LOOKUPS)

    async def addresses(self, host: str) -> list[str]:
        """The host's addresses, in the system's order; NameNotFound where there is none."""
        host = host.rstrip(".")
        try:
            ipaddress.ip_address(host)
        except ValueError:
            pass
        else:
            return [host]
        task = self._found.get(host)
        if task is None:
            task = self._found[host] = asyncio.create_task(self._look_up(host))
        return await asyncio.shield(task)

    def known(self, host: str) -> list[str]:
        """The addresses that have been found by now; none where the name was not looked up or has none."""
        task = self._found.get(host)
        if task is None or not task.done() or task.cancelled() or task.exception() is not None:
            return []
        return task.result()

    def looking_up(self, host: str) -> bool:
        """Whether the name is being looked up just now."""
        task = self._found.get(host)
        return task is not None and not task.done()

    async def _look_up(self, host: str) -> list[str]:
        async with self._at_once:
            loop = asyncio.get_running_loop()
            found: asyncio.Future[list[str]] = loop.create_future()
            # Threads of a pool are waited for when the program ends, and a resolver that is silent may be so for a minute.
            threading.Thread(target=_resolve, args=(host, loop, found), daemon=True).start()
            return await found

    def close(self) -> None:
        """Forgets the look-ups under way."""
        for task in self._found.values():
            task.cancel()


def _resolve(host: str, loop: asyncio.AbstractEventLoop, found: asyncio.Future[list[str]]) -> None:
    addresses: list[str] = []
    failure: NameNotFound | None = None
    try:
        entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
    except (OSError, UnicodeError) as error:
        failure = NameNotFound(f"{host}: {error}")

    def tell() -> None:
        if found.done():
            return
        if failure is not None:
            found.set_exception(failure)
        else:
            found.set_result(addresses)

    with contextlib.suppress(RuntimeError):  # the run, and its loop, may be over by now
        loop.call_soon_threadsafe(tell)


class Transport(httpx.AsyncBaseTransport):
    """httpx's interface over the connections of `links.wire`; through a proxy where the environment names one."""

    def __init__(self, resolver: Resolver, *, allow_private: bool, trusted: Iterable[str] = ()) -> None:
        """`trusted` are addresses whose hosts may be private: those that the user has configured."""
        self._resolver = resolver
        self._trusted = {place_of(httpx.URL(url)) for url in trusted}
        self._allow_private = allow_private
        self._context: ssl.SSLContext | None = None
        self._idle: dict[Place, deque[Connection]] = {}
        self._kept = 0
        self._swept = time.monotonic()
        self._proxied: dict[str, httpx.AsyncHTTPTransport] = {}
        self._proxies = Proxies()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        if self._proxies and (proxy := self._proxies.of(url.scheme, url.host)):
            await self._judge_for_proxy(url.host)
            if (sent := request.extensions.get("sent")) is not None:
                sent()
            return await self._through(proxy).handle_async_request(request)
        place = place_of(url)
        data = head_of(request)
        connection = self._take(place)
        if connection is not None:
            rested = time.monotonic() - connection.idle_since
            try:
                return await self._exchange(place, connection, request, data)
            except (Unread, httpx.ReadError):
                # The server may have ended a connection that had nothing to do, which says nothing about the page.
                if rested < _FRESH or connection.received:
                    raise
        return await self._exchange(place, await self._connect(place), request, data)

    async def _exchange(
        self, place: Place, connection: Connection, request: httpx.Request, data: bytes
    ) -> httpx.Response:
        if (sent := request.extensions.get("sent")) is not None:
            sent()
        try:
            status, headers = await connection.ask(data, head=request.method == "HEAD")
        except BaseException:
            connection.close()
            raise
        body = Body(connection, lambda connection: self._give_back(place, connection))
        return httpx.Response(status, headers=headers, stream=body, request=request)

    async def aclose(self) -> None:
        """Ends all connections."""
        self._drop_idle()
        for transport in self._proxied.values():
            await transport.aclose()
        self._proxied.clear()

    def _drop_idle(self) -> None:
        for kept in self._idle.values():
            for connection in kept:
                connection.close()
        self._idle.clear()
        self._kept = 0

    def _take(self, place: Place) -> Connection | None:
        kept = self._idle.get(place)
        while kept:
            connection = kept.pop()
            self._kept -= 1
            if not connection.closed:
                return connection
        return None

    def _give_back(self, place: Place, connection: Connection) -> None:
        now = time.monotonic()
        if now - self._swept > 1:
            self._sweep(now)
        if not connection.reusable or self._kept >= _MOST_KEPT:
            connection.close()
            return
        connection.rest()
        self._idle.setdefault(place, deque()).append(connection)
        self._kept += 1

    def _sweep(self, now: float) -> None:
        self._swept = now
        for place, kept in list(self._idle.items()):
            while kept and (kept[0].closed or now - kept[0].idle_since > _KEPT):
                kept.popleft().close()
                self._kept -= 1
            if not kept:
                del self._idle[place]

    async def _connect(self, place: Place) -> Connection:
        host = place[1]
        addresses = await self._resolver.addresses(host)
        # Every address must be public: a name with one private address among others is an attack or a mistake.
        private = any(not is_public(address) for address in addresses)
        if private and not self._allow_private and place not in self._trusted:
            raise ForbiddenAddress(f"{host} is a private address")
        failure: OSError | None = None
        tried = _of_both_families(addresses)
        for address in tried:
            try:
                # Only the last address may take all the time there is.
                async with asyncio.timeout(None if address == tried[-1] else _CONNECT):
                    return await self._connect_to(address, place)
            except TimeoutError as error:
                failure = error
            except OSError as error:
                failure = error
                if isinstance(error, ssl.SSLError):
                    break  # it was reached, and another address would show the same certificate
        raise httpx.ConnectError(str(failure)) from failure

    async def _connect_to(self, address: str, place: Place) -> Connection:
        scheme, host, port = place
        tls = self._tls() if scheme == "https" else None
        while True:
            try:
                made: tuple[asyncio.Transport, Connection] = await asyncio.get_running_loop().create_connection(
                    Connection, address, port, ssl=tls, server_hostname=host if tls else None
                )
            except OSError as error:
                if error.errno not in (errno.EMFILE, errno.ENFILE):
                    raise
                # This process may have no more files open: no fault of the link. Others will end, the deadline stands.
                self._drop_idle()
                await asyncio.sleep(_FULL)
            else:
                return made[1]

    def _tls(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = httpx.create_ssl_context()
        return self._context

    async def _judge_for_proxy(self, host: str) -> None:
        """The proxy connects, out of our sight; the address is judged before. A name it alone knows is its affair."""
        if self._allow_private:
            return
        try:
            addresses = await self._resolver.addresses(host)
        except NameNotFound:
            return
        if any(not is_public(address) for address in addresses):
            raise ForbiddenAddress(f"{host} is a private address")

    def _through(self, proxy: str) -> httpx.AsyncHTTPTransport:
        if proxy not in self._proxied:
            self._proxied[proxy] = httpx.AsyncHTTPTransport(proxy=proxy, verify=self._tls())
        return self._proxied[proxy]


def _of_both_families(addresses: list[str]) -> list[str]:
    """At most three addresses, the first of each family among them: either may be out of reach from here."""
    first = addresses[0]
    other = next((a for a in addresses if (":" in a) != (":" in first)), None)
    rest = [a for a in addresses[1:] if a != other]
    return [first, *([other] if other else []), *rest][:3]
