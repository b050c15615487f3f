"""Links in files other than catalogues: a Markdown list, a .bib file, an HTML page, a text with addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from llmprimer.errors import CatalogueError
from llmprimer.links.inputs import bibliography, webpage
from llmprimer.links.model import Link

#: The beginning of an address of any scheme.
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HTML = (".html", ".htm", ".xhtml")
_SUFFIX = re.compile(r"\.(?:md|markdown|bib|txt|ya?ml|x?html?|csv|rst)$", re.IGNORECASE)
#: The beginning of a path.
_PATH = re.compile(r"(?:\.{1,2}|~[^/\\\s]*|[A-Za-z]:)?[/\\]")
#: A field of the query language before a word like a file's name: `url:index.html`.
_FIELD = re.compile(r"-?[a-z_]+:")

# Titles and addresses may contain one level of brackets or parentheses.
_MARKDOWN = re.compile(
    r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(?:<([^<>]+)>|((?:[^\s()<>]|\([^\s()<>]*\))+))(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_REFERENCE = re.compile(r"^\s{0,3}\[([^\]]+)\]:\s*<?(\S+?)>?(?:\s+[\"'(].*)?\s*$")
_BARE = re.compile(r"\bhttps?://[^\s<>\"`]+", re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_BIB_ENTRY = re.compile(r"^\s*@\w+\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)


def from_file(path: Path) -> list[Link]:
    """The links of the file, in its order, each address once; CatalogueError if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise CatalogueError(f"{path}: {error.strerror or error}") from None
    return from_text(text, str(path))


def from_text(text: str, name: str | None) -> list[Link]:
    """The links of the text, each address once; `name` or the text itself tells the format.

    `name` is None for standard input.
    """
    lower = (name or "").lower()
    # A Markdown file may quote a BibTeX entry for readers to copy.
    if lower.endswith(".bib") or (not lower.endswith((".md", ".markdown", *_HTML)) and _BIB_ENTRY.search(text)):
        found = bibliography.links(text, name)
    elif lower.endswith(_HTML):
        found = webpage.links(text, name)
    else:
        found = _links_by_line(text, name)
    return list({link.url: link for link in reversed(list(found))}.values())[::-1]


def names_a_source(word: str) -> bool:
    """Whether an argument names an input (standard input, an address, a file) and not words to search for.

    The file need not exist: a missing file is a mistake, not a query. Words with a slash between them
    (`TCP/IP`, `and/or`) count as a file only if the folder before the last slash exists.
    """
    if word in ("-", ".", "..", "~") or ADDRESS.match(word):
        return True
    if _PATH.match(word) or (_SUFFIX.search(word) and _FIELD.match(word) is None):
        return True
    path = Path(word)
    parent = re.split(r"[/\\](?=[^/\\]*$)", word)[0] if re.search(r"[/\\]", word) else ""
    try:
        return path.is_file() or (bool(parent) and Path(parent.replace("\\", "/")).is_dir())
    except (OSError, ValueError):  # longer than a name can be, or with a null character
        return False


def _links_by_line(text: str, name: str | None) -> Iterator[Link]:
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced:
            continue
        match = _REFERENCE.match(line)
        # Footnotes, files and fragments have the same syntax.
        if match and "://" in match[2] and not match[1].startswith("^"):
            yield Link(match[2], line=number, file=name)
            continue
        line = _IMAGE.sub("image", line)
        rest = line
        for match in _MARKDOWN.finditer(line):
            url = match[2] or match[3]
            rest = rest.replace(match[0], " ", 1)
            if url.startswith("#") or "://" not in url:
                continue
            yield Link(url, title=_title(match[1]), line=number, file=name)
        for match in _BARE.finditer(rest):
            yield Link(_without_punctuation(match[0]), line=number, file=name)
        words = rest.split()
        if len(words) == 1 and "://" in words[0] and not _BARE.search(words[0]):
            yield Link(words[0].strip("<>"), line=number, file=name)


def _title(text: str) -> str | None:
    """The text of a link if it is a title and not a label (pdf, code, [1])."""
    text = re.sub(r"[*_`]+|<[^>]+>", "", text).strip()
    text = re.sub(r"^\[[^\]]*\]\s*", "", text)
    return text if len(text.split()) > 1 and "://" not in text else None


def _without_punctuation(url: str) -> str:
    """A bare address without the punctuation of the sentence around it."""
    url = url.rstrip(".,;:!?*_'")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?*_'")
    return url.rstrip("]|")
