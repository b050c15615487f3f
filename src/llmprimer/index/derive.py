"""What one record puts into the index, made from its JSON values and the topics alone: no models, no other record.

That makes an index the sum of its records, so that a changed record is taken out and put in again (`index.update`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from llmprimer.catalogue.names import learn_record
from llmprimer.dates import PartialDate
from llmprimer.identifiers import comparable_url, handles, host, same_host, status_id
from llmprimer.index.abbreviations import definitions, initials
from llmprimer.index.stop import STOP
from llmprimer.index.tokens import APART, FIELDS, INITIALED, Segments, column, letter_pairs, plain_words, segments
from llmprimer.nameforms import full_name
from llmprimer.propernames import Learner
from llmprimer.query.fields import HAS
from llmprimer.stem import stem
from llmprimer.text import marked_words

#: What a record or topic is in JSON; fields with their default value are left out.
Values = Mapping[str, Any]
Topics = Mapping[str, Values]


class Entry(NamedTuple):
    """What one record puts into the tables."""

    citation_key: str
    first: str | None
    last: str | None
    topics: str
    row: str
    record: str
    segments: str
    initials: str
    facets: set[tuple[str, str]]
    #: The columns of the full text.
    columns: tuple[str, ...]
    #: Word -> True, and pair of neighbours that may be one word -> False.
    vocabulary: dict[str, bool]
    #: (abbreviation, stems of what it stands for) for each that the record explains.
    explained: set[tuple[str, str]]
    #: What the record tells of how words are written.
    spellings: set[tuple[str, str]]


def entry(text: str, topics: Topics) -> Entry:
    """What the record, in JSON, puts into the index of a catalogue with these topics."""
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
    """(abbreviation, stems of what it stands for) for each that the text explains."""
    if "(" not in text and ": " not in text:
        return frozenset()
    return frozenset({(short, " ".join(stem(word) for word in long)) for short, long in definitions(text)})


def explained_by_topics(topics: Topics) -> Iterator[set[tuple[str, str]]]:
    """The same for each topic, by its label and its other names."""
    for topic in topics.values():
        names = (topic["label"], *topic.get("aliases", ()))
        yield {pair for name in names for pair in (*explained(name), *by_initials(name))}


def by_initials(label: str) -> Iterator[tuple[str, str]]:
    """(initials, stems) of a name and of the things that it names."""
    for name in (label, *label_parts(label)):
        marked = marked_words(name)
        stemmed = " ".join(stem(word.rstrip("-")) for word in marked)
        for letters in initials(marked):
            if len(marked) > 1 and len(letters) > 1 and "#" not in letters and letters not in STOP:
                yield letters, stemmed


def label_parts(label: str) -> list[str]:
    """The things that a label such as "Reinforcement learning / Robotics" names."""
    parts = [part.strip() for part in re.split(r"\s*[/&,;:()]\s*|\s+and\s+", label)]
    return [part for part in parts if part] if len(parts) > 1 else []


def all_initials(by_field: Segments) -> str:
    """The initials of the record's names as pairs of letters: where an abbreviation is looked for that nothing explains."""
    found: dict[str, None] = {}
    for field in INITIALED:
        for segment in by_field[field]:
            if len(segment) > 1:
                found.update(dict.fromkeys(initials(segment)))
    return f" {APART} ".join(filter(None, map(letter_pairs, found)))


#: The fields of a row, and which of them are there even when the record lacks them.
_ROW = (
    "citation_key", "url", "title", "issued", "topics", "type", "kind", "author", "container_title", "publisher", "doi",
    "arxiv", "language", "summary", "slides", "title_described",
)  # fmt: skip
_ALWAYS: dict[str, Any] = {"url": None, "issued": None, "topics": []}


def row(record: Values) -> dict[str, Any]:
    """The face of a reference in lists and in JSON: what a reader needs to choose, without empty fields."""
    return {name: record.get(name, _ALWAYS.get(name)) for name in _ROW if name in record or name in _ALWAYS}


def ancestors(slug: str, topics: Topics) -> list[str]:
    """The topic itself and every broader one, nearest first."""
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
    # Authors and targets of relations are no values of the query language; counts and relations look them up.
    yield from (("author", full_name(name)) for name in record.get("author", ()))
    published = record.get("published", {})
    for field in HAS:
        # Whoever asks for a DOI wants one to cite; that of the formal publication is one.
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
            yield from (("handle", handle) for handle in handles(url))
            if (status := status_id(url)) is not None:
                yield "status", status
    yield from (("doi", values["doi"].lower()) for values in (record, published) if "doi" in values)
    if "url" in published:
        yield "url", comparable_url(published["url"])
    if "arxiv" in record:
        arxiv = record["arxiv"]["id"].lower()  # the class in an old id has capitals (math.GT/0309136)
        yield "arxiv", arxiv
        yield "url", f"arxiv.org/abs/{arxiv}"
        yield "doi", f"10.48550/arxiv.{arxiv}"
