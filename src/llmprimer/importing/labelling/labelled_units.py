"""An entry of a list with the labels of its parts, and how the title by them differs from that by the usual rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from llmprimer.importing.document.labels import column, is_resource
from llmprimer.importing.document.linking import is_labelled
from llmprimer.importing.drafting.title_ends import is_name_like
from llmprimer.importing.labelling.line_parts import LinePart, as_printed
from llmprimer.importing.labelling.list_units import Unit
from llmprimer.importing.labelling.part_features import Slot, slot
from llmprimer.importing.labelling.part_labels import Labeller, Scores, best_labels, title_of
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.draft import Draft
from llmprimer.records.titles import clean_title
from llmprimer.records.venues import is_meeting, names_publication
from llmprimer.records.written_dates import is_date
from llmprimer.text import words

#: How like a name the text of people must be who are no part of a title.
_PERSON = 0.9
#: A name has fewer words.
_SHORT = 3
#: How many words of people may stand behind a title.
_MOST_NAMED = 12
#: The end of a title that goes on: `Talks of 2019` is not `Talks of`.
_OPEN_END = re.compile(r"\b(?:at|by|for|from|in|of|on|since|the|to|with)$")
#: What a title is behind its first half, `GLOW: Large Lamps`.
_GOES_ON = re.compile(r"(?:[\[(][\w.]+[\])])?: ")


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
    if has_known_people(one):
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


def has_known_people(one: LabelledUnit) -> bool:
    """Whether the title by the labels is the usual one with people behind it whom the record has: `Large Lamps by Stern`."""
    ours, usual = words(one.title), words(one.unit.title or "")
    behind = set(ours[len(usual) :]) - {"by", "and"}
    return ours[: len(usual)] == usual and 0 < len(behind) <= _MOST_NAMED and behind <= named_words(one.unit.drafts)


def named_words(drafts: Sequence[Draft]) -> set[str]:
    """The words of the names of the authors of the first record; none without one."""
    people = drafts[0].fields.get("author", ()) if drafts else ()
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
