"""References, topics and slides as a graph: typed relations, the tree of topics, and which slide cites what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class GraphNode:
    """One thing: `kind` is `reference`, `topic`, `slide` or `work` (a work outside the catalogue)."""

    id: str
    kind: str
    label: str


@dataclass(frozen=True)
class GraphEdge:
    """A relation from one node to another: its type, `topic`, `broader` or `cites`."""

    source: str
    target: str
    type: str


@dataclass(frozen=True)
class Graph:
    """Nodes in the order of the catalogue, and the edges between them."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


#: The parts of a graph that can be chosen.
PARTS = ("relations", "topics", "slides")


def graph(records: Iterable[Mapping[str, Any]], header: Mapping[str, Any], parts: Iterable[str] = PARTS) -> Graph:
    """The graph of these references, and of those that they have relations to."""
    wanted = frozenset(parts)
    nodes: dict[str, GraphNode] = {}
    edges: list[GraphEdge] = []
    topics: dict[str, None] = {}
    slides: dict[int, None] = {}
    chosen = {record["citation_key"]: record for record in records}
    for key, record in chosen.items():
        nodes[f"reference:{key}"] = GraphNode(f"reference:{key}", "reference", record["title"])
        topics.update(dict.fromkeys(record.get("topics", ())))
        slides.update(dict.fromkeys(record.get("slides", ())))
    for key, record in chosen.items():
        source = f"reference:{key}"
        for relation in record.get("relations", ()) if "relations" in wanted else ():
            target = _target(relation)
            nodes.setdefault(target.id, target)
            edges.append(GraphEdge(source, target.id, relation["type"]))
        if "topics" in wanted:
            edges += [GraphEdge(source, f"topic:{slug}", "topic") for slug in record.get("topics", ())]
    if "topics" in wanted:
        _add_topics(nodes, edges, topics, header.get("topics", {}))
    if "slides" in wanted:
        titles = {slide["slide"]: slide["title"] for slide in header.get("outline", ())}
        for number in sorted(slides):
            label = f"{number}. {titles[number]}" if number in titles else str(number)
            nodes[f"slide:{number}"] = GraphNode(f"slide:{number}", "slide", label)
        edges += [
            GraphEdge(f"slide:{number}", f"reference:{key}", "cites")
            for key, record in chosen.items()
            for number in record.get("slides", ())
        ]
    return Graph(tuple(nodes.values()), tuple(edges))


def _target(relation: Mapping[str, Any]) -> GraphNode:
    if relation.get("target"):
        # The title of a target outside the selection is not known here, so the key is its label.
        return GraphNode(f"reference:{relation['target']}", "reference", relation["target"])
    title = relation["title"]
    return GraphNode(f"work:{title}", "work", title)


def _add_topics(
    nodes: dict[str, GraphNode],
    edges: list[GraphEdge],
    used: Iterable[str],
    vocabulary: Mapping[str, Mapping[str, Any]],
) -> None:
    """The topics in use, and the broader ones up to the root of the tree."""
    waiting = list(used)
    while waiting:
        slug = waiting.pop(0)
        if f"topic:{slug}" in nodes:
            continue
        topic = vocabulary.get(slug, {})
        nodes[f"topic:{slug}"] = GraphNode(f"topic:{slug}", "topic", topic.get("label", slug))
        if broader := topic.get("broader"):
            edges.append(GraphEdge(f"topic:{slug}", f"topic:{broader}", "broader"))
            waiting.append(broader)
