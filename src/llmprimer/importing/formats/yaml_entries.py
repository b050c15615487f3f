"""YAML files that map keys to entries, read with the rules of catalogues: text stays text, no aliases, no tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from llmprimer.catalogue import events
from llmprimer.errors import CatalogueError


def entries(text: str, name: str, *, per_entry: frozenset[str] = frozenset()) -> Iterator[tuple[str, Any, int]]:
    """Key, value and line of every entry at the top (or in the sections named); CatalogueError if it is not YAML."""
    try:
        for item in events.items(text, per_entry=per_entry, report=lambda *_: None):
            yield (item.section if item.key is None else item.key), item.value, item.line
    except events.YamlError as error:
        raise CatalogueError(f"{name}:{error.line}: {error.message}") from None
