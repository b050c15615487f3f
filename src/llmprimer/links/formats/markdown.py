"""A Markdown report for an issue: the summary, and a table of what needs a person for each group, newly dead first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.escaping import markdown_target
from llmprimer.links.model import LinkResult
from llmprimer.links.report import sections, summary
from llmprimer.report_formats import MAX_ISSUE, markdown_code, markdown_text


def render(results: Sequence[LinkResult]) -> str:
    """The report as Markdown text of at most 60,000 characters; it ends with the number of further links."""
    text = f"# Link check\n\n{summary(results)}\n"
    for title, section in sections(results):
        text += f"\n## {title}\n\n| link | verdict | reason |\n|---|---|---|\n"
        for n, result in enumerate(section):
            row = f"| {_name(result)} | {result.verdict} | {markdown_text(result.reason)}{_archived_copy(result)} |\n"
            if len(text) + len(row) > MAX_ISSUE:
                text += f"\n… and {len(section) - n} more.\n"
                break
            text += row
    return text.rstrip()


def _name(result: LinkResult) -> str:
    link = result.link
    label = markdown_text(link.citation_key or link.title or link.url)
    if re.match(r"https?://", link.url, re.IGNORECASE) is None:
        return label if not (link.citation_key or link.title) else f"{label} {markdown_code(link.url)}"
    return f"[{label}](<{markdown_target(link.url)}>)"


def _archived_copy(result: LinkResult) -> str:
    return f" ([archived copy](<{markdown_target(result.archive_url)}>))" if result.archive_url else ""
