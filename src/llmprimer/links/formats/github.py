"""GitHub workflow commands: annotations at the lines of the catalogue.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.links.model import Group, LinkResult
from llmprimer.links.report import needs_a_person, path_below, worst_first

_LEVELS = {Group.DEAD: "error", Group.SUSPECT: "warning", Group.UNCERTAIN: "notice", Group.ALIVE: "notice"}


def render(results: Sequence[LinkResult]) -> str:
    """One command for each link that needs a person."""
    return "\n".join(_command(result) for result in worst_first(results) if needs_a_person(result))


def _command(result: LinkResult) -> str:
    link = result.link
    title = f"{link.citation_key or 'link'}: {result.verdict}"
    properties: dict[str, object] = {}
    if link.file:
        # GitHub knows the files of the repository by their paths in it.
        properties = {"file": path_below(link.file) or link.file, "line": link.line}
    elif link.line:
        title += f" (line {link.line} of standard input)"
    properties["title"] = title
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    return f"::{_LEVELS[result.group]} {shown}::{_data(f'{link.url}: {result.reason}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
