"""`llmprimer edit`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption
from llmprimer.cli.changing import YesOption, changeable, write_with_consent
from llmprimer.cli.keys import KeysArgument, keys_in_file
from llmprimer.errors import CatalogueError, ExitCode, NotFoundError, UsageError, WriteError

if TYPE_CHECKING:
    from llmprimer.api.changes import Edit
    from llmprimer.catalogue.drafts import EditDraft


ResumeOption = Annotated[bool, typer.Option("--resume", help="Continue the draft of an earlier edit.")]
DiscardOption = Annotated[bool, typer.Option("--discard", help="Discard that draft and start from the record.")]


def edit(
    keys: KeysArgument,
    resume: ResumeOption = False,
    discard: DiscardOption = False,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Edit references in $VISUAL or $EDITOR.

    Each record is validated before it is written. Typed text is kept as a draft until it is written.
    """
    from llmprimer.api.changes import Edit
    from llmprimer.catalogue.drafts import draft_of

    changes = Edit(changeable(catalogue))
    drafts = {key: draft_of(changes.file.path, key) for key in keys_in_file(keys, changes.file)}
    for key, draft in drafts.items():
        _check_draft(key, draft, resume=resume, discard=discard)
    try:
        for key, draft in drafts.items():
            _edit(changes, key, draft, resume=resume)
        status = write_with_consent(changes.file, yes=yes)
    except BaseException:
        _report_kept_drafts(drafts)
        raise
    if status == ExitCode.DONE:
        for draft in drafts.values():
            draft.discard()
    else:
        _report_kept_drafts(drafts)
    return status


def _check_draft(key: str, draft: EditDraft, *, resume: bool, discard: bool) -> None:
    """UsageError if there is an earlier draft and neither option; no draft is overwritten silently."""
    if resume and not draft.exists:
        raise NotFoundError(f"{key}: there is no draft", hint=f"`llmprimer edit {key}` starts one")
    if draft.exists and not resume and not discard:
        raise UsageError(
            f"{key}: an earlier edit was not written; its draft is {draft.path}",
            hint=f"`llmprimer edit {key} --resume` continues it, --discard starts anew",
        )


def _report_kept_drafts(drafts: Mapping[str, EditDraft]) -> None:
    for key, draft in drafts.items():
        if draft.is_unchanged:
            draft.discard()
        elif draft.exists:
            print(
                f"llmprimer: what was typed is kept in {draft.path}; `llmprimer edit {key} --resume` continues it",
                file=sys.stderr,
            )


def _edit(changes: Edit, key: str, draft: EditDraft, *, resume: bool) -> None:
    """Lets the user edit the record, and puts the result into the changes; CatalogueError if it stays invalid."""
    from llmprimer.catalogue.editor import call_editor
    from llmprimer.catalogue.files import read_text

    before = changes.text(key)
    if not resume:
        try:
            draft.create(before)
        except OSError as error:
            hint = "XDG_STATE_HOME names another folder for drafts"
            raise WriteError(f"{draft.path}: the draft cannot be written: {error.strerror}", hint=hint) from None
    elif read_text(draft.base) != before:
        print(
            f"llmprimer: {key}: the record has changed since the draft was created; the diff shows both",
            file=sys.stderr,
        )
    while True:
        with _terminal() as terminal:
            call_editor(draft.path, terminal=terminal)
        try:
            text = read_text(draft.path)
            if text == before:
                draft.discard()
            else:
                changes.set_text(key, text)
            return
        except CatalogueError as error:
            if not _edit_again(error):
                raise


def _edit_again(error: CatalogueError) -> bool:
    """Prints the error; returns whether the user, if there is a terminal, wants to continue editing."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(f"llmprimer: {error.message}", file=sys.stderr)
    answer = typer.prompt("What now? (e)dit again, e(x)it without writing", default="e", err=True)
    return str(answer).strip().lower()[:1] != "x"


@contextmanager
def _terminal() -> Iterator[int | None]:
    """The terminal if standard input is a pipe with the keys; None to keep the streams."""
    if sys.stdin.isatty() or not sys.stderr.isatty():
        yield None
        return
    try:
        with open("/dev/tty", "r+b", buffering=0) as terminal:
            yield terminal.fileno()
    except FileNotFoundError:
        yield None
