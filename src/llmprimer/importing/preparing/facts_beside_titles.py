"""Puts items that say who wrote the work of the item above, `- Authors: Ada Stern`, and where, below it where they stand beside it.

An indentation that is too small, or none at all, makes them items of the same list. That they are facts show labels of authors, which
recur in the document; what stands with them belongs to the same work. Such labels may lack their colon, `- Authors Ada Stern`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from llmprimer.importing.document.labels import column
from llmprimer.importing.document.linking import all_items, has_links, is_detail, line_leads, links_of
from llmprimer.importing.document.outline import Block
from llmprimer.importing.preparing.labelled_facts import is_title, labelled
from llmprimer.records.people_lists import people_in

#: How many labels of authors show the form, and how many titles without links in one list.
_USUAL = 3
_LINKLESS = 2
#: How many words a title without a link has at least.
_WORDS = 3
_OF_PEOPLE = frozenset(("author", "speaker"))
_OF_WORKS = frozenset((*_OF_PEOPLE, "venue", "organization", "date", "publisher", "note", "keyword"))
#: A word that may be a label, and what separates it from what it says.
_WORD = re.compile(r"([^\W\d_]{2,20})(\s+[-–—]+\s+|\s+)(?=\S)")


def with_facts_below_titles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with such items nested in the one that they are about, and with colons behind their labels."""
    _add_colons(blocks)
    if sum(_kind(item) in _OF_PEOPLE for item in all_items(blocks)) < _USUAL:
        return list(blocks)
    for item in all_items(blocks):
        if len(item.children) > 1 and not has_links(item) and line_leads(item.children[0].spans):
            item.children = _nested(item.children)
    return _nested(blocks)


def _nested(blocks: Sequence[Block]) -> list[Block]:
    found = [(title, facts) for title, facts in _runs(blocks) if any(_kind(one) in _OF_PEOPLE for one in facts)]
    linkless = sum(not _has_title(title) for title, _ in found)
    gone: set[int] = set()
    for title, facts in found:
        if any(_kind(child) in _OF_PEOPLE for child in title.children):
            continue
        if _has_title(title) or linkless >= _LINKLESS:
            title.children += facts
            title.end = max(title.end, facts[-1].end, facts[-1].line)
            gone.update(map(id, facts))
    return [block for block in blocks if id(block) not in gone]


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """The items that may be titles, each with the facts right behind it."""
    title: Block | None = None
    facts: list[Block] = []
    for block in (*blocks, None):
        if block is not None and block.kind == "item" and title is not None and _is_fact(block):
            facts.append(block)
            continue
        if title is not None and facts:
            yield title, facts
        title, facts = (block if block is not None and _may_be_title(block) else None), []


def _may_be_title(block: Block) -> bool:
    if block.kind != "item" or block.stated is not None or _is_fact(block) or labelled(block.spans) is not None:
        return False
    return _has_title(block) or (not has_links(block) and len(block.text.split()) >= _WORDS)


def _has_title(item: Block) -> bool:
    return line_leads(item.spans) and bool(links_of(item.spans).titled)


def _is_fact(item: Block) -> bool:
    """Whether an item is about the work of another: what its label says, or the links of that work."""
    if item.children or item.stated is not None or any(is_title(span) for span in item.spans):
        return False
    return _kind(item) in _OF_WORKS or is_detail(item)


def _kind(item: Block) -> str | None:
    """What the label of an item says."""
    led = labelled(item.spans)
    return column(led[0]) if led is not None else None


def _add_colons(blocks: Sequence[Block]) -> None:
    """Puts a colon behind labels that lack it, where several are authors with people behind them."""
    found = [items for items in _without_colons(blocks) if items]
    if sum(any(map(_names_people, items)) for items in found) < _USUAL:
        return
    for items in found:
        if not any(map(_names_people, items)):
            continue
        for item in items:
            first, *behind = item.spans
            match = _WORD.match(first.text)
            if match is None and behind:  # `**Authors** Ada Stern`
                behind[0] = behind[0]._replace(text=behind[0].text.lstrip(" -–—"))
            label, rest = (match[1], first.text[match.end() :]) if match is not None else (first.text.strip(), "")
            item.spans = [first._replace(text=f"{label}: {rest}", bold=False, italic=False), *behind]


def _without_colons(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The items below each other one that begin with the word of a label and have no colon."""
    for item in all_items(blocks):
        yield [child for child in item.children if child.kind == "item" and _bare_kind(child) in _OF_WORKS]


def _bare_kind(item: Block) -> str | None:
    """What the first word of an item says, if it may be a label without a colon."""
    if not item.spans or item.spans[0].href or re.search(r"[:：]", item.text[:40]):
        return None
    first = item.spans[0]
    if (first.bold or first.italic) and len(first.text.split()) == 1 and len(item.spans) > 1:
        return column(first.text)
    match = _WORD.match(first.text)
    return column(match[1]) if match is not None and not first.bold else None


def _names_people(item: Block) -> bool:
    if _bare_kind(item) not in _OF_PEOPLE:
        return False
    text = "".join(span.text for span in item.spans)
    match = _WORD.match(text)
    return match is not None and people_in(re.sub(r"\s*\(\d{4}\)$", "", text[match.end() :]), sure=True) is not None
