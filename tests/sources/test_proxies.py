"""The one client behind a proxy that the environment names."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from llmprimer.errors import NetworkError
from llmprimer.net.client import Client
from socks import SocksServer


@pytest.fixture
def proxy(monkeypatch):
    """A proxy on loopback; gives the addresses that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.server_port}")
    yield asked
    server.shutdown()
    server.server_close()


def test_the_proxy_of_the_environment_is_used(proxy):
    # A public address in the place of a name, which nobody could look up here.
    assert Client(pause=0).get("http://93.184.216.34/page").body == b"ok"
    assert proxy == ["http://93.184.216.34/page"]


def test_names_that_only_the_proxy_knows_are_left_to_it(proxy):
    assert Client(pause=0).get("http://name.invalid/page").body == b"ok"
    assert proxy == ["http://name.invalid/page"]


@pytest.mark.parametrize("url", ["http://127.0.0.1/page", "http://169.254.169.254/latest", "http://localhost/"])
def test_a_proxy_is_not_asked_for_private_addresses(proxy, url):
    with pytest.raises(NetworkError, match="is a private address"):
        Client(pause=0).get(url)
    assert proxy == []


def test_hosts_that_are_excepted_are_asked_directly(proxy, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(NetworkError, match="is a private address"):
        Client(pause=0).get("http://127.0.0.1/page")
    assert proxy == []


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    def both(host, port, *rest, **named):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port or 0)) for ip in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr("socket.getaddrinfo", both)
    with pytest.raises(NetworkError, match="is a private address"):
        Client(pause=0).get("http://mixed.example/")


def test_a_socks_proxy_works(proxy, monkeypatch):
    monkeypatch.delenv("http_proxy")
    with SocksServer() as socks:
        monkeypatch.setenv("ALL_PROXY", socks.url)
        assert Client(pause=0).get("http://name.invalid/page").body == b"ok"
        assert socks.asked == [("name.invalid", 80)]
        socks.shutdown()
