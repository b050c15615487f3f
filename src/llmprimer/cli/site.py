"""`llmprimer site`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption
from llmprimer.cli.selection import QueryArgument, Selection
from llmprimer.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from llmprimer.site.build import Built

FolderOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the site; created if it does not exist.")
]
HistoryOption = Annotated[
    Path | None,
    typer.Option("--history", metavar="FILE", help="The history of link checks to show, instead of the user's own."),
]


def site() -> None:
    """Publish a catalogue as a website of static pages.

    It needs the extra `llmprimer[site]`.
    """


def build(
    query: QueryArgument = None,
    output: FolderOption = Path("site"),
    history: HistoryOption = None,
    catalogue: CatalogueOption = None,
) -> int:
    """Write the site into a folder.

    The site has the whole catalogue, or the references that QUERY selects.
    """
    from llmprimer.api.catalogue import Catalogue

    _require_jinja()
    from llmprimer.site.build import build_site

    selection = Selection(" ".join(query or ()), catalogue, {}, query or ())
    with Catalogue.open(selection.path) as opened:
        _report_result(output, build_site(opened, output, selection.as_query(), history=history))
    return ExitCode.DONE


def serve(
    query: QueryArgument = None,
    port: Annotated[int, typer.Option("--port", metavar="N", help="The port; 0 chooses a free one.")] = 8000,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Build into DIR instead of a temporary folder.")
    ] = None,
    history: HistoryOption = None,
    catalogue: CatalogueOption = None,
) -> int:
    """Build the site and serve it to this machine only.

    It is built again whenever the catalogue changes.
    """
    from llmprimer.api.catalogue import Catalogue
    from llmprimer.catalogue.folders import temporary_folder

    _require_jinja()
    from llmprimer.site.build import build_site
    from llmprimer.site.serving import serving

    if not 0 <= port <= 65535:
        raise UsageError(f"{port} is not a port: ports go from 0 to 65535")
    selection = Selection(" ".join(query or ()), catalogue, {}, query or ())
    with temporary_folder() as temporary, Catalogue.open(selection.path) as opened:
        folder = output or temporary / "site"

        def rebuild() -> None:
            _report_result(folder, build_site(opened, folder, selection.as_query(), history=history))

        rebuild()
        with serving(folder, port) as server:
            print(f"llmprimer: {server.url} (Ctrl-C ends it)", file=sys.stderr, flush=True)
            server.watch([path for path in (opened.path, history) if path is not None], rebuild, _print_failure)
    return ExitCode.DONE


def _require_jinja() -> None:
    try:
        import jinja2  # noqa: F401
    except ModuleNotFoundError:
        raise UsageError("a site needs Jinja2", hint='install it: pip install "llmprimer[site]"') from None


def _report_result(folder: Path, built: Built) -> None:
    removed = f", {built.removed} removed" if built.removed else ""
    print(f"llmprimer: {folder}: {built.files} files, {built.written} written{removed}", file=sys.stderr, flush=True)


def _print_failure(error: Exception) -> None:
    from llmprimer.cli import print_error
    from llmprimer.errors import LlmprimerError

    if not isinstance(error, LlmprimerError):
        raise error
    print_error(error)
    print("llmprimer: the site stays as it was until the catalogue is valid again", file=sys.stderr, flush=True)


site.subcommands = (build, serve)  # type: ignore[attr-defined]
