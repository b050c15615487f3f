"""Derives the index rows of one record from its JSON values and the topics only: no models, no other records.

The index is therefore the sum of its records, and `index.update` can delete a changed record and insert it again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from llmprimer.catalogue.names import learn_record
from llmprimer.dates import PartialDate
from llmprimer.identifiers import account_handles, comparable_url, host, same_host, status_id
from llmprimer.index.abbreviations import definitions, initials
from llmprimer.index.stop import STOP
from llmprimer.index.tokens import APART, FIELDS, INITIALED, Segments, column, letter_pairs, plain_words, segments
from llmprimer.nameforms import full_name
from llmprimer.propernames import Learner
from llmprimer.query.fields import HAS
from llmprimer.stem import stem
from llmprimer.text import marked_words

#: A record or topic in JSON, without fields that have their default value.
Values = Mapping[str, Any]
Topics = Mapping[str, Values]


class Entry(NamedTuple):
    """The contribution of one record to the tables."""

    citation_key: str
    first: str | None
    last: str | None
    topics: str
    row: str
    record: str
    segments: str
    initials: str
    facets: set[tuple[str, str]]
    #: The columns of the full-text table.
    columns: tuple[str, ...]
    #: Word -> True; adjacent pair that may be one word -> False.
    vocabulary: dict[str, bool]
    #: (abbreviation, stems of its long form) for each that the record explains.
    explained: set[tuple[str, str]]
    #: Evidence of how words are written, for proper names (llmprimer.propernames).
    spellings: set[tuple[str, str]]


def entry(text: str, topics: Topics) -> Entry:
    """The index entry of a record in JSON, in a catalogue with these topics."""
    record = json.loads(text)
    vocabulary: dict[str, bool] = {}
    plain = plain_words(record, topics)
    by_field = segments(plain, vocabulary)
    issued = PartialDate.parse(record["issued"]) if "issued" in record else None
    learner = Learner()
    learn_record(learner, record)
    return Entry(
        record["citation_key"],
        issued.earliest if issued else None,
        issued.latest if issued else None,
        " ".join(record.get("topics", ())),
        json.dumps(row(record), ensure_ascii=False, separators=(",", ":")),
        text,
        "\n".join("\t".join(" ".join(segment) for segment in by_field[field]) for field in FIELDS),
        all_initials(by_field),
        set(_facets(record, topics)),
        tuple(column(field, by_field[field]) for field in FIELDS),
        vocabulary,
        {pair for of_field in plain.values() for text in of_field for pair in explained(text)},
        learner.spellings(),
    )


@lru_cache(2048)
def explained(text: str) -> frozenset[tuple[str, str]]:
    """(abbreviation, stems of its long form) for each that the text explains."""
    if "(" not in text and ": " not in text:
        return frozenset()
    return frozenset({(short, " ".join(stem(word) for word in long)) for short, long in definitions(text)})


def explained_by_topics(topics: Topics) -> Iterator[set[tuple[str, str]]]:
    """Yields the same pairs for each topic, from its label and aliases."""
    for topic in topics.values():
        names = (topic["label"], *topic.get("aliases", ()))
        yield {pair for name in names for pair in (*explained(name), *by_initials(name))}


def by_initials(label: str) -> Iterator[tuple[str, str]]:
    """Yields (initials, stems) of a label and of its parts."""
    for name in (label, *label_parts(label)):
        marked = marked_words(name)
        stemmed = " ".join(stem(word.rstrip("-")) for word in marked)
        for letters in initials(marked):
            if len(marked) > 1 and len(letters) > 1 and "#" not in letters and letters not in STOP:
                yield letters, stemmed


def label_parts(label: str) -> list[str]:
    """The parts of a label such as "Reinforcement learning / Robotics"; empty if it has only one."""
    parts = [part.strip() for part in re.split(r"\s*[/&,;:()]\s*|\s+and\s+", label)]
    return [part for part in parts if part] if len(parts) > 1 else []


def all_initials(by_field: Segments) -> str:
    """The initials of the record's names as letter pairs, to find abbreviations that no text explains."""
    found: dict[str, None] = {}
    for field in INITIALED:
        for segment in by_field[field]:
            if len(segment) > 1:
                found.update(dict.fromkeys(initials(segment)))
    return f" {APART} ".join(filter(None, map(letter_pairs, found)))


#: The fields of a row; `_ALWAYS` has the value of those that every row has.
_ROW = (
    "citation_key", "url", "title", "issued", "topics", "type", "kind", "author", "container_title", "publisher", "doi",
    "arxiv", "language", "summary", "slides", "title_described",
)  # fmt: skip
_ALWAYS: dict[str, Any] = {"url": None, "issued": None, "topics": []}


def row(record: Values) -> dict[str, Any]:
    """The short form of a reference for lists and JSON, without empty fields."""
    return {name: record.get(name, _ALWAYS.get(name)) for name in _ROW if name in record or name in _ALWAYS}


def ancestors(slug: str, topics: Topics) -> list[str]:
    """The topic itself and every broader topic, nearest first."""
    found = []
    at: str | None = slug
    while at is not None and at in topics and at not in found:
        found.append(at)
        at = topics[at].get("broader")
    return found


def _facets(record: Values, topics: Topics) -> Iterator[tuple[str, str]]:
    for slug in record.get("topics", ()):
        yield from (("topic", broader) for broader in ancestors(slug, topics))
    yield "kind", record["kind"]
    yield "type", record["type"]
    yield "key", record["citation_key"].lower()
    # The query language does not use the facets "author" and "target"; counts and relations do.
    yield from (("author", full_name(name)) for name in record.get("author", ()))
    published = record.get("published", {})
    for field in HAS:
        # `has:doi` asks for a DOI to cite; the one of the formal publication counts.
        if field in record or (field == "doi" and "doi" in published):
            yield "has", field
    yield from (("slide", f"{number:06d}") for number in record.get("slides", ()))
    yield from (("target", relation["target"]) for relation in record.get("relations", ()) if "target" in relation)
    if "language" in record:
        parts = record["language"].lower().split("-")
        yield from (("lang", "-".join(parts[:n])) for n in range(1, len(parts) + 1))
    archived = record.get("archive_url")
    for url in {record.get("url"), archived, record.get("listed", {}).get("url")} - {None}:
        yield "url", comparable_url(url)
        if url != archived:
            labels = same_host(host(url)).split(".")
            yield from (("site", ".".join(labels[n:])) for n in range(max(1, len(labels) - 1)))
            yield from (("handle", handle) for handle in account_handles(url))
            if (status := status_id(url)) is not None:
                yield "status", status
    yield from (("doi", values["doi"].lower()) for values in (record, published) if "doi" in values)
    if "url" in published:
        yield "url", comparable_url(published["url"])
    if "arxiv" in record:
        arxiv = record["arxiv"]["id"].lower()  # old ids have capitals (math.GT/0309136)
        yield "arxiv", arxiv
        yield "url", f"arxiv.org/abs/{arxiv}"
        yield "doi", f"10.48550/arxiv.{arxiv}"
