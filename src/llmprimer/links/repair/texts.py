"""The changes that a check proposes for a Markdown or BibTeX file: moved addresses, and archived copies of dead pages.

The text around an address does not change. Links that are not changed are listed with the reason. No I/O.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from llmprimer.identifiers import comparable_url
from llmprimer.links.model import Group, LinkResult, Verdict
from llmprimer.links.repair.repairs import moved_target, reason_to_keep

#: Characters of addresses: if one of these follows, the text is another, longer address.
_NOT_CONTINUED = r"(?![\w/?#&=%~+@:(-]|[.,;!*'$]+[\w/])"
_NOT_BEFORE = r"(?<![\w/:@.%=&?-])"
#: Characters that end an address in Markdown, or a value in BibTeX.
_UNWRITABLE = {"markdown": re.compile(r"[()<>\\|`\s]"), "bibtex": re.compile(r"[{}\\\"\s]")}
#: A verbatim BibTeX address: in a field for addresses, or as the argument of a command for them.
_VERBATIM = r"(?:\\url\s*\{|\\href\s*\{|(?i:\b(?:url|link|ee|bdsk-url-\d)\s*=\s*[{\"]\s*(?:\\url\s*\{)?))\s*"


class TextRepairs(NamedTuple):
    """The new text, how many addresses change, and (address, reason) for those that do not."""

    text: str
    changed: int
    refused: list[tuple[str, str]]


def format_of(name: str) -> str | None:
    """`markdown` or `bibtex` for a file that can be repaired, by its suffix."""
    lower = name.lower()
    return "markdown" if lower.endswith((".md", ".markdown")) else "bibtex" if lower.endswith(".bib") else None


def repair_text(text: str, form: str, results: Iterable[LinkResult]) -> TextRepairs:
    """The text with permanently moved addresses replaced, and in Markdown with archived copies of dead links.

    `form` is `markdown` (code blocks do not change) or `bibtex` (addresses in running text do not change).
    """
    changes, refused = _plan_changes(text, form, list(results))
    changed = 0
    for old, new in changes:
        text, number = _replace(text, form, old, new)
        if number:
            changed += 1
        else:
            refused.append((old, "the file spells it differently, or it is in a part that is not changed"))
    return TextRepairs(text, changed, refused)


def _plan_changes(
    text: str, form: str, results: list[LinkResult]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    moves = [
        (result.link.url, moved_target(result))
        for result in results
        if result.verdict is Verdict.MOVED and result.moved_to
    ]
    targets = Counter(comparable_url(new) for new in {new for _, new in moves})
    sources = {comparable_url(new): {old for old, to in moves if to == new} for _, new in moves}
    changes, refused = [], []
    for old, new in moves:
        reason = reason_to_keep(old, new)
        if reason is None and (targets[comparable_url(new)] > 1 or len(sources[comparable_url(new)]) > 1):
            reason = "other links would move to the same address"
        if reason is None and re.search(_pattern(new), text):
            reason = "another link in the file has the new one already"
        if reason is None and _UNWRITABLE[form].search(new):
            reason = "the new one has characters that the format does not allow"
        if reason is None:
            changes.append((old, new))
        else:
            refused.append((old, f"it stays, {reason}: {new}"))
    for result in results:
        if result.group is Group.DEAD and result.archive_url:
            if form == "markdown" and not _UNWRITABLE[form].search(result.archive_url):
                changes.append((result.link.url, result.archive_url))
            else:
                refused.append((result.link.url, f"the archived copy is not written here: {result.archive_url}"))
    return changes, refused


def _pattern(url: str) -> str:
    return _NOT_BEFORE + re.escape(url) + _NOT_CONTINUED


def _replace(text: str, form: str, old: str, new: str) -> tuple[str, int]:
    if form == "bibtex":
        return re.subn(f"({_VERBATIM}){re.escape(old)}{_NOT_CONTINUED}", lambda match: match[1] + new, text)
    number = 0
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    fenced = False
    for index, line in enumerate(lines):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            lines[index], found = re.subn(_pattern(old), new.replace("\\", r"\\"), line)
            number += found
    return "".join(lines), number
