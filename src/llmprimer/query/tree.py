"""The tree of a parsed query, as plain tuples, which import fast."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias


class Word(NamedTuple):
    """A bare word: in a search it affects the ranking, elsewhere it is required."""

    text: str
    position: int = 0


class Phrase(NamedTuple):
    """Words that must be adjacent, in this order."""

    text: str
    position: int = 0


class Field(NamedTuple):
    """A condition on one field. `low` and `high` are inclusive bounds for dates and numbers; None: no bound."""

    name: str
    value: str
    low: str | None = None
    high: str | None = None
    position: int = 0


class CitationKeys(NamedTuple):
    """References with these citation keys, spelled as in the catalogue."""

    keys: tuple[str, ...]


class Not(NamedTuple):
    """A condition that must not hold."""

    node: Node


class And(NamedTuple):
    """All conditions must hold; an empty And always holds."""

    nodes: tuple[Node, ...]


class Or(NamedTuple):
    """At least one condition must hold."""

    nodes: tuple[Node, ...]


Node: TypeAlias = Word | Phrase | Field | CitationKeys | Not | And | Or


def conjunction(nodes: Iterable[Node]) -> And:
    """One And of all nodes; nested Ands are flattened."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, And) else (node,))
    return And(tuple(flat))
