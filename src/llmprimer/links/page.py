"""The few facts of an HTML page that a judgement needs, read leniently and in bounded time."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from llmprimer.links.model import Page

_SILENT = ("script", "style", "noscript", "template", "svg")
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


def parse(text: str, *, anchors: bool = True) -> Page:
    """The page's title, headings, visible text, anchors, immediate refresh and password field."""
    tree = LexborHTMLParser(text)
    page = Page(raw=text)
    lower = text.lower()
    page.scripts = lower.count("<script")
    page.password = "password" in lower and tree.css_first("input[type=password i]") is not None
    if "refresh" in lower:
        page.refresh = _refresh(tree)
    if anchors:
        page.anchors = _anchors(tree)
    for tag in _SILENT:
        if f"<{tag}" in lower:
            for node in reversed(tree.tags(tag)):  # the inner ones first: with an outer one they would be gone
                node.decompose()
    # By tag and not by selector: the first selector of a tree takes as long as parsing it.
    page.title = _line(titles[0].text()) if (titles := tree.tags("title")) else ""
    page.headings = [line for node in tree.tags("h1") if (line := _line(node.text()))]
    if (body := tree.body) is not None:
        page.text = _line(body.text(separator=" "))
    return page


def _anchors(tree: LexborHTMLParser) -> set[str]:
    """What a fragment may name: every id, and the names of links."""
    found = {node.attributes.get("id") for node in tree.css("[id]")}
    found |= {node.attributes.get("name") for node in tree.css("a[name]")}
    return {name for name in found if name}


def _refresh(tree: LexborHTMLParser) -> str | None:
    for node in tree.css("meta[http-equiv=refresh i]"):
        match = _REFRESH.match(node.attributes.get("content") or "")
        if match and float(match[1]) <= _SLOWEST_REFRESH:
            return match[2].strip()
    return None


def _line(text: str) -> str:
    return " ".join(text.split())
