"""The tables of an index, and how the rows of a record are inserted and deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from llmprimer.index.derive import Entry
from llmprimer.index.tokens import FIELDS

TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE layout (name TEXT PRIMARY KEY, value NOT NULL);
CREATE TABLE reference (
  id INTEGER PRIMARY KEY, citation_key TEXT NOT NULL UNIQUE, first TEXT, last TEXT, topics TEXT NOT NULL,
  row TEXT NOT NULL, record TEXT NOT NULL, segments TEXT NOT NULL
);
CREATE TABLE facet (field TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (field, value, id)) WITHOUT ROWID;
CREATE TABLE concept (name TEXT NOT NULL, topic TEXT NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (name, topic)) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, count INTEGER NOT NULL, whole INTEGER NOT NULL, stem TEXT, root TEXT) WITHOUT ROWID;
CREATE TABLE abbreviation (short TEXT NOT NULL, long TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (short, long)) WITHOUT ROWID;
CREATE TABLE spelling (kind TEXT NOT NULL, text TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (kind, text)) WITHOUT ROWID;
CREATE VIRTUAL TABLE initials USING fts5(letter_pairs, content='', columnsize=0);
CREATE VIRTUAL TABLE text USING fts5({", ".join(FIELDS)}, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '+#'");
CREATE VIRTUAL TABLE term USING fts5vocab(text, 'row');
"""

#: Created after the tables are filled, which is faster.
INDICES = (
    "CREATE INDEX word_stem ON word (stem, word) WHERE stem IS NOT NULL",
    "CREATE INDEX word_root ON word (root, word) WHERE root IS NOT NULL",
    "CREATE INDEX abbreviation_long ON abbreviation (long, short)",
    # The words only, without the many more pairs of words.
    "CREATE INDEX word_known ON word (word, count) WHERE stem IS NOT NULL",
    # For date conditions and the usual sort orders, without reading the wide rows.
    "CREATE INDEX reference_span ON reference (first, last, citation_key)",
    "CREATE INDEX reference_oldest ON reference (first IS NULL, first, citation_key)",
    "CREATE INDEX reference_newest ON reference (first IS NULL, first DESC, citation_key)",
    "CREATE INDEX reference_title ON reference (json_extract(row, '$.title') COLLATE NOCASE, citation_key)",
)

_COLUMNS = ", ".join(FIELDS)
_PLACES = ", ".join("?" * (len(FIELDS) + 1))
_INSERT_TEXT = f"INSERT INTO text(rowid, {_COLUMNS}) VALUES ({_PLACES})"
# The full-text table does not store the text, so a deletion must give it again.
_DELETE_TEXT = f"INSERT INTO text(text, rowid, {_COLUMNS}) VALUES ('delete', {_PLACES})"


def insert(connection: sqlite3.Connection, entries: Iterable[tuple[int, Entry]]) -> None:
    """Inserts the rows of (number, entry) pairs."""
    chosen = list(entries)
    rows = (
        (number, e.citation_key, e.first, e.last, e.topics, e.row, e.record, e.segments) for number, e in chosen
    )  # fmt: skip
    connection.executemany("INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    facets = ((field, value, number) for number, e in chosen for field, value in e.facets)
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", facets)
    connection.executemany(_INSERT_TEXT, ((number, *e.columns) for number, e in chosen))
    initials = ((number, e.initials) for number, e in chosen)
    connection.executemany("INSERT INTO initials(rowid, letter_pairs) VALUES (?, ?)", initials)


def delete(connection: sqlite3.Connection, number: int, old: Entry) -> None:
    """Deletes the rows of the record with this number; `old` is its current entry."""
    connection.execute("DELETE FROM reference WHERE id = ?", (number,))
    facets = ((field, value, number) for field, value in old.facets)
    connection.executemany("DELETE FROM facet WHERE field = ? AND value = ? AND id = ?", facets)
    connection.execute(_DELETE_TEXT, (number, *old.columns))
    sql = "INSERT INTO initials(initials, rowid, letter_pairs) VALUES ('delete', ?, ?)"
    connection.execute(sql, (number, old.initials))


def store_meta(connection: sqlite3.Connection, **values: str) -> None:
    """Sets properties of the whole index."""
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())
