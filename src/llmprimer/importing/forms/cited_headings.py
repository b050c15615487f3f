"""Documents whose headings are citations, or titles with where they were published: each is an item, and the list below it says more about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.importing.document.citations import is_bare_title, is_citation, is_dated_title, named_italics
from llmprimer.importing.document.linking import has_links
from llmprimer.importing.document.outline import SUMMARY, Block, Span
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
