"""Classifies the targets of links: complete addresses, addresses without scheme, files next to the list."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from llmprimer.importing.document.outline import Span

_FILE = re.compile(r"(?![a-z]+:|#|/\s)[^\s?#]+\.(?:pdf|ps|djvu|epub|pptx?|docx?)(?:[?#]\S*)?", re.IGNORECASE)


def is_file(href: str | None) -> bool:
    """Whether a link leads to a file next to the list: a work, although its address is relative."""
    return href is not None and _FILE.fullmatch(href) is not None


def is_link(href: str | None) -> bool:
    """Whether the target of a link may be a work."""
    return is_external(href) or is_file(href)


#: The beginning of a complete address, or of one without scheme: `www.example.org`, `lists.example.com`, `example.org/a`.
_EXTERNAL = re.compile(
    r"(?:https?|ftp)://[^\s/]|doi:10\.|//[a-z0-9-]+\.[a-z]|(?P<bare>www\.[\w-]+\.[a-z]|(?:[\w-]+\.){2,4}(?:com|net|edu|gov)/?$|"
    r"(?:[\w-]+\.){1,4}(?:com|org|net|edu|gov|io|ai|info|(?!md/)[a-z]{2})/[^\s])",
    re.IGNORECASE,
)


def is_external(href: str | None) -> bool:
    """Whether an address is complete, except for the scheme."""
    return href is not None and _EXTERNAL.match(href) is not None


def with_scheme(span: Span) -> Span:
    """The link, with `https://` before an address that lacks its scheme."""
    match = _EXTERNAL.match(span.href or "")
    return span._replace(href=f"https://{span.href}") if match is not None and match["bare"] else span


_BADGE = re.compile(
    r"https?://(?:(?:img|raster)\.shields\.io/(?P<kind>badge|static/v1)|badgen\.net/badge)\b(?P<rest>[^#]*)",
    re.IGNORECASE,
)
#: The description of a badge that does not say what is on it, or of any picture.
_UNTOLD = re.compile(
    r"\s*(?:(?:static |custom |shields?(?:\.io)? )?badge|img|image|icon|logo|shield)?\s*", re.IGNORECASE
)


def image_words(description: str, address: str) -> str:
    """The description of an image, or without one what a badge says by its address: `.../badge/code-blue` says `code`."""
    match = _BADGE.match(address) if _UNTOLD.fullmatch(description) else None
    if match is None:
        return description
    parts = urlsplit(f"badge:{match['rest']}")
    asked = parse_qs(parts.query)
    if "message" in asked or (match["kind"] or "").startswith("static"):
        said = [asked.get("label", [""])[0], asked.get("message", [""])[0]]
    else:  # `label-message-color` or, at badgen, `label/message/color`; two hyphens are one that is shown
        path = parts.path.strip("/").removesuffix(".svg").replace("--", "\0").replace("/", "-")
        said = re.split("-", path)[: -1 if "-" in path else None]
        said = asked.get("label", []) + said[-1:] if "label" in asked else said
    words = unquote(" ".join(said)).replace("\0", "-").replace("__", "\0").replace("_", " ").replace("\0", "_")
    return " ".join(words.split()) or description
