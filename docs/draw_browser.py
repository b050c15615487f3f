"""Draws the terminal browser for the README: python docs/draw_browser.py FILE.svg [--check] (see `tasks.py pictures`).

The same SVG on every machine: the built-in catalogue, no history of link checks, one size, no fonts from the network.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

_SIZE = (112, 30)
_QUERY = "pretrained language models"


async def _until(pilot: Any, holds: Callable[[], object]) -> None:
    for _ in range(600):
        if holds():
            return
        await pilot.pause(0.05)
    raise TimeoutError


async def _screen(catalogue: Path) -> str:
    from llmprimer.tui.app import Browser
    from llmprimer.tui.asked import Asked, Filter

    app = Browser(catalogue, Asked(_QUERY, (Filter("kind", "paper"),)))
    async with app.run_test(size=_SIZE) as pilot:
        await _until(pilot, lambda: app.query_one("#facets").option_count)
        await pilot.press("space", "space")
        await _until(pilot, lambda: len(app.marks) == 2)
        # The state of the link comes last.
        await _until(pilot, lambda: app.preview.details.record["citation_key"] == app.current and app.preview.link)
        await pilot.pause(0.5)
        return app.export_screenshot(title="llmprimer browse")


def main(target: Path, *, check: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(XDG_DATA_HOME=folder, LLMPRIMER_CACHE_DIR=folder, TERM="xterm-256color")
        os.environ.pop("NO_COLOR", None)
        svg = asyncio.run(_screen(Path(__file__).parents[1] / "data" / "references.yaml"))
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "Menlo, Consolas, DejaVu Sans Mono, monospace")
    svg = re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)
    if check:
        if not target.exists() or target.read_text(encoding="utf-8") != svg:
            sys.exit(f"{target} is stale: python3 tasks.py pictures")
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), check="--check" in sys.argv[2:])
