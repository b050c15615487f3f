"""Validates only the records of a catalogue that changed since a text that was valid and in the usual layout.

The changed records are read against the keys of all others (`catalogue.cutting`). A positive answer is always that of a
whole read; after a negative one, a whole read finds the problems.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from llmprimer.catalogue.cutting import Cut

if TYPE_CHECKING:
    from llmprimer.catalogue.document import Document
    from llmprimer.model import Reference

#: With more removed keys, the search for relations to them takes longer than a whole read.
_MAX_REMOVED = 20


def is_valid_after(old: Cut, new: Cut) -> bool:
    """Whether the new text is valid and in the usual layout like the old one; False means unknown."""
    keys, old_keys = new.keys(), old.keys()
    if keys is None or old_keys is None or (old.head, old.tail) != (new.head, new.tail):
        return False
    if len({key.lower() for key in keys}) != len(keys):
        return False
    unchanged = set(old.records)
    removed = [key.encode() for key in set(old_keys).difference(keys)]
    if len(removed) > _MAX_REMOVED or (removed and any(key in record for record in new.records for key in removed)):
        return False  # there may be a relation to one of them
    others = {key.lower(): key for key, record in zip(keys, new.records, strict=True) if record in unchanged}
    return read_part(new, [record for record in new.records if record not in unchanged], others.get) is not None


def read_part(pieces: Cut, records: Sequence[bytes], others: Callable[[str], str | None]) -> list[Reference] | None:
    """The references in these records of a text; None if one is not valid, or the split is wrong.

    `others` gives the key of another record by its lower case.
    """
    if not records:
        return []
    from llmprimer.catalogue.reading import CatalogueReader
    from llmprimer.errors import InvalidCatalogueError

    partial = pieces._replace(records=list(records))
    try:
        reading = CatalogueReader(partial.with_records(records), "", others)
        found = list(reading.references())
        reading.finish()
    except (InvalidCatalogueError, UnicodeDecodeError):
        return None
    return found if partial.agrees(reading.lines) else None


def document_of(pieces: Cut) -> Document:
    """The `Document` of a text that is known to be in the usual layout."""
    from llmprimer.catalogue.document import Document, RecordText

    # One placeholder record stands for all, to get the text around them.
    document = Document(pieces.with_records([b"  x: {}\n"]))
    section = document.sections["references"]
    lead = section.entries[0].lead
    entries = []
    for key, record in zip(pieces.keys() or (), pieces.records, strict=True):
        body, below = _split_trailing(record.decode("utf-8"))
        entries.append(RecordText(key, lead, body))
        lead = below
    section.replace_entries(entries, lead)
    return document


def _split_trailing(text: str) -> tuple[str, str]:
    """A record, and the empty lines and comments below it."""
    from llmprimer.catalogue.document import Document

    content = text.rstrip(" \t\r\n")
    last = content[content.rfind("\n") + 1 :]
    if last.lstrip(" \t").startswith("#") or last[-1:].isspace() or len(last.splitlines()) != 1:
        # Only YAML tells whether that is a comment.
        section = Document(f"references:\n{text}").sections["references"]
        return section.entries[0].body, section.tail
    end = text.find("\n", len(content)) + 1 or len(text)
    return text[:end], text[end:]
