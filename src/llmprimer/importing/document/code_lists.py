"""Lists of works that stand in a block of code, where nothing is a link and every line is an entry."""

from __future__ import annotations

import re

#: A fence with no language, or that of a text.
_BEGIN = re.compile(r" {0,3}(```+|~~~+)\s*(?:te?xt|plain(?:text)?|markdown|md)?\s*$")
#: An entry: a few words that begin like a title or a name, and an address or the year of a citation.
_ENTRY = re.compile(
    r"(?:[-*+•]\s+|\[?\d{1,3}[.)\]]\s+)?(?:\*\*|\[|[\"“«《])?(?=[^\W\d_a-z]|\d)(?=(?:\S+\s+){2}\S)"
    r"(?:.*(?:https?://\S+\.\S|\bdoi:|\barXiv:|\(\[)|[^(]{4,200}\((?:1[89]|20)\d\d[a-z]?\)[.,:])"
)
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_LINK = re.compile(r"https?://")
#: How many lines of a block, and what share of them, must be entries.
_LEAST = 5
_SHARE = 0.7


def open_listed_code(lines: list[str]) -> None:
    """Makes items of the lines of blocks of code that are entries, in a document that has more links in these than elsewhere."""
    blocks = [found for found in _blocks(lines) if _is_list(lines[found[0] + 1 : found[1]])]
    if not blocks:
        return
    inside = {n for begin, end in blocks for n in range(begin, end + 1)}
    listed = sum(end - begin - 1 for begin, end in blocks)
    if listed <= sum(_LINK.search(line) is not None for n, line in enumerate(lines) if n not in inside):
        return  # it shows the form of the entries, which are elsewhere
    for begin, end in blocks:
        lines[begin] = lines[end] = ""
        for n in range(begin + 1, end):
            if lines[n].strip() and not lines[n][0].isspace() and _BULLET.match(lines[n]) is None:
                lines[n] = f"- {lines[n]}"


def _blocks(lines: list[str]) -> list[tuple[int, int]]:
    """Where the blocks of code begin and end."""
    found: list[tuple[int, int]] = []
    fence, begin, is_text = "", 0, False
    for n, line in enumerate(lines):
        mark = line.lstrip()[:3]
        if mark not in ("```", "~~~"):
            continue
        if not fence:
            fence, begin, is_text = mark, n, _BEGIN.match(line) is not None
        elif fence == mark:
            if is_text:
                found.append((begin, n))
            fence = ""
    return found


def _is_list(lines: list[str]) -> bool:
    """Whether most lines of a block that begin at its margin are entries, no two alike."""
    begins = [line for line in lines if line.strip() and not line[0].isspace()]
    entries = {line for line in begins if len(line) <= 500 and _ENTRY.match(line)}
    return len(entries) >= max(_LEAST, _SHARE * len(begins))
