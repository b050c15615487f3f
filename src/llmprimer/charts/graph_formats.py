"""A graph in the formats of other tools: Graphviz's DOT, Mermaid, and GraphML (http://graphml.graphdrawing.org/)."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from llmprimer.charts.graph import Graph
from llmprimer.escaping import one_line
from llmprimer.text import shorten

_SHAPES = {"reference": "box", "topic": "ellipse", "slide": "note", "work": "plaintext"}
_MERMAID = {"reference": ("[", "]"), "topic": ("([", "])"), "slide": ("[/", "/]"), "work": ("(", ")")}
_STYLES = {"topic": "dotted", "broader": "bold", "cites": "dashed"}
#: Longer titles make a drawing unreadable.
_LONGEST_LABEL = 60


def dot(graph: Graph) -> str:
    """The graph for Graphviz (`dot -Tsvg`), with the type of each edge as its label and the kind of each node as its shape."""
    lines = ["digraph references {", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    lines += [
        f"  {_quoted(node.id)} [label={_quoted(_label(node.label))}, shape={_SHAPES[node.kind]}];"
        for node in graph.nodes
    ]
    for edge in graph.edges:
        label = "" if edge.type == "topic" else f"label={_quoted(edge.type)}, "
        style = _STYLES.get(edge.type, "solid")
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [{label}style={style}];")
    return "\n".join([*lines, "}", ""])


def mermaid(graph: Graph) -> str:
    """The graph as a Mermaid flowchart, as GitHub shows it in Markdown."""
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for node in graph.nodes:
        left, right = _MERMAID[node.kind]
        lines.append(f'  {names[node.id]}{left}"{_entities(_label(node.label))}"{right}')
    for edge in graph.edges:
        arrow = "-.-" if edge.type == "topic" else f"-->|{edge.type}|"
        lines.append(f"  {names[edge.source]} {arrow} {names[edge.target]}")
    return "\n".join([*lines, ""])


def graphml(graph: Graph) -> str:
    """The graph as GraphML, which Gephi, yEd, Cytoscape and NetworkX read."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '  <key id="kind" for="node" attr.name="kind" attr.type="string"/>',
        '  <key id="label" for="node" attr.name="label" attr.type="string"/>',
        '  <key id="type" for="edge" attr.name="type" attr.type="string"/>',
        '  <graph id="references" edgedefault="directed">',
    ]
    for node in graph.nodes:
        data = f'<data key="kind">{node.kind}</data><data key="label">{escape(one_line(node.label))}</data>'
        lines.append(f"    <node id={quoteattr(one_line(node.id))}>{data}</node>")
    for edge in graph.edges:
        ends = f"source={quoteattr(one_line(edge.source))} target={quoteattr(one_line(edge.target))}"
        lines.append(f'    <edge {ends}><data key="type">{edge.type}</data></edge>')
    return "\n".join([*lines, "  </graph>", "</graphml>", ""])


FORMATS: dict[str, Callable[[Graph], str]] = {"dot": dot, "mermaid": mermaid, "graphml": graphml}


def _label(text: str) -> str:
    return shorten(one_line(text), _LONGEST_LABEL)


def _quoted(text: str) -> str:
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _entities(text: str) -> str:
    """Escapes every character that may have a meaning in Mermaid as `#35;`, with its number."""
    return re.sub(r"[^\w\s.,:;!?'()-]", lambda match: f"#{ord(match[0])};", text.replace(";", ","))
