"""The tree that a query is parsed into. Plain tuples: they cost nothing to import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias


class Word(NamedTuple):
    """A bare word; in a search it ranks, anywhere else it must be there."""

    text: str
    position: int = 0


class Phrase(NamedTuple):
    """Words that must stand next to each other in this order."""

    text: str
    position: int = 0


class Field(NamedTuple):
    """A condition on one field. `low` and `high` are inclusive bounds for dates and numbers, None where open."""

    name: str
    value: str
    low: str | None = None
    high: str | None = None
    position: int = 0


class CitationKeys(NamedTuple):
    """References with these citation keys, spelled as in the catalogue."""

    keys: tuple[str, ...]


class Not(NamedTuple):
    """What must not hold."""

    node: Node


class And(NamedTuple):
    """All must hold; empty, it always does."""

    nodes: tuple[Node, ...]


class Or(NamedTuple):
    """At least one must hold."""

    nodes: tuple[Node, ...]


Node: TypeAlias = Word | Phrase | Field | CitationKeys | Not | And | Or


def conjunction(nodes: Iterable[Node]) -> And:
    """One And of all, with Ands among them dissolved."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, And) else (node,))
    return And(tuple(flat))
