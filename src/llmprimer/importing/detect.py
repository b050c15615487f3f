"""Detects the form of a file by its content, else by its name, and reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from llmprimer.errors import CatalogueError, UsageError
from llmprimer.suggest import did_you_mean

if TYPE_CHECKING:
    from llmprimer.records.draft import Reading

#: Name of a form -> the module of `formats` that reads it. The forms are described in docs/importing.md.
FORMS = {
    "markdown": "markdown",
    "bibtex": "bibtex",
    "biblatex": "bibtex",
    "ris": "ris",
    "csl-json": "csl_json",
    "hayagriva": "hayagriva",
    "bookmarks": "bookmarks",
    "html": "html_page",
    "urls": "addresses",
    "rst": "restructured",
    "org": "org",
    "asciidoc": "asciidoc",
    "latex": "latex_list",
    "text": "plain_text",
    "csv": "csv_table",
    "catalogue": "catalogue_yaml",
}
_BY_SUFFIX = {
    ".md": "markdown", ".markdown": "markdown", ".mkd": "markdown", ".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris", ".json": "csl-json",
    ".yml": "hayagriva", ".yaml": "hayagriva", ".html": "html", ".htm": "html", ".txt": "text", ".urls": "urls",
    ".rst": "rst", ".rest": "rst", ".org": "org", ".adoc": "asciidoc", ".asciidoc": "asciidoc", ".asc": "asciidoc", ".tex": "latex", ".bbl": "latex",
    ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
#: A line of a list of addresses: an address, an identifier or a comment, with hardly more than a title beside.
_ADDRESS_LINE = re.compile(
    r"^\s*(?:[#;]|//)|^[^.]{0,80}https?://\S+.{0,80}$|^\s*(?:arxiv:|doi:)?\s*(?:\d{4}\.\d{4,5}|10\.\d{4,9}/\S+)\s*$|^\s*(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?\s*$",
    re.IGNORECASE,
)
#: Far larger than any list that people keep.
LARGEST = 200_000_000
#: How many other characters beyond ASCII there are for each damaged one; text in Windows-1252 has none or few.
_DAMAGED = 4


def decode(data: bytes, name: str) -> str:
    """The text of a file in UTF-8 (a few bytes of it may be damaged), UTF-16 with a byte order mark, or Windows-1252; line breaks as one character."""
    if len(data) > LARGEST:
        raise CatalogueError(f"{name}: larger than {LARGEST // 1_000_000} MB")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = _damaged_utf8(data) or data.decode("cp1252", errors="replace")
    if text.count("\x00") > len(text) // 10:
        raise CatalogueError(f"{name}:1: not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _damaged_utf8(data: bytes) -> str | None:
    """The text if it is UTF-8 but for a few bytes, as after a program that cut strings; these become U+FFFD."""
    text = data.decode("utf-8-sig", errors="replace")
    damaged = text.count("\ufffd")
    other = len(text) - len(text.encode("ascii", errors="ignore"))
    return text if other > _DAMAGED * damaged else None


def detect(text: str, name: str) -> str:
    """The form of the text; UsageError where it could be anything."""
    start = text[:4000].lstrip()
    suffix = PurePath(name).suffix.lower()
    if re.match(r"<!DOCTYPE NETSCAPE-Bookmark|(?s:.{0,400}<DL><p>)", start, re.IGNORECASE):
        return "bookmarks"
    if re.match(r"TY {1,2}- ", start):
        return "ris"
    if re.search(r"^\s*@\s*[A-Za-z]+\s*[{(]", start, re.MULTILINE) and suffix not in (
        ".md",
        ".markdown",
        ".html",
        ".htm",
    ):
        return "bibtex"
    if (
        start.startswith(("[{", "[\n", "[ ", "{"))
        and suffix not in (".md", ".bib")
        and re.match(r"[\[{]\s*[\]{\"}]", start)
    ):
        return "csl-json"
    if re.search(r"^(?:references|schema_version):", text, re.MULTILINE) and suffix in (".yaml", ".yml", ""):
        return "catalogue"
    if suffix in (".yaml", ".yml") or re.match(r"[^\s:#]+:\n\s+type:\s", start):
        return "hayagriva"
    if re.match(r"<!DOCTYPE html|<html\b", start, re.IGNORECASE):
        return "html"
    if suffix in _BY_SUFFIX and suffix != ".txt":
        return _BY_SUFFIX[suffix]
    if re.search(r"\\bibitem\b", text[:100_000]):
        return "latex"
    if re.search(r"\]\(\s*<?https?://|^#{1,6} |^\s*[-*+] \S|^\|.*\|", text[:100_000], re.MULTILINE):
        return "markdown"
    lines = [line for line in text[:100_000].split("\n") if line.strip()]
    addressed = sum(_ADDRESS_LINE.search(line) is not None for line in lines)
    if 2 * addressed >= len(lines) or not start:
        return "urls"
    if suffix == ".txt" or re.search(r"https?://", start):
        return "text"
    raise UsageError(f"{name}: cannot tell what form this is", hint=f"--format names it: {', '.join(FORMS)}")


#: The forms that are lists of lines, for which the form of a line can be stated.
WITH_LINES = ("markdown", "html", "rst", "org", "asciidoc", "latex", "text")


def read(text: str, name: str, form: str | None = None, line: Sequence[str] = ()) -> Reading:
    """The content of the text, in the given or detected form; `line` are patterns of its lines (`import --line`).

    UsageError for an unknown form, an invalid pattern, and a pattern for a form that has no lines of entries.
    """
    form = form or detect(text, name)
    if form not in FORMS:
        raise UsageError(f'unknown form "{form}"{did_you_mean(form, FORMS) or "; it is one of " + ", ".join(FORMS)}')
    text = text.replace("\r\n", "\n").replace("\r", " ")  # `decode` has made line ends of them where a file was read
    if form in WITH_LINES and form != "latex" and "{\\" in text:
        from llmprimer.latex.decoding import decode_letters

        text = decode_letters(text)
    stated: tuple[Any, ...] = ()
    if line:
        if form not in WITH_LINES:
            hint = f"--format names another: {', '.join(WITH_LINES)}"
            raise UsageError(f"--line: {name} is read as {form}, which has fields instead of lines", hint=hint)
        from llmprimer.importing.stated.line_forms import LineForm

        stated = ([LineForm.parse(pattern) for pattern in line],)
    reading: Reading = import_module(f"llmprimer.importing.formats.{FORMS[form]}").read(text, name, *stated)
    return reading
