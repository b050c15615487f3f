"""Markdown as blocks, by markdown-it-py (CommonMark with GitHub's tables), with common mistakes of lists corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from llmprimer.importing.document.code_lists import open_listed_code
from llmprimer.importing.document.defined_works import with_defined_works
from llmprimer.importing.document.hrefs import image_words, is_link
from llmprimer.importing.document.html_outline import HtmlOutline, read_tag
from llmprimer.importing.document.outline import BREAK, SOFT_BREAK, Block, Span, link_bare_addresses, with_summaries
from llmprimer.importing.document.wide_rows import DELIMITER, widen_heads

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: The longest line that is read: no line of a list is longer, and parsing it would take too long.
LONGEST_LINE = 50_000

_SPACED = re.compile(r"\][ \t]+\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)")
_WIDE = re.compile(r"\][ \t]*（\s*(https?://[^\s（）]+)\s*）")
_BRACKETED = re.compile(r"\]\(\((https?://[^\s()]+)\)\)")
_DOUBLED = re.compile(r"\]\(\[?(https?://[^\s\[\]()]+)\]?(?:\((?:https?://[^\s()]*)\))?\)")
#: An address that begins with a variable of a site: `]({{ page.root }}/notes.pdf)`.
_LIQUID = re.compile(r"\]\((\{\{)[ \t]*([\w.]{1,60})[ \t]*(\}\})")
#: The box of a list of tasks, `- [x] Read this`.
_TASK = re.compile(r"\[[ xX]\]\s+")
#: A definition whose title has quotation marks within: `[stern]: https://... "Stern. "On Light." 2015."`
_QUOTING = re.compile(r'( {0,3}\[[^\[\]]{1,200}\]:[ \t]+\S+[ \t]+")(.*[^\\]".*)("[ \t]*)$')
_UNSPACED_HEADING = re.compile(r"^( {0,3}#{1,6})(?=[^#\s])")
#: An anchor alone on its line: the heading below it would be part of a block of HTML.
_ANCHOR = re.compile(r"\s*(?:<(a|div|span|p)\b(?![^<>]*\bhref)[^<>]*>\s*</\1>|<a\s(?![^<>]*\bhref)[^<>]*/>)\s*$")
_FENCE = re.compile(r" {0,12}(```+|~~~+)")
#: A bullet of another kind, or without the space behind it; `*[Jane Doe](...), Li Wei*` is no bullet but italics.
_BULLET = re.compile(
    r"^(\s*)(?:[•●▪◦‣⁃∙➤►▶✦➢]|\\?(?:[+-]|\*(?!(?:[^\n*]*\*[^\n*]*\*)*[^\n*]*\*[^\n*]*$))(?=\[))[ \t]*(?=\S)"
)


#: A bullet without its space, `-Title`, which counts as one below an item with the same.
_GLUED_BULLET = re.compile(r" {0,8}[-+](?=[A-Z][a-z])")
#: The first digit of `10. `: the lines below are often no further to the right than below `9. `.
_TENTH = re.compile(r"^( {0,3})\d(?=\d[.)] )")
#: The second line of `Term` and `: what it is`.
_DEFINITION = re.compile(r" {0,3}:[ \t]+(?=\S)")
_TOLD = re.compile(r" {0,3}:\s+(?![\[*_<]|https?:).*(?:\]\(|https?://)")
_MARKUP = re.compile(r"[\[\]*_`<>|]")
_NO_TERM = re.compile(r"\s|[-*+#>|:`~]|\d+[.)]\s|<")


def too_long(text: str) -> list[int]:
    """The numbers, from 1, of the lines that `blocks` skips."""
    return [number for number, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST_LINE]


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text in order; the items of a list hold the lists nested in them."""
    from markdown_it import MarkdownIt

    parser = _parser(MarkdownIt)
    environment: dict[str, Any] = {}
    tokens = parser.parse(_mended(text), environment)
    return with_defined_works(_Builder(tokens).build(), environment)


@lru_cache(maxsize=1)
def _parser(kind: type[MarkdownIt]) -> MarkdownIt:
    # Without indented code: what is indented in a list of references is a list that is indented too far.
    return kind("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"]).disable(["code"])


