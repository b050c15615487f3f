"""The MCP server: start to first answer, and a search within a session, at the sizes given.

    python bench/mcp_server.py [REFERENCES ...]

Prints milliseconds and the ratio to `python -c pass` in the same run. Needs the extra `mcp`.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from _catalogue import write
from _timing import PASS, seconds

QUERIES = ["chain of thought", "rlhf", "topic:rlhf", "transformr", "how large is the model", "kind:paper year:2021"]


async def measure(path: str | None) -> tuple[float, list[float]]:
    """Seconds from starting the process to its first answer, and for each search after that."""
    options = ["--catalogue", path] if path else []
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "llmprimer", "mcp", *options], env=dict(os.environ)
    )
    began = time.perf_counter()
    async with Client(stdio_client(command)) as session:
        await session.call_tool("search_references", {"query": "rlhf"})
        first = time.perf_counter() - began
        times = []
        for query in QUERIES * 10:
            at = time.perf_counter()
            await session.call_tool("search_references", {"query": query})
            times.append(time.perf_counter() - at)
    return first, times


def main() -> None:
    baseline = statistics.median(seconds(PASS) for _ in range(9))
    sizes = [int(text) for text in sys.argv[1:]] or [0]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = None
            if size:
                path = str(Path(folder) / "references.yaml")
                write(Path(path), size)
                subprocess.run([sys.executable, "-m", "llmprimer", "--catalogue", path, "list", "-n", "1"], check=True)
            runs = [asyncio.run(measure(path)) for _ in range(5)]
        first = statistics.median(run[0] for run in runs)
        searches = [one for run in runs for one in run[1]]
        print(
            f"{size or 'built-in':>8}: start to first answer {1000 * first:.0f} ms ({first / baseline:.1f} x), "
            f"search {1000 * statistics.median(searches):.1f} ms median, "
            f"{1000 * statistics.quantiles(searches, n=20)[18]:.1f} ms p95"
        )


if __name__ == "__main__":
    main()
