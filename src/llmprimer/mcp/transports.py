"""Serves over standard input and output, or over HTTP on a loopback port."""

from __future__ import annotations

import socket
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from llmprimer.errors import UsageError

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

#: Only this machine can reach the HTTP server.
HOST = "127.0.0.1"
#: The maximum size of a request in bytes; requests of tools are much smaller.
LARGEST_REQUEST = 256 * 1024


def serve_stdio(server: MCPServer[Any]) -> None:
    """Serves until standard input ends."""
    server.run("stdio")


def serve_http(server: MCPServer[Any], port: int) -> None:
    """Serves at http://127.0.0.1:PORT/mcp until interrupted; UsageError if the port is taken.

    Rejects requests with another Host or Origin, because a web site must not reach the catalogue through the user's
    browser (DNS rebinding).
    """
    import anyio
    from mcp.server.transport_security import TransportSecuritySettings

    _check_free(port)
    names = (HOST, "localhost")
    security = TransportSecuritySettings(
        allowed_hosts=[f"{name}:{port}" for name in names],
        allowed_origins=[f"http://{name}:{port}" for name in names],
    )
    print(f"llmprimer: serving MCP at http://{HOST}:{port}/mcp", file=sys.stderr, flush=True)
    anyio.run(
        partial(
            server.run_streamable_http_async,
            host=HOST,
            port=port,
            transport_security=security,
            max_request_body_size=LARGEST_REQUEST,
        )
    )


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UsageError(
                f"port {port} cannot be used: {error.strerror or error}", hint="choose another --http PORT"
            ) from None
