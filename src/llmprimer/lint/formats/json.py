"""One JSON object of the shape `llmprimer.lint/1`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from llmprimer.lint.finding import Finding

SHAPE = "llmprimer.lint/1"


def render(findings: Sequence[Finding]) -> str:
    """The findings by line, with all their fields."""
    rows = [
        {
            "path": finding.path,
            "line": finding.line,
            "citation_key": finding.key,
            "code": finding.code,
            "name": finding.name,
            "severity": str(finding.severity),
            "message": finding.message,
            "fixable": finding.fixable,
        }
        for finding in findings
    ]
    return json.dumps({"shape": SHAPE, "findings": rows}, ensure_ascii=False, indent=2) + "\n"
