"""Reads titles that stand as paragraphs or headings over lists of who wrote the work and what it is about, as items with these lists below.

One such paragraph may as well be the name of a group, with its members below; several titles with people below are a reading list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from llmprimer.importing.document.linking import all_items, has_links, is_detail, is_labelled
from llmprimer.importing.document.outline import SUMMARY, Block, unwrapped
from llmprimer.importing.drafting.bylines import is_over_byline
from llmprimer.importing.drafting.following import list_at
from llmprimer.importing.forms.cited_headings import HEADINGS
from llmprimer.records.people_lists import People, people_in

#: How many titles over rows of people show the form, how many of those like them must be such, and their words in the mean.
_USUAL = 4
_MOST = 0.5
_LONG = 4.5


def with_titles_over_bylines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with such titles as items, if most paragraphs over lists, or most headings of a level, are such."""
    every: Counter[int] = Counter()
    entries: dict[int, list[tuple[int, Block]]] = {}
    for at, block in enumerate(blocks):
        if not _may_be_title(block) or not (below := list_at(blocks, at + 1)):
            continue
        every[block.level] += 1
        item = _entry(block, below)
        if _is_over_people(item):
            entries.setdefault(block.level, []).append((at, item))
    found = {
        at: item
        for level, own in entries.items()
        if _are_titles([item for _, item in own], every[level])
        for at, item in own
    }
    made: list[Block] = []
    above = end = 0
    for at, block in enumerate(blocks):
        if at < end:
            continue  # below a title
        if at not in found:
            above = block.level if block.kind == "heading" else above
            made.append(block)
            continue
        if 0 < block.level <= above:  # the section that ends here
            made.append(Block("heading", block.line, level=block.level))
            above = 0
        made.append(found[at])
        end = at + 1 + len(found[at].children)
    return made


def _may_be_title(block: Block) -> bool:
    is_set_off = block.kind == "paragraph" or (block.kind == "heading" and 1 < block.level < SUMMARY)
    return is_set_off and block.stated is None and not has_links(block)


def _entry(title: Block, below: list[Block]) -> Block:
    last = below[-1]
    return Block(
        "item",
        title.line,
        unwrapped(title.spans),
        children=below,
        group=HEADINGS,
        end=max(title.end, last.end, last.line),
    )


def _is_over_people(item: Block) -> bool:
    """Whether the first of the items below has people and the second none, as members of a group would be; links are none but labels."""
    if any(span.is_break for span in item.spans) or any(
        has_links(one) and not is_detail(one) for one in all_items(item.children)
    ):
        return False
    are_people = [_people(one) is not None for one in item.children[:2]]
    return are_people in ([True], [True, False])


def _people(item: Block) -> People | None:
    """The people that an item consists of; a label before them makes the items below a list of facts, which is read as such."""
    people = None if is_labelled(item) else people_in(" ".join(item.text.split()), sure=True)
    return people if people is not None and all("family" in name and "given" in name for name in people.names) else None


def _are_titles(items: Sequence[Block], every: int) -> bool:
    """Whether several have rows of people below, their words are as many as those of titles, and few others have none."""
    return (
        sum(map(is_over_byline, items)) >= _USUAL
        and len(items) >= _MOST * every
        and fmean(len(item.text.split()) for item in items) >= _LONG
    )
