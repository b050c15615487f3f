"""The plan of a site: the order of the selected references, their groups, and their neighbours.

Rows and groups are in a temporary database; memory use is a few dozen bytes for each reference.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from llmprimer.index.rows import authors_of
from llmprimer.site import addresses
from llmprimer.site.neighbours import Neighbours

Row = dict[str, Any]

#: The sections of a site with a page for each group of references: folder -> heading.
SECTIONS = {
    "topics": "Topics",
    "years": "Years",
    "kinds": "Kinds",
    "authors": "Authors",
    "organizations": "Organisations",
}
#: The fields of a row that a link to the reference shows.
_BRIEF = ("citation_key", "title", "language", "kind", "issued")
#: Default values of fields that a row may lack, for the templates.
_EMPTY: Row = {
    "author": (), "container_title": None, "doi": None, "issued": None, "language": None, "slides": (), "summary": None,
    "url": None,
}  # fmt: skip
#: A person or organisation with one reference has no page; the list of names links to the reference.
_NAMES = ("authors", "organizations")

#: KiB that the database keeps in memory; a larger one would grow with the number of references for longer.
_CACHE = 12_288
#: Values in one question to the database.
_AT_ONCE = 500

_TABLES = """
CREATE TABLE reference (
  position INTEGER PRIMARY KEY, citation_key TEXT NOT NULL UNIQUE, row TEXT NOT NULL, brief TEXT NOT NULL, accessed TEXT
);
CREATE TABLE unsorted (section TEXT, name TEXT, position INTEGER);
CREATE TABLE member (section TEXT, name TEXT, position INTEGER, PRIMARY KEY (section, name, position)) WITHOUT ROWID;
CREATE TABLE grouped (section TEXT, name TEXT, slug TEXT, size INTEGER, first INTEGER, PRIMARY KEY (section, name)) WITHOUT ROWID;
CREATE TABLE added (citation_key TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE shown (position INTEGER, form TEXT, text TEXT NOT NULL, PRIMARY KEY (position, form)) WITHOUT ROWID;
CREATE TABLE relation (target TEXT, type TEXT, source TEXT, PRIMARY KEY (target, source, type)) WITHOUT ROWID;
"""
_GROUPING = """
INSERT INTO member SELECT section, name, position FROM unsorted ORDER BY section, name, position;
DROP TABLE unsorted;
INSERT INTO grouped SELECT section, name, iif(section = 'topics', name, slug(name)), count(*), min(position) FROM member
  GROUP BY section, name;
CREATE INDEX grouped_by_slug ON grouped (section, slug);
CREATE TABLE shared AS SELECT section, slug FROM grouped WHERE section <> 'topics'
  GROUP BY section, slug HAVING count(*) > 1 OR slug = '';
UPDATE grouped SET slug = hashed(slug, name) WHERE (section, slug) IN (SELECT section, slug FROM shared);
DROP TABLE shared;
"""


class StoredRow(NamedTuple):
    """A stored row, and the position of its reference."""

    position: int
    text: str

    @property
    def row(self) -> Row:
        """The row, with default values for absent fields."""
        return {**_EMPTY, **json.loads(self.text)}


class ReferenceGroup(NamedTuple):
    """The references with a common value: their number, and the address of their page. `key` is set if there is no page."""

    section: str
    name: str
    label: str
    address: str
    size: int
    depth: int = 0
    key: str | None = None


class Plan:
    """The references by position: 0 is the newest, undated ones are last, ties by key."""

    def __init__(self, stored: Iterable[tuple[str, str]], ancestors: Callable[[str], list[str]]) -> None:
        self._db = sqlite3.connect("")  # on disk where it does not fit into the cache, and gone when it is closed
        self._db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA cache_size=-{_CACHE}; {_TABLES}")
        self._ancestors = ancestors
        self._neighbours = Neighbours()
        #: Section -> name -> address of its page.
        self._pages: dict[str, dict[str, str]] = {}
        self.count = 0
        digest = hashlib.sha256()
        for row, record in stored:
            self._add(row, record)
            digest.update(record.encode("utf-8", "surrogatepass"))
        #: The digest of all records in their order.
        self.digest = digest.hexdigest()
        self._group()

    def close(self) -> None:
        """Closes the database."""
        self._db.close()

    def _add(self, row: str, text: str) -> None:
        record = json.loads(text)
        position, key = self.count, record["citation_key"]
        self.count += 1
        whole = json.loads(row)
        brief = json.dumps({name: whole[name] for name in _BRIEF if name in whole}, ensure_ascii=False)
        self._db.execute(
            "INSERT INTO reference VALUES (?, ?, ?, ?, ?)", (position, key, row, brief, record.get("accessed"))
        )
        topics = record.get("topics", [])
        members = {("topics", slug) for topic in topics for slug in self._ancestors(topic)}
        members.add(("kinds", record["kind"]))
        members.update(("years", issued[:4]) for issued in [record.get("issued")] if issued)
        members.update(("authors", name) for name in authors_of(record))
        members.update(("organizations", name) for name in record.get("organizations", ()))
        self._db.executemany(
            "INSERT INTO unsorted VALUES (?, ?, ?)", ((section, name, position) for section, name in members)
        )
        relations = [relation for relation in record.get("relations", ()) if "target" in relation]
        self._db.executemany(
            "INSERT OR IGNORE INTO relation VALUES (?, ?, ?)",
            ((relation["target"], relation["type"], key) for relation in relations),
        )
        people = [name for name in record.get("author", ()) if "family" in name]
        self._neighbours.add(
            topics, record.get("slides", ()), [f"{name['family']} {name.get('given', '')}" for name in people]
        )

    def _group(self) -> None:
        # All of it within the database, which sorts in a file what is large.
        self._db.create_function("slug", 1, addresses.slug, deterministic=True)
        self._db.create_function("hashed", 2, addresses.hashed, deterministic=True)
        self._db.executescript(_GROUPING)
        sizes = self._db.execute("SELECT name, size FROM grouped WHERE section = 'topics'")
        self._neighbours.finish(dict(sizes))

    # -- groups ----------------------------------------------------------------------------------------------------------

    def groups(self, section: str) -> Iterator[ReferenceGroup]:
        """The groups of a section by name, years in descending order; topics in no useful order."""
        order = "name DESC" if section == "years" else "lower(name), name"
        sql = (
            "SELECT name, slug, size, citation_key FROM grouped AS g JOIN reference ON position = first "
            f"WHERE section = ? ORDER BY {order}"
        )
        for name, slug, count, key in self._db.execute(sql, (section,)):
            alone = count == 1 and section in _NAMES
            address = addresses.reference(key) if alone else addresses.group(section, slug)
            yield ReferenceGroup(section, name, name, address, count, key=key if alone else None)

    def largest(self, section: str, limit: int) -> list[ReferenceGroup]:
        """The groups with most references that have a page, ties by name."""
        sql = (
            "SELECT name, slug, size FROM grouped WHERE section = ? AND (size > 1 OR section NOT IN (?, ?)) "
            "ORDER BY size DESC, name LIMIT ?"
        )
        found = self._db.execute(sql, (section, *_NAMES, limit))
        return [
            ReferenceGroup(section, name, name, addresses.group(section, slug), count) for name, slug, count in found
        ]

    def group_count(self, section: str) -> int:
        """The number of groups in the section."""
        return int(self._db.execute("SELECT count(*) FROM grouped WHERE section = ?", (section,)).fetchone()[0])

    def address(self, section: str, name: str) -> str | None:
        """The address of the page of a group; None if it has none."""
        return self.addresses(section, (name,)).get(name)

    def addresses(self, section: str, names: Sequence[str]) -> dict[str, str]:
        """Name -> address of the page of the group, for the names that have one."""
        if section not in _NAMES:
            # These are few and used often.
            if section not in self._pages:
                found = self._db.execute("SELECT name, slug FROM grouped WHERE section = ?", (section,))
                self._pages[section] = {name: addresses.group(section, slug) for name, slug in found}
            known = self._pages[section]
            return {name: known[name] for name in names if name in known}
        pages = {}
        for some in _portions(names):
            sql = f"SELECT name, slug FROM grouped WHERE section = ? AND size > 1 AND name IN ({_marks(some)})"
            for name, slug in self._db.execute(sql, (section, *some)):
                pages[name] = addresses.group(section, slug)
        return {name: pages[name] for name in names if name in pages}

    def members(self, section: str, name: str, offset: int = 0, limit: int = -1) -> list[StoredRow]:
        """The rows of a group, newest first."""
        sql = (
            "SELECT position, row FROM member JOIN reference USING (position) WHERE section = ? AND name = ? "
            "ORDER BY position LIMIT ? OFFSET ?"
        )
        return [StoredRow(*found) for found in self._db.execute(sql, (section, name, limit, offset))]

    def count_before(self, section: str, name: str, position: int) -> int:
        """The number of members of the group before the position."""
        sql = "SELECT count(*) FROM member WHERE section = ? AND name = ? AND position < ?"
        return int(self._db.execute(sql, (section, name, position)).fetchone()[0])

    # -- references ------------------------------------------------------------------------------------------------------

    def rows(self, offset: int = 0, limit: int = -1) -> list[StoredRow]:
        """The rows from a position on."""
        sql = "SELECT position, row FROM reference ORDER BY position LIMIT ? OFFSET ?"
        return [StoredRow(*found) for found in self._db.execute(sql, (limit, offset))]

    def shown(self, row: StoredRow, form: str, make: Callable[[Row], str]) -> str:
        """The text that `make` makes of a row; it is stored for other lists with the same form."""
        sql = "SELECT text FROM shown WHERE position = ? AND form = ?"
        found = self._db.execute(sql, (row.position, form)).fetchone()
        if found is not None:
            return str(found[0])
        text = make(row.row)
        self._db.execute("INSERT INTO shown VALUES (?, ?, ?)", (row.position, form, text))
        return text

    def each_row(self) -> Iterator[Row]:
        """All rows in order, one at a time."""
        for (text,) in self._db.execute("SELECT row FROM reference ORDER BY position"):
            yield StoredRow(0, text).row

    def reference_addresses(self) -> Iterator[str]:
        """The addresses of the pages of the references, in order."""
        found = self._db.execute("SELECT citation_key FROM reference ORDER BY position")
        return (addresses.reference(key) for (key,) in found)

    def newest(self, added: Iterable[tuple[str, str]], limit: int) -> list[tuple[str, str]]:
        """(day, citation key) of the references added last, newest first, ties by key, at most `limit`.

        `added` has (citation key, day); the first day of a key counts. Without one, it is the day on which the address of
        the reference was looked at, which may be a month or a year.
        """
        sql = "INSERT INTO added VALUES (?, ?) ON CONFLICT DO UPDATE SET day = min(day, excluded.day)"
        self._db.executemany(sql, added)
        # A tilde is greater than what follows in a longer date: a whole month comes before its days.
        sql = (
            "SELECT since, citation_key FROM (SELECT coalesce(day, accessed) AS since, citation_key FROM reference "
            "LEFT JOIN added USING (citation_key)) WHERE since IS NOT NULL ORDER BY since || '~' DESC, citation_key LIMIT ?"
        )
        return self._db.execute(sql, (limit,)).fetchall()

    def row(self, citation_key: str) -> Row | None:
        """The row with that key; None if it is not part of the site."""
        found = self._db.execute("SELECT row FROM reference WHERE citation_key = ?", (citation_key,)).fetchone()
        return None if found is None else StoredRow(0, found[0]).row

    def position(self, citation_key: str) -> int | None:
        """The position of that key; None if it is not part of the site."""
        found = self._db.execute("SELECT position FROM reference WHERE citation_key = ?", (citation_key,)).fetchone()
        return None if found is None else int(found[0])

    def relations_to(self, citation_key: str) -> list[tuple[str, str]]:
        """(type, key of the source) of the relations that lead to the reference, by key."""
        sql = "SELECT type, source FROM relation WHERE target = ? ORDER BY source, type"
        return self._db.execute(sql, (citation_key,)).fetchall()

    def briefs(self, citation_keys: Sequence[str]) -> dict[str, Row]:
        """Citation key -> the fields for a link to the reference, for the keys that are part of the site."""
        found: dict[str, Row] = {}
        for some in _portions(citation_keys):
            sql = f"SELECT citation_key, brief FROM reference WHERE citation_key IN ({_marks(some)})"
            found.update((key, json.loads(brief)) for key, brief in self._db.execute(sql, some))
        return found

    def related(self, position: int, typed: Iterable[str], limit: int) -> list[Row]:
        """The fields for links to the nearest references, nearest first; `typed` are the keys with a relation to or from it."""
        known = [found for key in typed if (found := self.position(key)) is not None]
        # More than are shown, because ties are sorted by key.
        nearest = self._neighbours.of(position, known, limit * 5)
        if not nearest:
            return []
        sql = f"SELECT position, citation_key, brief FROM reference WHERE position IN ({_marks(nearest)})"
        rows = {at: (key, brief) for at, key, brief in self._db.execute(sql, [at for at, _ in nearest])}
        ordered = sorted(nearest, key=lambda pair: (-pair[1], rows[pair[0]][0]))
        return [json.loads(rows[at][1]) for at, _ in ordered[:limit]]


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
