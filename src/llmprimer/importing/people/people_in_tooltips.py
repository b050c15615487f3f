"""Finds lists that name who wrote their works in the titles of links, `[Large Lamps](... "Ada Stern, Bo Lind")`, which a page shows as tooltips.

A tooltip may say anything. Where nearly all of a document are names, they are those of authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from llmprimer.importing.document.linking import links_of
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.people_lists import people_in
from llmprimer.text import fold

#: How many tooltips are the names of several people, which nothing else looks like, and what share of all are names.
_USUAL = 3
_SHARE = 0.9
_BETWEEN = re.compile(r"\s*[,;&]\s*(?:and\s+)?|\s+and\s+")


class _Tooltip(NamedTuple):
    """The place of a link in its entry, and its tooltip."""

    at: int
    text: str


def name_people_in_tooltips(blocks: Iterable[Block]) -> None:
    """Puts the names that tooltips have behind the links, as those of people, in a document whose tooltips are names."""
    found = [(block, tooltip) for block in blocks if block.kind == "item" and (tooltip := _tooltip(block)) is not None]
    named = [(block, tooltip, names) for block, tooltip in found if (names := _names(tooltip.text))]
    if sum(len(names) > 1 for *_, names in named) < _USUAL or len(named) < _SHARE * len(found):
        return
    for block, (at, text), names in named:
        behind = [_without(span, text) for span in block.spans[at + 1 :]]
        block.spans = [*block.spans[: at + 1], Span(" "), Span("; ".join(names), person=True), *behind]


def _names(text: str) -> list[str]:
    """The names that a tooltip consists of, as printed; none where it has anything else, or names with a comma."""
    people = people_in(text, sure=True)
    names = _BETWEEN.split(text)
    return names if people is not None and not people.has_others and len(people.names) == len(names) else []


def _tooltip(block: Block) -> _Tooltip | None:
    """The place of the first link that may be a title, and its tooltip, unless that only says the title again."""
    at, link = next(iter(links_of(block.spans).titled), (0, None))
    text = " ".join(link.tooltip.split()) if link is not None else ""
    return _Tooltip(at, text) if link is not None and text and fold(text) != fold(link.text) else None


def _without(span: Span, names: str) -> Span:
    """A span without the names, where the entry prints them too: `[A Stern, B Lind]`."""
    if span.href or names not in span.text:
        return span
    return span._replace(text=re.sub(rf"\[?{re.escape(names)}\]?", "", span.text, count=1))
