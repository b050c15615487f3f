r"""Links of a BibTeX or BibLaTeX file: the address of each entry, with its key, title and line.

The address is `url`; without it, the one in `howpublished` and similar fields (`\url{...}`), else the DOI, else arXiv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmprimer.identifiers import arxiv_id, bare_doi, doi_url
from llmprimer.latex.decoding import decode, decode_verbatim
from llmprimer.links.model import Link
from llmprimer.records.bibtex import BibtexEntry, BrokenEntry, entries

#: Other fields that may have an address, the most reliable first.
_OTHER_FIELDS = ("link", "howpublished", "ee", "note")
_ADDRESS = re.compile(r"\\(?:url|href)\s*\{([^{}]+)\}|(https?://[^\s{}\"<>]+)", re.IGNORECASE)


def links(text: str, name: str | None) -> Iterator[Link]:
    """The links in the order of the entries; for a broken entry, every address in it."""
    for entry in entries(text):
        if isinstance(entry, BrokenEntry):
            yield from _links_of_broken(entry, name)
        else:
            yield from _links_of_entry(entry, text, name)


def _links_of_entry(entry: BibtexEntry, text: str, name: str | None) -> Iterator[Link]:
    found = _address(entry)
    if found is None:
        return
    field, urls = found
    line = entry.line + text.count("\n", entry.begin, entry.offsets[field])
    title = decode(entry.fields["title"]) if "title" in entry.fields else None
    for url in urls:
        yield Link(url, entry.key or None, title or None, line, name)


def _address(entry: BibtexEntry) -> tuple[str, list[str]] | None:
    """The field that has the address, and the address; a few files write several into one field."""
    fields = entry.fields
    if urls := _urls_in(fields.get("url", "")):
        return "url", urls
    for field in _OTHER_FIELDS:
        if match := _ADDRESS.search(fields.get(field, "")):
            return field, [_clean(match[1] or match[2].rstrip(".,;:"))]
    if doi := bare_doi(decode_verbatim(fields.get("doi", ""))):
        return "doi", [doi_url(doi)]
    if (arxiv := _arxiv(fields)) is not None:
        return "eprint", [f"https://arxiv.org/abs/{arxiv}"]
    return None


def _urls_in(value: str) -> list[str]:
    r"""The addresses of a `url` field: plain, within `\url{}`, broken over lines, or several."""
    if match := re.search(r"\\(?:url|href)\s*\{([^{}]+)\}", value):
        value = match[1]
    words = _clean(value).split()
    if sum("://" in word for word in words) > 1:
        return [word.strip(",;") for word in words if "://" in word]
    return ["".join(words)] if words else []


def _clean(value: str) -> str:
    # A tilde is written \~{} or {\textasciitilde}, because LaTeX takes ~ for a space.
    value = re.sub(r"\\~\s*(?:\{\s*\})?|\{?\\textasciitilde\s*(?:\{\s*\})?\}?|\$\\sim\$", "~", value)
    return decode_verbatim(value)


def _arxiv(fields: dict[str, str]) -> str | None:
    kind = (fields.get("eprinttype") or fields.get("archiveprefix") or "").strip().lower()
    return arxiv_id(decode_verbatim(fields.get("eprint", ""))) if kind in ("arxiv", "") else None


def _links_of_broken(entry: BrokenEntry, name: str | None) -> Iterator[Link]:
    for match in _ADDRESS.finditer(entry.text):
        line = entry.line + entry.text.count("\n", 0, match.start())
        yield Link(_clean(match[1] or match[2].rstrip(".,;:")), line=line, file=name)
