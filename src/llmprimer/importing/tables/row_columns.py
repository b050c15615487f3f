"""Tells which columns of tables have titles, and which have the short names of works."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from llmprimer.importing.document.labels import column, is_resource, plain
from llmprimer.importing.document.linking import line_leads, links_of
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.drafting.title_ends import is_name_like
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import is_meeting
from llmprimer.text import has_cjk

#: What the heads of columns of titles begin with.
TITLE_HEADS = ("title", "paper", "标题", "论文", "題")
#: What share of the names in a column must be different ones.
_DISTINCT = 0.8
#: How many words a short name has.
_SHORT = 2
#: The most characters of a label in Chinese or Japanese.
_LABEL = 6
#: How many rows show what the columns of a table are, and how many words a linked title has.
_ROWS, _TITLE = 3, 3


def cell_text(cell: Sequence[Span]) -> str:
    """All the words of a cell."""
    return " ".join("".join(s.text for s in cell).split())


def columns_of_works(rows: Sequence[Block]) -> dict[int, list[int]]:
    """For tables in which several columns have works, which these are: linked titles of several words in most rows.

    A head that says what else a column has, such as `Slides` or `Venue`, speaks against it.
    """
    titled: dict[int, Counter[int]] = {}
    numbers: Counter[int] = Counter()
    for row in rows:
        numbers[row.group] += 1
        counts = titled.setdefault(row.group, Counter())
        for n, cell in enumerate(row.cells):
            if _may_be_of_works(row.header[n] if n < len(row.header) else "") and leads_with_title(cell):
                counts[n] += 1
    found = {}
    for group, counts in titled.items():
        usual = sorted(n for n, count in counts.items() if count >= _ROWS and 2 * count > numbers[group])
        if len(usual) > 1:
            found[group] = usual
    return found


def _may_be_of_works(head: str) -> bool:
    is_further = is_resource(head) and not plain(head).lower().startswith((*TITLE_HEADS, "article", "book"))
    return column(head) in (None, "title") and not (plain(head) and is_further)


def leads_with_title(cell: Sequence[Span]) -> bool:
    """Whether a cell begins with a linked title of several words."""
    links = links_of(cell)
    if not links.titled or not line_leads(cell):
        return False
    title = links.titled[0][1].text
    return len(title.split()) >= _TITLE and people_in(title) is None


def is_short(cell: Sequence[Span]) -> bool:
    """Whether a cell has a few words, as what a link is called beside the column of titles."""
    text = cell_text(cell)
    return len(text) <= _LABEL if has_cjk(text) else len(text.split()) <= _SHORT


def has_labels_in_brackets(cell: Sequence[Span]) -> bool:
    """Whether all titles of links are few words in brackets, `[[Terms of Use](...)]`: labels beside the name of what they are about."""
    text = [span.text for span in cell]
    return all(
        len(link.text.split()) <= _TITLE
        and (
            re.fullmatch(r"\s*\[[^\[\]]+\]\s*", link.text) is not None
            or ("".join(text[:at]).rstrip().endswith("[") and "".join(text[at + 1 :]).lstrip().startswith("]"))
        )
        for at, link in links_of(cell).titled
    )


def columns_of_short_names(rows: Iterable[Block]) -> set[tuple[int, int]]:
    """The columns of tables, with the numbers of these, of one or two words a cell, half of which can only be names: so are the others."""
    cells: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for row in rows:
        for n, cell in enumerate(row.cells[: len(row.header)]):
            if column(row.header[n]) == "title" and (text := cell_text(cell)):
                cells[row.group, n].append(text)
    return {
        place
        for place, texts in cells.items()
        if len(texts) >= _ROWS
        and sum(len(text.split()) <= _SHORT for text in texts) >= _DISTINCT * len(texts)
        and 2 * sum(map(is_name_like, texts)) >= len(texts)
    }


def columns_of_names(rows: Sequence[Block]) -> set[tuple[int, int]]:
    """The columns of tables, with the numbers of these, whose cells are names of single works: hardly one recurs."""
    cells: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for row in rows:
        for n, cell in enumerate(row.cells):
            if re.search(r"[^\W\d_]", text := cell_text(cell)):
                cells[row.group, n].append(text)
    return {
        place
        for place, texts in cells.items()
        if len(set(texts)) >= _DISTINCT * len(texts)
        # `GLOW, SHADE`: two, of other works
        and 2 * sum("," in text or is_meeting(text) for text in texts) <= len(texts)
    }
