"""Reads the rows of tables that have a short name and a whole citation of the work as items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from llmprimer.importing.document.citations import is_citation
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import column
from llmprimer.importing.document.outline import BREAK, Block, Span, text_without_pictures
from llmprimer.importing.forms.citation_forms import with_title_quoted
from llmprimer.importing.tables.columns import SAMPLE

#: The most words of a short name beside a citation, in the mean.
_SHORT = 4


def take_citations(header: Sequence[str], rows: Sequence[Block]) -> bool:
    """Makes rows of a short name and a whole citation items, `LR | Stern, A. *Large Rooms*. Lumen, 1938.`: the name is an alias.

    Returns whether most rows are so. A column called `Tool` or `Title` has the works themselves, whatever is cited beside it.
    """
    kinds = [*map(column, header), *[None] * max(len(row.cells) for row in rows)]
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    whole = [row for row in rows if len(row.cells) == width]
    open_ = [n for n in range(width) if kinds[n] in (None, "alias")]
    if "title" in kinds[:width] or len(open_) < 2:
        return False
    sample = whole[:SAMPLE]
    cited = [n for n in open_ if 2 * sum(_is_cited(row.cells[n]) for row in sample) > len(rows[:SAMPLE])]
    names = [
        n
        for n in open_
        if n not in cited and fmean(len(text_without_pictures(row.cells[n]).split()) for row in sample) <= _SHORT
    ]
    if len(cited) != 1 or not names:
        return False
    for row in whole:
        cell, short = row.cells[cited[0]], row.cells[names[0]]
        if not _is_cited(cell, sure=True):
            continue
        links = [s._replace(text="link") for s in short if is_link(s.href)]
        others = [
            s for n, other in enumerate(row.cells) if n not in (cited[0], names[0]) for s in (Span(BREAK), *other)
        ]
        named = [Span(f"Alias: {text_without_pictures(short)}")] if text_without_pictures(short) else []
        row.kind, row.cells, row.header = "item", [], ()
        row.spans = [*with_title_quoted(cell), *(s for link in links for s in (Span(" "), link)), *others]
        row.children = [Block("item", row.line, named, end=row.end)] if named else []
    return True


def _is_cited(cell: Sequence[Span], *, sure: bool = False) -> bool:
    """Whether a cell is a citation; `sure` if the others of the column are, where a title in italics is enough."""
    text = " ".join("".join(s.text for s in cell if s.text != s.href).split())
    return is_citation(text, sure=sure) or (sure and any(s.italic for s in cell))
