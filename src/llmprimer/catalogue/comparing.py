"""The differences between two catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from llmprimer.catalogue import CatalogueContent
    from llmprimer.model import Reference, Topic


@dataclass(frozen=True, slots=True)
class ReferenceChange:
    """One entry that is in both; `fields` has, in the model's order, each field that differs: (old, new), None if absent."""

    key: str
    old: Any
    new: Any
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of two catalogues: added and changed entries in the order of the new one, removed ones in that of the old."""

    added: tuple[Reference, ...]
    removed: tuple[Reference, ...]
    changed: tuple[ReferenceChange, ...]
    topics_added: tuple[str, ...]
    topics_removed: tuple[str, ...]
    topics_changed: tuple[ReferenceChange, ...]
    header: Mapping[str, tuple[Any, Any]]

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.changed, *self._header_changes()))

    def _header_changes(self) -> Iterator[object]:
        yield from (self.topics_added, self.topics_removed, self.topics_changed, self.header)


def compare(old: CatalogueContent, new: CatalogueContent) -> Comparison:
    """The changes that turn `old` into `new`; the order of the records does not count."""
    return Comparison(
        added=tuple(reference for reference in new if reference.citation_key not in old),
        removed=tuple(reference for reference in old if reference.citation_key not in new),
        changed=_changes(old.references, new.references),
        topics_added=tuple(slug for slug in new.topics if slug not in old.topics),
        topics_removed=tuple(slug for slug in old.topics if slug not in new.topics),
        topics_changed=_changes(old.topics, new.topics),
        header={name: pair for name, pair in _field_changes(old.header, new.header).items() if name != "topics"},
    )


def _changes(old: Mapping[str, Reference] | Mapping[str, Topic], new: Mapping[str, Any]) -> tuple[ReferenceChange, ...]:
    both = ((key, old[key], new[key]) for key in new if key in old)
    return tuple(ReferenceChange(key, a, b, _field_changes(a, b)) for key, a, b in both if a != b)


def _field_changes(old: BaseModel, new: BaseModel) -> dict[str, tuple[Any, Any]]:
    pairs = {name: (getattr(old, name), getattr(new, name)) for name in type(new).model_fields}
    return {name: (_value_or_none(a), _value_or_none(b)) for name, (a, b) in pairs.items() if a != b}


def _value_or_none(value: Any) -> Any:
    """The value, or None for a value that the file leaves out."""
    return None if value in (None, (), False) else value
