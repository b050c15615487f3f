"""Draws the terminal browser for the README: python docs/draw_browser.py FILE.svg [--check] (see `tasks.py pictures`).

With `--screens FOLDER` it draws what is to be looked at after a change: 60, 80 and 120 columns, on a dark and a light
terminal and without colour (`python3 tasks.py screens`).
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
_CATALOGUE = Path(__file__).parents[1] / "data" / "references.yaml"
_QUERY = "pretrained language models"


async def _until(pilot: Any, holds: Callable[[], object]) -> None:
    for _ in range(600):
        if holds():
            return
        await pilot.pause(0.05)
    raise TimeoutError


async def _screen(catalogue: Path, size: tuple[int, int] = _SIZE, *, light: bool = False) -> str:
    from llmprimer.tui.app import Browser
    from llmprimer.tui.request import Filter, Request

    app = Browser(catalogue, Request(_QUERY, (Filter("kind", "paper"),)))
    async with app.run_test(size=size) as pilot:
        await _until(pilot, lambda: app.query_one("#facets").option_count)
        await pilot.press("space", "space")
        await _until(pilot, lambda: len(app.marks) == 2)
        # The state of the link comes last.
        await _until(pilot, lambda: app.preview.details.record["citation_key"] == app.current and app.preview.link)
        await pilot.pause(0.5)
        svg = app.export_screenshot(title="llmprimer browse")
        return _light(svg) if light else svg


def _light(svg: str) -> str:
    """The picture with the colours of a terminal that has black letters on white; Textual draws dark ones alone."""
    from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME

    def colours(theme: Any) -> list[str]:
        numbered = [theme.ansi_colors[number] for number in range(16)]
        return [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in (theme.background_color, theme.foreground_color, *numbered)]

    pairs = zip(colours(SVG_EXPORT_THEME), colours(DEFAULT_TERMINAL_THEME), strict=True)
    light = dict(reversed([*pairs]))  # white is the colour of letters, too: that comes first
    return re.sub("|".join(light), lambda found: light[found[0]], svg)


def draw_screens(target: Path) -> None:
    """The screen at three widths: dark, light, and without colour."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(XDG_DATA_HOME=folder, LLMPRIMER_CACHE_DIR=folder, TERM="xterm-256color")
        os.environ.pop("NO_COLOR", None)
        for name in ("dark", "light", "no-colour"):
            if name == "no-colour":
                os.environ["NO_COLOR"] = "1"
            for columns in (60, 80, 120):
                svg = asyncio.run(_screen(_CATALOGUE, (columns, 30), light=name != "dark"))
                (target / f"browse-{columns}-{name}.svg").write_text(svg, encoding="utf-8")


def main(target: Path, *, check: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(XDG_DATA_HOME=folder, LLMPRIMER_CACHE_DIR=folder, TERM="xterm-256color")
        os.environ.pop("NO_COLOR", None)
        svg = asyncio.run(_screen(_CATALOGUE))
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
    if sys.argv[1] == "--screens":
        draw_screens(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]), check="--check" in sys.argv[2:])
