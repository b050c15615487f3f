"""`llmprimer stats`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llmprimer.cli.charting import JsonOption, OutputOption, ThemeOption
from llmprimer.cli.selection import Selection, takes_selection
from llmprimer.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from llmprimer.charts.counting import Counts

JSON_SHAPE = "llmprimer.stats/1"
#: The fields of the overview, and how many values of each.
_OVERVIEW = ("kind", "topic", "year", "organization", "field")
_MOST_IN_OVERVIEW = 8
_MOST = 25


@takes_selection
def stats(
    selection: Selection,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="FIELD",
            help="topic, kind, type, year, month, author, organization, host, lang, slide, "
            "field (fields with a value) or state (of links, from the history of checks).",
        ),
    ] = None,
    over: Annotated[
        str | None, typer.Option("--over", metavar="FIELD", help="A second field: a table of both, a heat map.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=1,
            metavar="N",
            help=f"Show at most N values of a field [default: {_MOST}, without --by {_MOST_IN_OVERVIEW}].",
        ),
    ] = None,
    history: Annotated[
        Path | None, typer.Option("--history", metavar="FILE", help="The history of link checks, for `--by state`.")
    ] = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    theme: ThemeOption = "light",
) -> int:
    """Count references by topic, kind, year, author and more.

    One field at a time, or two as a table; without --by, an overview.
    """
    import json

    from llmprimer.cli import charting

    if by is None and (over is not None or output is not None):
        raise UsageError("--over and --output need --by", hint="llmprimer stats --by topic --over year")
    charting.check_theme(theme, output)
    tables = (
        [_table(selection, by, over, limit or _MOST, history)]
        if by
        else _overview(selection, limit or _MOST_IN_OVERVIEW)
    )
    if as_json:
        shown = [charting.as_json(counts) for counts in tables]
        text = {"shape": JSON_SHAPE, "query": selection.query, "tables": shown}
        print(json.dumps(text, ensure_ascii=False, indent=2))
    elif output is not None:
        _draw(selection, tables[0], output, theme)
    else:
        _print(tables, overview=by is None)
    if not tables[0].total:
        selection.report_no_match()
        return ExitCode.NOTHING
    return ExitCode.DONE


def _table(selection: Selection, by: str, over: str | None, limit: int, history: Path | None) -> Counts:
    from llmprimer.charts.counting import count

    if by == "state":
        return _states(selection, over, history)
    records = selection.index().records(selection.condition(), query=selection.query)
    return count(records, by, over, limit=limit)


def _overview(selection: Selection, limit: int) -> list[Counts]:
    from llmprimer.charts.counting import count

    records = list(selection.index().records(selection.condition(), query=selection.query))
    return [count(records, field, limit=limit) for field in _OVERVIEW]


def _states(selection: Selection, over: str | None, history: Path | None) -> Counts:
    from llmprimer.charts.link_states import link_states
    from llmprimer.links.history.states import state_changes

    if over not in (None, "day", "month", "year"):
        raise UsageError("the states of links are counted over day, month or year")
    rows = selection.index().rows(selection.condition(), query=selection.query)
    urls = [row["url"] for row in rows if row["url"]]
    return link_states(state_changes(urls, history), over=over)


def _print(tables: list[Counts], *, overview: bool) -> None:
    from llmprimer.charts.terminal import bars, grid
    from llmprimer.cli import charting
    from llmprimer.console.terminal import columns, is_terminal

    if not is_terminal():
        for counts in tables:
            if overview:
                from llmprimer.charts.terminal import cells

                for row, number in cells(counts):
                    print(f"{counts.by}\t{' '.join(row.split())}\t{number}")
            else:
                charting.print_cells(counts)
                charting.print_notes(counts)
        return
    for position, counts in enumerate(table for table in tables if table.rows):
        if overview:
            notes = "; ".join(charting.notes_of(counts))
            print(f"{chr(10) if position else ''}{counts.by}{f' ({notes})' if notes else ''}")
        for line in grid(counts, columns()) if counts.columns else bars(counts, columns()):
            print(line)
        if not overview:
            charting.print_notes(counts)


def _draw(selection: Selection, counts: Counts, output: Path, theme: str) -> None:
    from llmprimer.charts.pictures import THEMES, bar_chart, heat_map
    from llmprimer.cli import charting

    fields = counts.by if counts.over is None else f"{counts.by} and {counts.over}"
    noun = "Links" if counts.by == "state" else "References"
    title = charting.title_of(selection.index().header["title"], f"{noun} by {fields}", selection.query)
    chart = heat_map if counts.columns else bar_chart
    charting.write_picture(chart(counts, title, charting.notes_of(counts), THEMES[theme]), output)
