"""Converts rows to a data frame of pandas or polars."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from llmprimer.errors import UsageError
from llmprimer.index.rows import arxiv_of, authors_of

LIBRARIES = ("pandas", "polars")
#: The columns in order; missing values are null, or an empty list for lists.
COLUMNS = (
    "citation_key", "title", "author", "issued", "type", "kind", "topics", "container_title", "publisher", "doi",
    "arxiv", "language", "summary", "slides", "url",
)  # fmt: skip
_LISTS = frozenset({"author", "topics", "slides"})


def frame(rows: Sequence[dict[str, Any]], library: str | None) -> Any:
    """A data frame with COLUMNS; UsageError if the library is unknown or not installed."""
    if library is not None and library not in LIBRARIES:
        raise UsageError(f'unknown library "{library}"; it is one of {", ".join(LIBRARIES)}')
    name = library or next((name for name in LIBRARIES if find_spec(name) is not None), None)
    if name is None or find_spec(name) is None:
        raise UsageError(f"{library or 'neither pandas nor polars'} is not installed", hint="pip install pandas")
    columns = {column: [_cell(row, column) for row in rows] for column in COLUMNS}
    if name == "pandas":
        return import_module(name).DataFrame(columns, columns=list(COLUMNS))
    polars: Any = import_module(name)
    lists = {"author": polars.String, "topics": polars.String, "slides": polars.Int64}
    schema = {column: polars.List(lists[column]) if column in lists else polars.String for column in COLUMNS}
    return polars.DataFrame(columns, schema=schema)


def _cell(row: dict[str, Any], column: str) -> Any:
    """The value in a column: full names in reading order, identifiers without a prefix."""
    if column == "author":
        return authors_of(row)
    return arxiv_of(row) if column == "arxiv" else row.get(column, [] if column in _LISTS else None)
