"""`llmprimer import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption
from llmprimer.cli.changing import YesOption, changeable, show_diff, write_with_consent
from llmprimer.errors import CatalogueError, ExitCode
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
    with_topics: Annotated[
        bool | None,
        typer.Option(
            "--with-topics/--no-topics",
            help="Make topics from headings and keywords that the vocabulary lacks; by default only for an empty catalogue.",
        ),
    ] = None,
    new_keys: Annotated[bool, typer.Option("--new-keys", help="Propose keys even where the file has its own.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")] = False,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Import the works of a reading list, bibliography or bookmarks.

    Every entry is new, present already, or in conflict with an existing one; lines that were not understood are listed
    with their number. The diff is shown before anything is written.
    """
    from llmprimer.api.changes import KEYWORD_FORMATS
    from llmprimer.catalogue import CatalogueContent
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.console.plan import print_plan
    from llmprimer.importing.detect import decode, detect, read
    from llmprimer.records.plan import Outcome, make_plan
    from llmprimer.records.topics import Vocabulary

    name = str(file) if str(file) != "-" else "<stdin>"
    text = decode(_bytes(file), name)
    form = form or detect(text, name)
    reading = read(text, name, form)
    target = CatalogueFile.open(changeable(catalogue, dry_run=dry_run))
    present = CatalogueContent.parse(target.text, name=str(target.path))
    source = file.name if str(file) != "-" else "an imported list"
    may_grow = not present.references if with_topics is None else with_topics
    vocabulary = Vocabulary(present.topics, may_grow=may_grow, source=source)
    keywords = form in KEYWORD_FORMATS
    plan = make_plan(reading, present, vocabulary, keywords=keywords, keep_keys=not new_keys, source=source)
    plan.apply(target)
    print_plan(plan, reading, name)
    if not plan.steps:
        print(f"llmprimer: no reference found in {name} (read as {form})", file=sys.stderr)
        return ExitCode.NOTHING
    if dry_run:
        target.check()
        show_diff(target.diff())
        return ExitCode.DONE if plan.having(Outcome.NEW) else ExitCode.NOTHING
    return write_with_consent(target, yes=yes)


def _bytes(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise CatalogueError(f"{file}: no such file") from None
    except OSError as error:
        raise CatalogueError(f"{file}: {error.strerror or error}") from None
