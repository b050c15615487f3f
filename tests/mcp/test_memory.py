"""A server that runs for weeks: its memory does not grow with the number of calls."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from mcp.client.client import Client

from mcp_sessions import http_server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]


def resident(pid: int) -> int:
    """KiB of memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


def test_memory_stays_flat_over_hundreds_of_calls():
    started: list = []

    async def conversation(address: str) -> list[int]:
        seen = []
        async with Client(address) as session:
            for _ in range(4):
                for number in range(150):
                    await session.call_tool("search_references", {"query": f"chain of thought {number % 9}"})
                seen.append(resident(started[0].pid))
        return seen

    with http_server(started=started) as address:
        seen = asyncio.run(conversation(address))
    print(seen)
    # The first round fills caches; after that 450 calls may not cost a sixteenth of the memory: some 12 KiB each.
    assert seen[-1] < 1.06 * seen[0], seen
