"""BibTeX and BibLaTeX files: a draft of each entry, with what it inherits by `crossref`."""

from __future__ import annotations

from llmprimer.importing.bibtex_fields import fields_of
from llmprimer.records.bibtex import BibtexEntry, Broken, entries, has_entries
from llmprimer.records.draft import Draft, Reading


def read(text: str, name: str) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """A draft of each entry; what is broken is left over."""
    reading = Reading()
    found: list[BibtexEntry] = []
    if text.strip() and not has_entries(text):
        reading.leave(1, text.strip(), "no BibTeX entry")
    for entry in entries(text):
        if isinstance(entry, Broken):
            reading.leave(entry.line, entry.text[:80], entry.why)
        else:
            found.append(entry)
    by_key = {entry.key.lower(): entry for entry in found if entry.key}
    for entry in found:
        parent = by_key.get(entry.fields.get("crossref", "").strip().lower())
        inherited = _inherited(parent) if parent is not None and parent is not entry else {}
        given = {**inherited, **entry.fields}
        fields, keywords, links = fields_of(entry.kind, given)
        if "title" not in fields and "url" not in fields:
            reading.leave(entry.line, f"@{entry.kind}{{{entry.key}", "neither a title nor an address")
            continue
        reading.drafts.append(Draft(entry.line, fields, entry.key or None, keywords, links))
    return reading


def _inherited(parent: BibtexEntry) -> dict[str, str]:
    fields = {
        name: value
        for name, value in parent.fields.items()
        if name not in ("title", "author", "url", "doi", "keywords")
    }
    if "title" in parent.fields:
        fields.setdefault("booktitle", parent.fields["title"])
    return fields
