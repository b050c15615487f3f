"""Lists in reStructuredText, converted line by line to Markdown and read like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from llmprimer.importing.formats import markdown
from llmprimer.importing.formats.plain_text import comment, unwrapped
from llmprimer.importing.stated.line_forms import LineForm
from llmprimer.records.draft import Reading

_UNDERLINE = re.compile(r"([=\-~^\"'`#*+.:_<>])\1{2,}\s*$")
_LINK = re.compile(r"`([^`<>]*?)\s*<((?:https?|ftp|mailto|doi)[^<>`]*|[^\s<>`]+\.\w{2,4}(?:#[^<>`]*)?)>`__?")
_REFERENCE = re.compile(r"(?<!`)`([^`<>\n]+)`__?(?!\w)")
_TARGET = re.compile(r"^\s*\.\.\s+_`?([^`:]+)`?:\s*(\S+)\s*$")
_ENTRY = re.compile(r"^(\s*)\.\.\s+(\[[#\w][\w.:+-]*\]|\[\*\])\s+")
#: `GlowLamp_`, whose address stands elsewhere: `.. _GlowLamp: https://...`.
_NAME = re.compile(r"(?<![\w`:.])([^\W_](?:[\w.+-]*[^\W_])?)_(?!\w)")
#: A term that is nothing but such a name or a link.
_TERM = re.compile(r"\[[^\[\]]+\](?:\([^()\s]+\))?\s*")
_ROLE = re.compile(r":(?:[\w-]+:)*[\w-]+:`([^`]+)`")
_BORDER = re.compile(r"\s*=+(?:\s+=+)+\s*$")


def read(text: str, name: str, forms: Sequence[LineForm] = ()) -> Reading:
    """The works of the list."""
    return markdown.read(to_markdown(text), name, forms)


def to_markdown(text: str) -> str:
    """The text with the marks of Markdown, line for line."""
    lines = _headed(_with_tables(re.sub(r"\\ (?=\S)", "", text).split("\n")))
    for index, line in enumerate(lines):
        if (target := _TARGET.match(line)) is not None:
            lines[index] = f"[{target[1]}]: {target[2]}"
        elif (entry := _ENTRY.match(line)) is not None:
            lines[index] = f"{entry[1]}- {entry[2]} {line[entry.end() :]}"
        elif re.match(r"\s*\.\.(?:\s|$)", line):
            lines[index] = comment(line.strip(" .")) if line.strip(" .") else ""
        else:
            line = re.sub(r"^(\s*)#\.(?=\s)", r"\g<1>1.", line)
            lines[index] = re.sub(r"^\s*:([\w -]+):(?=\s)", r"\1:", line)
    joined = "\n".join(lines)
    joined = _LINK.sub(lambda m: f"[{m[1] or m[2]}]({''.join(m[2].split())}){_breaks(m[0], m[1])}", joined)
    joined = _ROLE.sub(r"`\1`", joined)
    joined = re.sub(r"\[#([\w.:+-]+)\]_(?!\w)", r"[\1]", joined)
    joined = _REFERENCE.sub(r"[\1]", joined)
    targets = {target[1].lower() for line in text.split("\n") if (target := _TARGET.match(line)) is not None}
    joined = _NAME.sub(lambda m: f"[{m[1]}]" if m[1].lower() in targets else m[0], joined)
    joined = re.sub(r"``([^`\n]+)``", r"`\1`", joined)
    return "\n".join(unwrapped(_with_linked_terms(joined.split("\n"))))


def _with_linked_terms(lines: list[str]) -> list[str]:
    """The lines, with terms that are links, and their definitions indented below, as items."""
    made = list(lines)
    for at, (line, below) in enumerate(pairwise(lines)):
        if _TERM.fullmatch(line) is not None and re.match(r"\s+[^\s.:-]", below):
            made[at] = f"- {line.rstrip()}:"
    return made


def _with_tables(lines: list[str]) -> list[str]:
    """The lines with the rows of simple tables (`====  ====`) as rows of HTML."""
    made = list(lines)
    borders: list[int] = []
    for index, line in enumerate(lines):
        if _BORDER.match(line):
            borders.append(index)
        elif not line.strip() and len(borders) != 1:
            borders = []
            continue
        if len(borders) != 3:
            continue
        columns = [match.start() for match in re.finditer(r"=+", lines[borders[0]])]
        for at in range(borders[0], borders[2] + 1):
            tag = "th" if at < borders[1] else "td"
            ends = [*columns[1:], None]
            cells = [lines[at][begin:end].strip() for begin, end in zip(columns, ends, strict=True)]
            is_row = at not in borders and any(cells)
            made[at] = f"<tr>{''.join(f'<{tag}>{_html(cell)}</{tag}>' for cell in cells)}</tr>" if is_row else ""
        made[borders[0]], made[borders[2]] = "<table>", "</table>"
        borders = []
    return made


def _html(text: str) -> str:
    text = re.sub(r"\[#?([\w.:+-]+)\]_(?!\w)", r"[\1]", text)
    return _LINK.sub(lambda m: f'<a href="{escape(m[2])}">{escape(m[1] or m[2])}</a>', text)


def _breaks(whole: str, label: str) -> str:
    """Joins addresses that were wrapped, keeping the number of lines."""
    return "\n" * (whole.count("\n") - label.count("\n"))


def _headed(lines: list[str]) -> list[str]:
    """The lines with headings marked; the order in which the underlines appear gives their levels."""
    made = list(lines)
    kinds: list[str] = []
    for index in range(1, len(lines)):
        mark = _UNDERLINE.match(lines[index])
        title = lines[index - 1]
        if (
            mark is None
            or not title.strip()
            or _UNDERLINE.match(title)
            or len(lines[index].rstrip()) + 2 < len(title.strip())
        ):
            continue
        has_overline = index > 1 and lines[index - 2].strip() == lines[index].strip()
        kind = mark[1] * (2 if has_overline else 1)
        if kind not in kinds:
            kinds.append(kind)
        made[index - 1] = f"{'#' * min(6, kinds.index(kind) + 1)} {title.strip()}"
        made[index] = ""
        if has_overline:
            made[index - 2] = ""
    return made
