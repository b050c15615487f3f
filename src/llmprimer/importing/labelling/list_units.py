"""The units of a document, each of which may be one work: an item with the lines below it, a row, a paragraph, a heading with its lines.

Blocks that the usual reading takes for one work are one unit, but for those among them that are like other works or begin with the
link of a title; any other block is one by itself. Units of one form make a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import column, is_resource
from llmprimer.importing.document.linking import leads_with_link, lines_of
from llmprimer.importing.document.outline import SUMMARY, Block, Span
from llmprimer.importing.document.paragraph_lines import paragraph_lines
from llmprimer.importing.labelling.line_parts import LinePart, parts_of
from llmprimer.records.draft import Draft
from llmprimer.records.links import is_note
from llmprimer.records.written_dates import is_date

#: Units with more characters or parts are no entries.
LONGEST = 4_000
MOST_PARTS = 120
#: How many drafts before a line may reach to it.
_REACH = 4
#: How many sections of a level, and what share of those with links, show that each is one entry.
_LEAST = 4
_SHARE = 0.7
#: Links with as many words are titles rather than names of people.
_TITLE = 4
#: Marks that some works of a list may lack: labels of links, and addresses.
_OPTIONAL = frozenset("RX")
#: Blocks that show what those of their form have.
_SAMPLE = 60
#: The number of an entry before its first line.
_NUMBER = re.compile(r"\s*[\[(【]\d{1,3}[\])】]")
#: Blocks below the heading of an entry.
_MOST_BELOW = 12

#: The form of a block.
_Form = tuple[object, ...]


@dataclass(slots=True)
class Unit:
    """One or more blocks that may be one work, and the drafts that the usual reading made of them."""

    blocks: list[Block]
    drafts: list[Draft]
    #: The paragraph that the unit is a line of, if it is.
    paragraph: Block | None = None
    _parts: list[LinePart] | None = field(default=None, repr=False)

    @property
    def line(self) -> int:
        """The line that it begins on."""
        return self.blocks[0].line

    @property
    def title(self) -> str | None:
        """The title that the usual reading gives it; None if it is left over, or is several works."""
        return self.drafts[0].title if len(self.drafts) == 1 else None

    @property
    def parts(self) -> list[LinePart]:
        """The parts of its lines; empty if it is too long."""
        if self._parts is None:
            size = sum(len(block.text) for block in self.blocks)
            first = self.blocks[0].line
            found = parts_of([(block, block.line - first) for block in self.blocks]) if size <= LONGEST else []
            self._parts = found if len(found) <= MOST_PARTS else []
        return self._parts


def lists_of(blocks: Sequence[Block], drafts: Sequence[Draft]) -> list[list[Unit]]:
    """The units of a document by their form: items, rows of one head, headings of one level, paragraphs."""
    lists: dict[_Form, list[Unit]] = defaultdict(list)
    for unit in units_of(blocks, drafts):
        lists[_form(unit.blocks[0])].append(unit)
    return list(lists.values())


def _form(block: Block) -> _Form:
    if block.kind == "row":
        return "row", len(block.cells), *(column(head) for head in block.header)
    return block.kind, block.level


def units_of(blocks: Sequence[Block], drafts: Sequence[Draft]) -> list[Unit]:
    """The units of a document, in its order."""
    drafts = sorted(drafts, key=lambda draft: draft.line)
    begins = [draft.line for draft in drafts]
    made: list[Unit] = []
    below = _entries_under_headings(blocks)
    taken: set[int] = set()
    of_draft: dict[int, Unit] = {}

    def covering(line: int) -> Draft | None:
        at = bisect_right(begins, line)
        near = drafts[max(0, at - _REACH) : at]
        return next((draft for draft in reversed(near) if max(draft.line, draft.last_line) >= line), None)

    def between(first: int, last: int) -> list[Draft]:
        return drafts[bisect_left(begins, first) : bisect_right(begins, last)]

    for block in _filled(blocks):
        if id(block) in taken:
            continue
        if (following := below.get(id(block))) is not None:
            whole = [block, *_filled(following)]
            there = between(block.line, max(max(one.line, one.end) for one in whole))
            if sum(draft.line > block.line and len(draft.title.split()) >= _TITLE for draft in there) <= 1:
                taken.update(map(id, whole))
                made.append(Unit(whole, there))
                continue
        if block.kind == "paragraph" and (between(block.line + 1, block.end) or _is_numbered(block)):
            made += _units_of_lines(block, lambda line: between(line, line))
            continue
        draft = covering(block.line)
        if draft is None and any(span.href and span.href.startswith("#") for span in block.spans):
            continue  # contents
        if draft is not None and (unit := of_draft.get(id(draft))) is not None:
            unit.blocks.append(block)
            continue
        made.append(Unit([block], [] if draft is None else between(draft.line, draft.line)))
        if draft is not None:
            of_draft[id(draft)] = made[-1]
    like_works = _beginnings(made)
    return [unit for whole in made for unit in _cut(whole, like_works)]


def _units_of_lines(paragraph: Block, drafts_on: Callable[[int], list[Draft]]) -> list[Unit]:
    """The lines of a paragraph, those of one draft or number together."""
    made: list[Unit] = []
    is_numbered = _is_numbered(paragraph)
    for line in paragraph_lines(paragraph):
        drafts = drafts_on(line.line)
        goes_on = is_numbered and _NUMBER.match(line.text) is None
        if made and not drafts and (goes_on or any(draft.last_line >= line.line for draft in made[-1].drafts)):
            made[-1].blocks.append(line)
        else:
            made.append(Unit([line], drafts, paragraph))
    return made


def _is_numbered(paragraph: Block) -> bool:
    """Whether several lines of a paragraph begin with a number, `[1]`."""
    numbers = (_NUMBER.match("".join(span.text for span in line)) for line in lines_of(paragraph.spans))
    return sum(number is not None for number in numbers) >= _LEAST


def _beginnings(units: Sequence[Unit]) -> dict[_Form, set[str]]:
    """For each form of blocks with which works begin, that the usual reading finds, the marks that most of these have.

    It is left out if its blocks are within works as often, unless these have the marks too, which are several.
    """
    begins: dict[_Form, list[Block]] = defaultdict(list)
    within: dict[_Form, list[Block]] = defaultdict(list)
    for unit in units:
        if unit.drafts and unit.paragraph is None:
            begins[_form(unit.blocks[0])].append(unit.blocks[0])
        for block in unit.blocks[1:]:
            within[_form(block)].append(block)
    found: dict[_Form, set[str]] = {}
    for form, others in within.items():
        there = begins[form]
        sample = there[:: len(there) // _SAMPLE + 1]
        counts = Counter(mark for block in sample for mark in _marks(block))
        marks = {mark for mark, count in counts.items() if count >= _SHARE * len(sample)}
        if len(there) <= len(others) and len(marks - _OPTIONAL) > 1:
            marks -= _OPTIONAL
            others = [block for block in others if not marks <= _marks(block)]
        if marks and len(there) > len(others):
            found[form] = marks
    return found


def _marks(block: Block) -> set[str]:
    """What the parts of a block have: kinds of links, styles, dates, and what is behind the first one."""
    parts = parts_of([(block, 0)])
    marks = {name for part in parts for name in (part.link, "bold" * part.bold, "italic" * part.italic) if name}
    marks.update(f"then {name}" for part in parts[1:2] for name in part.before.split("+"))
    return marks | {"date"} if any(is_date(part.text) for part in parts) else marks


def _cut(unit: Unit, begins: Mapping[_Form, AbstractSet[str]]) -> Iterator[Unit]:
    """The unit, cut where blocks begin that are like those that begin works, or with titles that have links, if it has several of these."""
    titled = Counter(_form(block) for block in unit.blocks if _begins_with_title(block))
    has_titles_below = titled.total() > 1 and not _begins_with_title(unit.blocks[0])
    forms = [_form(block) for block in unit.blocks]
    cut = []
    for n, block in enumerate(unit.blocks[1:], 1):
        marks = begins.get(forms[n])
        is_title = has_titles_below and titled[forms[n]] and _begins_with_title(block, 1)
        if is_title or (marks is not None and marks <= _marks(block)):
            cut.append(n)
    there = Counter(forms[n] for n in cut)
    cut = [n for n in cut if forms[n] == forms[0] or there[forms[n]] > 1]
    if not cut:
        yield unit
        return
    for first, last in pairwise((0, *cut, len(unit.blocks))):
        blocks = unit.blocks[first:last]
        lines = {block.line for block in blocks}
        yield Unit(blocks, [draft for draft in unit.drafts if draft.line in lines])


def _begins_with_title(block: Block, least: int = _TITLE) -> bool:
    """Whether a block begins with a link of as many words that may be a title."""
    first = next((span for span in block.spans if span.text.strip()), Span(""))
    return is_link(first.href) and not _is_label(first) and len(first.text.split()) >= least


def _entries_under_headings(blocks: Sequence[Block]) -> dict[int, list[Block]]:
    """The blocks below each heading that is a work with all of them: none but labels of links and text, in most sections of a level."""
    sections: list[tuple[Block, list[Block]]] = []
    for block in blocks:
        if block.kind == "heading" and block.level < SUMMARY:
            sections.append((block, []))
        elif sections:
            sections[-1][1].append(block)
    by_level: dict[int, list[tuple[Block, list[Block], bool]]] = defaultdict(list)
    for heading, following in sections:
        if any(is_link(span.href) for block in (heading, *_filled(following)) for span in block.spans):
            by_level[heading.level].append((heading, following, _is_entry(following)))
    found: dict[int, list[Block]] = {}
    for level in by_level.values():
        entries = [(heading, following) for heading, following, is_entry in level if is_entry]
        if len(entries) >= _LEAST and len(entries) >= _SHARE * len(level):
            found.update((id(heading), following) for heading, following in entries)
    return found


def _is_entry(following: Sequence[Block]) -> bool:
    """Whether blocks may be about the title above them: they have labels of links, and no more than one that may be a title."""
    blocks = list(_filled(following))
    links = [[span for span in block.spans if is_link(span.href)] for block in blocks]
    titled = sum(not _is_label(span) and len(span.text.split()) >= _TITLE for spans in links for span in spans)
    return (
        0 < len(blocks) <= _MOST_BELOW
        and titled <= 1
        and not any(block.stated for block in following)
        and any(spans and all(map(_is_label, spans)) for spans in links)
        and not any(block.kind == "row" or (block.kind == "item" and leads_with_link(block)) for block in blocks)
        and sum(len(block.text) for block in blocks) <= LONGEST
    )


def _is_label(link: Span) -> bool:
    return link.text == link.href or link.image or is_resource(link.text) or is_note(link.text)


def _filled(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks with text, in the order of the document; without those that a person has stated, which stay as they are."""
    for block in blocks:
        if block.stated is not None:
            continue
        if block.spans or block.cells:
            yield block
        yield from _filled(block.children)
