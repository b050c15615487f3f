"""A SOCKS5 proxy on loopback (RFC 1928, no authentication) that answers every connection itself as an HTTP server."""

from __future__ import annotations

import socketserver
import threading


class SocksServer(socketserver.ThreadingTCPServer):
    """`asked` holds the hosts and ports that clients wanted; every request gets `200 ok`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, int]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"socks5://127.0.0.1:{self.server_address[1]}"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        _, methods = self.rfile.read(2)
        self.rfile.read(methods)
        self.wfile.write(b"\x05\x00")
        _, _, _, kind = self.rfile.read(4)
        host = self.rfile.read(self.rfile.read(1)[0]).decode() if kind == 3 else ".".join(map(str, self.rfile.read(4)))
        port = int.from_bytes(self.rfile.read(2), "big")
        self.server.asked.append((host, port))
        self.wfile.write(b"\x05\x00\x00\x01" + bytes(6))
        while (line := self.rfile.readline()) and line != b"\r\n":
            pass
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
