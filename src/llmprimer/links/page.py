"""The few facts of an HTML page that a judgement needs, read leniently and in bounded time."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from llmprimer.links.model import Page

_SILENT = frozenset({"script", "style", "noscript", "template", "svg"})
#: No honest title or heading is longer (in characters), and a judgement needs no more headings.
_LONGEST_LINE = 500
_MOST_HEADINGS = 30
#: Where a page says what is not its own: ways to go on, what every page of the site says, what it quotes.
_ASIDE = frozenset({"nav", "footer", "aside", "a", "button", "select", "label", "code", "pre", "blockquote"})
#: Elements that do not end a line.
_INLINE = frozenset(
    "a abbr b bdi bdo cite code em font i kbd mark q s small span strong sub sup time u var wbr".split()
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_REFRESH = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*[;,]\s*(?:url\s*=)?\s*['\"]?(.+?)['\"]?\s*$", re.IGNORECASE | re.DOTALL)
#: A page that sends its reader on after more seconds than these is meant to be read.
_SLOWEST_REFRESH = 5


def decode(body: bytes, content_type: str) -> str:
    """The text in the encoding that the header or the page itself declares; UTF-8 or Windows-1252 otherwise."""
    match = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", content_type, re.IGNORECASE)
    declared = match[1] if match else None
    if declared is None and (in_page := _META_CHARSET.search(body[:4096])):
        declared = in_page[1].decode("ascii")
    if declared is not None:
        try:
            return body.decode(declared, errors="replace")
        except (LookupError, UnicodeError):
            pass  # no encoding, or one such as idna or undefined that is none for text
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        # The last character may have been cut in two where reading stopped.
        return body.decode("utf-8" if _nearly_utf8(body) else "cp1252", errors="replace")


def _nearly_utf8(body: bytes) -> bool:
    try:
        body[:-4].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def parse(text: str) -> Page:
    """The page's titles, headings, visible text, anchors, language, immediate refresh and password field."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError):
        pass  # html.parser gives up on some malformed declarations; what was read until then counts
    page = reader.page
    page.title = _line(page.title[:_LONGEST_LINE])
    page.headings = _lines(page.headings)
    page.subheadings = _lines(page.subheadings)
    page.text = _line(" ".join(reader.words))
    page.main = "\n".join(line for block in "".join(reader.main).split("\0") if (line := _line(block)))
    page.raw = text
    return page


def _lines(texts: list[str]) -> list[str]:
    return [line for text in texts[:_MOST_HEADINGS] if (line := _line(text[:_LONGEST_LINE]))]


def _line(text: str) -> str:
    return " ".join(text.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.words: list[str] = []
        self.main: list[str] = []
        self._silent = 0
        self._aside: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if identity := values.get("id"):
            self.page.anchors.add(identity)
        if tag == "a" and (name := values.get("name")):
            self.page.anchors.add(name)
        if tag in _ASIDE:
            self._aside.append(tag)
        if tag not in _INLINE:
            self.main.append("\0")
        if tag in _SILENT:
            self._silent += 1
            self.page.scripts += tag == "script"
        elif tag == "title" and not self.page.title:
            self._in = "title"
        elif tag == "h1":
            self._in = "h1"
            self.page.headings.append("")
        elif tag in ("h2", "h3"):
            self._in = tag
            self.page.subheadings.append("")
        elif tag == "html":
            self.page.lang = values.get("lang", "").strip().lower()
        elif tag == "input" and values.get("type", "").lower() == "password":
            self.page.password = True
        elif tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            match = _REFRESH.match(values.get("content", ""))
            if match and float(match[1]) <= _SLOWEST_REFRESH:
                self.page.refresh = match[2].strip()

        elif tag == "meta" and values.get("property", values.get("name", "")).lower() == "og:title":
            self.page.og_title = _line(values.get("content", "")[:_LONGEST_LINE])

    def handle_endtag(self, tag: str) -> None:
        if tag in self._aside:
            while self._aside.pop() != tag:
                pass
        if tag not in _INLINE:
            self.main.append("\0")
        if tag in _SILENT and self._silent:
            self._silent -= 1
        elif tag == self._in:
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._in == "title":
            self.page.title += data
            return
        if self._in == "h1":
            self.page.headings[-1] += data
        elif self._in:
            self.page.subheadings[-1] += data
        self.words.append(data)
        if not self._aside:
            self.main.append(data)
