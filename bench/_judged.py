"""Judged queries: loading, halves, measures, and plain FTS5 to compare with."""

from __future__ import annotations

import hashlib
import math
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from llmprimer.catalogue.locate import locate
from llmprimer.identifiers import comparable_url
from llmprimer.index import Index
from llmprimer.text import words

ROOT = Path(__file__).resolve().parents[1]
BUILT_IN = ROOT / "tests" / "search" / "queries.yaml"
JUDGED = ROOT / "tests" / "search" / "judged"
_LLMPRIMER = str(Path(sys.executable).with_name("llmprimer"))


class Query(NamedTuple):
    """A query, its class, and the grade of each reference (by citation key) that is not worth 0."""

    id: str
    text: str
    kind: str
    grades: dict[str, int]
    #: Judgements of works that the catalogue does not have; they count for nothing.
    missing: tuple[str, ...]


def half(text: str) -> str:
    """`dev`, which weights may be tuned on, or `test`, which is only reported: by a hash, so that it is fixed for ever."""
    return "dev" if hashlib.sha256(text.encode()).digest()[0] < 128 else "test"


def load(path: Path, index: Index, split: str = "all", *, enriched: bool = False) -> list[Query]:
    """The queries of a file, in its order; judgements are matched by any address of a record, else by its title.

    With `enriched`, those count too that follow from what a record has only after enriching: further authors, an abstract.
    """
    by_url, by_title = _known(index)
    found = []
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        if split not in ("all", half(entry["text"])):
            continue
        judgements = entry["judgements"]
        if isinstance(judgements, dict):
            judgements = [(grade, url, None) for url, grade in judgements.items()]
        judgements = [*judgements, *(entry.get("after_enriching", ()) if enriched else ())]
        grades: dict[str, int] = {}
        missing = []
        for grade, url, title in judgements:
            key = by_url.get(comparable_url(url)) if url else None
            key = key or by_title.get(_plain(title or ""))
            if key is None:
                missing.append(title or url)
            else:
                grades[key] = max(grade, grades.get(key, 0))
        if judgements and not grades:
            print(f"{path.name}: {entry['id']}: nothing judged is in the catalogue", file=sys.stderr)
            continue
        found.append(Query(entry["id"], entry["text"], entry["class"], grades, tuple(missing)))
    return found


def _plain(title: str) -> str:
    return " ".join(words(title))


def _known(index: Index) -> tuple[dict[str, str], dict[str, str]]:
    """Address -> key and title -> key. Own addresses go first: a record may link to what another record is about."""
    by_url: dict[str, str] = {}
    by_title: dict[str, str] = {}
    links: list[tuple[str, str]] = []
    for record in index.records():
        key = record["citation_key"]
        by_title.setdefault(_plain(record["title"]), key)
        for url in (record.get("url"), record.get("listed", {}).get("url"), record.get("published", {}).get("url")):
            if url:
                by_url.setdefault(comparable_url(url), key)
        if "arxiv" in record:
            by_url.setdefault(comparable_url(f"https://arxiv.org/abs/{record['arxiv']['id']}"), key)
        links += [(link["url"], key) for link in record.get("links", ())]
    for url, key in links:
        by_url.setdefault(comparable_url(url), key)
    return by_url, by_title


def measure(grades: dict[str, int], keys: list[str]) -> tuple[float, float]:
    """nDCG@10 (gain 2^grade - 1) and whether the first result is of grade 2 (or the best there is)."""

    def gain(found: Iterable[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(list(found)[:10]))

    found = [grades.get(key, 0) for key in keys]
    wanted = min(2, max(grades.values()))
    return gain(found) / gain(sorted(grades.values(), reverse=True)), float(bool(found) and found[0] >= wanted)


class Plain:
    """Plain FTS5 over the same records: every text in a column, Porter's stems, any word, bm25 of equal weights."""

    def __init__(self, index: Index) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute(
            "CREATE VIRTUAL TABLE text USING fts5(key UNINDEXED, title, author, summary, about, other, tokenize='porter unicode61')"
        )
        topics = index.header.get("topics", {})
        rows = [(r["citation_key"], *self._texts(r, topics)) for r in index.records()]
        self.connection.executemany("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?)", rows)

    @staticmethod
    def _texts(record: dict[str, Any], topics: dict[str, Any]) -> tuple[str, ...]:
        author = [" ".join(str(part) for part in name.values()) for name in record.get("author", ())]
        about = [*record.get("aliases", ()), *record.get("keywords", ())]
        for slug in record.get("topics", ()):
            topic = topics.get(slug, {})
            about.extend([topic.get("label", slug), *topic.get("aliases", ())])
        other = [record.get(name) for name in ("container_title", "publisher", "event_title", "kind", "issued", "url")]
        texts = [record.get("summary"), record.get("abstract")]
        return (
            record["title"],
            " ".join(author),
            " ".join(filter(None, texts)),
            " ".join(about),
            " ".join([*(str(value) for value in other if value), *record.get("organizations", ())]),
        )

    def find(self, text: str) -> list[str]:
        """The keys of the ten best."""
        match = " OR ".join(f'"{word}"' for word in words(text))
        if not match:
            return []
        sql = "SELECT key FROM text WHERE text MATCH ? ORDER BY bm25(text), key LIMIT 10"
        return [key for (key,) in self.connection.execute(sql, (match,))]


def catalogues(lists: Path | None, folder: Path) -> Iterator[tuple[str, Path, Path]]:
    """(name, catalogue, judged queries): the built-in one, and each NAME.md or NAME.yaml of `lists` that has judged queries.

    Lists are imported into `folder`.
    """
    yield "built-in", Path(locate(None)), BUILT_IN
    for queries in sorted(JUDGED.glob("*.yaml")) if lists else ():
        for suffix in (".md", ".yaml"):
            source = lists / f"{queries.stem}{suffix}"
            if source.exists():
                yield source.name, _imported(source, folder), queries


def _imported(source: Path, folder: Path) -> Path:
    """The catalogue that a bare import makes of a list; a catalogue is taken as it is."""
    if source.suffix == ".yaml":
        return source
    made = folder / source.stem
    for command in (
        ["init", str(made)],
        ["import", str(source), "--catalogue", str(made / "references.yaml"), "--yes"],
    ):
        done = subprocess.run([_LLMPRIMER, *command], capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)
    return made / "references.yaml"
