"""A graph as a picture: slides, references, and topics in three columns, so that every label can be read.

In a force-directed layout labels overlap from some twenty nodes on. Vega draws the positions that are computed here.
"""

from __future__ import annotations

from statistics import fmean
from typing import Any

from llmprimer.charts.graph import Graph, GraphNode
from llmprimer.charts.pictures import FONT, THEMES, Theme, title_lines
from llmprimer.errors import UsageError
from llmprimer.escaping import one_line
from llmprimer.text import shorten

#: Pixels between two lines of the longest column.
_STEP = 18.0
#: Where the columns begin and end: slides end at the first, references lie between the next two, topics begin at the last.
_SLIDES, _LEFT, _RIGHT, _TOPICS = 300.0, 420.0, 720.0, 860.0
#: Pixels left of the references if there are no slides, for the arcs between references.
_MARGIN = 90.0
#: The most lines of a picture. More are not legible, and take minutes to draw.
MOST_LINES = 500
#: Type of an edge -> the explanation of its line in the note below the title.
_LINES = {"topic": "thin line: topic", "cites": "dashed line: cited on the slide"}
_RELATION = "thick line: relation"
_LABEL = 46
_TITLE = 120
_SHAPES = {"reference": "circle", "topic": "diamond", "slide": "square", "work": "triangle-up"}


def graph_drawing(graph: Graph, title: str, theme: Theme = THEMES["light"]) -> dict[str, Any]:
    """The specification of the picture, for `pictures.draw`. Shapes and columns tell the kinds of nodes apart.

    UsageError for more nodes in a column than MOST_LINES.
    """
    references = [node for node in graph.nodes if node.kind == "reference"]
    order = {node.id: float(index) for index, node in enumerate(references)}
    slides = [node for node in graph.nodes if node.kind == "slide"]
    others = _by_mean_position(graph, order)
    longest = max(len(references), len(slides), len(others), 1)
    if longest > MOST_LINES:
        hint = "narrow it with a query and --show, or give it to a program for large graphs: -f graphml > graph.graphml"
        raise UsageError(f"a picture of {longest:,} lines cannot be read; at most {MOST_LINES} are drawn", hint=hint)
    height = _STEP * longest
    shift = 0.0 if slides else _LEFT - _MARGIN
    y = {**_spread(references, height), **_spread(slides, height), **_spread(others, height)}
    lines = [_line(edge.source, edge.target, edge.type, y, shift) for edge in graph.edges]
    nodes = [_mark(node, y[node.id], theme, shift) for node in graph.nodes]
    kinds = [kind for kind in _SHAPES if any(node.kind == kind for node in graph.nodes)]
    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "title": {
            "text": title_lines(title, _TITLE),
            "subtitle": "; ".join(dict.fromkeys(_LINES.get(edge.type, _RELATION) for edge in graph.edges)),
            "subtitleFont": FONT,
            "subtitleFontSize": 11,
            "subtitleColor": theme.quiet,
            "anchor": "start",
            "font": FONT,
            "fontSize": 15,
            "color": theme.text,
        },
        "width": (_TOPICS + 280 if others else _RIGHT) - shift,
        "height": height,
        "padding": 16,
        "background": theme.background,
        "data": [{"name": "nodes", "values": nodes}, {"name": "lines", "values": lines}],
        "scales": [
            {"name": "shape", "type": "ordinal", "domain": kinds, "range": [_SHAPES[kind] for kind in kinds]},
            {"name": "colour", "type": "ordinal", "domain": kinds, "range": [theme.nodes[kind] for kind in kinds]},
        ],
        "legends": [
            {
                "shape": "shape",
                "fill": "colour",
                "labelFont": FONT,
                "labelColor": theme.text,
                "orient": "top",
                "direction": "horizontal",
            }
        ],
        "marks": [_lines(theme), _POINTS, _labels(theme)],
    }


def _by_mean_position(graph: Graph, order: dict[str, float]) -> list[GraphNode]:
    """Topics and works outside the catalogue by the mean position of their references, so that fewer lines cross."""
    near: dict[str, list[float]] = {}
    for edge in graph.edges:
        if edge.source in order:
            near.setdefault(edge.target, []).append(order[edge.source])
    nodes = [node for node in graph.nodes if node.kind in ("topic", "work")]
    return sorted(nodes, key=lambda node: (fmean(near[node.id]) if node.id in near else len(order), node.label))


def _spread(nodes: list[GraphNode], height: float) -> dict[str, float]:
    return {node.id: (index + 0.5) * height / len(nodes) for index, node in enumerate(nodes)}


def _x(kind: str, shift: float) -> float:
    return {"slide": _SLIDES, "reference": _LEFT}.get(kind, _TOPICS) - shift


def _line(source: str, target: str, kind: str, y: dict[str, float], shift: float) -> dict[str, Any]:
    """A curve between columns; an arc left of a column, where there are no labels, between nodes of the same column."""
    first, second = source.partition(":")[0], target.partition(":")[0]
    start, end = _x(first, shift), _x(second, shift)
    if first == second:
        bulge = start - 90
    else:
        if first == "reference":
            start = _RIGHT - shift
        bulge = (start + end) / 2
    path = f"M{start:g},{y[source]:g}C{bulge:g},{y[source]:g} {bulge:g},{y[target]:g} {end:g},{y[target]:g}"
    return {
        "path": path,
        "dash": [4, 3] if kind == "cites" else [],
        "width": 0.6 if kind in ("topic", "cites") else 1.2,
    }


def _mark(node: GraphNode, y: float, theme: Theme, shift: float) -> dict[str, Any]:
    return {
        "x": _x(node.kind, shift),
        "y": y,
        "label": shorten(one_line(node.label), _LABEL),
        "shape": _SHAPES[node.kind],
        "colour": theme.nodes[node.kind],
        "align": "right" if node.kind == "slide" else "left",
        "dx": -8 if node.kind == "slide" else 8,
    }


_POSITION = {"x": {"field": "x"}, "y": {"field": "y"}}
_POINTS = {
    "type": "symbol",
    "from": {"data": "nodes"},
    "encode": {
        "enter": {**_POSITION, "shape": {"field": "shape"}, "fill": {"field": "colour"}, "size": {"value": 60}},
    },
}


def _lines(theme: Theme) -> dict[str, Any]:
    encoding = {
        "path": {"field": "path"},
        "stroke": {"value": theme.line},
        "strokeWidth": {"field": "width"},
        "strokeDash": {"field": "dash"},
    }
    return {"type": "path", "from": {"data": "lines"}, "encode": {"enter": encoding}}


def _labels(theme: Theme) -> dict[str, Any]:
    encoding = {
        **_POSITION,
        "text": {"field": "label"},
        "fill": {"value": theme.text},
        "font": {"value": FONT},
        "fontSize": {"value": 11},
        "align": {"field": "align"},
        "dx": {"field": "dx"},
        "baseline": {"value": "middle"},
    }
    return {"type": "text", "from": {"data": "nodes"}, "encode": {"enter": encoding}}
