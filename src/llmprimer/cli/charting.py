"""Shared by `timeline`, `stats` and `graph`: options, notes, tables, pictures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from llmprimer.cli.completion import one_of
from llmprimer.errors import UsageError

if TYPE_CHECKING:
    from llmprimer.charts.counting import Counts

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Draw into FILE (.svg or .png; needs llmprimer[charts])."),
]
#: Repeated here so that `--help` imports nothing; a test compares them with `charts`.
PICTURE_THEMES = ("light", "dark")
ThemeOption = Annotated[
    str,
    typer.Option(
        "--theme",
        metavar="|".join(PICTURE_THEMES),
        help="Colours for paper and light pages, or for dark pages and slides.",
        autocompletion=one_of(PICTURE_THEMES),
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def check_theme(name: str, output: Path | None) -> None:
    """UsageError for an unknown theme, and for a theme without a picture."""
    if name not in PICTURE_THEMES:
        from llmprimer.suggest import did_you_mean

        near = did_you_mean(name, PICTURE_THEMES) or f"; it is {' or '.join(PICTURE_THEMES)}"
        raise UsageError(f'unknown theme "{name}"{near}')
    if output is None and name != PICTURE_THEMES[0]:
        raise UsageError("--theme is for pictures", hint="--output FILE.svg draws one")


def write_picture(specification: dict[str, Any], output: Path) -> None:
    """Draws into the file, which is written whole or not at all."""
    from llmprimer.catalogue.atomic import write_output
    from llmprimer.charts.pictures import draw, suffix_of

    write_output(output, draw(specification, suffix_of(output.name)))
    print(f"llmprimer: {output} is written", file=sys.stderr)


def notes_of(counts: Counts) -> list[str]:
    """Notes on references and values that are not shown."""
    notes = []
    noun = "link" if counts.by == "state" else "reference"
    if counts.missing:
        why = "not checked yet" if counts.by == "state" else f"without {' or '.join(counts.missing_fields)}"
        notes.append(f"{counts.missing} of {counts.total} {noun}{'' if counts.total == 1 else 's'} {why}: not shown")
    if counts.left_out:
        notes.append(f"{counts.left_out} more values of {counts.by} with lower counts: not shown")
    return notes


def as_json(counts: Counts) -> dict[str, Any]:
    """The documented shape of one table."""
    from llmprimer.charts.terminal import cells

    pairs = (cell if len(cell) == 3 else (cell[0], None, cell[1]) for cell in cells(counts))
    return {
        "by": counts.by,
        "over": counts.over,
        "total": counts.total,
        "missing": counts.missing,
        "left_out": counts.left_out,
        "counts": [{"value": row, "over": column, "count": int(number)} for row, column, number in pairs],
    }


def print_notes(counts: Counts) -> None:
    """The same notes on standard error, for people."""
    for note in notes_of(counts):
        print(f"llmprimer: {note}", file=sys.stderr)


def print_cells(counts: Counts) -> None:
    """Tab-separated lines for a pipe."""
    from llmprimer.charts.terminal import cells

    for line in cells(counts):
        print("\t".join(" ".join(cell.split()) for cell in line))


def title_of(catalogue_title: str, what: str, query: str) -> str:
    """The title of a picture: what it shows, of which catalogue, and of which selection."""
    return f"{what}: {catalogue_title}" + (f" ({query})" if query else "")
