"""Decides for each entry of a list whether it is read by its labels instead of the usual rules.

Where the rules give another title, the labels are used if more speaks for their title; what the rules leave over is read by its labels
if enough speaks for a work. What speaks for it are statements about the entry and its list, each with a weight (log odds).
bench/train_reading_choice.py finds the weights, on counted lists which neither the rules nor the labels had seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import fmean

from llmprimer.importing.hrefs import is_link
from llmprimer.importing.labels import column, holds_no_works, is_resource
from llmprimer.importing.line_parts import LinePart, as_printed
from llmprimer.importing.linking import is_labelled
from llmprimer.importing.list_units import Unit
from llmprimer.importing.part_features import Slot, slot
from llmprimer.importing.part_labels import Labeller, Scores, best_labels, lead, title_of
from llmprimer.importing.title_ends import is_name_like
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.titles import clean_title
from llmprimer.records.venues import is_meeting, names_publication
from llmprimer.records.visits import is_visit
from llmprimer.records.written_dates import is_date
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
#: How like a name the text of people must be who are no part of a title.
_PERSON = 0.9
#: A name has fewer words.
_SHORT = 3
#: How many words of people may stand behind a title.
_MOST_NAMED = 12
#: Leads of labels that count no more than this.
_MOST_LEAD = 60.0
#: The end of a title that goes on: `Talks of 2019` is not `Talks of`.
_OPEN_END = re.compile(r"\b(?:at|by|for|from|in|of|on|since|the|to|with)$")
#: What a title is behind its first half, `GLOW: Large Lamps`.
_GOES_ON = re.compile(r"(?:[\[(][\w.]+[\])])?: ")
#: The further words of a row that begins before it, and a word that binds them to what they are about; behind people it is another.
_ROW = re.compile(r"(?:,\s[^\W\d_][\w-]+){1,6},?\s(?:and|or|&)\s(?:[\w-]+\s){1,3}(?:for|of|on|with|to)\s")
#: `Stern, A. B.`: the first of the authors before a title.
_TURNED_NAME = re.compile(r"[^\W\d_][\w'’-]+,\s(?:[^\W\d_]\.[\s-]?)+")


def labelled_title(parts: Sequence[LinePart], labels: str) -> str:
    """The title by the labels, cleaned as any other; empty without one."""
    href = next((part.href for part, label in zip(parts, labels, strict=True) if label == "T" and part.href), None)
    return clean_title(title_of(parts, labels), href or "")


@dataclass(slots=True)
class LabelledUnit:
    """A unit with the labels of its parts, and the scores that these come from."""

    unit: Unit
    labels: str
    scores: Sequence[Scores]
    _title: str | None = field(default=None, repr=False)
    _difference: str | None = field(default=None, repr=False)
    _usual_parts: range | None = field(default=None, repr=False)

    @property
    def is_read(self) -> bool:
        """Whether the usual rules make one work of it."""
        return len(self.unit.drafts) == 1

    @property
    def is_left(self) -> bool:
        """Whether the usual rules leave it over."""
        return not self.unit.drafts

    @property
    def title(self) -> str:
        """The title by the labels; empty without one."""
        if self._title is None:
            self._title = labelled_title(self.unit.parts, self.labels)
        return self._title

    @property
    def place(self) -> Slot | None:
        """Where the title by the labels begins."""
        return slot(self.unit.parts[self.labels.index("T")]) if "T" in self.labels else None

    @property
    def usual_parts(self) -> range:
        """The parts that are the title by the usual rules; empty if no parts are."""
        if self._usual_parts is None:
            self._usual_parts = parts_with_words(self.unit.parts, self.unit.title or "")
        return self._usual_parts

    @property
    def usual_place(self) -> Slot | None:
        """Where the title by the usual rules begins."""
        found = self.usual_parts
        return slot(self.unit.parts[found[0]]) if found else None

    @property
    def difference(self) -> str:
        """How the title by the labels differs from the usual one: `same`, `shorter` (by facts about the work), `half`, or `other`."""
        if self._difference is None:
            self._difference = _difference(self)
        return self._difference


def labelled_unit(labeller: Labeller, unit: Unit) -> LabelledUnit:
    """A unit with labels; those of a work have a title."""
    scores = labeller.score(unit.parts)
    return LabelledUnit(unit, best_labels(scores, needs_title=bool(unit.drafts)), scores)


def parts_with_words(parts: Sequence[LinePart], title: str) -> range:
    """The first neighbouring parts that have just the words of a title; those of a link or in bold come before others."""
    wanted = words(title)
    best, found = -1, range(0)
    for begin in range(len(parts)):
        for end in range(begin + 1, len(parts) + 1):
            run = parts[begin:end]
            if sum(len(part.text) for part in run) > 2 * len(title) + 40:
                break
            if words(as_printed(run)) == wanted or words(labelled_title(run, "T" * len(run))) == wanted:
                rank = any(part.link == "T" for part in run) + any(part.bold for part in run)
                if rank > best:
                    best, found = rank, range(begin, end)
                break
    return found


def _difference(one: LabelledUnit) -> str:
    title, usual = one.title, one.unit.title or ""
    ours, theirs = words(title), words(usual)
    if ours == theirs or (theirs and usual in title and not one.usual_parts):
        return "same"  # the rules cut within a part: `stern/large-lamps`, `18-CHI-Large Lamps`
    if _has_known_people(one):
        return "same"  # `Large Lamps, by Stern`, where the rules know the author
    if usual.startswith(title) and _GOES_ON.match(usual, len(title)):
        return "half"  # `GLOW: Large Lamps`, `GLOW[2]: Large Lamps` are more than a name
    if (before := usual.removesuffix(title)).endswith(": "):
        return "half" if _is_short_name(one, before[:-2]) else "other"  # it lacks no fact
    lacking = set(theirs) - set(ours)
    is_shorter = set(ours) < set(theirs) and _OPEN_END.search(title) is None
    return "shorter" if is_shorter and _are_facts(one.unit.parts, one.labels, lacking) else "other"


def _is_short_name(one: LabelledUnit, text: str) -> bool:
    """Whether words that the rules have before the title by the labels can only be the name that it begins with."""
    is_bold = any(part.bold and part.text == text for part in one.unit.parts)
    title = next(part for part, label in zip(one.unit.parts, one.labels, strict=True) if label == "T")
    is_set_off = is_bold and not title.bold and len(text.split()) < _SHORT and name_likeness(text) < _PERSON
    return (is_set_off or is_name_like(text)) and not is_resource(text) and not looks_like_publication(text)


def _is_cut_in_row(one: LabelledUnit) -> bool:
    """Whether the labels end the title within a row of words, `Lamps` of `Lamps, Shades, and Rooms of Old Halls`."""
    usual = one.unit.title or ""
    return usual.startswith(one.title) and _ROW.match(usual, len(one.title)) is not None


def _is_cut_at_line(one: LabelledUnit) -> bool:
    """Whether the labels end the title at the end of a line, and the rules, which know whether lines are wrapped, go on with no facts."""
    end = one.labels.rindex("T") + 1
    usual = one.unit.title or ""
    is_line = end < len(one.labels) and one.unit.parts[end].before == "line"
    return is_line and one.difference == "other" and usual.startswith(f"{one.title} ") and not _is_no_title(usual)


def _is_cut_at_quotation(one: LabelledUnit) -> bool:
    """Whether the title by the labels ends before words in quotation marks within it, `Lamps as` of `Lamps as “small” suns`."""
    parts, end = one.unit.parts, one.labels.rindex("T") + 1
    is_within = end + 1 < len(parts) and (parts[end].before, parts[end + 1].before) == ("oq", "cq")
    return is_within and parts[end + 1].text[:1].islower()


#: `Lamps of Halls from`: words behind which a title goes on.
_JOINS = re.compile(
    r"\s(?:from|since|until|of|in|to|by|for|with|and|the|a|seit|von|bis|und|desde|hasta|y|depuis|de|et)$"
)


def _is_cut_open(one: LabelledUnit) -> bool:
    """Whether the title by the labels ends behind a word that joins it to what the usual one goes on with."""
    usual = one.unit.title or ""
    return usual.startswith(f"{one.title} ") and _JOINS.search(one.title) is not None


def _has_known_people(one: LabelledUnit) -> bool:
    """Whether the title by the labels is the usual one with people behind it whom the record has: `Large Lamps by Stern`."""
    ours, usual = words(one.title), words(one.unit.title or "")
    behind = set(ours[len(usual) :]) - {"by", "and"}
    return ours[: len(usual)] == usual and 0 < len(behind) <= _MOST_NAMED and behind <= _named(one.unit)


def _is_known_person(one: LabelledUnit) -> bool:
    """Whether the title by the labels is nothing but people whom the record has: `and Ada Stern`."""
    return set(words(one.title)) - {"and"} <= _named(one.unit)


def _is_named_by_address(one: LabelledUnit) -> bool:
    """Whether the usual title is `owner/name`, all of a link whose address ends with it: nothing is more certain."""
    usual = one.unit.title or ""
    ends = f"/{usual}".lower()
    return "/" in usual and any((part.href or "").rstrip("/").lower().endswith(ends) for part in one.unit.parts)


def _begins_behind_person(one: LabelledUnit) -> bool:
    """Whether the usual title begins within a part, behind a person of the record, where no label can begin: `Lind B. Large lamps`."""
    named = _named(one.unit)
    head = (one.unit.title or "").partition(": ")[0]
    before = [words(part.text.partition(head)[0]) for part in one.unit.parts if named and head in part.text]
    return any(people and named.issuperset(people) for people in before)


def _is_known_publication(one: LabelledUnit) -> bool:
    """Whether the title by the labels is nothing but the publisher of the record, or its journal: `Lamps Lett` of `Lamps Lett. 2003;24(2):7-9`."""
    fields = one.unit.drafts[0].fields if one.unit.drafts else {}
    # Without numbers a journal is a guess, and may be the title.
    journal = fields.get("container_title") if {"volume", "issue", "page"} & fields.keys() else None
    return words(one.title) in [words(str(name)) for name in (journal, fields.get("publisher")) if name]


def _named(unit: Unit) -> set[str]:
    """The words of the names of the authors of a record."""
    people = unit.drafts[0].fields.get("author", ()) if unit.drafts else ()
    return {word for name in people for part in name.values() for word in words(part)}


def _are_facts(parts: Sequence[LinePart], labels: str, lacking: AbstractSet[str]) -> bool:
    """Whether words that a title lacks are those of dates, venues or people, or of a tag in brackets before it."""
    cut = [
        (at, part)
        for at, (part, label) in enumerate(zip(parts, labels, strict=True))
        if label != "T" and not lacking.isdisjoint(words(part.text))
    ]
    return bool(cut) and all(
        is_date(part.text)
        or looks_like_publication(part.text)
        or (at == 0 and part.enclosed)
        or name_likeness(part.text) >= _PERSON
        for at, part in cut
    )


@lru_cache(maxsize=4096)
def looks_like_publication(text: str) -> bool:
    """Whether a text is or names a publication or meeting: `Nature Methods 2016`."""
    return is_meeting(text) or names_publication(text)


def is_like_work(unit: Unit, labels: str) -> bool:
    """Whether labels show that something left over may be a work: a title, and a link or another fact that works have."""
    if "T" not in labels or (unit.blocks[0].kind == "item" and is_labelled(unit.blocks[0])):
        return False  # `Author: Ada Stern` tells about something else
    is_linked = any(part.href and not part.href.startswith("#") for part in unit.parts)
    return is_linked or any(one in labels for one in "AVD") or "author" in map(column, unit.blocks[0].header)


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
        if "T" not in one.labels or _is_no_title(one.title) or _is_cut_at_quotation(one) or _is_cut_open(one):
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
        if (
            _is_named_by_address(one)
            or _has_known_people(one)
            or _is_known_person(one)
            or _is_known_publication(one)
            or _begins_behind_person(one)
        ):
            return False
        if one.difference == "same":
            return self._is_for_most
        if one.difference == "half" or (one.title[0].islower() and (one.unit.title or "").endswith(one.title)):
            return False  # it is a part of a title: `GLOW`, `of Ada Stern`
        if _is_cut_in_row(one) or _is_cut_at_line(one):
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


def _leads_into_list(unit: Unit) -> bool:
    """Whether a unit has links, and all to parts of the list or pages beside it."""
    hrefs = [part.href for part in unit.parts if part.href is not None]
    return bool(hrefs) and not any(map(is_link, hrefs))


def _is_no_title(text: str) -> bool:
    """Whether a text is empty, an address, a publication, a visit or a person, or has a bracket without the other: `GLOW] Large Lamps`."""
    is_cut = any(text.count(begin) != text.count(end) for begin, end in ("()", "[]", "{}", "【】", "«»"))
    return (
        not text
        or is_cut
        or "://" in text
        or _TURNED_NAME.fullmatch(text) is not None
        or looks_like_publication(text)
        or is_visit(text)
    )


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
