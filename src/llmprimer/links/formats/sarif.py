"""SARIF 2.1.0 for code scanning: each link that needs a person, at its line in the catalogue."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from llmprimer.links.model import Group, LinkResult, Verdict
from llmprimer.links.report import needs_a_person, path_below, worst_first
from llmprimer.report_formats import sarif_log

# A moved page is a finding; "none" is for results that are not.
_LEVELS = {Group.DEAD: "error", Group.SUSPECT: "warning", Group.UNCERTAIN: "note", Group.ALIVE: "note"}
_ADVICE = {
    Group.DEAD: "Replace the address by the page's new one or by an archived copy.",
    Group.SUSPECT: "Open the page and see whether it still is what was recorded.",
    Group.UNCERTAIN: "The result proves nothing: look again if it persists, or open the page by hand.",
    Group.ALIVE: "Record the new address if the page has moved permanently.",
}
#: The name that readers use for the root of the sources.
_ROOT = "%SRCROOT%"
_ORDER = {verdict: index for index, verdict in enumerate(Verdict)}


def render(results: Sequence[LinkResult]) -> str:
    """The report as JSON text."""
    # The path of the root on this machine is left out.
    roots = {_ROOT: {"description": {"text": "The directory in which the check was started."}}}
    found = (_result(result) for result in worst_first(results) if needs_a_person(result))
    return sarif_log("llmprimer check", map(_rule, Verdict), found, originalUriBaseIds=roots)


def _rule(verdict: Verdict) -> dict[str, Any]:
    advice = _ADVICE[verdict.group]
    return {
        "id": str(verdict),
        "name": "".join(word.capitalize() for word in verdict.split("_")),
        "shortDescription": {"text": verdict.meaning},
        "help": {"text": f"{verdict.meaning} {advice}"},
        "defaultConfiguration": {"level": _LEVELS[verdict.group]},
        "properties": {"group": str(verdict.group)},
    }


def _result(result: LinkResult) -> dict[str, Any]:
    link = result.link
    evidence = result.as_json()
    fingerprint = hashlib.sha256(
        f"{result.verdict}\0{link.citation_key}\0{link.url}".encode("utf-8", "replace")
    ).hexdigest()
    found: dict[str, Any] = {
        "ruleId": str(result.verdict),
        "ruleIndex": _ORDER[result.verdict],
        "level": _LEVELS[result.group],
        "message": {"text": _message(f"{link.url}: {result.reason}")},
        # The fingerprint does not depend on the line number or on the wording of a server's refusal.
        "partialFingerprints": {"link/v1": fingerprint},
        "properties": {
            name: value for name, value in evidence.items() if name not in _STANDARD_FIELDS and value is not None
        },
    }
    if link.file:
        location: dict[str, Any] = {"artifactLocation": _artifact(link.file)}
        if link.line:
            location["region"] = {"startLine": link.line}
        found["locations"] = [{"physicalLocation": location}]
    return found


_STANDARD_FIELDS = {"verdict", "reason", "file", "line"}


def _artifact(file: str) -> dict[str, str]:
    below = path_below(file)
    if below is not None:
        return {"uri": quote(os.fsencode(below)), "uriBaseId": _ROOT}
    return {"uri": Path(os.path.abspath(file)).as_uri()}


def _message(text: str) -> str:
    """The text with SARIF links (3.11.6) and placeholders (3.11.5) escaped."""
    return re.sub(r"\{(\d+)\}", r"{{\1}}", text).replace("](", "\\](")
