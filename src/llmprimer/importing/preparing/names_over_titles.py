"""Gives links that are short names the titles in bold on the line below: `**[GLOW](...)** (CHI 2020)` over `**Large Lamps of Rooms**`.

Below the name of a thing bold words may be a remark as well. Where most short names with a link stand over such a line, it is the title.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import lines_of
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.records.people_lists import people_in

#: How many such entries show the form, and what share of the short names with a link and a line below.
_USUAL, _MOST = 3, 0.6
#: In words, of a name, and of a title.
_LONGEST, _SHORTEST = 4, 4


class _Entry(NamedTuple):
    block: Block
    #: The lines, and where the name stands in the first and the title among them.
    lines: list[list[Span]]
    at: int
    below: int


def with_titles_for_names(blocks: Iterable[Block]) -> None:
    """Puts such titles in the place of the names, in place, which are what the works are called."""
    named = [found for block in blocks if block.stated is None and (found := _named(block)) is not None]
    titled = [one for one in named if _is_title(one.lines[one.below])]
    if len(titled) < _USUAL or len(titled) < _MOST * len(named):
        return
    for block, lines, at, below in titled:
        link = lines[0][at]
        if not _names_people(link.text):
            block.called = block.called or link.text.strip()
        title = " ".join("".join(span.text for span in lines[below]).split())
        lines[0][at] = link._replace(text=title)
        kept = [line for n, line in enumerate(lines) if n != below]
        block.spans = [span for line in kept for span in (Span(BREAK), *line)][1:]


def _named(block: Block) -> _Entry | None:
    """The entry, if its first line begins with a short name that is a link, and has another line below."""
    lines = lines_of(block.spans)
    below = next((n for n, line in enumerate(lines) if n and any(span.text.strip() for span in line)), 0)
    at = next((n for n, span in enumerate(lines[0]) if span.text.strip() and not span.image), -1)
    if not below or at < 0:
        return None
    link = lines[0][at]
    if not is_link(link.href) or link.text == link.href or is_resource(link.text):
        return None
    is_short = len(link.text.split()) <= _LONGEST or _names_people(link.text)
    return _Entry(block, lines, at, below) if is_short else None


def _is_title(line: list[Span]) -> bool:
    """Whether a line is nothing but bold words, as many as titles have."""
    said = [span for span in line if span.text.strip()]
    text = "".join(span.text for span in said).strip()
    are_bold = all(span.bold and span.href is None and not span.image for span in said)
    return are_bold and len(text.split()) >= _SHORTEST and text[-1] not in ":："


def _names_people(text: str) -> bool:
    """Whether a text is `Stern et al.`, or whole names of people."""
    people = people_in(text)
    return people is not None and (people.has_others or all("given" in name for name in people.names))
