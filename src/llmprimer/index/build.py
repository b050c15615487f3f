"""Compiles a catalogue into its index: one SQLite file with rows, records, facets and full text."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from llmprimer.catalogue.names import learn_header, learn_reference
from llmprimer.catalogue.reading import Reading
from llmprimer.identifiers import comparable_url, handles, host, same_host, status_id
from llmprimer.index.tokens import FIELDS, column, segments, stems
from llmprimer.model import Reference, Topic
from llmprimer.propernames import Learner
from llmprimer.query.fields import HAS
from llmprimer.stem import stem
from llmprimer.text import words

if TYPE_CHECKING:
    from pathlib import Path

Progress = Callable[[int, int], None]

_TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reference (
  id INTEGER PRIMARY KEY, citation_key TEXT NOT NULL UNIQUE, line INTEGER NOT NULL,
  first TEXT, last TEXT, topics TEXT NOT NULL, row TEXT NOT NULL, record TEXT NOT NULL, segments TEXT NOT NULL
);
CREATE TABLE facet (field TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (field, value, id)) WITHOUT ROWID;
CREATE TABLE concept (name TEXT NOT NULL, topic TEXT NOT NULL, PRIMARY KEY (name, topic)) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE text USING fts5({", ".join(FIELDS)}, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '+#'");
CREATE VIRTUAL TABLE term USING fts5vocab(text, 'row');
"""


def build(path: Path | str, source: str, name: str, progress: Progress | None = None) -> None:
    """Writes the index of the catalogue text `source` to the database `path` (":memory:" too).

    `name` stands for the catalogue in messages; InvalidCatalogueError tells all problems. `progress` is called now and
    then with the line reached and the number of lines.
    """
    connection = sqlite3.connect(path)
    try:
        fill(connection, source, name, progress)
    finally:
        connection.close()


