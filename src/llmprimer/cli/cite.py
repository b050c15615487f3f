"""`llmprimer cite`."""

from __future__ import annotations

from typing import Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption, catalogue_path, open_index
from llmprimer.cli.completion import one_of
from llmprimer.cli.keys import KeysArgument, keys_of
from llmprimer.errors import UsageError

_FORMATS = ("text", "html", "markdown")


def _styles() -> list[str]:
    from llmprimer.export._citeproc import style_names

    return style_names()


def cite(
    keys: KeysArgument,
    style: Annotated[
        str,
        typer.Option(
            "--style",
            "-s",
            metavar="STYLE",
            autocompletion=one_of(_styles),
            help="apa, ieee, chicago-author-date, modern-language-association, nature, acm, any other CSL style, "
            "or a .csl file.",
        ),
    ] = "apa",
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="text, html or markdown.", autocompletion=one_of(_FORMATS)
        ),
    ] = "text",
    locale: Annotated[
        str | None, typer.Option("--locale", metavar="TAG", help="The language of the citation, such as de-DE.")
    ] = None,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="Print BibTeX entries instead.")] = False,
    prefer: Annotated[
        str,
        typer.Option(
            "--prefer", metavar="WHICH", help="For a preprint that was published: cite `published` or `preprint`."
        ),
    ] = "published",
    catalogue: CatalogueOption = None,
) -> int:
    """Print formatted citations in any CSL style, or BibTeX entries.

    Styles need the extra `llmprimer[cite]`.
    """
    import sys

    from llmprimer import export
    from llmprimer.index.stored import stored_reference
    from llmprimer.propernames import ProperNames

    if prefer not in export.PREFERENCES:
        raise UsageError(f'--prefer takes {" or ".join(export.PREFERENCES)}, not "{prefer}"')
    path = catalogue_path(catalogue)
    index = open_index(path)
    named = keys_of(keys, index, path)
    references = [stored_reference(index.record(key)) for key in named.found]
    options = export.Options(prefer=prefer, names=ProperNames(index.proper_names()))
    if bibtex:
        export.get("bibtex").write(references, index.stored_header(), sys.stdout, options)
        return named.status

    from llmprimer.export._citeproc import citations

    text = citations(references, index.stored_header(), options, style=style, form=form, locale=locale)
    sys.stdout.write(text)
    return named.status
