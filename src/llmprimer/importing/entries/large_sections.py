"""Sections that hold works although their headings say that they are about the list: `Navigation` of robots, `Authors and contributors` A to Z."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_contents, is_of_the_list
from llmprimer.importing.document.linking import (
    PROFILE,
    has_links,
    is_detail,
    line_leads,
    links_of,
    words_outside_links,
)
from llmprimer.importing.document.outline import Block, section_at
from llmprimer.importing.drafting.following import list_at
from llmprimer.records.links import link_type
from llmprimer.records.records import software_name
from llmprimer.text import words
from llmprimer.vocabulary import LinkType

_LISTED = ("item", "stated")
#: How many links to other places a list or some paragraphs have that are no table of contents.
_LEAST = 3
#: How many addresses without words below a heading are more than one work has.
_LEAST_ADDRESSES = 4
#: How many words the texts of such links in paragraphs have, which may be about the document.
_TITLE = 4
#: How many subsections with lists, how many entries, and what share of those of the document a section has that cannot be about the list.
_SUBSECTIONS = 3
_ENTRIES = 20
_SHARE = 0.2
#: What share of the items a section with such a heading has that is the list.
_MOST = 0.5


def holds_works_anyway(blocks: Sequence[Block], at: int, heading: Block, text: str) -> bool:
    """Whether works stand below a heading (its words are `text`) that announces contents, or has a word for people of the list."""
    if is_contents(text):
        below = section_at(blocks, at)
        return _links_elsewhere(below) or _lists_titles(below)
    return _holds_the_list(blocks, at, heading.level) if is_of_the_list(text) else _is_large(blocks, at, heading.level)


def levels_of_sections(blocks: Sequence[Block]) -> frozenset[int]:
    """The levels of headings of which most with a list have titles in it, and are none themselves."""
    sections: Counter[int] = Counter()
    titles: Counter[int] = Counter()
    for at, block in enumerate(blocks):
        if block.kind == "heading" and any(map(has_links, items := list_at(blocks, at + 1))):
            is_section = any(not is_detail(item) and line_leads(item.spans) for item in items)
            (sections if is_section else titles)[block.level] += 1
    return frozenset(level for level, count in sections.items() if count >= _LEAST and count >= 2 * titles[level])


def are_works_by_address(items: Sequence[Block], heading: Block, section_levels: AbstractSet[int]) -> bool:
    """Whether the items below a heading are works that only their addresses name, and no links of a work that the heading names."""
    is_section = heading.level in section_levels and _are_named_by_address(items, heading)
    return is_section or _are_addresses_of_one_kind(items)


def _are_named_by_address(items: Sequence[Block], heading: Block) -> bool:
    """Whether the items below a heading are the addresses of packages or repositories whose names are not in the heading."""
    said = words(heading.text)
    for item in items:
        links = [span for span in item.spans if is_link(span.href)]
        name = software_name(links[0].href or "") if len(links) == 1 else ""
        is_alone = name and links[0].text in (links[0].href, name) and not words(words_outside_links(item.spans))
        if not is_alone or set(words(name)) <= set(said):
            return False
    return bool(items)


def _are_addresses_of_one_kind(items: Sequence[Block]) -> bool:
    """Whether a list is nothing but addresses, most of them of one kind: one work has a paper, its code and a page."""
    if len(items) < _LEAST_ADDRESSES:
        return False
    kinds: Counter[LinkType] = Counter()
    for item in items:
        links = [span for span in item.spans if is_link(span.href)]
        if len(links) != 1 or links[0].text != links[0].href or item.children or words(words_outside_links(item.spans)):
            return False
        kinds[link_type("", links[0].href or "")] += 1
    return 2 * max(kinds.values()) > len(items)


def _links_elsewhere(below: Sequence[Block]) -> bool:
    """Whether the list there has links to other places and few to the sections of the document, as no table of contents has."""
    group = below[0].group if below else None
    items = _items(takewhile(lambda block: block.kind in _LISTED and block.group == group, below))
    spans = [span for item in items for span in item.spans if span.href]
    elsewhere = sum(is_link(span.href) for span in spans)
    return elsewhere >= _LEAST and 2 * elsewhere > len(spans)


def _lists_titles(below: Sequence[Block]) -> bool:
    """Whether most paragraphs with links there have one of several words, each another one."""
    linked = [
        block for block in below if block.kind in ("paragraph", "stated") and any(span.href for span in block.spans)
    ]
    titles = {
        link.text
        for block in linked
        for _, link in links_of(block.spans).titled[:1]
        if len(link.text.split()) >= _TITLE
    }
    return len(titles) >= _LEAST and 2 * len(titles) > len(linked)


def _is_large(blocks: Sequence[Block], at: int, level: int) -> bool:
    """Whether a section has subsections with many of the entries of a document, and these are no accounts of people."""
    below = section_at(blocks, at, level)
    entries = list(_entries(below))
    sections = sum(
        block.kind == "heading" and any(True for _ in _entries(below[n : n + 1])) for n, block in enumerate(below, 1)
    )
    if len(entries) < _ENTRIES or sections < _SUBSECTIONS:
        return False
    accounts = sum(any(PROFILE.fullmatch(span.href or "") for span in entry.spans) for entry in entries)
    return 2 * accounts < len(entries) and len(entries) >= _SHARE * sum(1 for _ in _entries(blocks))


def _holds_the_list(blocks: Sequence[Block], at: int, level: int) -> bool:
    """Whether a section has subsections with most of the items of a document: `To do` above all that is to be read."""
    below = section_at(blocks, at, level)
    items = sum(1 for _ in _items(below))
    sections = sum(block.kind == "heading" and bool(list_at(below, n)) for n, block in enumerate(below, 1))
    return items >= _ENTRIES and sections >= _SUBSECTIONS and items > _MOST * sum(1 for _ in _items(blocks))


def _entries(blocks: Sequence[Block]) -> Iterator[Block]:
    return (item for item in _items(blocks) if has_links(item))


def _items(blocks: Iterable[Block]) -> Iterator[Block]:
    """The items, and those nested in them; entries that labels have stated are what they were before."""
    for block in blocks:
        if block.kind in _LISTED:
            yield block
            yield from _items(block.children)
