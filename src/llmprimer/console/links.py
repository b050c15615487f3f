"""Prints a link check: the links that need attention, worst first; and the history of one link."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from llmprimer.console.progress import Progress
from llmprimer.console.terminal import console, is_terminal
from llmprimer.links.history.link_state import PastCheck
from llmprimer.links.model import Group, LinkResult
from llmprimer.links.report import needs_a_person, path_below, sections, summary, worst_first
from llmprimer.text import shorten_start, width

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["Progress", "print_history", "print_table"]

#: The columns of tab-separated lines, in order.
COLUMNS = ("group", "verdict", "citation_key", "url", "reason", "archive_url")
_STYLES = {Group.DEAD: "bold red", Group.SUSPECT: "yellow", Group.UNCERTAIN: "cyan", Group.ALIVE: "green"}
#: On narrower terminals each link is a paragraph, not a table row.
_NARROW = 70
#: The minimum width of the column of reasons.
_MIN_REASON = 30


def print_table(results: Sequence[LinkResult]) -> None:
    """Prints the links that need a person, worst first, with a heading for each group, and the summary line.

    In a pipe: tab-separated lines on standard output (see COLUMNS), and the summary on standard error.
    """
    if not is_terminal():
        for result in worst_first(results):
            if needs_a_person(result):
                link = result.link
                _print_cells(
                    result.group, result.verdict, link.citation_key, link.url, result.reason, result.archive_url
                )
        print(summary(results), file=sys.stderr)
        return
    from rich.text import Text

    screen = console()
    shown = sections(results)
    for title, section in shown:
        screen.print(Text(f"{title} ({len(section)})", style=_STYLES[section[0].group]))
        if screen.width < _NARROW or _key_width(shown) > _max_name_width(shown, screen.width):
            _print_stacked(section)
        else:
            _print_grid(section, [result for _, section in shown for result in section])
        screen.print()
    screen.print(Text(summary(results), style="bold"))


def _print_stacked(results: Sequence[LinkResult]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    screen = console()
    for result in results:
        line = Text(_name(result) or result.link.url, overflow="fold")
        line.append(f"  {result.verdict}", style=_STYLES[result.group])
        screen.print(Padding(line, (0, 0, 0, 2)))
        screen.print(Padding(Text(result.reason, overflow="fold"), (0, 0, 0, 4)))
        if _name(result):
            screen.print(Padding(_address(result.link.url), (0, 0, 0, 4)))
        if result.archive_url:
            screen.print(Padding(_archived(result.archive_url), (0, 0, 0, 4)))


def _print_grid(results: Sequence[LinkResult], all_shown: Sequence[LinkResult]) -> None:
    """Prints the rows of one group; the columns fit `all_shown`."""
    from rich.table import Table
    from rich.text import Text

    screen = console()
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False, expand=True)
    widest = max(width(_name(result)) for result in all_shown)
    widest = max(min(widest, max(18, screen.width // 4)), _key_width([("", all_shown)]))
    table.add_column(no_wrap=True, width=2 + max(len(result.verdict) for result in all_shown))
    if widest:
        table.add_column(no_wrap=True, width=widest)
    table.add_column(overflow="fold", ratio=1)
    for result in results:
        cell = Text(result.reason)
        cell.append("\n").append_text(_address(result.link.url))
        if result.archive_url:
            cell.append("\n").append_text(_archived(result.archive_url))
        name = [Text(_shortened(result, widest), style="bold")] if widest else []
        table.add_row(Text(f"  {result.verdict}", style=_STYLES[result.group]), *name, cell)
    screen.print(table)


def _key_width(shown: Sequence[tuple[str, Sequence[LinkResult]]]) -> int:
    """The width of the longest citation key, since keys are never cut."""
    keys = (result.link.citation_key or "" for _, section in shown for result in section)
    return max(map(width, keys), default=0)


def _max_name_width(shown: Sequence[tuple[str, Sequence[LinkResult]]], columns: int) -> int:
    """The maximum width of names that leaves room for the reasons."""
    return columns - max(len(result.verdict) for _, section in shown for result in section) - 6 - _MIN_REASON


def _name(result: LinkResult) -> str:
    """The displayed name of the link: its key, or file and line; empty if only the address is known."""
    link = result.link
    if link.citation_key:
        return link.citation_key
    if link.file:
        return f"{path_below(link.file) or link.file}:{link.line}" if link.line else link.file
    return f"line {link.line}" if link.line else ""


def _shortened(result: LinkResult, columns: int) -> str:
    """The name shortened to `columns`; the caller leaves enough room for keys."""
    return shorten_start(_name(result), columns)


def _address(url: str) -> Text:
    from rich.text import Text

    return Text(url, style=f"dim link {url}", overflow="fold")


def _archived(url: str) -> Text:
    from rich.text import Text

    return Text("archived: ").append_text(_address(url))


def print_history(name: str, url: str, past: Sequence[PastCheck]) -> None:
    """Prints all checks of a link, oldest first: a table on a terminal, else time, verdict, status code, reason per line."""
    if not is_terminal():
        for check in past:
            _print_cells(check.checked, check.verdict, check.status_code, check.reason)
        return
    from rich.table import Table
    from rich.text import Text

    screen = console()
    screen.print(Text(name, style="bold"))
    if url != name:
        screen.print(Text(url, style=f"dim link {url}", overflow="fold"))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("checked (UTC)", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    narrow = screen.width < _NARROW
    if not narrow:
        table.add_column("status", no_wrap=True)
        table.add_column("reason", overflow="fold")
    for check in past:
        when = check.checked[:10] if narrow else check.checked[:16].replace("T", " ")
        verdict = Text(check.verdict, style=_STYLES[check.verdict.group])
        table.add_row(when, verdict, *([] if narrow else [str(check.status_code or ""), check.reason]))
    screen.print(table)


def _print_cells(*cells: object) -> None:
    # Replace tabs and line breaks in values, which would break the format.
    print("\t".join(" ".join(str("" if cell is None else cell).split()) for cell in cells))
