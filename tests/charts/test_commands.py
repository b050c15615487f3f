"""`timeline`, `stats` and `graph` as people and programs call them."""

from __future__ import annotations

import json
import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest

from links.conftest import server  # noqa: F401 - a fixture
from llmprimer.charts.graph import PARTS
from llmprimer.charts.graph_formats import FORMATS
from llmprimer.cli import graph as command


def test_the_names_in_the_help_are_those_of_the_charts():
    assert (tuple(FORMATS), PARTS) == (command.FORMATS, command.PARTS)


def test_a_timeline_into_a_pipe_is_lines_of_cells(run, toy):
    done = run("timeline", "--by", "year", "--catalogue", toy)
    assert done.status == 0
    assert all(len(line.split("\t")) == 3 for line in done.out.splitlines())
    assert "without year: not shown" in done.err


def test_a_timeline_as_json_counts_each_dated_reference_once(run, toy):
    found = json.loads(run("timeline", "--json", "--by", "year", "--catalogue", toy).out)
    assert sum(entry["count"] for entry in found["counts"]) == found["total"] - found["missing"]


def test_stats_without_a_field_give_an_overview(run, toy):
    lines = [line.split("\t") for line in run("stats", "--catalogue", toy).out.splitlines()]
    assert {line[0] for line in lines} >= {"kind", "topic", "year", "field"}


def test_stats_of_nothing_have_the_status_of_nothing(run, toy):
    done = run("stats", "--by", "kind", "kind:book author:nobody", "--catalogue", toy)
    assert (done.status, done.out) == (1, "")
    assert "nothing fits" in done.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ("stats --by topics", 'did you mean "topic"'),
        ("stats --over year", "need --by"),
        ("timeline --by week", "month or year"),
        ("graph -f dott", 'did you mean "dot"'),
        ("graph --show slide", 'did you mean "slides"'),
        ("stats --by kind -o x.gif", ".svg or .png"),
    ],
)
def test_mistakes_are_told(run, toy, argv, said):
    done = run(*argv.split(), "--catalogue", toy)
    assert done.status == 2
    assert said in done.err


def test_the_state_of_links_comes_from_the_history(run, toy, server, tmp_path):  # noqa: F811
    from links.hostile import ok, status

    host = server()
    host.paths |= {"/a": ok(), "/b": status(404)}
    toy.write_text(
        "title: T\nreferences:\n"
        + "".join(
            f"  k{n}: {{type: webpage, kind: blog, title: Walking robots, url: '{host.url}/{n}'}}\n" for n in "ab"
        ),
        encoding="utf-8",
    )
    history = str(tmp_path / "links.sqlite3")
    run("check", "--catalogue", toy, "--history", history, "--allow-private")
    done = run("stats", "--by", "state", "--history", history, "--catalogue", toy)
    assert done.out == "alive\t1\ndead\t1\n"


def test_graphml_is_read_by_an_xml_parser_and_names_only_nodes_that_are_there(run):
    root = ET.fromstring(run("graph", "-f", "graphml", "topic:rlhf").out)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    ids = {node.get("id") for node in root.iter(f"{space}node")}
    edges = [(edge.get("source"), edge.get("target")) for edge in root.iter(f"{space}edge")]
    assert len(edges) > 10
    assert {end for edge in edges for end in edge} <= ids


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz: apt-get install graphviz")
def test_graphviz_draws_the_whole_catalogue(run):
    done = subprocess.run(["dot", "-Tplain"], input=run("graph").out, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_titles_cannot_break_out_of_a_graph(run, tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(
        'title: T\nreferences:\n  k: {type: article, kind: paper, title: "a\\"]; b [label=x] <b>&amp; | {c} \\\\"}\n',
        encoding="utf-8",
    )
    assert '"a\\"]; b [label=x] <b>&amp; | {c} \\\\"' in run("graph", "--catalogue", path).out
    mermaid = run("graph", "-f", "mermaid", "--catalogue", path).out.splitlines()[1]
    assert mermaid.count('"') == 2
    assert "<b>" not in mermaid
    ET.fromstring(run("graph", "-f", "graphml", "--catalogue", path).out)


def test_works_of_which_only_the_year_is_known_are_shown_by_year(run, toy):
    cells = [line.split("\t") for line in run("timeline", "--catalogue", toy).out.splitlines()]
    assert {period for period, *_ in cells} >= {"1998", "2021", "2022"}
    assert all(len(period) == 4 for period, *_ in cells)
