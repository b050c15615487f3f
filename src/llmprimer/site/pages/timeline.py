"""The timeline: numbers of references by kind and date, as bars with links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from llmprimer.charts.counting import Counts, count
from llmprimer.site.pages.lists import month_address
from llmprimer.site.rendering import Page, Rendering

#: Months are drawn for the last five years of the selection, years for all of it.
_MONTHS = 60
#: Kinds with fewer references share the last row.
_ROWS = 10

# In units of the drawing, which are CSS pixels at its natural size.
_LABELS = 96
_ROW = 40
_BAR = 30
# Space for the label of the year that begins with the last month.
_LAST = 32
_STEPS = {"year": 48, "month": 12}
#: The minimum width of a year.
_NARROW = 16


def pages(rendering: Rendering) -> Iterator[Page]:
    content = rendering.content
    newest: dict[str, int] = {}
    for position, row in enumerate(content.plan.each_row()):
        issued = row["issued"] or ""
        for length in (4, 7):
            if len(issued) >= length:
                newest.setdefault(issued[:length], position)
    if not newest:
        return
    counts = {by: count(_records(rendering), by, "kind") for by in ("year", "month")}
    drawn = [
        {"by": by, "counts": counts[by], **_drawing(rendering, counts[by], newest)}
        for by in ("year", "month")
        if counts[by].rows
    ]
    yield from rendering.pages("timeline", "timeline/", drawn, title="Timeline", drawings=drawn)


def _records(rendering: Rendering) -> Iterator[dict[str, Any]]:
    content = rendering.content
    return (json.loads(record) for _, record in content.catalogue.stored(content.query))


def _drawing(rendering: Rendering, counts: Counts, newest: dict[str, int]) -> dict[str, Any]:
    """The bars, one row for each kind, all on one scale."""
    periods = list(counts.rows)[-_MONTHS:]
    step = max(_NARROW, min(_STEPS["year"], 760 // len(periods))) if counts.by == "year" else _STEPS["month"]
    cells = counts.cells[-_MONTHS:]
    kinds = list(enumerate(counts.columns))[:_ROWS]
    highest = max((cell for row in cells for cell in row[:_ROWS]), default=1) or 1
    rows = []
    for column_number, (column, kind) in enumerate(kinds):
        base = (column_number + 1) * _ROW
        bars = []
        for index, (period, row) in enumerate(zip(periods, cells, strict=True)):
            if number := row[column]:
                height = max(2.0, round(_BAR * number / highest, 1))
                bars.append({
                    "x": _LABELS + index * step,
                    "y": round(base - height, 1),
                    "width": step - 3,
                    "height": height,
                    "href": _place(rendering, period, newest[period]),
                    "label": f"{period}, {kind}: {number}",
                })  # fmt: skip
        if bars:
            rows.append({"kind": kind, "base": base, "bars": bars})
    every = 5 if counts.by == "year" and step < 40 else 1
    ticks = [
        {"x": _LABELS + index * step, "text": period[:4]}
        for index, period in enumerate(periods)
        if (period.endswith("-01") if counts.by == "month" else int(period) % every == 0)
    ]
    return {
        "width": _LABELS + max(len(periods), 6) * step + _LAST,
        "height": len(kinds) * _ROW + 26,
        "rows": rows,
        "ticks": ticks,
        "left": _LABELS,
        "bottom": len(kinds) * _ROW,
        "first": periods[0],
        "last": periods[-1],
        "table": [
            (period, sum(row), _words(counts, row)) for period, row in zip(periods, cells, strict=True) if any(row)
        ],
    }


def _words(counts: Counts, row: tuple[int, ...]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in zip(counts.columns, row, strict=True) if number)


def _place(rendering: Rendering, period: str, position: int) -> str:
    if len(period) == 4:
        return rendering.content.plan.address("years", period) or ""
    return month_address(rendering, period, position)
