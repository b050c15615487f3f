"""The forms of lines that a person states with `import --line`, and how lines are compared with them.

form = LineForm.parse("**{title}** by {author}")
form.match([spans])  # the parts of a line, or None
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmprimer.importing.document.outline import Span
from llmprimer.importing.document.stated_parts import LineMatch, StatedPart
from llmprimer.importing.stated.line_comparison import LineComparison, Misfit
from llmprimer.importing.stated.line_pattern import NUMBER, LinePattern, parse_pattern
from llmprimer.importing.stated.line_scores import Scores
from llmprimer.importing.stated.line_text import LineText, Mark, labels_among, line_text

#: Longer lines have no form.
LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class LineForm:
    """A form of lines: the pattern as it was written, its lines, and the level of headings that it is for (0: no headings, `ROW`: rows of tables)."""

    pattern: str
    lines: tuple[LinePattern, ...]
    level: int = 0
    #: Whether the pattern begins with a bullet or number, and is for items of lists alone.
    is_item: bool = False

    @classmethod
    def parse(cls, pattern: str) -> LineForm:
        """The form that a pattern states; UsageError if it is none."""
        return cls(pattern, *parse_pattern(pattern))

    def match(self, lines: Sequence[Sequence[Span]], scores: Scores | None = None) -> LineMatch | None:
        """The parts of as many lines as the pattern has; None if they have another form."""
        found = self.compare(lines, scores or Scores())
        return found if isinstance(found, LineMatch) else None

    def compare(self, lines: Sequence[Sequence[Span]], scores: Scores) -> LineMatch | Misfit:
        """The parts of the lines, or where they leave the form."""
        parts: list[StatedPart] = []
        links: list[Span] = []
        words: list[str] = []
        label = ""
        reached = 0
        for number, pattern in enumerate(self.lines):
            if number >= len(lines):
                return Misfit(reached, "a further line is expected")
            found = _compare(pattern, lines[number], scores)
            if isinstance(found, Misfit):
                return Misfit(reached + found.reached, found.reason)
            parts += found.parts
            links += found.links
            label = label or found.main_label
            words.append(found.words)
            reached += 2 * len(pattern.fields) + 1
        return LineMatch(tuple(parts), tuple(links), label, " ".join(words))


def _compare(pattern: LinePattern, spans: Sequence[Span], scores: Scores) -> LineMatch | Misfit:
    if any(span.href and span.href.startswith("#") for span in spans):
        return Misfit(0, "it links to a section of the document")
    if sum(len(span.text) for span in spans) > LONGEST:
        return Misfit(0, f"it is longer than {LONGEST} characters")
    labels = labels_among(spans)
    if any(field.name == "url" for field in pattern.fields):
        labels = [at for at in labels if spans[at].text != spans[at].href]
    best = Misfit(-1, "")
    for kept in sorted({0, *range(1, min(len(labels), 2) + 1), len(labels)}):
        text = line_text(spans, labels[kept:])
        for line, number in _with_and_without_number(text, pattern):
            scores.begin_line()
            found = LineComparison(pattern, line, scores).run()
            if isinstance(found, Misfit):
                best = max(best, found, key=lambda one: one.reached)
                continue
            links = tuple(s for s in spans if s.href is not None)
            words = "".join(m.text for marks in pattern.between for m in (*marks, Mark(" ")))
            return LineMatch(tuple(found), links, pattern.main_label, f"{number} {words}".strip())
    return best


def _with_and_without_number(text: LineText, pattern: LinePattern) -> Iterator[tuple[LineText, str]]:
    """The line without the number before it, and the line as it is; the other way round if the pattern begins with a mark."""
    number = NUMBER.match(text.text)
    if number is None:
        yield text, ""
        return
    end = number.end()
    bare = LineText(text.marks[end:], text.text[end:], text.folded[end:], text.links, text.taken)
    both = [(bare, number[0]), (text, "")]
    yield from both if not pattern.between[0] else reversed(both)
