"""Updates an index after a change of the catalogue: only records whose text has changed are parsed and inserted.

The result equals a new index, except for the numbers of the records (only their order matters) and the layout of the
SQLite file. `plan` compares the texts and validates; it returns None for an unusual or invalid text, and then the caller
reads the whole text. `apply` works on a copy of the index.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

from llmprimer.catalogue.cutting import Cut
from llmprimer.catalogue.incremental import read_part
from llmprimer.index.derive import Entry, Topics, entry
from llmprimer.index.layout import GAP, Layout, digests, outside
from llmprimer.index.tables import delete, insert, store_meta
from llmprimer.stem import root, stem

#: If more than this share of the records has changed, and more than _ALWAYS_UPDATED records, a new index is about as fast.
_MAX_SHARE = 0.2
_ALWAYS_UPDATED = 8


class UpdatePlan(NamedTuple):
    """Numbers of the records to delete, (number, JSON) of the records to insert, and the new layout."""

    gone: list[int]
    fresh: list[tuple[int, str]]
    layout: Layout


def plan(connection: sqlite3.Connection, pieces: Cut) -> UpdatePlan | None:
    """The plan that updates the index to the text in `pieces`; None if a new index is needed."""
    old = Layout.load(connection)
    if not old.is_usual or outside(pieces) != old.outside:
        return None
    before, after = old.hashes(), digests(pieces.records)
    start, stop = _common(before, after)
    end = len(after) - stop
    known = {digest: position for position, digest in enumerate(before[start : len(before) - stop], start)}
    # For each record between the common beginning and end: its old position, or None if its text is new.
    positions = [known.pop(digest, None) for digest in after[start:end]]
    gone = {old.ids[position]: _key(connection, old.ids[position]) for position in known.values()}
    changed = [pieces.records[start + at] for at, position in enumerate(positions) if position is None]
    if max(len(changed), len(gone)) > max(_ALWAYS_UPDATED, _MAX_SHARE * len(after)):
        return None
    found = read_part(pieces, changed, _key_finder(connection, gone))
    if found is None:
        return None
    read = {reference.citation_key: reference.model_dump_json(exclude_defaults=True) for reference in found}
    numbers = {key: number for number, key in gone.items()}
    if any(_is_target(connection, key, gone) for key in numbers.keys() - read.keys()):
        return None
    keys = iter(read)
    wanted = [numbers.get(next(keys)) if position is None else old.ids[position] for position in positions]
    before_first = old.ids[start - 1] if start else 0
    after_last = old.ids[len(before) - stop] if stop else None
    ids = _spaced(wanted, before_first, after_last)
    if ids is None:
        return None
    fresh = [number for number, position in zip(ids, positions, strict=True) if position is None]
    all_ids = old.ids[:start] + array("q", ids) + (old.ids[len(before) - stop :] if stop else array("q"))
    records = pieces.records
    layout = Layout(
        old.first_line,
        old.start,
        all_ids,
        array("q", [record.count(b"\n") for record in records]),
        array("q", map(len, records)),
        b"".join(after),
        old.outside,
    )
    return UpdatePlan(list(gone), list(zip(fresh, read.values(), strict=True)), layout)


def apply(connection: sqlite3.Connection, planned: UpdatePlan) -> None:
    """Applies the plan to the index."""
    topics: Topics = json.loads(_meta(connection, "header")).get("topics", {})
    connection.execute("BEGIN")
    sums = _Sums()
    for number in planned.gone:
        sql = "SELECT record FROM reference WHERE id = ?"
        old = entry(connection.execute(sql, (number,)).fetchone()[0], topics)
        delete(connection, number, old)
        sums.add(old, -1)
    entries = [(number, entry(record, topics)) for number, record in planned.fresh]
    insert(connection, entries)
    for _, new in entries:
        sums.add(new, 1)
    sums.store(connection)
    store_meta(connection, count=str(len(planned.layout.ids)))
    planned.layout.store(connection)
    connection.commit()


class _Sums:
    """Changes of the totals."""

    def __init__(self) -> None:
        self.words: dict[str, tuple[int, int]] = {}
        self.pairs: dict[str, dict[tuple[str, str], int]] = {"abbreviation": {}, "spelling": {}}

    def add(self, one: Entry, sign: int) -> None:
        for word, is_word in one.vocabulary.items():
            count, whole = self.words.get(word, (0, 0))
            self.words[word] = (count + sign, whole + sign * is_word)
        for table, pairs in (("abbreviation", one.explained), ("spelling", one.spellings)):
            sums = self.pairs[table]
            for pair in pairs:
                sums[pair] = sums.get(pair, 0) + sign

    def store(self, connection: sqlite3.Connection) -> None:
        for word, (count, whole) in self.words.items():
            if not (count or whole):
                continue
            sql = "SELECT count, whole FROM word WHERE word = ?"
            known, known_whole = connection.execute(sql, (word,)).fetchone() or (0, 0)
            count, whole = known + count, known_whole + whole
            if count == 0:
                connection.execute("DELETE FROM word WHERE word = ?", (word,))
                continue
            found = (stem(word), root(word)) if whole else (None, None)
            connection.execute("INSERT OR REPLACE INTO word VALUES (?, ?, ?, ?, ?)", (word, count, whole, *found))
        for table, names in (("abbreviation", "short, long"), ("spelling", "kind, text")):
            rows = [(*pair, change) for pair, change in self.pairs[table].items() if change]
            connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT ({names}) DO UPDATE SET count = count + excluded.count",
                rows,
            )
            first, second = names.split(", ")
            connection.executemany(
                f"DELETE FROM {table} WHERE {first} = ? AND {second} = ? AND count = 0", [row[:2] for row in rows]
            )


def _common(before: Sequence[bytes], after: Sequence[bytes]) -> tuple[int, int]:
    """Number of equal records at the beginning of both texts, and at the end of the rest."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - start
    stop = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return start, stop


