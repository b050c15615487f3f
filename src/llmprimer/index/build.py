"""Builds the index of a catalogue: one SQLite file with rows, records, facets and full text."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from llmprimer.catalogue.cutting import cut
from llmprimer.catalogue.names import learn_topics
from llmprimer.catalogue.reading import CatalogueReader
from llmprimer.index.derive import Entry, Topics, ancestors, by_initials, entry, explained_by_topics, label_parts
from llmprimer.index.layout import GAP, Layout
from llmprimer.index.store import form
from llmprimer.index.tables import INDICES, TABLES, insert, store_meta
from llmprimer.index.tokens import stems
from llmprimer.model import Reference
from llmprimer.propernames import Learner
from llmprimer.stem import root, stem
from llmprimer.text import words

if TYPE_CHECKING:
    from pathlib import Path

    from llmprimer.model import Header

Progress = Callable[[int, int], None]

#: Number of records inserted at a time.
_BATCH = 500


class Totals:
    """Totals over all records: words, adjacent pairs that may be one word, abbreviations, spellings."""

    def __init__(self) -> None:
        #: `words`: number of records with the word or pair; `whole`: number of records with it as one word.
        self.words: Counter[str] = Counter()
        self.whole: Counter[str] = Counter()
        self.abbreviations: Counter[tuple[str, str]] = Counter()
        self.spellings: Counter[tuple[str, str]] = Counter()

    def add(self, one: Entry) -> None:
        """Adds one record."""
        self.words.update(one.vocabulary.keys())
        self.whole.update(word for word, is_word in one.vocabulary.items() if is_word)
        self.abbreviations.update(one.explained)
        self.spellings.update(one.spellings)

    def add_topics(self, topics: Topics) -> None:
        """Adds the vocabulary of topics."""
        for pairs in explained_by_topics(topics):
            self.abbreviations.update(pairs)
        learner = Learner()
        learn_topics(learner, topics)
        self.spellings.update(learner.spellings())

    def store(self, connection: sqlite3.Connection) -> None:
        """Fills the tables with the totals."""
        rows = ((word, count, self.whole[word]) for word, count in sorted(self.words.items()))
        connection.executemany(
            "INSERT INTO word VALUES (?, ?, ?, ?, ?)", ((*row, *forms(row[0], row[2])) for row in rows)
        )
        for table, counts in (("abbreviation", self.abbreviations), ("spelling", self.spellings)):
            sums = ((*pair, count) for pair, count in sorted(counts.items()))
            connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", sums)


def forms(word: str, whole: int) -> tuple[str | None, str | None]:
    """Stem and root of a word; None for a pair that no record writes as one word."""
    return (stem(word), root(word)) if whole else (None, None)


def build_index(path: Path | str, source: str, name: str, progress: Progress | None = None) -> None:
    """Writes the index of the catalogue text `source` to the database `path` (may be ":memory:").

    `name` identifies the catalogue in messages. `progress` is called with the current line and the number of lines.
    InvalidCatalogueError lists all problems.
    """
    connection = sqlite3.connect(path)
    try:
        fill(connection, source, name, progress)
    finally:
        connection.close()


def fill(connection: sqlite3.Connection, source: str, name: str, progress: Progress | None = None) -> None:
    """Like `build_index`, into an open, empty database."""
    # The file is temporary until it is complete, so it need not survive a crash.
    connection.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; PRAGMA page_size=4096;"
    )
    connection.executescript(TABLES)
    reading = CatalogueReader(source, name)
    totals = Totals()
    connection.execute("BEGIN")
    batch: list[tuple[int, Entry]] = []
    for number, one in enumerate(_entries(reading, source, progress), start=1):
        totals.add(one)
        batch.append((number * GAP, one))
        if len(batch) == _BATCH:
            insert(connection, batch)
            batch.clear()
    insert(connection, batch)
    header = reading.finish()
    topics = topics_of(header)
    totals.add_topics(topics)
    totals.store(connection)
    for statement in INDICES:
        connection.execute(statement)
    connection.executemany("INSERT INTO concept VALUES (?, ?, ?)", sorted(_concepts(topics)))
    store_meta(
        connection,
        form=form(),
        fields=json.dumps(list(Reference.model_fields)),
        count=str(len(reading.lines)),
        header=header.model_dump_json(exclude_defaults=True),
        ancestors=json.dumps({slug: ancestors(slug, topics) for slug in topics}),
    )
    _layout(source, reading).store(connection)
    for table in ("text", "initials"):
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()


def topics_of(header: Header | None) -> Topics:
    """The topic vocabulary as JSON values."""
    return {} if header is None else header.model_dump(mode="json", exclude_defaults=True).get("topics", {})


def _layout(source: str, reading: CatalogueReader) -> Layout:
    ids = range(GAP, GAP * (len(reading.lines) + 1), GAP)
    pieces = cut(source.encode("utf-8"))
    if pieces is not None and pieces.agrees(reading.lines):
        return Layout.of(pieces, ids)
    return Layout.of_lines(reading.lines.values(), ids)


def _entries(reading: CatalogueReader, source: str, progress: Progress | None) -> Iterator[Entry]:
    total = source.count("\n") if progress is not None else 0
    topics: Topics | None = None
    for number, reference in enumerate(reading.references()):
        if progress is not None and number % _BATCH == 0:
            progress(reading.lines[reference.citation_key], total)
        if topics is None:
            topics = topics_of(reading.header)
        yield entry(reference.model_dump_json(exclude_defaults=True), topics)


def _concepts(topics: Topics) -> set[tuple[str, str, int]]:
    """(stems of a name, topic, 1 if it names only a part of the topic else 0) for every name of a topic."""
    whole: set[tuple[str, str]] = set()
    part: set[tuple[str, str]] = set()
    for slug, topic in topics.items():
        for name in (slug, topic["label"], *topic.get("aliases", ())):
            whole.add((" ".join(stems(name)), slug))
            whole.add((stem("".join(words(name))), slug))
        for name in (topic["label"], *topic.get("aliases", ())):
            parts = label_parts(name)
            into = part if parts else whole
            into.update((stem(letters), slug) for letters, _ in by_initials(name))
            part.update((" ".join(stems(one)), slug) for one in parts)
    return {(*name, 0) for name in whole} | {(*name, 1) for name in part - whole}
