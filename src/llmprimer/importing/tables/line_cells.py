"""Cuts the lines of lists at separators into cells; addresses and dates are cells of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.linking import links_of
from llmprimer.importing.document.outline import BREAK, Block, Span, unwrapped
from llmprimer.records.titles import strip_decoration

_LONGEST = 600
_LINK = "\x00"
SHORTCODE = re.compile(r":(?:[a-z]|\d[a-z]{2}_)[a-z0-9_+-]*:|:[+-]1:")
_DATE = r"(?:1[0-9]\d\d|20[0-4]\d)(?:[-./]\d{1,2}(?:[-./]\d{1,2})?|年(?:\d{1,2}月)?)?"
_DATED_PART = re.compile(rf"[(\[（【]\s*({_DATE})\s*[)\]）】]")
_DATED_END = re.compile(rf"[,，.、]\s*({_DATE})\s*[.。]?$")
DATED = re.compile(rf"[(\[（]?\s*({_DATE})\s*[)\]）]?")
_OPENING, _CLOSING = '《『「«“"„', '》』」»”"'
#: `[[Page]]` and `[[page|Name of it]]`, behind a title or in its place.
_WIKI_PAGE = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_ENCLOSED = re.compile(r"\[([^\[\]]+)\]$|《([^《》]+)》$|『([^『』]+)』$")
#: From the most to the least certain. Each splits a line wherever it matches.
SEPARATORS: dict[str, re.Pattern[str]] = {
    "line": re.compile(r"\s*\n\s*:?\s*"),
    "tab": re.compile(r"\s*\t\s*"),
    "pipe": re.compile(r"\s*[|｜]\s*"),
    "dash": re.compile(r"(?:\s+|(?<=[》』」)）\]]))(?:[-–—―]|--+)\s+|\s*——\s*"),
    "slash": re.compile(r"\s+/\s+"),
    "quotes": re.compile(rf"[\s,，.:：–—-]*[{_OPENING}]|[{_CLOSING}][\s,，.:：–—-]*"),
    "by": re.compile(r"[\s,]+(?:by|von|par|por)\s+(?=[^\W\da-z])"),
    "comma": re.compile(r"\s*,\s+|\s*，\s*"),
    "bracket": re.compile(r"\s*[(（](?=[^()（）]+[)）]\s*$)|[)）]\s*$"),
    "colon": re.compile(r"\s*:\s+|\s*：\s*"),
    "stop": re.compile(r"(?<=[^\W\d_]{2})\.\s+(?=[^\W\d_]|\d{4})"),
    "blanks": re.compile(r"\s{2,}"),
}
#: Between the address and the rest of a line no separator is needed.
NO_SEPARATOR = re.compile(r"(?!)")


class Cell(NamedTuple):
    kind: str  # text, date or link
    text: str


@dataclass(slots=True)
class ListLine:
    """A line of a list: its text, with a mark for each address, and the links."""

    block: Block
    text: str
    links: list[Span]

    def texts(self, separator: re.Pattern[str]) -> int:
        """The number of cells with text."""
        return sum(cell.kind == "text" for cell in self.cut(separator))

    def cut(self, separator: re.Pattern[str]) -> list[Cell]:
        """The cells of the line; further colons belong to the title."""
        maxsplit = int(separator is SEPARATORS["colon"])
        return [cell for part in separator.split(self.text, maxsplit) for cell in _cells(part)]


def _cells(part: str) -> Iterator[Cell]:
    """The cells of a part of a line: addresses and dates in it are cells of their own."""
    for number, piece in enumerate(part.split(_LINK)):
        if number:
            yield Cell("link", "")
        text = strip_decoration(_WIKI_PAGE.sub(_page_name, piece).strip(" \t\n,，;；|*_–—-:："))
        dates: list[str] = []
        for form in (_DATED_PART, _DATED_END):
            if not DATED.fullmatch(text) and (found := form.search(text)) is not None:
                dates.append(found[1])
                ahead, text = text[: found.start()], text[found.end() :]
                if re.search(r"\w", ahead) and re.search(r"\w", text):
                    yield Cell("text", ahead.strip(" ,，.:：*_-–—"))
                    yield Cell("date", dates.pop())
                else:
                    text = (ahead + text).strip()
        text = text.strip(" \t\n,，;；|*_–—-:：")
        if (whole := DATED.fullmatch(text)) is not None:
            yield Cell("date", whole[1])
        elif re.search(r"\w", text):
            yield Cell("text", _ENCLOSED.sub(lambda m: m[1] or m[2] or m[3], text).strip())
        for date in dates:
            yield Cell("date", date)


def _page_name(page: re.Match[str]) -> str:
    return "" if len(page.string[: page.start()].split()) > 1 else page[1]


def line_of(block: Block) -> ListLine | None:
    """The line of an item; None for one without text, or with a link to a section."""
    spans = unwrapped(block.spans)
    if any(s.href and s.href.startswith("#") for s in spans):
        return None
    titled = [span for _, span in links_of(spans).titled]
    links = [span for span in spans if is_link(span.href) and not (span.image and len(spans) > 1)]
    text = "".join(_plain_text(span, titled) for span in spans) or block.text
    text = SHORTCODE.sub(" ", re.sub(rf"[(\[<（]\s*{_LINK}\s*[)\]>）]", _LINK, text)).strip()
    if not re.search(r"\w", text) or len(text) > _LONGEST:
        return None
    return ListLine(block, text, links)


def _plain_text(span: Span, titled: Sequence[Span]) -> str:
    """The text of a span; nothing for a picture or a tag, a mark for a link that has no title as its text."""
    if span.is_break:
        return BREAK
    if is_link(span.href) and span not in titled and not DATED.fullmatch(span.text):
        return _LINK
    return "" if span.image or span.code else span.text
