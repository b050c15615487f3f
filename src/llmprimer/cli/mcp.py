"""`llmprimer mcp`."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption, catalogue_path
from llmprimer.errors import ExitCode, UsageError


def mcp(
    http: Annotated[
        int | None,
        typer.Option("--http", min=1, max=65535, metavar="PORT", help="Serve HTTP on this port of 127.0.0.1 instead."),
    ] = None,
    allow_writes: Annotated[
        bool, typer.Option("--allow-writes", help="Serve the tools that change the catalogue, too.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let link checks ask private addresses, for your own servers.")
    ] = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Serve the catalogue to agents by the Model Context Protocol.

    It needs the extra `llmprimer[mcp]`. By default on standard input and output, as hosts start it.
    """
    if find_spec("mcp") is None:
        raise UsageError("the MCP SDK is not installed", hint="pip install 'llmprimer[mcp]'")
    from llmprimer.api.catalogue import Catalogue
    from llmprimer.catalogue.locate import refuse_installed
    from llmprimer.mcp.server import build_server
    from llmprimer.mcp.transports import serve_http, serve_stdio

    with Catalogue.open(catalogue_path(catalogue)) as opened:
        if allow_writes:
            refuse_installed(opened.path)
        server = build_server(opened, allow_writes=allow_writes, allow_private=allow_private)
        if http is None:
            serve_stdio(server)
        else:
            serve_http(server, http)
    return ExitCode.DONE
