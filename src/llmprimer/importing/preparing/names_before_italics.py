"""Takes the names of works off the titles in italics behind them: `**GLOW**, *Large Lamps of Rooms*. CHI 2020. [[pdf](...)]`.

Before a title in italics stands its author in other lists. A family name is a word like others; what is written with capitals within,
or what the title begins with again, is none. Over all such entries of a document most show which they have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.drafting.title_ends import is_name_like
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.people_lists import is_certain, leading_people
from llmprimer.records.venues import is_meeting, names_publication
from llmprimer.text import fold

#: How many entries show what stands before the titles of a document.
_USUAL = 3
#: In words, of a name.
_LONGEST = 3
#: How like the name of a person a text may be.
_PERSON = 0.8
_COMMA = re.compile(r"\s*[,;]?\s*")
_NAME = re.compile(r"(?P<name>[^\s,;:][^,;:]{0,38}[^\s,;:])\s*[,;]\s*")


class _Named(NamedTuple):
    item: Block
    name: str
    #: Where the title begins among the spans of the item.
    at: int

    @property
    def is_of_work(self) -> bool:
        """Whether the name can be that of no person."""
        title = fold(self.item.spans[self.at].text).lstrip()
        repeats = re.match(rf"{re.escape(fold(self.name))}\s*[:：–—-]", title) is not None
        return repeats or all(is_name_like(word) or not word[0].isalpha() for word in self.name.split())


def without_names_before_italics(items: Iterable[Block]) -> None:
    """Makes the names before titles in italics what their items are called, in place, where most can be those of no people."""
    found = [named for item in items if item.stated is None and (named := _named(item)) is not None]
    counts = Counter(named.name for named in found)
    certain = sum(named.is_of_work for named in found)
    if certain < _USUAL or 2 * certain <= len(found) or 2 * len(counts) <= len(found):
        return
    for item, name, at in found:
        if name_likeness(name) < _PERSON and not item.called:
            item.called = name
            item.spans = [item.spans[at]._replace(bold=True, italic=False), *item.spans[at + 1 :]]


def _named(item: Block) -> _Named | None:
    """The name of a work before the title in italics that an item has; None where another thing stands there."""
    said = [n for n, span in enumerate(item.spans) if span.text.strip() and not span.image]
    if len(said) < 2 or any(item.spans[n].href is not None for n in said[:2]):
        return None
    first = item.spans[said[0]]
    if first.bold and not first.italic:
        name, rest = first.text.strip(" ,;"), said[1:]
        if not _is_italic(item.spans[rest[0]]) and _COMMA.fullmatch(item.spans[rest[0]].text):
            rest = rest[1:]
    else:
        match = _NAME.fullmatch(first.text) if not first.italic and not first.code else None
        name, rest = match["name"] if match is not None else "", said[1:]
    if not rest or not _is_italic(item.spans[rest[0]]) or not 0 < len(name.split()) <= _LONGEST:
        return None
    title = item.spans[rest[0]].text.strip()
    people = leading_people(title)
    is_title = len(title.split()) > 1 and not (is_meeting(title) or names_publication(title))
    is_name = name[-1] not in ".:：" and re.search(r"[^\W\d_]", name) is not None and not is_meeting(name)
    return _Named(item, name, rest[0]) if is_title and is_name and not (people and is_certain(people[0])) else None


def _is_italic(span: Span) -> bool:
    return span.italic and not span.bold and span.href is None and not span.code
