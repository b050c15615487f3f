"""BibTeX and BibLaTeX files: a draft of each entry, with the fields inherited by `crossref`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmprimer.importing.formats.bibtex_fields import ACCESSED, fields_of, labels_of
from llmprimer.importing.formats.values import account_outside, account_values, untag
from llmprimer.latex.decoding import decode
from llmprimer.records.bibtex import BibtexEntry, BrokenEntry, entries, has_entries
from llmprimer.records.draft import Draft, Reading

#: Fields that say how to read an entry, and nothing about the work.
_SYNTAX = frozenset({"crossref", "options", "sortkey", "presort", "key", "label", "shorthand"})
_TRANSLATED = {
    "langid": "language", "language": "language", "hyphenation": "language", "month": "issued", "date": "issued", "type": "type",
    "entrysubtype": "type", "howpublished": "type", "eprinttype": "arxiv", "archiveprefix": "arxiv", "pages": "page", "urldate": "accessed",
}  # fmt: skip
_MACRO = re.compile(r"@\s*string\s*[{(]\s*[\w:+-]+\s*=", re.IGNORECASE)
_STAMP = re.compile(r"\s*% llmprimer [0-9a-f]{8}\s*$")


def read(text: str, name: str) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """A draft of each entry; broken entries are leftovers."""
    reading = Reading()
    found: list[BibtexEntry] = []
    if text.strip() and not has_entries(text):
        reading.leave(1, text.strip(), "no BibTeX entry")
    covered: list[tuple[int, int]] = []
    for entry in entries(text):
        if isinstance(entry, BrokenEntry):
            reading.leave(entry.line, entry.text, entry.why)
            begin = text.find(entry.text, covered[-1][1] if covered else 0)
            covered.append((begin, begin + len(entry.text)))
        else:
            found.append(entry)
            covered.append((entry.begin, entry.end))
            for at, said in entry.lost:
                reading.leave(entry.line + text.count("\n", entry.begin, at), said, "no field of the entry")
    by_key = {entry.key.lower(): entry for entry in found if entry.key}
    for entry in found:
        parent = by_key.get(entry.fields.get("crossref", "").strip().lower())
        inherited = _inherited(parent) if parent is not None and parent is not entry else {}
        given = {**inherited, **entry.fields}
        fields, keywords, links = fields_of(entry.kind, given)
        untag(fields)
        values = [*entry.fields.items(), *entry.repeated]
        if "title" not in fields and "url" not in fields:
            said = ", ".join(f"{name} = {value}" for name, value in values)
            reading.leave(entry.line, f"@{entry.kind}{{{entry.key}, {said}", "neither a title nor an address")
            continue
        draft = Draft(entry.line, fields, entry.key or None, keywords, links, restated=labels_of(fields.get("type")))
        draft.last_line = entry.line + text.count("\n", entry.begin, entry.end)
        reading.drafts.append(draft)
        decoded = [(name, decode(value)) for name, value in values if name not in _SYNTAX]
        if "accessed" in fields:
            decoded = [(name, ACCESSED.sub("", value)) for name, value in decoded]
        account_values(reading, draft, decoded, _TRANSLATED)
    account_outside(reading, _outside(text, covered))
    return reading


def _outside(text: str, covered: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """The lines, or parts of lines, between the entries, without the marks of our own exports."""
    at, line = 0, 1
    for begin, end in (*covered, (len(text), len(text))):
        for number, between in enumerate(text[at:begin].split("\n"), line):
            if between.strip() and not _STAMP.match(between):
                yield number, _MACRO.sub("", between)
        line += text.count("\n", at, end)
        at = end


def _inherited(parent: BibtexEntry) -> dict[str, str]:
    fields = {
        name: value
        for name, value in parent.fields.items()
        if name not in ("title", "author", "url", "doi", "keywords")
    }
    if "title" in parent.fields:
        fields.setdefault("booktitle", parent.fields["title"])
    return fields
