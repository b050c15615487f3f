"""The records that break exporters, and every format's output for them."""

from __future__ import annotations

import io
from copy import copy
from functools import cache
from pathlib import Path

from llmprimer import export
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.names import proper_names
from llmprimer.propernames import ProperNames

HERE = Path(__file__).parent
NASTY = HERE / "nasty.yaml"
GOLDEN = HERE / "golden"

#: Name of the golden file -> format and options.
VARIANTS = {
    **{f"{name}{export.get(name).suffix}": (name, export.Options()) for name in export.format_ids()},
    "bibtex-latex.bib": ("bibtex", export.Options(encoding="latex")),
    "biblatex-latex.bib": ("biblatex", export.Options(encoding="latex")),
    "biblatex-preprint.bib": ("biblatex", export.Options(prefer="preprint")),
    "markdown-as-listed.md": ("markdown", export.Options(as_listed=True)),
}


@cache
def nasty() -> CatalogueContent:
    return CatalogueContent.read(NASTY)


@cache
def builtin() -> CatalogueContent:
    from llmprimer.catalogue.locate import builtin as path_of

    return CatalogueContent.read(path_of("references.yaml"))


def names_of(catalogue: CatalogueContent) -> ProperNames:
    """The proper names that the catalogue's own texts show, as the commands pass them on."""
    return proper_names(catalogue, catalogue.header)


#: What other programs must read without a word and read back the same.
SUBJECTS = {"nasty": nasty, "builtin": builtin}


def written(name: str, options: export.Options | None = None, catalogue: CatalogueContent | None = None) -> str:
    """What the format makes of the catalogue."""
    catalogue = catalogue or nasty()
    out = io.StringIO()
    options = copy(options or export.Options())
    options.names = names_of(catalogue)
    export.get(name).write(iter(catalogue), catalogue.header, out, options)
    return out.getvalue()
