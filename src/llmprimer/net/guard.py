"""Connections to public addresses only, decided on the address that is connected to, so that no name can lie about it."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

_IPV4_INSIDE = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))


class ForbiddenAddress(httpcore.ConnectError):
    """The host is, or resolves to, an address that is not on the public internet."""


def is_public(address: str) -> bool:
    """Whether an IP address is reachable for everybody: not private, loopback, link-local, reserved or multicast."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        # NAT64, and the form of old (::127.0.0.1) that some systems still take for the IPv4 address in it.
        if inner is None and any(ip in network for network in _IPV4_INSIDE) and int(ip) > 1:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class _Bounded(httpcore.NetworkStream):
    """A stream that ends at the deadline, however slowly and steadily the other side sends."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def _left(self, timeout: float | None) -> float:
        left = self._backend.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole answer is over")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Bounded(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name, and connects to the first public address; `trusted` hosts and ports may be anywhere."""

    def __init__(self, trusted: Iterable[tuple[str, int]] = ()) -> None:
        self._backend = httpcore.SyncBackend()
        self._trusted = frozenset(trusted)
        #: When every read and write must be over, on the monotonic clock.
        self.deadline = float("inf")

    def judge(self, host: str, port: int) -> None:
        """Raises ForbiddenAddress for a host that is known here to be private; a name that is not may be a proxy's."""
        if (host.lower(), port) in self._trusted:
            return
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        if not any(is_public(str(entry[4][0])) for entry in found):
            raise ForbiddenAddress(f"{host} is not on the public internet")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        if (host.lower(), port) in self._trusted:
            return _Bounded(self._backend.connect_tcp(host, port, timeout, local_address, socket_options), self)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not found ({error})") from None
        public = [str(entry[4][0]) for entry in found if is_public(str(entry[4][0]))]
        if not public:
            raise ForbiddenAddress(f"{host} is not on the public internet")
        failure: Exception | None = None
        for address in list(dict.fromkeys(public))[:3]:
            try:
                return _Bounded(self._backend.connect_tcp(address, port, timeout, local_address, socket_options), self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        assert failure is not None
        raise failure

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)
