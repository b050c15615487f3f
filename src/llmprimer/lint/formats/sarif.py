"""SARIF 2.1.0 for code scanning: each finding at its line."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from llmprimer.lint.finding import Finding
from llmprimer.lint.registry import rules
from llmprimer.report_formats import sarif_log


def render(findings: Sequence[Finding]) -> str:
    """One run with all rules and the findings by line."""
    order = list(rules())
    results = (_result(finding, order.index(finding.code)) for finding in findings)
    return sarif_log("llmprimer", map(_rule, order), results) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = rules()[code]
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.reason},
        "help": {"text": f"{rule.reason}\n\nIncorrect:\n\n{rule.bad}\n\nCorrect:\n\n{rule.good}"},
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    key = f"{finding.key}: " if finding.key else ""
    # Without the line, so that the fingerprint stays the same when lines above the finding change.
    fingerprint = hashlib.sha256(f"{finding.code}\0{finding.key}\0{finding.message}".encode()).hexdigest()
    location = {
        "artifactLocation": {"uri": quote(Path(finding.path).as_posix())},
        "region": {"startLine": finding.line},
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": str(finding.severity),
        "message": {"text": key + finding.message},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"finding/v1": fingerprint},
    }
