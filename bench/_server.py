"""A web server on loopback that is lighter than any client it serves, and that logs when it was asked.

Every host is an address of its own (127.0.0.1, 127.0.0.2, ...) on one port; Linux has them all, elsewhere they must be
added to the loopback interface. The answers are made before. With a C compiler and epoll, `_server.c` serves; without,
this file does, run as a script, with uvloop if it is installed. Both answer GET and HEAD, keep connections open, and
may be sent request after request without waiting.
"""

from __future__ import annotations

import asyncio
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from ipaddress import IPv4Address
from pathlib import Path
from typing import NamedTuple, Self

HERE = Path(__file__).resolve().parent


def address(host: int) -> str:
    """The address of a host by its number, from 0."""
    return str(IPv4Address("127.0.0.1") + host)


class Page(NamedTuple):
    """What a target (path and query) is answered with."""

    target: str
    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: str = "200 OK"


class Asked(NamedTuple):
    """A request: the number of its host, when it had come and when the answer was sent (seconds), whether there is such a page."""

    host: int
    begin: float
    end: float
    known: bool


class Report(NamedTuple):
    """What happened since the last report: requests in the order they came, and the server's own CPU seconds."""

    cpu: float
    asked: list[Asked]


class Server:
    """A running server of these pages. A context manager."""

    def __init__(self, pages: Iterable[Page], hosts: int, latency: float = 0.0, *, python: bool = False) -> None:
        self._folder = tempfile.TemporaryDirectory()
        pack, program = Path(self._folder.name) / "pages", Path(self._folder.name) / "server"
        _write(pack, pages)
        built = not python and _build(program)
        self.kind = "C" if built else "Python"
        command = [str(program)] if built else [sys.executable, __file__]
        self._process = subprocess.Popen(
            [*command, str(pack), str(hosts), str(latency), "0"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        self.report(latency)

    def url(self, host: int, target: str) -> str:
        return f"http://{address(host)}:{self.port}{target}"

    def report(self, latency: float = 0.0) -> Report:
        """What happened since the last report; from now on answers take `latency` milliseconds."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(latency, file=self._process.stdin, flush=True)
        count, cpu = self._process.stdout.readline().split()
        rows = (self._process.stdout.readline().split() for _ in range(int(count)))
        return Report(float(cpu), [Asked(int(h), float(b), float(e), k == "1") for h, b, e, k in rows])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(5)
        self._folder.cleanup()


def _write(pack: Path, pages: Iterable[Page]) -> None:
    """The form that `_server.c` describes at `load`; the first page is the answer to what is not there."""
    missing = Page("-", b"<!doctype html><title>404 Not Found</title><h1>Not Found</h1>", status="404 Not Found")
    pages = [missing, *pages]
    with pack.open("wb") as file:
        file.write(b"%d\n" % len(pages))
        for page in pages:
            head = (
                f"HTTP/1.1 {page.status}\r\nServer: bench\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\n"
                f"Content-Type: {page.kind}\r\nContent-Length: {len(page.body)}\r\n\r\n"
            ).encode()
            file.write(f"{page.target} {len(head)} {len(head) + len(page.body)}\n".encode() + head + page.body)


def _build(program: Path) -> bool:
    """Whether the C server could be built here."""
    compiler = shutil.which("cc")
    source = HERE / "_server.c"
    command = [compiler or "", "-O2", "-o", str(program), str(source)]
    return compiler is not None and subprocess.run(command, capture_output=True).returncode == 0


# From here on: the server in Python.


def _read(pack: Path) -> dict[bytes, tuple[bytes, int]]:
    """The answer to each target, and how long its head is."""
    pages = {}
    with pack.open("rb") as file:
        for _ in range(int(file.readline())):
            target, head, whole = file.readline().split()
            pages[target] = (file.read(int(whole)), int(head))
    return pages


class _State:
    def __init__(self, pack: Path, latency: float) -> None:
        self.pages = _read(pack)
        self.latency = latency / 1000
        self.log: list[list[float]] = []
        self.cpu = 0.0

    def report(self) -> None:
        line = sys.stdin.readline()
        if not line:
            asyncio.get_running_loop().stop()
            return
        lines = [f"{len(self.log)} {_cpu() - self.cpu:.6f}"]
        lines += [
            f"{host:.0f} {begin:.6f} {end or time.monotonic():.6f} {known:d}" for host, begin, end, known in self.log
        ]
        print("\n".join(lines), flush=True)
        self.log, self.latency, self.cpu = [], float(line) / 1000, _cpu()


class _Connection(asyncio.Protocol):
    def __init__(self, state: _State) -> None:
        self._state = state
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._host = int(IPv4Address(transport.get_extra_info("sockname")[0])) - int(IPv4Address("127.0.0.1"))

    def data_received(self, data: bytes) -> None:
        state = self._state
        *heads, self._rest = (self._rest + data).split(b"\r\n\r\n")
        answers, entries, last = [], [], False
        for head in heads:
            method, target, more = head.split(b" ", 2)
            answer, length = state.pages.get(target, state.pages[b"-"])
            answers.append(answer[:length] if method == b"HEAD" else answer)
            entries.append([self._host, time.monotonic(), 0.0, target in state.pages])
            last = last or b"\nconnection: close" in more.lower()
        state.log += entries
        if state.latency:
            loop = asyncio.get_running_loop()
            loop.call_later(state.latency, self._send, answers, entries, last)
        else:
            self._send(answers, entries, last)

    def _send(self, answers: list[bytes], entries: list[list[float]], last: bool) -> None:
        for entry in entries:
            entry[2] = time.monotonic()
        self._transport.write(b"".join(answers))
        if last:
            self._transport.close()


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def _listen(state: _State, hosts: int, port: int) -> None:
    loop = asyncio.get_running_loop()
    for host in range(hosts):
        server = await loop.create_server(lambda: _Connection(state), address(host), port, backlog=4096)
        port = server.sockets[0].getsockname()[1]
    loop.add_reader(sys.stdin.fileno(), state.report)
    print(port, flush=True)


def _serve(pack: str, hosts: str, latency: str, port: str) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 65_536), most))
    try:
        import uvloop

        loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    except ImportError:
        loop = asyncio.new_event_loop()
    state = _State(Path(pack), float(latency))
    keep = loop.create_task(_listen(state, int(hosts), int(port)))
    loop.run_forever()
    keep.cancel()


if __name__ == "__main__":
    _serve(*sys.argv[1:])
