"""Takes the organizations in brackets before the titles of a list: `**GLOW** **[Lumen Lab]** Large Lamps of Rooms [[pdf](...)]`.

A single word in such a bracket may as well be an author, a venue or a tag. Where many entries of a document have a bracket there, and
several of these say that they name a body, so do the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.venues import is_meeting, is_preprint, names_publication
from llmprimer.records.written_dates import parse_date

#: How like the name of a person a text may be.
_PERSON = 0.9
#: How many brackets show what a document has there, what share may be bodies, how many names must say that they are, and what share.
_USUAL, _MOST, _SAYING, _SHARE = 8, 0.9, 4, 0.2
#: In words.
_LONGEST, _LONGEST_NAME, _SHORTEST_TITLE = 6, 4, 2
_BRACKET = re.compile(r"\s*\[([^\[\]]{2,60})\]\s*")
#: Between several bodies.
_BETWEEN = re.compile(r"\s*[,;/&+]\s*|\s+and\s+")


class _Bracket(NamedTuple):
    item: Block
    #: The span with the bracket, and where that ends in its text.
    at: int
    end: int
    text: str

    @property
    def bodies(self) -> list[str]:
        """The names of several bodies apart; empty if it cannot be of such."""
        names = [part for part in _BETWEEN.split(self.text) if part]
        return names if all(map(_may_be_body, names)) else []

    def take(self) -> None:
        """Takes the bracket off the entry."""
        span = self.item.spans[self.at]
        rest = span.text[self.end :]
        self.item.spans[self.at] = span._replace(text=rest) if rest.strip() else Span(" ")


def without_brackets_before_titles(items: Iterable[Block]) -> None:
    """Takes the brackets before titles off their items, in place, where these name bodies."""
    found = [one for item in items if item.stated is None and (one := _bracket(item)) is not None]
    if len(found) < _USUAL:
        return
    of_bodies = [one for one in found if one.bodies]
    names = {name for one in of_bodies for name in one.bodies}
    saying = sum(ORGANIZATION.search(name) is not None for name in names)
    if len(of_bodies) >= _MOST * len(found) and saying >= max(_SAYING, _SHARE * len(names)):
        for one in of_bodies:
            one.take()
            one.item.known["organizations"] = [*one.item.known.get("organizations", ()), *one.bodies]


def _bracket(item: Block) -> _Bracket | None:
    """The bracket that an item begins with, or has behind a bold name; None where no title without a link follows."""
    said = [n for n, span in enumerate(item.spans) if span.text.strip() and not span.image]
    for place, at in enumerate(said[:2]):
        span = item.spans[at]
        if span.href is not None or span.code or span.is_break:
            return None
        if (match := _BRACKET.match(span.text)) is not None:
            behind = span.text[match.end() :] + "".join(item.spans[n].text for n in said[place + 1 : place + 3])
            is_title = len(behind.split()) >= _SHORTEST_TITLE and not behind.lstrip().startswith(("[", "("))
            return _Bracket(item, at, match.end(), match[1].strip()) if is_title else None
        if place or not span.bold or len(span.text.split()) > _LONGEST_NAME:
            return None
    return None


def _may_be_body(text: str) -> bool:
    return (
        re.match(r"[^\W_a-z]", text) is not None
        and name_likeness(text) < _PERSON
        and len(text.split()) <= _LONGEST
        and not (is_meeting(text) or is_preprint(text) or names_publication(text))
        and parse_date(text) is None
        and re.search(r"\bet\.? al\b", text) is None
    )
