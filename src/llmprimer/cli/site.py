"""`llmprimer site`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from llmprimer.cli.selection import CatalogueOption, QueryArgument, Selection
from llmprimer.errors import ExitCode, UsageError

FolderOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the site; made if it is not there.")
]


def site() -> None:
    """Publish a catalogue as a website of static pages.

    It needs the extra `llmprimer[site]`.
    """


def build(query: QueryArgument = None, output: FolderOption = Path("site"), catalogue: CatalogueOption = None) -> int:
    """Write the site of the catalogue, or of the references that QUERY selects, into a folder."""
    from llmprimer.api.catalogue import Catalogue

    try:
        from llmprimer.site.build import build_site
    except ModuleNotFoundError as error:
        if error.name != "jinja2":
            raise
        raise UsageError("a site needs Jinja2", hint='install it: pip install "llmprimer[site]"') from None

    selection = Selection(" ".join(query or ()), catalogue, {})
    with Catalogue.open(selection.path) as opened:
        built = build_site(opened, output, selection.query)
    removed = f", {built.removed} removed" if built.removed else ""
    print(f"llmprimer: {output}: {built.files} files, {built.written} written{removed}", file=sys.stderr)
    return ExitCode.DONE


site.subcommands = (build,)  # type: ignore[attr-defined]
