"""One JSON object a line, in the order of the links."""

from __future__ import annotations

import json
from collections.abc import Sequence

from llmprimer.links.model import LinkResult

SHAPE = "llmprimer.link/1"


def render(results: Sequence[LinkResult]) -> str:
    """The report as lines of JSON."""
    return "\n".join(json.dumps({"shape": SHAPE, **result.as_json()}, ensure_ascii=False) for result in results)
