"""A link check for a person: progress while it runs, then what needs attention, worst first."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from llmprimer.console.terminal import console
from llmprimer.links.model import Group, LinkResult, Verdict
from llmprimer.links.report import summary, worst_first

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {Group.DEAD: "bold red", Group.SUSPECT: "yellow", Group.UNCERTAIN: "cyan", Group.ALIVE: "green"}


class Progress:
    """One line on standard error that tells how far a run is; nothing where standard error is no terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._counts: Counter[Group] = Counter()
        self._began = time.monotonic()
        self._shown = sys.stderr.isatty()

    def __call__(self, result: LinkResult) -> None:
        self._counts[result.group] += 1
        if not self._shown:
            return
        done = self._counts.total()
        left = (time.monotonic() - self._began) / done * (self._total - done)
        groups = "  ".join(f"{group} {self._counts[group]}" for group in Group)
        print(f"\r\033[K{done}/{self._total}  {groups}  {left:.0f} s left", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Clears the line."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _with_copy(reason: Text, archive_url: str | None) -> Text:
    return reason.append("\narchived: ").append(archive_url, style=f"link {archive_url}") if archive_url else reason


def print_table(results: Sequence[LinkResult]) -> None:
    """What needs a person, worst first, and the summary line."""
    from rich.table import Table
    from rich.text import Text

    screen = console()
    shown = [result for result in worst_first(results) if result.verdict is not Verdict.OK or result.failed_since]
    if shown:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
        table.add_column("group", no_wrap=True)
        table.add_column("verdict", no_wrap=True)
        table.add_column("link", overflow="fold", ratio=2)
        table.add_column("reason", overflow="fold", ratio=3)
        for result in shown:
            since = f" (failing since {result.failed_since})" if result.failed_since else ""
            table.add_row(
                Text(result.group, style=_STYLES[result.group]),
                str(result.verdict),
                Text(result.link.citation_key or result.link.url, style=f"link {result.link.url}"),
                _with_copy(Text(result.reason + since), result.archive_url),
            )
        screen.print(table)
    screen.print(Text(summary(results), style="bold"))
