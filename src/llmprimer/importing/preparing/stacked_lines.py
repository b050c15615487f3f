"""Reads paragraphs whose lines each stand for themselves as lists: titles of papers or books in plain text, one a line.

A line of a text that was wrapped to some width ends where its next word would not have fitted. Lines that end earlier were ended by a
person, and where most lines of a document without links are such, each of them is an entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from llmprimer.importing.document.linking import has_links
from llmprimer.importing.document.outline import Block
from llmprimer.importing.document.paragraph_lines import paragraph_lines
from llmprimer.importing.forms.bare_titles import LEAST_IN_ALL

#: The group of such lines.
LINES = -9
#: How many lines such a paragraph has at least.
_LEAST = 3
#: What share of line breaks a person must have made, what share of the lines of a document must be such, and how many may begin as a sentence goes on.
_MEANT = 0.5
_MOST = 0.7
_GOES_ON = 0.1
#: In characters: a line that no width ends.
_LONGEST = 400


def with_lines_as_items(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with such lines as items, where most lines of paragraphs without links are such."""
    paragraphs = {id(block): [*paragraph_lines(block)] for block in blocks if _is_plain(block)}
    stacked = {one: lines for one, lines in paragraphs.items() if is_stacked([line.text.strip() for line in lines])}
    count = sum(map(len, stacked.values()))
    if count < LEAST_IN_ALL or count < _MOST * sum(map(len, paragraphs.values())):
        return list(blocks)
    return [line for block in blocks for line in _as_items(block, stacked.get(id(block)))]


def is_stacked(lines: Sequence[str]) -> bool:
    """Whether a person ended most of the lines, and few go on with the sentence above."""
    if len(lines) < _LEAST or max(map(len, lines)) > _LONGEST:
        return False
    meant = count_meant(pairwise(lines), max(map(len, lines)))
    goes_on = sum(line[0].islower() for line in lines)
    return meant >= _MEANT * (len(lines) - 1) and goes_on <= _GOES_ON * len(lines)


def count_meant(pairs: Iterable[tuple[str, str]], width: int) -> int:
    """How many lines a person ended: the first word of the line below would have fitted within the width, in characters."""
    return sum(len(above.rstrip()) + 1 + len(below.split(maxsplit=1)[0]) <= width for above, below in pairs)


def _is_plain(block: Block) -> bool:
    return block.kind == "paragraph" and block.stated is None and bool(block.text.strip()) and not has_links(block)


def _as_items(block: Block, lines: Sequence[Block] | None) -> Iterator[Block]:
    if lines is None:
        yield block
        return
    for line in lines:
        line.kind, line.group = "item", LINES
        yield line
