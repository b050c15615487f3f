"""Lists of references in every form that `search`, `list`, `slides` and `related` print."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from llmprimer.console.terminal import console, is_terminal
from llmprimer.stem import stem
from llmprimer.text import shorten, width, words

Row = dict[str, Any]

#: The columns of tab-separated output, in order.
COLUMNS = ("citation_key", "issued", "kind", "title", "url")

#: What `--format` takes, and what it prints.
FORMATS: dict[str, str] = {
    "table": "a table for a terminal",
    "tsv": f"tab-separated lines: {', '.join(COLUMNS)}",
    "keys": "citation keys, one a line",
    "urls": "addresses, one a line",
    "titles": "titles, one a line",
    "markdown": "a Markdown list of links",
    "json": "one JSON object",
    "jsonl": "one JSON object a line",
}
#: The shape of a line of JSON; that of a whole JSON object stands in its envelope.
LINE_SHAPE = "llmprimer.reference/1"
#: Narrower than this, each reference takes a small paragraph instead of a table row.
_NARROW = 70


def print_rows(
    rows: Sequence[Row],
    form: str | None,
    *,
    envelope: dict[str, Any],
    highlighted: frozenset[str] = frozenset(),
    below: Callable[[Row], Sequence[str]] | None = None,
) -> None:
    """Prints the rows on standard output in `form` (one of FORMATS; None: table on a terminal, else tsv).

    `envelope` is what stands around `results` in JSON. Words whose stems are in `highlighted` stand out in titles on a
    terminal. `below` gives lines to print under a row where there is room for them.
    """
    match form or ("table" if is_terminal() else "tsv"):
        case "json":
            print(json.dumps({**envelope, "results": list(rows)}, ensure_ascii=False, indent=2))
        case "jsonl":
            _lines(json.dumps({"shape": LINE_SHAPE, **row}, ensure_ascii=False) for row in rows)
        case "keys":
            _lines(row["citation_key"] for row in rows)
        case "urls":
            _lines(row["url"] for row in rows if row["url"])
        case "titles":
            _lines(row["title"] for row in rows)
        case "markdown":
            _lines(_markdown(row) for row in rows)
        case "tsv":
            _tsv(rows, below)
        case _:
            _table(rows, highlighted, below)


def _lines(lines: Any) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _markdown(row: Row) -> str:
    title = row["title"].replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    issued = f" ({row['issued']})" if row["issued"] else ""
    return f"- [{title}](<{row['url']}>){issued}" if row["url"] else f"- {title}{issued}"


def _tsv(rows: Sequence[Row], below: Callable[[Row], Sequence[str]] | None) -> None:
    for row in rows:
        cells = [str(row.get(column) or "") for column in COLUMNS]
        if below is not None:
            cells.append("; ".join(below(row)))
        # A tab or a line break inside a value would break the line.
        sys.stdout.write("\t".join(" ".join(cell.split()) for cell in cells) + "\n")


def _table(rows: Sequence[Row], highlighted: frozenset[str], below: Callable[[Row], Sequence[str]] | None) -> None:
    from rich.table import Table
    from rich.text import Text

    screen = console()
    if screen.width < _NARROW:
        for row in rows:
            screen.print(_title(row["title"], highlighted))
            facts = " · ".join(part for part in (row["citation_key"], row["issued"], row.get("kind")) if part)
            screen.print(Text(f"  {facts}", style="cyan"))
            for line in below(row) if below else ():
                screen.print(Text(f"  {line}", style="dim"))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    longest = max((width(row["citation_key"]) for row in rows), default=0)
    table.add_column("citation_key", style="cyan", no_wrap=True, max_width=max(16, min(longest, screen.width // 3)))
    table.add_column("issued", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("title", overflow="fold", ratio=1)
    wide = screen.width >= 120
    if wide:
        table.add_column("topics", style="dim", max_width=34)
    for row in rows:
        cell = _title(row["title"], highlighted)
        for line in below(row) if below else ():
            cell.append("\n" + line, style="dim")
        key = shorten(row["citation_key"], max(16, screen.width // 3))
        cells: list[Any] = [key, row["issued"] or "", row.get("kind", ""), cell]
        table.add_row(*cells, *([", ".join(row["topics"][:3])] if wide else []))
    screen.print(table)


def _title(title: str, highlighted: frozenset[str]) -> Any:
    from rich.text import Text

    text = Text(title)
    if highlighted:
        at = 0
        for piece in title.split():
            start = title.index(piece, at)
            at = start + len(piece)
            if any(stem(word) in highlighted for word in words(piece)):
                text.stylize("bold underline", start, at)
    return text
