"""One line as text whose characters know their link and style, so that a form can be compared with it.

Links with labels (`[[pdf]](...)`), pictures and emoji are not in the text; the links are kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from llmprimer.importing.document.flattening import EMOJI
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import links_of
from llmprimer.importing.document.outline import Span
from llmprimer.text import has_cjk

#: The place of a link that is not in the text.
_TAKEN = "\0"
#: Between the cells of a row.
CELL = "\uf0fd"
#: What stands between such links, and between them and the text.
_SEPARATORS = " ,;:|/·•&+–—-"
_OPENING, _CLOSING = "[(（【<", "])）】>"
_SHORTCODE = re.compile(r"(?<!\w):(?:[a-z]|\d[a-z]{2}_)[a-z0-9_+-]*:(?!\w)")
#: Characters that count as the same: dashes, quotation marks, and full-width punctuation.
_SAME = str.maketrans("–—―−‐‑“”„«»’‘´`，：；（）［］．｜", '------"""""\'\'\'\'' + ",:;()[].|")
_NO_SPACE = frozenset("()[]{}\"'（）【】《》「」『』“”‘’«»、。")


class Mark(NamedTuple):
    """A character, the number of its link (from 1; 0 outside links), and its style."""

    text: str
    link: int = 0
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class LineText:
    """A line with white space as single spaces; `links` are those in the text, by their numbers, `taken` the others."""

    marks: tuple[Mark, ...]
    text: str
    #: The text for comparisons, in small letters, with one kind of dash and quotation mark; as long as `text`.
    folded: str
    links: tuple[Span, ...]
    taken: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.marks)

    def at(self, place: int, step: int) -> Mark | None:
        """The nearest mark that is no space, at a place or from there on in the direction of `step`."""
        while 0 <= place < len(self.marks):
            if self.marks[place].text != " ":
                return self.marks[place]
            place += step
        return None

    def needs_no_space(self, place: int) -> bool:
        """Whether a space that a form has may be missing before a place: beside brackets and scripts without spaces."""
        around = self.text[max(0, place - 1) : place + 1]
        return place in (0, len(self.marks)) or any(
            c in _NO_SPACE or has_cjk(c) or "\uff00" < c < "\uff66" for c in around
        )


def labels_among(spans: Sequence[Span]) -> list[int]:
    """The places of links that have a label or their address as text, in order; also of those to pages beside the list."""
    labels = {at for at, _ in links_of(spans).resources}
    beside = (at for at, s in enumerate(spans) if s.href is not None and not is_link(s.href) and is_resource(s.text))
    return sorted({*labels, *beside})


def line_text(spans: Sequence[Span], labels: Sequence[int] = ()) -> LineText:
    """The text of a line without the links at the places `labels`, without pictures and emoji."""
    marks: list[Mark] = []
    links: list[Span] = []
    taken: list[Span] = []
    before = Span("")
    for at, span in enumerate(spans):
        if span.image or at in labels:
            if is_link(span.href):
                taken.append(span)
            marks.append(Mark(" " if span.href is None else _TAKEN))
            before = span
            continue
        if span.href is not None and span.href != before.href:
            links.append(span)
        before = span
        number = len(links) if span.href is not None else 0
        text = _SHORTCODE.sub(" ", EMOJI.sub(" ", span.text.replace(_TAKEN, " ")))
        marks += [Mark(c, number, span.bold, span.italic) for c in text]
    marks = _without_spaces(_without_taken(_without_spaces(marks)))
    text = "".join(mark.text for mark in marks)
    return LineText(tuple(marks), text, folded(text), tuple(links), tuple(taken))


def as_pattern(line: LineText) -> str:
    """The line as a pattern would have it, so that it can be copied: links as `[text](...)`, bold and italic text between stars."""
    made: list[str] = []
    open_ = Mark("")
    for mark in (*line.marks, Mark("")):
        if mark[1:] != open_[1:]:
            made.append("*" * (open_.italic + 2 * open_.bold) + ("](...)" if open_.link else ""))
            made.append(("[" if mark.link else "") + "*" * (mark.italic + 2 * mark.bold))
        made.append(mark.text)
        open_ = mark
    text = "".join(made)
    return f"| {text} |".replace(CELL, "|") if CELL in text else text


def folded(text: str) -> str:
    """The text for comparisons, as long as it was."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text.translate(_SAME))


def _without_spaces(marks: Sequence[Mark]) -> list[Mark]:
    """The marks with white space as single spaces, and none at the ends."""
    made: list[Mark] = []
    for mark in marks:
        if not mark.text.isspace():
            made.append(mark)
        elif made and made[-1].text != " ":
            made.append(mark._replace(text=" "))
    if made and made[-1].text == " ":
        made.pop()
    return made


def _without_taken(marks: Sequence[Mark]) -> list[Mark]:
    """The marks without the places of links, the brackets around these, and the separators between them."""
    pieces: list[list[Mark]] = [[]]
    for mark in marks:
        if mark.text == _TAKEN:
            pieces.append([])
        else:
            pieces[-1].append(mark)
    made, rest = pieces[0], pieces[1:]
    for number, piece in enumerate(rest):
        behind = _without_brackets(made, piece)
        is_last = number == len(rest) - 1
        between = "".join(mark.text for mark in behind)
        if not is_last and not between.rstrip(_OPENING + " ").strip(_SEPARATORS + "."):
            made += [mark for mark in behind if mark.text in _OPENING]
            continue
        if not made:
            behind = behind[len(between) - len(between.lstrip(_SEPARATORS + ".")) :]
        if is_last and not behind:
            while made and made[-1].text in _SEPARATORS:
                made.pop()
        elif made and behind[0].text not in ",;:.)]":
            made.append(Mark(" "))
        made += behind
    return made


def _without_brackets(made: list[Mark], behind: Sequence[Mark]) -> list[Mark]:
    """What stands behind the place of a link, without the brackets around it, which are taken off the end of `made` too."""
    at = 0
    while True:
        while made and made[-1].text == " ":
            made.pop()
        while at < len(behind) and behind[at].text == " ":
            at += 1
        if not made or at == len(behind) or made[-1].text not in _OPENING:
            break
        if behind[at].text != _CLOSING[_OPENING.index(made[-1].text)]:
            break
        made.pop()
        at += 1
    return list(behind[at:])
