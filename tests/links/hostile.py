"""A server on loopback that behaves as badly as the web does, and logs what it was asked and what it sent.

Every behaviour is a function of the request; hosts that must differ in their manners get a port of their own.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

FILLER = " ".join(f"walking{n} robots learn from the feedback of people" for n in range(60))


@dataclass
class Request:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    time: float
    sent: int = 0
    lasts: float = 0.0


@dataclass
class Answer:
    """What to send: an ordinary answer, or raw bytes; with a pause before, drop by drop, or broken off."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    raw: bytes | None = None
    pause: float = 0.0
    drip: float = 0.0
    reset: bool = False
    length: int | None = None
    #: Leave the connection open after raw bytes.
    keep: bool = False


Behaviour = Callable[[Request, list[Request]], Answer]


def page(title: str, text: str = FILLER, *, head: str = "", heading: str = "") -> bytes:
    """An HTML page."""
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body><h1>{heading or title}</h1><p>{text}</p></body></html>".encode()


def ok(title: str = "Walking robots", text: str = FILLER, **more: str) -> Behaviour:
    return lambda request, before: Answer(body=page(title, text, **more))


def status(code: int, body: bytes = b"", **headers: str) -> Behaviour:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request, before: Answer(code, body, named)


def redirect(code: int, location: str) -> Behaviour:
    return lambda request, before: Answer(code, headers={"location": location})


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """The first request gets the first behaviour, and so on; the last one stays."""
    return lambda request, before: behaviours[min(len(before), len(behaviours) - 1)](request, before)


class Server:
    """One port. `paths` maps a path to its behaviour; anything else gets `other`."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.paths: dict[str, Behaviour] = {}
        self.other: Behaviour = status(404, b"<title>404 Not Found</title>")
        self.log: list[Request] = []
        self.connections = 0
        self._context = context
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(5)

    @property
    def url(self) -> str:
        return f"{'https' if self._context else 'http'}://127.0.0.1:{self.port}"

    def asked(self, path: str) -> list[Request]:
        """The requests for the path, in order."""
        return [request for request in self.log if request.path == path]

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        server = await asyncio.start_server(self._met, "127.0.0.1", 0, ssl=self._context)
        self.port: int = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._end.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while (request := await self._read(reader, writer)) is not None:
                before = self.asked(request.path)
                self.log.append(request)
                answer = self.paths.get(request.path.partition("?")[0], self.other)(request, before)
                if not await self._send(request, answer, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError, TimeoutError):
            pass
        finally:
            with contextlib.suppress(Exception):
                writer.close()

    @staticmethod
    async def _read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request | None:
        first = await reader.readexactly(1)
        if not first.isalpha():  # a TLS handshake on a plain port: answered as web servers do
            writer.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            return None
        head = first + await reader.readuntil(b"\r\n\r\n")
        line, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        method, path, _ = line.split(" ")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return Request(method, path, headers, time.monotonic())

    async def _send(self, request: Request, answer: Answer, writer: asyncio.StreamWriter) -> bool:
        if answer.pause:
            await asyncio.sleep(answer.pause)
        if answer.raw is not None:
            data = answer.raw
        else:
            headers = {"content-type": answer.kind, **answer.headers}
            headers["content-length"] = str(len(answer.body) if answer.length is None else answer.length)
            head = f"HTTP/1.1 {answer.status} Whatever\r\n" + "".join(f"{n}: {v}\r\n" for n, v in headers.items() if v)
            data = head.encode("utf-8") + b"\r\n" + (b"" if request.method == "HEAD" else answer.body)
        if answer.drip:
            for n in range(0, len(data), 4):
                writer.write(data[n : n + 4])
                await writer.drain()
                request.sent += 4
                await asyncio.sleep(answer.drip)
        else:
            for n in range(0, len(data), 65_536):
                writer.write(data[n : n + 65_536])
                await writer.drain()
                request.sent += len(data[n : n + 65_536])
        if answer.reset:
            sock: socket.socket = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return False
        return answer.keep or (answer.raw is None and answer.length is None)


Started = Callable[..., Server]
Handler = Awaitable[None]
