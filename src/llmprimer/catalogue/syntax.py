"""What is wrong with text that is not YAML, in words for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

#: libyaml's message, our message, and which line is reported: where the construct begins, or where the error was found.
_WORDS = (
    (r"found unexpected end of stream.*quoted scalar", "a quotation mark is never closed", "beginning"),
    (
        r"mapping values are not allowed",
        "a colon and a space make a key of what stands before them; put the value in quotes",
        "place",
    ),
    (r"expected ',' or '\}'", "a brace is never closed, or a comma is missing", "beginning"),
    (r"expected ',' or '\]'", "a bracket is never closed, or a comma is missing", "beginning"),
    (r"could not find expected ':'", "a key without a colon, or a text that goes on where none was begun", "beginning"),
    (r"did not find expected key", "this line is indented in another way than the lines above it", "place"),
)


def explained(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line (from 1) to look at, and what is wrong there."""
    mark = error.problem_mark or error.context_mark
    beginning = error.context_mark or error.problem_mark
    line = mark.line + 1 if mark else 1
    if _begins_with_tab(text, line) and re.search("tab|cannot start any token|expected", error.problem or ""):
        return line, "not valid YAML: a tab at the beginning of the line; YAML is indented with spaces"
    said = " ".join(part for part in (error.problem, f"({error.context})" if error.context else "") if part)
    for pattern, words, where in _WORDS:
        if re.search(pattern, said):
            at = beginning if where == "beginning" else mark
            return at.line + 1 if at else line, f"not valid YAML: {words}"
    return line, f"not valid YAML: {said}"


def _begins_with_tab(text: str, line: int) -> bool:
    lines = text.split("\n", line)
    return line <= len(lines) and re.match(r" *\t", lines[line - 1]) is not None
