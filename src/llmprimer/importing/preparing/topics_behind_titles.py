"""Takes the topics off the titles of a list that stand before them: `Large Lamps of Rooms · Wide Light / Rooms [[paper](...)]`.

Behind such a dot may stand as well who wrote the work, where it was published, or what it is. Topics are few words that recur, or
several with slashes between, and over all the entries of a document hardly any of them are names of people or publications.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.venues import is_meeting, is_preprint, names_publication
from llmprimer.records.written_dates import is_date

#: How many entries show that a document writes topics so, and what share of the tails of entries must be topics.
_USUAL = 5
_MOST = 0.8
#: What share of topics may be like names of people, how like, and what share of all must have been there before.
_FEW = 0.3
_PERSON = 0.9
_RECURS = 0.3
#: In words, of a topic; of a title.
_LONGEST, _SHORTEST_TITLE = 5, 2
# Without the blanks before: each of a long run would be tried as the first.
_DOT = re.compile(r"(?<=\s)[·•∙]\s+")
_BETWEEN = re.compile(r"(?<=\s)[·•∙/]\s+|[,;]\s+")
#: What opens the links behind the topics.
_OPENS = " \t\n\u00a0[(|"


class _Tail(NamedTuple):
    """What stands behind the title of an entry: where among its spans and in the text of the first, where it ends, and its parts."""

    item: Block
    at: int
    begin: int
    end: int
    behind: str
    parts: list[str]

    @property
    def has_topics(self) -> bool:
        return all(map(_may_be_topic, self.parts)) and not all(map(is_resource, self.parts))


def without_topics_behind_titles(items: Iterable[Block]) -> None:
    """Takes the topics behind titles off their items, in place, where the document has many: they become keywords."""
    tails = [tail for item in items if item.stated is None and (tail := _tail(item)) is not None]
    found = [tail for tail in tails if tail.has_topics]
    if len(found) < _USUAL or len(found) < _MOST * len(tails) or not _are_topics(found):
        return
    for item, at, begin, end, behind, parts in found:
        first = item.spans[at]
        item.spans[at:end] = [first._replace(text=first.text[:begin]), *([Span(behind)] if behind else [])]
        item.known["keywords"] = [*item.known.get("keywords", ()), *parts]


def _are_topics(tails: Sequence[_Tail]) -> bool:
    counts = Counter(part for tail in tails for part in tail.parts)
    again = counts.total() - len(counts)
    joined = sum(len(tail.parts) > 1 for tail in tails)
    people = sum(name_likeness(part) >= _PERSON for part in counts)
    bodies = sum(ORGANIZATION.search(part) is not None for part in counts)
    return (
        people <= _FEW * len(counts)
        and bodies <= _FEW * len(counts)
        and again >= _RECURS * counts.total() * (1 if 2 * joined < len(tails) else 0.5)
    )


def _tail(item: Block) -> _Tail | None:
    """What stands behind the first dot on the first line of an item, up to the next link; None without words there or before it."""
    title = ""
    for at, span in enumerate(item.spans):
        if span.is_break:
            return None
        dot = _DOT.search(span.text) if span.href is None and not span.image and not span.code else None
        if dot is None:
            title += span.text if not span.image else ""
            continue
        title += span.text[: dot.start()]
        end = next(
            (n for n in range(at + 1, len(item.spans)) if item.spans[n].is_break or item.spans[n].href is not None),
            len(item.spans),
        )
        text = span.text[dot.end() :] + "".join(one.text for one in item.spans[at + 1 : end])
        if any(one.image or one.code for one in item.spans[at + 1 : end]):
            return None
        behind = text[len(text.rstrip(_OPENS)) :]
        is_last = end == len(item.spans) or item.spans[end].is_break or is_resource(item.spans[end].text)
        words = text[: len(text) - len(behind)].strip()
        is_title = len(title.split()) >= _SHORTEST_TITLE or any(is_link(one.href) for one in item.spans[:at])
        if not words or not is_title or not is_last:
            return None
        begin = len(span.text[: dot.start()].rstrip())
        return _Tail(item, at, begin, end, behind, [part.strip() for part in _BETWEEN.split(words)])
    return None


def _may_be_topic(text: str) -> bool:
    """Whether a text is a few words that say nothing about where, when and as what a work was published."""
    return (
        re.search(r"[^\W\d_]{2}", text) is not None
        and len(text.split()) <= _LONGEST
        and text[-1:] not in (".", ":", "!", "?")
        and not (is_date(text) or is_meeting(text) or is_preprint(text) or names_publication(text))
        and re.search(r"\bet\.? al\b|(?:19|20)\d\d", text) is None
    )
