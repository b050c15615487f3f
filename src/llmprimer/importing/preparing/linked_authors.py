"""Gives links that say only who wrote a work and when, `[Stern et al. (2020)](...) — "Large Lamps of Rooms"`, the titles behind them.

Behind one such link a remark may stand as well. Where several are in a document, what is in quotation marks behind them, or no sentence,
is the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from llmprimer.importing.document.flattening import SENTENCE
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.outline import Block, Span

#: How many such entries show the form.
_USUAL = 3
#: In words, of a title.
_SHORTEST, _LONGEST = 3, 30
_NAME = r"(?:(?:de|van|von|der|den|la|le|da|di) )*[^\W\d_a-z][\w'’-]+"
_WHO = re.compile(
    rf"(?P<who>{_NAME}(?:,? et al\.?|(?:, {_NAME})*,? (?:and|&) {_NAME})?),?\s*[(\[]?(?P<year>(?:1[6-9]|20)\d\d)[a-z]?[)\]]?"
)
_AND = re.compile(r",? (?:and|&) |, ")
_BEHIND = re.compile(
    r"\s*[:：,.]?\s*(?:[-–—]+\s*)?(?:[\"“«](?P<quoted>[^\"“”»]+)[\"”»]|(?P<plain>\S.*?)\s*$)(?P<rest>.*)", re.DOTALL
)


class _Entry(NamedTuple):
    block: Block
    at: int
    who: str
    year: str
    title: str
    rest: str


def with_titles_behind_authors(blocks: Iterable[Block]) -> None:
    """Puts such titles in the place of the names, and these behind them, in place."""
    found = [entry for block in blocks if block.stated is None and (entry := _entry(block)) is not None]
    if len(found) < _USUAL:
        return
    for block, at, who, year, title, rest in found:
        link = block.spans[at]._replace(text=title)
        people = Span("; ".join(_AND.split(who)), person=True)
        named = [Span(f" ({who}, {year})")] if "et al" in who else [Span(" "), people, Span(f" ({year})")]
        block.spans = [*block.spans[:at], link, *named, Span(rest), *block.spans[at + 2 :]]


def _entry(block: Block) -> _Entry | None:
    """An entry that begins with such a link, and has its title right behind it."""
    at = next((n for n, span in enumerate(block.spans) if span.text.strip() and not span.image), -1)
    if at < 0 or at + 1 >= len(block.spans):
        return None
    link, behind = block.spans[at], block.spans[at + 1]
    who = _WHO.fullmatch(link.text.strip()) if is_link(link.href) else None
    told = _BEHIND.fullmatch(behind.text) if who is not None and behind.href is None else None
    if who is None or told is None:
        return None
    title = (told["quoted"] or told["plain"] or "").strip()
    is_title = _SHORTEST <= len(title.split()) <= _LONGEST and title[0].isupper()
    if not is_title or (told["plain"] is not None and SENTENCE.search(title) is not None and title[-1] == "."):
        return None
    return _Entry(block, at, who["who"], who["year"], title.rstrip(".,"), told["rest"])
