"""Serves a folder and counts the bytes that go over the wire, with or without compressing what compresses."""

import gzip
import threading
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

#: What a usual host compresses. Pagefind's own kinds of file are among them nowhere.
_COMPRESSED = {".html", ".js", ".css", ".json", ".svg", ".xml", ".txt", ".md", ".wasm"}


class ByteServer:
    """A server on a free port of the loopback; `take` gives the bytes and requests since the last time."""

    def __init__(self, folder: Path, *, compress: bool) -> None:
        self.sent = 0
        self.requests: list[tuple[str, int]] = []
        counted = self
        lock = threading.Lock()

        @cache
        def body(path: str) -> bytes:
            data = Path(path).read_bytes()
            return gzip.compress(data, 6, mtime=0) if compress and Path(path).suffix in _COMPRESSED else data

        class Handler(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body are two writes: otherwise the second may wait 40 ms for the browser's acknowledgement of the first.
            disable_nagle_algorithm = True

            def __init__(self, *args: object) -> None:
                super().__init__(*args, directory=str(folder))

            def do_GET(self) -> None:
                path = Path(self.translate_path(self.path))
                if path.is_dir():
                    path /= "index.html"
                if not path.is_file():
                    self.send_error(404)
                    return
                data = body(str(path))
                self.send_response(200)
                self.send_header("Content-Type", self.guess_type(str(path)))
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Cache-Control", "no-store")
                if compress and path.suffix in _COMPRESSED:
                    self.send_header("Content-Encoding", "gzip")
                self.end_headers()
                self.wfile.write(data)
                with lock:
                    counted.sent += len(data)
                    counted.requests.append((self.path, len(data)))

            def log_message(self, *args: object) -> None:
                pass

        Handler.extensions_map = {
            **SimpleHTTPRequestHandler.extensions_map,
            ".wasm": "application/wasm",
            ".js": "text/javascript",
        }
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def take(self) -> tuple[int, int]:
        """Bytes of bodies and number of requests since the last call."""
        found = self.sent, len(self.requests)
        self.sent, self.requests = 0, []
        return found

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
