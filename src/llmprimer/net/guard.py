"""The guard against server-side request forgery: connections go to public addresses only.

It checks the IP addresses that are connected to, not only the host name.
"""

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
    """Whether an IP address is on the public internet: not private, loopback, link-local, reserved or multicast."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        # NAT64, and the deprecated form ::127.0.0.1, which some systems still connect to as IPv4.
        if inner is None and any(ip in network for network in _IPV4_INSIDE) and int(ip) > 1:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def require_public(host: str, addresses: Iterable[str]) -> None:
    """Raises ForbiddenAddress if any address of the host is not public.

    One private address is enough: mixed with public ones it is an attack or a mistake.
    """
    if not all(map(is_public, addresses)):
        raise ForbiddenAddress(f"{host} is a private address")


class _DeadlineStream(httpcore.NetworkStream):
    """A stream that times out at the deadline, even if the server keeps sending slowly."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def _remaining(self, timeout: float | None) -> float:
        remaining = self._backend.deadline - time.monotonic()
        if remaining <= 0:
            raise httpcore.ReadTimeout("the deadline for the whole response has passed")
        return remaining if timeout is None else min(timeout, remaining)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._remaining(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _DeadlineStream(
            self._stream.start_tls(ssl_context, server_hostname, self._remaining(timeout)), self._backend
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to a name only if all its addresses are public; `trusted` hosts and ports may be private."""

    def __init__(self, trusted: Iterable[tuple[str, int]] = ()) -> None:
        self._backend = httpcore.SyncBackend()
        self._trusted = frozenset(trusted)
        #: The deadline for all reads and writes, on the monotonic clock.
        self.deadline = float("inf")

    def require_allowed(self, host: str, port: int) -> None:
        """Raises ForbiddenAddress for a private host. A name that only the proxy can resolve is not checked."""
        if (host.lower(), port) in self._trusted:
            return
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        require_public(host, (str(entry[4][0]) for entry in found))

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        if (host.lower(), port) in self._trusted:
            return _DeadlineStream(self._backend.connect_tcp(host, port, timeout, local_address, socket_options), self)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not found ({error})") from None
        addresses = [str(entry[4][0]) for entry in found]
        require_public(host, addresses)
        failure: Exception | None = None
        for address in list(dict.fromkeys(addresses))[:3]:
            try:
                return _DeadlineStream(
                    self._backend.connect_tcp(address, port, timeout, local_address, socket_options), self
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        assert failure is not None
        raise failure

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)
