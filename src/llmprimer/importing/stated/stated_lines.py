"""Finds the lines of a document that have the forms which a person has stated, and makes a stated block of each entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from llmprimer.importing.document.labels import holds_no_works
from llmprimer.importing.document.linking import has_links, is_detail, is_labelled, lines_of
from llmprimer.importing.document.outline import BREAK, Block, Span, unwrapped
from llmprimer.importing.document.paragraph_lines import is_sentence, paragraph_lines
from llmprimer.importing.document.sections import Sections
from llmprimer.importing.document.stated_parts import LineMatch
from llmprimer.importing.stated.line_comparison import Misfit
from llmprimer.importing.stated.line_forms import LONGEST, LineForm
from llmprimer.importing.stated.line_pattern import ROW
from llmprimer.importing.stated.line_scores import Scores
from llmprimer.importing.stated.line_text import CELL, as_pattern, labels_among, line_text
from llmprimer.records.draft import StatedForms, UnlikeEntry

#: How many entries without a stated form are kept, to be shown.
_SHOWN = 5
_Line = list[Span]
_CELL = Span(f" {CELL} ")


def with_stated_lines(blocks: Sequence[Block], forms: Sequence[LineForm]) -> tuple[list[Block], StatedForms]:
    """The blocks, with entries that have one of the forms as stated blocks, and how many these are.

    The first form counts that a line has. Sections that hold no works stay as they are.
    """
    finder = _Finder(blocks, forms)
    made = finder.run()
    return made, StatedForms(
        [(form.pattern, count) for form, count in zip(forms, finder.counts, strict=True)],
        sum(finder.counts) + finder.others,
        finder.unlike,
    )


@dataclass(slots=True)
class _Found:
    """An entry in a stated form, and how many lines of its own and of the blocks below it belong to the form."""

    match: LineMatch
    form: int
    own: int
    below: int


class _Finder:
    def __init__(self, blocks: Sequence[Block], forms: Sequence[LineForm]) -> None:
        self._blocks = blocks
        self._forms = forms
        self._scores = Scores()
        self._longest = max(len(form.lines) for form in forms)
        self.counts = [0] * len(forms)
        self.others = 0
        self.unlike: list[UnlikeEntry] = []

    def run(self) -> list[Block]:
        made: list[Block] = []
        sections = Sections()
        unlike: list[Block] = []  # paragraphs: most are no entries, unless others in the document are
        stated: list[LineMatch] = []  # of paragraphs
        has_items = False
        at = 0
        while at < len(self._blocks):
            block = self._blocks[at]
            at += 1
            if block.kind == "heading":
                sections.begin(block.level, block.text, skipped=holds_no_works(block.text.strip()))
            if sections.skipped is not None:
                made.append(block)
            elif block.kind == "row":
                made.append(self._row(block))
            elif block.kind in ("heading", "item") and block.spans:
                found, used = self._entry(block, at)
                at += used
                made.append(found)
                has_items = has_items or block.kind == "item"
            elif block.kind in ("paragraph", "quote"):
                parts, used = self._paragraph(block, at)
                at += used
                made += parts
                stated += [part.stated for part in parts if part.stated is not None]
                unlike += [part for part in parts if part.kind == "paragraph"]
            else:
                made.append(block)
        if stated or not has_items:
            are_linked = any(part.links for part in stated) or any(map(has_links, unlike))
            for block in unlike:
                if has_links(block) or not are_linked:
                    self._leave(block)
        self.unlike.sort(key=lambda entry: entry.line)
        del self.unlike[_SHOWN:]
        return made

    # -- kinds of blocks -----------------------------------------------------------------------------------------------

    def _entry(self, block: Block, at: int) -> tuple[Block, int]:
        """An item or heading, and how many of the blocks from `at` on belong to it."""
        below = self._lines_below(block, at)
        own = _own_lines(block.spans)
        is_item = block.kind == "item"
        found = self._find(own, [line for _, line in below], 0 if is_item else block.level, is_item=is_item)
        if found is not None:
            return self._stated(block, own, found, below)
        if block.kind == "item":
            before = sum(self.counts), self.others
            end = len(self._blocks)
            children = [self._entry(child, end)[0] if child.kind == "item" else child for child in block.children]
            if sum(self.counts) > before[0]:
                return replace(block, children=children), 0
            self.others = before[1]
            self.unlike = [entry for entry in self.unlike if not block.line < entry.line <= block.end]
            self._leave(block)
        return block, 0

    def _row(self, row: Block) -> Block:
        """A row of a table; rows count as entries if a pattern is for such."""
        if not any(form.level == ROW for form in self._forms):
            return row
        line = [span for number, cell in enumerate(row.cells) for span in (*([_CELL] if number else []), *cell)]
        found = self._find([line], [], ROW)
        if found is None:
            self._leave(replace(row, spans=line))
            return row
        shown = [span._replace(text=" | ") if span is _CELL else span for span in line]
        return self._stated(replace(row, spans=shown, cells=[], header=()), [line], found, [])[0]

    def _paragraph(self, block: Block, at: int) -> tuple[list[Block], int]:
        """The entries in a paragraph: each of its lines may be one, or all of them together."""
        lines = [replace(line, kind="paragraph") for line in paragraph_lines(block)]
        if len(lines) > 1:
            parts, forms = self._line_by_line(lines)
            whole = _own_lines(block.spans)
            if len(forms) < len(parts):
                found = self._find(whole, [], 0)
                if found is not None and found.own == len(whole):
                    return [self._stated(block, whole, found, [])[0]], 0
            if forms:
                for form in forms:
                    self.counts[form] += 1
                return parts, 0
        below = self._lines_below(block, at)
        own = _own_lines(block.spans)
        found = self._find(own, [line for _, line in below], 0)
        if found is None:
            return [block], 0
        stated, used = self._stated(block, own, found, below)
        return [stated], used

    def _line_by_line(self, lines: Sequence[Block]) -> tuple[list[Block], list[int]]:
        """The lines of a paragraph, with the forms of those that are entries; sentences below such a line are about it."""
        made: list[Block] = []
        forms: list[int] = []
        at = 0
        while at < len(lines):
            line = lines[at]
            own = [one.spans for one in lines[at : at + self._longest]]
            found = self._find(own, [], 0, joins=False)
            if found is not None:
                end = lines[at + found.own - 1].end
                spans = _joined(own[: found.own])
                made.append(replace(line, kind="stated", spans=spans, end=end, stated=found.match))
                forms.append(found.form)
                at += found.own
                continue
            if made and made[-1].kind == "stated" and is_sentence(line) and not has_links(line):
                made[-1].children.append(replace(line, kind="item"))
                made[-1].end = line.end
            else:
                made.append(line)
            at += 1
        return made, forms

    # -- entries -------------------------------------------------------------------------------------------------------

    def _lines_below(self, block: Block, at: int) -> list[tuple[Block, _Line]]:
        """The lines below an entry that a pattern of several lines may need: those nested in it, then those that follow it."""
        found: list[tuple[Block, _Line]] = []
        for one in (*block.children, *self._blocks[at : at + self._longest]):
            if one.kind not in ("item", "paragraph", "quote") or len(found) >= self._longest:
                break
            found += [(one, line) for line in _own_lines(one.spans)]
        return found

    def _find(
        self, own: Sequence[_Line], below: Sequence[_Line], level: int, *, joins: bool = True, is_item: bool = False
    ) -> _Found | None:
        """The first form that the lines have."""
        for number, form in enumerate(self._forms):
            count = len(form.lines)
            if form.level != level or form.is_item > is_item or not own:
                continue
            match = form.match([*own, *below][:count], self._scores)
            if match is not None:
                return _Found(match, number, min(count, len(own)), max(0, count - len(own)))
            if joins and len(own) > count:  # a line that was wrapped
                match = form.match([*own[: count - 1], _joined(own[count - 1 :], " ")], self._scores)
                if match is not None:
                    return _Found(match, number, len(own), 0)
        return None

    def _stated(
        self, block: Block, own: Sequence[_Line], found: _Found, below: Sequence[tuple[Block, _Line]]
    ) -> tuple[Block, int]:
        """The block of an entry, and how many of the blocks that follow it belong to it."""
        self.counts[found.form] += 1
        children = [Block("item", block.line, list(line), end=block.line) for line in own[found.own :]]
        owners = list({id(one): one for one, _ in below[: found.below]}.values())
        for one in owners:
            lines = [line for owner, line in below if owner is one]
            used = sum(owner is one for owner, _ in below[: found.below])
            children += [Block("item", one.line, line, end=one.end) for line in lines[used:]]
            children += one.children
        children += [child for child in block.children if not any(child is one for one in owners)]
        following = [one for one in owners if not any(one is child for child in block.children)]
        end = max(block.line, block.end, *(max(one.line, one.end) for one in owners)) if owners else block.end
        spans = (
            block.spans
            if block.kind == "row"
            else _joined([*own[: found.own], *(line for _, line in below[: found.below])])
        )
        level = block.level if block.kind == "heading" else 0
        stated = replace(block, kind="stated", spans=spans, level=level, children=children, end=end, stated=found.match)
        return stated, len(following)

    def _leave(self, block: Block) -> None:
        """Counts an entry that has none of the forms."""
        if not re.search(r"\w", block.text) or any(s.href and s.href.startswith("#") for s in block.spans):
            return
        if is_detail(block) or is_labelled(block):
            return  # it says something about an entry
        self.others += 1
        if len(self.unlike) > 4 * _SHOWN:
            return
        lines = [*_own_lines(block.spans), *(line for _, line in self._lines_below(block, len(self._blocks)))]
        furthest: tuple[int, LineForm, str] | None = None
        for form in self._forms:
            if (form.level == ROW) != (block.kind == "row"):
                continue
            found = form.compare(lines, self._scores)
            if isinstance(found, LineMatch):
                kind = (
                    "heading of that level"
                    if form.level > 0
                    else "item of a list, and the pattern begins with a bullet"
                )
                found = Misfit(0, f"it is no {kind}")
            if furthest is None or found.reached > furthest[0]:
                furthest = found.reached, form, found.reason
        if furthest is not None:
            shown = (as_pattern(line_text(line, labels_among(line))) for line in lines[: len(furthest[1].lines)])
            self.unlike.append(UnlikeEntry(block.line, r" \n ".join(shown), furthest[1].pattern, furthest[2]))


def _own_lines(spans: Sequence[Span]) -> list[_Line]:
    """The lines of an entry, those that were wrapped as one; of longer texts, which are none, as they stand."""
    if sum(len(span.text) for span in spans) <= LONGEST:
        spans = unwrapped(spans)
    return [line for line in lines_of(spans) if any(span.text.strip() or span.href for span in line)]


def _joined(lines: Sequence[_Line], between: str = BREAK) -> _Line:
    return [span for number, line in enumerate(lines) for span in ([Span(between), *line] if number else line)]
