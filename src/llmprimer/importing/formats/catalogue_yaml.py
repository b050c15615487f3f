"""Other catalogues of llmprimer, or parts of one: records and topics."""

from __future__ import annotations

from typing import Any

from llmprimer.catalogue import events
from llmprimer.errors import CatalogueError
from llmprimer.records.draft import Draft, Reading


def read(text: str, name: str) -> Reading:
    """A draft of each record with all fields unchanged, and the topics that are used."""
    reading = Reading()
    try:
        for section, key, value, line in events.items(
            text, per_entry=frozenset({"references"}), report=lambda *_: None
        ):
            if section == "topics" and isinstance(value, dict):
                reading.topics = {slug: topic for slug, topic in value.items() if isinstance(topic, dict)}
            if key is None:
                continue
            if not isinstance(value, dict):
                reading.leave(line, key, "a reference is a mapping of fields")
                continue
            fields: dict[str, Any] = dict(value)
            # Positions in the other file's outline and source mean nothing here.
            for field in ("slides", "listed"):
                fields.pop(field, None)
            reading.drafts.append(Draft(line, fields, key))
    except events.YamlError as error:
        raise CatalogueError(f"{name}:{error.line}: {error.message}") from None
    return reading
