"""Comma-separated values with a header line, worst first."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from llmprimer.links.model import LinkResult
from llmprimer.links.report import worst_first

COLUMNS = (
    "citation_key",
    "url",
    "verdict",
    "group",
    "reason",
    "final_url",
    "moved_to",
    "archive_url",
    "status_code",
    "requests",
    "seconds",
)


def render(results: Sequence[LinkResult]) -> str:
    """The report as CSV text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(result.as_json() for result in worst_first(results))
    return out.getvalue().rstrip("\n")
