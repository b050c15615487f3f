"""SARIF 2.1.0 for code scanning: each link that needs a person, at its line in the catalogue.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from llmprimer._version import __version__
from llmprimer.links.model import Group, LinkResult, Verdict
from llmprimer.links.report import needs_a_person, path_below, worst_first

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# "none" is for results that are not findings; a moved page is one.
_LEVELS = {Group.DEAD: "error", Group.SUSPECT: "warning", Group.UNCERTAIN: "note", Group.ALIVE: "note"}
_ADVICE = {
    Group.DEAD: "Replace the address by the page's new one or by an archived copy.",
    Group.SUSPECT: "Open the page and see whether it still is what was recorded.",
    Group.UNCERTAIN: "Nothing is proven: look at it when it stays so, or open the page by hand.",
    Group.ALIVE: "Write the new address down where the page has moved for good.",
}
#: The name of the root of the sources for readers.
_ROOT = "%SRCROOT%"
_ORDER = {verdict: index for index, verdict in enumerate(Verdict)}


def render(results: Sequence[LinkResult]) -> str:
    """The report as JSON text."""
    driver = {"name": "llmprimer check", "version": __version__, "rules": [_rule(verdict) for verdict in Verdict]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        # The path of the root on this machine is left out.
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The directory in which the check was started."}}},
        "results": [_result(result) for result in worst_first(results) if needs_a_person(result)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


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
    same = hashlib.sha256(f"{result.verdict}\0{link.citation_key}\0{link.url}".encode("utf-8", "replace")).hexdigest()
    found: dict[str, Any] = {
        "ruleId": str(result.verdict),
        "ruleIndex": _ORDER[result.verdict],
        "level": _LEVELS[result.group],
        "message": {"text": _message(f"{link.url}: {result.reason}")},
        # The fingerprint does not change with lines above, or with the words of a server's refusal.
        "partialFingerprints": {"link/v1": same},
        "properties": {
            name: value for name, value in evidence.items() if name not in _TOLD_ELSEWHERE and value is not None
        },
    }
    if link.file:
        location: dict[str, Any] = {"artifactLocation": _artifact(link.file)}
        if link.line:
            location["region"] = {"startLine": link.line}
        found["locations"] = [{"physicalLocation": location}]
    return found


_TOLD_ELSEWHERE = {"verdict", "reason", "file", "line"}


def _artifact(file: str) -> dict[str, str]:
    below = path_below(file)
    if below is not None:
        return {"uri": quote(os.fsencode(below)), "uriBaseId": _ROOT}
    return {"uri": Path(os.path.abspath(file)).as_uri()}


def _message(text: str) -> str:
    """The text with nothing that SARIF takes for a link (3.11.6) or a placeholder (3.11.5)."""
    return re.sub(r"\{(\d+)\}", r"{{\1}}", text).replace("](", "\\](")
