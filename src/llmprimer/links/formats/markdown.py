"""A Markdown report for an issue: the summary, and a table of what needs a person for each group."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.links.model import Group, LinkResult, Verdict
from llmprimer.links.report import summary, worst_first


def render(results: Sequence[LinkResult]) -> str:
    """The report as Markdown text."""
    lines = ["# Link check", "", summary(results), ""]
    ordered = worst_first(results)
    for group in (Group.DEAD, Group.SUSPECT, Group.UNCERTAIN):
        lines += _section(group.capitalize(), [result for result in ordered if result.group is group])
    lines += _section("Moved", [result for result in ordered if result.verdict is Verdict.MOVED])
    return "\n".join(lines).rstrip()


def _section(title: str, results: Sequence[LinkResult]) -> list[str]:
    if not results:
        return []
    rows = [f"| {_name(result)} | {result.verdict} | {_cell(result.reason)}{_copy(result)} |" for result in results]
    return [f"## {title}", "", "| link | verdict | reason |", "|---|---|---|", *rows, ""]


def _name(result: LinkResult) -> str:
    label = _cell(result.link.citation_key or result.link.url)
    return f"[{label}](<{result.link.url}>)"


def _copy(result: LinkResult) -> str:
    address = (result.archive_url or "").replace("|", "%7C").replace("<", "%3C").replace(">", "%3E")
    return f" ([archived copy](<{address}>))" if address else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("[", "\\[").replace("]", "\\]")
