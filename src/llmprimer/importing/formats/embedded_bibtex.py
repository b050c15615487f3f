"""BibTeX entries within Markdown, in code blocks or as plain text."""

from __future__ import annotations

import re

from llmprimer.importing.document.labels import holds_no_works
from llmprimer.importing.formats import bibtex
from llmprimer.records.bibtex import BibtexEntry, entries
from llmprimer.records.draft import Reading
from llmprimer.records.titles import strip_decoration

#: How many entries show that a document is a list of them; one or two are usually for citing the document itself.
_LEAST = 3
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.{1,200}?)[\s#]*$")
_FENCE = re.compile(r"\s*(?:```|~~~)\s*\w*\s*$")


def take_bibtex(text: str, reading: Reading) -> str:
    """Adds the works of the entries to the reading, with the headings above them; the text with their lines emptied."""
    if text.count("@") < _LEAST or re.search(r"(?m)^\s*@\w+\s*\{\s*[^\s,{}]+\s*,", text) is None:
        return text
    lines = text.split("\n")
    above = _headings(lines)
    found = [
        (entry.line - 1, entry.line - 1 + text.count("\n", entry.begin, entry.end), entry)
        for entry in entries(text)
        if isinstance(entry, BibtexEntry)
        and entry.key
        and "title" in entry.fields
        and not text[text.rfind("\n", 0, entry.begin) + 1 : entry.begin].strip()
    ]
    found = [one for one in found if not any(holds_no_works(heading) for heading in above[one[0]])]
    if len(found) < _LEAST:
        return text
    for begin, end, entry in found:
        inner = bibtex.read(text[entry.begin : entry.end], "")
        for draft in inner.drafts:
            draft.line, draft.last_line, draft.headings = draft.line + begin, end + 1, above[begin]
            reading.drafts.append(draft)
        for leftover in inner.leftovers:
            reading.leave(leftover.line + begin, leftover.text, leftover.reason)
        behind = text[entry.end : line_end if (line_end := text.find("\n", entry.end)) >= 0 else None]
        lines[begin : end + 1] = ["" for _ in range(end - begin)] + [behind.strip()]
    for at, line in enumerate(lines):
        if line.lstrip().startswith("%"):
            reading.leave(at + 1, line.strip(), "a comment of BibTeX")
            lines[at] = ""
    return "\n".join(_without_empty_fences(lines))


def _headings(lines: list[str]) -> list[tuple[str, ...]]:
    """The headings above each line, outermost first, without the title of the document."""
    above: list[tuple[str, ...]] = []
    levels: list[tuple[int, str]] = []
    for line in lines:
        if (match := _HEADING.match(line)) is not None:
            level = len(match[1])
            levels = [one for one in levels if one[0] < level]
            levels.append((level, strip_decoration(match[2].strip("*_ "))))
        above.append(tuple(heading for level, heading in levels if level > 1))
    return above


def _without_empty_fences(lines: list[str]) -> list[str]:
    """The lines without the fences of empty code blocks."""
    made = list(lines)
    opened: int | None = None
    for at, line in enumerate(lines):
        if _FENCE.match(line) is not None:
            if opened is not None and not any(inner.strip() for inner in lines[opened + 1 : at]):
                made[opened] = made[at] = ""
            opened = None if opened is not None else at
    return made
