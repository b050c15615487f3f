"""O: the order of records and fields in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from llmprimer.lint.finding import Fix, Remark, Severity
from llmprimer.lint.registry import catalogue_rule, record_rule
from llmprimer.lint.views import CatalogueView, RecordView
from llmprimer.model import Record

if TYPE_CHECKING:
    from llmprimer.catalogue.writing import CatalogueFile

_ORDER = {name: number for number, name in enumerate(Record.model_fields)}


def _sort_records(file: CatalogueFile) -> None:
    file.sort_records()


@catalogue_rule(
    "O801",
    "records-out-of-order",
    Severity.WARNING,
    reason="A record is easy to find if records are sorted by key, and two branches that each add one seldom conflict.",
    bad="""
title: A list
references:
  two: {type: article, kind: website, title: Two, url: https://example.org/2}
  one: {type: article, kind: website, title: One, url: https://example.org/1}
""",
    good="""
title: A list
references:
  one: {type: article, kind: website, title: One, url: https://example.org/1}
  two: {type: article, kind: website, title: Two, url: https://example.org/2}
""",
    fixable=True,
)
def records_out_of_order(catalogue: CatalogueView) -> Iterator[Remark]:
    """Records whose key sorts before the key of an earlier record."""
    highest = ""
    for record in catalogue.records:
        if record.key < highest:
            yield Remark(record.first_line, f"belongs before {highest}", record.key, _sort_records)
        highest = max(highest, record.key)


@record_rule(
    "O802",
    "fields-out-of-order",
    Severity.NOTE,
    reason="With fields in one order, records are easy to compare and diffs stay small.",
    bad="url: https://example.org/study\nlanguage: en",
    good="language: en\nurl: https://example.org/study",
    fixable=True,
)
def fields_out_of_order(record: RecordView) -> Iterator[Remark]:
    """The first field that belongs before the field above it."""
    last = ""
    for field in record.values:
        if field not in _ORDER:
            continue
        if last and _ORDER[field] < _ORDER[last]:
            yield record.remark(f"`{field}` belongs before `{last}`", field, fix=_sorting_fields(record.key))
            return
        last = field


def _sorting_fields(key: str) -> Fix:
    def fix(file: CatalogueFile) -> None:
        file.sort_fields(key)

    return fix
