"""SARIF, which code hosts show next to the lines.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from llmprimer._version import __version__
from llmprimer.lint.finding import Finding
from llmprimer.lint.registry import rules

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(findings: Sequence[Finding]) -> str:
    """One run with all rules and the findings by line."""
    order = list(rules())
    driver = {"name": "llmprimer", "version": __version__, "rules": [_rule(code) for code in order]}
    results = [_result(finding, order.index(finding.code)) for finding in findings]
    # SARIF asks for the unit of columns even where none are given.
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


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
    # The line is left out, so that a finding keeps its fingerprint when lines above it change.
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
