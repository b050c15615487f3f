"""`llmprimer edit`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import typer

from llmprimer.cli.changing import YesOption, changeable, write_with_consent
from llmprimer.cli.keys import KeysArgument, keys_in_file
from llmprimer.cli.selection import CatalogueOption
from llmprimer.errors import CatalogueError

if TYPE_CHECKING:
    from llmprimer.catalogue.writing import CatalogueFile


def edit(
    keys: KeysArgument,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Edit references in $VISUAL or $EDITOR.

    Each is checked on return, and nothing wrong is ever written.
    """
    from llmprimer.catalogue.writing import CatalogueFile

    file = CatalogueFile.open(changeable(catalogue))
    for key in keys_in_file(keys, file):
        _edit(file, key)
    return write_with_consent(file, yes=yes)


def _edit(file: CatalogueFile, key: str) -> None:
    """Puts into the opened file what the person makes of the record; CatalogueError if they leave it wrong."""
    from llmprimer.catalogue.editor import call_editor
    from llmprimer.catalogue.reading import read_text

    before = _plain(file.record_text(key))
    with tempfile.TemporaryDirectory(prefix="llmprimer-") as folder:
        draft = Path(folder) / f"{key.replace('/', '-')}.yaml"
        draft.write_bytes(before.encode("utf-8"))
        while True:
            with _terminal() as terminal:
                call_editor(draft, terminal=terminal)
            try:
                text = read_text(draft)
                if text != before:
                    _take(file, key, text)
                return
            except CatalogueError as error:
                if not _again(error):
                    raise


def _plain(text: str) -> str:
    return dedent("\n".join(text.splitlines()) + "\n")


def _take(file: CatalogueFile, key: str, text: str) -> None:
    """Puts the typed record into the opened file; an error leaves that as it was."""
    old = file.record_text(key)
    file.replace_record_text(key, text)
    try:
        file.check()
    except CatalogueError:
        file.restore_record_text(key, old)
        raise


def _again(error: CatalogueError) -> bool:
    """Tells what is wrong; whether the person at the terminal, if there is one, wants to go on editing."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(f"llmprimer: {error.message}", file=sys.stderr)
    answer = typer.prompt("What now? (e)dit again, e(x)it without writing", default="e", err=True)
    return str(answer).strip().lower()[:1] != "x"


@contextmanager
def _terminal() -> Iterator[int | None]:
    """The terminal, where standard input is a pipe that the keys came from; None to leave the streams as they are."""
    if sys.stdin.isatty() or not sys.stderr.isatty():
        yield None
        return
    try:
        with open("/dev/tty", "r+b", buffering=0) as terminal:
            yield terminal.fileno()
    except FileNotFoundError:
        yield None
