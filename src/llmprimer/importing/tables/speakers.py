"""Tells whether the people whom a table calls speakers made the works in it: talks are theirs, papers of a reading group are not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from llmprimer.importing.document.labels import column
from llmprimer.importing.document.main_links import is_paper
from llmprimer.importing.document.outline import Block
from llmprimer.records.kinds import kind_and_type
from llmprimer.records.written_dates import date_at_start
from llmprimer.text import fold

#: The heads of columns of works that others wrote than those who present them.
_WRITTEN = re.compile(
    r"\b(?:papers?|articles?|publications?|preprints?|books?|readings?|artikel|artigos?|articulos?|articoli|buch|bucher|libros?|libri|livres?|livros?)\b|论文|論文|文章|논문|书|書"
)
#: The head of the days on which the works were presented.
_SESSION = "date discussed"


def settle_speakers(blocks: Iterable[Block]) -> None:
    """Calls speakers authors in tables of talks; in tables of papers, the dates are those of the sessions."""
    tables: defaultdict[tuple[int, tuple[str, ...]], list[Block]] = defaultdict(list)
    for row in (row for block in blocks for row in (block, *block.children) if row.kind == "row"):
        tables[row.group, row.header].append(row)
    for (_, header), rows in tables.items():
        kinds = [column(head) for head in header]
        if "speaker" not in kinds:
            continue
        if "author" not in kinds and not _are_written(header, kinds, rows):
            heads = tuple("author" if kind == "speaker" else head for kind, head in zip(kinds, header, strict=True))
            for row in rows:
                row.header = heads
            continue
        for row in rows:
            row.header = tuple(_of_session(row, n) or head for n, head in enumerate(header))


def _are_written(header: Sequence[str], kinds: Sequence[str | None], rows: Sequence[Block]) -> bool:
    """Whether a table has papers or books, by the head of its titles or by most of its links."""
    if any(kind == "title" and _WRITTEN.search(fold(head)) for kind, head in zip(kinds, header, strict=True)):
        return True
    linked = [links for row in rows if (links := [s for cell in row.cells for s in cell if s.href])]
    written = sum(any(is_paper(s) or kind_and_type(s.href or "")[0] == "paper" for s in links) for links in linked)
    return 2 * written > len(linked)


def _of_session(row: Block, number: int) -> str:
    """The head of a column of dates, if it has a day in this row: that is when people met."""
    if column(row.header[number]) != "date" or number >= len(row.cells):
        return ""
    date = date_at_start("".join(s.text for s in row.cells[number]).strip())
    return _SESSION if date is not None and date[0].day else ""
