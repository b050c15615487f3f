"""`llmprimer diff`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from llmprimer.cli import state
from llmprimer.cli.completion import one_of
from llmprimer.cli.selection import CatalogueOption
from llmprimer.errors import ExitCode, UsageError
from llmprimer.suggest import did_you_mean

FORMATS = ("text", "markdown", "json")


def diff(
    old: Annotated[
        str, typer.Argument(help="A file, REVISION:path, or a git revision of the catalogue.", metavar="OLD")
    ],
    new: Annotated[
        str | None, typer.Argument(help="The same; without it, the catalogue as it is.", metavar="[NEW]")
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", help=f"One of {', '.join(FORMATS)}.", metavar="FORMAT", autocompletion=one_of(FORMATS)
        ),
    ] = "text",
    catalogue: CatalogueOption = None,
) -> int:
    """Tell what changed between two catalogues or git revisions.

    Without OLD, the catalogue is compared with that of the last commit.
    """
    from llmprimer.catalogue import Catalogue
    from llmprimer.catalogue.comparing import compare
    from llmprimer.catalogue.revisions import text_at
    from llmprimer.console import differences

    if form not in FORMATS:
        raise UsageError(
            f'unknown format "{form}"{did_you_mean(form, FORMATS) or "; it is one of " + ", ".join(FORMATS)}'
        )
    path = state.catalogue_path(catalogue)
    before, after = (Catalogue.parse(text_at(place, path), name=place) for place in (old, new or str(path)))
    found = compare(before, after)
    render = {"text": differences.as_text, "markdown": differences.as_markdown, "json": differences.as_json}[form]
    sys.stdout.write(render(found))
    if not found:
        print("llmprimer: no difference", file=sys.stderr)
    return ExitCode.DONE if found else ExitCode.NOTHING
