"""Reads paragraphs that are linked titles over lists of notes, as journal clubs write them, as items with these notes below.

`Discussed: [Large Lamps of Small Rooms](...) (Stern et al., 2020)` over a list may as well introduce works. In a document where most
paragraphs with links are such titles, and the lists below them lead nowhere, these are notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import all_items, has_links
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.drafting.following import list_at
from llmprimer.records.draft import Reading
from llmprimer.records.people_lists import people_in
from llmprimer.text import fold

#: The group of such paragraphs.
TITLES = -12
#: How many of them show what they are, and what share of the paragraphs with links.
_USUAL = 4
_SHARE = 0.7
#: How often a document has the label before a title.
_RECURS = 2
#: In words.
_SHORTEST_TITLE = 4
_LABEL = re.compile(r"\s*(?P<label>[^\W\d_][\w'/-]*(?: [\w'/-]+){0,3})\s*[:：]\s*")
_BYLINE = re.compile(r"[(\[](?P<who>[^()\[\]]{2,160}?)(?:[,;]?\s+(?P<date>(?:[^\W\d_]{3,9}\s)?[\d./-]{4,10}))?[)\]]")


def with_notes_below_titles(blocks: Sequence[Block], reading: Reading) -> list[Block]:
    """The blocks with such paragraphs as items, and the lists right below as what is nested in them."""
    linked = [at for at, block in enumerate(blocks) if block.kind == "paragraph" and has_links(block)]
    titles = {at: label for at in linked if (label := _label_of_title(blocks[at])) is not None}
    labels = Counter(map(fold, titles.values()))
    titles = {at: label for at, label in titles.items() if not label or labels[fold(label)] >= _RECURS}
    noted = {at for at in titles if _notes(blocks, at + 1)}
    if len(noted) < _USUAL or len(titles) < _SHARE * len(linked) or 2 * len(noted) < len(titles):
        return list(blocks)
    return [*_nested(blocks, titles, noted, reading)]


def _nested(blocks: Sequence[Block], titles: dict[int, str], noted: set[int], reading: Reading) -> Iterator[Block]:
    end = 0
    for at, block in enumerate(blocks):
        if at in titles:
            notes = _notes(blocks, at + 1) if at in noted else []
            end = at + 1 + len(notes)
            yield _as_item(block, titles[at], notes, reading)
        elif at >= end:
            yield block


def _as_item(block: Block, label: str, notes: list[Block], reading: Reading) -> Block:
    begin = next(n for n, span in enumerate(block.spans) if span.href and not span.image)
    line = block.line + sum(span.is_break for span in block.spans[:begin])
    if label:
        reading.leave(block.line, label, "a label before a title")
    return replace(
        block, kind="item", group=TITLES, line=line, spans=block.spans[begin:], children=[*block.children, *notes]
    )


def _notes(blocks: Sequence[Block], at: int) -> list[Block]:
    """The items of the list there, if none of them has a link of its own."""
    below = list_at(blocks, at)
    return [] if any(map(has_links, all_items(below))) else below


def _label_of_title(block: Block) -> str | None:
    """The label before the linked title that a paragraph is, empty without one; None for other paragraphs."""
    spans = [span for span in block.spans if not span.image]
    at = next((n for n, span in enumerate(spans) if span.href), len(spans))
    if block.stated is not None or at == len(spans) or any(span.href for span in spans[at + 1 :]):
        return None
    title = spans[at].text if is_link(spans[at].href) else ""
    if len(title.split()) < _SHORTEST_TITLE or is_resource(title) or not _ends_there(spans[at + 1 :]):
        return None
    before = "".join(" " if span.is_break else span.text for span in spans[:at])
    match = _LABEL.fullmatch(before)
    return "" if not before.strip() else match["label"] if match is not None else None


def _ends_there(behind: Sequence[Span]) -> bool:
    """Whether nothing but who wrote a work and when stands behind its title on the line."""
    end = next((n for n, span in enumerate(behind) if span.is_break), len(behind))
    text = "".join(span.text for span in behind[:end]).strip(" .,")
    byline = _BYLINE.fullmatch(text)
    return not text or (byline is not None and people_in(byline["who"], sure=True) is not None)
