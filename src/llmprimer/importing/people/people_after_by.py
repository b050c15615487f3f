"""Finds the people that entries name with a link at their end: `[Glow](...), a lamp for rooms with [Wick](...) by [Ada Stern](...)`.

Within a description `by` may say anything, as in `sorted by [Large Lamps](...)`. Where several such links lead to pages of people and
are called as persons, the others of the document are accounts or sites of people too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from llmprimer.importing.document.labels import column, is_resource
from llmprimer.importing.document.linking import PROFILE, links_of
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.name_words import ORGANIZATION

#: What stands before the name, and what belongs to it: `both by`.
_BY = frozenset("by von par por door".split())
_BEFORE_BY = frozenset("both all made written created developed".split())
#: A name of a person or an account.
_NAME = re.compile(r"@?[^\W_][\w.'’-]*(?:\s[^\W_][\w.'’-]*){0,3}")
#: How many such links show that they lead to people, how like names these are, and what share of all are people.
_USUAL = 3
_PERSON = 0.7
_SHARE = 0.8


class _End(NamedTuple):
    """The end of an entry: where the title and the link on a name are, and what is said before `by`."""

    block: Block
    title: int
    at: int
    said: str
    is_person: bool
    is_people: bool


def name_people_after_by(blocks: Iterable[Block]) -> None:
    """Puts the names at the ends of entries behind their titles, as those of people, in a document that has several."""
    ends = [end for block in blocks if block.kind == "item" and (end := _end(block)) is not None]
    people = [end for end in ends if end.is_people]
    if sum(end.is_person for end in people) < _USUAL or len(people) < _SHARE * len(ends):
        return
    for block, title, at, said, *_ in people:
        spans = block.spans
        name = Span(spans[at].text.strip().removeprefix("@"), person=True)
        described = [*spans[title + 1 : at - 1], spans[at - 1]._replace(text=said)]
        block.spans = [*spans[: title + 1], Span(" "), name, *described, *spans[at + 1 :]]


def _end(block: Block) -> _End | None:
    """The end of an entry with a title, if a link behind `by` is there, and behind that at most labels of links."""
    links = links_of(block.spans)
    if len(links.titled) < 2 or re.search(r"\w", "".join(s.text for s in block.spans[: links.titled[0][0]])):
        return None
    (title, _), (at, link) = links.titled[0], links.titled[-1]
    before = block.spans[at - 1]
    words = before.text.rstrip(" @").rsplit(None, 2) if before.href is None and at - 1 > title else []
    behind = (span.text for span in block.spans[at + 1 :] if not (span.href and is_resource(span.text)))
    if not words or words[-1].lower() not in _BY or before.text[-1] not in " @" or re.search(r"\w", "".join(behind)):
        return None
    said, verb = before.text.rstrip(" @")[: -len(words[-1])].rstrip(), "".join(words[-2:-1]).lower()
    if verb.endswith(("ed", "en")) and column(f"{verb} by") == "other":
        return None  # `recommended by`
    said = (said[: -len(verb)] if verb in _BEFORE_BY else said).rstrip(" ,;–—-")
    name, href = link.text.strip(), link.href or ""
    is_account, is_site = PROFILE.fullmatch(href) is not None, re.fullmatch(r"https?://[^/]+/?", href) is not None
    is_other = is_resource(name) or ORGANIZATION.search(name) is not None or _NAME.fullmatch(name) is None
    is_person = not is_other and is_account and name_likeness(name) >= _PERSON
    is_people = not is_other and (is_account or (is_site and name_likeness(name) >= _PERSON))
    return _End(block, title, at, said, is_person, is_people)
