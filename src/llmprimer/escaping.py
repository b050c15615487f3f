"""Escapes untrusted text for terminals, Markdown, HTML, XML and CSV.

Titles, addresses and names come from lists, pages and other people's files. Each function takes plain text and returns
the escaped text that displays it. Standard library only.
"""

from __future__ import annotations

import re

# Not compiled here: `re` compiles patterns on first use, and most text needs none.
_CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
#: The schemes that a page may link to; others (`javascript:`, `data:`, `file:`) are shown as text.
_LINKED_SCHEMES = frozenset({"http", "https", "ftp", "mailto"})
# https://spec.commonmark.org/0.31.2/#backslash-escapes; `~` and `$` are special in GitHub and pandoc.
_MARKDOWN = r"([\\`*_{}\[\]<>|~$])|(&)(?=#?\w+;)"
_MARKDOWN_BLOCK = r"^(?:(\d{1,9})([.)])(?=\s|$)|([#+=-]))"
_NOT_IN_TARGET = r"[\s<>()\\|`\x00-\x1f\x7f-\x9f]"
_NOT_IN_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@")


def printable(text: str) -> str:
    """The text with each control character replaced by its symbol (`␛`) or by `�`.

    Tabs and line feeds stay. Lone surrogates, which UTF-8 cannot encode, are replaced too.
    """
    return text if text.isprintable() else re.sub(_CONTROL, _visible_symbol, text)


def _visible_symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def one_line(text: str) -> str:
    """The text on one line: each run of white space becomes one space, and control characters are replaced."""
    if text.isprintable() and "  " not in text:
        return text
    return printable(" ".join(text.split()))


def is_linkable(url: str) -> bool:
    """Whether a page may link to the address: http, https, ftp or mailto."""
    return url.partition(":")[0].lower() in _LINKED_SCHEMES


def _escape_html(text: str, *, quote: bool = True) -> str:
    # Imported here: it loads the names of all characters, and a search needs none.
    from html import escape

    return escape(text, quote=quote)


def html(text: str) -> str:
    """The text for HTML, between tags or in a quoted attribute, on one line."""
    return _escape_html(one_line(text))


def html_link(url: str, inner: str) -> str:
    """`inner` (already HTML) as a link, or as it is if the address may not be linked."""
    return f'<a href="{html(url)}">{inner}</a>' if is_linkable(url) else inner


def markdown(text: str) -> str:
    """The text for a paragraph or list item of Markdown, on one line; HTML tags are shown as text."""
    return re.sub(_MARKDOWN, r"\\\1\2", one_line(text))


def markdown_item(text: str) -> str:
    """Markdown at the start of a line; a mark that would start a list, heading or quotation is escaped."""
    return re.sub(_MARKDOWN_BLOCK, lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)


def markdown_link(url: str, inner: str) -> str:
    """`inner` (already Markdown) as a link, or as it is if the address may not be linked."""
    return f"[{inner}]({markdown_target(url)})" if is_linkable(url) else inner


def markdown_target(url: str) -> str:
    """The address for `[...](here)`, also in a table; characters that would end it are percent-encoded."""
    return re.sub(_NOT_IN_TARGET, lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)


def xml_text(text: str) -> str:
    """The text for XML 1.0, between tags; characters that XML does not allow are left out."""
    return _escape_html(re.sub(_NOT_IN_XML, "", text), quote=False)


def xml_attribute(text: str) -> str:
    """The text as a quoted attribute of XML 1.0."""
    escaped = _escape_html(re.sub(_NOT_IN_XML, "", text))
    return '"' + escaped.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;") + '"'


def csv_cell(text: str) -> str:
    """The text on one line; an apostrophe comes first if a spreadsheet would run it as a formula."""
    text = one_line(text)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
