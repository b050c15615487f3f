"""One JSON object: the shape's name, the number of links in each group, and every link worst first."""

from __future__ import annotations

import json
from collections.abc import Sequence

from llmprimer.links.model import LinkResult
from llmprimer.links.report import group_counts, worst_first

SHAPE = "llmprimer.check/1"


def render(results: Sequence[LinkResult]) -> str:
    """The report as JSON text, each link on a line of its own."""
    # The encoder that indents is Python's, and takes four times as long over thousands of links.
    lines = ",\n".join(f"    {json.dumps(result.as_json(), ensure_ascii=False)}" for result in worst_first(results))
    counted = json.dumps({str(group): count for group, count in group_counts(results).items()})
    return f'{{\n  "shape": "{SHAPE}",\n  "links_by_group": {counted},\n  "results": [\n{lines}\n  ]\n}}'
