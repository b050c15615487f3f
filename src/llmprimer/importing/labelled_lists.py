"""Hands over lists whose titles the usual reading does not find to the labels of `part_labels`, as entries whose parts are stated."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from llmprimer.importing.hrefs import is_link
from llmprimer.importing.labels import column
from llmprimer.importing.line_comparison import Part as StatedPart
from llmprimer.importing.line_forms import LineMatch
from llmprimer.importing.line_parts import LinePart, as_printed
from llmprimer.importing.list_units import Unit, lists_of
from llmprimer.importing.outline import Block, Span
from llmprimer.importing.paragraph_lines import paragraph_lines
from llmprimer.importing.part_features import Slot, slot
from llmprimer.importing.part_labels import Labeller, title_of
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.draft import Reading
from llmprimer.records.people_lists import people_in
from llmprimer.records.titles import clean_title
from llmprimer.records.venues import is_meeting, names_publication
from llmprimer.records.written_dates import is_date
from llmprimer.text import words

#: Units of a list from which the choice is made.
SAMPLE = 60
#: Readings that agree about fewer titles differ as a whole.
_DIFFER = 0.5
#: Shares of entries: with fewer authors by the labels, and with a longer title or half of one.
_FEW = 0.1
_SOME = 0.3
#: Shares of entries whose two titles have no word in common that need people to speak for the labels, and of those with people.
_FOREIGN = 0.25
_NAMED = 0.5
#: How many titles that lack words of the usual ones show that these have words of other parts too, and how many may be longer.
_SHORTER = 0.08
_LEAST_SHORTER = 3
_LONGER = 0.25
#: How like a name the text of people must be who are no part of a title.
_PERSON = 0.9
#: Entries that show the form of a list.
_LEAST = 8
#: What share of the units that the usual reading leaves over must look like works, and have what works have beside a title.
_MOST = 0.75
_HALF = 0.5
_NEARLY_ALL = 0.8
#: What share of the titles in a list both readings must give, and how few may be longer by the labels, so that these count for the others.
_AGREED = 0.7
_HARDLY = 0.05
#: The end of a title that goes on: `Talks of 2019` is not `Talks of`.
_OPEN_END = re.compile(r"\b(?:at|by|for|from|in|of|on|since|the|to|with)$")
#: Words of a title that stands alone there.
_TITLE = 3
#: Why the usual reading leaves something over that it does not understand; what it leaves over for other reasons is no work.
_NOT_UNDERSTOOD = frozenset(
    {
        "the address is not a whole one",
        "neither a link nor a citation",
        "a link within a sentence",
        "running text",
        "links without a title",
        "no citation was recognised",
        "a heading",
        "a row without a link",
        "no title among the cells",
        "a labelled fact without a work above it",
        "text within an item",
    }
)
#: The field of parts with a label; the words of others are left over, where no field has them.
_FIELDS = {"T": "title", "A": "author", "V": "container_title", "D": "issued", "S": "summary", "K": "aliases"}
#: The label of what stands below a head.
_OF_COLUMN = {"author": "A", "venue": "V", "publisher": "V", "date": "D", "note": "S", "alias": "K"}


def sampled(units: Sequence[Unit]) -> list[Unit]:
    """At most SAMPLE units with parts, evenly from the whole list."""
    step = max(1, len(units) / SAMPLE)
    found = (units[int(number * step)] for number in range(min(len(units), SAMPLE)))
    return [unit for unit in found if unit.parts]


def labelled_title(parts: Sequence[LinePart], labels: str) -> str:
    """The title by the labels, cleaned as any other; empty without one."""
    href = next((part.href for part, label in zip(parts, labels, strict=True) if label == "T" and part.href), None)
    return clean_title(title_of(parts, labels), href or "")


class _Among(NamedTuple):
    """Where in an entry the titles are that both readings give, and between which lines of the list."""

    places: frozenset[Slot]
    first: int
    last: float


class HandedOver(NamedTuple):
    """Which units of a list are handed over.

    Those that the usual reading takes for works; of these only the ones to which the labels give a shorter title; those that it
    leaves over.
    """

    works: bool
    shorter: bool
    others: bool
    #: Whether a year beside a title, without a separator, is a date.
    dated: bool = False
    #: Where those that the usual reading leaves over are works too.
    among: _Among | None = None


def choose(sample: Sequence[Unit], labels: Sequence[str]) -> HandedOver:
    """Compares the labels of a sample of a list with the usual reading of it."""
    read = [(unit, own) for unit, own in zip(sample, labels, strict=True) if unit.drafts]
    left = [(unit, own) for unit, own in zip(sample, labels, strict=True) if not unit.drafts]
    titles = Counter(_compared(unit, own) for unit, own in read)
    cited = sum(any(label in _with_facts(unit.parts, own) for label in "AV") for unit, own in read)
    # What is behind the name of a tool describes it; a publication that has authors or a venue is called by both.
    longer = titles["longer"] + (0 if cited >= _HALF * len(read) else titles["whole"])
    named = sum("A" in own for _, own in read)
    usual = sum(any("author" in draft.fields for draft in unit.drafts) for unit, _ in read)
    shows_form = len(read) >= _LEAST
    is_better = (
        shows_form
        and titles["same"] < _DIFFER * len(read)
        and longer + titles["half"] < _SOME * len(read)
        and named + _FEW * len(read) >= usual
        and (titles["other"] < _FOREIGN * len(read) or named >= min(_NAMED * len(read), usual + 1))
    )
    few = max(_LEAST_SHORTER, _SHORTER * len(read))
    shorter = titles["shorter"] + titles["dated"]
    are_dated = shows_form and shorter >= few and longer <= _LONGER * shorter
    agree = shows_form and titles["same"] >= _AGREED * len(read) and longer <= _HARDLY * len(read)
    is_shorter = are_dated or (agree and titles["shorter"] > 0)
    others = (is_better or len(left) > len(read)) and _are_works(left)
    known = [(unit, own) for unit, own in read if "T" in own and _compared(unit, own) == "same"]
    if others:
        read, known = left, [(unit, own) for unit, own in left if is_like_work(unit, own)]
    return HandedOver(is_better, is_shorter, others, are_dated, _among(read, known, left))


def _among(
    units: Sequence[tuple[Unit, str]], known: Sequence[tuple[Unit, str]], left: Sequence[tuple[Unit, str]]
) -> _Among | None:
    """Where something left over may be among works, if most units are known to be works: from the first of these to the last.

    It is up to the end of the list if what is behind the last one looks like works.
    """
    if len(units) < _LEAST or len(known) < _AGREED * len(units):
        return None
    counts = Counter(_place(unit, own) for unit, own in known)
    places = frozenset(place for place, count in counts.items() if count >= _HALF * len(units))
    first, last = known[0][0].line, known[-1][0].line
    behind = [_is_among_works(unit, own, _Among(places, last, math.inf)) for unit, own in left if unit.line > last]
    return _Among(places, first, math.inf if sum(behind) >= max(_LEAST, _MOST * len(behind)) else last)


def _place(unit: Unit, labels: str) -> Slot:
    return slot(unit.parts[labels.index("T")])


def _compared(unit: Unit, labels: str) -> str:
    """How the title by the labels differs from the usual one.

    It is the same, longer, the whole or half of two, shorter (without a year beside it: dated), or other, without a word in common.
    """
    title, usual = labelled_title(unit.parts, labels), unit.title or ""
    ours, theirs = words(title), words(usual)
    if len(unit.drafts) > 1 or ours == theirs:
        return "same"
    if usual.removesuffix(title).endswith(": ") or usual.startswith(f"{title}: "):
        return "half"  # `GLOW: Large Lamps`: a title may have two halves, and neither of them is one
    if title.startswith(f"{usual}: "):
        return "whole"
    if set(ours) > set(theirs):
        return "longer"
    if set(ours) < set(theirs) and _OPEN_END.search(title) is None:
        if not _lacks_facts(unit.parts, labels, set(theirs) - set(ours)):
            return ""
        return "dated" if usual in (f"{title} {usual[-4:]}", f"{usual[:4]} {title}") else "shorter"
    return "" if set(ours) & set(theirs) else "other"


def _lacks_facts(parts: Sequence[LinePart], labels: str, lacking: AbstractSet[str]) -> bool:
    """Whether words that a title lacks are those of dates, venues or people, or of a tag in brackets before it."""
    cut = [
        (at, part)
        for at, (part, label) in enumerate(zip(parts, labels, strict=True))
        if label != "T" and not lacking.isdisjoint(words(part.text))
    ]
    return bool(cut) and all(
        is_date(part.text)
        or is_meeting(part.text)
        or names_publication(part.text)
        or (at == 0 and part.enclosed)
        or name_likeness(part.text) >= _PERSON
        for at, part in cut
    )


def _are_works(left: Sequence[tuple[Unit, str]]) -> bool:
    """Whether units that are left over look like works: most have a title and a link or fact, and links or words about them."""
    like = sum(is_like_work(unit, own) for unit, own in left)
    if like < max(_LEAST, _MOST * len(left)):
        return False
    known = sum(any(label in _with_facts(unit.parts, own) for label in "AVD") for unit, own in left)
    described = sum("S" in own for _, own in left)
    linked = sum(any(is_link(part.href) for part in unit.parts) for unit, _ in left)
    return max(known, described) >= _HALF * len(left) or linked >= _NEARLY_ALL * len(left)


def is_like_work(unit: Unit, labels: str) -> bool:
    """Whether labels show that something left over may be a work: a title, and a link or another fact that works have."""
    if "T" not in labels:
        return False
    is_linked = any(part.href and not part.href.startswith("#") for part in unit.parts)
    return is_linked or any(one in labels for one in "AVD") or "author" in map(column, unit.blocks[0].header)


def is_handed_over(unit: Unit, labels: str, choice: HandedOver) -> bool:
    """Whether the labels of a unit are used, in a list with that choice."""
    if "T" not in labels or len(unit.drafts) > 1:
        return False
    if not unit.drafts:
        if choice.others and (is_like_work(unit, labels) or "S" in labels):
            return True
        return choice.among is not None and _is_among_works(unit, labels, choice.among)
    if choice.works or not choice.shorter:
        return choice.works
    return _compared(unit, labels) in ("shorter", "dated" if choice.dated else "shorter")


def _is_among_works(unit: Unit, labels: str, among: _Among) -> bool:
    """Whether something left over is between works that both readings understand, with its title where theirs are."""
    if "T" not in labels or not among.first < unit.line < among.last or _place(unit, labels) not in among.places:
        return False
    hrefs = [part.href for part in unit.parts if part.href is not None]
    if (hrefs and not any(map(is_link, hrefs))) or any(child.kind == "item" for child in unit.blocks[-1].children):
        return False  # contents, or what is nested in it is the work
    title = title_of(unit.parts, labels)
    return is_like_work(unit, labels) or (len(title.split()) >= _TITLE and not title[0].islower())


def with_labels(blocks: Sequence[Block], usual: Reading) -> tuple[list[Block], list[int]] | None:
    """The blocks, with the units of lists that the labels understand better as stated blocks, and the lines of these; None without any."""
    stated: dict[int, Block] = {}
    used: set[int] = set()
    lines: dict[int, list[Unit]] = {}
    refused = {left.line for left in usual.leftovers if left.reason not in _NOT_UNDERSTOOD}
    for whole in lists_of(blocks, usual.drafts):
        units = [unit for unit in whole if unit.drafts or unit.line not in refused]
        sample = sampled(units)
        labeller = Labeller([(unit.parts, bool(unit.drafts)) for unit in sample])
        choice = choose(sample, labeller.labels)
        if not any(choice):
            continue
        known = dict(zip(map(id, sample), labeller.labels, strict=True))
        for unit in units:
            if not (choice.works or choice.shorter if unit.drafts else choice.others or choice.among):
                continue
            labels = known.get(id(unit)) or labeller.label(unit.parts, needs_title=bool(unit.drafts))
            if is_handed_over(unit, labels, choice):
                stated[id(unit.blocks[0])] = _stated(unit, labels)
                used.update(map(id, unit.blocks))
                if unit.paragraph is not None:
                    lines.setdefault(id(unit.paragraph), []).append(unit)
    if not stated:
        return None
    return _replaced(blocks, stated, used, lines), sorted(block.line for block in stated.values())


def _replaced(
    blocks: Iterable[Block], stated: Mapping[int, Block], used: AbstractSet[int], lines: Mapping[int, Sequence[Unit]]
) -> list[Block]:
    """The blocks with stated ones in the place of units; what is nested in these without being of them comes behind."""
    made: list[Block] = []
    for block in blocks:
        if (of_lines := lines.get(id(block))) is not None:
            by_line = {unit.line: stated[id(unit.blocks[0])] for unit in of_lines}
            further = {line.line for unit in of_lines for line in unit.blocks[1:]}
            made += (by_line.get(line.line, line) for line in paragraph_lines(block) if line.line not in further)
        elif id(block) in used:
            made += [stated[id(block)]] if id(block) in stated else []
            made += _replaced(block.children, stated, used, lines)
        else:
            made.append(replace(block, children=_replaced(block.children, stated, used, lines)))
    return made


def _stated(unit: Unit, labels: str) -> Block:
    """A unit as an entry whose parts are stated."""
    labels = _with_facts(unit.parts, labels)
    spans = [span for span in _spans(unit.blocks) if span.href is not None]
    parts = []
    for label, run in _runs(unit.parts, labels):
        text = labelled_title(run, "T" * len(run)) if label == "T" else as_printed(run)
        if label == "A" and people_in(text, sure=True) is None:
            continue  # left over with the other words that have no place
        hrefs = {part.href for part in run if part.href is not None}
        parts.append(StatedPart(_FIELDS[label], text, tuple(span for span in spans if span.href in hrefs)))
    first = unit.blocks[0]
    end = max(max(block.line, block.end) for block in unit.blocks)
    text_of_all = [span for block in unit.blocks for span in (*_spans([block]), Span(" "))]
    links = tuple(span for span in spans if is_link(span.href))
    match = LineMatch(tuple(parts), links, words=title_of(unit.parts, labels))
    return Block("stated", first.line, text_of_all, group=first.group, end=end, stated=match)


def _with_facts(parts: Sequence[LinePart], labels: str) -> str:
    """The labels, with those of parts that have none in columns with a known head, and of a meeting and a date where there is no other."""
    by_head = (_OF_COLUMN.get(column(part.head) or "", "O") if part.head else "O" for part in parts)
    labels = "".join(head if label == "O" else label for label, head in zip(labels, by_head, strict=True))
    for label, is_fact in (("V", is_meeting), ("D", is_date)):
        if label not in labels:
            at = next((n for n, part in enumerate(parts) if labels[n] == "O" and is_fact(part.text)), None)
            labels = labels if at is None else labels[:at] + label + labels[at + 1 :]
    return labels


def _runs(parts: Sequence[LinePart], labels: str) -> Iterator[tuple[str, Sequence[LinePart]]]:
    """The parts with a field, those of one label that are neighbours together; all of a summary are one."""
    begin = 0
    while begin < len(parts):
        end = begin + 1
        last = labels.rindex("S") + 1 if labels[begin] == "S" else len(parts)
        while end < last and labels[end] in (labels[begin], "O" if labels[begin] == "S" else ""):
            end += 1
        if labels[begin] in _FIELDS:
            yield labels[begin], parts[begin:end]
        begin = end


def _spans(blocks: Iterable[Block]) -> Iterable[Span]:
    for block in blocks:
        yield from block.spans
        for cell in block.cells:
            yield from cell
