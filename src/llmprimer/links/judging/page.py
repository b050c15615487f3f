"""The facts of an HTML page for the judgement, parsed leniently and in bounded time."""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from llmprimer.links.model import PageFacts
from llmprimer.net.html import parse as parse_html

_INVISIBLE = ("script", "style", "noscript", "template", "svg")
#: Elements whose text is not the page's own: navigation, parts that every page of the site has, quotations.
_NOT_CONTENT = ("nav", "footer", "aside", "a", "button", "select", "label", "code", "pre", "blockquote")
#: Elements that do not end a line.
_INLINE = tuple("abbr b bdi bdo cite em font i kbd mark q s small span strong sub sup time u var wbr".split())
#: Longer texts are not judged line by line.
_MAX_JUDGED_BY_LINE = 1_500
_TAGS = re.compile(r"<([a-z][a-z0-9]*)")
#: For longer texts the amount of own text does not matter.
_MAX_WITH_MAIN = 20_000
#: Longer titles and further headings are cut: they are not real ones and would be slow to search.
_MAX_TITLE = 500
_MAX_HEADINGS = 30
#: The head of a page ends before this, in characters.
_MAX_HEAD = 100_000
_OG_TITLE = re.compile(r"<meta\b[^>]{0,2000}?[\"']og:title\b[^>]{0,2000}>", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_REFRESH = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*[;,]\s*(?:url\s*=)?\s*['\"]?(.+?)['\"]?\s*$", re.IGNORECASE | re.DOTALL)
#: A page that redirects after more seconds is meant to be read.
_MAX_REFRESH_SECONDS = 5


def parse(text: str, *, anchors: bool = True) -> PageFacts:
    """The page's titles, headings, visible text, language, immediate refresh and password field; its anchors if wanted."""
    tree = parse_html(text)
    page = PageFacts(raw=text)
    lower = text.lower()
    tags_present = set(_TAGS.findall(lower))
    page.scripts = lower.count("<script")
    page.password = "password" in lower and tree.css_first("input[type=password i]") is not None
    if "refresh" in lower:
        page.refresh = _refresh(tree)
    if "og:title" in lower:
        page.og_title = _og_title(text)
    if anchors:
        page.anchors = _anchors(tree)
    _drop(tree, _INVISIBLE, tags_present)
    # Found by tag: the first selector on a tree takes as long as parsing.
    page.title = _line(titles[0].text())[:_MAX_TITLE] if (titles := tree.tags("title")) else ""
    page.headings = _lines(tree, "h1") if "h1" in tags_present else []
    page.subheadings = [line for tag in ("h2", "h3") if tag in tags_present for line in _lines(tree, tag)][
        :_MAX_HEADINGS
    ]
    if html := tree.tags("html"):
        page.lang = (html[0].attributes.get("lang") or "").strip().lower()
    if (body := tree.body) is not None:
        page.text = _line(body.text(separator=" "))
        if len(page.text) < _MAX_WITH_MAIN:
            page.main = _main(tree, body, tags_present)
    return page


def _main(tree: LexborHTMLParser, body: LexborNode, tags_present: set[str]) -> str:
    """The page's own text; if it is short, one line for each block, because then its lines are judged."""
    _drop(tree, _NOT_CONTENT, tags_present)
    text = body.text(separator="\n")
    if len(text) > _MAX_JUDGED_BY_LINE:
        return text
    if inline := [tag for tag in _INLINE if tag in tags_present]:
        tree.unwrap_tags(inline)
    body.merge_text_nodes()
    return "\n".join(filter(None, map(_line, body.text(separator="\n").split("\n"))))


def _drop(tree: LexborHTMLParser, tags: tuple[str, ...], tags_present: set[str]) -> None:
    for tag in tags:
        if tag in tags_present:
            for node in reversed(tree.tags(tag)):  # inner ones first: an outer one takes them along
                node.decompose()


def _lines(tree: LexborHTMLParser, tag: str) -> list[str]:
    return [line[:_MAX_TITLE] for node in tree.tags(tag)[:_MAX_HEADINGS] if (line := _line(node.text()))]


def _og_title(text: str) -> str:
    """A pattern is faster than a selector; a miss costs only an additional title."""
    match = _OG_TITLE.search(text, 0, _MAX_HEAD)
    content = _CONTENT.search(match[0]) if match else None
    return _line(unescape(content[1] or content[2] or ""))[:_MAX_TITLE] if content else ""


def _anchors(tree: LexborHTMLParser) -> set[str]:
    """The targets of fragments: every id, and the names of links."""
    found = {node.attributes.get("id") for node in tree.css("[id]")}
    found |= {node.attributes.get("name") for node in tree.css("a[name]")}
    return {name for name in found if name}


def _refresh(tree: LexborHTMLParser) -> str | None:
    for node in tree.css("meta[http-equiv=refresh i]"):
        match = _REFRESH.match(node.attributes.get("content") or "")
        if match and float(match[1]) <= _MAX_REFRESH_SECONDS:
            return match[2].strip()
    return None


def _line(text: str) -> str:
    return " ".join(text.split())
