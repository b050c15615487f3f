"""A server on loopback that plays the services: what it answers is set by each test, path by path."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Reply(NamedTuple):
    """What a path answers; a callable writes to the socket itself."""

    body: bytes | str = b""
    status: int = 200
    media_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    write: Callable[[BaseHTTPRequestHandler], None] | None = None


class LoopbackServer(ABC):
    """Runs in a thread while the test does; what it answers is in `reply_to`."""

    def __init__(self) -> None:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                _send(self, outer.reply_to(self, b""))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                _send(self, outer.reply_to(self, body))

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @abstractmethod
    def reply_to(self, request: BaseHTTPRequestHandler, body: bytes) -> Reply:
        """What a request is answered."""

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class Server(LoopbackServer):
    """`replies` are by path; `asked` lists the paths, in order."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | list[Reply]] = {}
        self.asked: list[str] = []
        super().__init__()

    def reply_to(self, request: BaseHTTPRequestHandler, body: bytes) -> Reply:
        self.asked.append(request.path)
        reply = self.replies.get(request.path.partition("?")[0], Reply("{}", 404))
        if isinstance(reply, list):
            reply = reply.pop(0) if len(reply) > 1 else reply[0]
        return reply


def _send(request: BaseHTTPRequestHandler, reply: Reply) -> None:
    request.close_connection = True
    body = reply.body.encode() if isinstance(reply.body, str) else reply.body
    request.send_response(reply.status)
    request.send_header("content-type", reply.media_type)
    for name, value in reply.headers:
        request.send_header(name, value)
    if reply.write is None:
        request.send_header("content-length", str(len(body)))
    request.send_header("connection", "close")
    request.end_headers()
    try:
        if reply.write is not None:
            reply.write(request)
        else:
            request.wfile.write(body)
    except OSError:
        pass  # the client has had enough, which is what some tests are about


def flood(handler: BaseHTTPRequestHandler) -> None:
    """500 MB, or as much as anyone takes."""
    piece = b"x" * 1_000_000
    for _ in range(500):
        handler.wfile.write(piece)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for as long as anyone listens."""
    for _ in range(600):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)
