"""`llmprimer graph`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from llmprimer.cli.charting import OutputOption, ThemeOption
from llmprimer.cli.completion import one_of
from llmprimer.cli.selection import Selection, takes_selection
from llmprimer.errors import ExitCode, UsageError

#: Repeated here so that `--help` imports nothing; a test compares them with `charts`.
FORMATS = ("dot", "mermaid", "graphml")
PARTS = ("relations", "topics", "slides")


@takes_selection
def graph(
    selection: Selection,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.", autocompletion=one_of(FORMATS)
        ),
    ] = "dot",
    show: Annotated[
        list[str] | None,
        typer.Option(
            "--show",
            metavar="PART",
            help=f"Only show this part: {', '.join(PARTS)} (repeatable).",
            autocompletion=one_of(PARTS),
        ),
    ] = None,
    output: OutputOption = None,
    theme: ThemeOption = "light",
) -> int:
    """Draw references with their relations, topics and slides.

    The graph is printed as DOT, Mermaid or GraphML, or drawn with --output.
    """
    from llmprimer.charts.graph import graph as graph_of
    from llmprimer.charts.graph_formats import FORMATS as WRITERS
    from llmprimer.cli import charting
    from llmprimer.suggest import did_you_mean

    if form not in FORMATS:
        raise UsageError(f'unknown format "{form}"{did_you_mean(form, FORMATS) or f"; it is one of {FORMATS}"}')
    for part in show or ():
        if part not in PARTS:
            raise UsageError(f'"{part}" is not a part of the graph{did_you_mean(part, PARTS)}')
    charting.check_theme(theme, output)
    index = selection.index()
    found = graph_of(index.records(selection.condition(), query=selection.query), index.header, show or PARTS)
    if not found.nodes:
        selection.report_no_match()
        return ExitCode.NOTHING
    if output is not None:
        from llmprimer.charts.graph_drawing import graph_drawing
        from llmprimer.charts.pictures import THEMES

        title = charting.title_of(index.header["title"], "References", selection.query)
        charting.write_picture(graph_drawing(found, title, THEMES[theme]), output)
    else:
        sys.stdout.write(WRITERS[form](found))
    return ExitCode.DONE
