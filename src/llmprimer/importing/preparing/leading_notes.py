"""Links to notes beside the list, before the title of an entry or on it: `[Notes](notes/lamps.md) [Large Lamps](...)`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.draft import Reading
from llmprimer.records.titles import strip_decoration


def take_leading_notes(blocks: Iterable[Block], reading: Reading) -> None:
    """Takes such links off, and leaves their addresses: their labels are no titles."""
    for block in blocks:
        end = _end_of_notes(block.spans)
        if end and any(is_link(span.href) and not span.image for span in block.spans[end:]):
            for span in block.spans[:end]:
                if span.href:
                    reading.leave(block.line, span.href, "the address is not a whole one")
            block.spans = block.spans[end:]


def unlinked_title(spans: Sequence[Span]) -> list[Span]:
    """The spans of an entry without the link of a title that it begins with to a page beside the list: other links are its works."""
    first = next((at for at, span in enumerate(spans) if span.text.strip() and not span.image), None)
    if first is None or not _is_beside(spans[first]) or is_resource(strip_decoration(spans[first].text)):
        return list(spans)
    return [*spans[:first], spans[first]._replace(href=None, bold=True), *spans[first + 1 :]]


def _end_of_notes(spans: Sequence[Span]) -> int:
    """Behind the last label of a page beside the list that only marks, pictures and other such labels stand before; 0 without any."""
    end = 0
    for at, span in enumerate(spans):
        if _is_note(span):
            end = at + 1
        elif span.href or (not span.image and strip_decoration(span.text).strip(" [](){}|,;·-–—:*\n")):
            break
    return end


def _is_note(span: Span) -> bool:
    return _is_beside(span) and is_resource(strip_decoration(span.text))


def _is_beside(span: Span) -> bool:
    """Whether a link leads to a page beside the list."""
    return bool(span.href) and not is_link(span.href) and not (span.href or "").startswith("#") and not span.image
