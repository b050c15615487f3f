"""The differences of two catalogues as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from llmprimer.catalogue.emitting import flow
from llmprimer.escaping import markdown, markdown_item, markdown_link
from llmprimer.text import counted, shorten

if TYPE_CHECKING:
    from llmprimer.catalogue.comparing import Comparison, ReferenceChange
    from llmprimer.model import Reference

JSON_SHAPE = "llmprimer.diff/1"
_COLUMNS = 60


def as_text(found: Comparison) -> str:
    """One line per entry, starting with its sign; a changed entry has a line for each field below it."""
    lines = [f"+ {reference.citation_key}  {reference.title}" for reference in found.added]
    lines += [f"- {reference.citation_key}  {reference.title}" for reference in found.removed]
    for change in found.changed:
        lines += [f"~ {change.key}", *_fields(change.fields)]
    lines += [f"+ topic {slug}" for slug in found.topics_added]
    lines += [f"- topic {slug}" for slug in found.topics_removed]
    for change in found.topics_changed:
        lines += [f"~ topic {change.key}", *_fields(change.fields)]
    if found.header:
        lines += ["~ about the catalogue", *_fields(found.header)]
    return "".join(line + "\n" for line in lines)


def _fields(fields: Mapping[str, tuple[Any, Any]]) -> Iterator[str]:
    for name, (old, new) in fields.items():
        yield f"    {name}: {_short(old)} -> {_short(new)}"


def _short(value: Any) -> str:
    if value is None:
        return "(none)"
    if isinstance(value, dict) or (isinstance(value, tuple) and value and isinstance(value[0], BaseModel)):
        return counted(len(value), "entry", "entries")
    return shorten(flow(value), _COLUMNS)


def as_markdown(found: Comparison) -> str:
    """Three lists for a changelog, without empty ones: added, removed, changed."""
    parts = []
    if found.added or found.topics_added:
        parts.append(("Added", [*map(_linked, found.added), *map(_topic, found.topics_added)]))
    if found.removed or found.topics_removed:
        parts.append(("Removed", [*map(_linked, found.removed), *map(_topic, found.topics_removed)]))
    changed = [f"{_linked(change.new)}: {', '.join(change.fields)}" for change in found.changed]
    changed += [f"{_topic(change.key)}: {', '.join(change.fields)}" for change in found.topics_changed]
    if found.header:
        changed.append(f"About the catalogue: {', '.join(found.header)}")
    if changed:
        parts.append(("Changed", changed))
    return "\n".join(f"### {title}\n\n" + "".join(f"- {line}\n" for line in lines) for title, lines in parts)


def _linked(reference: Reference) -> str:
    label = markdown_item(markdown_link(reference.url or "", markdown(reference.title)))
    year = f" ({reference.issued.year})" if reference.issued else ""
    return f"{label}{year} `{reference.citation_key}`"


def _topic(slug: str) -> str:
    return f"Topic `{slug}`"


def as_json(found: Comparison) -> str:
    """One object of the shape `llmprimer.diff/1`, with the values of the file."""
    content = {
        "shape": JSON_SHAPE,
        "added": [{"citation_key": r.citation_key, "title": r.title} for r in found.added],
        "removed": [{"citation_key": r.citation_key, "title": r.title} for r in found.removed],
        "changed": [{"citation_key": change.key, "changes": _pairs(change.fields)} for change in found.changed],
        "vocabulary": {
            "added": [{"slug": slug} for slug in found.topics_added],
            "removed": [{"slug": slug} for slug in found.topics_removed],
            "changed": [_topic_change(change) for change in found.topics_changed],
        },
        "header": _pairs(found.header),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _topic_change(change: ReferenceChange) -> dict[str, Any]:
    return {"slug": change.key, "changes": _pairs(change.fields)}


def _pairs(fields: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    return {name: {"old": _plain(old), "new": _plain(new)} for name, (old, new) in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value if value is None or isinstance(value, bool | int | str) else str(value)