def _mended(text: str) -> str:
    """The same lines, with broken links repaired that GitHub does not render either."""
    lines = text.replace("\x00", " ").split("\n")
    open_listed_code(lines)
    fence = ""
    delimiters: list[int] = []
    for index, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            lines[index] = ""
            continue
        if match := _FENCE.match(line):
            mark = match[1]
            fence = "" if fence and mark.startswith(fence) else fence or mark
            continue
        if fence:
            continue
        if "|" in line and "--" in line and DELIMITER.match(line) is not None:
            delimiters.append(index)
        if line.endswith(">") and _ANCHOR.match(line) is not None:
            lines[index] = ""
            continue
        if index and (glued := _GLUED_BULLET.match(line)) and lines[index - 1].startswith(f"{glued[0]} "):
            line = lines[index] = f"{glued[0]} {line[glued.end() :]}"
        line = lines[index] = _TENTH.sub(r"\1", line)
        if "\\" in line:  # a line break that a space behind it spoils
            line = lines[index] = re.sub(r"\\[ \t]+$", r"\\", line)
        if "](" not in line and "] (" not in line and "（" not in line and "#" not in line and "[" not in line:
            if line.lstrip()[:1] in "•●▪◦‣⁃∙➤►▶✦➢":
                lines[index] = _BULLET.sub(r"\1- ", line)
            continue
        line = _LIQUID.sub(r"](\1\2\3", line)
        line = _SPACED.sub(r"](\1)", line)
        line = _WIDE.sub(r"](\1)", line)
        line = _BRACKETED.sub(r"](\1)", line)
        line = _DOUBLED.sub(r"](\1)", line)
        line = _UNSPACED_HEADING.sub(r"\1 ", line)
        if "]:" in line and line.rstrip().endswith('"') and (quoting := _QUOTING.match(line)) is not None:
            line = quoting[1] + re.sub(r'(?<!\\)"', r"\"", quoting[2]) + quoting[3]
        lines[index] = _BULLET.sub(r"\1- ", line)
    _mend_definitions(lines)
    widen_heads(lines, delimiters)
    if fence:  # a fence that nobody closed would hide the rest of the list
        return "\n".join(line if not _FENCE.match(line) else "" for line in lines)
    return "\n".join(lines)


def _mend_definitions(lines: list[str]) -> None:
    """Turns the terms of definition lists into items, and their definitions into nested items."""
    found = [n for n, line in enumerate(lines) if n and ":" in line[:4] and _DEFINITION.match(line) is not None]
    terms = [n for n in found if lines[n - 1].strip() and _NO_TERM.match(lines[n - 1]) is None]
    if len(terms) < 2:
        return
    for n in found:
        # One definition with a link behind other words tells about its term; several may be the works of a topic.
        is_title = n in terms and n + 1 not in found and _TOLD.match(lines[n]) and _MARKUP.search(lines[n - 1]) is None
        if n in terms:
            lines[n - 1] = f"- **{lines[n - 1].strip()}**" if is_title else f"- {lines[n - 1]}"
        lines[n] = _DEFINITION.sub("  " if is_title else "  - ", lines[n], count=1)


class _Builder:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._html = HtmlOutline()
        self._groups = 0

    def build(self) -> list[Block]:  # noqa: PLR0915 - one branch for each kind of token
        """All top-level blocks."""
        top: list[Block] = []
        items: list[Block] = []  # the list items that are open
        groups: list[int] = []
        quotes = 0
        header: list[str] = []
        row: Block | None = None
        in_head = False
        level = 0
        for token in self._tokens:
            kind = token.type
            if kind == "inline":
                line = token.map[0] + 1 if token.map else 1
                spans = spans_of(token.children or ())
                if row is not None:
                    row.cells.append(spans)
                    if not row.line:
                        row.line = line
                elif level:
                    top.append(Block("heading", line, spans, level))
                elif items:
                    item = items[-1]
                    if not item.spans and spans and (task := _TASK.match(spans[0].text)) is not None:
                        spans[0] = spans[0]._replace(text=spans[0].text[task.end() :])
                    item.spans.extend([Span(BREAK), *spans] if item.spans else spans)
                else:
                    end = token.map[1] if token.map else line
                    top.append(Block("quote" if quotes else "paragraph", line, spans, end=end))
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self._groups += 1
                groups.append(self._groups)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                groups.pop()
            elif kind == "list_item_open":
                first, end = (token.map[0] + 1, token.map[1]) if token.map else (1, 1)
                item = Block("item", first, level=len(items), group=groups[-1], end=end)
                (items[-1].children if items else top).append(item)
                items.append(item)
            elif kind == "list_item_close":
                closed = items.pop()
                closed.children = with_summaries(closed.children)
            elif kind == "heading_open":
                level = int(token.tag[1])
            elif kind == "heading_close":
                level = 0
            elif kind == "blockquote_open":
                quotes += 1
            elif kind == "blockquote_close":
                quotes -= 1
            elif kind == "table_open":
                self._groups += 1
                header = []
            elif kind == "thead_open":
                in_head = True
            elif kind == "thead_close":
                in_head = False
            elif kind == "tr_open":
                row = Block("row", token.map[0] + 1 if token.map else 0, group=self._groups)
            elif kind == "tr_close" and row is not None:
                texts = ["".join(span.text for span in cell).strip() for cell in row.cells]
                if in_head:
                    header = texts
                row.header = tuple(header)
                # A head with links to other places is a first row: GitHub's tables cannot do without a head.
                if not in_head or any(is_link(span.href) for cell in row.cells for span in cell):
                    if in_head:
                        row.header = header = ()  # type: ignore[assignment]
                    (items[-1].children if items else top).append(row)
                row = None
            elif kind == "html_block":
                self._read_html(token, items[-1].children if items else top)
                if items and not items[-1].spans:
                    _take_first_paragraph(items[-1])
        self._html.finish()
        self._take_html(top)
        return top

    def _read_html(self, token: Token, into: list[Block]) -> None:
        content = token.content
        if content.lstrip().startswith("<!--") and content.rstrip().endswith("-->"):
            return
        self._html.piece(content, token.map[0] + 1 if token.map else 1)
        self._html.flush_paragraph()
        self._take_html(into)

    def _take_html(self, into: list[Block]) -> None:
        into.extend(self._html.blocks)
        self._html.blocks.clear()


