"""Looks up relations in both directions, related references, topics with counts, and the outline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from llmprimer.errors import NotFoundError
from llmprimer.index import Index
from llmprimer.vocabulary import RelationType


class Related(NamedTuple):
    """A reference related to another: the reasons and a score (typed relations score highest)."""

    row: dict[str, Any]
    how: tuple[str, ...]
    score: float


class TopicNode(NamedTuple):
    """A topic, the number of references that have it or a narrower topic, and its depth (0 at the top)."""

    slug: str
    label: str
    definition: str
    aliases: list[str]
    broader: str | None
    reference_count: int
    depth: int


# A typed relation outweighs all shared topics together.
TYPED = 100.0
SAME_SLIDE = 2.0
SHARED_TOPIC = 3.0
SHARED_AUTHOR = 2.0


def relations(index: Index, citation_key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields (relation in words, target): first the relations of the reference, then those of others to it.

    The target is a row if the catalogue has it; otherwise the relation itself with its title and ids.
    """
    own = index.record(citation_key)
    for relation in own.get("relations", ()):
        words = relation["type"].replace("-", " ")
        yield (words, index.row(relation["target"]) if "target" in relation else relation)
    sql = (
        "SELECT row, record FROM reference WHERE id IN (SELECT id FROM facet WHERE field = 'target' AND value = ?) "
        "ORDER BY citation_key"
    )
    for row, record in index.connection.execute(sql, (own["citation_key"],)):
        for relation in json.loads(record).get("relations", ()):
            if relation.get("target") == own["citation_key"]:
                yield (RelationType(relation["type"]).inverse, json.loads(row))


def related(index: Index, citation_key: str, *, limit: int | None = None) -> list[Related]:
    """References related by typed relation, rare topics, slides or authors; highest score first, ties by key."""
    own = index.record(citation_key)
    key = own["citation_key"]
    scores: dict[str, float] = {}
    how: dict[str, list[str]] = {}
    rows: dict[str, dict[str, Any]] = {}

    def add(row: dict[str, Any], words: str, points: float) -> None:
        other = row["citation_key"]
        if other != key:
            rows[other] = row
            scores[other] = scores.get(other, 0.0) + points
            how.setdefault(other, []).append(words)

    for words, target in relations(index, key):
        if "citation_key" in target:
            add(target, words, TYPED)
    topics = own.get("topics", [])
    for rank, slug in enumerate(topics):
        sharing = _rows_with(index, "topic", slug)
        for row in sharing:
            if slug in row["topics"]:
                share = SHARED_TOPIC / (1 + len(sharing) / 10)
                add(row, slug, share * (1 - 0.1 * rank) * (1 - 0.1 * row["topics"].index(slug)))
    for slide in own.get("slides", ()):
        for row in _rows_with(index, "slide", f"{slide:06d}"):
            add(row, f"slide {slide}", SAME_SLIDE)
    authors = {name["family"] + " " + name.get("given", "") for name in own.get("author", ()) if "family" in name}
    if authors:
        for other in list(rows):
            record = index.record(other)
            names = {n["family"] + " " + n.get("given", "") for n in record.get("author", ()) if "family" in n}
            if shared := sorted(authors & names):
                add(
                    rows[other],
                    f"by {shared[0].split(' ')[0]}" + (" and others" if len(shared) > 1 else ""),
                    SHARED_AUTHOR,
                )
    ordered = sorted(scores, key=lambda other: (-scores[other], other))[:limit]
    return [Related(rows[other], tuple(how[other]), round(scores[other], 3)) for other in ordered]


def _rows_with(index: Index, field: str, value: str) -> list[dict[str, Any]]:
    sql = "SELECT r.row FROM facet AS f JOIN reference AS r ON r.id = f.id WHERE f.field = ? AND f.value = ? ORDER BY r.id LIMIT 2000"
    return [json.loads(text) for (text,) in index.connection.execute(sql, (field, value))]


def topics(index: Index) -> list[TopicNode]:
    """All topics, each before its narrower topics; siblings sorted by label."""
    counts = dict(index.connection.execute("SELECT value, count(*) FROM facet WHERE field = 'topic' GROUP BY value"))
    vocabulary = index.header.get("topics", {})
    below: dict[str | None, list[str]] = {}
    for slug, topic in vocabulary.items():
        below.setdefault(topic.get("broader"), []).append(slug)
    nodes: list[TopicNode] = []

    def walk(broader: str | None, depth: int) -> None:
        for slug in sorted(below.get(broader, ()), key=lambda s: (vocabulary[s]["label"].casefold(), s)):
            topic = vocabulary[slug]
            aliases = topic.get("aliases", [])
            nodes.append(
                TopicNode(slug, topic["label"], topic["definition"], aliases, broader, counts.get(slug, 0), depth)
            )
            walk(slug, depth + 1)

    walk(None, 0)
    return nodes


def topic(index: Index, text: str) -> TopicNode:
    """The topic with this slug, label or alias; NotFoundError suggests the nearest."""
    slug = index.topic(text)
    if slug is None:
        from llmprimer.suggest import did_you_mean

        near = did_you_mean(text, index.ancestors)
        raise NotFoundError(f'unknown topic "{text}"{near}', hint="`llmprimer topics` lists them")
    return next(node for node in topics(index) if node.slug == slug)


def slides(
    index: Index, low: int | None = None, high: int | None = None
) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The slides of the outline, or only low..high, each with the rows of the references that it cites, sorted by key.

    NotFoundError if the outline has none of these slides.
    """
    outline = index.header.get("outline", [])
    chosen = [s for s in outline if (low is None or s["slide"] >= low) and (high is None or s["slide"] <= high)]
    if not chosen:
        if not outline:
            raise NotFoundError("this catalogue has no outline of slides")
        raise NotFoundError(
            f"there is no slide {low}", hint=f"the outline has {outline[0]['slide']} to {outline[-1]['slide']}"
        )
    found = []
    for slide in chosen:
        rows = _rows_with(index, "slide", f"{slide['slide']:06d}")
        found.append((slide, sorted(rows, key=lambda row: row["citation_key"])))
    return found
