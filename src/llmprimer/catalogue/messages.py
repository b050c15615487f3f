"""Turns the errors of pydantic into messages for curators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from llmprimer.suggest import did_you_mean
from llmprimer.text import CONTROL_CHARACTERS

_FORMS = {
    "doi": "a bare DOI such as 10.18653/v1/N19-1423 (no https://doi.org/ before it)",
    "arxiv": "an arXiv identifier without a version, such as 1706.03762 or hep-th/9901001",
    "id": "an arXiv identifier without a version, such as 1706.03762 or hep-th/9901001",
    "primary_class": "an arXiv class such as cs.CL",
    "url": "an address with its scheme, such as https://example.org/ (no spaces)",
    "archive_url": "an address with its scheme, such as https://web.archive.org/... (no spaces)",
    "language": "a language tag such as en or zh-Hans",
    "topics": "a topic slug: lower-case letters and digits joined by hyphens",
    "citation_key": "a citation key: ASCII letters, digits and - . _ : + /, beginning with a letter or digit",
    "target": "a citation key: ASCII letters, digits and - . _ : + /, beginning with a letter or digit",
}


def explain_validation_error(error: dict[str, Any], fields: Iterable[str]) -> str:
    """One sentence for one entry of `ValidationError.errors()`; `fields` are the names allowed there."""
    loc = error["loc"]
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    kind = error["type"]
    value = error.get("input")
    match kind:
        case "extra_forbidden":
            return f'unknown field "{name}"{did_you_mean(name, fields)}'
        case "missing":
            return f"`{name}` is missing"
        case "enum":
            allowed = [value.strip().strip("'") for value in _allowed(error)]
            suggestion = did_you_mean(str(value), allowed)
            return f'unknown {name} "{value}"{suggestion or "; it is one of " + ", ".join(allowed)}'
        case "value_error":
            message = str(error["ctx"]["error"]) if "ctx" in error else error["msg"]
            return message if name == "" else f"`{name}`: {message}"
        case "string_pattern_mismatch" if control := re.search(f"[{CONTROL_CHARACTERS}]", str(value)):
            return f"`{name}`: the control character U+{ord(control[0]):04X} at character {control.start() + 1}"
        case "string_pattern_mismatch" if name in _FORMS:
            return f'`{name}`: "{value}" is not {_FORMS[name]}'
        case "string_type" | "tuple_type" | "dict_type" | "model_type" | "model_attributes_type":
            expected = {"string_type": "text", "tuple_type": "a list"}.get(kind, "a mapping")
            return f"`{name}` must be {expected}, not {_shape(value)}"
        case "string_too_short":
            return f"`{name}` is empty; leave the field out"
        case _:
            return f"`{name}`: {error['msg'][0].lower()}{error['msg'][1:]}"


def _allowed(error: dict[str, Any]) -> list[str]:
    return str(error["ctx"]["expected"]).replace(" or ", ", ").split(",")


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f'"{value}"'


def fields_at(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """The field names allowed where `loc` ends, for suggestions."""
    for part in loc[:-1]:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        if field is None:
            continue
        nested = _model_in(field.annotation)
        if nested is not None:
            model = nested
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _model_in(argument)) is not None:
            return found
    return None
