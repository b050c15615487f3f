"""The least a client can do: ask for addresses and count what comes. With uvloop if it is installed.

    python bench/_rawclient.py one|piped FILE CONNECTIONS

`one` asks as a link check does, the next when an answer has come: a floor for checks in Python. `piped` asks for all that
a host has at once, which costs the client next to nothing: what the server can do. Prints how many answers said 200.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from collections.abc import Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def _request(url: str) -> bytes:
    parts = urlsplit(url)
    return f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: raw\r\nAccept: */*\r\n\r\n".encode()


class _Asking(asyncio.Protocol):
    """A connection that takes requests from the list until it is empty."""

    def __init__(self, requests: list[bytes], *, piped: bool) -> None:
        self._requests = requests
        self._piped = piped
        self._came = b""
        self.alive = 0
        self._left = 0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._next()

    def _next(self) -> None:
        if self._left:
            return
        if not self._requests:
            self._transport.close()
            self.done.set_result(None)
            return
        taken = self._requests[:] if self._piped else [self._requests[-1]]
        del self._requests[-len(taken) :]
        self._left = len(taken)
        self._transport.write(b"".join(taken))

    def data_received(self, data: bytes) -> None:
        self._came += data
        at = 0
        while (end := self._came.find(b"\r\n\r\n", at)) > 0:
            head = self._came[at:end]
            length = int(head[head.index(b"Content-Length: ") + 16 :].partition(b"\r\n")[0])
            if len(self._came) < end + 4 + length:
                break
            self.alive += head.startswith(b"HTTP/1.1 200 ")
            self._left -= 1
            at = end + 4 + length
        self._came = self._came[at:]
        self._next()


async def _all(urls: list[str], connections: int, *, piped: bool) -> int:
    hosts: dict[str, list[bytes]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc].append(_request(url))
    loop = asyncio.get_running_loop()
    asking: list[_Asking] = []
    for place, requests in hosts.items():
        host, _, port = place.partition(":")
        for _ in range(1 if piped else max(1, connections // len(hosts))):

            def made(requests: list[bytes] = requests) -> _Asking:
                asking.append(_Asking(requests, piped=piped))
                return asking[-1]

            await loop.create_connection(made, host, int(port))
    await asyncio.gather(*(one.done for one in asking))
    return sum(one.alive for one in asking)


def _run(work: Coroutine[Any, Any, int]) -> int:
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


if __name__ == "__main__":
    how, file, connections = sys.argv[1:]
    print(_run(_all(Path(file).read_text().split(), int(connections), piped=how == "piped")))