def fill(connection: sqlite3.Connection, source: str, name: str, progress: Progress | None = None) -> None:
    """The same into an open, empty database."""
    # The file is made anew or not at all, so nothing needs to survive a crash half-way.
    connection.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; PRAGMA page_size=4096;"
    )
    connection.executescript(_TABLES)
    reading = Reading(source, name)
    counts: Counter[str] = Counter()
    connection.execute("BEGIN")
    learner = Learner()
    _insert(connection, _noting(reading, source, progress, learner), counts, reading)
    header = reading.finish()
    learn_header(learner, header)
    connection.executemany("INSERT INTO word VALUES (?, ?)", sorted(counts.items()))
    connection.executemany("INSERT INTO concept VALUES (?, ?)", sorted(_concepts(header.topics)))
    meta = {
        "count": str(len(reading.lines)),
        "header": header.model_dump_json(exclude_defaults=True),
        "proper_names": json.dumps(learner.names(), ensure_ascii=False),
        "ancestors": json.dumps({slug: ancestors(slug, header.topics) for slug in header.topics}),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    connection.execute("INSERT INTO text(text) VALUES ('optimize')")
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()


def _noting(reading: Reading, source: str, progress: Progress | None, learner: Learner) -> Iterator[Reference]:
    total = source.count("\n") if progress is not None else 0
    for number, reference in enumerate(reading.references()):
        if progress is not None and number % 500 == 0:
            progress(reading.lines[reference.citation_key], total)
        learn_reference(learner, reference)
        yield reference


def _insert(
    connection: sqlite3.Connection, references: Iterator[Reference], counts: Counter[str], reading: Reading
) -> None:
    rows: list[tuple[Any, ...]] = []
    facets: list[tuple[str, str, int]] = []
    texts: list[tuple[Any, ...]] = []

    def flush() -> None:
        connection.executemany("INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.executemany("INSERT OR IGNORE INTO facet VALUES (?, ?, ?)", facets)
        places = ", ".join("?" * (len(FIELDS) + 1))
        connection.executemany(f"INSERT INTO text(rowid, {', '.join(FIELDS)}) VALUES ({places})", texts)
        rows.clear()
        facets.clear()
        texts.clear()

    for identity, reference in enumerate(references, start=1):
        topics = reading.topics
        vocabulary: set[str] = set()
        by_field = segments(reference, topics, vocabulary)
        counts.update(vocabulary)
        issued = reference.issued
        rows.append((
            identity,
            reference.citation_key,
            reading.lines[reference.citation_key],
            issued.earliest if issued else None,
            issued.latest if issued else None,
            " ".join(reference.topics),
            json.dumps(row(reference), ensure_ascii=False, separators=(",", ":")),
            reference.model_dump_json(exclude_defaults=True),
            "\n".join("\t".join(" ".join(segment) for segment in by_field[field]) for field in FIELDS),
        ))  # fmt: skip
        facets.extend((field, value, identity) for field, value in _facets(reference, topics))
        texts.append((identity, *(column(field, by_field[field]) for field in FIELDS)))
        if len(rows) >= 500:
            flush()
    flush()


def row(reference: Reference) -> dict[str, Any]:
    """The face of a reference in lists and in JSON: what a reader needs to choose, without empty fields."""
    shown: dict[str, Any] = {
        "citation_key": reference.citation_key,
        "url": reference.url,
        "title": reference.title,
        "issued": str(reference.issued) if reference.issued else None,
        "topics": list(reference.topics),
        "type": reference.type,
        "kind": reference.kind,
        "author": [name.model_dump(exclude_none=True) for name in reference.author],
        "container_title": reference.container_title,
        "publisher": reference.publisher,
        "doi": reference.doi,
        "arxiv": reference.arxiv.model_dump(exclude_none=True) if reference.arxiv else None,
        "language": reference.language,
        "summary": reference.summary,
        "slides": list(reference.slides),
        "title_described": reference.title_described,
    }
    always = ("citation_key", "url", "title", "issued", "topics")
    return {name: value for name, value in shown.items() if name in always or value}


def ancestors(slug: str, topics: Mapping[str, Topic]) -> list[str]:
    """The topic itself and every broader one, nearest first."""
    found = []
    at: str | None = slug
    while at is not None and at in topics and at not in found:
        found.append(at)
        at = topics[at].broader
    return found


def _concepts(topics: Mapping[str, Topic]) -> set[tuple[str, str]]:
    names = set()
    for slug, topic in topics.items():
        for name in (slug, topic.label, *topic.aliases):
            in_order = stems(name)
            names.add((" ".join(in_order), slug))
            names.add((stem("".join(words(name))), slug))
    return names


def _facets(reference: Reference, topics: Mapping[str, Topic]) -> Iterator[tuple[str, str]]:
    for slug in reference.topics:
        yield from (("topic", broader) for broader in ancestors(slug, topics))
    yield "kind", reference.kind
    yield "type", reference.type
    yield "key", reference.citation_key.lower()
    for field in HAS:
        if getattr(reference, field):
            yield "has", field
    for number in reference.slides:
        yield "slide", f"{number:06d}"
    if reference.language:
        parts = reference.language.lower().split("-")
        yield from (("lang", "-".join(parts[:n])) for n in range(1, len(parts) + 1))
    for url in {reference.url, reference.archive_url, reference.listed.url if reference.listed else None} - {None}:
        assert url is not None
        yield "url", comparable_url(url)
        if url != reference.archive_url:
            labels = same_host(host(url)).split(".")
            yield from (("site", ".".join(labels[n:])) for n in range(max(1, len(labels) - 1)))
            yield from (("handle", handle) for handle in handles(url))
            if (status := status_id(url)) is not None:
                yield "status", status
    published = reference.published
    for doi in (reference.doi, published.doi if published else None):
        if doi:
            yield "doi", doi.lower()
    if published is not None and published.url:
        yield "url", comparable_url(published.url)
    if reference.arxiv:
        arxiv = reference.arxiv.id.lower()  # the class in an old id has capitals (math.GT/0309136)
        yield "arxiv", arxiv
        yield "url", f"arxiv.org/abs/{arxiv}"
        yield "doi", f"10.48550/arxiv.{arxiv}"
