"""Reads lists whose lines share their separators as tables: `title, author, year`, `title | address | remark`.

What each column holds is told by its content over all the lines. It is used where the usual reading leaves most lines over, or
takes whole lines for titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from llmprimer.importing.hrefs import is_link
from llmprimer.importing.labels import column
from llmprimer.importing.linking import ADDRESSED, lines_of, links_of
from llmprimer.importing.outline import BREAK, Block, Span, unwrapped
from llmprimer.records.column_roles import is_remark, name_likeness, told_roles
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.titles import strip_decoration
from llmprimer.text import words

#: How many lines of one form show that it is the form of the list, and what share of the lines.
_LEAST = 4
_SHARE = 0.7
#: Lines that are looked at to tell the roles; more would tell the same.
_SAMPLE = 80
_LONGEST = 600
_LINK = "\x00"
_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]*:|:[+-]1:")
_DATE = r"(?:1[0-9]\d\d|20[0-4]\d)(?:[-./]\d{1,2}(?:[-./]\d{1,2})?|年(?:\d{1,2}月)?)?"
_DATED_PART = re.compile(rf"[(\[（【]\s*({_DATE})\s*[)\]）】]")
_DATED_END = re.compile(rf"[,，.、]\s*({_DATE})\s*[.。]?$")
_DATED_WHOLE = re.compile(rf"[(\[（]?\s*({_DATE})\s*[)\]）]?")
_OPENING, _CLOSING = '《『「«“"„', '》』」»”"'
#: `[[Page]]` and `[[page|Name of it]]`, behind a title or in its place.
_WIKI_PAGE = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_ENCLOSED = re.compile(r"\[([^\[\]]+)\]$|《([^《》]+)》$|『([^『』]+)』$")
#: From the most to the least certain. Each splits a line wherever it matches.
_SEPARATORS: dict[str, re.Pattern[str]] = {
    "line": re.compile(r"\s*\n\s*:?\s*"),
    "tab": re.compile(r"\s*\t\s*"),
    "pipe": re.compile(r"\s*[|｜]\s*"),
    "dash": re.compile(r"(?:\s+|(?<=[》』」)）\]]))(?:[-–—―]|--+)\s+|\s*——\s*"),
    "slash": re.compile(r"\s+/\s+"),
    "quotes": re.compile(rf"[\s,，.:：–—-]*[{_OPENING}]|[{_CLOSING}][\s,，.:：–—-]*"),
    "by": re.compile(r"[\s,]+(?:by|von|par|por)\s+(?=[^\W\da-z])"),
    "comma": re.compile(r"\s*,\s+|\s*，\s*"),
    "bracket": re.compile(r"\s*[(（](?=[^()（）]+[)）]\s*$)|[)）]\s*$"),
    "colon": re.compile(r"\s*:\s+|\s*：\s*"),
    "stop": re.compile(r"(?<=[^\W\d_]{2})\.\s+(?=[^\W\d_]|\d{4})"),
    "blanks": re.compile(r"\s{2,}"),
}
#: Between the address and the rest of a line no separator is needed.
_NONE = re.compile(r"(?!)")


class _Cell(NamedTuple):
    kind: str  # text, date or link
    text: str


@dataclass(slots=True)
class _Line:
    """A line of a list: its text, with a mark for each address, and the links."""

    block: Block
    text: str
    links: list[Span]

    def cut(self, separator: re.Pattern[str]) -> list[_Cell]:
        return [cell for part in separator.split(self.text) for cell in _cells(part)]


def _cells(part: str) -> Iterator[_Cell]:
    """The cells of a part of a line: addresses and dates in it are cells of their own."""
    for number, piece in enumerate(part.split(_LINK)):
        if number:
            yield _Cell("link", "")
        text = strip_decoration(_WIKI_PAGE.sub(_page_name, piece).strip(" \t\n,，;；|*_–—-:："))
        dates: list[str] = []
        for form in (_DATED_PART, _DATED_END):
            if not _DATED_WHOLE.fullmatch(text) and (found := form.search(text)) is not None:
                dates.append(found[1])
                ahead, text = text[: found.start()], text[found.end() :]
                if re.search(r"\w", ahead) and re.search(r"\w", text):
                    yield _Cell("text", ahead.strip(" ,，.:：*_-–—"))
                    yield _Cell("date", dates.pop())
                else:
                    text = (ahead + text).strip()
        text = text.strip(" \t\n,，;；|*_–—-:：")
        if (whole := _DATED_WHOLE.fullmatch(text)) is not None:
            yield _Cell("date", whole[1])
        elif re.search(r"\w", text):
            yield _Cell("text", _ENCLOSED.sub(lambda m: m[1] or m[2] or m[3], text).strip())
        for date in dates:
            yield _Cell("date", date)


def _page_name(page: re.Match[str]) -> str:
    return "" if len(page.string[: page.start()].split()) > 1 else page[1]


@dataclass(slots=True)
class Told:
    """A list whose columns are told: for each line its block and the cells, with what they hold."""

    lines: list[tuple[Block, list[tuple[str, str]], list[Span]]]


def told_lists(blocks: Sequence[Block]) -> list[Told]:
    """The lists of lines without titled links whose columns can be told."""
    found: list[Told] = []
    small: list[_Line] = []
    for group in _groups(blocks):
        lines = [line for block in group if (line := _line(block)) is not None]
        if len(lines) < _SHARE * len(group):
            continue
        if len(lines) < _LEAST:
            small += lines
        elif (told := _told(lines)) is not None:
            found.append(told)
    if len(small) >= _LEAST and (told := _told(small)) is not None:
        found.append(told)
    return found


def tell_tables(blocks: Sequence[Block], usual: Callable[[], Reading]) -> None:
    """Names the columns of tables without a column of titles by their content, unless the usual reading finds other titles."""
    tables: dict[tuple[int, tuple[str, ...]], list[Block]] = {}
    for row in (row for block in blocks for row in (block, *block.children) if row.kind == "row"):
        tables.setdefault((row.group, row.header), []).append(row)
    for (_, header), rows in tables.items():
        if len(rows) < _LEAST or (heads := _told_heads(header, rows[:_SAMPLE])) is None:
            continue
        drafts = {draft.line: draft for draft in usual().drafts}
        cells = [(row, list(zip(heads, map(_cell_text, row.cells), strict=False))) for row in rows]
        titles = [(drafts.get(row.line), dict(named[::-1]).get("title")) for row, named in cells]
        agreeing = sum(draft is not None and draft.title == title for draft, title in titles)
        if 2 * max(agreeing, sum(_is_poor(drafts.get(row.line), named) for row, named in cells)) >= len(rows):
            for row in rows:
                row.header = heads


def _cell_text(cell: Sequence[Span]) -> str:
    return " ".join("".join(s.text for s in cell if not s.image).split())


def _told_heads(header: Sequence[str], rows: Sequence[Block]) -> tuple[str, ...] | None:
    """The heads of a table with a role for the columns that have no known one; None if that does not give a column of titles."""
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    heads = [*header, *[""] * width][:width]
    kinds = [column(head) for head in heads]
    rows = [row for row in rows if len(row.cells) == width]
    titled = {n for row in rows for n, cell in enumerate(row.cells) if links_of(cell).titled}
    texts = [[_cell_text(row.cells[n]) for row in rows] for n in range(width)]
    for n, cells in enumerate(texts):
        linked = sum(any(s.href for s in row.cells[n]) for row in rows)
        if kinds[n] is None and 2 * linked > len(rows):
            kinds[n] = heads[n] = "link"
        elif kinds[n] is None and 2 * sum(_DATED_WHOLE.fullmatch(cell) is not None for cell in cells) > len(rows):
            kinds[n] = heads[n] = "date"
    open_ = [
        n
        for n in range(width)
        if kinds[n] is None
        and n not in titled
        and 2 * sum(re.search(r"[^\W\d_]", cell) is not None for cell in texts[n]) > len(rows)
    ]
    full = [[texts[n][at] for n in open_] for at in range(len(rows)) if all(texts[n][at] for n in open_)]
    if not open_ or len(full) < 0.5 * len(rows):
        return None
    if "title" in kinds or titled:
        for n, open_cells in zip(open_, zip(*full, strict=True), strict=True):
            heads[n] = "note" if is_remark(open_cells) else heads[n]
        return tuple(heads)
    roles = told_roles(full, is_named="author" in kinds or "link" in kinds)
    if roles is None or "title" not in roles:
        return None
    for n, role in zip(open_, roles, strict=True):
        heads[n] = role or heads[n]
    return tuple(heads)


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The items of each list, and the lines of paragraphs that follow each other."""
    items: dict[int, list[Block]] = {}
    run: list[Block] = []
    for block in blocks:
        if block.kind == "paragraph":
            run += _paragraph_lines(block)
            continue
        if run:
            yield run
            run = []
        for item in _items(block):
            items.setdefault(item.group, []).append(item)
    if run:
        yield run
    yield from items.values()


