"""One line per finding in the format of compilers, so that editors can jump to it."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.escaping import one_line
from llmprimer.lint.finding import Finding


def render(findings: Sequence[Finding]) -> str:
    """`references.yaml:12: S401 warning: lee-2020-study: the title ... [fixable]`, by line."""
    return "".join(_line(finding) + "\n" for finding in findings)


def _line(finding: Finding) -> str:
    key = f"{finding.key}: " if finding.key else ""
    fixable = " [fixable]" if finding.fixable else ""
    return one_line(
        f"{finding.path}:{finding.line}: {finding.code} {finding.severity}: {key}{finding.message}{fixable}"
    )
