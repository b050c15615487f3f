"""`llmprimer init`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from llmprimer.errors import ExitCode, UsageError


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The folder; created if it does not exist.", metavar="[DIR]")] = Path(),
    title: Annotated[str | None, typer.Option(help="The title; by default the name of the folder.")] = None,
) -> int:
    """Start a catalogue of your own.

    The folder gets an empty catalogue, its schema, and a README with the next steps. In this folder, every command uses it.
    """
    from llmprimer.catalogue.scaffold import start_catalogue

    if isinstance(context.obj, Path):  # it would be made elsewhere, without a word
        hint = f"`llmprimer init {shlex.quote(str(context.obj.parent))}` makes {context.obj.parent / 'references.yaml'}"
        raise UsageError("--catalogue names a file that exists; `init` takes a folder", hint=hint)
    if folder.suffix in (".yaml", ".yml") and not folder.is_dir():
        inside = folder.with_suffix("")
        hint = f"`llmprimer init {shlex.quote(str(inside))}` makes {inside / 'references.yaml'}"
        raise UsageError(f"{folder}: `init` takes a folder, and makes the file in it", hint=hint)
    name = title or folder.resolve().name or "References"
    for path in start_catalogue(folder.resolve(), name):
        print(path)
    where = "in this folder" if folder.resolve() == Path.cwd() else f"in that folder: cd {shlex.quote(str(folder))}"
    print(f"llmprimer: next: `llmprimer import LIST` or `llmprimer add ID`, {where}", file=sys.stderr)
    return ExitCode.DONE
