"""How many references have each value of a field, and of two fields together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from llmprimer.errors import UsageError
from llmprimer.identifiers import host
from llmprimer.index.rows import authors_of
from llmprimer.suggest import did_you_mean

#: A reference as the index keeps it: the fields of the model as plain values.
Record = Mapping[str, Any]

#: The most values of a time axis: one wrong date must not make a chart of thousands of empty months.
_MOST_PERIODS = 600


def _issued(record: Record, length: int) -> list[str]:
    issued = str(record.get("issued") or "")
    return [issued[:length]] if len(issued) >= length else []


def _organizations(record: Record) -> list[str]:
    literals = [name["literal"] for name in record.get("author", ()) if name.get("literal")]
    return list(dict.fromkeys([*record.get("organizations", ()), *literals]))


#: Field -> the values of a record, which may have several or none.
FIELDS: dict[str, Callable[[Record], list[str]]] = {
    "topic": lambda record: list(record.get("topics", ())),
    "kind": lambda record: [record["kind"]],
    "type": lambda record: [record["type"]],
    "year": lambda record: _issued(record, 4),
    "month": lambda record: _issued(record, 7),
    "author": authors_of,
    "organization": _organizations,
    "host": lambda record: [host(record["url"])] if record.get("url") else [],
    "lang": lambda record: [record["language"]] if record.get("language") else [],
    "slide": lambda record: [str(slide) for slide in record.get("slides", ())],
    "field": lambda record: [name for name, value in record.items() if value and name != "citation_key"],
}
#: Fields whose values have an order of their own. `limit` does not apply to them.
_IN_ORDER = frozenset({"year", "month", "slide"})


@dataclass(frozen=True)
class Counts:
    """A table of counts. `columns` is empty where only one field is counted; then each row of `cells` has one number."""

    by: str
    over: str | None
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    #: All references that were looked at.
    total: int
    #: How many of them have no value in one of the fields, and are not in the table.
    missing: int
    #: The fields without a value in some reference.
    missing_fields: tuple[str, ...] = ()
    #: How many values of `by`, those with the lowest counts, are not in the table.
    left_out: int = 0

    @property
    def sums(self) -> tuple[int, ...]:
        """The sum of each row. A reference with several values in `over` counts several times."""
        return tuple(sum(row) for row in self.cells)


def count(records: Iterable[Record], by: str, over: str | None = None, *, limit: int | None = None) -> Counts:
    """Counts references by a field, and by the values of a second one. UsageError for a field not in FIELDS.

    Years and months are in order, including those without references, and slides are in order; other values by count,
    most first, ties by name. With `limit`, only that many values of `by` are kept.
    """
    values_of, columns_of = _field(by), _field(over) if over else None
    pairs: Counter[tuple[str, str]] = Counter()
    sums: Counter[str] = Counter()
    column_sums: Counter[str] = Counter()
    without: dict[str, None] = {}
    total = missing = 0
    for record in records:
        total += 1
        rows = list(dict.fromkeys(values_of(record)))
        columns = list(dict.fromkeys(columns_of(record))) if columns_of else [""]
        if not rows or not columns:
            missing += 1
            without.update({field: None for field, values in ((by, rows), (over or by, columns)) if not values})
        sums.update(rows if columns else ())
        column_sums.update(columns if rows else ())
        pairs.update((row, column) for row in rows for column in columns)
    rows = _ordered(by, sums)
    shown = rows if limit is None or by in _IN_ORDER else rows[:limit]
    columns = _ordered(over, column_sums) if over else [""]
    cells = tuple(tuple(pairs[row, column] for column in columns) for row in shown)
    return Counts(
        by,
        over,
        tuple(shown),
        tuple(columns if over else ()),
        cells,
        total,
        missing,
        tuple(without),
        left_out=len(rows) - len(shown),
    )


def _field(name: str) -> Callable[[Record], list[str]]:
    if name not in FIELDS:
        near = did_you_mean(name, FIELDS) or f"; it is one of {', '.join(FIELDS)}"
        raise UsageError(f'"{name}" cannot be counted{near}')
    return FIELDS[name]


def _ordered(field: str | None, sums: Counter[str]) -> list[str]:
    if field in _IN_ORDER:
        found = sorted(sums, key=lambda value: (len(value), value) if field == "slide" else (0, value))
        return _without_gaps(field, found) if field != "slide" else found
    return sorted(sums, key=lambda value: (-sums[value], value.casefold(), value))


def _without_gaps(field: str | None, found: list[str]) -> list[str]:
    """All periods from the first to the last; only those with references if there would be too many."""
    if not found:
        return found
    step = 12 if field == "month" else 1

    def number(text: str) -> int:
        year, _, month = text.partition("-")
        return int(year) * step + (int(month) - 1 if month else 0)

    span = range(number(found[0]), number(found[-1]) + 1)
    if len(span) > _MOST_PERIODS:
        return found
    return [f"{at // 12:04}-{at % 12 + 1:02}" if step == 12 else f"{at:04}" for at in span]
