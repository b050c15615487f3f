"""JUnit XML: a test case for each link; dead ones fail, suspect and uncertain ones are skipped with their reason."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.escaping import xml_attribute, xml_text
from llmprimer.links.model import Group, LinkResult
from llmprimer.links.report import group_counts, path_below


def render(results: Sequence[LinkResult]) -> str:
    """The report as XML text, in the order of the links."""
    by_group = group_counts(results)
    skipped = by_group[Group.SUSPECT] + by_group[Group.UNCERTAIN]
    seconds = sum(result.probe.seconds for result in results)
    totals = (
        f'tests="{len(results)}" failures="{by_group[Group.DEAD]}" errors="0" skipped="{skipped}" time="{seconds:.3f}"'
    )
    cases = (line for result in results for line in _case(result))
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuite name="llmprimer check" {totals}>',
            *cases,
            "</testsuite>",
        )
    )


def _case(result: LinkResult) -> list[str]:
    link = result.link
    attributes = {"classname": link.citation_key or "links", "name": link.url}
    attributes |= {"file": path_below(link.file) or link.file} if link.file else {}
    attributes |= {"line": str(link.line)} if link.line else {}
    shown = " ".join(f"{name}={xml_attribute(value)}" for name, value in attributes.items())
    start = f'  <testcase {shown} time="{result.probe.seconds:.3f}"'
    if result.group is Group.ALIVE:
        return [start + "/>"]
    message = f"{result.verdict}: {result.reason}"
    if result.group is Group.DEAD:
        element = f"<failure type={xml_attribute(result.verdict)} message={xml_attribute(message)}>{xml_text(message)}</failure>"
    else:
        element = f"<skipped type={xml_attribute(result.verdict)} message={xml_attribute(message)}/>"
    return [start + ">", f"    {element}", "  </testcase>"]
