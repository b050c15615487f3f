"""The records of an index numbered 1, 2, 3 ..., for what is laid out by these numbers."""

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
_AWAY = """
DROP VIEW temp.reference;
DROP VIEW temp.facet;
DROP TABLE temp.position;
"""


@contextmanager
def numbered(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Within it, `reference` and `facet` have as `id` the position of the record in the file, from 1.

    The index leaves gaps between its numbers (`index.layout.GAP`). Views of these names go before the tables.
    """
    connection.executescript(_NUMBERS)
    try:
        yield connection
    finally:
        connection.executescript(_AWAY)
