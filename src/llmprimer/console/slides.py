"""Prints the outline of the primer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llmprimer.console.terminal import console, is_terminal
from llmprimer.text import shorten, width

#: The indent of references below their slide.
_INDENT = 5
#: The minimum width of the column of titles.
_MIN_TITLE = 20

Outline = Sequence[tuple[dict[str, Any], Sequence[dict[str, Any]]]]


def print_outline(outline: Outline) -> None:
    """Prints slides with their references below them; elsewhere than on a terminal, a line per citation.

    The line has the number and title of the slide, and the key and title of the reference, separated by tabs.
    """
    if not is_terminal():
        for slide, rows in outline:
            for row in rows:
                print("\t".join((str(slide["slide"]), slide["title"], row["citation_key"], row["title"])))
        return
    from rich.padding import Padding
    from rich.text import Text

    screen = console()
    single = len(outline) == 1
    for slide, rows in outline:
        if not rows and not single and not slide["title"].startswith("Part "):
            continue
        screen.print(Text(f"{slide['slide']:>3}  ", style="cyan").append(slide["title"], style="bold"))
        for row in rows:
            issued = f" ({row['issued'][:4]})" if row["issued"] else ""
            key, title = row["citation_key"], row["title"] + issued
            room = screen.width - _INDENT - width(key) - 2
            if not single and room >= _MIN_TITLE:
                line = Text(key, style="cyan").append(f"  {shorten(title, room)}", style="default")
                screen.print(Padding(line, (0, 0, 0, _INDENT)))
                continue
            # The key has its own line; the terminal, not Rich, wraps it, so that it can be copied whole.
            indent = _INDENT if _INDENT + width(key) <= screen.width else 0
            screen.print(Text(" " * indent + key, style="cyan"), soft_wrap=True)
            shown = title if single else shorten(title, max(_MIN_TITLE, screen.width - _INDENT - 2))
            screen.print(Padding(Text(shown, overflow="fold"), (0, 0, 0, _INDENT + 2)))
