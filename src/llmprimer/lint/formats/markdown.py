"""Markdown for an issue or a comment: the counts, and a table of the findings for each file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from llmprimer.lint.finding import Finding, Severity
from llmprimer.report_formats import MAX_ISSUE, markdown_text
from llmprimer.text import counted


def render(findings: Sequence[Finding]) -> str:
    """The report, of at most 60,000 characters; it ends with the number of further findings."""
    by_severity = ((s, sum(finding.severity is s for finding in findings)) for s in Severity)
    counts = [counted(number, severity) for severity, number in by_severity if number]
    text = f"# Lint\n\n{', '.join(counts) or 'No findings'}.\n"
    remaining = len(findings)
    for path, of_file in groupby(findings, key=lambda finding: finding.path):
        text += f"\n## {markdown_text(path)}\n\n| line | rule | reference | finding |\n|---:|---|---|---|\n"
        for finding in of_file:
            fixable = " *(fixable)*" if finding.fixable else ""
            key = f"`{finding.key}`" if finding.key and "`" not in finding.key else markdown_text(finding.key or "")
            rule = f"{finding.code} {finding.severity}"
            row = f"| {finding.line} | {rule} | {key} | {markdown_text(finding.message)}{fixable} |\n"
            if len(text) + len(row) > MAX_ISSUE:
                return f"{text}\n… and {remaining} more.\n"
            text += row
            remaining -= 1
    return text
