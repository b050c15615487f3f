"""Pictures drawn by Vega: text stays text, and what is not shown is said."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from llmprimer.charts.counting import count
from llmprimer.charts.pictures import bar_chart, heat_map, small_multiples

pytest.importorskip("vl_convert", reason="needs vl-convert: pip install 'llmprimer[charts]'")

TITLE = "Ein sehr langer Titel über 盘古 und <b>&amp;"


def texts(svg: str) -> str:
    return " ".join(
        "".join(element.itertext()) for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    )


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["timeline"], ["paper", "2022", "without year: not shown"]),
        (["timeline", "--by", "month", "year:2022"], ["2022-01", "blog"]),
        (["stats", "--by", "topic"], ["language-models", "23", "more of topic"]),
        (["stats", "--by", "topic", "--over", "year"], ["chatgpt", "11", "2023"]),
        (["graph", "topic:rlhf"], ["33. LLM concepts: RLHF", "Building safer dialogue agents", "Alignment"]),
    ],
    ids=["timeline", "months", "bars", "heat map", "graph"],
)
def test_a_picture_holds_its_words_as_text(run, tmp_path, argv, words):
    path = tmp_path / "picture.svg"
    done = run(*argv, "-o", path)
    assert (done.status, done.out) == (0, "")
    found = texts(path.read_text(encoding="utf-8"))
    assert "A primer on large language models" in found
    for word in words:
        assert word in found


def test_a_png_is_a_png(run, tmp_path):
    path = tmp_path / "picture.png"
    assert run("stats", "--by", "kind", "-o", path).status == 0
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("size", [1, 3, 10_000])
def test_few_and_many_references_can_be_drawn(size):
    from llmprimer.charts.pictures import draw

    records = [
        {
            "kind": ("paper", "blog")[n % 2],
            "type": "article",
            "issued": str(1985 + n % 40),
            "topics": [f"盘古 {n % 30}"],
        }
        for n in range(size)
    ]
    for counts, chart in (
        (count(records, "topic", limit=25), bar_chart),
        (count(records, "year", "kind"), small_multiples),
        (count(records, "topic", "year", limit=25), heat_map),
    ):
        svg = draw(chart(counts, TITLE, ["a note"]), ".svg").decode()
        assert "盘古 und <b>&amp;" in texts(svg)


def test_the_years_of_a_heat_map_are_in_order(run, tmp_path):
    path = tmp_path / "heat.svg"
    run("stats", "--by", "topic", "--over", "year", "-o", path)
    found = texts(path.read_text(encoding="utf-8"))
    places = [found.rindex(str(year)) for year in range(2017, 2024)]
    assert places == sorted(places)


def test_a_long_title_goes_on_in_further_lines():
    from llmprimer.text import width

    title = (
        "References by kind: 大规模预训练模型的研究与应用 "
        + "and a title that is too long for any picture " * 3
        + "x" * 99
    )
    counts = count([{"citation_key": "a", "kind": "paper"}], "kind")
    lines = bar_chart(counts, title, [])["title"]["text"]
    assert len(lines) > 2
    assert all(width(line) <= 64 for line in lines)
    assert " ".join(lines).startswith("References by kind: 大规模预训练模型的研究与应用 and a title")
