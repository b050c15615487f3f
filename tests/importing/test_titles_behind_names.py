"""Links that are codes or short names with the titles behind them: `[LX 410](...) **Large Lamps**`, `[GLOW](...), 2020.03 GLOW: Large Lamps`."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

CODES = ("LX 410", "15-448", "6.857", "HALL 2043", "LUX61C")
COURSES = ("Large Lamps of Rooms", "Windows and Doors", "Advanced Shades", "Introduction to Night Walks", "Wide Halls")
NAMES = ("GLOW", "DimDB", "NightHall", "SHADES", "LampBank")
TITLES = (
    "GLOW: Large Lamps of Small Rooms and Halls",
    "A data base of many open windows in old towns",
    "NightHall: walking at night with wide lamps",
    "Shades of Hall and Dim Evening Steps",
    "LampBank: Many Lamps in One Bank",
)


def drafts(line, names, titles):
    lines = [line.format(n=n, name=names[n], title=titles[n]) for n in range(len(names))]
    return [(d.title, d.fields.get("aliases", [])) for d in read("\n".join(["# Lamps", "", *lines, ""]), "a.md").drafts]


@pytest.mark.parametrize(
    "line",
    [
        "- [{name}](https://a.example.org/{n}) **{title}** *Halo University* <img src='v.png' alt='Videos'/>",
        "* [{name}](https://a.example.org/{n}): **{title}**",
        "{n}. [**{name}**](https://a.example.org/{n}) - **{title}** (Halo University)",
        "- [{name}](https://a.example.org/{n}) *{title}* - taught at Halo",
        "- [{name}](https://a.example.org/{n}) - {title}",
        "- [{name}](https://a.example.org/{n}): {title} (Halo University)",
        "- [{name}](https://a.example.org/{n}) {title}",
        "- [{name}](https://a.example.org/{n}) | {title} | Halo University",
        "- **[{name}](https://a.example.org/{n})** — _{title}_",
    ],
)
def test_a_code_with_the_title_behind_it_is_an_alias(line):
    assert drafts(line, CODES, COURSES) == [(t, [c]) for c, t in zip(CODES, COURSES, strict=True)]


def test_a_name_among_codes_has_its_title_in_the_same_place():
    names = (*CODES[:4], "LampLearning")
    line = "- [{name}](https://a.example.org/{n}) **{title}** *Halo University*"
    assert drafts(line, names, COURSES)[-1] == ("Wide Halls", ["LampLearning"])


@pytest.mark.parametrize(
    "line",
    [
        "- [{name}](https://a.example.org/{n}), `202{n}.03` {title} [Light Letters](https://doi.org/10.1234/{n})",
        "- [{name}](https://a.example.org/{n}) `202{n}.03` {title}. [paper](https://arxiv.org/abs/2001.0123{n})",
        "- [{name}](https://a.example.org/{n}), 202{n}-03. {title}, [arXiv](https://arxiv.org/abs/2001.0123{n})",
        "- [{name}](https://a.example.org/{n}) (202{n}): {title} [[paper](https://arxiv.org/abs/2001.0123{n})]",
        "- [{name}](https://a.example.org/{n}) [202{n}.03] {title} [[pdf](https://b.example.org/{n}.pdf)]",
        "* [{name}](https://arxiv.org/abs/2001.0123{n}), *202{n}.03*, {title}",
        "- [{name}](https://a.example.org/{n}) [CHI202{n}] {title}",
        "- [{name}](https://a.example.org/{n}) (CHI 202{n}): {title} [[code](https://github.com/stern/{n})]",
    ],
)
def test_a_name_with_a_date_before_the_title_of_its_paper_is_an_alias(line):
    found = drafts(line, NAMES, TITLES)
    assert found == [(t, [n]) for n, t in zip(NAMES, TITLES, strict=True)]
    years = [
        d.fields.get("issued", "")[:4]
        for d in read(
            "\n".join(["# Lamps", "", *(line.format(n=n, name=NAMES[n], title=TITLES[n]) for n in range(5)), ""]),
            "a.md",
        ).drafts
    ]
    assert years == [f"202{n}" for n in range(5)]


@pytest.mark.parametrize(
    "line",
    [
        "- [{name}](https://a.example.org/{n}) - a lamp with {n}0 watts for {title}",
        "- [{name}](https://a.example.org/{n}) **[Open Source]** for all kinds of rooms",
        "- [{name}](https://a.example.org/{n}) **Halo University**",
        "- [{name}](https://a.example.org/{n}) **CHI 202{n}**",
        "- [{name}](https://a.example.org/{n}) *(not maintained)* - a lamp for {title}",
    ],
)
def test_what_is_said_about_codes_is_no_title(line):
    assert [title for title, _ in drafts(line, CODES, COURSES)] == list(CODES)


@pytest.mark.parametrize(
    "line",
    [
        "- [{name}](https://github.com/stern/{n}) **Lamp and window {n} with shades** for all kinds of rooms",
        "- [{name}](https://github.com/stern/{n}) - Large Tool for Many Lamps of Hall {n}",
        "- [{name}](https://github.com/stern/{n}), `202{n}.03` A tool that lights rooms. It needs {n} lamps.",
        "- [{name}](https://github.com/stern/{n}) (202{n}) Finds lamps in rooms at night",
        "- [{name}](https://github.com/stern/{n}): lights up {title}",
    ],
)
def test_what_is_said_about_tools_is_no_title(line):
    assert [title for title, _ in drafts(line, NAMES, TITLES)] == list(NAMES)


def test_two_codes_show_no_form():
    line = "- [{name}](https://a.example.org/{n}) - {title}"
    assert [title for title, _ in drafts(line, CODES[:2], COURSES)] == list(CODES[:2])
