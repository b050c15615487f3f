"""Documents whose headings are citations, or titles with where they were published: each is an item, and the list below it says more about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from llmprimer.importing.citations import is_bare_title, is_citation, is_dated_title, named_italics
from llmprimer.importing.linking import has_links
from llmprimer.importing.outline import BREAK, SUMMARY, Block, Span
from llmprimer.records.people_lists import people_in
from llmprimer.text import fold

#: The group of the items that such headings become.
HEADINGS = -1
#: How many headings of a level must be citations.
_USUAL = 3
#: How many words a title has, with the year behind it.
_TITLE = 5
_DECORATION = re.compile(r"[^\w\"“«(\[]+")
#: An address without its scheme, `light.example.org/lamps`.
_BARE_ADDRESS = re.compile(r"(?<![\w/.@])[\w-]{2,63}(?:\.[\w-]{2,63}){1,5}/\S")
_DATED = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def headings_as_items(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with headings that are citations as items of one list, if at least half of the headings beside them are."""
    unlinked = _without_links(blocks)
    dated = {at for at in unlinked if len(blocks[at].text.split()) >= _TITLE and is_dated_title(blocks[at].text)}
    cited = {at for at, block in enumerate(blocks) if block.kind == "heading" and (at in dated or _is_citation(block))}
    levels = {
        level
        for level in range(2, 7)
        if (own := sum(blocks[at].level == level for at in cited)) >= _USUAL
        and 2 * own >= sum(block.kind == "heading" and block.level == level for block in blocks)
    }
    if not levels:
        return list(blocks)
    made: list[Block] = []
    item: Block | None = None
    for at, block in enumerate(blocks):
        is_entry = at in cited or (at in unlinked and len(block.text.split()) >= _TITLE and is_bare_title(block))
        if block.kind == "heading" and block.level in levels and is_entry:
            item = Block("item", block.line, _undecorated(block.spans), group=HEADINGS, end=block.end or block.line)
            made.append(item)
        elif block.kind == "heading":
            item = None
            made.append(block)
        elif item is not None and block.kind in ("item", "paragraph") and _is_about(block):
            spans = [span._replace(italic=False) for span in block.spans] if _is_label(block) else block.spans
            item.children.append(Block("item", block.line, spans, end=block.end, children=block.children))
            item.end = max(item.end, block.end, block.line)
        else:
            made.append(block)
    return made


#: `Stern et al. 2017: Large Lamps`: what an editor of citations prints for a work, with the first words of its title.
_PRINTED_KEY = re.compile(
    r"(?P<who>\D{2,80}?),?\s+[(\[]?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?[)\]]?(?:\s*[:.]\s+(?P<begin>\S.*))?"
)


def with_keys_below_titles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with headings over the printed key of a citation as items that name author and year, if most of a level are so."""
    named = {at: told for at in range(len(blocks) - 1) if (told := _named_by_key(blocks, at)) is not None}
    usual = Counter(blocks[at].level for at in named)
    every = Counter(block.level for block in blocks if block.kind == "heading") if usual else usual
    named = {
        at: told
        for at, told in named.items()
        if (n := usual[blocks[at].level]) >= _USUAL and 2 * n >= every[blocks[at].level]
    }
    made: list[Block] = []
    above = 0
    for at, block in enumerate(blocks):
        above = block.level if block.kind == "heading" and at not in named else above
        if at in named:
            if above >= block.level:  # the section that would end here
                made.append(Block("heading", block.line, level=block.level))
                above = 0
            title = Span(" ".join(block.text.split()), bold=True)
            spans = [title, Span(BREAK), Span(named[at])]
            made.append(
                Block("item", block.line, spans, group=HEADINGS, end=max(blocks[at + 1].end, blocks[at + 1].line))
            )
        elif at - 1 in named:
            continue
        elif made and made[-1].group == HEADINGS and block.kind == "paragraph":
            made[-1].children.append(replace(block, kind="item"))
            made[-1].end = max(made[-1].end, block.end, block.line)
        else:
            made.append(block)
    return made if named else list(blocks)


def _named_by_key(blocks: Sequence[Block], at: int) -> str | None:
    """`by Stern et al. (2017)` of the key below a heading that has no other links; the key links to no page, or repeats the title."""
    heading, key = blocks[at], blocks[at + 1]
    if heading.kind != "heading" or key.kind != "paragraph" or has_links(heading) or has_links(key):
        return None
    match = _PRINTED_KEY.fullmatch(" ".join(key.text.split()))
    people = people_in(match["who"], sure=True) if match is not None else None
    if match is None or people is None or not all("family" in name for name in people.names):
        return None
    is_link = len(key.spans) == 1 and key.spans[0].href is not None
    if not (_begins(heading.text, match["begin"]) if match["begin"] else is_link):
        return None
    for block in blocks[at + 2 :]:
        if block.kind == "heading":
            break
        if block.kind != "paragraph" or has_links(block):
            return None
    return f"by {match['who']} ({match['year']})"


def _begins(title: str, words: str) -> bool:
    """Whether the words are in the title in their order, the first of them among its first."""
    compact = re.sub(r"[\W_]", "", fold(title))
    at = 0
    for word in re.findall(r"[^\W_]+", fold(words)):
        found = compact.find(word, at)
        if found < 0 or (not at and found > _NEAR):
            return False
        at = found + len(word)
    return at > 0


#: How many letters of a title a key may leave out at the beginning, `On the` and the like.
_NEAR = 12


def _is_citation(block: Block) -> bool:
    spans = _undecorated(block.spans)
    if not 1 < block.level < 7 or has_links(block):
        return False
    text = "".join(span.text for span in spans)
    return is_citation(text) or (named_italics(spans) is not None and _DATED.search(text) is not None)


def _without_links(blocks: Sequence[Block]) -> set[int]:
    """Where the headings are that have no links, neither in them nor in the blocks before the next one."""
    found: set[int] = set()
    at = -1
    for number, block in enumerate(blocks):
        if block.kind == "heading" and block.level < SUMMARY:  # what unfolds is of the section around it
            at = number
            if block.level > 1:
                found.add(at)
        if has_links(block):
            found.discard(at)
    return found


def _is_label(block: Block) -> bool:
    """Whether a paragraph is one word in italics, `*Method*`, and so no publication."""
    return block.kind == "paragraph" and len(block.text.split()) == 1 and block.spans[0].italic


def _undecorated(spans: Sequence[Span]) -> list[Span]:
    """The spans without a star or the like at the beginning."""
    if not spans or (mark := _DECORATION.match(spans[0].text)) is None:
        return list(spans)
    return [spans[0]._replace(text=spans[0].text[mark.end() :]), *spans[1:]]


def _is_about(block: Block) -> bool:
    """Whether a block says something of the work; not where it is found, and not what another work is."""
    text = " ".join(block.text.split())
    return not (has_links(block) or _BARE_ADDRESS.search(text) or is_citation(text) or fold(text).startswith("http"))
