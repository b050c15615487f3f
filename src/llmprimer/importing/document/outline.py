"""The common form of Markdown and HTML: headings, items, paragraphs and rows of spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from llmprimer.records.people_lists import leading_people

if TYPE_CHECKING:
    from llmprimer.importing.document.stated_parts import LineMatch

BREAK = "\n"


class Span(NamedTuple):
    """A run of text, or a whole link; an image alone in a link counts as its alternative text."""

    text: str
    href: str | None = None
    bold: bool = False
    italic: bool = False
    code: bool = False
    image: bool = False
    #: The bold words at the beginning of a link, `[**GLOW** — Large Lamps](...)`.
    lead: str = ""
    #: Whether the text is the names, `Ada Stern; @lind`, of those who made the work, as other entries of the list show.
    person: bool = False
    #: What a page shows about a link under the pointer, `[Large Lamps](... "Ada Stern, Bo Lind")`.
    tooltip: str = ""

    @property
    def is_break(self) -> bool:
        """Whether it is a line break within a block."""
        return self.text == BREAK and self.href is None


@dataclass(slots=True)
class Block:
    """`kind` is heading, item, paragraph, quote, row or stated; items hold the blocks nested in them, rows their cells.

    A block is stated if it is known what its parts are: from a person (`import --line`), or from their labels (`labelled_lists`).
    """

    kind: str
    line: int
    spans: list[Span] = field(default_factory=list)
    #: Of a heading, from 1; a `<summary>` counts as 7.
    level: int = 0
    #: Of a `<summary>`, the line where the text that it hides ends; 0 where nothing says so.
    until: int = 0
    #: Whether the heading has the state of a task in its source, `* DONE Large Lamps`.
    is_task: bool = False
    children: list[Block] = field(default_factory=list)
    cells: list[list[Span]] = field(default_factory=list)
    #: The items of the lists within the cells of a row, whose text is in the cells too.
    listed: list[Block] = field(default_factory=list)
    #: The head of the row's table.
    header: tuple[str, ...] = ()
    #: The list or table of the block, to find its neighbours.
    group: int = 0
    #: The last line, including nested blocks; 0 if only the first is known.
    end: int = 0
    #: The name of the work that stood before its citation.
    called: str = ""
    #: Fields of the work that the list sets off before or behind its title in all its entries, and the values.
    known: dict[str, list[str]] = field(default_factory=dict)
    #: The parts of a stated block.
    stated: LineMatch | None = None

    @property
    def text(self) -> str:
        """The text, including that of links."""
        spans = self.spans or [span for cell in self.cells for span in (*cell, Span(" "))]
        return "".join(span.text for span in spans)


def copied(blocks: Sequence[Block]) -> list[Block]:
    """The blocks again, to be changed apart from these."""
    return [
        replace(
            block, spans=list(block.spans), children=copied(block.children), cells=[list(cell) for cell in block.cells]
        )
        for block in blocks
    ]


def with_summaries(children: Sequence[Block]) -> list[Block]:
    """What is nested in an item, with `<summary>Abstract</summary> Lamps are ...` as one labelled item."""
    made: list[Block] = []
    for child in children:
        above = made[-1] if made else None
        is_told = child.kind == "paragraph" and not any(s.href for s in child.spans) and not child.text.startswith("@")
        if above is not None and above.kind == "heading" and above.level == SUMMARY and is_told:
            label = above.text.strip(" :")
            made[-1] = Block("item", above.line, [Span(f"{label}: "), *child.spans], end=max(child.end, child.line))
        else:
            made.append(child)
    return made


def text_without_pictures(spans: Iterable[Span]) -> str:
    """The words of spans on one line, without those of pictures that are no link."""
    return " ".join("".join(span.text for span in spans if not span.image).split())


#: The level of a `<summary>` as a heading.
SUMMARY = 7


def section_at(blocks: Sequence[Block], at: int, level: int = SUMMARY) -> list[Block]:
    """The blocks from there to the next heading, or to the next one of that level or above it."""
    # A slice would copy the rest of the document for each heading.
    following = (blocks[n] for n in range(at, len(blocks)))
    return list(takewhile(lambda block: block.kind != "heading" or block.level > level, following))


#: The end of a line in the source that is rendered as a space.
SOFT_BREAK = Span(BREAK, code=True)
#: A line of at least this many characters may have been wrapped at a margin.
_WRAPPED_FROM = 56
_BEGINS_ANEW = re.compile(r"[\s*_]*(?:[^\W\d_][\w/'-]* ?){1,3}[*_]*\s*[:：]|\s*(?:[-*•|]|\d+[.)])\s")


def unwrapped(spans: Sequence[Span]) -> list[Span]:
    """The spans, with line breaks within sentences turned into spaces; those between the parts of an entry stay."""
    if not any(span.is_break and span.code for span in spans):
        return list(spans)
    made: list[Span] = []
    line: list[Span] = []
    for at, span in enumerate(spans):
        if not (span.is_break and span.code):
            line = [] if span.is_break else [*line, span]
            made.append(span)
            continue
        before = "".join(s.text for s in line).rstrip()
        following: list[str] = []
        for s in spans[at + 1 :]:
            if s.is_break:
                break
            following.append(s.text)
        behind = "".join(following).lstrip()
        continues = before.endswith((",", "&", "-", "–", "(", " and", "，", "、", ":")) or behind[:1].islower()
        words = behind.split(maxsplit=1)
        at_margin = len(before) >= _WRAPPED_FROM and not any(s.href for s in line)
        is_styled = at + 1 < len(spans) and (spans[at + 1].italic or spans[at + 1].bold)
        if (continues and not _BEGINS_ANEW.match(behind)) or (
            at_margin
            and words
            and not is_styled
            and not _BEGINS_ANEW.match(behind)
            and leading_people(behind[:300]) is None
        ):
            made.append(Span(" ", bold=span.bold))
            line = [*line, span._replace(text=" ")]
        else:
            made.append(span)
            line = []
    return made


_BARE = re.compile(r"(?:https?|ftp)://[^\s<>\"'`|\\^\]\[（）【】「」“”«»，。、；：！？\x00-\x1f]+", re.IGNORECASE)


def link_bare_addresses(spans: list[Span]) -> list[Span]:
    """The same spans, with the addresses in their text turned into links."""
    if not any("://" in span.text and span.href is None for span in spans):
        return spans
    made: list[Span] = []
    for span in spans:
        if span.href is not None or "://" not in span.text:
            made.append(span)
            continue
        at = 0
        for match in _BARE.finditer(span.text):
            address = trim_address(match[0])
            if match.start() > at:
                made.append(span._replace(text=span.text[at : match.start()]))
            made.append(span._replace(text=address, href=address, code=False))
            at = match.start() + len(address)
        if at < len(span.text):
            made.append(span._replace(text=span.text[at:]))
    return made


def trim_address(text: str) -> str:
    """The address without the punctuation of the sentence that it stands in."""
    while text:
        last = text[-1]
        if last in ".,;:!?*_~'\"" or (last == ")" and text.count(")") > text.count("(")):
            text = text[:-1]
        else:
            break
    return text


def addresses(text: str) -> list[str]:
    """Every http and ftp address in a text, in order."""
    return [trim_address(match[0]) for match in _BARE.finditer(text)]
