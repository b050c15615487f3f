"""Lists in AsciiDoc, converted line by line to Markdown and read like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from llmprimer.importing.formats import markdown
from llmprimer.importing.formats.plain_text import comment, unwrapped
from llmprimer.importing.stated.line_forms import LineForm
from llmprimer.records.draft import Reading

_LINK = re.compile(r"(?:link:)?((?:https?|ftp)://[^\s\[\]]+|(?<=link:)[^\s\[\]]+)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
_COMMENT = re.compile(
    r"//|:!?[\w-]+!?:(?:\s|$)|\[[^\[\]]*\]\s*$|(?:image|include|toc|video|ifdef|ifndef|endif|icon)::|<<<\s*$|[-.=*_]{4,}\s*$"
)


def read(text: str, name: str, forms: Sequence[LineForm] = ()) -> Reading:
    """The works of the list."""
    return markdown.read(to_markdown(text), name, forms)


def to_markdown(text: str) -> str:
    """The text with the marks of Markdown, line for line."""
    lines = text.split("\n")
    made: list[str] = []
    at = 0
    while at < len(lines):
        if lines[at].strip() == "|===":
            end = next((n for n in range(at + 1, len(lines)) if lines[n].strip() == "|==="), len(lines) - 1)
            made += _table(lines[at : end + 1])
            at = end + 1
            continue
        made.append(_line(lines[at]))
        at += 1
    return "\n".join(unwrapped(made))


def _line(line: str) -> str:
    if _COMMENT.match(line.strip()) and not line.strip().startswith("[["):
        return comment(line.strip()) if re.search(r"\w", line) else ""
    if (heading := re.match(r"(=+)\s+(?=\S)", line)) is not None:
        return f"{'#' * min(6, len(heading[1]))} {_inline(line[heading.end() :])}"
    if (bullet := re.match(r"\s*([*.]+|-)\s+(?=\S)", line)) is not None:
        mark = "1." if bullet[1].startswith(".") else "-"
        return f"{'   ' * (len(bullet[1]) - 1)}{mark} {_inline(line[bullet.end() :])}"
    if line.strip() == "+":
        return ""
    if (term := re.match(r"\s*(\S.*?)::\s+(?=\S)", line)) is not None:
        return f"- {_inline(term[1])} - {_inline(line[term.end() :])}"
    return _inline(line)


def _inline(text: str) -> str:
    text = re.sub(r"\[\[\[([^\[\],]+)(?:,[^\[\]]*)?\]\]\]", r"[\1]", text)
    text = _LINK.sub(lambda m: f"[{m[2].split(',window=')[0].rstrip('^') or m[1]}]({m[1]})", text)
    text = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])", r"**\1**", text)
    return re.sub(r"(?<![\w_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])", r"*\1*", text)


def _table(lines: list[str]) -> list[str]:
    """A table as HTML: each row on the line of its first cell, and the other lines empty."""
    cells: list[tuple[int, str]] = []  # the number of the line, and the text
    for number, line in enumerate(lines[1:-1], 1):
        first, *pieces = re.split(r"(?:^|\s)(?:\d*[.+^<>]*[aehlmsv]?)?\|", line)
        if cells and first.strip():
            cells[-1] = (cells[-1][0], f"{cells[-1][1]} {first.strip()}")
        cells += [(number, piece.strip()) for piece in pieces]
    made = [""] * len(lines)
    width = sum(number == cells[0][0] for number, _ in cells) if cells else 1
    for begin in range(0, len(cells), width):
        row = "".join(f"<td>{_html(text)}</td>" for _, text in cells[begin : begin + width])
        made[cells[begin][0]] = f"<tr>{row.replace('td>', 'th>') if begin == 0 else row}</tr>"
    made[0], made[-1] = "<table>", "</table>"
    return made


def _html(text: str) -> str:
    text = _LINK.sub(lambda m: f'<a href="{escape(m[1])}">{escape(m[2]) or escape(m[1])}</a>', text)
    return re.sub(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])", r"<b>\1</b>", text)
