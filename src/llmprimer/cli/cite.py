"""`llmprimer cite`."""

from __future__ import annotations

from typing import Annotated

import typer

from llmprimer.cli.completion import citation_keys
from llmprimer.cli.selection import CatalogueOption, Selection
from llmprimer.errors import ExitCode, UsageError


def cite(
    keys: Annotated[list[str], typer.Argument(help="Citation keys.", metavar="KEY...", autocompletion=citation_keys)],
    style: Annotated[
        str,
        typer.Option(
            "--style",
            "-s",
            metavar="STYLE",
            help="apa, ieee, chicago-author-date, modern-language-association, nature, acm, any other CSL style, "
            "or a .csl file.",
        ),
    ] = "apa",
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text, html or markdown.")] = "text",
    locale: Annotated[
        str | None, typer.Option("--locale", metavar="TAG", help="The language of the citation, such as de-DE.")
    ] = None,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="Print BibTeX entries instead.")] = False,
    prefer: Annotated[
        str,
        typer.Option("--prefer", metavar="WHICH", help="Of a preprint that was published: `published` or `preprint`."),
    ] = "published",
    catalogue: CatalogueOption = None,
) -> int:
    """Print formatted citations, by CSL (needs the extra `llmprimer[cite]`), or BibTeX entries."""
    import sys

    from llmprimer import export
    from llmprimer.model import Reference

    if prefer not in export.PREFERENCES:
        raise UsageError(f'--prefer takes {" or ".join(export.PREFERENCES)}, not "{prefer}"')
    index = Selection("", catalogue, {}).index()
    references = [Reference.model_validate(index.record(key)) for key in dict.fromkeys(keys)]
    options = export.Options(prefer=prefer)
    if bibtex:
        export.get("bibtex").write(references, index.header_model(), sys.stdout, options)
        return ExitCode.DONE

    from llmprimer.export._citeproc import citations

    text = citations(references, index.header_model(), options, style=style, form=form, locale=locale)
    sys.stdout.write(text)
    return ExitCode.DONE
