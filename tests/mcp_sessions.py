"""A server as a separate process, asked by the SDK's own client over stdio or HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from contextlib import asynccontextmanager, contextmanager

import pytest

pytest.importorskip("mcp", reason="needs the extra mcp")

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

COMMAND = [sys.executable, "-m", "llmprimer", "mcp"]


@asynccontextmanager
async def over_stdio(*options: str, **client):
    parameters = StdioServerParameters(
        command=COMMAND[0], args=[*COMMAND[1:], *map(str, options)], env=dict(os.environ)
    )
    with open(os.devnull, "w", encoding="utf-8") as quiet:  # noqa: ASYNC230 - a device
        async with Client(stdio_client(parameters, errlog=quiet), **client) as session:
            yield session


@contextmanager
def http_server(*options: str, started: list | None = None):
    """The address of a server that listens; `started` gets its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([*COMMAND, "--http", str(port), *map(str, options)], stderr=subprocess.PIPE, text=True)
    if started is not None:
        started.append(process)
    try:
        assert f"127.0.0.1:{port}" in process.stderr.readline()
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            import time

            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.terminate()
        process.wait(10)
        process.stderr.close()


@asynccontextmanager
async def over_http(*options: str, **client):
    with http_server(*options) as address:
        async with Client(address, **client) as session:
            yield session


def asked(opened, conversation, seconds: float = 60):
    """What the conversation returns, which gets an open session."""

    async def run():
        async with opened as session:
            return await conversation(session)

    return asyncio.run(asyncio.wait_for(run(), seconds))


async def call(session, tool: str, **arguments):
    """The structured content of a successful call; it agrees with the text."""
    result = await session.call_tool(tool, arguments)
    assert not result.is_error, result.content[0].text
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


async def refused(session, tool: str, **arguments) -> str:
    """The message of a call that fails."""
    result = await session.call_tool(tool, arguments)
    assert result.is_error, result.content[0].text
    return result.content[0].text
