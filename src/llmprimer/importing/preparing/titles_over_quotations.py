"""Reads bold titles over quotations that say who wrote the work, where it was published and where it is, as entries.

`**Large Lamps of Rooms**` may stand over `> *Ada Stern, Bo Lind*`, `> CHI 2020. [[Paper](...)]` in its lines. One quotation below bold
words may as well be out of a work; where several begin with people or labels of links, and most with links are such, they are the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import has_links, lines_of, links_of
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.records.people_lists import people_in

#: The group of such entries.
QUOTED_FACTS = -14
#: How many of them show the form, and what share of the quotations with links they must be.
_USUAL = 3
_MOST = 0.5
#: In words: of a title, and of a link that is a label.
_SHORTEST, _LABEL = 2, 3


def with_titles_over_quotations(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with such titles and the quotations right below as one item each."""
    found = {at: below for at in range(len(blocks)) if (below := _below(blocks, at))}
    linked = sum(_is_quotation(block) and has_links(block) for block in blocks)
    quoted = sum(map(len, found.values()))
    if len(found) < _USUAL or quoted < _MOST * linked:
        return list(blocks)
    made: list[Block] = []
    end = 0
    for at, block in enumerate(blocks):
        if at in found:
            below = found[at]
            end = at + 1 + len(below)
            spans = [span for one in (block, *below) for span in (Span(BREAK), *one.spans)][1:]
            last = below[-1]
            made.append(replace(block, kind="item", group=QUOTED_FACTS, spans=spans, end=max(last.end, last.line)))
        elif at >= end:
            made.append(block)
    return made


def _is_quotation(block: Block) -> bool:
    return block.kind == "quote" and block.stated is None


def _below(blocks: Sequence[Block], at: int) -> list[Block]:
    """The quotations right below a bold title if they are facts about it; empty for other blocks."""
    if not _is_title(blocks[at]):
        return []
    below = list(takewhile(_is_quotation, blocks[at + 1 :]))
    if not any(map(has_links, below)) or any(len(link.text.split()) > _LABEL for one in below for link in _titled(one)):
        return []
    first = next(line for one in below for line in lines_of(one.spans) if any(span.text.strip() for span in line))
    people = people_in("".join(span.text for span in first).strip(" *_.,"))
    is_label = any(span.href and is_resource(span.text) for span in first)
    return below if people is not None or is_label else []


def _titled(block: Block) -> list[Span]:
    return [span for _, span in links_of(block.spans).titled]


def _is_title(block: Block) -> bool:
    """Whether a paragraph is nothing but bold words, or bold words and a remark in brackets."""
    if block.kind != "paragraph" or block.stated is not None or has_links(block):
        return False
    bold = [span for span in block.spans if span.bold]
    others = "".join(span.text for span in block.spans if not span.bold)
    is_whole = re.fullmatch(r"[\s.]*(?:[(\[][^()\[\]]{2,60}[)\]][\s.]*)?", others) is not None
    text = "".join(span.text for span in bold).strip()
    return is_whole and len(text.split()) >= _SHORTEST and text[-1] not in ":：" and bold[0] is block.spans[0]
