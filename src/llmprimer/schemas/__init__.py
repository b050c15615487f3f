"""The JSON Schemas of everything that the program prints as JSON: one schema for each shape.

A shape has a name and a version ("llmprimer.search/1"), which is the value of `shape` in the output. The version is raised when
a field changes or goes; a new field does not raise it.
"""

from __future__ import annotations

import json
from typing import Any

from llmprimer.errors import UsageError
from llmprimer.schemas.reports import REPORTS
from llmprimer.schemas.shapes import SHAPES, Shape
from llmprimer.suggest import did_you_mean

#: By name, in alphabetical order. `catalogue` is the form of the file itself.
ALL: dict[str, Shape] = dict(sorted((shape.name, shape) for shape in (*SHAPES, *REPORTS)))
CATALOGUE = "catalogue"


def names() -> list[str]:
    """The names of all schemas, sorted."""
    return sorted((*ALL, CATALOGUE))


def describe(name: str) -> str:
    """What prints the shape, in a few words."""
    return "A catalogue file, as YAML or JSON." if name == CATALOGUE else ALL[name].prints


def schema(name: str) -> dict[str, Any]:
    """The schema (draft 2020-12) with that name, complete in itself; UsageError names the nearest."""
    from llmprimer.catalogue.schema import json_schema

    if name == CATALOGUE:
        return json_schema()
    if name not in ALL:
        hint = f"the schemas are {', '.join(names())}"
        raise UsageError(f'no schema "{name}"{did_you_mean(name, names())}', hint=hint)
    found = ALL[name].schema()
    if '"#/$defs/Record"' in json.dumps(found):
        found["$defs"] = found["$defs"] | json_schema()["$defs"]
    return found
