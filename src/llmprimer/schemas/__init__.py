"""The JSON Schemas of the program's JSON output: one schema for each shape.

A shape has a name and a version ("llmprimer.search/1", the value of `shape` in the output). Increase the version when a
field changes or is removed, not for a new field.
"""

from __future__ import annotations

import json
from typing import Any

from llmprimer.errors import UsageError
from llmprimer.schemas.reports import REPORTS
from llmprimer.schemas.shapes import SHAPES, Shape
from llmprimer.suggest import did_you_mean

#: The shapes by name, sorted. `catalogue` is the schema of the file itself.
ALL: dict[str, Shape] = dict(sorted((shape.name, shape) for shape in (*SHAPES, *REPORTS)))
CATALOGUE = "catalogue"


def schema_names() -> list[str]:
    """The names of all schemas, sorted."""
    return sorted((*ALL, CATALOGUE))


def printed_by(name: str) -> str:
    """The command that prints the shape."""
    return "A catalogue file, as YAML or JSON." if name == CATALOGUE else ALL[name].prints


def schema(name: str) -> dict[str, Any]:
    """The schema (draft 2020-12) with that name, self-contained; UsageError for an unknown name suggests the nearest."""
    from llmprimer.catalogue.schema import json_schema

    if name == CATALOGUE:
        return json_schema()
    if name not in ALL:
        hint = f"the schemas are {', '.join(schema_names())}"
        raise UsageError(f'no schema "{name}"{did_you_mean(name, schema_names())}', hint=hint)
    found = ALL[name].schema()
    if '"#/$defs/Record"' in json.dumps(found):
        found["$defs"] = found["$defs"] | json_schema()["$defs"]
    return found
