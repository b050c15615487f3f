"""`llmprimer diff`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption, catalogue_path
from llmprimer.cli.completion import one_of
from llmprimer.errors import ExitCode, UsageError
from llmprimer.suggest import did_you_mean

FORMATS = ("text", "markdown", "json", "patch")
#: Compared with if no revision is named.
_LAST_COMMIT = "HEAD"


def diff(
    old: Annotated[
        str | None,
        typer.Argument(
            help="A file, REVISION:path, or a git revision of the catalogue; by default the last commit.",
            metavar="[OLD]",
        ),
    ] = None,
    new: Annotated[
        str | None, typer.Argument(help="The same; by default the catalogue as it is.", metavar="[NEW]")
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", help=f"One of {', '.join(FORMATS)}.", metavar="FORMAT", autocompletion=one_of(FORMATS)
        ),
    ] = "text",
    catalogue: CatalogueOption = None,
) -> int:
    """Show the changes between two catalogues or git revisions.

    Without OLD, the catalogue is compared with that of the last commit.
    """
    from llmprimer.catalogue import CatalogueContent
    from llmprimer.catalogue.comparing import compare
    from llmprimer.console import differences

    if form not in FORMATS:
        raise UsageError(
            f'unknown format "{form}"{did_you_mean(form, FORMATS) or "; it is one of " + ", ".join(FORMATS)}'
        )
    path = catalogue_path(catalogue)
    versions = (_LAST_COMMIT if old is None else old, str(path) if new is None else new)
    texts = _texts(versions, path, is_named=old is not None)
    before, after = (CatalogueContent.parse(text, name=version) for text, version in zip(texts, versions, strict=True))
    found = compare(before, after)
    if form == "patch":
        from llmprimer.catalogue.diffing import text_diff

        sys.stdout.write(text_diff(*texts, path if new is None else _file(new, path)))
        return ExitCode.DONE if texts[0] != texts[1] else ExitCode.NOTHING
    render = {"text": differences.as_text, "markdown": differences.as_markdown, "json": differences.as_json}[form]
    sys.stdout.write(render(found))
    if not found:
        print("llmprimer: no difference", file=sys.stderr)
    return ExitCode.DONE if found else ExitCode.NOTHING


def _texts(versions: tuple[str, str], path: Path, *, is_named: bool) -> tuple[str, str]:
    from llmprimer.catalogue.revisions import text_at
    from llmprimer.errors import CatalogueError

    try:
        return text_at(versions[0], path), text_at(versions[1], path)
    except CatalogueError as error:
        if is_named or error.hint:
            raise
        hint = "name what to compare with: llmprimer diff OLD.yaml, or a git revision"
        raise CatalogueError(error.message, hint=hint) from None


def _file(version: str, catalogue: Path) -> Path:
    """The file that a patch is for: the one named, or the catalogue for a revision."""
    return Path(version) if Path(version).exists() else catalogue
