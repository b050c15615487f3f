"""What a person sees: real terminals of several widths, looked at line by line."""

from __future__ import annotations

import re

import pytest

from cli.screens import screen, visible
from llmprimer.text import width

COMMANDS = [
    ["search", "walking"],
    ["search", "walking", "--explain"],
    ["search", "wudao"],
    ["list"],
    ["show", "muller-2021-walking", "--provenance"],
    ["show", "wu-1998-dao"],
    ["topics"],
    ["topics", "feedback"],
    ["slides"],
    ["slides", "3"],
    ["related", "muller-2021-walking"],
]


@pytest.fixture
def wide(toy):
    """The toy catalogue with titles that no terminal holds in a line."""
    text = toy.read_text(encoding="utf-8")
    text = text.replace("悟道 (Wu Dao)", "'悟道：" + "大规模预训练模型的研究与应用" * 6 + "'", 1)
    text = text.replace(
        "Robots walk out of the lab", "Robots walk out of the lab and " + "into the woods and " * 9 + "rest", 1
    )
    toy.write_text(text, encoding="utf-8")
    return toy


@pytest.mark.parametrize("columns", [30, 80, 130])
@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(wide, columns, argv):
    lines = visible(screen(wide, columns, *argv))
    assert len(lines) > 1
    for line in lines:
        assert width(line) <= columns, line


def test_nothing_of_a_title_is_lost_in_a_narrow_terminal(wide):
    for columns in (30, 80, 130):
        shown = "".join(visible(screen(wide, columns, "search", "大规模")))
        title = re.sub(r"[^\u4e00-\u9fff]", "", shown)
        assert title == "悟道" + "大规模预训练模型的研究与应用" * 6


def test_a_wide_terminal_shows_a_table_with_a_head(toy):
    head, first, *_ = visible(screen(toy, 100, "list"))
    assert head.split() == ["#", "citation_key", "issued", "kind", "title"]
    assert first.startswith("1  agency-2022-robots")
    assert head.index("title") == first.index("Robots walk out")


def test_columns_behind_chinese_titles_stay_aligned(toy):
    lines = visible(screen(toy, 130, "list"))
    start = lines[0].index("topics")
    for line in lines[1:]:
        if "wu-1998-dao" in line:
            assert width(line[: line.index("learning")]) == start


def test_what_was_found_stands_out(toy):
    shown = screen(toy, 100, "search", "institute gait")
    assert re.search(r"\x1b\[1;4m.*Gait", shown)


def test_no_color_leaves_no_colours(toy):
    shown = screen(toy, 100, "search", "walking", NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", shown)
    assert "citation_key" in shown


def test_a_dumb_terminal_gets_no_escapes(toy):
    assert "\x1b" not in screen(toy, 80, "list", TERM="dumb")


def test_titles_are_printed_as_they_are(toy):
    text = toy.read_text(encoding="utf-8").replace(
        "title: Institute of Gait", "title: 'On [bold]gait[/bold] :smile: [red]'"
    )
    toy.write_text(text, encoding="utf-8")
    for argv in (["list"], ["show", "site-nd-home"], ["related", "muller-2021-walking"]):
        assert "On [bold]gait[/bold] :smile: [red]" in "\n".join(visible(screen(toy, 120, *argv)))
