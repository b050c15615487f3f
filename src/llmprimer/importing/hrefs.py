"""Where links lead: to a whole address, to one that only lacks its scheme, to a document beside the list."""

from __future__ import annotations

import re

from llmprimer.importing.outline import Span

_FILE = re.compile(r"(?![a-z]+:|#|/\s)[^\s?#]+\.(?:pdf|ps|djvu|epub|pptx?|docx?)(?:[?#]\S*)?", re.IGNORECASE)


def is_file(href: str | None) -> bool:
    """Whether a link leads to a document beside the list: a work, although its address is not a whole one."""
    return href is not None and _FILE.fullmatch(href) is not None


def is_link(href: str | None) -> bool:
    """Whether a link leads to a work, as far as its address tells."""
    return is_external(href) or is_file(href)


#: What begins a whole address, or one that only lacks its scheme: `www.example.org`, `lists.example.com`, `example.org/a`.
_EXTERNAL = re.compile(
    r"(?:https?|ftp)://[^\s/]|doi:10\.|//[a-z0-9-]+\.[a-z]|(?P<bare>www\.[\w-]+\.[a-z]|(?:[\w-]+\.){2,4}(?:com|net|edu|gov)/?$|"
    r"(?:[\w-]+\.){1,4}(?:com|org|net|edu|gov|io|ai|info|(?!md/)[a-z]{2})/[^\s])",
    re.IGNORECASE,
)


def is_external(href: str | None) -> bool:
    """Whether an address is a whole one, but for its scheme."""
    return href is not None and _EXTERNAL.match(href) is not None


def with_scheme(span: Span) -> Span:
    """The link, with `https://` before an address that lacks its scheme."""
    match = _EXTERNAL.match(span.href or "")
    return span._replace(href=f"https://{span.href}") if match is not None and match["bare"] else span
