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
        (["stats", "--by", "topic"], ["language-models", "23", "more values of topic"]),
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


def test_a_heat_map_has_the_years_without_references_too():
    from llmprimer.charts.pictures import draw

    records = [{"kind": "paper", "issued": year, "topics": ["a"]} for year in ("2000", "2003")]
    svg = draw(heat_map(count(records, "topic", "year"), TITLE, []), ".svg").decode()
    assert [text for text in texts(svg).split() if text.startswith("200")] == ["2000", "2001", "2002", "2003"]


def test_the_bar_of_one_year_is_a_bar_and_not_a_wall():
    from llmprimer.charts.pictures import draw

    counts = count([{"kind": "paper", "issued": "2000"}], "year", "kind")
    for chart in (bar_chart, small_multiples):
        drawn = ET.fromstring(draw(chart(counts, "T", []), ".svg"))
        assert float(drawn.get("width")) < 250


def test_a_graph_without_slides_leaves_them_no_room(run, tmp_path):
    widths = []
    for parts in (("--show", "topics"), ("--show", "topics", "--show", "slides")):
        run("graph", "topic:rlhf", *parts, "-o", tmp_path / "graph.svg")
        widths.append(float(ET.parse(tmp_path / "graph.svg").getroot().get("width")))
    assert widths[1] - widths[0] > 250


def test_a_graph_that_nobody_could_read_is_not_drawn(run, tmp_path, monkeypatch):
    monkeypatch.setattr("llmprimer.charts.graph_drawing.MOST_LINES", 100)
    outcome = run("graph", "-o", tmp_path / "graph.svg")
    assert outcome.status == 2
    assert "a picture of 121 lines cannot be read" in outcome.err
    assert "-f graphml" in outcome.err
    assert run("graph", "topic:rlhf", "-o", tmp_path / "graph.svg").status == 0


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


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2 between two colours."""
    from rich.color import Color

    def luminance(name: str) -> float:
        name = {"white": "#ffffff", "black": "#000000"}.get(name, name)
        parts = [part / 255 for part in Color.parse(name).get_truecolor()]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_everything_in_a_theme_stands_out(name):
    from llmprimer.charts.pictures import THEMES
    from llmprimer.cli.charting import PICTURE_THEMES

    assert tuple(THEMES) == PICTURE_THEMES
    theme = THEMES[name]
    for colour in (theme.text, theme.quiet, theme.fill, *theme.nodes.values()):
        assert contrast(colour, theme.background) >= 4.5, colour
    assert contrast(theme.line, theme.background) >= 3
    assert contrast(theme.text, theme.least) >= 4.5
    assert contrast(theme.on_fill, theme.fill) >= 4.5


@pytest.mark.parametrize("argv", [["timeline"], ["stats", "--by", "topic", "--over", "year"], ["graph", "topic:rlhf"]])
def test_a_dark_picture_has_the_colours_of_its_theme(run, tmp_path, argv):
    from llmprimer.charts.pictures import THEMES

    light, dark = tmp_path / "light.svg", tmp_path / "dark.svg"
    run(*argv, "-o", light)
    run(*argv, "-o", dark, "--theme", "dark")
    texts_of = {path: texts(path.read_text(encoding="utf-8")) for path in (light, dark)}
    assert texts_of[light] == texts_of[dark]
    for path, own, other in ((light, "light", "dark"), (dark, "dark", "light")):
        assert f'"{THEMES[own].background}"' in path.read_text(encoding="utf-8")
        for colour in (THEMES[other].background, THEMES[other].quiet, THEMES[other].nodes["topic"]):
            assert f'"{colour}"' not in path.read_text(encoding="utf-8")


def test_a_theme_that_there_is_not_is_an_error(run, tmp_path):
    assert (
        'unknown theme "drak"; did you mean "dark"?' in run("timeline", "--theme", "drak", "-o", tmp_path / "a.svg").err
    )
    assert run("timeline", "--theme", "dark").status == 2