def _key_finder(connection: sqlite3.Connection, gone: dict[int, str]) -> Callable[[str], str | None]:
    """A function from a key in lower case to the key of a remaining record, or None."""
    sql = (
        "SELECT r.citation_key, r.id FROM facet AS f JOIN reference AS r ON r.id = f.id "
        "WHERE f.field = 'key' AND f.value = ?"
    )

    def key_of(folded: str) -> str | None:
        found = (key for key, number in connection.execute(sql, (folded,)) if number not in gone)
        return next(found, None)

    return key_of


def _is_target(connection: sqlite3.Connection, key: str, gone: dict[int, str]) -> bool:
    """Whether a remaining record has a relation to this key."""
    found = connection.execute("SELECT id FROM facet WHERE field = 'target' AND value = ?", (key,))
    return any(number not in gone for (number,) in found)


def _spaced(wanted: list[int | None], before: int, after: int | None) -> list[int] | None:
    """The numbers, with each None replaced by one between its neighbours; None if not ascending or without a free number."""
    filled: list[int] = []
    at = 0
    while at < len(wanted):
        number = wanted[at]
        if number is not None:
            if number <= before:
                return None
            filled.append(number)
            before = number
            at += 1
            continue
        until = next((position for position in range(at, len(wanted)) if wanted[position] is not None), len(wanted))
        limit = wanted[until] if until < len(wanted) else after
        missing = until - at
        step = GAP if limit is None else (limit - before) // (missing + 1)
        if step < 1:
            return None
        filled.extend(before + step * count for count in range(1, missing + 1))
        before = filled[-1]
        at = until
    return filled if after is None or before < after else None


def _key(connection: sqlite3.Connection, number: int) -> str:
    return str(connection.execute("SELECT citation_key FROM reference WHERE id = ?", (number,)).fetchone()[0])


def _meta(connection: sqlite3.Connection, name: str) -> str:
    return str(connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0])
