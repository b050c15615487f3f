"""Shared by all commands that change a catalogue: the file, the diff, and consent."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Protocol

import typer

from llmprimer.cli.catalogue import catalogue_path
from llmprimer.errors import ExitCode

YesOption = Annotated[bool, typer.Option("--yes", help="Write without confirmation (for scripts).")]


class ChangedFile(Protocol):
    """A catalogue file with changes: `CatalogueFile`, or `TopicChanges` for topics alone."""

    path: Path

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""

    def check(self) -> object:
        """Raises InvalidCatalogueError if the changed catalogue is not valid."""

    def diff(self) -> str:
        """What would be written, as a unified diff."""

    def commit(self) -> object:
        """Writes it."""


def changeable(catalogue: Path | None, *, dry_run: bool = False) -> Path:
    """The catalogue in use; UsageError for the one inside an installed package, which updates would replace.

    With `dry_run` that one is allowed, because nothing is written.
    """
    from llmprimer.catalogue.locate import refuse_installed

    path = catalogue_path(catalogue)
    if not dry_run:
        refuse_installed(path)
    return path


def write_with_consent(
    file: ChangedFile,
    *,
    yes: bool,
    dry_run: bool = False,
    to_stderr: bool = False,
    update_index: Callable[[], None] | None = None,
) -> int:
    """Shows the diff, and writes it if it is valid and the user agrees; the exit code says whether it was written.

    With `dry_run` it is only shown. With `to_stderr` the diff goes there, because a program reads standard output.
    `update_index` replaces the usual update of the index.
    """
    if dry_run:
        file.check()
        show_diff(file.diff(), to_stderr=to_stderr)
        return ExitCode.DONE
    if not file.changed:
        print("llmprimer: nothing to change", file=sys.stderr)
        return ExitCode.DONE
    file.check()
    show_diff(file.diff(), to_stderr=to_stderr)
    if not confirmed(f"Write {file.path}?", yes=yes):
        return ExitCode.NOTHING
    file.commit()
    print(f"llmprimer: {file.path} is written", file=sys.stderr)
    if update_index is None:
        from llmprimer.index import store

        store.renew(str(file.path))
    else:
        update_index()
    return ExitCode.DONE


def confirmed(question: str, *, yes: bool) -> bool:
    """Whether to write: with `--yes`, or if the user confirms at a terminal."""
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        print("llmprimer: nothing is written; --yes writes it", file=sys.stderr)
        return False
    return typer.confirm(question, default=False, err=True)


def show_diff(diff: str, *, to_stderr: bool = False) -> None:
    """Prints a unified diff, in colours on a terminal."""
    from llmprimer.console.terminal import is_terminal

    if to_stderr or not is_terminal():
        stream = sys.stderr if to_stderr else sys.stdout
        stream.write(diff)
        stream.flush()
        return
    from rich.text import Text

    from llmprimer.console.terminal import console

    styles = {"+": "green", "-": "red", "@": "cyan"}
    text = Text()
    for line in diff.splitlines(keepends=True):
        heading = line.startswith(("+++", "---"))
        text.append(line, style="bold" if heading else styles.get(line[0], ""))
    console().print(text, end="", soft_wrap=True)
