"""Reads the text of a single entry as a validated model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from llmprimer.catalogue import events
from llmprimer.catalogue.messages import explain_validation_error, fields_at
from llmprimer.errors import InvalidCatalogueError, Problem
from llmprimer.model import Record, Reference, Topic


def read_reference(text: str, name: str, *, with_lines: bool = False) -> Reference:
    """The one reference in the text of a record; InvalidCatalogueError with every problem under the name `name`.

    With `with_lines`, problems have lines, counted from the first line of the text; in a whole file they would mislead.
    """
    lines: dict[events.Path, int] = {}
    key, value = _one_entry("references", text, name, lines)
    if not isinstance(value, dict):
        raise InvalidCatalogueError([Problem(name, None, key, "a reference is a mapping of fields")])
    if "citation_key" in value:
        message = "`citation_key` is the key of the entry; it is not repeated inside"
        raise InvalidCatalogueError([Problem(name, None, key, message)])
    return validated(value, key, name, {path[2:]: line for path, line in lines.items()} if with_lines else {})


def read_topic(text: str) -> Topic | None:
    """The one topic in the text of an entry of the vocabulary; None if it is not valid."""
    try:
        return Topic.model_validate(_one_entry("topics", text, "", {})[1])
    except (InvalidCatalogueError, ValidationError):
        return None


def validated(
    values: Mapping[str, Any], citation_key: str, name: str, lines: Mapping[events.Path, int] | None = None
) -> Reference:
    """The reference with these fields; InvalidCatalogueError with all problems, at the `lines` of the fields."""
    try:
        return Reference.model_validate({**values, "citation_key": citation_key})
    except ValidationError as error:
        problems = []
        for details in error.errors():
            path = details["loc"]
            while lines and path and path not in lines:
                path = path[:-1]
            line = lines.get(path) if lines else None
            message = explain_validation_error(dict(details), fields_at(Record, details["loc"]))
            problems.append(Problem(name, line, citation_key, message))
        raise InvalidCatalogueError(problems) from None


def _one_entry(section: str, text: str, name: str, lines: dict[events.Path, int]) -> tuple[str, Any]:
    """Key and plain value of the only entry; `lines` are filled, counted from the first of `text`."""
    problems: list[Problem] = []

    def report(line: int, key: str | None, message: str) -> None:
        problems.append(Problem(name, line - 1, key, message))

    found: list[events.Item] = []
    try:
        # The text becomes a section by one more line before it; line numbers are reduced by one.
        wrapped = events.items(f"{section}:\n{text}", per_entry=frozenset({section}), report=report, lines=lines)
        found.extend(wrapped)
    except events.YamlError as error:
        problems.append(Problem(name, max(1, error.line - 1), None, error.message))
    if not problems and (len(found) != 1 or found[0].key is None):
        problems.append(Problem(name, 1, None, "expected one entry: its key on the first line, its fields further in"))
    if problems:
        raise InvalidCatalogueError(problems)
    for path in lines:
        lines[path] -= 1
    return str(found[0].key), found[0].value
