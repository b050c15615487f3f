"""How lists are built up, beyond the plain item: each text with the works that a reader counts in it, title and address."""

from __future__ import annotations

import pytest

from llmprimer.importing.markdown import read

PAPER = "https://arxiv.org/abs/2201.0000"

STRUCTURES = [
    (
        "a heading right below an anchor",
        f'## Contents\n\n- [Lamps](#lamps)\n\n<a name="lamps" />\n## Lamps\n\n- [Light at Home]({PAPER}1)\n',
        [("Light at Home", f"{PAPER}1")],
    ),
    (
        "names of workshops and data sets with a year, beside the pages of meetings",
        "## Workshops\n\n- [LightLearn 2019](https://l.example.org/2019)\n- [Lamps-UCL Bulbs-200-2011](https://l.example.org/data)\n"
        "- [Online Lamp Courses: 2020 Edition](https://l.example.org/courses)\n- [CoLL 2024](https://coll.example.org)\n",
        [
            ("LightLearn 2019", "https://l.example.org/2019"),
            ("Lamps-UCL Bulbs-200-2011", "https://l.example.org/data"),
            ("Online Lamp Courses: 2020 Edition", "https://l.example.org/courses"),
        ],
    ),
    (
        "addresses without a scheme",
        f"## Lamps\n\n- [Light at Home]({PAPER}1)\n- [Light and Shade](www.example.org)\n- [A Lamp for Two](dl.example.org/doi/10.1/2)\n"
        "- [Notes](notes/lamps.md)\n",
        [
            ("Light at Home", f"{PAPER}1"),
            ("Light and Shade", "https://www.example.org"),
            ("A Lamp for Two", "https://dl.example.org/doi/10.1/2"),
        ],
    ),
    (
        "paragraphs with the publication before the title",
        f"## Lamps\n\nGLOW 2019, [Learning to Schedule Lamps]({PAPER}1)---Notes:[zhihu](https://zhuanlan.zhihu.com/p/1)\n\n"
        f"ACM Trans. Light 2022, [Lamps in the Cloud]({PAPER}2)\n",
        [("Learning to Schedule Lamps", f"{PAPER}1"), ("Lamps in the Cloud", f"{PAPER}2")],
    ),
    (
        "paragraphs with authors and publication behind the title",
        f"## Lamps\n\n[A Survey of Small Lamps]({PAPER}1) A. Stern and B. Lind. GLOW 2018.\n\n"
        "Read about [lamps of many kinds](https://l.example.org) before.\n",
        [("A Survey of Small Lamps", f"{PAPER}1")],
    ),
    (
        "titles above lines of labelled links with dates",
        f"## Lamps\n\n(GLOW 2025) BrightGen: Generating Lamps\n[[paper]]({PAPER}1) 2025.3\n[[code]](https://github.com/a/bright)\n",
        [("BrightGen: Generating Lamps", f"{PAPER}1")],
    ),
    (
        "a course's name, its lecturer, and a page called by its number",
        "| No. | Course Name | Lecturer | Course Page | Videos |\n|---|---|---|---|---|\n"
        "| 1 | **Light and Shade** | Ada Stern, Harbour | [10707](https://c.example.org/1) | [Lectures](https://v.example.org/1) |\n"
        "| 2 | **Lamps for All** | Bo Lind, Hill | [L4A'21](https://c.example.org/2) | [Lectures](https://v.example.org/2) |\n",
        [("Light and Shade", "https://c.example.org/1"), ("Lamps for All", "https://c.example.org/2")],
    ),
    (
        "rows without a link among rows with one",
        "| Dataset | Language |\n|---|---|\n| [Bulbs](https://b.example.org) | English |\n| Wicks | English |\n"
        "| [Flames](https://f.example.org) | English |\n",
        [("Bulbs", "https://b.example.org"), ("Wicks", None), ("Flames", "https://f.example.org")],
    ),
    (
        "Chinese heads of columns",
        "| # | 论文名称 | 年份 |\n|---|---|---|\n| 1 | **Lamps That Learn** | 2023 |\n",
        [("Lamps That Learn", None)],
    ),
    (
        "the meeting right behind the title",
        f"## Lamps\n\n- Seeing Lamps in the Dark RSS 2014 [[pdf]({PAPER}1)]\n- A Report on the Lamps of the GLOW 2014 [[pdf]({PAPER}2)]\n",
        [("Seeing Lamps in the Dark", f"{PAPER}1"), ("A Report on the Lamps of the GLOW 2014", f"{PAPER}2")],
    ),
    (
        "one work with a link for each part, and one with its pages behind a dash",
        "## Lamps\n\n- Lamps from the Ground Up. [Part 1](https://l.example.org/1), [Part 2](https://l.example.org/2)\n"
        "- Lamp Theory, Harbour - [YouTube](https://v.example.org), [Harbour.edu](https://h.example.org)\n",
        [("Lamps from the Ground Up", "https://l.example.org/1"), ("Lamp Theory, Harbour", "https://h.example.org")],
    ),
    (
        "citations that end in a meeting, among items with links",
        f"## Lamps\n\n- Ada Stern, Bo Lind: Random Lamps: Models for Rooms, GLOW 2001.\n\n- Ada Stern: [Lamps]({PAPER}1), 2003.\n\n"
        "- Ada Stern, et al.: Small Lamps, GLOW 2011.\n\n- Ada Stern, Bo Lind: Large Lamps for Rooms, GLOW 2012.\n",
        [
            ("Random Lamps: Models for Rooms", None),
            ("Lamps", f"{PAPER}1"),
            ("Small Lamps", None),
            ("Large Lamps for Rooms", None),
        ],
    ),
    (
        "TeX's braces, and a dash before an identifier",
        f"## Lamps\n\n- [{{LampNet}}: {{LED}}s for {{NP}}-Hard Rooms]({PAPER}1)\n- [un{{l}}it]({PAPER}2)\n- [Lamps in Space – arXiv:2201.00003]({PAPER}3)\n",
        [
            ("LampNet: LEDs for NP-Hard Rooms", f"{PAPER}1"),
            ("un{l}it", f"{PAPER}2"),
            ("Lamps in Space", f"{PAPER}3"),
        ],
    ),
]


@pytest.mark.parametrize(
    ("text", "works"), [case[1:] for case in STRUCTURES], ids=[case[0].replace(" ", "_") for case in STRUCTURES]
)
def test_works_are_found_however_the_list_is_built_up(text, works):
    found = [(draft.title, draft.fields.get("url")) for draft in read(f"# Light\n\n{text}", "list.md").drafts]
    assert found == works


def test_rows_of_heads_name_the_columns_however_many_rows_there_are():
    row = "<tr><th>Section</th><th>Papers</th><th><img src='a.svg' alt=''></th></tr>"
    body = "<tr><td>Lamps</td><td><a href='https://l.example.org'>Lamps in Rooms</a></td><td>1</td></tr>"
    drafts = read(
        f"# Light\n\n<table>{row}{body}</table>\n\n<table>{row}{body.replace('Rooms', 'Halls')}</table>\n", "l.md"
    ).drafts
    assert [draft.title for draft in drafts] == ["Lamps in Rooms", "Lamps in Halls"]
