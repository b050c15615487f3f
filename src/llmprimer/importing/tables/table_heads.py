"""Tells what the columns of tables without known heads hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from llmprimer.importing.document.labels import column
from llmprimer.importing.document.linking import links_of
from llmprimer.importing.document.main_links import is_paper
from llmprimer.importing.document.outline import Block, Span, text_without_pictures
from llmprimer.importing.drafting.title_ends import is_name_like
from llmprimer.importing.forms.bare_titles import is_titled
from llmprimer.importing.tables.cited_rows import take_citations
from llmprimer.importing.tables.columns import LEAST, SAMPLE, is_poor
from llmprimer.importing.tables.line_cells import DATED
from llmprimer.importing.tables.small_names import capitalize_names
from llmprimer.records.column_roles import is_remark, names_people, roles_of_columns
from llmprimer.records.draft import Reading
from llmprimer.records.venues import is_meeting


def name_columns(blocks: Sequence[Block], usual: Callable[[], Reading]) -> bool:
    """Names the columns of tables without a column of titles by their content, unless the usual reading finds other titles.

    Returns whether it named any.
    """
    are_named = False
    tables: dict[tuple[int, tuple[str, ...]], list[Block]] = {}  # those with equal heads are one
    for row in (row for block in blocks for row in (block, *block.children) if row.kind == "row"):
        tables.setdefault((0 if any(row.header) else row.group, row.header), []).append(row)
    for (_, header), rows in tables.items():
        if (kept := _without_recurring(header, rows)) != header:
            are_named, header = True, kept
        are_named = capitalize_names(header, rows) or are_named
        if len(rows) >= LEAST and (_take_told_titles(header, rows) or take_citations(header, rows)):
            are_named = True
            continue
        if len(rows) < LEAST or (heads := _found_heads(header, rows[:SAMPLE])) is None:
            continue
        drafts = {draft.line: draft for draft in usual().drafts}
        roles = [column(head) or "" for head in heads]
        cells = [(row, list(zip(roles, map(text_without_pictures, row.cells), strict=False))) for row in rows]
        titles = [
            (drafts.get(row.line), [text for role, text in named if role in ("title", "")]) for row, named in cells
        ]
        agreeing = sum(draft is not None and _begins_any(draft.title, texts) for draft, texts in titles)
        if 2 * max(agreeing, sum(is_poor(drafts.get(row.line), named) for row, named in cells)) >= len(rows):
            are_named = True
            for row in rows:
                row.header = heads
    return are_named


#: How many rows show what recurs, what share of the words of a column are new then, and of those of a column of works.
_ROWS = 6
_NEW = 0.5
_OWN = 0.8


def _without_recurring(header: tuple[str, ...], rows: Sequence[Block]) -> tuple[str, ...]:
    """The heads, those of columns that seem to name works and say the same of many rows as those of keywords.

    `Method` may be what a work is called, or how it was done, beside a column that names each.
    """
    kinds = [column(head) for head in header]
    if "title" not in kinds or len(rows) < _ROWS or any(len(row.cells) != len(header) for row in rows):
        return header
    filled = [[text for row in rows if (text := text_without_pictures(row.cells[n]))] for n in range(len(header))]
    new = [len(set(texts)) / max(len(texts), 1) for texts in filled]
    are_own = [kind in ("title", None) and share >= _OWN for kind, share in zip(kinds, new, strict=True)]
    made = list(header)
    for n, kind in enumerate(kinds):
        is_linked = any(span.href for row in rows for span in row.cells[n])
        if kind == "title" and new[n] <= _NEW and len(filled[n]) >= _ROWS and any(are_own) and not is_linked:
            made[n] = "keyword"
    if made != list(header):
        for row in rows:
            row.header = tuple(made)
    return tuple(made)


def _begins_any(title: str, texts: Sequence[str]) -> bool:
    return bool(title) and any(text.startswith(title) for text in texts)


#: How many cells show what a column holds.
_FEW = 3
#: What share of the descriptions of a table must be titles.
_TOLD = 0.7


def _take_told_titles(header: Sequence[str], rows: Sequence[Block]) -> bool:
    """Makes columns of titles of descriptions that are titles, `GLOW | Large Lamps of Small Rooms. [GLOW, CHI'20](...)`.

    Returns whether most rows are so. Their names are no links, and become aliases where they look like short names.
    """
    kinds = [column(head) for head in header]
    if "title" not in kinds or "note" not in kinds:
        return False
    name, told = kinds.index("title"), kinds.index("note")
    found = []
    for row in rows:
        if len(row.cells) != len(header) or any(span.href for span in row.cells[name]):
            return False
        cell = row.cells[told]
        at = next((n for n, span in enumerate(cell) if span.href), 0)
        title = " ".join("".join(span.text for span in cell[:at]).split()).rstrip(" .")
        if is_titled(Block("item", row.line, [Span(title)])):
            short = text_without_pictures(row.cells[name])
            found.append((row, title, at, short, cell[at].text.removeprefix(short).strip(" ,")))
    papers = (
        is_paper(row.cells[told][at]._replace(text=where)) or "/10." in (row.cells[told][at].href or "")
        for row, _, at, _, where in found
    )
    if len(found) < _TOLD * len(rows) or 2 * sum(papers) < len(rows):
        return False
    for row, title, at, short, where in found:
        link, *behind = row.cells[told][at:]
        row.header = tuple("title" if n == told else "" if n == name else head for n, head in enumerate(header))
        is_short = is_name_like(short) or title.startswith(f"{short}:")
        if is_short and "alias" not in kinds:
            row.header = tuple("alias" if n == name else head for n, head in enumerate(row.header))
        row.cells[told] = [Span(title)]
        row.cells += [[link._replace(text="link"), *behind], [Span(where)]]
        row.header += ("link", "venue" if is_meeting(where) else "")
    return True


def _found_heads(header: Sequence[str], rows: Sequence[Block]) -> tuple[str, ...] | None:
    """The heads of a table with a role for the columns that have no known one; None if that does not give a column of titles."""
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    heads = [*header, *[""] * width][:width]
    kinds = [column(head) for head in heads]
    rows = [row for row in rows if len(row.cells) == width]
    titled = {n for row in rows for n, cell in enumerate(row.cells) if links_of(cell).titled}
    texts = [[text_without_pictures(row.cells[n]) for row in rows] for n in range(width)]
    people = next((n for n in sorted(titled) if kinds[n] is None and names_people(texts[n])), None)
    if "title" in kinds and "author" not in kinds and people is not None:
        heads[people] = "author"  # `[Ada Stern](...) | On Light`: the links are to the people of another column's works
        return tuple(heads)
    # Links in few cells of a column behind the titles are those of its descriptions.
    linked_cells = [sum(any(s.href for s in row.cells[n]) for row in rows) for n in range(width)]
    within = {n for n in titled if n != min(titled) and 2 * linked_cells[n] < len(rows)}
    for n, cells in enumerate(texts):
        linked = linked_cells[n]
        if "title" not in kinds and n == min(titled, default=None):
            continue
        if kinds[n] is None and 2 * linked > len(rows):
            kinds[n] = heads[n] = "link"
        elif kinds[n] is None and 2 * sum(DATED.fullmatch(cell) is not None for cell in cells) > len(rows):
            kinds[n] = heads[n] = "date"
    # `Task | Finds lamps in rooms`: what is called keywords may be descriptions, if no other column has them.
    is_open = [
        kind is None or (kind == "keyword" and "note" not in kinds and is_remark([c.split(",")[0] for c in cells]))
        for kind, cells in zip(kinds, texts, strict=True)
    ]
    said = [[cell for cell in cells if re.search(r"[^\W\d_]", cell)] for cells in texts]
    open_ = [n for n in range(width) if is_open[n] and n not in titled - within and len(said[n]) >= _FEW]
    full_ = [n for n in open_ if 2 * len(said[n]) > len(rows)]
    if "title" in kinds or titled:
        for n in open_:
            if n in full_ and n not in within and "author" not in (*kinds, *heads) and names_people(said[n]):
                heads[n] = "author"
            elif is_remark(said[n]):
                heads[n] = "note"
        return tuple(heads) if open_ else None
    full = [[texts[n][at] for n in full_] for at in range(len(rows)) if all(texts[n][at] for n in full_)]
    if not full_ or len(full) < 0.5 * len(rows):
        return None
    roles = roles_of_columns(full, is_named="author" in kinds or "link" in kinds)
    if roles is None or "title" not in roles:
        return None
    for n, role in zip(full_, roles, strict=True):
        heads[n] = role or heads[n]
    return tuple(heads)