def _take_first_paragraph(item: Block) -> None:
    """Makes the paragraph of HTML that an item begins with its text, `- <p><a href="...">Lamps</a> are lit.</p>`."""
    if item.children and item.children[0].kind == "paragraph" and item.children[0].spans:
        item.spans = item.children.pop(0).spans


def _link(begun: Span, text: Sequence[str], pictured: Sequence[str], lead: str, has_words: bool) -> Span:
    """The span of a link with its text; what pictures in it show, such as an icon, counts only where it has no words."""
    words = " ".join(("".join(text) if has_words else " ".join(pictured)).split())
    return begun._replace(text=words, image=not has_words, lead=lead.strip() if has_words else "")


def spans_of(children: Sequence[Token]) -> list[Span]:  # noqa: PLR0915 - the same
    """The spans of one run of inline Markdown."""
    spans: list[Span] = []
    link: Span | None = None
    text: list[str] = []
    pictured: list[str] = []
    lead = ""
    has_words = False
    bold = italic = 0
    for token in children:
        kind = token.type
        # Accents behind their letters would end the words of names.
        content = token.content if token.content.isascii() else normalize("NFC", token.content)
        if kind == "link_open":
            link = Span("", str(token.attrs.get("href", "")), tooltip=str(token.attrs.get("title") or ""))
            text, pictured, lead, has_words = [], [], "", False
        elif kind == "link_close" and link is not None:
            spans.append(_link(link._replace(bold=bold > 0, italic=italic > 0), text, pictured, lead, has_words))
            link = None
        elif kind in ("strong_open", "strong_close"):
            bold += token.nesting
        elif kind in ("em_open", "em_close"):
            italic += token.nesting
        elif kind in ("softbreak", "hardbreak"):
            if link is None:
                # Bold, so that a bold title of two lines stays one.
                spans.append(SOFT_BREAK._replace(bold=bold > 0) if kind == "softbreak" else Span(BREAK))
            else:
                text.append(" ")
        elif kind == "image":
            if link is None:
                spans.append(Span(content, image=True))
            else:
                pictured.append(image_words(content, str(token.attrs.get("src", ""))))
        elif kind == "html_inline":
            tag = read_tag(content)
            if tag is None:
                continue
            closes, name, attributes = tag
            if name == "a" and not closes and "href" in attributes:
                link = Span("", attributes["href"].strip(), tooltip=attributes.get("title", ""))
                text, pictured, lead, has_words = [], [], "", False
            elif name == "a" and closes and link is not None:
                spans.append(_link(link._replace(bold=bold > 0, italic=italic > 0), text, pictured, lead, has_words))
                link = None
            elif name in ("b", "strong"):
                bold = max(0, bold + (-1 if closes else 1))
            elif name in ("i", "em"):
                italic = max(0, italic + (-1 if closes else 1))
            elif name == "br" and link is not None:
                text.append(" ")
            elif name == "br":
                spans.append(Span(BREAK))
            elif name == "img":
                alt = image_words(attributes.get("alt", ""), attributes.get("src", ""))
                if link is not None:
                    pictured.append(alt)
                elif alt:
                    spans.append(Span(alt, image=True))
        elif content:
            if link is not None:
                lead += content if bold and lead == "".join(text) else ""
                text.append(content)
                has_words = has_words or bool(content.strip())
            else:
                spans.append(Span(content, bold=bold > 0, italic=italic > 0, code=kind == "code_inline"))
    if link is not None:
        spans.append(_link(link._replace(bold=bold > 0, italic=italic > 0), text, pictured, lead, has_words))
    return link_bare_addresses(spans)
