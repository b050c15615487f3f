"""Markdown for an issue or a comment: the counts, and a table of the findings for each file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from llmprimer.escaping import markdown, one_line
from llmprimer.lint.finding import Finding, Severity
from llmprimer.text import counted

#: The body of an issue on GitHub holds 65,536 characters.
MOST = 60_000
#: No message needs more room to be understood.
_LONGEST = 400


def render(findings: Sequence[Finding]) -> str:
    """The report, of at most 60,000 characters: where there are more findings, their number is told."""
    by_severity = ((s, sum(finding.severity is s for finding in findings)) for s in Severity)
    counts = [counted(number, severity) for severity, number in by_severity if number]
    text = f"# Lint\n\n{', '.join(counts) or 'No findings'}.\n"
    left = len(findings)
    for path, of_file in groupby(findings, key=lambda finding: finding.path):
        text += f"\n## {_cell(path)}\n\n| line | rule | reference | finding |\n|---:|---|---|---|\n"
        for finding in of_file:
            fixable = " *(fixable)*" if finding.fixable else ""
            key = f"`{finding.key}`" if finding.key and "`" not in finding.key else _cell(finding.key or "")
            rule = f"{finding.code} {finding.severity}"
            row = f"| {finding.line} | {rule} | {key} | {_cell(finding.message)}{fixable} |\n"
            if len(text) + len(row) > MOST:
                return f"{text}\n… and {left} more.\n"
            text += row
            left -= 1
    return text


def _cell(text: str) -> str:
    shown = one_line(text)
    shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    # Code hosts make mentions and links of `@name` and `#12`, escaped or not.
    return re.sub("[@#]", lambda match: f"&#{ord(match[0])};", markdown(shown))
