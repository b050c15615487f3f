"""`llmprimer timeline`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from llmprimer.cli.charting import JsonOption, OutputOption, ThemeOption
from llmprimer.cli.selection import Selection, takes_selection
from llmprimer.errors import ExitCode, UsageError

JSON_SHAPE = "llmprimer.timeline/1"
#: More months are shown as years, unless --by month is given.
_MOST_MONTHS = 60


@takes_selection
def timeline(
    selection: Selection,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="month|year", help="Months or years; the default depends on the range."),
    ] = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    theme: ThemeOption = "light",
) -> int:
    """Show how many references were issued over time, by kind.

    Prints bars on a terminal and tab-separated lines in a pipe, or JSON, or draws a picture.
    """
    import json

    from llmprimer.charts.counting import count
    from llmprimer.cli import charting
    from llmprimer.console.terminal import columns, is_terminal

    if by not in (None, "month", "year"):
        raise UsageError(f'"{by}" is not a period: it is month or year')
    charting.check_theme(theme, output)
    index = selection.index()
    records = list(index.records(selection.condition(), query=selection.query))
    counts = count(records, by or "month", "kind")
    if by is None:
        years = count(records, "year", "kind")
        # Works with a year only have no month.
        if len(counts.rows) > _MOST_MONTHS or counts.missing > years.missing:
            counts = years
    if not records:
        selection.report_no_match()
    if as_json:
        shown = {"shape": JSON_SHAPE, "query": selection.query, **charting.as_json(counts)}
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    elif output is not None:
        from llmprimer.charts.pictures import THEMES, small_multiples

        title = charting.title_of(index.header["title"], f"References by {counts.by} and kind", selection.query)
        charting.write_picture(small_multiples(counts, title, charting.notes_of(counts), THEMES[theme]), output)
    elif is_terminal():
        from llmprimer.charts.terminal import bars, breakdown

        for line in bars(counts, columns(), details=breakdown(counts)):
            print(line)
        charting.print_notes(counts)
    else:
        charting.print_cells(counts)
        sys.stdout.flush()
        charting.print_notes(counts)
    return ExitCode.DONE if records else ExitCode.NOTHING