def _items(block: Block) -> Iterator[Block]:
    if block.kind == "item":
        yield block
        for child in block.children:
            yield from _items(child)


def _paragraph_lines(block: Block) -> Iterator[Block]:
    for number, line in enumerate(lines_of(block.spans)):
        if any(span.text.strip() for span in line):
            yield Block("item", block.line + number, line, group=block.group, end=block.line + number)


def _line(block: Block) -> _Line | None:
    """The line of an item; None for one with titled links, or no text."""
    spans = unwrapped(block.spans)
    if links_of(spans).titled or any(s.href and s.href.startswith("#") for s in spans):
        return None
    links = [span for span in spans if is_link(span.href) and not (span.image and len(spans) > 1)]
    text = "".join(map(_plain_text, spans)) or block.text
    text = _SHORTCODE.sub(" ", re.sub(rf"[(\[<（]\s*{_LINK}\s*[)\]>）]", _LINK, text)).strip()
    if not re.search(r"\w", text) or len(text) > _LONGEST:
        return None
    return _Line(block, text, links)


def _plain_text(span: Span) -> str:
    """The text of a span; nothing for a picture or a tag, a mark for a link."""
    if span.is_break:
        return BREAK
    return _LINK if is_link(span.href) else "" if span.image or span.code else span.text


