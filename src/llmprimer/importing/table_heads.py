"""Tells what the columns of tables without known heads hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from llmprimer.importing.columns import LEAST, SAMPLE, is_poor
from llmprimer.importing.labels import column
from llmprimer.importing.line_cells import DATED
from llmprimer.importing.linking import links_of
from llmprimer.importing.outline import Block, Span
from llmprimer.records.column_roles import is_remark, names_people, roles_of_columns
from llmprimer.records.draft import Reading


def name_columns(blocks: Sequence[Block], usual: Callable[[], Reading]) -> bool:
    """Names the columns of tables without a column of titles by their content, unless the usual reading finds other titles.

    Returns whether it named any.
    """
    are_named = False
    tables: dict[tuple[int, tuple[str, ...]], list[Block]] = {}
    for row in (row for block in blocks for row in (block, *block.children) if row.kind == "row"):
        tables.setdefault((row.group, row.header), []).append(row)
    for (_, header), rows in tables.items():
        if len(rows) < LEAST or (heads := _found_heads(header, rows[:SAMPLE])) is None:
            continue
        drafts = {draft.line: draft for draft in usual().drafts}
        roles = [column(head) or "" for head in heads]
        cells = [(row, list(zip(roles, map(_cell_text, row.cells), strict=False))) for row in rows]
        titles = [(drafts.get(row.line), dict(named[::-1]).get("title")) for row, named in cells]
        agreeing = sum(draft is not None and draft.title == title for draft, title in titles)
        if 2 * max(agreeing, sum(is_poor(drafts.get(row.line), named) for row, named in cells)) >= len(rows):
            are_named = True
            for row in rows:
                row.header = heads
    return are_named


def _cell_text(cell: Sequence[Span]) -> str:
    return " ".join("".join(s.text for s in cell if not s.image).split())


def _found_heads(header: Sequence[str], rows: Sequence[Block]) -> tuple[str, ...] | None:
    """The heads of a table with a role for the columns that have no known one; None if that does not give a column of titles."""
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    heads = [*header, *[""] * width][:width]
    kinds = [column(head) for head in heads]
    rows = [row for row in rows if len(row.cells) == width]
    titled = {n for row in rows for n, cell in enumerate(row.cells) if links_of(cell).titled}
    texts = [[_cell_text(row.cells[n]) for row in rows] for n in range(width)]
    people = next((n for n in sorted(titled) if kinds[n] is None and names_people(texts[n])), None)
    if "title" in kinds and "author" not in kinds and people is not None:
        heads[people] = "author"  # `[Ada Stern](...) | On Light`: the links are to the people of another column's works
        return tuple(heads)
    for n, cells in enumerate(texts):
        linked = sum(any(s.href for s in row.cells[n]) for row in rows)
        if kinds[n] is None and 2 * linked > len(rows):
            kinds[n] = heads[n] = "link"
        elif kinds[n] is None and 2 * sum(DATED.fullmatch(cell) is not None for cell in cells) > len(rows):
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
            if "author" not in (*kinds, *heads) and names_people(open_cells):
                heads[n] = "author"
            elif is_remark(open_cells):
                heads[n] = "note"
        return tuple(heads)
    roles = roles_of_columns(full, is_named="author" in kinds or "link" in kinds)
    if roles is None or "title" not in roles:
        return None
    for n, role in zip(open_, roles, strict=True):
        heads[n] = role or heads[n]
    return tuple(heads)
