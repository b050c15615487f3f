"""The pattern of `import --line`: a line as it stands in the list, with fields in the places of what it says.

`[{container_title}] {title} ({aliases}), {issued}`
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from llmprimer.errors import UsageError
from llmprimer.importing.document.labels import column
from llmprimer.importing.document.outline import Span
from llmprimer.importing.stated.line_text import CELL, LineText, Mark, labels_among, line_text
from llmprimer.suggest import did_you_mean

#: The fields of a pattern, in the order of docs/importing.md.
FIELDS = (
    "title", "author", "editor", "organizations", "container_title", "publisher", "issued", "aliases", "keywords", "summary", "note",
    "url", "doi", "arxiv",
)  # fmt: skip
#: Fields of several values, which may stand in a pattern more than once.
LISTS = frozenset({"author", "editor", "organizations", "aliases", "keywords"})
#: The name of `{}` and `{...}`: any text, which is left over.
SKIP = ""
#: The level of patterns for rows of tables.
ROW = -1
_ROW = re.compile(r"\|(.*[^\s|].*)\|")
_LONGEST = 1_000
_MOST_FIELDS = 20
#: What the heads of columns mean, as fields.
_COLUMNS = {
    "date": "issued", "venue": "container_title", "alias": "aliases", "note": "summary", "organization": "organizations",
    "keyword": "keywords", "link": "url",
}  # fmt: skip
_FIRST_FIELD = 0xF100
_FIELD_MARK = re.compile("[\uf100-\uf1ff]")
#: The addresses of links in a pattern: any, and that of the work.
_ANY, _MAIN = "https://line.example/", "https://line.example/work"
_OPEN, _CLOSE = "\uf0fe", "\uf0ff"
_OURS = re.compile("[\uf0fd-\uf1ff]")
_TOKEN = re.compile(r"\{([^{}]*)\}")
_WRITTEN = (
    (re.compile(r"\[\[[^\[\]]*\]\[([^\[\]]*)\]\]"), rf"[\1]({_ANY})"),  # Org
    (re.compile(r"`([^`<>]*?)\s*<[^<>]*>`__?"), rf"[\1]({_ANY})"),  # reStructuredText
    (re.compile(r"\]\(\s*\{url\}\s*\)"), f"]({_MAIN})"),
    (re.compile(r"\]\((?!https://line\.example/)(?:[^()]|\([^()]*\))*\)"), f"]({_ANY})"),
    (re.compile(r"(?<=\S)\]\[[^\[\]{}]*\](?!\()"), f"]({_ANY})"),
    (re.compile(r"<a\s[^<>]*>", re.IGNORECASE), f'<a href="{_ANY}">'),
    (re.compile(r"<\{url\}>"), "{url}"),
)
#: A number, or a box, before an entry.
NUMBER = re.compile(r"(?:\[[xX ]?\]|[\[(]\d{1,3}[\])][.:]?|#?\d{1,3}[.):]|#\d{1,4})\s+(?=\S)")


class PatternField(NamedTuple):
    """A field of a pattern, and the link and style that its text has."""

    name: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class LinePattern:
    """One line of a pattern: its fields, and the text before, between and behind them (one more than fields)."""

    fields: tuple[PatternField, ...]
    between: tuple[tuple[Mark, ...], ...]
    has_bold: bool
    has_italic: bool
    #: Whether it is a row of a table, whose cells may be empty.
    is_row: bool
    #: The number of the link that leads to the work, and the label of such a link beside the text; 0 and empty if no link is marked so.
    main: int
    main_label: str

    @property
    def links(self) -> int:
        """The number of links with fields or text in them."""
        return len(
            {mark.link for mark in (*(f.mark for f in self.fields), *(m for b in self.between for m in b))} - {0}
        )


def parse_pattern(pattern: str) -> tuple[tuple[LinePattern, ...], int, bool]:
    """The lines of a pattern, the level of heading that it asks for (0: none, `ROW`: a row of a table), and whether it begins with a bullet.

    UsageError for an unknown field, one that stands there twice, fields that nothing parts, or a pattern that names no title.
    """
    if len(pattern) > _LONGEST:
        raise UsageError(f"--line: the pattern is longer than {_LONGEST} characters")
    names: list[str] = []
    lines = re.split(r"\\n|\n|<br\s*/?>", _with_marks(pattern, names), flags=re.IGNORECASE)
    lines = [line.strip() for line in lines]
    if not all(lines):
        raise UsageError(f"{_told(pattern)}: a line of the pattern is empty", hint=_HINT)
    parsed: list[LinePattern] = []
    level, is_item = 0, False
    for line in lines:
        row = _ROW.fullmatch(line)
        spans, own_level, has_bullet = _spans(row[1].replace("|", f" {CELL} ") if row is not None else line)
        if not parsed:
            level, is_item = ROW if row is not None else own_level, has_bullet
        parsed.append(_parsed(spans, names, pattern))
    _check(names, parsed, pattern)
    return tuple(parsed), level, is_item


_HINT = "a pattern is a line of the list with fields: '[{title}](...) by {author}, {issued}'"


def _told(pattern: str) -> str:
    return f"--line '{pattern}'"


def _with_marks(pattern: str, names: list[str]) -> str:
    """The pattern with one character for each field, whose names are added to `names`, and with links as in Markdown."""
    pattern = _OURS.sub("", pattern)
    for written, as_markdown in _WRITTEN:
        pattern = written.sub(as_markdown, pattern)

    def mark(token: re.Match[str]) -> str:
        name = token[1].strip()
        names.append(SKIP if name in ("", "...", "…") else name)
        return chr(_FIRST_FIELD + len(names) - 1)

    text = _TOKEN.sub(mark, pattern.replace(r"\{", _OPEN).replace(r"\}", _CLOSE))
    if (stray := re.search("[{}]", text)) is not None:
        raise UsageError(
            f"{_told(pattern)}: a {stray[0]} has no partner", hint=r"\{ and \} are the characters themselves"
        )
    return text.replace(_OPEN, "{").replace(_CLOSE, "}")


def _spans(line: str) -> tuple[list[Span], int, bool]:
    """The spans of a line of the pattern, read as Markdown, its level as a heading, and whether it begins with a bullet."""
    from llmprimer.importing.document.markdown_outline import blocks

    found = next(iter(blocks(line)), None)
    while found is not None and not found.text.strip() and found.children:
        found = found.children[0]
    spans = [Span(line)] if found is None or found.cells else found.spans
    marks = _FIELD_MARK.findall("".join(span.text for span in spans if not span.image))
    if marks != _FIELD_MARK.findall(line):
        spans = [Span(line)]  # what Markdown takes for something else is plain text
    kind = "" if found is None else found.kind
    return list(spans), found.level if found is not None and kind == "heading" else 0, kind == "item"


def _parsed(spans: list[Span], names: list[str], pattern: str) -> LinePattern:
    labels = [at for at in labels_among(spans) if not _FIELD_MARK.search(spans[at].text)]
    text = line_text(spans, labels)
    marks = list(text.marks)
    if (number := NUMBER.match(text.text)) is not None:
        del marks[: number.end()]
    while marks and marks[-1].text in " .,;":
        marks.pop()
    fields: list[PatternField] = []
    between: list[list[Mark]] = [[]]
    for mark in marks:
        if _FIELD_MARK.fullmatch(mark.text):
            fields.append(PatternField(names[ord(mark.text) - _FIRST_FIELD], mark))
            between.append([])
        else:
            between[-1].append(mark)
    for one, other, middle in zip(fields, fields[1:], between[1:], strict=False):
        if not middle and one.mark[1:] == other.mark[1:]:
            pair = f"{{{one.name}}} and {{{other.name}}}"
            raise UsageError(f"{_told(pattern)}: nothing stands between {pair}", hint=_HINT)
    return LinePattern(
        tuple(fields),
        tuple(map(tuple, between)),
        has_bold=any(mark.bold for mark in marks),
        has_italic=any(mark.italic for mark in marks),
        is_row=any(mark.text == CELL for mark in marks),
        main=_main(text),
        main_label=next((span.text for span in text.taken if span.href == _MAIN), ""),
    )


def _main(text: LineText) -> int:
    return next((number for number, span in enumerate(text.links, 1) if span.href == _MAIN), 0)


def _check(names: list[str], lines: list[LinePattern], pattern: str) -> None:
    for name in names:
        if name not in (*FIELDS, SKIP):
            meant = _COLUMNS.get(kind := column(name) or "", kind)
            near = f'; did you mean "{meant}"?' if meant in FIELDS else did_you_mean(name, FIELDS)
            listed = ", ".join(f"{{{field}}}" for field in FIELDS)
            hint = f"the fields are {listed}, and {{...}} for other text"
            raise UsageError(f'{_told(pattern)}: there is no field "{name}"{near}', hint=hint)
    if len(names) > _MOST_FIELDS:
        raise UsageError(f"{_told(pattern)}: more than {_MOST_FIELDS} fields")
    twice = next((name for name in names if names.count(name) > 1 and name not in (*LISTS, SKIP)), None)
    if twice is not None:
        raise UsageError(
            f"{_told(pattern)}: {{{twice}}} is there twice", hint="{...} is for text that belongs to no field"
        )
    has_address = "url" in names or any(line.main or line.main_label or line.links for line in lines)
    if "title" not in names and not (has_address and any(name != SKIP for name in names)):
        raise UsageError(f"{_told(pattern)}: nothing is the title", hint=_HINT)
