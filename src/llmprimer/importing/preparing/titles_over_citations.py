"""Reads titles that stand over citations without a title of their own as entries, with what follows until the next title.

`**3. Large Lamps of Rooms** - Stern and Lind` may have notes below, and then `> Stern, Ada, and Bo Lind. Light Letters 3 (2015). [doi](...)`,
whose links are called by the publication. Such a citation names no work; what it cites is above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import has_links, lines_of
from llmprimer.importing.document.outline import BREAK, SUMMARY, Block, Span
from llmprimer.importing.forms.cited_headings import HEADINGS
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.people_lists import is_certain, leading_people
from llmprimer.records.venues import is_preprint, names_publication, take_identifiers
from llmprimer.text import fold, words

#: How many such entries show the form, and what share of the titles of a kind they must be.
_USUAL = 3
_MOST = 0.5
#: How many words a title has at least, and how many blocks may stand between it and its citation.
_SHORTEST = 2
_BETWEEN = 2
_NUMBER = re.compile(r"\s*[(\[]?\d{1,3}[.)\]:]\s+")
_QUOTED = re.compile(r"\s*[\"“«](?P<title>[^\"“”«»]+)[\"”»]\s*")
#: Where the name of a publication ends at the latest.
_PUBLICATION_END = re.compile(r"[\d(:;]|\.\s")


def with_titles_over_citations(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with such titles, their citations and what follows as items, if most of the titles of their kind are such."""
    titles = {at: title for at, block in enumerate(blocks) if (title := _title(block))}
    found = ((at, _cited_below(blocks, at, title)) for at, title in titles.items())
    cited = {at: below for at, below in found if below is not None}
    every = Counter(blocks[at].level for at in titles)
    usual = Counter(blocks[at].level for at in cited)
    levels = {level for level, count in usual.items() if count >= _USUAL and count >= _MOST * every[level]}
    if not levels:
        return list(blocks)
    between = [block for at, (place, _) in cited.items() for block in blocks[at + 1 : place]]
    listed = [block for block in between if block.kind == "item"]
    are_bodies = 2 * sum(ORGANIZATION.search(block.text) is not None for block in listed) > len(listed)
    of_entries = {id(block) for block in between}
    made: list[Block] = []
    entry: Block | None = None
    end = 0  # where the citation of the entry stands
    for at, block in enumerate(blocks):
        if at in cited and block.level in levels:
            end, spans = cited[at]
            entry = Block("item", block.line, [Span(titles[at], bold=True), *spans], group=HEADINGS)
            made.append(entry)
        elif at in titles or block.kind == "heading":
            entry = None
            made.append(block)
        elif entry is not None and (at == end or id(block) in of_entries or _is_about(block)):
            entry.end = max(block.end, block.line)
            if at == end:
                continue
            entry.spans += _labels(block)
            label = [Span("Institutions: ")] if are_bodies and block.kind == "item" else []
            entry.children.append(Block("item", block.line, [*label, *_without_links(block)], end=block.end))
        else:
            made.append(block)
    return made


def _title(block: Block) -> str:
    """The title that a heading is, or that a paragraph without links begins with in bold; empty without one."""
    if has_links(block) or block.stated is not None:
        return ""
    if block.kind == "heading" and 1 < block.level < SUMMARY:
        text = block.text
    elif block.kind == "paragraph":
        first = next((n for n, span in enumerate(block.spans) if span.text.strip()), 0)
        end = next((n for n, span in enumerate(block.spans) if n >= first and not span.bold), len(block.spans))
        text = "".join(span.text for span in block.spans[first:end])
    else:
        return ""
    title = " ".join(_NUMBER.sub("", text, count=1).split())
    return title if len(title.split()) >= _SHORTEST and title[-1] not in ":：" else ""


def _cited_below(blocks: Sequence[Block], at: int, title: str) -> tuple[int, list[Span]] | None:
    """Where the citation of the title below it stands, and its spans without the title; None unless one surely is."""
    for place in range(at + 1, min(at + 2 + _BETWEEN, len(blocks))):
        block = blocks[place]
        if block.kind in ("item", "paragraph") and not has_links(block) and not _title(block):
            continue
        found = _citations(block, title) if block.kind in ("quote", "paragraph") and has_links(block) else []
        return (place, found) if found else None
    return None


def _citations(block: Block, title: str) -> list[Span]:
    """What the lines of a block say of a title that they cite: people and publication of the first, and the links of all; else nothing."""
    made: list[Span] = []
    who = ""
    is_sure = False
    for line in lines_of(block.spans):
        text = "".join(span.text for span in line).strip()
        if not text:
            continue
        leading = leading_people(text)
        if leading is None or not is_certain(leading[0]):
            return []
        people, rest = leading
        first = fold(str(people.names[0].get("family", "")))
        if not first or (who and first != who):
            return []
        lead, rest = text[: len(text) - len(rest)], rest.lstrip(" .,;:")
        if (quoted := _QUOTED.match(rest)) is not None:
            if words(quoted["title"]) != words(title):
                return []
            is_sure = True
            rest = rest[quoted.end() :]
        is_sure = is_sure or _is_publication(rest)
        if not who:
            made += [Span(BREAK), Span(f"{lead.strip()} {rest}")]
        who = first
    return [*made, *_labels(block)] if is_sure else []


def _is_publication(text: str) -> bool:
    """Whether a text is where something was published, and begins with no title."""
    identifiers: dict[str, Any] = {}
    text = take_identifiers(text, identifiers).strip(" .,;:")
    end = _PUBLICATION_END.search(text)
    name = (text[: end.start()] if end is not None else text).strip(" .,")
    return bool(identifiers) if not name else is_preprint(name) or names_publication(name)


def _labels(block: Block) -> list[Span]:
    """The links of a block as labels in brackets, which name no work."""
    links = (span for span in block.spans if is_link(span.href))
    return [part for link in links for part in (Span(" ["), link._replace(text=_label(link)), Span("]"))]


def _label(link: Span) -> str:
    return link.text if link.text != link.href and is_resource(link.text) else "link"


def _without_links(block: Block) -> list[Span]:
    """The spans of a block with the texts of its links, but for those that are addresses."""
    return [span._replace(href=None) for span in block.spans if span.href is None or span.text != span.href]


def _is_about(block: Block) -> bool:
    """Whether a block below an entry says more about it, and cites no other work."""
    if block.kind != "paragraph":
        return False
    leading = leading_people(block.text.strip()) if has_links(block) else None
    return leading is None or not is_certain(leading[0])
