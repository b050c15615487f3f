"""Prints the topics as a tree with counts, or one topic."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.console.terminal import console, is_terminal
from llmprimer.index.lookup import TopicNode


def print_tree(nodes: Sequence[TopicNode], form: str | None) -> None:
    """Prints slug, count and label of each topic: indented on a terminal, else tab-separated; only slugs for `keys`."""
    if form == "keys":
        for node in nodes:
            print(node.slug)
        return
    if form == "tsv" or not (is_terminal() or form == "table"):
        for node in nodes:
            print("\t".join((node.slug, str(node.reference_count), node.label, node.broader or "")))
        return
    if not nodes:
        return
    from rich.table import Table

    screen = console()
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("topic", style="cyan", no_wrap=True)
    table.add_column("references", justify="right")
    table.add_column("label")
    if screen.width >= 100:
        table.add_column("definition", style="dim")
    for node in nodes:
        cells = ["  " * node.depth + node.slug, str(node.reference_count), node.label]
        table.add_row(*cells, *([node.definition] if screen.width >= 100 else []))
    screen.print(table)


def print_topic(node: TopicNode, narrower: Sequence[TopicNode]) -> None:
    """Prints the definition, aliases, broader and narrower topics of one topic; prints nothing in a pipe."""
    if not is_terminal():
        return
    from rich.text import Text

    screen = console()
    screen.print(Text(f"{node.label} ", style="bold").append(f"({node.slug})", style="cyan"))
    screen.print(Text(node.definition))
    if node.aliases:
        screen.print(Text("also called: ", style="dim").append(", ".join(node.aliases)))
    if node.broader:
        screen.print(Text("broader: ", style="dim").append(node.broader))
    if narrower:
        screen.print(Text("narrower: ", style="dim").append(", ".join(other.slug for other in narrower)))
    screen.print()
