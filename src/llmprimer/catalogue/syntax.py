"""Explains YAML syntax errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

#: libyaml's message, our message, and the reported line: where the construct begins, or where the error was found.
_WORDS = (
    (r"found unexpected end of stream.*quoted scalar", "a quotation mark is never closed", "beginning"),
    (
        r"mapping values are not allowed",
        "a colon and a space make a key of the text before them; put the value in quotes",
        "problem",
    ),
    (r"expected ',' or '\}'", "a brace is never closed, or a comma is missing", "beginning"),
    (r"expected ',' or '\]'", "a bracket is never closed, or a comma is missing", "beginning"),
    (
        r"could not find expected ':'",
        "a key without a colon, or the continuation of a text that did not begin",
        "beginning",
    ),
    (r"did not find expected key", "the indentation of this line differs from the lines above it", "problem"),
)


def explain_syntax_error(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line (from 1) to look at, and what is wrong there."""
    mark = error.problem_mark or error.context_mark
    beginning = error.context_mark or error.problem_mark
    line = mark.line + 1 if mark else 1
    if _begins_with_tab(text, line) and re.search("tab|cannot start any token|expected", error.problem or ""):
        return line, "not valid YAML: a tab at the beginning of the line; YAML is indented with spaces"
    problem = " ".join(part for part in (error.problem, f"({error.context})" if error.context else "") if part)
    for pattern, message, position in _WORDS:
        if re.search(pattern, problem):
            chosen = beginning if position == "beginning" else mark
            return chosen.line + 1 if chosen else line, f"not valid YAML: {message}"
    return line, f"not valid YAML: {problem}"


def _begins_with_tab(text: str, line: int) -> bool:
    lines = text.split("\n", line)
    return line <= len(lines) and re.match(r" *\t", lines[line - 1]) is not None
