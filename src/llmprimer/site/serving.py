"""Serves a site to this machine only, for a preview, and builds it again after each change.

Pages get a script that reloads them after a build. It is put in on the way out, so the folder holds what is published.
"""

from __future__ import annotations

import errno
import functools
import http.server
import io
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO

from llmprimer.errors import UsageError
from llmprimer.site.bundling import source

#: The addresses of the script that reloads pages and of its requests. No folder of a site has this name.
_RELOADING = "/-/reload.js"
_BUILT = "/-/built"
#: Seconds between two checks of the files.
_EVERY = 0.5


class _Server(http.server.ThreadingHTTPServer):
    """The server, and the number of the build that it serves."""

    daemon_threads = True
    #: How many connections may wait: a page asks for more files at once than the usual five.
    request_queue_size = 64

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._started = time.time_ns()
        self.builds = 1

    @property
    def built(self) -> str:
        """A text that changes after each build and after each start of the server."""
        return f"{self._started}.{self.builds}"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files without caching, and the site's 404 page for unknown addresses."""

    server_version = "llmprimer"
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".md": "text/markdown; charset=utf-8",
        ".atom": "application/atom+xml",
        ".js": "text/javascript",
        ".bib": "text/plain; charset=utf-8",
        ".ris": "text/plain; charset=utf-8",
        ".jsonl": "application/jsonl; charset=utf-8",
    }

    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def parse_request(self) -> bool:
        # Another site could let its name resolve to this machine and read the pages (DNS rebinding).
        if not super().parse_request():
            return False
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if host in ("127.0.0.1", "localhost", "[::1]"):
            return True
        self.send_error(HTTPStatus.FORBIDDEN)
        return False

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        assert isinstance(self.server, _Server)
        address = self.path.partition("?")[0]
        if address == _RELOADING:
            return self._head(source("preview/reload.js").encode(), "text/javascript")
        if address == _BUILT:
            return self._head(self.server.built.encode(), "text/plain")
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if address.endswith("/") else path
        if page.suffix == ".html" and page.is_file():
            return self._head(self._reloading(page), "text/html; charset=utf-8")
        return super().send_head()

    def _head(self, data: bytes, kind: str, code: int = HTTPStatus.OK) -> io.BytesIO:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def _reloading(self, page: Path) -> bytes:
        """The page with the reload script."""
        assert isinstance(self.server, _Server)
        script = f'<script src="{_RELOADING}?{self.server.built}" defer></script>\n</head>'
        return page.read_bytes().replace(b"</head>", script.encode(), 1)

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002 - the signature of the base class
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = self._head(self._reloading(page), "text/html; charset=utf-8", code)
        if self.command != "HEAD":
            self.wfile.write(body.getvalue())


class Server:
    """A site that is being served at `url`."""

    def __init__(self, server: _Server) -> None:
        self._server = server
        self.url = f"http://127.0.0.1:{server.server_address[1]}/"

    def tell(self) -> None:
        """Makes open pages reload."""
        self._server.builds += 1

    def watch(self, files: Sequence[Path], build: Callable[[], None], complain: Callable[[Exception], None]) -> None:
        """Calls `build` whenever one of the files has changed, and `complain` with its exceptions; never returns."""
        before = _stamps(files)
        while True:
            time.sleep(_EVERY)
            now = _stamps(files)
            if now == before:
                continue
            before = now
            try:
                build()
                self.tell()
            except Exception as error:
                complain(error)


@contextmanager
def serving(folder: Path, port: int) -> Iterator[Server]:
    """Serves the folder on loopback while the context is open; UsageError if the port is in use."""
    handler = functools.partial(_Handler, directory=str(folder))
    try:
        server = _Server(("127.0.0.1", port), handler)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise UsageError(f"port {port}: {os.strerror(error.errno)}", hint="--port 0 takes any that is free") from None
    threading.Thread(target=server.serve_forever, args=(0.1,), name="site", daemon=True).start()
    try:
        yield Server(server)
    finally:
        server.shutdown()
        server.server_close()


def _stamps(files: Sequence[Path]) -> list[tuple[int, int, int] | None]:
    found: list[tuple[int, int, int] | None] = []
    for path in files:
        try:
            status = path.stat()
            found.append((status.st_mtime_ns, status.st_size, status.st_ino))
        except OSError:
            found.append(None)  # written anew at this moment, or gone
    return found
