"""Hands over lists whose titles the usual reading does not find to the labels of `part_labels`, as entries whose parts are stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from llmprimer.importing.hrefs import is_link
from llmprimer.importing.labels import column
from llmprimer.importing.line_comparison import Part as StatedPart
from llmprimer.importing.line_forms import LineMatch
from llmprimer.importing.line_parts import LinePart, as_printed
from llmprimer.importing.list_units import Unit, lists_of, paragraph_lines
from llmprimer.importing.outline import Block, Span
from llmprimer.importing.part_labels import Labeller, title_of
from llmprimer.records.draft import Reading
from llmprimer.records.people_lists import people_in
from llmprimer.records.titles import clean_title
from llmprimer.text import words

#: Units of a list from which the choice is made.
SAMPLE = 60
#: A list is handed over if both readings agree about fewer of its titles.
_AGREE = 0.8
#: Below this share they differ as a whole.
_DIFFER = 0.5
#: Shares of entries: with fewer authors by the labels, with a longer title, with a shorter one, and with a longer one by chance.
_FEW = 0.1
_SOME = 0.3
_OFTEN = 0.2
_SELDOM = 0.05
#: Entries that show the form of a list.
_LEAST = 8
#: What share of the units that the usual reading leaves over must look like works.
_MOST = 0.7
#: The field of parts with a label; the words of others are left over, where no field has them.
_FIELDS = {"T": "title", "A": "author", "V": "container_title", "D": "issued", "S": "summary", "K": "aliases"}


def sampled(units: Sequence[Unit]) -> list[Unit]:
    """At most SAMPLE units with parts, evenly from the whole list."""
    step = max(1, len(units) / SAMPLE)
    found = (units[int(number * step)] for number in range(min(len(units), SAMPLE)))
    return [unit for unit in found if unit.parts]


def labelled_title(parts: Sequence[LinePart], labels: str) -> str:
    """The title by the labels, cleaned as any other; empty without one."""
    href = next((part.href for part, label in zip(parts, labels, strict=True) if label == "T" and part.href), None)
    return clean_title(title_of(parts, labels), href or "")


class HandedOver(NamedTuple):
    """Which units of a list are handed over: those that the usual reading takes for works, and those that it leaves over."""

    works: bool
    others: bool


def choose(sample: Sequence[Unit], labels: Sequence[str]) -> HandedOver:
    """Compares the labels of a sample of a list with the usual reading of it."""
    read = [(unit, own) for unit, own in zip(sample, labels, strict=True) if unit.drafts]
    left = [(unit, own) for unit, own in zip(sample, labels, strict=True) if not unit.drafts]
    heads = set(map(column, sample[0].blocks[0].header)) if sample else set()
    if "title" in heads and len(read) > len(left):
        return HandedOver(works=False, others=False)  # what the heads of a table say counts more
    like_works = sum(is_like_work(unit, own) for unit, own in left)
    takes_works = len(read) >= _LEAST and _finds_more(read)
    takes_others = like_works >= max(_LEAST, _MOST * len(left)) and (takes_works or len(left) > len(read))
    return HandedOver(takes_works, takes_others)


def _finds_more(read: Sequence[tuple[Unit, str]]) -> bool:
    """Whether the labels give other titles than the usual reading, which speak for them: not longer ones, and with as many authors."""
    same = longer = shorter = cut = 0
    for unit, own in read:
        title, usual_title = labelled_title(unit.parts, own), unit.title or ""
        ours, theirs = words(title), words(usual_title)
        same += len(unit.drafts) > 1 or ours == theirs
        longer += set(ours) > set(theirs)
        shorter += set(ours) < set(theirs)
        # `GLOW: Large Lamps`: a title may have two halves, and neither of them is one.
        cut += usual_title.removesuffix(title).endswith(": ") or usual_title.startswith(f"{title}: ")
    named = sum("A" in own for _, own in read)
    usual = sum(any("author" in draft.fields for draft in unit.drafts) for unit, _ in read)
    if same >= _AGREE * len(read) or named + _FEW * len(read) < usual:
        return False
    if same < _DIFFER * len(read):
        return longer + cut < _SOME * len(read)
    # They agree on most: the usual titles have words of other parts too, and nobody found out whose works they are.
    return 2 * usual < len(read) and shorter >= _OFTEN * len(read) and longer <= _SELDOM * len(read)


def is_like_work(unit: Unit, labels: str) -> bool:
    """Whether labels show that something left over is a work: a title, and a link or another fact that works have."""
    if "T" not in labels:
        return False
    linked = any(
        part.href and (label == "T" or part.link == "R") for part, label in zip(unit.parts, labels, strict=True)
    )
    heads = set(map(column, unit.blocks[0].header))
    return sum(one in labels for one in "AVD") + linked + ("author" in heads) >= 2


def with_labels(blocks: Sequence[Block], usual: Reading) -> list[Block] | None:
    """The blocks, with the units of lists that the labels understand better as stated blocks; None if there are none."""
    stated: dict[int, Block] = {}
    used: set[int] = set()
    lines: dict[int, list[Unit]] = {}
    for units in lists_of(blocks, usual.drafts):
        sample = sampled(units)
        labeller = Labeller([(unit.parts, bool(unit.drafts)) for unit in sample])
        choice = choose(sample, labeller.labels)
        if not any(choice):
            continue
        for unit in units:
            if not unit.parts or len(unit.drafts) > 1 or not (choice.works if unit.drafts else choice.others):
                continue
            labels = labeller.label(unit.parts, needs_title=bool(unit.drafts))
            if "T" in labels and (unit.drafts or is_like_work(unit, labels)):
                stated[id(unit.blocks[0])] = _stated(unit, labels)
                used.update(map(id, unit.blocks))
                if unit.paragraph is not None:
                    lines.setdefault(id(unit.paragraph), []).append(unit)
    return _replaced(blocks, stated, used, lines) if stated else None


def _replaced(
    blocks: Iterable[Block], stated: Mapping[int, Block], used: AbstractSet[int], lines: Mapping[int, Sequence[Unit]]
) -> list[Block]:
    """The blocks with stated ones in the place of units; what is nested in these without being of them comes behind."""
    made: list[Block] = []
    for block in blocks:
        if (of_lines := lines.get(id(block))) is not None:
            by_line = {unit.line: stated[id(unit.blocks[0])] for unit in of_lines}
            made += (by_line.get(line.line, line) for line in paragraph_lines(block))
        elif id(block) in used:
            made += [stated[id(block)]] if id(block) in stated else []
            made += _replaced(block.children, stated, used, lines)
        else:
            made.append(replace(block, children=_replaced(block.children, stated, used, lines)))
    return made


def _stated(unit: Unit, labels: str) -> Block:
    """A unit as an entry whose parts are stated."""
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
