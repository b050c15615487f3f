"""The JSON Schema of a catalogue file, made from the models, for editors that complete and validate YAML."""

from __future__ import annotations

import json
from typing import Any

from llmprimer.model import CITATION_KEY_PATTERN, TOPIC_PATTERN, Header, Record


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of the whole file."""
    head = Header.model_json_schema()
    record = Record.model_json_schema()
    definitions = {**head.pop("$defs", {}), **record.pop("$defs", {})}
    definitions["Record"] = record
    properties = head["properties"]
    properties["topics"]["propertyNames"] = {"pattern": f"^{TOPIC_PATTERN}$"}
    properties["references"] = {
        "type": "object",
        "description": "Citation key to reference, sorted by key.",
        "propertyNames": {"pattern": f"^{CITATION_KEY_PATTERN}$"},
        "additionalProperties": {"$ref": "#/$defs/Record"},
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "llmprimer catalogue",
        "description": Header.__doc__,
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": ["title", "references"],
        "$defs": definitions,
    }
    found: dict[str, Any] = _without_nulls(schema)
    return found


def json_schema_text() -> str:
    """The schema as JSON text, indented by two spaces, with a final line break."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _without_nulls(node: Any) -> Any:
    """The same without `null`: unknown fields are left out of the file, never null."""
    if isinstance(node, list):
        return [_without_nulls(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {name: _without_nulls(value) for name, value in node.items() if name != "default"}
    options = node.get("anyOf")
    if isinstance(options, list) and {"type": "null"} in options:
        left = [option for option in options if option != {"type": "null"}]
        if len(left) == 1:
            del node["anyOf"]
            return {**left[0], **node}
        node["anyOf"] = left
    return node
