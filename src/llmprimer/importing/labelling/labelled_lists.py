"""Hands over lists whose titles the usual reading does not find to the labels of `part_labels`, as entries whose parts are stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from llmprimer.importing.document.flattening import SENTENCE
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import column, is_resource
from llmprimer.importing.document.outline import Block, Span, section_at
from llmprimer.importing.document.paragraph_lines import paragraph_lines
from llmprimer.importing.document.stated_parts import LineMatch, StatedPart
from llmprimer.importing.labelling.labelled_units import LabelledUnit, labelled_title, labelled_unit
from llmprimer.importing.labelling.line_parts import LinePart, as_printed
from llmprimer.importing.labelling.list_units import Unit, lists_of
from llmprimer.importing.labelling.part_labels import Labeller, title_of
from llmprimer.importing.labelling.reading_choice import ReadingChoice
from llmprimer.importing.labelling.title_siblings import titles_among_titles
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import is_meeting
from llmprimer.records.written_dates import is_date

#: Units of a list from which the choice is made.
SAMPLE = 60
#: Why the usual reading leaves something over that it does not understand; what it leaves over for other reasons is no work.
NOT_UNDERSTOOD = frozenset(
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
#: How many words a sentence has at least, but one.
_SHORTEST = 3
#: The label of other names, and how many works of a list may have the same.
_NAME, _MOST_CALLED = "K", 2
#: The label of what stands below a head.
_OF_COLUMN = {"author": "A", "venue": "V", "publisher": "V", "date": "D", "note": "S", "alias": "K"}


def sampled(units: Sequence[Unit]) -> list[Unit]:
    """At most SAMPLE units with parts, evenly from the whole list."""
    step = max(1, len(units) / SAMPLE)
    found = (units[int(number * step)] for number in range(min(len(units), SAMPLE)))
    return [unit for unit in found if unit.parts]


def with_labels(blocks: Sequence[Block], usual: Reading) -> tuple[list[Block], list[int]] | None:
    """The blocks, with the units of lists that the labels understand better as stated blocks, and the lines of these; None without any."""
    stated: dict[int, Block] = {}
    used: set[int] = set()
    lines: dict[int, list[Unit]] = {}
    refused = {left.line for left in usual.leftovers if left.reason not in NOT_UNDERSTOOD}
    for whole in lists_of(blocks, usual.drafts):
        units = [unit for unit in whole if _is_open(unit, refused)]
        sample = sampled(units)
        labeller = Labeller([(unit.parts, bool(unit.drafts)) for unit in sample])
        labelled = map(LabelledUnit, sample, labeller.labels, labeller.scores)
        known = {id(one.unit): one for one in labelled}
        recurring = _recurring_names(known.values())
        choice = ReadingChoice([*known.values()])
        for unit in units:
            if not (choice.for_read if unit.drafts else choice.for_left):
                continue  # none of the sample is read by labels, and labels take time
            one = known.get(id(unit)) or labelled_unit(labeller, unit)
            if choice.uses_labels(one):
                stated[id(unit.blocks[0])] = _stated(unit, _without_other_names(unit.parts, one.labels, recurring))
                used.update(map(id, unit.blocks))
                if unit.paragraph is not None:
                    lines.setdefault(id(unit.paragraph), []).append(unit)
        for unit in titles_among_titles(units, stated.keys()):
            stated[id(unit.blocks[0])] = _stated(unit, "T" * len(unit.parts))
            used.update(map(id, unit.blocks))
    if not stated:
        return None
    _take_sections(blocks, stated, used, usual.drafts)
    return _replaced(blocks, stated, used, lines), sorted(block.line for block in stated.values())


def _recurring_names(units: Iterable[LabelledUnit]) -> frozenset[str]:
    """What the labels take for other names of works in several entries: what several are called is no name of one of them."""
    names = Counter(
        name
        for one in units
        for name in {part.text for part, label in zip(one.unit.parts, one.labels, strict=True) if label == _NAME}
    )
    return frozenset(name for name, count in names.items() if count > _MOST_CALLED)


def _without_other_names(parts: Sequence[LinePart], labels: str, recurring: AbstractSet[str]) -> str:
    """The labels, without those of names that recur or are dates, meetings and labels of links."""
    return "".join(
        "O"
        if label == _NAME
        and (part.text in recurring or is_meeting(part.text) or is_date(part.text) or is_resource(part.text))
        else label
        for part, label in zip(parts, labels, strict=True)
    )


def _take_sections(
    blocks: Sequence[Block], stated: Mapping[int, Block], used: AbstractSet[int], drafts: Iterable[Draft]
) -> None:
    """Gives entries that are headings their level, by which the text below is about them, where no other work is in their section."""
    lines = {draft.line for draft in drafts}
    for at, block in enumerate(blocks):
        entry = stated.get(id(block)) if block.kind == "heading" and block.level > 1 else None
        if entry is not None:
            section = section_at(blocks, at + 1)
            works = {line for below in section for line in range(below.line, max(below.line, below.end) + 1)} & lines
            if not works and not any(id(below) in used for below in section):
                entry.level = block.level


def _is_open(unit: Unit, refused: AbstractSet[int]) -> bool:
    """Whether labels may be used for a unit: no person or citation has stated its title, and the usual rules have not refused its line."""
    if unit.drafts:
        return not any(draft.has_stated_title or draft.has_cited_title for draft in unit.drafts)
    return unit.line not in refused


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
    made = Block("stated", first.line, text_of_all, group=first.group, end=end, stated=match)
    made.called, made.known = first.called, first.known
    return made


def _with_facts(parts: Sequence[LinePart], labels: str) -> str:
    """The labels, with those of parts that have none in columns with a known head, and of a meeting and a date where there is no other."""
    by_head = (_OF_COLUMN.get(column(part.head) or "", "O") if part.head else "O" for part in parts)
    labels = "".join(head if label == "O" else label for label, head in zip(labels, by_head, strict=True))
    labels = _with_sentence_below(parts, labels)
    for label, is_fact in (("V", is_meeting), ("D", is_date)):
        if label not in labels:
            at = next((n for n, part in enumerate(parts) if labels[n] == "O" and is_fact(part.text)), None)
            labels = labels if at is None else labels[:at] + label + labels[at + 1 :]
    return labels


def _with_sentence_below(parts: Sequence[LinePart], labels: str) -> str:
    """The labels; a line below the title that is a sentence is a description, where there is no other."""
    if "S" in labels or "T" not in labels:
        return labels
    title = parts[labels.rindex("T")].line
    for line in sorted({part.line for part in parts if part.line > title and part.cell < 0}):
        there = [n for n, part in enumerate(parts) if part.line == line]
        run = parts[there[0] : there[-1] + 1]
        text = as_printed(run)
        is_whole = text[-1:] in ".!?。！？" or run[-1].behind.lstrip()[:1] in (".", "。")
        is_open = all(labels[n] == "O" and parts[n].href is None for n in there)
        if is_open and is_whole and len(text.split()) > _SHORTEST and SENTENCE.search(text):
            return f"{labels[: there[0]]}{'S' * len(run)}{labels[there[-1] + 1 :]}"
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
