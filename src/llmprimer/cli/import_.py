"""`llmprimer import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption
from llmprimer.cli.changing import YesOption, changeable, write_with_consent
from llmprimer.errors import ExitCode
from llmprimer.importing.detect import FORMS


def import_(
    file: Annotated[
        Path, typer.Argument(help="A list, a bibliography or bookmarks; - for standard input.", metavar="FILE")
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help=f"The format of the file, instead of the one that is recognised: {', '.join(FORMS)}.",
            metavar="FORM",
        ),
    ] = None,
    line: Annotated[
        list[str] | None,
        typer.Option(
            "--line",
            help="How the list writes an entry, with fields: '[{title}](...) by {author}, {issued}' (repeatable; the first that fits counts).",
            metavar="PATTERN",
        ),
    ] = None,
    with_topics: Annotated[
        bool | None,
        typer.Option(
            "--with-topics/--no-topics",
            help="Add topics for headings and keywords that are not in the vocabulary; by default only for an empty catalogue.",
        ),
    ] = None,
    new_keys: Annotated[bool, typer.Option("--new-keys", help="Propose new keys even if the file has keys.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")] = False,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Import the works of a reading list, bibliography or bookmarks.

    Each entry is new, present already, or in conflict with an existing one; lines that were not understood are listed
    with their number. The diff is shown before anything is written.
    """
    from llmprimer.api.changes import ImportPlan
    from llmprimer.catalogue.files import read_bytes
    from llmprimer.console.plan import print_plan

    is_stdin = str(file) == "-"
    plan = ImportPlan(
        changeable(catalogue, dry_run=dry_run),
        sys.stdin.buffer.read() if is_stdin else read_bytes(file, None),
        name := "<stdin>" if is_stdin else str(file),
        source="an imported list" if is_stdin else file.name,
        form=form,
        line=line or (),
        with_topics=with_topics,
        new_keys=new_keys,
    )
    print_plan(plan.outcomes, plan.reading, name)
    if not plan.steps:
        print(f"llmprimer: no reference found in {name} (read as {plan.form})", file=sys.stderr)
        return ExitCode.NOTHING
    status = write_with_consent(plan.file, yes=yes, dry_run=dry_run)
    return ExitCode.NOTHING if dry_run and not plan.new else status
