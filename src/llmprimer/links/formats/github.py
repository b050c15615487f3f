"""GitHub workflow commands: annotations at the lines of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.links.model import Group, LinkResult
from llmprimer.links.report import needs_a_person, path_below, worst_first
from llmprimer.report_formats import github_command

_LEVELS = {Group.DEAD: "error", Group.SUSPECT: "warning", Group.UNCERTAIN: "notice", Group.ALIVE: "notice"}


def render(results: Sequence[LinkResult]) -> str:
    """One command for each link that needs a person."""
    return "\n".join(_command(result) for result in worst_first(results) if needs_a_person(result))


def _command(result: LinkResult) -> str:
    link = result.link
    title = f"{link.citation_key or 'link'}: {result.verdict}"
    properties: dict[str, object] = {}
    if link.file:
        # GitHub identifies files by their paths in the repository.
        properties = {"file": path_below(link.file) or link.file, "line": link.line}
    elif link.line:
        title += f" (line {link.line} of standard input)"
    properties["title"] = title
    return github_command(_LEVELS[result.group], properties, f"{link.url}: {result.reason}")
