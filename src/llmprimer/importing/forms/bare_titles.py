"""Finds lists of works that are titles and nothing else, `- Large Lamps for Small Rooms: A Survey`, by how their items are written.

One such line may as well be a topic, a task or the name of a meeting; several that all look like titles are a reading list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean

from llmprimer.importing.document.citations import is_bare_title, is_dated_title, tells_news
from llmprimer.importing.document.labels import column
from llmprimer.importing.document.linking import has_links
from llmprimer.importing.document.outline import Block
from llmprimer.records.venues import names_publication

#: How many items a list has at least, and how many all such lists of a document have.
_LEAST = 3
LEAST_IN_ALL = 8
#: What share of the items must look like titles, and have how many words in the mean: topics have fewer.
_MOST = 0.7
_LONG = 5.5
#: What share of the long words of a title begin with a capital, and how many there are.
_CAPITAL = 0.75
_LONG_WORDS = 3


#: The group of paragraphs that are titles.
PARAGRAPHS = -7
#: How many words a title has.
FEWEST, LONGEST = 3, 30


def with_titles_as_items(blocks: Sequence[Block]) -> None:
    """Makes paragraphs that are titles items of a list, where several have their year, `Large Lamps of Rooms (2018)`, and few are others."""
    below = [*blocks[1:], None]
    found = [
        one for one, after in zip(blocks, below, strict=False) if _may_be_title(one, after)
    ]  # none in an empty document
    dated = sum(is_dated_title(one.text) for one in found)
    titles = [one for one in found if is_dated_title(one.text) or is_titled(one)] if dated >= LEAST_IN_ALL else []
    if len(titles) >= _MOST * len(found):
        for block in titles:
            block.kind, block.group = "item", PARAGRAPHS


def _may_be_title(block: Block, after: Block | None) -> bool:
    """Whether a paragraph of one line without links could be a title, and what stands below has no links of it."""
    if block.kind != "paragraph" or any(span.href or span.is_break for span in block.spans):
        return False
    words = block.text.split()
    is_over_links = after is not None and after.kind in ("paragraph", "item") and has_links(after)
    return (
        FEWEST <= len(words) <= LONGEST
        and words[0][0].isupper()
        and words[-1][-1] not in ".!:："
        and not is_over_links
        and not tells_news(block.text)
    )


def lists_of_titles(items: Iterable[Block]) -> frozenset[int]:
    """The groups of items of which those without links are titles."""
    groups: defaultdict[int, list[Block]] = defaultdict(list)
    for item in items:
        if item.kind == "item" and not any(span.href for span in item.spans):
            groups[item.group].append(item)
    found = {group: own for group, own in groups.items() if are_titles(own)}
    if sum(map(len, found.values())) < LEAST_IN_ALL:
        return frozenset()
    every = [item for own in groups.values() for item in own]
    if are_titles(every):  # sections of a few entries show together how the list is written
        found |= {group: own for group, own in groups.items() if 2 * sum(map(is_titled, own)) > len(own)}
    return frozenset(found)


def are_titles(items: list[Block], *, least: float = _MOST) -> bool:
    """Whether at least that share of items looks like titles, and they are not shorter."""
    titles = [item for item in items if is_titled(item)]
    return (
        len(items) >= _LEAST
        and len(titles) >= least * len(items)
        and fmean(len(item.text.split()) for item in items) >= _LONG
        and 2 * sum(names_publication(item.text) for item in items) < len(items)
    )


def is_titled(item: Block) -> bool:
    """Whether an item looks like the title of a work: several long words, most with capitals, and no end of a sentence."""
    long = [word for word in item.text.split() if len(word) > 3]
    capitals = sum(not word[0].islower() for word in long)
    return is_bare_title(item) and len(long) >= _LONG_WORDS and capitals >= _CAPITAL * len(long)


def lists_below_tables(blocks: Sequence[Block]) -> frozenset[int]:
    """The lists of names without links in sections that begin with a table that has a column of titles: they go on with it."""
    found: dict[int, list[Block]] = {}
    has_table = False
    for block in blocks:
        if block.kind == "heading":
            has_table = False
        elif block.kind == "row":
            has_table = has_table or "title" in map(column, block.header)
        elif block.kind == "item" and has_table:
            found.setdefault(block.group, []).append(block)
    return frozenset(group for group, items in found.items() if _are_names(items))


def _are_names(items: Sequence[Block]) -> bool:
    """Whether items are names of works: many, few words each, no two alike, and nothing of a sentence."""
    names = [item for item in items if _is_name(item)]
    return len(items) >= LEAST_IN_ALL and len({item.text for item in names}) >= _MOST_NAMES * len(items)


def _is_name(item: Block) -> bool:
    text = item.text.strip()
    is_short = 0 < len(text.split()) <= _LONGEST_NAME and text[-1] not in ".!?:："
    return is_short and not item.children and not has_links(item) and not tells_news(text)


#: What share of the items below a table must be names, and how many words these have.
_MOST_NAMES = 0.9
_LONGEST_NAME = 12
