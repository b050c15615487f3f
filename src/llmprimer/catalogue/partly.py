"""What is known of a catalogue used for its next text: which records have to be read, and how the text is cut at entries.

Of a text that differs in some records from one that is valid and in the usual layout (`catalogue.cutting`), these alone are
read, against the keys of all others. The functions say yes only where a whole read would say it too; where they say no, the
whole read says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from llmprimer.catalogue.cutting import Cut

if TYPE_CHECKING:
    from llmprimer.catalogue.document import Document
    from llmprimer.model import Reference

#: With more keys gone, looking for what is left of each takes longer than reading everything.
_MOST_GONE = 20


def is_valid_after(old: Cut, new: Cut) -> bool:
    """Whether the new text is valid and in the usual layout, as the old one is; a no is no more than a doubt."""
    keys, before = new.keys(), old.keys()
    if keys is None or before is None or (old.head, old.tail) != (new.head, new.tail):
        return False
    if len({key.lower() for key in keys}) != len(keys):
        return False
    known = set(old.records)
    gone = [key.encode() for key in set(before).difference(keys)]
    if len(gone) > _MOST_GONE or (gone and any(key in record for record in new.records for key in gone)):
        return False  # there may be a relation to one of them
    others = {key.lower(): key for key, record in zip(keys, new.records, strict=True) if record in known}
    return read_part(new, [record for record in new.records if record not in known], others.get) is not None


def read_part(pieces: Cut, records: Sequence[bytes], others: Callable[[str], str | None]) -> list[Reference] | None:
    """The references in these records of a text; None where any is not valid, or not what the text is cut into.

    `others` gives the key of another record by its lower case.
    """
    if not records:
        return []
    from llmprimer.catalogue.reading import CatalogueReader
    from llmprimer.errors import InvalidCatalogueError

    part = pieces._replace(records=list(records))
    try:
        reading = CatalogueReader(part.only(records), "", others)
        found = list(reading.references())
        reading.finish()
    except (InvalidCatalogueError, UnicodeDecodeError):
        return None
    return found if part.agrees(reading.lines) else None


def document_of(pieces: Cut) -> Document:
    """The same as `Document` makes of the text, which is known to be in the usual layout."""
    from llmprimer.catalogue.document import Document, RecordText

    # A record in place of all shows what stands around them.
    document = Document(pieces.only([b"  x: {}\n"]))
    section = document.sections["references"]
    lead = section.entries[0].lead
    entries = []
    for key, record in zip(pieces.keys() or (), pieces.records, strict=True):
        body, below = _parted(record.decode("utf-8"))
        entries.append(RecordText(key, lead, body))
        lead = below
    section.refill(entries, lead)
    return document


def _parted(text: str) -> tuple[str, str]:
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
