"""Reads headings over the facts of a tool as works: a description, and a list of links called by languages, makers and the license.

Each link of such a list might be a work of its own. Where many sections of a document link to a license, it is that of what the heading
names, and so is the rest of the section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import holds_no_works
from llmprimer.importing.document.linking import LICENSE, has_links
from llmprimer.importing.document.outline import SUMMARY, Block, Span, section_at
from llmprimer.importing.document.stated_parts import LineMatch, StatedPart
from llmprimer.importing.preparing.stated_sections import stated_section

#: How many sections of a level must have a license, and what share of those with links.
_USUAL, _SHARE = 4, 0.4
#: How many items the list of a section has, and how many words stand in one beside the links.
_ITEMS, _BESIDE = 8, 12
_DESCRIBED = re.compile(r"(?:\s[-–—]+|[:：])\s")
#: `MIT License`, `GPL 3.0`, `Apache-2.0`: what a license is called.
_NAMED = re.compile(
    r"(?:[\w.-]+ )?licen[cs]e(?: v?[\d.]+)?|[al]?gpl[ v-]*[\d.]+|apache[ v-]*[\d.]+|bsd[ -]\d.*", re.IGNORECASE
)


class _Section(NamedTuple):
    """A heading, what its section says, and the links of its list."""

    heading: Block
    below: list[Block]
    links: list[Span]
    is_licensed: bool


def with_licensed_sections(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with such sections as works whose parts are stated, in a document that has several."""
    sections = {at: found for at in range(len(blocks)) if (found := _section(blocks, at)) is not None}
    levels = {one.heading.level for one in sections.values()}
    of_works = {
        level
        for level in levels
        if (own := [one for one in sections.values() if one.heading.level == level])
        and sum(one.is_licensed for one in own) >= max(_USUAL, _SHARE * len(own))
    }
    made: list[Block] = []
    end = 0
    for at, block in enumerate(blocks):
        if at < end:
            continue
        section = sections.get(at)
        if section is None or block.level not in of_works:
            made.append(block)
            continue
        made.append(_stated(section))
        end = at + 1 + len(section.below)
    return made


def _section(blocks: Sequence[Block], at: int) -> _Section | None:
    """The heading there with its section, if this may be about what the heading names."""
    heading = blocks[at]
    if heading.kind != "heading" or not 1 < heading.level < SUMMARY or heading.stated is not None:
        return None
    if any(span.href for span in heading.spans) or holds_no_works(heading.text):
        return None
    below = section_at(blocks, at + 1)
    behind = at + 1 + len(below)
    if behind < len(blocks) and heading.level < blocks[behind].level < SUMMARY:
        return None
    items = [block for block in below if block.kind == "item"]
    others = [block for block in below if block.kind != "item"]
    if not 0 < len(items) <= _ITEMS or any(block.kind != "paragraph" or has_links(block) for block in others):
        return None
    if any(item.children or item.stated is not None or not _is_short(item) for item in items):
        return None
    links = [span for block in items for span in block.spans if is_link(span.href) and not span.image]
    own = [span for span in links if not _is_license(span)]
    licenses = [item for item in items if has_links(item) and all(_is_license(s) for s in item.spans if s.href)]
    return _Section(heading, below, own, len(licenses) == 1) if own else None


def _is_short(item: Block) -> bool:
    """Whether an item says no more than what a link is called, and nothing about it: `[Large Lamps](...) - Gives much light`."""
    words = "".join(span.text for span in item.spans if span.href is None and not span.image)
    return len(words.split()) <= _BESIDE and _DESCRIBED.search(words) is None


def _is_license(link: Span) -> bool:
    return LICENSE.search(link.href or "") is not None or _NAMED.fullmatch(link.text.strip()) is not None


def _stated(section: _Section) -> Block:
    """The section as one work: its first link leads to it, and its paragraphs say what it is."""
    heading, below, links, _ = section
    said = " ".join(" ".join(block.text.split()) for block in below if block.kind == "paragraph")
    parts = [StatedPart("title", heading.text.strip())]
    if said:
        parts.append(StatedPart("summary", said))
    words = " ".join(block.text for block in below if block.kind == "item")
    match = LineMatch(tuple(parts), (links[0]._replace(text="link"), *links[1:]), words=words)
    return stated_section(heading, below, match)
