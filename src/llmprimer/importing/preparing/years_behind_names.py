"""Reads lists whose entries are a name, a year and a title in full stops, `Ada Stern. 1799. Letters on Lamps. https://...`.

Where a title ends only the list can say: a second sentence may be a subtitle, where it was published, or what the work is about. In
lists that mostly have nothing behind the first sentence it is a subtitle. Their titles are put in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from llmprimer.importing.document.citations import is_citation, tells_news
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import ADDRESSED, all_items, words_outside_links
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.document.paragraph_lines import paragraph_lines
from llmprimer.records.cited_sentences import sentences_of
from llmprimer.records.citing import cite
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import names_publication

#: The group of lines of paragraphs that are such entries.
YEARS = -11
#: How many entries show the form, what share of a list must have it, and what share of its titles must be one sentence.
_USUAL = 5
_SHARE = 0.7
#: How like people what stands before the years must be, and the titles may be: `Wide Halls. 1982. Ada Stern` is turned.
_NAMED = 0.6
_NAMES = 0.2
#: The share of entries that the usual reading of citations understands as well, in lists that need no other.
_KNOWN = 0.8
_ENTRY = re.compile(
    r"\s*(?P<who>[^\W\d_][^\d()\[\]\"“”„«»:;?!*]{1,120}?)(?:[.,]?\s*\((?P<bracketed>(?:1[5-9]|20)\d\d)\)[.:,]?|\.\s+(?P<year>(?:1[5-9]|20)\d\d)[.:])\s+"
    r"(?P<title>[^\W_][^\"“”„«»]{7,500})"
)
_TOLD = re.compile(r"\b(?:is|are|was|were|this|these|in:?\s+[A-Z]|pp?\.\s*\d|vol\b|no\.\s*\d)|\d\s*\(\d|\d\s*[-–]\s*\d")


class _Entry(NamedTuple):
    block: Block
    who: str
    year: str
    title: str
    sentences: int
    links: list[Span]


def with_titles_behind_years(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the titles of such entries in quotation marks, and with lines of paragraphs that are such entries as items."""
    items: dict[int, list[Block]] = {}
    for item in all_items(blocks):
        items.setdefault(item.group, []).append(item)
    for group in items.values():
        for entry in _entries(group):
            entry.block.spans = _quoted(entry)
    lines = {id(block): [*paragraph_lines(block)] for block in blocks if block.kind == "paragraph" and not block.stated}
    found = {id(entry.block): entry for entry in _entries([line for every in lines.values() for line in every])}
    if not found:
        return list(blocks)
    return [made for block in blocks for made in _as_items(block, lines.get(id(block), []), found)]


def _as_items(block: Block, lines: Sequence[Block], found: dict[int, _Entry]) -> Iterator[Block]:
    if not any(id(line) in found for line in lines):
        yield block
        return
    for line in lines:
        if (entry := found.get(id(line))) is not None:
            line.kind, line.group, line.spans = "item", YEARS, _quoted(entry)
        yield line


def _entries(blocks: Sequence[Block]) -> list[_Entry]:
    """The entries of a list that has this form; empty for other lists."""
    found = [entry for block in blocks if (entry := _entry(block)) is not None]
    if len(found) < _USUAL or len(found) < _SHARE * len(blocks):
        return []
    # What stands for nobody, such as `Anonymous`, is the same in all of its entries.
    named = [name_likeness(who) for who in {entry.who for entry in found}]
    titled = [name_likeness(entry.title) for entry in found]
    single = sum(entry.sentences == 1 for entry in found)
    if sum(named) < _NAMED * len(named) or sum(titled) > _NAMES * len(titled) or single < _SHARE * len(found):
        return []
    known = sum(map(_is_known, found))
    return found if known < _KNOWN * len(found) else []


def _entry(block: Block) -> _Entry | None:
    at = next((n for n, span in enumerate(block.spans) if span.href is not None), len(block.spans))
    links = block.spans[at:]
    is_apart = all(is_link(s.href) and (s.text == s.href or is_resource(s.text)) for s in links if s.href is not None)
    match = _ENTRY.fullmatch(" ".join("".join(span.text for span in block.spans[:at]).split()))
    if match is None or not is_apart or re.search(r"\w", words_outside_links(links)):
        return None
    title = match["title"].strip(" .,;[(")
    is_text = len(title.split()) > 1 and not ADDRESSED.match(title)
    year = match["bracketed"] or match["year"]
    return _Entry(block, match["who"].strip(" .,"), year, title, len(sentences_of(title)), links) if is_text else None


def _is_known(entry: _Entry) -> bool:
    """Whether the usual reading of citations finds the title."""
    text = f"{entry.who}. {entry.year}. {entry.title}"
    return is_citation(text, sure=True) and cite(text, sure=True).title == entry.title


def _quoted(entry: _Entry) -> list[Span]:
    """The entry with its title in quotation marks; the text before the year is left over if it names nobody."""
    if entry.sentences > 1 and not _goes_on(entry.title):
        return entry.block.spans
    is_named = people_in(entry.who, sure=True) is not None
    text = f"{entry.who} ({entry.year}). “{entry.title}”. " if is_named else f"“{entry.title}” ({entry.year}). "
    return [Span(text), *entry.links]


def _goes_on(title: str) -> bool:
    """Whether further sentences behind a title may be its subtitles, and not where it was published or what it is about."""
    return not any(
        names_publication(other) or tells_news(other) or _TOLD.search(other) for other in sentences_of(title)[1:]
    )
