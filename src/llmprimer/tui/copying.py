"""The formats in which references can be copied."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.api.catalogue import Catalogue
from llmprimer.escaping import markdown, markdown_link

#: (letter, name, label) of each format.
COPIES = (
    ("b", "bibtex", "BibTeX entries"),
    ("l", "biblatex", "BibLaTeX entries"),
    ("c", "citation", "a citation in a style (APA, IEEE, ...)"),
    ("k", "keys", "citation keys"),
    ("u", "urls", "addresses"),
    ("m", "markdown", "Markdown links"),
)
#: The styles in the menu; any other CSL style can be typed.
STYLES = ("apa", "ieee", "chicago-author-date", "modern-language-association", "nature", "acm")


def copy_text(catalogue: Catalogue, keys: Sequence[str], form: str, style: str = STYLES[0]) -> str:
    """The text to copy, signals without a line break; empty where references have nothing of the kind.

    UsageError for an unknown style, or where citations need an extra that is not installed.
    """
    match form:
        case "keys":
            # As \cite{} takes them.
            return ",".join(keys)
        case "citation":
            return catalogue.cite(keys, style=style).rstrip("\n")
        case "urls":
            return "\n".join(record["url"] for record in map(catalogue.record, keys) if record.get("url"))
        case "markdown":
            return "\n".join(_link(catalogue, key) for key in keys)
    return catalogue.export(form, keys=keys).rstrip("\n")


def _link(catalogue: Catalogue, key: str) -> str:
    record = catalogue.record(key)
    title = markdown(record["title"])
    return markdown_link(record["url"], title) if record.get("url") else title
