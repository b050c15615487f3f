"""JUnit XML for the test reports of CI: a test case for each finding, or one that passes if there are none."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.escaping import xml_attribute, xml_text
from llmprimer.lint.finding import Finding, Severity


def render(findings: Sequence[Finding]) -> str:
    """One suite; errors and warnings are failures, notes are skipped tests."""
    notes = sum(finding.severity is Severity.NOTE for finding in findings)
    failures = len(findings) - notes
    cases = [line for finding in findings for line in _case(finding)]
    if not findings:
        cases = ['  <testcase classname="llmprimer lint" name="no findings" time="0"/>']
    totals = f'tests="{max(1, len(findings))}" failures="{failures}" errors="0" skipped="{notes}" time="0"'
    head = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuite name="llmprimer lint" {totals}>']
    return "\n".join([*head, *cases, "</testsuite>"]) + "\n"


def _case(finding: Finding) -> list[str]:
    name = f"{finding.code} {finding.name}: {finding.key or finding.path}:{finding.line}"
    attributes = f"file={xml_attribute(finding.path)} line={xml_attribute(str(finding.line))}"
    start = f"  <testcase classname={xml_attribute(finding.path)} name={xml_attribute(name)} {attributes}"
    kind = f"type={xml_attribute(finding.code)} message={xml_attribute(finding.message)}"
    if finding.severity is Severity.NOTE:
        element = f"<skipped {kind}/>"
    else:
        text = xml_text(f"{finding.path}:{finding.line}: {finding.code} {finding.severity}: {finding.message}")
        element = f"<failure {kind}>{text}</failure>"
    return [start + ' time="0">', f"    {element}", "  </testcase>"]
