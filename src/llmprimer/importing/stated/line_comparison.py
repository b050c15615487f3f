"""Compares one line with one line of a pattern.

Every comparison is bounded: literal text is searched, not guessed, and where a line can be split in several ways, at most `_MOST`
places of each separator are weighed against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from llmprimer.importing.document.stated_parts import StatedPart
from llmprimer.importing.stated.line_pattern import SKIP, LinePattern
from llmprimer.importing.stated.line_scores import Scores, stated_people, why_not
from llmprimer.importing.stated.line_text import CELL, LineText, Mark, folded

#: How many places of a separator are weighed, half of them from the beginning of the line.
_MOST = 24
_END = " .,;"
_EDGES = " ,;|"
#: How much of a line a message shows, in characters.
_SHOWN = 60


class Misfit(NamedTuple):
    """How far a line has a form: the number of the field or separator where it ends (from 0), and the reason."""

    reached: int
    reason: str


class _Place(NamedTuple):
    start: int
    end: int


class _Way(NamedTuple):
    """The best way to a place: its score, and which place of the separator before it comes from."""

    place: _Place
    score: float
    before: int


class LineComparison:
    """Compares one line with one line of a pattern."""

    def __init__(self, pattern: LinePattern, line: LineText, scores: Scores) -> None:
        self._pattern = pattern
        self._line = line
        self._scores = scores
        self._refused = ""
        self._run_ends = [_run_ends([m.link for m in line.marks]), *(_style_ends(line, at) for at in (2, 3))]

    def run(self) -> list[StatedPart] | Misfit:
        """The parts of the line, or where it leaves the pattern."""
        ways = self._ways(is_scored=False)  # most lines of another form are refused without any costly question
        if not isinstance(ways, Misfit) and any(len(some) > 1 for some in ways):
            ways = self._ways(is_scored=True)
        if isinstance(ways, Misfit):
            return ways
        at = max(range(len(ways[-1])), key=lambda n: ways[-1][n][1])
        parts: list[StatedPart] = []
        for number in reversed(range(len(self._pattern.fields))):
            (place, _, before) = ways[number + 1][at]
            parts.append(self._part(number, ways[number][before][0].end, place.start))
            at = before
        for found in parts:
            if found.text and found.field in ("author", "editor") and stated_people(found.text) is None:
                return Misfit(2 * len(parts), f"“{_short(found.text)}” names nobody: {{{found.field}}}")
        return parts[::-1]

    def _ways(self, *, is_scored: bool) -> list[list[_Way]] | Misfit:
        """For each separator its places, with the ways to them."""
        places = self._places(0)
        if not places:
            return Misfit(0, f"it should begin with {_described(self._pattern, 0)}")
        ways = [[_Way(place, 0.0, -1) for place in places]]
        for number in range(len(self._pattern.fields)):
            self._refused = ""
            after = ways[-1][0].place.end
            following = self._places(number + 1, after)
            made = self._joined(number, ways[-1], following, is_scored=is_scored)
            if not made:
                return Misfit(2 * number + (2 if self._refused else 1), self._reason(number, after, following))
            ways.append(made)
        return ways

    def _joined(
        self, number: int, before: Sequence[_Way], following: Sequence[_Place], *, is_scored: bool
    ) -> list[_Way]:
        """The places behind a field that it can reach, each with the best of the ways to it."""
        name = self._pattern.fields[number].name
        made = []
        for place in following:
            best: tuple[float, int] | None = None
            for at, (start, score, _) in enumerate(before):
                begin, end = self._trimmed(start.end, place.start)
                if start.end > place.start or not self._may_hold(number, begin, end):
                    continue
                if is_scored and name != SKIP:
                    text = self._line.text[begin:end].strip(_EDGES)
                    score += self._scores.score(name, text, (end - begin) / len(self._line))
                if best is None or score > best[0]:
                    best = score, at
            if best is not None:
                made.append(_Way(place, *best))
        return made

    def _may_hold(self, number: int, begin: int, end: int) -> bool:
        """Whether a part of the line can be the text of a field: by its links, its style, and what the field takes."""
        name, mark = self._pattern.fields[number]
        if begin >= end:
            return (name == SKIP or (self._pattern.is_row and name != "title")) and not mark.link
        marks = self._line.marks
        if mark.link and (not marks[begin].link or self._run_ends[0][begin] < end):
            return False
        if mark.bold and self._run_ends[1][begin] < end:
            return False
        if mark.italic and self._run_ends[2][begin] < end:
            return False
        text = self._line.text[begin:end].strip(_EDGES)
        if name == "url":
            return marks[begin].link > 0 and self._run_ends[0][begin] >= end
        if not text or (reason := why_not(name, text)) is not None:
            self._refused = self._refused or f"“{_short(text)}” {reason if text else 'is empty'}: {{{name}}}"
            return False
        return True

    def _part(self, number: int, begin: int, end: int) -> StatedPart:
        name, mark = self._pattern.fields[number]
        begin, end = self._trimmed(begin, end)
        found = {m.link for m in self._line.marks[begin:end] if m.link}
        links = tuple(self._line.links[at - 1] for at in sorted(found))
        is_main = bool(mark.link) and mark.link == self._pattern.main
        return StatedPart(name, self._line.text[begin:end].strip(_EDGES), links, is_main or name == "url")

    def _trimmed(self, begin: int, end: int) -> tuple[int, int]:
        while begin < end and self._line.text[begin] == " ":
            begin += 1
        while end > begin and self._line.text[end - 1] == " ":
            end -= 1
        return begin, end

    # -- separators ----------------------------------------------------------------------------------------------------

    def _places(self, number: int, after: int = 0) -> list[_Place]:
        """Where the separator with that number stands behind a place, in order; the last one only at the end of the line."""
        line, marks = self._line, self._pattern.between[number]
        core = _core(marks)
        is_last = number == len(self._pattern.fields)
        if not core and number == 0:
            return [_Place(0, 0)]
        if not core and is_last:
            bare = len(line.text.rstrip(_END)) if _style(self._pattern.fields[-1].mark) else len(line)
            return [_Place(end, len(line)) for end in sorted({bare, len(line)}) if end >= after]
        if not core:
            may_end = self._pattern.fields[number].name == SKIP
            return _few(range(max(1, after), len(line) + may_end), partial(self._gap, number, bool(marks)))
        if number == 0:
            return _few([0], partial(self._literal, number, core))
        first = re.compile(re.escape(folded(core[0].text)))
        return _few([m.start() for m in first.finditer(line.folded, after)], partial(self._literal, number, core))

    def _gap(self, number: int, needs_space: bool, at: int) -> _Place | None:
        """The separator without text at a place."""
        line = self._line
        is_space = line.text[at : at + 1] == " "
        if not is_space and (line.text[at - 1] == " " or (needs_space and not line.needs_no_space(at))):
            return None
        return _Place(at, at + is_space) if self._suits(number, at, at + is_space, ()) else None

    def _literal(self, number: int, core: Sequence[Mark], at: int) -> _Place | None:
        """The separator with text that begins at a place."""
        end = self._literal_end(core, at)
        if end is None or not self._suits(number, at, end, core):
            return None
        is_last = number == len(self._pattern.fields)
        return _Place(at, end) if not is_last or end >= len(self._line.text.rstrip(_END)) else None

    def _literal_end(self, core: Sequence[Mark], begin: int) -> int | None:
        """The end of the text of a separator that begins at a place; None if another text stands there."""
        line, at = self._line, begin
        for mark in core:
            if mark.text == " ":
                if at < len(line) and line.text[at] == " ":
                    at += 1
                elif not line.needs_no_space(at):
                    return None
            elif at < len(line) and line.folded[at] == folded(mark.text):
                at += 1
            else:
                return None
        return at

    def _suits(self, number: int, start: int, end: int, core: Sequence[Mark]) -> bool:
        """Whether spaces, links and styles change at a separator as they do in the pattern."""
        line, marks = self._line, self._pattern.between[number]
        if core and marks[0].text == " " and line.text[start - 1 : start] != " " and not line.needs_no_space(start):
            return False
        if core and marks[-1].text == " " and line.text[end : end + 1] != " " and not line.needs_no_space(end):
            return False
        fields = self._pattern.fields
        stated = [mark for mark in core if mark.text != " "]
        there: list[Mark | None] = [mark for mark in line.marks[start:end] if mark.text != " "]
        if number > 0 and (start > 0 or not self._pattern.is_row):
            stated, there = [fields[number - 1].mark, *stated], [line.at(start - 1, -1), *there]
        if number < len(fields) and (end < len(line) or fields[number].name != SKIP):
            stated, there = [*stated, fields[number].mark], [*there, line.at(end, 1)]
        return all(self._is_alike(*four) for four in zip(stated, stated[1:], there, there[1:], strict=False))

    def _is_alike(self, one: Mark, other: Mark, left: Mark | None, right: Mark | None) -> bool:
        """Whether two neighbours in the pattern and two in the line are in one link and style, or not."""
        if left is None or right is None:
            return False
        if (one.link and not left.link) or (other.link and not right.link):
            return False
        if (one.link or other.link) and (one.link == other.link) != (left.link == right.link):
            return False
        if self._pattern.has_bold and (one.bold or other.bold) and (one.bold, other.bold) != (left.bold, right.bold):
            return False
        is_styled = self._pattern.has_italic and (one.italic or other.italic)
        return not is_styled or (one.italic, other.italic) == (left.italic, right.italic)

    # -- messages ------------------------------------------------------------------------------------------------------

    def _reason(self, number: int, after: int, following: Sequence[_Place]) -> str:
        fits = f"it fits up to “{_short(self._line.text[:after], from_end=True)}”, ".replace(CELL, "|") if after else ""
        if self._refused:
            return f"{fits}but {self._refused}"
        field = self._pattern.fields[number]
        there = self._line.at(after, 1) or Mark("")
        lacks = any(stated and not found for stated, found in zip(field.mark[1:], there[1:], strict=True))
        if lacks or (following and _style(field.mark)):
            return f"{fits}{'and then ' if fits else ''}{_style(field.mark)} is expected: {{{field.name or '...'}}}"
        what = _described(self._pattern, number + 1)
        return f"{fits}{'and then ' if fits else ''}{what} is expected after {{{field.name or '...'}}}"


def _core(marks: Sequence[Mark]) -> Sequence[Mark]:
    """The text of a separator without the spaces around it."""
    begin, end = 0, len(marks)
    while begin < end and marks[begin].text == " ":
        begin += 1
    while end > begin and marks[end - 1].text == " ":
        end -= 1
    return marks[begin:end]


def _few(candidates: Sequence[int], place_at: Callable[[int], _Place | None]) -> list[_Place]:
    """The places among the candidates, in order; of many only the first and the last ones."""
    first: list[_Place] = []
    number = 0
    while number < len(candidates) and len(first) < _MOST // 2:
        if (place := place_at(candidates[number])) is not None:
            first.append(place)
        number += 1
    last: list[_Place] = []
    for at in range(len(candidates) - 1, number - 1, -1):
        if len(last) == _MOST // 2:
            break
        if (place := place_at(candidates[at])) is not None:
            last.append(place)
    return first + last[::-1]


def _run_ends(values: Sequence[int]) -> list[int]:
    """For each place the end of the run of equal values that it is in."""
    ends = [len(values)] * len(values)
    for at in range(len(values) - 2, -1, -1):
        ends[at] = ends[at + 1] if values[at] == values[at + 1] else at + 1
    return ends


def _style_ends(line: LineText, style: int) -> list[int]:
    """For each place the end of the bold (2) or italic (3) text that it is in, spaces included; the place itself outside of such."""
    ends: list[int] = []
    following = len(line)
    for at in range(len(line) - 1, -1, -1):
        mark = line.marks[at]
        if not mark[style] and mark.text != " ":
            following = at
        ends.append(following)
    return ends[::-1]


def _described(pattern: LinePattern, number: int) -> str:
    """A separator in words, for messages."""
    text = "".join(mark.text for mark in pattern.between[number]).replace(CELL, "|")
    fields = pattern.fields
    before = fields[number - 1].mark if number else Mark("")
    behind = fields[number].mark if number < len(fields) else Mark("")
    found = [f"“{text}”"] if text.strip() else []
    if _style(before) and not _style(behind) and not text.strip():
        found.append(f"the end of {_style(before)}")
    last = pattern.between[number][-1] if pattern.between[number] else before
    if _style(behind) and behind[1:] not in (before[1:], last[1:]):
        found.append(_style(behind))
    if number == len(fields):
        found.append("the end of the line")
    return " and ".join(found) or "a space"


def _style(mark: Mark) -> str:
    return "a link" if mark.link else "bold text" if mark.bold else "italic text" if mark.italic else ""


def _short(text: str, *, from_end: bool = False) -> str:
    if len(text) <= _SHOWN:
        return text
    return f"…{text[-_SHOWN:]}" if from_end else f"{text[:_SHOWN]}…"
