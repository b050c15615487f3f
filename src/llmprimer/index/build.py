"""Compiles a catalogue into its index: one SQLite file with rows, records, facets and full text."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from llmprimer.catalogue.names import learn_header, learn_reference
from llmprimer.catalogue.reading import ReadCatalogue
from llmprimer.identifiers import comparable_url, handles, host, same_host, status_id
from llmprimer.index.abbreviations import definitions, initials
from llmprimer.index.stop import STOP
from llmprimer.index.tokens import (
    APART,
    FIELDS,
    INITIALED,
    Segments,
    column,
    letter_pairs,
    plain_words,
    segments,
    stems,
)
from llmprimer.model import Reference, Topic
from llmprimer.propernames import Learner
from llmprimer.query.fields import HAS
from llmprimer.stem import root, stem
from llmprimer.text import marked_words, words

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
CREATE TABLE concept (name TEXT NOT NULL, topic TEXT NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (name, topic)) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, count INTEGER NOT NULL, stem TEXT, root TEXT) WITHOUT ROWID;
CREATE TABLE abbreviation (short TEXT NOT NULL, long TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (short, long)) WITHOUT ROWID;
CREATE VIRTUAL TABLE initials USING fts5(letter_pairs, content='', columnsize=0);
CREATE VIRTUAL TABLE text USING fts5({", ".join(FIELDS)}, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '+#'");
CREATE VIRTUAL TABLE term USING fts5vocab(text, 'row');
"""

_INDICES = (
    "CREATE INDEX word_stem ON word (stem, word) WHERE stem IS NOT NULL",
    "CREATE INDEX word_root ON word (root, word) WHERE root IS NOT NULL",
    "CREATE INDEX abbreviation_long ON abbreviation (long, short)",
    # The words themselves, among many more pairs of words.
    "CREATE INDEX word_known ON word (word, count) WHERE stem IS NOT NULL",
    # Conditions on dates and the usual orders, without a look at the wide rows.
    "CREATE INDEX reference_span ON reference (first, last, citation_key)",
    "CREATE INDEX reference_oldest ON reference (first IS NULL, first, citation_key)",
    "CREATE INDEX reference_newest ON reference (first IS NULL, first DESC, citation_key)",
    "CREATE INDEX reference_title ON reference (json_extract(row, '$.title') COLLATE NOCASE, citation_key)",
)


