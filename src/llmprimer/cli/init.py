"""`llmprimer init`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from llmprimer.errors import ExitCode


def init(
    folder: Annotated[Path, typer.Argument(help="Where to put it; made if it is not there.", metavar="[DIR]")] = Path(),
    title: Annotated[str | None, typer.Option(help="The title; without it, the folder's name.")] = None,
) -> int:
    """Start a catalogue of your own: an empty one, its schema, and a README that says what to do next."""
    from llmprimer.catalogue.scaffold import start_catalogue

    name = title or folder.resolve().name or "References"
    for path in start_catalogue(folder, name):
        print(path)
    print(f"llmprimer: next: export LLMPRIMER_CATALOGUE={folder / 'references.yaml'}", file=sys.stderr)
    return ExitCode.DONE