def _told(lines: Sequence[_Line]) -> Told | None:
    """The list with the first separator that gives columns which can be told."""
    # A link with a label, `[pdf](...)`, says nothing about the columns.
    is_linked = sum(any(s.text == s.href for s in line.links) for line in lines) >= 0.8 * len(lines)
    for separator in (*_SEPARATORS.values(), *((_NONE,) if is_linked else ())):
        cut = [line.cut(separator) for line in lines[:_SAMPLE]]
        counts = Counter(sum(cell.kind == "text" for cell in cells) for cells in cut)
        if sum(counts[n] for n in counts if n >= 2) < _SHARE * len(cut) and separator is not _NONE:
            continue
        columns = max((n for n in counts if n), key=lambda n: counts[n], default=0)
        if not columns or counts[columns] < 0.5 * len(cut) or columns > 6:
            continue
        rows = [[c.text for c in cells if c.kind == "text"] for cells in cut]
        roles = _roles([row for row in rows if len(row) == columns], lines, is_linked=is_linked)
        if roles is not None:
            return _aligned(lines, separator, roles)
    return None


def _roles(rows: Sequence[Sequence[str]], lines: Sequence[_Line], *, is_linked: bool) -> tuple[str, ...] | None:
    if is_linked and len(rows[0]) == 1:
        named = ["title" if not _is_about_addresses(rows, lines) else "note"]
        return tuple(named)
    return told_roles(rows, is_named=is_linked)


_REPOSITORY = re.compile(r"https?://(?:www\.)?(?:github|gitlab|codeberg)\.[a-z]+/[\w.-]+/([\w.-]+?)(?:\.git)?/?$")


