"""Fills fields of records from labels: people and descriptions that the usual reading leaves over in several entries of a list.

The titles stay as they are. Whether a list gets a field so is decided once for all of its entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from llmprimer.importing.document.accounting import WORD, is_known, words_of
from llmprimer.importing.document.flattening import tidy
from llmprimer.importing.document.labels import column
from llmprimer.importing.document.outline import Block
from llmprimer.importing.labelling.labelled_lists import sampled
from llmprimer.importing.labelling.labelled_units import labelled_title, named_words
from llmprimer.importing.labelling.line_parts import LinePart, as_printed
from llmprimer.importing.labelling.list_units import Unit, lists_of
from llmprimer.importing.labelling.part_labels import Labeller
from llmprimer.records.draft import Draft, Leftover, Reading
from llmprimer.records.people_lists import People, people_in
from llmprimer.records.venues import read_tail
from llmprimer.text import fold, words

#: Entries that show the form of a list.
_LEAST = 8
#: What share of the titles must be equal for the labels to know the form of the entries.
_AGREED = 0.7
#: How many entries must get a field, what share of those that name nobody, and what share of all if it is a description.
_FOUND = 3
_NAMED = 0.3
_DESCRIBED = 0.05
#: What share of the descriptions of records must be within those by the labels.
_WITHIN = 0.5
#: Words of a description, and what share of them the record may have elsewhere.
_SHORTEST = 3
_KNOWN = 0.3
#: Fields whose words are no people.
_ELSEWHERE = ("title", "note", "organizations", "aliases")
#: Fields whose values need not stand before a description, and of how many words at most.
_NAMED_BESIDE = ("keywords", "organizations")
_NAME = 5
#: Marks that open before a description, and those that close them.
_CLOSING = {"(": ")", "[": "]", "“": "”"}
#: The label of a line, and those of facts that are no description.
_LABEL = re.compile(r"(?:^|[.。\n]\s+)([^\W\d_][^\W\d]{0,20}(?: [^\W\d]{1,20})?)\s?[:：]")
_FACTS = frozenset(("author", "speaker", "date", "venue", "publisher", "organization", "keyword"))
#: The end of a description that names nobody, since the link behind it does.
_OPEN_BY = re.compile(r"(?<=[^\s,])[\s,]{1,3}(?:both\s)?by$", re.IGNORECASE)
#: What ends a description.
_WALLS = frozenset(("cell", "pipe", "tab"))


class Fields(NamedTuple):
    """Which fields of the entries of a list are filled from labels."""

    people: bool
    summary: bool


def fill_fields(blocks: Sequence[Block], reading: Reading) -> None:
    """Fills fields of the drafts of a document that was read; what they take is no longer left over."""
    filled: dict[int, frozenset[str]] = {}
    for whole in lists_of(blocks, reading.drafts):
        units = [unit for unit in whole if unit.title is not None and not unit.drafts[0].has_stated_title]
        sample = sampled(units)
        if len(sample) < _LEAST:
            continue
        labeller = Labeller([(unit.parts, True) for unit in sample])
        choice = choose_fields(sample, labeller.labels)
        if not any(choice):
            continue
        known = dict(zip(map(id, sample), labeller.labels, strict=True))
        for unit in units:
            labels = known.get(id(unit)) or labeller.label(unit.parts, needs_title=True)
            if fill(unit, labels, choice):
                draft = unit.drafts[0]
                said = frozenset(words_of(draft))
                draft.left = tuple(left for left in draft.left if not _is_said(left, said))
                filled.update((line, said) for line in range(draft.line, max(draft.line, draft.last_line) + 1))

    def is_taken(left: Leftover) -> bool:
        said = filled.get(left.line)
        return said is not None and left.last_line <= left.line and _is_said(left.text, said)

    reading.leftovers = [left for left in reading.leftovers if not is_taken(left)]


def choose_fields(sample: Sequence[Unit], labels: Sequence[str]) -> Fields:
    """Compares the labels of a sample of a list, whose units have one draft each, with its records."""
    pairs = zip(sample, labels, strict=True)
    equal = [(unit, own) for unit, own in pairs if words(labelled_title(unit.parts, own)) == words(unit.title or "")]
    if len(equal) < max(_LEAST, _AGREED * len(sample)):
        return Fields(people=False, summary=False)
    lacking = [(unit, own) for unit, own in equal if not _is_credited(unit.drafts[0])]
    named = sum(_people(unit, own) is not None for unit, own in lacking)
    told = [(unit, own) for unit, own in equal if unit.drafts[0].fields.get("summary")]
    within = sum(_is_within(unit, own) for unit, own in told)
    added = sum(_summary(unit, own) is not None for unit, own in equal)
    return Fields(
        people=named >= max(_FOUND, _NAMED * len(lacking)),
        summary=added >= max(_FOUND, _DESCRIBED * len(equal)) and within >= _WITHIN * len(told),
    )


def fill(unit: Unit, labels: str, choice: Fields) -> bool:
    """Fills those fields of the draft of a unit; whether there was something for them."""
    draft = unit.drafts[0]
    added: dict[str, Any] = {}
    found = _people(unit, labels) if choice.people and not _is_credited(draft) else None
    if found is not None:
        people, text = found
        added["author"] = people.names
        if people.has_others:
            added["and_others"] = True
        if people.organizations:
            added["organizations"] = [*draft.fields.get("organizations", ()), *people.organizations]
        _without_people(unit, labels, text)
    if choice.summary and (summary := _summary(unit, labels)) is not None:
        added["summary"] = summary
    draft.fields |= added
    return bool(added)


def _without_people(unit: Unit, labels: str, text: str) -> None:
    """Takes people off the description of a record that has nothing beside them and the description by the labels."""
    fields = unit.drafts[0].fields
    own = described(unit.parts, labels) or ""
    known = set(_tokens(str(fields.get("summary") or "")))
    if known > set(_tokens(own)) and known <= {*_tokens(own), *_tokens(text)}:
        del fields["summary"]
        if own:
            fields["summary"] = own


def _is_credited(draft: Draft) -> bool:
    return any(name in draft.fields for name in ("author", "editor"))


def _people(unit: Unit, labels: str) -> tuple[People, str] | None:
    """The people by the labels and their text, of which the record has words in its description alone; None if none are certain."""
    draft = unit.drafts[0]
    said = words_of(Draft(0, {name: draft.fields[name] for name in _ELSEWHERE if name in draft.fields}))
    for run in _runs(unit.parts, labels, "A"):
        text = as_printed(run)
        if said.isdisjoint(_tokens(text)) and (people := people_in(text)) is not None:
            return people, text
    return None


def _summary(unit: Unit, labels: str) -> str | None:
    """The description by the labels, if the record has less of it."""
    draft = unit.drafts[0]
    if (text := described(unit.parts, labels)) is None or not (text := _OPEN_BY.sub("", text)):
        return None
    own, known = words(text), words(str(draft.fields.get("summary") or ""))
    if known:
        is_longer = len(own) > len(known) and set(known) <= set(own) and not _only_adds_people(own, known, draft)
        return text if is_longer and not only_adds_names(own, known, draft) and not _has_other_facts(text) else None
    said, there, tail = _said(draft), _tokens(text), read_tail(text)
    is_published = bool(tail.fields) and len(words(tail.rest)) < _SHORTEST  # `Lamp Studies, Vol. 2, April 2004`
    is_told = len(own) >= _SHORTEST and sum(one in said for one in there) <= _KNOWN * len(there)
    return text if is_told and not is_published else None


def _has_other_facts(text: str) -> bool:
    """Whether a text of several lines has labelled facts that are no description, `Venue: CHI 2020. Tags: lamps. About: ...`."""
    return any(column(label[1]) in _FACTS for label in _LABEL.finditer(text))


def only_adds_names(own: Sequence[str], known: Sequence[str], draft: Draft) -> bool:
    """Whether a description is the known one with hardly more than keywords, organizations and publication of the record before it."""
    beside = [one for name in _NAMED_BESIDE for one in draft.fields.get(name, ()) if len(one.split()) <= _NAME]
    beside += [str(draft.fields.get("container_title", ""))]
    said, first = {word for one in beside for word in words(one)}, own[: -len(known)]
    return own[len(first) :] == known and sum(one in said or one.isdigit() for one in first) > _KNOWN * len(first)


def _only_adds_people(own: Sequence[str], known: Sequence[str], draft: Draft) -> bool:
    """Whether a description is the known one and the authors of the record behind it, `a lamp for rooms by Ada Stern`."""
    people = named_words([draft])
    return own[: len(known)] == known and bool(people) and set(own[len(known) :]) <= people | {"by", "both"}


def _is_within(unit: Unit, labels: str) -> bool:
    text = described(unit.parts, labels)
    return text is not None and set(words(str(unit.drafts[0].fields["summary"]))) <= set(words(text))


def described(parts: Sequence[LinePart], labels: str) -> str | None:
    """The longest description by the labels, with the bracket that is opened right before it; it ends with its cell."""
    found: list[str] = []
    begin = 0
    while (begin := labels.find("S", begin)) >= 0:
        walls = (n for n in range(begin + 1, len(parts)) if not _WALLS.isdisjoint(parts[n].before.split("+")))
        wall = next(walls, len(parts))
        run = parts[begin : labels.rindex("S", begin, wall) + 1]
        text, opening = as_printed(run), run[0].between.rstrip()[-1:]
        closing = _CLOSING.get(opening)
        text = opening + text if closing and text.count(closing) > text.count(opening) else text
        found.append(re.sub(r"(?<![.!?。…:,;\s])\s*\n\s*", ". ", text))
        begin = wall
    return tidy(max(found, key=len)) if found else None


def _said(draft: Draft) -> set[str]:
    """The words of the title, the people and the descriptions of a record."""
    fields = ("summary", "author", *_ELSEWHERE)
    return words_of(Draft(0, {name: draft.fields[name] for name in fields if name in draft.fields}))


def _tokens(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _is_said(text: str, said: frozenset[str]) -> bool:
    """Whether all of a text that is left over is among the words of a record."""
    return all(is_known(one, [said]) for one in _tokens(text))


def _runs(parts: Sequence[LinePart], labels: str, label: str) -> Iterator[Sequence[LinePart]]:
    """The runs of parts with that label."""
    for run in re.finditer(f"{label}+", labels):
        yield parts[run.start() : run.end()]
