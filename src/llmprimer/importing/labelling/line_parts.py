"""Cuts the lines of an entry into parts at separators, brackets, quotation marks, and where links and styles begin or end.

`[[Pinterest](...)] Large Lamps, 2019` has the parts `Pinterest`, `Large Lamps` and `2019`. The text between parts is kept, so that
several of them can be put together as they were printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.tables.line_cells import SHORTCODE
from llmprimer.records.links import is_note
from llmprimer.records.venues import is_meeting

#: Where a line is cut; the name of the group says by what.
_SEPARATOR = re.compile(
    r"""
    (?=\W|(?<!\S)[Bbvp])(?:  # most characters are none of these, so that this is faster
    (?P<pipe>(?:(?<!\s)\s++)?[|｜]\s*+)
    | (?P<dash>(?<!\s)\s++(?:--+|[-–—―])\s++ | (?:(?<!\s)\s++)?——+\s*+ | ---+ | (?<=\S)\s?--\s?(?=\S)
        | ^\s*+[-–—―]+\s++ | (?<!\s)\s++[-–—―]+\s*$)
    | (?P<colon>[:：](?=\s|$) | ： | (?<=[^\W\d_]):(?=[A-Z]))
    | (?P<comma>,(?!\d{3})|[，、]) | (?P<semi>[;；])
    | (?P<stop>(?<=[^\W\d_]{2})[.。](?=\s|$) | (?<=[)\]\d'"”])[.。](?=\s|$) | 。 | [!?！？](?=\s|$))
    | (?P<dot>(?:(?<!\s)\s++)?[·•]\s*+) | (?P<slash>(?<!\s)\s++/\s++)
    | (?P<ob>[(（]) | (?P<cb>[)）]) | (?P<os>[\[【]) | (?P<cs>[\]】])
    | (?P<oq>(?<![^\W_])["“„«「『《〈] | (?<![^\W_])[‘'](?=[^\W\d_])) | (?P<cq>["”»」』》〉] | (?<=[\w.,!?])[’'](?![^\W_]))
    | (?P<tab>\t) | (?P<wide>(?<!\s)\s{2,}+) | (?P<by>(?<!\S)(?:by|By|von|par|por)\s++(?=[^\W\da-z])) | (?P<lt>[<>{}]))
    """,
    re.VERBOSE,
)
#: `(In)Visible`: a bracket within a word parts nothing.
_PREFIX = re.compile(r"(?<!\w)\([^\W\d_]{1,6}\)(?=[^\W\d_])")
#: What encloses the parts behind an opening mark, and which closing mark ends it.
_OPENS = {"ob": "(", "os": "[", "oq": '"'}
_CLOSES = {"cb": "(", "cs": "[", "cq": '"'}
_YEAR_LAST = re.compile(r"(.*[^\W\d_]\S*)\s+((?:19|20)\d\d)")
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d(?:[-./]\d{1,2}){0,2})\s+(\S.*)")
_ADDRESS = re.compile(r"https?://|www\.")
#: How many separators in a row are kept by name.
_MOST_NAMES = 3


@dataclass(slots=True)
class LinePart:
    """A part of an entry."""

    text: str
    #: The names of the separators before it, joined by `+`; `start` for the first part, `none` if nothing is between.
    before: str
    #: The text between the part before and this one.
    between: str
    #: The names of the separators after it; they end in `$` for the last part.
    after: str = ""
    #: The text between this part and the next one.
    behind: str = ""
    #: The line of the entry that it is on, from 0; and of a row the cell, -1 elsewhere.
    line: int = 0
    cell: int = -1
    #: The head of its column.
    head: str = ""
    bold: bool = False
    italic: bool = False
    code: bool = False
    #: `T` in a link that may be a title, `R` in the label of a link, `X` in an address, empty outside of links.
    link: str = ""
    href: str | None = None
    #: The marks around it: up to two of `(`, `[` and `"`, the innermost last.
    enclosed: str = ""


def parts_of(lines: Sequence[tuple[Block, int]]) -> list[LinePart]:
    """The parts of the blocks of an entry, each given with its distance in lines to the first, in order."""
    cutter = _Cutter()
    for number, (block, distance) in enumerate(lines):
        if block.kind == "row":
            cutter.row(block, distance)
        else:
            cutter.lines(block, distance, is_first=number == 0)
    return cutter.finished()


class _Cutter:
    def __init__(self) -> None:
        self._parts: list[LinePart] = []
        self._names = ["start"]  # the separators since the last part
        self._between = ""  # their text
        self._marks: list[str] = []  # those that enclose what follows
        self._line, self._cell, self._head = 0, -1, ""

    def row(self, row: Block, line: int) -> None:
        """Cuts the cells of a row."""
        for number, cell in enumerate(row.cells):
            self._separate("cell", " | ")
            self._marks.clear()
            self._line, self._cell = line, number
            self._head = row.header[number] if number < len(row.header) else ""
            self._spans(cell)
        self._cell, self._head = -1, ""

    def lines(self, block: Block, line: int, *, is_first: bool) -> None:
        """Cuts the lines of an item, paragraph or heading; all but the first of an entry are nested in it."""
        if not is_first:
            self._separate("nest", "\n")
            self._marks.clear()
        self._line = line
        self._spans(block.spans)

    def finished(self) -> list[LinePart]:
        """All the parts."""
        if self._parts:
            self._parts[-1].after = f"{'+'.join(self._names) or 'end'}$"
            self._parts[-1].behind = self._between
        return self._parts

    def _spans(self, spans: Sequence[Span]) -> None:
        for span in spans:
            if span.is_break:
                self._separate("line", "\n")
                self._line += 1
            elif span.image:
                self._separate("image", "")
            else:
                if not self._names:
                    self._separate("markup", "")
                self._text(span)

    def _separate(self, name: str, text: str) -> None:
        if self._names in ([], ["markup"]):
            self._names = [name]
        elif name not in ("markup", self._names[-1]):
            self._names = [*self._names, name][-_MOST_NAMES:]
        self._between += text

    def _text(self, span: Span) -> None:
        if span.href is not None and (span.text == span.href or is_resource(span.text)):
            self._part(span.text, span)
            return
        at = 0
        text = SHORTCODE.sub(" ", span.text)
        prefixes = [match.span() for match in _PREFIX.finditer(text)] if "(" in text else []
        for found in _SEPARATOR.finditer(text):
            if any(begin <= found.start() < end for begin, end in prefixes):
                continue
            self._part(text[at : found.start()], span)
            name = found.lastgroup or ""
            if found[0] == '"':  # the same mark opens and closes
                name = "cq" if '"' in self._marks else "oq"
            self._separate(name, found[0])
            if name in _OPENS:
                self._marks.append(_OPENS[name])
            elif (opening := _CLOSES.get(name)) in self._marks:
                while self._marks.pop() != opening:
                    pass
            at = found.end()
        self._part(text[at:], span)

    def _part(self, text: str, span: Span) -> None:
        inner = text.strip(" \t\n*_`~").lstrip("#")
        if not re.search(r"\w", inner):
            if inner:
                self._separate("mark", text)
            else:
                self._between += text
            return
        begin = text.find(inner)
        self._between += text[:begin]
        for number, piece in enumerate(_without_years(inner)):
            if number:
                self._names, self._between = ["space"], " "
            if self._parts:
                self._parts[-1].after = "+".join(self._names) or "none"
                self._parts[-1].behind = self._between
            self._parts.append(
                LinePart(
                    piece,
                    "+".join(self._names) or "none",
                    self._between,
                    line=self._line,
                    cell=self._cell,
                    head=self._head,
                    bold=span.bold,
                    italic=span.italic,
                    code=span.code,
                    link=_kind_of_link(span),
                    href=span.href,
                    enclosed="".join(self._marks[-2:]),
                )
            )
            self._names, self._between = [], ""
        self._between = text[begin + len(inner) :]


def _kind_of_link(span: Span) -> str:
    if span.href is None:
        return ""
    if span.text == span.href or _ADDRESS.match(span.text):
        return "X"
    return "R" if is_resource(span.text) or is_note(span.text) else "T"


def _without_years(text: str) -> Iterator[str]:
    """The text, with a year at its beginning or end as a piece of its own; that of a meeting, `ICML 2015`, stays."""
    if not is_meeting(text):
        if (first := _YEAR_FIRST.fullmatch(text)) is not None:
            yield first[1]
            text = first[2]
        if text[-4:].isdecimal() and len(text.split()) > 2 and (last := _YEAR_LAST.fullmatch(text)) is not None:
            yield last[1]
            text = last[2]
    yield text


def as_printed(parts: Sequence[LinePart]) -> str:
    """The text of neighbouring parts with what is between them, and with the mark that closes it: `?`, or a bracket opened within."""
    if not parts:
        return ""
    text = parts[0].text + "".join(part.between + part.text for part in parts[1:])
    for mark in parts[-1].behind[:2]:
        opening = {
            ")": "(",
            "]": "[",
            "）": "（",
            "】": "【",
            "”": "“",
            "»": "«",
            "」": "「",
            "』": "『",
            "》": "《",
        }.get(mark)
        is_open = text.count('"') % 2 == 1 if mark == '"' else opening and text.count(opening) > text.count(mark)
        if mark not in "!?！？" and not is_open:
            break
        text += mark
    return text
