"""The catalogue that a command uses: its option, its file and its index."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from llmprimer.catalogue.locate import Located
    from llmprimer.index import Index

#: A path needs at least this many columns.
_MIN_WIDTH = 24


def _or_parent_option(context: typer.Context, value: Any) -> Any:
    """The catalogue named behind the command, else before it (`llmprimer --catalogue FILE search ...`)."""
    return value or context.obj


CatalogueOption = Annotated[
    Path | None,
    typer.Option(
        "--catalogue",
        # Typer must not read the variable: it would beat `llmprimer --catalogue FILE list`. `locate` reads it last.
        help="Use this catalogue; else LLMPRIMER_CATALOGUE, one in this folder or above, or the built-in one.",
        metavar="FILE",
        callback=_or_parent_option,
    ),
]


def catalogue_path(chosen: Path | None) -> Path:
    """The file of the catalogue in use; a person at a terminal is told which, unless it is named or built in."""
    from llmprimer.catalogue.locate import find

    found = find(chosen)
    _report_catalogue(found)
    return Path(_short(found.path))


def open_index(path: Path) -> Index:
    """The index of the catalogue, made if need be."""
    from llmprimer.console.terminal import LoadingProgress
    from llmprimer.index import Index

    remarks = LoadingProgress("reading the catalogue")
    try:
        return Index.open(path, remarks)
    finally:
        remarks.close()


def _report_catalogue(found: Located) -> None:
    for stray in found.ignored:
        rest = "the built-in catalogue" if found.source == "built-in" else _short(found.path)
        _print_remark(f"{_short(stray)} is not a catalogue (it has no `references:` with entries below); using {rest}")
    if found.source in ("environment", "folder", "project") and sys.stderr.isatty():
        from llmprimer.console.terminal import columns
        from llmprimer.text import shorten_start

        reason = {"environment": "from LLMPRIMER_CATALOGUE", "project": "from pyproject.toml"}.get(found.source, "")
        suffix = f" ({reason})" if reason else ""
        room = columns() - len("llmprimer: catalogue ")
        if room - len(suffix) < _MIN_WIDTH:
            suffix = ""
        _print_remark(f"catalogue {shorten_start(_short(found.path), max(room - len(suffix), 8))}{suffix}")


def _print_remark(text: str) -> None:
    print(f"llmprimer: {text}", file=sys.stderr)


def _short(path: Path) -> str:
    """The path relative to the current directory if that is shorter."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # the folder has been removed; another drive
        return str(path)
    return min(str(path), relative, key=len)
