"""Tables whose cells hold lists of works, such as the weeks of a course: these works are entries, and the rows around them none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from llmprimer.importing.document.citations import is_citation
from llmprimer.importing.document.labels import column
from llmprimer.importing.document.linking import line_leads, lines_of, links_of
from llmprimer.importing.document.outline import BREAK, Block, Span

#: The kind of a row around works.
FRAME = "frame"
#: How many rows of a table must have a list of several works.
_ROWS = 2
#: How many words a linked title has.
_TITLE = 3
#: What share of the entries of the lists in a table must be works.
_MOST = 0.6
#: The mark of an item in a cell.
_MARK = re.compile(r"\s*[•▪◦‣]\s*")
#: `Jane Doe "[On Light](...)"`: what stands before a title in quotation marks.
_BEFORE_QUOTE = re.compile(r"[^\"“”:]{3,300}[\"“]\s*")


def with_lists_of_cells(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the lists of works within the cells of a table as lists behind their rows."""
    tables: defaultdict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.kind == "row":
            block.listed = block.listed or [item for cell in block.cells for item in _lines(block, cell)]
            tables[block.group].append(block)
    framed = {id(row) for rows in tables.values() if _are_frames(rows) for row in rows}
    if not framed:
        return list(blocks)
    made: list[Block] = []
    for block in blocks:
        made.append(block)
        if id(block) in framed:
            block.kind = FRAME
            listed = {id(span) for item in block.listed for span in item.spans}
            block.spans = [span for cell in block.cells for span in (*cell, Span(" ")) if id(span) not in listed]
            made += block.listed
    return made


def _lines(row: Block, cell: Sequence[Span]) -> list[Block]:
    """The lines of a cell as items, if several of them are works and the others no links."""
    parts = _with_breaks(cell)
    lines = lines_of(parts) if any(span.is_break for span in parts) or (parts and _MARK.match(parts[0].text)) else []
    items = [Block("item", row.line, line, group=row.group, end=row.end) for line in lines]
    works = [item for item in items if _is_work(item)]
    are_all = all(item in works or not any(span.href for span in item.spans) for item in items)
    # The mark of an item shows a list of one.
    return works if are_all and (len(works) > 1 or any(map(_is_marked, works))) else []


def _with_breaks(cell: Sequence[Span]) -> list[Span]:
    """The spans of a cell, with a line break before the marks of items, which may follow what unfolds the list."""
    made: list[Span] = []
    for span in cell:
        if made and not made[-1].is_break and span.href is None and _MARK.match(span.text):
            made.append(Span(BREAK))
        made.append(span)
    return made


def _are_frames(rows: Sequence[Block]) -> bool:
    """Whether most rows of a table have works in lists, several of them more than one, and are no works themselves."""
    listed = [row for row in rows if row.listed]
    if len(listed) < _ROWS or "title" in map(column, rows[0].header):
        return False
    works = [sum(map(_is_work, row.listed)) for row in listed]
    titled = sum(_is_titled(row) for row in listed)
    return (
        sum(count > 1 for count in works) >= _ROWS
        and sum(works) >= _MOST * sum(len(row.listed) for row in listed)
        and 2 * sum(count > 0 for count in works) >= len(rows)
        and 2 * titled < len(listed)
    )


def _is_titled(row: Block) -> bool:
    """Whether a row has a linked title outside its lists."""
    listed = {id(span) for item in row.listed for span in item.spans}
    return any(links_of([span for span in cell if id(span) not in listed]).titled for cell in row.cells)


def _is_work(item: Block) -> bool:
    links = links_of(item.spans)
    at, title = links.titled[0] if links.titled else (0, None)
    is_titled = title is not None and len(title.text.split()) >= _TITLE
    before = "".join(span.text for span in item.spans[:at])
    if title is not None and _is_marked(item):
        return True
    return (is_titled and (line_leads(item.spans) or _BEFORE_QUOTE.fullmatch(before) is not None)) or is_citation(
        item.text
    )


def _is_marked(item: Block) -> bool:
    """Whether a line of a cell begins with the mark of an item, `• [Lamps](...)`."""
    return _MARK.match(item.text) is not None
