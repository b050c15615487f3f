"""Comma-separated values with a header line, worst first.

Page titles are untrusted: text that a spreadsheet would read as a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from llmprimer.escaping import csv_cell
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
    "failed_since",
    "previous_group",
    "title",
    "file",
    "line",
)


def render(results: Sequence[LinkResult]) -> str:
    """The report as CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for result in worst_first(results):
        values = result.as_json()
        writer.writerow([_cell(values[column]) for column in COLUMNS])
    return out.getvalue().rstrip("\n")


def _cell(value: Any) -> Any:
    return csv_cell(value) if isinstance(value, str) else value
