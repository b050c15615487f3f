"""Decides for each entry of a list whether it is read by its labels instead of the usual rules.

Where the rules give another title, the labels are used if more speaks for their title; what the rules leave over is read by its labels
if enough speaks for a work. What speaks for it are statements about the entry and its list, each with a weight (log odds).
bench/train_reading_choice.py finds the weights, on counted lists which neither the rules nor the labels had seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import holds_no_works, is_resource
from llmprimer.importing.labelling.labelled_units import (
    LabelledUnit,
    is_like_work,
)
from llmprimer.importing.labelling.list_units import Unit
from llmprimer.importing.labelling.part_features import Slot
from llmprimer.importing.labelling.part_labels import lead
from llmprimer.importing.labelling.title_vetoes import is_cut, is_impossible, is_labelled_certain, is_usual_certain
from llmprimer.text import words

#: What speaks for the title by the labels, where the usual rules give another one.
FOR_TITLE = {
    "of any title": -0.1,
    "the usual titles are distinct": -0.7,
    "titles look like labels of links": 0.5,
    "it is shorter by facts": 0.9,
    "it and others are shorter by facts": 0.8,
    "nearly all titles agree": -0.5,
    "the usual one is where agreed ones are": -1.0,
    "the usual one is no part of the entry": 0.9,
    "it is likelier": 1.4,
    "it is much likelier": 1.5,
    "others have theirs in its place": 0.8,
    "some entries are left over": 0.3,
    "the usual one is that of others": 0.8,
    "it is a short name beside a whole title": -2.0,
}
#: What speaks for a work, where the usual rules leave something over.
FOR_WORK = {
    "of anything": -3.9,
    "most of what is left over looks like works": 0.6,
    "much of what is left over has titles": 0.7,
    "most of what is left over has titles": 0.9,
    "it is among works with titles in its place": 0.6,
    "it is among works with most titles in its place": 0.6,
    "most works have their titles in its place": 0.9,
    "works have their titles elsewhere": -1.8,
    "it is likely a title": 1.6,
    "what is left over is likely titles": 0.6,
    "what is left over is very likely titles": 0.6,
    "titles are distinct": 1.0,
    "its title is that of others": -0.6,
    "half of it is not understood": -0.2,
    "it is a paragraph": -1.3,
    "it is a paragraph without a link or fact": -0.5,
    "titles left over are of several words": 0.8,
    "much of the list is left over": 0.4,
    "it has a date": 0.3,
    "it has a link or a fact": 0.9,
    "it has more than a title but no link or fact": -1.1,
}
#: The least sum with which the labels are used.
LEAST = 0.2
#: Entries that show the form of a list.
_ENOUGH = 8
#: Which share of entries read by labels takes those with it about which both agree; how much of a list is left over where pages beside it are works.
_MOST = 0.5
#: How many works of a list may have the same title.
_MOST_EQUAL = 2
#: A name has no more words than this; a title has capitals at this share of its longer words.
_SHORT, _CAPITALS = 2, 0.75
#: Leads of labels that count no more than this.
_MOST_LEAD = 60.0


class ReadingChoice:
    """The choice for the entries of one list, by a sample of them."""

    def __init__(self, sample: Sequence[LabelledUnit]) -> None:
        read = [one for one in sample if one.is_read]
        left = [one for one in sample if one.is_left]
        titled = [one for one in left if "T" in one.labels]
        same = [one for one in read if one.difference == "same"]
        self._size = len(sample)
        self._count = len(read)
        self._differences = Counter(one.difference for one in read)
        self._left = len(left) / max(1, len(sample))
        self._labels_of_links = any(one.title and is_resource(one.title) for one in sample)
        self._usual = Counter(_key(one.unit.title or "") for one in read)
        self._titles = Counter(_key(one.title) for one in sample if one.title)
        self._are_usual_distinct = _distinct(self._usual) > 0.9
        self._are_distinct = _distinct(self._titles) > 0.75
        self._agreed = _Places(one.place for one in same)
        self._places = _Places(one.place for one in read)
        self._begin = min((one.unit.line for one in same), default=0)
        self._end = max((one.unit.line for one in same), default=0)
        enough = len(left) >= _ENOUGH
        self._titled = _share("T" in one.labels for one in left) if enough else 0.0
        self._like_works = _share(is_like_work(one.unit, one.labels) for one in left)
        leads = [min(_MOST_LEAD, lead(one.scores, one.labels)) for one in titled]
        self._lead = fmean(leads) if leads else 0.0
        self._long_titles = _share(len(one.title.split()) >= 3 for one in titled)
        self._is_for_most = False
        used = sum(map(self.uses_labels, read))
        # Rules look at the neighbours of an entry too, so that few are not left to them alone.
        self._is_for_most = used > _MOST * len(read)
        #: Whether labels are used for one of the sample that the usual rules read, and one that they leave over.
        self.for_read = used > 0
        # What is left over in few places of a long list is seldom in the sample; there is not much of it either.
        self.for_left = self._agreed.count > _MOST * len(sample) or any(map(self.uses_labels, left))

    def uses_labels(self, one: LabelledUnit) -> bool:
        """Whether an entry of the list is read by its labels."""
        if "T" not in one.labels or is_impossible(one):
            return False
        if one.is_left:
            if self._size < _ENOUGH or any(child.kind == "item" for child in one.unit.blocks[-1].children):
                return False  # what is nested in it is the work
            if is_resource(one.title) or holds_no_works(one.title) or self._titles[_key(one.title)] > _MOST_EQUAL:
                return False  # links of a work above; `Maintainers: Ada Stern`; `to be added`
            if self._left < _MOST and _leads_into_list(one.unit):
                return False  # a page beside a list of works
            return sum(FOR_WORK[said] for said in self.said_for_work(one)) > LEAST
        if not one.is_read or self._count < _ENOUGH:
            return False
        if is_usual_certain(one):
            return False
        if is_labelled_certain(one):
            return True
        if one.difference == "same":
            return self._is_for_most
        if is_cut(one):
            return False
        return sum(FOR_TITLE[said] for said in self.said_for_title(one)) > LEAST

    def said_for_title(self, one: LabelledUnit) -> Iterator[str]:
        """The statements that hold of an entry whose title is another one by the labels."""
        usual = one.usual_parts
        better = lead(one.scores, one.labels, usual) if usual else 0.0
        yield from _true(
            {
                "of any title": True,
                "the usual titles are distinct": self._are_usual_distinct,
                "titles look like labels of links": self._labels_of_links,
                "it is shorter by facts": one.difference == "shorter",
                "it and others are shorter by facts": one.difference == "shorter"
                and self._differences["shorter"] > 0.05 * self._count,
                "nearly all titles agree": self._differences["same"] > 0.9 * self._count,
                "the usual one is where agreed ones are": self._agreed.share(one.usual_place) > 0.1,
                "the usual one is no part of the entry": not usual,
                "it is likelier": better > 40,
                "it is much likelier": better > 80,
                "others have theirs in its place": self._places.share(one.place) > 0.4,
                "some entries are left over": self._left > 0.1,
                "the usual one is that of others": self._usual[_key(one.unit.title or "")] > 2,
                "it is a short name beside a whole title": _is_name_beside_title(one),
            }
        )

    def said_for_work(self, one: LabelledUnit) -> Iterator[str]:
        """The statements that hold of something left over in which the labels see a title."""
        better = lead(one.scores, one.labels)
        agreed = self._agreed.share(one.place)
        has_facts = is_like_work(one.unit, one.labels)
        is_bare = set(one.labels) == {"T"}
        is_paragraph = one.unit.blocks[0].kind == "paragraph"
        is_between = self._begin < one.unit.line < self._end
        yield from _true(
            {
                "of anything": True,
                "most of what is left over looks like works": self._like_works > 0.5,
                "much of what is left over has titles": self._titled > 0.5,
                "most of what is left over has titles": self._titled > 0.75,
                "it is among works with titles in its place": is_between and agreed > 0.1,
                "it is among works with most titles in its place": is_between and agreed > 0.3,
                "most works have their titles in its place": agreed > 0.3,
                "works have their titles elsewhere": self._agreed.count >= _ENOUGH and agreed <= 0.1,
                "it is likely a title": better > 90,
                "what is left over is likely titles": self._lead > 0.3 * _MOST_LEAD,
                "what is left over is very likely titles": self._lead > 0.9 * _MOST_LEAD,
                "titles are distinct": self._are_distinct,
                "half of it is not understood": one.labels.count("O") > 0.5 * len(one.labels),
                "it is a paragraph": is_paragraph,
                "it is a paragraph without a link or fact": is_paragraph and not has_facts,
                "titles left over are of several words": self._long_titles > 0.5,
                "much of the list is left over": self._left > 0.3,
                "it has a date": "D" in one.labels,
                "it has a link or a fact": has_facts,
                "it has more than a title but no link or fact": not has_facts and not is_bare,
                "its title is that of others": self._titles[_key(one.title)] > 1,
            }
        )


class _Places:
    """In what share of entries a title begins in some place."""

    def __init__(self, places: Iterable[Slot | None]) -> None:
        self._counts = Counter(places)
        self.count = self._counts.total()

    def share(self, place: Slot | None) -> float:
        return self._counts[place] / self.count if place is not None and self.count else 0.0


def _is_name_beside_title(one: LabelledUnit) -> bool:
    """Whether the title by the labels is a word or two, `LL 2150`, and the usual one is set as titles are: `Large Lamps of Halls`."""
    usual = one.unit.title or ""
    if len(words(one.title)) > _SHORT or len(words(usual)) <= _SHORT or one.title in usual or "," in usual:
        return False
    long = [word for word in usual.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= _CAPITALS * len(long)


def _leads_into_list(unit: Unit) -> bool:
    """Whether a unit has links, and all to parts of the list or pages beside it."""
    hrefs = [part.href for part in unit.parts if part.href is not None]
    return bool(hrefs) and not any(map(is_link, hrefs))


def _share(values: Iterable[bool]) -> float:
    known = [*values]
    return sum(known) / max(1, len(known))


def _key(title: str) -> tuple[str, ...]:
    """What equal titles have in common."""
    return tuple(words(title))


def _distinct(titles: Counter[tuple[str, ...]]) -> float:
    """The share of titles that are not those of others before."""
    return len(titles) / max(1, titles.total())


def _true(statements: dict[str, bool]) -> Iterator[str]:
    return (said for said, holds in statements.items() if holds)
