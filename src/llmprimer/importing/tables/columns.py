"""Reads lists whose lines share their separators as tables: `title, author, year`, `title | address | remark`.

What each column holds is detected from its content over all the lines. It is used where the usual reading leaves most lines over, or
takes whole lines for titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from llmprimer.importing.document.labels import column, is_resource
from llmprimer.importing.document.linking import ADDRESSED
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.document.paragraph_lines import is_sentence, paragraph_lines
from llmprimer.importing.tables.line_cells import NO_SEPARATOR, SEPARATORS, Cell, ListLine, line_of
from llmprimer.records.column_roles import name_likeness, roles_of_columns
from llmprimer.records.draft import Draft, Reading
from llmprimer.text import words

#: How many lines of one form show that it is the form of the list, and what share of the lines.
LEAST = 4
_SHARE = 0.7
#: Lines from which the roles are detected; more would give the same.
SAMPLE = 80
#: What people did with a work, or to it.
_DONE_BY = re.compile(r"\b([^\W\d_]+(?:ed|en))\s+by\s")
#: How like a name a text in the place of people must be in a line beside the list.
_PERSON = 0.7


class _Form(NamedTuple):
    """How the lines of a list are cut, and what the columns hold."""

    separator: re.Pattern[str]
    roles: tuple[str, ...]


#: A list with known columns: for each line its block, the cells with what they hold, and the links.
ColumnList = list[tuple[Block, list[tuple[str, str]], list[Span]]]


def lists_with_columns(blocks: Sequence[Block]) -> list[ColumnList]:
    """The lists whose columns can be detected, and single lines elsewhere in the document that have the form of one."""
    found: list[ColumnList] = []
    forms: dict[_Form, int] = {}
    others: list[ListLine] = []

    def take(lines: list[ListLine], *, strictly: bool) -> bool:
        form = _form_of(lines) if len(lines) >= LEAST else None
        if form is None:
            return False
        found.append(_aligned(lines, form, strictly=strictly))
        forms[form] = forms.get(form, 0) + len(found[-1])
        return True

    small: list[ListLine] = []
    for group, is_text in _groups(blocks):
        lines = [line for block in group if (line := line_of(block)) is not None]
        if len(lines) < LEAST and not is_text:
            small += lines
        elif len(lines) < _SHARE * len(group) or not take(lines, strictly=is_text):
            others += lines
    if not take(small, strictly=True):
        others += small
    usual = [form for form, count in forms.items() if count >= 2 * LEAST and "author" in form.roles]
    for line in others:
        fitting = (f for f in usual if line.texts(f.separator) == len(f.roles) and _links_title(line, *f))
        found += [aligned for form in fitting if (aligned := _aligned([line], form, strictly=True))][:1]
    return found


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[list[Block], bool]]:
    """The items of each list, and the lines of paragraphs that follow each other; whether they are of paragraphs."""
    items: dict[int, list[Block]] = {}
    run: list[Block] = []
    for block in blocks:
        if block.kind == "paragraph":
            run += [line for number, line in enumerate(_items_of(block)) if not number or not _is_said(line)]
            continue
        if run:
            yield run, True
            run = []
        for item in _items(block):
            items.setdefault(item.group, []).append(item)
    if run:
        yield run, True
    for group in items.values():
        yield group, False


def _items(block: Block) -> Iterator[Block]:
    if block.kind == "item":
        yield block
        for child in block.children:
            yield from _items(child)


def _items_of(paragraph: Block) -> Iterator[Block]:
    """The lines of a paragraph as items."""
    return (replace(line, kind="item") for line in paragraph_lines(paragraph))


def _is_said(line: Block) -> bool:
    """Whether a line of a paragraph is a sentence: it is about the title above it."""
    return is_sentence(line) and not any(span.href for span in line.spans)


def _form_of(lines: Sequence[ListLine]) -> _Form | None:
    """The form of the lines with the first separator that gives columns that can be detected."""
    # A link with a label, `[pdf](...)`, says nothing about the columns.
    is_linked = sum(any(s.text == s.href for s in line.links) for line in lines) >= 0.8 * len(lines)
    for separator in (*SEPARATORS.values(), *((NO_SEPARATOR,) if is_linked else ())):
        if separator is SEPARATORS["by"] and 2 * sum(_names_others(line.text) for line in lines) >= len(lines):
            continue
        cut = [line.cut(separator) for line in lines[:SAMPLE]]
        counts = Counter(sum(cell.kind == "text" for cell in cells) for cells in cut)
        if sum(counts[n] for n in counts if n >= 2) < _SHARE * len(cut) and separator is not NO_SEPARATOR:
            continue
        columns = max((n for n in counts if n), key=lambda n: counts[n], default=0)
        if not columns or counts[columns] < 0.5 * len(cut) or columns > 6:
            continue
        rows = [[c.text for c in cells if c.kind == "text"] for cells in cut]
        roles = _roles([row for row in rows if len(row) == columns], lines, is_linked=is_linked)
        if roles is not None and 2 * sum(_links_title(line, separator, roles) for line in lines) >= len(lines):
            return _Form(separator, roles)
    return None


def _names_others(text: str) -> bool:
    """Whether a line names who did something else than make the work, `recommended by Ada Stern`."""
    return any(column(f"{match[1]} by") == "other" for match in _DONE_BY.finditer(text))


def _links_title(line: ListLine, separator: re.Pattern[str], roles: tuple[str, ...]) -> bool:
    """Whether a link with words is on the cell of the title, if the line has any."""
    linked = [s.text for s in line.links if s.text != s.href and not is_resource(s.text)]
    texts = [cell.text for cell in line.cut(separator) if cell.kind == "text"]
    if not linked or "title" not in roles or len(texts) != len(roles):
        return True
    title = texts[roles.index("title")]
    return any(title in text or text in title for text in linked)


def _roles(rows: Sequence[Sequence[str]], lines: Sequence[ListLine], *, is_linked: bool) -> tuple[str, ...] | None:
    if is_linked and len(rows[0]) == 1:
        named = ["title" if not _is_about_addresses(rows, lines) else "note"]
        return tuple(named)
    return roles_of_columns(rows, is_named=is_linked)


#: The address of a repository, and its name.
REPOSITORY = re.compile(r"https?://(?:www\.)?(?:github|gitlab|codeberg)\.[a-z]+/[\w.-]+/([\w.-]+?)(?:\.git)?/?$")


def _is_about_addresses(rows: Sequence[Sequence[str]], lines: Sequence[ListLine]) -> bool:
    """Whether the texts beside the addresses of repositories tell about these, which are named by their addresses."""
    names = [
        match[1] for line in lines for s in line.links[:1] if (match := REPOSITORY.match(s.href or "")) is not None
    ]
    wordy = sum(len(row[0].split()) >= 3 for row in rows)
    named = sum(name.lower() in line.text.lower() for line, name in zip(lines, names, strict=False))
    return len(names) >= 0.5 * len(lines) and wordy >= 0.5 * len(rows) and named < 0.3 * len(lines)


def _aligned(lines: Sequence[ListLine], form: _Form, *, strictly: bool) -> ColumnList:
    """The lines with their cells in the columns; those of another form are left out, and `strictly` all that name nobody."""
    made = []
    separator, roles = form
    dates = Counter(sum(c.kind == "date" for c in line.cut(separator)) for line in lines).most_common(1)[0][0]
    for line in lines:
        cells = line.cut(separator)
        while sum(c.kind == "date" for c in cells) > dates and sum(c.kind == "text" for c in cells) < len(roles):
            # `1984, George Orwell, 1949`: a year where a title is missing.
            at = next(n for n, c in enumerate(cells) if c.kind == "date")
            cells[at] = Cell("text", cells[at].text)
        texts = [c.text for c in cells if c.kind == "text"]
        named = _in_columns(texts, roles, line.text)
        if named is None or (not line.links and ADDRESSED.match(line.text)):
            continue
        people = dict(named).get("author", "")
        if strictly and "author" in roles and name_likeness(people) < _PERSON:
            continue
        named += [("date", c.text) for c in cells if c.kind == "date"]
        made.append((line.block, named, _links_of_work(line.links, named)))
    return made


def _links_of_work(links: Sequence[Span], named: Sequence[tuple[str, str]]) -> list[Span]:
    """The links of a line without those on names of people; the one on the title has no text of its own."""
    title, people = (next((text for role, text in named if role == wanted), "\0") for wanted in ("title", "author"))
    on_people = [s for s in links if s.text in people]
    on_title = next((s for s in links if s not in on_people and (title in s.text or s.text in title)), None)
    others = (s for s in links if s.text == s.href or is_resource(s.text))
    return list(others) if on_title is None else [on_title._replace(text="link"), *others]


def _in_columns(texts: Sequence[str], roles: tuple[str, ...], whole: str) -> list[tuple[str, str]] | None:
    """The cells with their roles; what is too much belongs to the title, or to the people."""
    if len(texts) == len(roles):
        return list(zip(roles, texts, strict=True))
    if len(texts) < len(roles):
        if not texts:
            return None
        if len(texts) == 1:
            return [("title", texts[0])] if len(texts[0].split()) <= 12 and texts[0][-1] not in ".!:" else None
        kept = [role for role in roles if role in ("title", "author")]
        return list(zip(kept, texts, strict=True)) if len(texts) == len(kept) else None
    extra = len(texts) - len(roles)
    at, author = roles.index("title") if "title" in roles else -1, roles.index("author") if "author" in roles else -1
    if author >= 0 and all(name_likeness(text) == 1 for text in texts[author : author + extra + 1]):
        return list(zip(roles, _joined(texts, author, extra, whole), strict=True))
    wide = at if at >= 0 else len(roles) - 1
    return list(zip(roles, _joined(texts, wide, extra, whole), strict=True))


def _joined(texts: Sequence[str], at: int, extra: int, whole: str) -> list[str]:
    """The texts with several from one place on as one, as it stands in the whole line."""
    begin, end = whole.find(texts[at]), whole.find(texts[at + extra])
    several = whole[begin : end + len(texts[at + extra])] if 0 <= begin < end else ", ".join(texts[at : at + extra + 1])
    return [*texts[:at], several, *texts[at + extra + 1 :]]


def with_columns(blocks: Sequence[Block], lists: Iterable[ColumnList], usual: Reading) -> list[Block] | None:
    """The blocks, with the lines of lists that the usual reading does not understand as rows of named cells.

    None if it understands all lists.
    """
    drafts = {draft.line: draft for draft in usual.drafts}
    rows: dict[int, Block] = {}
    for one in lists:
        if 2 * sum(is_poor(drafts.get(block.line), named) for block, named, _ in one) < len(one):
            continue
        for block, named, links in one:
            block.header, block.cells = as_cells(named, links)
            rows[block.line] = block
    if not rows:
        return None
    made: list[Block] = []
    for block in blocks:
        lines = list(_items_of(block)) if block.kind == "paragraph" else []
        if not any(line.line in rows for line in lines):
            made.append(block)
            continue
        row: Block | None = None
        for line in lines:
            if line.line in rows:
                row = rows[line.line]
                made.append(row)
            elif row is not None and _is_said(line):
                row.children.append(line)
                row.end = line.end
            else:
                made.append(replace(line, kind="paragraph"))
    return made


def is_poor(draft: Draft | None, named: Sequence[tuple[str, str]]) -> bool:
    """Whether a line was left over, its people were not found, or its title has the words of several cells, or of another one."""
    if draft is None or ("author" not in draft.fields and any(role == "author" for role, _ in named)):
        return True
    title = f" {' '.join(words(draft.title))} "
    cells = [(role, f" {' '.join(words(text))} ") for role, text in named]
    other = "author" if any(role == "title" for role, _ in named) else "note"
    return sum(cell in title for _, cell in cells) >= 2 or any(cell == title and role == other for role, cell in cells)


def as_cells(named: Iterable[tuple[str, str]], links: Sequence[Span]) -> tuple[tuple[str, ...], list[list[Span]]]:
    """The head and the cells of a row."""
    named = list(named)
    if not any(role == "title" for role, _ in named):
        match = REPOSITORY.match(links[0].href or "") if links else None
        if match is not None:
            title = Span(match[1], match[0])
            return ("title", *(role for role, _ in named)), [[title], *([Span(text)] for _, text in named)]
        named[0] = ("title", named[0][1])
    heads = tuple(role for role, _ in named)
    cells = [[Span(text)] for _, text in named]
    if links:
        return (*heads, "link"), [*cells, [s for link in links for s in (link, Span(" "))]]
    return heads, cells
