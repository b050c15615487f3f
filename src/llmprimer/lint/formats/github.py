"""Workflow commands of GitHub Actions, which show findings next to the lines of a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.lint.finding import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(findings: Sequence[Finding]) -> str:
    """One command for each finding, by line."""
    return "".join(_command(finding) + "\n" for finding in findings)


def _command(finding: Finding) -> str:
    title = f"{finding.code} {finding.name}"
    key = f"{finding.key}: " if finding.key else ""
    properties = f"file={_property(finding.path)},line={finding.line},title={_property(title)}"
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(key + finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
