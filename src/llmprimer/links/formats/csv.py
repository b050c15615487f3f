"""Comma-separated values with a header line, worst first.

A text that a spreadsheet would take for a formula gets an apostrophe before it, since strangers write the titles.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

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
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    if not isinstance(value, str):
        return value
    value = " ".join(value.replace("\0", " ").splitlines())
    return f"'{value}" if value.lstrip(" ").startswith(_FORMULA) else value
