"""GitHub workflow commands: annotations at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.lint.finding import Finding, Severity
from llmprimer.report_formats import github_command

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(findings: Sequence[Finding]) -> str:
    """One command for each finding, by line."""
    return "".join(_command(finding) + "\n" for finding in findings)


def _command(finding: Finding) -> str:
    key = f"{finding.key}: " if finding.key else ""
    properties = {"file": finding.path, "line": finding.line, "title": f"{finding.code} {finding.name}"}
    return github_command(_LEVELS[finding.severity], properties, key + finding.message)
