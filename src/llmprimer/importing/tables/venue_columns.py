"""Tells the columns of tables that have publications, whatever their heads say in any language, and rows that head others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from llmprimer.importing.document.labels import column, plain
from llmprimer.importing.document.linking import links_of
from llmprimer.importing.document.outline import Block, text_without_pictures
from llmprimer.records.venues import is_meeting, is_preprint
from llmprimer.text import fold

#: How many cells show that a column has publications, and what share of the filled ones.
_LEAST = 4
_SHARE = 0.7
_COUNT = re.compile(r"[~≈<>]?\d[\d.,]*\s?[kKmM+]?")
#: What stands for nothing in a cell.
_NOTHING = frozenset(("", "-", "–", "—", "/", "n/a", "tbd", "无"))
#: How many words the name of a group of rows has.
_WORDS = 4
#: What share of the rows of a table may name groups of others.
_GROUPS = 0.4


def unname_counts(blocks: Iterable[Block]) -> None:
    """Takes their heads from columns called by works that hold nothing but numbers: `Papers | 156` says how many there are."""
    cells: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    rows = [row for block in blocks for row in (block, *block.children) if row.kind == "row"]
    for row in rows:
        for n, (head, cell) in enumerate(zip(row.header, row.cells, strict=False)):
            if column(head) == "title" and (text := text_without_pictures(cell)).lower() not in _NOTHING:
                cells[row.group, n].append(text)
    counts = {key for key, texts in cells.items() if len(texts) >= _LEAST and all(map(_COUNT.fullmatch, texts))}
    for row in rows if counts else ():
        row.header = tuple("" if (row.group, n) in counts else head for n, head in enumerate(row.header))


def name_venue_columns(blocks: Iterable[Block]) -> None:
    """Calls columns with heads that nobody knows those of publications, where most cells below such heads are that in the document."""
    cells: defaultdict[str, list[str]] = defaultdict(list)
    places: defaultdict[str, list[tuple[Block, int]]] = defaultdict(list)
    for row in (row for block in blocks for row in (block, *block.children) if row.kind == "row"):
        kinds = [column(head) for head in row.header]
        if "venue" in kinds:
            continue
        for n, cell in enumerate(row.cells[: len(kinds)]):
            head = fold(plain(row.header[n]))
            if kinds[n] is None and head and "," not in head:
                places[head].append((row, n))
                if (text := text_without_pictures(cell)).lower() not in _NOTHING and not links_of(cell).titled:
                    cells[head].append(text)
    for head, texts in cells.items():
        for row, n in places[head] if _are_publications(texts) else ():
            row.header = (*row.header[:n], "venue", *row.header[n + 1 :])


def _are_publications(texts: Sequence[str]) -> bool:
    published = sum(is_meeting(text) or is_preprint(text) for text in texts)
    return published >= _LEAST and published >= _SHARE * len(texts)


def groups_of_rows(rows: Iterable[Block]) -> set[int]:
    """The lines of rows that name the rows below them, `| **Old lamps** | | |`: a few words in the first cell and nothing else.

    Most other rows of the table have links and more cells; else it may be a list of names.
    """
    tables: defaultdict[int, list[Block]] = defaultdict(list)
    for row in rows:
        tables[row.group].append(row)
    found: set[int] = set()
    for table in tables.values():
        alone = {row.line for row in table if _is_alone(row)}
        kinds = Counter(any(s.href for c in row.cells for s in c) for row in table if row.line not in alone)
        if alone and len(alone) <= _GROUPS * len(table) and kinds[True] > kinds[False] and not _is_alone(table[-1]):
            found |= alone
    return found


def _is_alone(row: Block) -> bool:
    """Whether a row has a few words in its first cell, and no link or other cell."""
    first, *others = [text_without_pictures(cell) for cell in row.cells] or [""]
    has_link = any(span.href for cell in row.cells for span in cell)
    return bool(first and others) and not any(others) and not has_link and len(first.split()) <= _WORDS
