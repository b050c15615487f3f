"""Counts and graphs as SVG or PNG, by Vega-Lite and Vega (needs the extra `llmprimer[charts]`, no browser, no network).

The specifications are plain data. altair would generate the same ones, but takes longer to import than vl-convert takes to
draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from llmprimer.charts.counting import Counts
from llmprimer.errors import UsageError
from llmprimer.text import width


class Theme(NamedTuple):
    """The colours of a picture. The contrast to the background is at least 4.5 to 1, of `line` 3 to 1."""

    background: str
    text: str
    #: Notes below the title, and numbers on axes.
    quiet: str
    line: str
    #: Bars, and the cell of a heat map with the most references; `least` is the cell with the fewest.
    fill: str
    least: str
    on_fill: str
    #: From this share of the largest count on, numbers have the colour `on_fill`: there both contrasts are equal.
    turn: float
    #: Kinds of nodes in a graph.
    nodes: Mapping[str, str]


#: There is no transparent theme: no text colour is legible on white and on black.
THEMES = {
    "light": Theme(
        background="white",
        text="#000000",
        quiet="#444444",
        line="#8a8a8a",
        fill="#2b5c8a",
        least="#e3edf6",
        on_fill="white",
        turn=0.8,
        nodes={"reference": "#2b5c8a", "topic": "#b3541e", "slide": "#4c7030", "work": "#666666"},
    ),
    "dark": Theme(
        background="#16191d",
        text="#f0f0f0",
        quiet="#b8bec6",
        line="#7d858f",
        fill="#8fbfe8",
        least="#243648",
        on_fill="black",
        turn=0.5,
        nodes={"reference": "#8fbfe8", "topic": "#f0a878", "slide": "#a8d088", "work": "#c0c0c0"},
    ),
}
FONT = "Liberation Sans, Arial, Noto Sans CJK SC, Noto Sans CJK JP, sans-serif"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
#: Pixels of a PNG for each unit of the drawing: legible on paper.
_SCALE = 2.0
_SUFFIXES = (".svg", ".png")
#: The columns of text of a line of the title.
_TITLE = 64


def suffix_of(path: str) -> str:
    """The suffix of the file; UsageError if it is not the suffix of a format that can be drawn."""
    for suffix in _SUFFIXES:
        if path.lower().endswith(suffix):
            return suffix
    raise UsageError(f'"{path}": a picture is named with {" or ".join(_SUFFIXES)}')


def draw(specification: dict[str, Any], suffix: str) -> bytes:
    """The picture; UsageError without the extra. `suffix` is `.svg` or `.png`."""
    try:
        import vl_convert
    except ImportError:
        hint = "pip install 'llmprimer[charts]'"
        raise UsageError("pictures need vl-convert, which is not installed", hint=hint) from None
    language = "vegalite" if specification["$schema"] == _SCHEMA else "vega"
    if suffix == ".svg":
        return str(getattr(vl_convert, f"{language}_to_svg")(specification)).encode()
    return bytes(getattr(vl_convert, f"{language}_to_png")(specification, scale=_SCALE))


def bar_chart(counts: Counts, title: str, notes: list[str], theme: Theme = THEMES["light"]) -> dict[str, Any]:
    """Vertical bars over time, horizontal bars with their numbers otherwise."""
    values = [{"value": row, "count": number} for row, number in zip(counts.rows, counts.sums, strict=True)]
    amount = {"field": "count", "type": "quantitative", "title": "references", "axis": _whole_numbers(counts.sums)}
    name: dict[str, Any] = {"field": "value", "type": "ordinal", "sort": None, "title": counts.by}
    if counts.by in ("year", "month"):
        # The axis labels as many periods as there is room for.
        name["axis"] = {"labelAngle": -45, "labelOverlap": "greedy"}
        bars = {"mark": {"type": "bar", "color": theme.fill}, "encoding": {"x": name, "y": amount}}
        return _chart(theme, title, notes, values, {**bars, "width": _period(values), "height": 220})
    # The title of the picture names the field; an axis title would overlap long labels of wide characters.
    name |= {"axis": {"labelLimit": 320}, "title": None}
    encoding = {"y": name, "x": amount}
    layers = [
        {"mark": {"type": "bar", "color": theme.fill}},
        {"mark": {"type": "text", "align": "left", "dx": 3}, "encoding": {"text": {"field": "count"}}},
    ]
    return _chart(
        theme, title, notes, values, {"encoding": encoding, "layer": layers, "width": 360, "height": {"step": 18}}
    )


def small_multiples(counts: Counts, title: str, notes: list[str], theme: Theme = THEMES["light"]) -> dict[str, Any]:
    """A row of bars for each column of the table, on the same time axis, so that no colours have to be told apart."""
    values = [
        {"period": row, "part": column, "count": number}
        for row, numbers in zip(counts.rows, counts.cells, strict=True)
        for column, number in zip(counts.columns, numbers, strict=True)
    ]
    encoding = {
        "x": {
            "field": "period",
            "type": "ordinal",
            "title": counts.by,
            "axis": {"labelAngle": -45, "labelOverlap": "greedy"},
        },
        "y": {
            "field": "count",
            "type": "quantitative",
            "title": None,
            "axis": _whole_numbers([number for row in counts.cells for number in row], ticks=2),
        },
        "row": {
            "field": "part",
            "sort": list(counts.columns),
            "title": None,
            "spacing": 6,
            "header": {"labelAngle": 0, "labelAlign": "left", "labelLimit": 160},
        },
    }
    size = {"width": _period(counts.rows), "height": 40}
    notes = [f"references in each {counts.by}", *notes]
    return _chart(
        theme, title, notes, values, {"mark": {"type": "bar", "color": theme.fill}, "encoding": encoding, **size}
    )


def heat_map(counts: Counts, title: str, notes: list[str], theme: Theme = THEMES["light"]) -> dict[str, Any]:
    """Cells with their numbers; darker is more."""
    values = [
        {"row": row, "column": column, "count": number}
        for row, numbers in zip(counts.rows, counts.cells, strict=True)
        for column, number in zip(counts.columns, numbers, strict=True)
    ]
    most = max((number for row in counts.cells for number in row), default=1)
    encoding = {
        "x": {
            "field": "column",
            "type": "ordinal",
            "scale": {"domain": counts.columns},  # also those without a cell: a time axis has no gaps
            "title": counts.over,
            "axis": {"labelAngle": -45},
        },
        "y": {
            "field": "row",
            "type": "ordinal",
            "scale": {"domain": counts.rows},
            "title": None,
            "axis": {"labelLimit": 320},
        },
    }
    filled = {"transform": [{"filter": "datum.count > 0"}]}
    layers = [
        {
            **filled,
            "mark": "rect",
            "encoding": {
                "color": {
                    "field": "count",
                    "type": "quantitative",
                    "scale": {"range": [theme.least, theme.fill], "domain": [0, most]},
                    "legend": None,
                }
            },
        },
        {
            **filled,
            "mark": "text",
            "encoding": {
                "text": {"field": "count"},
                "color": {
                    "condition": {"test": f"datum.count > {most * theme.turn}", "value": theme.on_fill},
                    "value": theme.text,
                },
            },
        },
    ]
    return _chart(
        theme,
        title,
        notes,
        values,
        {"encoding": encoding, "layer": layers, "width": {"step": 26}, "height": {"step": 20}},
    )


def _period(periods: Sequence[Any]) -> dict[str, float]:
    """The width of each period: a single bar is not huge, and many bars can be told apart."""
    return {"step": min(60, max(9, 320 / max(len(periods), 1)))}


def _whole_numbers(numbers: Any, ticks: int = 6) -> dict[str, Any]:
    """An axis with whole numbers only."""
    return {"tickMinStep": 1, "tickCount": min(ticks, max([*numbers, 1])), "format": "d"}


def title_lines(title: str, columns: int = _TITLE) -> list[str]:
    """The title in lines of at most so many columns, broken between words, and within a word that is longer than a line."""
    lines = [""]
    for word in title.split():
        if lines[-1] and width(lines[-1]) + 1 + width(word) > columns:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
        while width(lines[-1]) > columns:
            fits = next(n for n in range(len(lines[-1]), 0, -1) if width(lines[-1][:n]) <= columns)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return lines


def _chart(
    theme: Theme, title: str, notes: list[str], values: list[dict[str, Any]], parts: dict[str, Any]
) -> dict[str, Any]:
    return {
        "$schema": _SCHEMA,
        "title": {"text": title_lines(title), "subtitle": notes, "anchor": "start"},
        "data": {"values": values},
        "background": theme.background,
        "padding": 12,
        "config": {
            "font": FONT,
            "title": {
                "fontSize": 15,
                "color": theme.text,
                "subtitleFontSize": 11,
                "subtitleColor": theme.quiet,
            },
            "axis": {
                "labelFontSize": 11,
                "labelColor": theme.text,
                "titleFontSize": 11,
                "titleColor": theme.text,
                "domainColor": theme.line,
                "tickColor": theme.line,
                "grid": False,
            },
            "header": {"labelColor": theme.text, "titleColor": theme.text},
            "view": {"stroke": None},
            "text": {"fontSize": 11, "color": theme.text},
        },
        **parts,
    }
