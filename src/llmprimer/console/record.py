"""Prints one complete reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from llmprimer.console.terminal import console, is_terminal
from llmprimer.records.describing import Line, described, identity_of


def print_record(record: dict[str, Any], related: Iterable[tuple[str, dict[str, Any]]], *, provenance: bool) -> None:
    """Prints field names and values: in two columns on a terminal, `name: value` lines elsewhere."""
    lines = [*described(record), *_relations(related), *(_provenance(record) if provenance else ())]
    if not is_terminal():
        for name, value in lines:
            print(f"{name}: {value}")
        return
    from rich.table import Table
    from rich.text import Text

    screen = console()
    screen.print(Text(record["title"], style="bold"))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    before = ""
    for name, value in lines:
        if name != "title":
            link = f"link {value}" if name in ("url", "archive_url") else ""
            grid.add_row("" if name == before else name, Text(value, style=link))
        before = name
    screen.print(grid)


def _relations(related: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[Line]:
    for words, target in related:
        identity = identity_of(target)
        title = target.get("title", "")
        yield words, f"{identity}: {title}" if identity else title


def _provenance(record: dict[str, Any]) -> Iterator[Line]:
    for seen in record.get("provenance", ()):
        when = f", {seen['accessed']}" if "accessed" in seen else ""
        yield "provenance", f"{', '.join(seen['fields'])}: {seen['source']} ({seen['confidence']}{when})"
