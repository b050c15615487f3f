"""A table for spreadsheets: one line per reference, lists joined by semicolons (RFC 4180 with line feeds)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from llmprimer.escaping import csv_cell
from llmprimer.export import Losses, Options, uncarried
from llmprimer.export._work import work_of

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference

COLUMNS = (
    "citation_key", "type", "kind", "title", "author", "issued", "container_title", "publisher", "volume", "issue", "page",
    "doi", "arxiv", "url", "archive_url", "language", "topics", "organizations", "aliases", "slides", "summary", "note",
)  # fmt: skip


class Csv:
    suffix = ".csv"
    media_type = "text/csv"
    carries = frozenset({*COLUMNS, "and_others"})
    limits = "the parts of names"
    comment: str | None = None
    reads_fields = True

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        losses = Losses()
        lost = uncarried(self)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for reference in references:
            writer.writerow(_row(reference, options))
            losses.add_fields(reference, lost)
        return losses

    def recognises(self, beginning: str) -> bool:
        return beginning.startswith(",".join(COLUMNS[:4]) + ",")


exporter = Csv()


def _row(r: Reference, options: Options) -> list[str]:
    work = work_of(r, options)
    cells: tuple[object, ...] = (
        r.citation_key, work.type.value, r.kind.value, work.title, _joined([*(name.display for name in r.author), *(["et al."] if r.and_others else [])]),
        work.issued, work.container_title, work.publisher, work.volume, work.issue, work.page, work.doi,
        r.arxiv and r.arxiv.id, work.url, r.archive_url, r.language, _joined(r.topics), _joined(r.organizations),
        _joined(r.aliases), _joined(map(str, r.slides)), r.summary, r.note,
    )  # fmt: skip
    return ["" if cell is None else csv_cell(str(cell)) for cell in cells]


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
