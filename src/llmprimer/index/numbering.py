"""Views an index with its records numbered 1, 2, 3 ..., for formats that use these numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_NUMBERS = """
CREATE TEMP TABLE position (position INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE);
INSERT INTO temp.position SELECT row_number() OVER (ORDER BY id), id FROM main.reference;
CREATE TEMP VIEW reference AS
  SELECT p.position AS id, r.citation_key, r.first, r.last, r.topics, r.row, r.record, r.segments
  FROM temp.position AS p CROSS JOIN main.reference AS r ON r.id = p.id;
CREATE TEMP VIEW facet AS SELECT f.field, f.value, p.position AS id FROM main.facet AS f JOIN temp.position AS p ON p.id = f.id;
"""
_DROP = """
DROP VIEW temp.reference;
DROP VIEW temp.facet;
DROP TABLE temp.position;
"""


@contextmanager
def numbered(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """In this context, `id` in `reference` and `facet` is the position of the record in the file, counted from 1.

    The index leaves gaps between its numbers (`index.layout.GAP`). The temporary views hide the tables of the same name.
    """
    connection.executescript(_NUMBERS)
    try:
        yield connection
    finally:
        connection.executescript(_DROP)