def _is_about_addresses(rows: Sequence[Sequence[str]], lines: Sequence[_Line]) -> bool:
    """Whether the texts beside the addresses of repositories tell about these, which are named by their addresses."""
    names = [
        match[1] for line in lines for s in line.links[:1] if (match := _REPOSITORY.match(s.href or "")) is not None
    ]
    wordy = sum(len(row[0].split()) >= 3 for row in rows)
    named = sum(name.lower() in line.text.lower() for line, name in zip(lines, names, strict=False))
    return len(names) >= 0.5 * len(lines) and wordy >= 0.5 * len(rows) and named < 0.3 * len(lines)


def _aligned(lines: Sequence[_Line], separator: re.Pattern[str], roles: tuple[str, ...]) -> Told:
    """All lines with their cells in the columns; lines of another form are left out."""
    made = []
    dates = Counter(sum(c.kind == "date" for c in line.cut(separator)) for line in lines).most_common(1)[0][0]
    for line in lines:
        cells = line.cut(separator)
        while sum(c.kind == "date" for c in cells) > dates and sum(c.kind == "text" for c in cells) < len(roles):
            # `1984, George Orwell, 1949`: a year where a title is missing.
            at = next(n for n, c in enumerate(cells) if c.kind == "date")
            cells[at] = _Cell("text", cells[at].text)
        texts = [c.text for c in cells if c.kind == "text"]
        named = _in_columns(texts, roles)
        if named is None or (not line.links and ADDRESSED.match(line.text)):
            continue
        named += [("date", c.text) for c in cells if c.kind == "date"]
        made.append((line.block, named, line.links))
    return Told(made)


def _in_columns(texts: Sequence[str], roles: tuple[str, ...]) -> list[tuple[str, str]] | None:
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
        return list(zip(roles, _joined(texts, author, extra), strict=True))
    wide = at if at >= 0 else len(roles) - 1
    return list(zip(roles, _joined(texts, wide, extra), strict=True))


def _joined(texts: Sequence[str], at: int, extra: int) -> list[str]:
    """The texts with several from one place on as one."""
    return [*texts[:at], ", ".join(texts[at : at + extra + 1]), *texts[at + extra + 1 :]]


def with_columns(blocks: Sequence[Block], lists: Iterable[Told], usual: Reading) -> list[Block]:
    """The blocks, with the lines of lists that the usual reading does not understand as rows of named cells."""
    drafts = {draft.line: draft for draft in usual.drafts}
    rows: dict[int, Block] = {}
    for told in lists:
        if 2 * sum(_is_poor(drafts.get(block.line), named) for block, named, _ in told.lines) < len(told.lines):
            continue
        for block, named, links in told.lines:
            block.header, block.cells = as_cells(named, links)
            rows[block.line] = block
    made: list[Block] = []
    for block in blocks:
        lines = list(_paragraph_lines(block)) if block.kind == "paragraph" else []
        if any(line.line in rows for line in lines):
            made += (rows.get(line.line) or replace(line, kind="paragraph") for line in lines)
        else:
            made.append(block)
    return made


def _is_poor(draft: Draft | None, named: Sequence[tuple[str, str]]) -> bool:
    """Whether a line was left over, its people were not found, or its title has the words of several cells, or of another one."""
    if draft is None or ("author" not in draft.fields and any(role == "author" for role, _ in named)):
        return True
    title = f" {' '.join(words(draft.title))} "
    cells = [(role, f" {' '.join(words(text))} ") for role, text in named]
    return sum(cell in title for _, cell in cells) >= 2 or any(
        cell == title and role != "title" for role, cell in cells
    )


def as_cells(named: Iterable[tuple[str, str]], links: Sequence[Span]) -> tuple[tuple[str, ...], list[list[Span]]]:
    """The head and the cells of a row."""
    named = list(named)
    if not any(role == "title" for role, _ in named):
        match = _REPOSITORY.match(links[0].href or "") if links else None
        if match is not None:
            title = Span(match[1], match[0])
            return ("title", *(role for role, _ in named)), [[title], *([Span(text)] for _, text in named)]
        named[0] = ("title", named[0][1])
    heads = tuple(role for role, _ in named)
    cells = [[Span(text)] for _, text in named]
    if links:
        return (*heads, "link"), [*cells, [s for link in links for s in (link, Span(" "))]]
    return heads, cells
