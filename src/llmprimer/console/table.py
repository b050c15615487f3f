"""Prints lists of references on a terminal: a table, or paragraphs if it is narrow.

Citation keys are never shortened. Each reference has a number, which `show` and `open` accept afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from llmprimer.console.rows import ExtraLines, Row, cell
from llmprimer.console.terminal import console
from llmprimer.stem import stem
from llmprimer.text import width, words

if TYPE_CHECKING:
    from rich.text import Text

#: The minimum width of the column of titles.
_MIN_TITLE = 24
#: The space between two columns.
_GAP = 2
#: The minimum width of a terminal for a column of topics.
_TOPICS_FROM = 120
_TOPICS = 34


def print_table(rows: Sequence[Row], highlighted: frozenset[str], extra_lines: ExtraLines | None) -> None:
    """Prints number, key, date, kind and title of each row; needs at least one row."""
    from rich.table import Table
    from rich.text import Text

    screen = console()
    number = len(str(len(rows)))
    longest = max(width("citation_key"), *(width(row["citation_key"]) for row in rows))
    issued = max(width("issued"), *(width(row["issued"] or "") for row in rows))
    kind = max(width("kind"), *(width(row.get("kind", "")) for row in rows))
    room = screen.width - number - longest - issued - kind - 4 * _GAP
    if room < _MIN_TITLE:
        _print_paragraphs(rows, highlighted, extra_lines, number)
        return
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("#", style="dim", no_wrap=True, justify="right", width=number)
    table.add_column("citation_key", style="cyan", no_wrap=True, width=longest)
    table.add_column("issued", no_wrap=True, width=issued)
    table.add_column("kind", no_wrap=True, width=kind)
    table.add_column("title", overflow="fold", ratio=1)
    with_topics = screen.width >= _TOPICS_FROM and room - _TOPICS - _GAP >= _MIN_TITLE
    if with_topics:
        table.add_column("topics", style="dim", max_width=_TOPICS)
    for position, row in enumerate(rows, start=1):
        title = _title(row["title"], highlighted)
        for line in extra_lines(row) if extra_lines else ():
            title.append("\n" + line, style="dim")
        cells: list[Any] = [str(position), Text(row["citation_key"]), row["issued"] or "", row.get("kind", ""), title]
        table.add_row(*cells, *([", ".join(row["topics"][:3])] if with_topics else []))
    screen.print(table)


def print_fields(rows: Sequence[Row], fields: Sequence[str]) -> None:
    """Prints the given fields of each row; keys and dates on one line, others folded. Needs at least one row."""
    from rich.table import Table
    from rich.text import Text

    screen = console()
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    for field in fields:
        whole = field in ("citation_key", "issued", "kind", "type", "arxiv", "score")
        table.add_column(field, no_wrap=whole, overflow="fold", style="cyan" if field == "citation_key" else "")
    for row in rows:
        table.add_row(*(Text(cell(row, field)) for field in fields))
    screen.print(table)


def _print_paragraphs(
    rows: Sequence[Row], highlighted: frozenset[str], extra_lines: ExtraLines | None, number: int
) -> None:
    from rich.padding import Padding
    from rich.text import Text

    screen = console()
    indent = number + _GAP
    for position, row in enumerate(rows, start=1):
        title = _title(row["title"], highlighted)
        grid = _side_by_side(Text(f"{position:>{number}}", style="dim"), title, number)
        screen.print(grid)
        key = Text(row["citation_key"], style="cyan", overflow="fold")
        facts = " · ".join(part for part in (row["issued"], row.get("kind")) if part)
        if facts and indent + width(row["citation_key"]) + _GAP + width(facts) <= screen.width:
            key.append(f"{' ' * _GAP}{facts}", style="default")
            facts = ""
        room = screen.width - indent
        # The terminal, not Rich, wraps a wider key, so that it can be copied whole.
        if width(row["citation_key"]) > room:
            screen.print(key, soft_wrap=True)
        else:
            screen.print(Padding(key, (0, 0, 0, indent)))
        for line in (facts, *(extra_lines(row) if extra_lines else ())):
            if line:
                screen.print(Padding(Text(line, style="dim"), (0, 0, 0, indent)))


def _side_by_side(number_text: Text, text: Text, columns: int) -> Any:
    """The number with the text to its right; all lines of the text are aligned."""
    from rich.table import Table

    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(width=columns, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(number_text, text)
    return grid


def _title(title: str, highlighted: frozenset[str]) -> Text:
    from rich.text import Text

    text = Text(title)
    if highlighted:
        end = 0
        for piece in title.split():
            start = title.index(piece, end)
            end = start + len(piece)
            if any(stem(word) in highlighted for word in words(piece)):
                text.stylize("bold underline", start, end)
    return text
