"""The citations of a reference that its page offers for copying: export formats, and APA."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from io import StringIO
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from llmprimer.catalogue.folders import temporary_folder
from llmprimer.errors import UsageError
from llmprimer.export import Exporter, Options, get
from llmprimer.model import Header, Reference

#: Export formats on the page of a reference -> their names for readers.
FORMATS = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON", "markdown": "Markdown", "csv": "CSV"}
#: pandoc takes 5 ms for each reference; a site with more references has no APA citations.
MOST_FOR_APA = 2_000


class Piece(NamedTuple):
    """A part of a formatted citation."""

    text: str
    italic: bool = False


def exported(reference: Reference, header: Header, options: Options) -> dict[str, str]:
    """The reference in each of FORMATS."""
    found = {}
    for name in FORMATS:
        out = StringIO()
        _exporter(name).write([reference], header, out, options)
        found[name] = out.getvalue()
    return found


@cache
def _exporter(name: str) -> Exporter:
    return get(name)


def apa(references: Iterable[Reference], header: Header, options: Options) -> dict[str, list[Piece]]:
    """Citation key -> its citation in APA style; empty if pandoc or the styles (the extra `cite`) are missing.

    Each citation is separate: works by one author in one year do not become 2022a and 2022b.
    """
    from llmprimer.export import _citeproc
    from llmprimer.export._styled import item_for_style

    items = []
    keys = []
    for number, reference in enumerate(references):
        item = item_for_style(reference, header, options, "apa")
        items.append({**item, "id": str(number)})
        keys.append(reference.citation_key)
    try:
        style = _citeproc.style_path("apa").read_text(encoding="utf-8")
        alone = re.sub(r'disambiguate-add-year-suffix="true"', 'disambiguate-add-year-suffix="false"', style)
        with temporary_folder() as folder:
            path = folder / "apa.csl"
            path.write_text(alone, encoding="utf-8")
            page = _citeproc.bibliography(json.dumps(items, ensure_ascii=False), path, "html")
    except UsageError:
        return {}
    entries = LexborHTMLParser(page).css("div.csl-entry")
    return {keys[int((node.attributes["id"] or "").removeprefix("ref-"))]: list(_pieces(node)) for node in entries}


def _pieces(node: LexborNode, *, italic: bool = False) -> Iterable[Piece]:
    """The text of the entry in parts; only italics are kept of its markup."""
    found: list[Piece] = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            found.append(Piece(re.sub(r"\s+", " ", child.text(deep=False)), italic))
        else:
            found.extend(_pieces(child, italic=italic or child.tag in ("em", "i")))
    if not italic and found:
        first, last = found[0], found[-1]
        found[0] = first._replace(text=first.text.lstrip())
        last = found[-1]
        found[-1] = last._replace(text=last.text.rstrip())
    return found
