"""Gives papers that are called by short names the titles in the first item nested below: `*GLOW* [[paper](...)]` over `- GLOW: Large Lamps`.

Below the name of a thing mostly stands what it is or does. Where most such items of a document are over a text that may be a title,
most of their links lead to papers, and several of the texts say the names again, they are titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llmprimer.importing.document.citations import is_citation
from llmprimer.importing.document.flattening import EMOJI
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import has_links, is_labelled, links_of, without_tags
from llmprimer.importing.document.main_links import is_paper
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.drafting.abbreviations import abbreviates, words_of
from llmprimer.records.people_lists import is_certain, leading_people
from llmprimer.records.titles import strip_decoration
from llmprimer.records.venues import is_meeting
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold

#: How many entries show the form, what share of the names has such a text below, and what share of these says the name again.
_USUAL, _MOST, _SAID = 3, 0.75, 0.3
#: What share of the links leads to papers.
_PAPERS = 0.6
#: In words, of a name, and of a title.
_LONGEST, _SHORTEST, _MOST_WORDS = 4, 4, 40
#: Between a name, a remark on it, and the title; titles have no space before their colons.
_APART = re.compile(r"\s[:：]\s?")
_MARKS = " *_,;:：.-–—[]()|"
_SENTENCE = re.compile(r"[!;。]$|[.;!。]\s")


class _Entry(NamedTuple):
    """An item, where its name stands, and the title below it."""

    item: Block
    name: str
    at: int
    title: str
    below: Block

    @property
    def is_said_again(self) -> bool:
        """Whether the text below begins with the name as titles do, or is abbreviated by it."""
        name, text = fold(self.name), fold(EMOJI.sub("", self.below.text)).strip(" *_")
        begins = bool(name) and re.match(rf"{re.escape(name)}\s*[:：–—-]", text) is not None
        return begins or abbreviates(self.name, words_of(self.title.partition(":")[0]))


def with_titles_below_names(items: Iterable[Block]) -> None:
    """Puts such titles in the place of the names, in place, which are what the works are called."""
    found = [entry for item in items if item.stated is None and not item.called and (entry := _entry(item)) is not None]
    titled = [entry for entry in found if _is_title(entry)]
    said = sum(entry.is_said_again for entry in titled)
    papers = sum(any(is_paper(span) for span in entry.item.spans if span.href) for entry in titled)
    if len(titled) < max(_USUAL, _MOST * len(found)) or said < max(_USUAL, _SAID * len(titled)):
        return
    if papers < _PAPERS * len(titled):
        return
    for item, name, at, title, below in titled:
        item.called = name
        item.spans = _with_title(item.spans, name, at, title)
        item.children = [*below.children, *(child for child in item.children if child is not below)]


def _with_title(spans: Sequence[Span], name: str, at: int, title: str) -> list[Span]:
    """The spans with the title in the place of the name, or before the brackets of the first link."""
    put = Span(title, bold=True)
    span = spans[at]
    if not name:
        before = spans[at - 1].text.rstrip() if at else ""
        if not before.endswith(("[", "(")):
            return [*spans[:at], put, Span(" "), *spans[at:]]
        return [*spans[: at - 1], spans[at - 1]._replace(text=before[:-1]), put, Span(f" {before[-1]}"), *spans[at:]]
    if span.href is not None:
        return [*spans[:at], span._replace(text=title), *spans[at + 1 :]]
    tags, _, behind = span.text.partition(name)
    if span.bold or span.italic:
        return [*spans[:at], put, *spans[at + 1 :]]
    return [*spans[:at], Span(tags), put, Span(behind), *spans[at + 1 :]]


def _entry(item: Block) -> _Entry | None:
    """The entry, if an item with links is nothing but a short name, or has none, and has another without links below."""
    below = item.children[0] if item.children else None
    if below is None or below.kind != "item" or below.stated is not None or has_links(below):
        return None
    place = _place(item.spans)
    return _Entry(item, place[0], place[1], _title(below, place[0]), below) if place is not None else None


def _place(spans: Sequence[Span]) -> tuple[str, int] | None:
    """The short name of an item and the position of its span; an empty one with that of the first link."""
    links = links_of(spans)
    every = sorted((*links.titled, *links.resources), key=lambda found: found[0])
    if not every or not any(is_link(span.href) for _, span in every):
        return None
    first = every[0][0]
    before = [n for n in range(first) if spans[n].text.strip(_MARKS) and not spans[n].image]
    set_off = next((n for n in before if spans[n].bold or spans[n].italic), None)
    if set_off is not None:
        name = spans[set_off].text.strip(_MARKS)
        return (name, set_off) if _is_name(name) else None
    text = "".join(spans[n].text for n in before)
    said = strip_decoration(without_tags(text)).strip(_MARKS)
    if said:
        return (said, before[-1]) if _is_name(said) and said in spans[before[-1]].text else None
    link = every[0][1]
    name = link.text.strip(_MARKS)
    if links.titled and links.titled[0][0] == first:
        return (name, first) if _is_name(name) else None
    return "", first


def _is_name(text: str) -> bool:
    is_short = 0 < len(text.split()) <= _LONGEST and "://" not in text
    return is_short and not (is_resource(text) or is_date(text) or is_meeting(text))


def _title(below: Block, name: str) -> str:
    """The title in the text below: behind the name and a remark on it, where these stand apart."""
    text = " ".join(strip_decoration(EMOJI.sub(" ", below.text)).strip(" *_").split())
    first, *others = _APART.split(text, maxsplit=2)
    begins = bool(name) and fold(first).startswith(fold(name)) and len(first.split()) <= len(name.split()) + _LONGEST
    title = others[-1] if others and (begins or not name) and len(first.split()) <= 2 * _LONGEST else text
    return title.strip(" *_").rstrip(" .")


def _is_title(entry: _Entry) -> bool:
    """Whether the text below may be the title of a work."""
    title = entry.title
    people = leading_people(title)
    return (
        _SHORTEST <= len(title.split()) <= _MOST_WORDS
        and not title[0].islower()
        and _SENTENCE.search(title) is None
        and not is_labelled(entry.below)
        and not is_citation(title)
        and not (people is not None and is_certain(people[0]))
    )