class Totals:
    """What is added up over all records: words, pairs of neighbours that may be one word, explained abbreviations."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()
        self.abbreviations: Counter[tuple[str, str]] = Counter()

    def add(self, vocabulary: Mapping[str, bool], explained: set[tuple[str, str]]) -> None:
        """The words (True) and pairs (False) of one record, and the abbreviations that it explains."""
        self.words.update(word for word, is_word in vocabulary.items() if is_word)
        self.pairs.update(word for word, is_word in vocabulary.items() if not is_word)
        self.abbreviations.update(explained)

    def add_topics(self, topics: Mapping[str, Topic]) -> None:
        """The abbreviations that the vocabulary of topics gives."""
        for topic in topics.values():
            self.abbreviations.update(
                {pair for name in (topic.label, *topic.aliases) for pair in (*explained(name), *_by_initials(name))}
            )

    def word_rows(self) -> Iterator[tuple[str, int, str | None, str | None]]:
        """(word, number of records, stem, root), in order; a pair that is nowhere one word has neither stem nor root."""
        for word in sorted(self.words.keys() | self.pairs.keys()):
            known = word in self.words
            count = self.words[word] + self.pairs[word]
            yield word, count, stem(word) if known else None, root(word) if known else None

    def abbreviation_rows(self) -> Iterator[tuple[str, str, int]]:
        """(abbreviation, stems of what it stands for, number of records and topics that say so), in order."""
        return ((short, long, count) for (short, long), count in sorted(self.abbreviations.items()))


@lru_cache(2048)
def explained(text: str) -> frozenset[tuple[str, str]]:
    """(abbreviation, stems of what it stands for) for each that the text explains."""
    if "(" not in text and ": " not in text:
        return frozenset()
    return frozenset({(short, " ".join(stem(word) for word in long)) for short, long in definitions(text)})


def _by_initials(label: str) -> Iterator[tuple[str, str]]:
    for name in (label, *_label_parts(label)):
        marked = marked_words(name)
        stemmed = " ".join(stem(word.rstrip("-")) for word in marked)
        for letters in initials(marked):
            if len(marked) > 1 and len(letters) > 1 and "#" not in letters and letters not in STOP:
                yield letters, stemmed


def _label_parts(label: str) -> list[str]:
    """The things that a label such as "Reinforcement learning / Robotics" names."""
    parts = [part.strip() for part in re.split(r"\s*[/&,;:()]\s*|\s+and\s+", label)]
    return [part for part in parts if part] if len(parts) > 1 else []


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
    reading = ReadCatalogue(source, name)
    totals = Totals()
    connection.execute("BEGIN")
    learner = Learner()
    _insert(connection, _noting(reading, source, progress, learner), totals, reading)
    header = reading.finish()
    learn_header(learner, header)
    totals.add_topics(header.topics)
    connection.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", totals.word_rows())
    connection.executemany("INSERT INTO abbreviation VALUES (?, ?, ?)", totals.abbreviation_rows())
    for statement in _INDICES:
        connection.execute(statement)
    connection.executemany("INSERT INTO concept VALUES (?, ?, ?)", sorted(_concepts(header.topics)))
    meta = {
        "count": str(len(reading.lines)),
        "header": header.model_dump_json(exclude_defaults=True),
        "proper_names": json.dumps(learner.names(), ensure_ascii=False),
        "ancestors": json.dumps({slug: ancestors(slug, header.topics) for slug in header.topics}),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    for table in ("text", "initials"):
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()


def _noting(reading: ReadCatalogue, source: str, progress: Progress | None, learner: Learner) -> Iterator[Reference]:
    total = source.count("\n") if progress is not None else 0
    for number, reference in enumerate(reading.references()):
        if progress is not None and number % 500 == 0:
            progress(reading.lines[reference.citation_key], total)
        learn_reference(learner, reference)
        yield reference


def _insert(
    connection: sqlite3.Connection, references: Iterator[Reference], totals: Totals, reading: ReadCatalogue
) -> None:
    rows: list[tuple[Any, ...]] = []
    facets: list[tuple[str, str, int]] = []
    texts: list[tuple[Any, ...]] = []
    letters: list[tuple[int, str]] = []

    def flush() -> None:
        connection.executemany("INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.executemany("INSERT OR IGNORE INTO facet VALUES (?, ?, ?)", facets)
        places = ", ".join("?" * (len(FIELDS) + 1))
        connection.executemany(f"INSERT INTO text(rowid, {', '.join(FIELDS)}) VALUES ({places})", texts)
        connection.executemany("INSERT INTO initials(rowid, letter_pairs) VALUES (?, ?)", letters)
        letters.clear()
        rows.clear()
        facets.clear()
        texts.clear()

    for identity, reference in enumerate(references, start=1):
        topics = reading.topics
        vocabulary: dict[str, bool] = {}
        plain = plain_words(reference, topics)
        by_field = segments(plain, vocabulary)
        totals.add(vocabulary, {pair for of_field in plain.values() for text in of_field for pair in explained(text)})
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
        letters.append((identity, all_initials(by_field)))
        texts.append((identity, *(column(field, by_field[field]) for field in FIELDS)))
        if len(rows) >= 500:
            flush()
    flush()


def all_initials(by_field: Segments) -> str:
    """The initials of the record's names as pairs of letters: where an abbreviation is looked for that nothing explains."""
    found: dict[str, None] = {}
    for field in INITIALED:
        for segment in by_field[field]:
            if len(segment) > 1:
                found.update(dict.fromkeys(initials(segment)))
    return f" {APART} ".join(filter(None, map(letter_pairs, found)))


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


def _concepts(topics: Mapping[str, Topic]) -> set[tuple[str, str, int]]:
    """(stems of a name, topic, whether it names only a part of the topic) for every way to name a topic."""
    whole: set[tuple[str, str]] = set()
    part: set[tuple[str, str]] = set()
    for slug, topic in topics.items():
        for name in (slug, topic.label, *topic.aliases):
            whole.add((" ".join(stems(name)), slug))
            whole.add((stem("".join(words(name))), slug))
        for name in (topic.label, *topic.aliases):
            parts = _label_parts(name)
            into = part if parts else whole
            into.update((stem(letters), slug) for letters, _ in _by_initials(name))
            part.update((" ".join(stems(one)), slug) for one in parts)
    return {(*name, 0) for name in whole} | {(*name, 1) for name in part - whole}


def _facets(reference: Reference, topics: Mapping[str, Topic]) -> Iterator[tuple[str, str]]:
    for slug in reference.topics:
        yield from (("topic", broader) for broader in ancestors(slug, topics))
    yield "kind", reference.kind
    yield "type", reference.type
    yield "key", reference.citation_key.lower()
    # Authors and targets of relations are no values of the query language; counts and relations look them up.
    yield from (("author", name.display) for name in reference.author)
    yield from (("target", relation.target) for relation in reference.relations if relation.target)
    for field in HAS:
        # Whoever asks for a DOI wants one to cite; that of the formal publication is one.
        if getattr(reference, field) or (field == "doi" and reference.published and reference.published.doi):
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
