"""HTML, whole or in pieces within Markdown, as blocks.

Read by html.parser: it gives the line of each tag, which leftovers are listed with, and takes a document in pieces whose tags
stay open. lexbor does neither. It would save little: of 10,000 items html.parser needs 0.22 s of CPU (lexbor 0.02 s) where
reading the page takes 5.1 s in all, and 0.09 of the 0.56 s that 10,000 bookmarks take.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from unicodedata import normalize

from llmprimer.importing.document.hrefs import image_words
from llmprimer.importing.document.labels import column
from llmprimer.importing.document.outline import BREAK, SUMMARY, Block, Span, link_bare_addresses

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": SUMMARY}
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "center", "ul", "ol", "table", "tr", "details", "dl", "dt", "dd", "blockquote"}
)
#: Elements of which the text is not shown.
SILENT = frozenset({"script", "style", "template", "svg"})
_BOLD = frozenset({"b", "strong", "th"})
_ITALIC = frozenset({"i", "em", "cite"})
#: Deeper lists are read at this depth.
MAX_DEPTH = 40


_NO_TAG = re.compile(r"<(?![^<>]{0,8000}>)")


def tamed(text: str) -> str:
    """The same HTML, line for line, without comments and with `&lt;` for a `<` that no `>` follows.

    Those are what html.parser looks for the end of again and again, which takes hours where there are many.
    """
    if "<!--" in text:
        parts: list[str] = []
        at = 0
        while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
            parts += (text[at:begin], "\n" * text.count("\n", begin, end))
            at = end + 3
        text = "".join((*parts, text[at:])).replace("<!--", "&lt;!--")
    return _NO_TAG.sub("&lt;", text)


class HtmlOutline(HTMLParser):
    """Takes pieces of HTML in document order; `blocks` holds the result."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._first_line = 1
        self._open: list[Block] = []  # list items being read, outermost first
        self._spans: list[Span] = []
        self._line = 1
        self._last_line = 1
        self._link_line = 1
        self._details_line = 0  # where the element begins whose summary comes next, 0 if none does
        self._details: list[Block | None] = []  # the summaries of the elements that are open
        self._kind = "paragraph"
        self._level = 0
        self._row: Block | None = None
        self._row_line = 0  # where it begins, 0 if no tag says so
        self._body_line = 0
        self._heads: list[str] = []
        self._in_head = False
        self._has_data = False  # whether the row has a cell that is no head
        self._below: dict[int, int] = {}  # columns that a cell above reaches down into, and for how many rows
        self._href: str | None = None
        self._tooltip = ""
        self._link_text: list[str] = []
        self._link_pictures: list[str] = []
        self._link_has_words = False
        self._bold = self._italic = self._silent = 0
        self._group = 1_000_000
        self._table = 0  # the group of its rows
        self._around_row = 0  # how many items were open where the row began

    def piece(self, text: str, line: int) -> None:
        """Reads one more piece that begins on the given line of the document."""
        self._first_line = line - self.getpos()[0] + 1
        self.feed(tamed(text if text.endswith("\n") else text + "\n"))

    def flush_paragraph(self) -> None:
        """Ends a text that no tag has ended; open markup stays open."""
        if self._row is None and not self._open:
            self._end_text()

    def finish(self) -> None:
        """Ends everything."""
        self.close()
        self._end_link()
        self._end_text()
        while self._open:
            self._end_item()
        self._end_row()

    # -- tags ------------------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag == "a":
            self._end_link()
            self._link_line = self._here()
            self._href = next((value or "" for name, value in attrs if name == "href"), None)
            self._tooltip = dict(attrs).get("title") or ""
        elif tag == "img":
            self._image(image_words(dict(attrs).get("alt") or "", dict(attrs).get("src") or ""))
        elif tag == "br":
            self._add(BREAK)
        elif tag == "li":
            self._end_text()
            if len(self._open) < MAX_DEPTH:
                self._open.append(Block("item", self._here(), group=self._group))
        elif tag in ("td", "th"):
            self._end_text()
            if self._row is None:
                self._row = Block("row", self._row_line or self._here(), group=self._table or self._group)
                self._around_row = len(self._open)
            self._in_head = tag == "th"
            self._has_data = self._has_data or tag == "td"
            self._cell(_number(attrs, "rowspan"))
        elif tag in _HEADINGS:
            self._end_text()
            self._kind, self._level = "heading", _HEADINGS[tag]
        elif tag in _BLOCKS:
            self._end_text()
            if tag == "table":
                self._heads, self._below = [], {}
            if tag in ("ul", "ol", "table"):
                self._group += 1
            if tag == "table":
                self._table = self._group
            if tag == "tr":
                self._end_row()
                self._row_line, self._body_line = self._body_line or self._here(), 0
            if tag == "details":
                self._details_line = self._here()
                self._details.append(None)
        elif tag == "tbody":
            self._body_line = self._here()  # of a row with a body of its own
        if tag in _BOLD:
            self._bold += 1
        elif tag in _ITALIC:
            self._italic += 1

    def _cell(self, rows: int) -> None:
        """Begins a cell that spans `rows` rows, after empty cells for those that span down from above."""
        assert self._row is not None
        cells = self._row.cells
        while self._below.get(len(cells)):
            self._below[len(cells)] -= 1
            cells.append([])
        if rows > 1:
            self._below[len(cells)] = rows - 1
        cells.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a":
            self._end_link()
        elif tag == "li":
            self._end_text()
            if self._open:
                self._end_item()
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._end_text()
            if tag in ("tr", "table"):
                self._end_row()
            if tag == "details" and self._details and (summary := self._details.pop()) is not None:
                summary.until = self._here()
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in _ITALIC:
            self._italic = max(0, self._italic - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            # Accents behind their letters would end the words of names.
            self._add(re.sub(r"\s+", " ", data if data.isascii() else normalize("NFC", data)))

    # -- pieces ----------------------------------------------------------------------------------------------------

    def _here(self) -> int:
        return self._first_line + self.getpos()[0] - 1

    def _add(self, text: str) -> None:
        if self._href is not None:
            if text.strip():
                self._link_has_words = True
            self._link_text.append(text)
            return
        if not self._spans:
            if not text.strip():
                return
            self._line = self._here()
        if text.strip():
            self._last_line = self._here()
        self._say(Span(text, bold=self._bold > 0, italic=self._italic > 0))

    def _say(self, span: Span) -> None:
        """Adds a span to the text being read."""
        self._spans.append(span)

    def _image(self, alt: str) -> None:
        if self._href is not None:
            self._link_pictures.append(alt)
        elif alt:
            self._say(Span(alt, image=True))

    def _end_link(self) -> None:
        if self._href is None:
            return
        text = " ".join(("".join(self._link_text) if self._link_has_words else " ".join(self._link_pictures)).split())
        if not self._spans:
            self._line = self._link_line
        self._last_line = self._here()
        link = Span(text, self._href.strip(), self._bold > 0, self._italic > 0, tooltip=self._tooltip)
        self._say(link._replace(image=not self._link_has_words))
        self._href, self._link_text, self._link_pictures, self._link_has_words = None, [], [], False

    def _end_text(self) -> None:
        if self._link_has_words:  # else the block that begins is what leads there
            self._end_link()
        spans = link_bare_addresses(self._spans)
        kind, level = self._kind, self._level
        self._spans, self._kind, self._level = [], "paragraph", 0
        if not any(span.text.strip() or span.href for span in spans):
            return
        details_line, self._details_line = self._details_line, 0
        if self._row is not None:
            if not self._row.cells:
                self._row.cells.append([])
            cell = self._row.cells[-1]
            cell.extend([Span(BREAK), *spans] if cell else spans)
            if len(self._open) > self._around_row:
                item = self._open[-1]
                item.spans.extend([Span(BREAK), *spans] if item.spans else spans)
            if self._in_head:
                self._heads.append("".join(span.text for span in spans).strip())
        elif kind == "heading":
            begin = details_line if level == SUMMARY and details_line else self._line
            self.blocks.append(Block(kind, begin, spans, level, end=max(self._line, self._last_line)))
            if level == SUMMARY and self._details:
                self._details[-1] = self.blocks[-1]
        elif self._open:
            item = self._open[-1]
            item.spans.extend([Span(BREAK), *spans] if item.spans else spans)
        else:
            self.blocks.append(Block("paragraph", self._line, spans, end=max(self._line, self._last_line)))

    def _end_item(self) -> None:
        item = self._open.pop()
        item.end = self._here()
        if self._row is not None:  # a list inside a cell
            cell = self._row.cells[-1] if self._row.cells else []
            if len(self._open) >= self._around_row:
                self._row.listed.append(item)  # what it says is in the cell already
            else:
                cell.extend([Span(BREAK), *item.spans] if cell else item.spans)
            return
        (self._open[-1].children if self._open else self.blocks).append(item)

    def _end_row(self) -> None:
        row, self._row, self._row_line = self._row, None, 0
        if row is None or not any(row.cells):
            return
        for column_at in [n for n, left in self._below.items() if left and n >= len(row.cells)]:
            self._below[column_at] -= 1
        texts = ["".join(span.text for span in cell).strip() for cell in row.cells]
        has_data, self._has_data = self._has_data, False
        if len(texts) > 1 and not has_data and not any(span.href for cell in row.cells for span in cell):
            self._heads = texts
            return
        if texts == self._heads[-len(texts) :] and not any(span.href for cell in row.cells for span in cell):
            self._heads = texts
            return
        if not any(self._heads) and _is_head(row, texts):
            self._heads = texts
            return
        row.header = tuple(self._heads)
        row.end = self._here()
        self.blocks.append(row)


def _number(attrs: list[tuple[str, str | None]], name: str) -> int:
    """The number that an attribute holds, 1 where it holds none."""
    value = next((value or "" for found, value in attrs if found == name), "")
    return int(value) if re.fullmatch(r"\s*\d{1,3}\s*", value) else 1


def _is_head(row: Block, texts: list[str]) -> bool:
    """Whether a row of plain cells is the head of its table: no links, and names of columns in most of it."""
    if any(span.href for cell in row.cells for span in cell):
        return False
    named = [text for text in texts if text]
    return len(named) >= 2 and 2 * sum(column(text) is not None for text in named) >= len(named)


_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^>]*)>")
_ATTRIBUTE = re.compile(r"""\b(href|alt|src|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def read_tag(markup: str) -> tuple[bool, str, dict[str, str]] | None:
    """Of one inline tag: whether it closes, its name, its `href`, `alt`, `src` and `title`; None if it is no tag."""
    match = _TAG.match(markup)
    if match is None:
        return None
    attributes = {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(match[3])}
    return bool(match[1]), match[2].lower(), attributes
