"""Finds lists of articles that name who wrote them behind a dash, `[Title of It](...) - [@stern](https://x.com/stern)`.

One such word may say anything about a work. Where several of them link to pages of people, and hardly any entry has something else
there, names of accounts are people too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from llmprimer.identifiers import host
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import PROFILE, links_of
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import is_meeting, names_publication
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold

_DASH = re.compile(r"\s*(?:--?|[–—―|])\s+(?:(?:written |posted )?by\s+)?", re.IGNORECASE)
#: What stands between names.
_BETWEEN = re.compile(r"\s*(?:[,;&+]|//?|and)?\s*")
_AND = re.compile(r"\s*(?:[,;&]|//?|\band\b)\s*")
#: An account, a name, or a name with an account: `stern99`, `Ada Stern`, `Ada (stern99)`.
_NAME = re.compile(r"@?[^\W_][\w.'’-]*(?:\s[^\W_][\w.'’-]*){0,2}(?:\s\(@?[\w.-]+\))?")
#: The page of a person at a site of many.
_ACCOUNT = re.compile(r"https?://[^/]+/(?:@|profile/|users?/|people/|~)[\w.%-]+/?", re.IGNORECASE)
#: How many names link to pages of people in such a list, what share of what stands there are names, and how many words titles have.
_LINKED = 3
_SHARE = 0.85
_TITLE = 4


class _Tail(NamedTuple):
    """What stands behind the title of an entry: names, or something else."""

    block: Block
    at: int
    names: list[str]
    is_linked: bool
    is_own: bool
    title: str


def name_people_behind(blocks: Iterable[Block]) -> None:
    """Marks the names behind dashes as those of people, in a document whose articles have them there."""
    tails = [tail for block in blocks if block.kind == "item" and (tail := _tail(block)) is not None]
    named = [tail for tail in tails if tail.names]
    linked = [tail for tail in named if tail.is_linked]
    if len(linked) < _LINKED or len(named) < _SHARE * len(tails):
        return
    # `[Lamp Works](...) - [@lampworks](...)` is the account of what the link leads to.
    if median(len(tail.title.split()) for tail in named) < _TITLE or 2 * sum(t.is_own for t in linked) > len(linked):
        return
    for block, at, names, *_ in named:
        block.spans = [*block.spans[:at], Span(" "), Span("; ".join(names), person=True)]


def _tail(block: Block) -> _Tail | None:
    """What stands behind the first link of an entry and a dash; None without a dash."""
    titled = links_of(block.spans).titled
    at = titled[0][0] if titled else len(block.spans)
    behind = block.spans[at + 1 :]
    if not behind or behind[0].href is not None or re.search(r"\w", "".join(s.text for s in block.spans[:at])):
        return None
    if (dash := _DASH.match(behind[0].text)) is None:
        return None
    first = behind[0]._replace(text=behind[0].text[dash.end() :])
    spans = [span for span in (first, *behind[1:]) if span.text.strip()]
    names = list(_names(spans)) if spans and not any(s.image or s.is_break for s in spans) else []
    title = titled[0][1].text
    own = re.sub(r"\W", "", fold(title + host(titled[0][1].href or "")))
    links = [span for span in spans if span.href is not None]
    is_linked = bool(names and links) and all(_leads_to_person(span.href or "") for span in links)
    is_own = all(re.sub(r"\W", "", fold(name)) in own for name in names)
    return _Tail(block, at + 1, names, is_linked, is_own, title) if spans else None


def _names(spans: Sequence[Span]) -> Iterator[str]:
    """The names that the spans consist of; none if they have anything else."""
    if any(span.href is not None for span in spans):
        linked = [span for span in spans if span.href is not None]
        others = [span for span in spans if span.href is None]
        if all(_BETWEEN.fullmatch(span.text) for span in others) and all(map(_is_named, linked)):
            yield from (span.text.strip() for span in linked)
        return
    text = " ".join("".join(span.text for span in spans).split()).rstrip(".")
    people = people_in(text, sure=True)
    if people is not None and not people.has_others and all("given" in name for name in people.names):
        parts = [text] if len(people.names) == 1 else _AND.split(text)
        yield from parts if len(parts) == len(people.names) else ()
    elif _is_name(text):
        yield text


def _is_named(link: Span) -> bool:
    """Whether the text of a link may be a name, and the link lead to a person or to a whole site."""
    href = link.href or ""
    is_site = re.fullmatch(r"https?://[^/]+/?", href) is not None
    return is_link(href) and (_leads_to_person(href) or is_site) and _is_name(link.text.strip())


def _leads_to_person(href: str) -> bool:
    return PROFILE.fullmatch(href) is not None or _ACCOUNT.fullmatch(href) is not None


def _is_name(text: str) -> bool:
    is_other = is_resource(text) or is_date(text) or is_meeting(text) or names_publication(text)
    return _NAME.fullmatch(text) is not None and not is_other and ORGANIZATION.search(text) is None
