"""How lists are built up, beyond the plain item: each text with the works that a reader counts in it, title and address."""

from __future__ import annotations

import pytest

from llmprimer.importing.formats.markdown import read

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
    (
        "definition lists, with names before the titles and a site's variables in addresses",
        "Ada Stern et al: *[Seven Kinds of Light][seven]*.\n:   An excellent overview of lamps, and why we\n    believe in them.\n\n"
        'Bo Lind: "[Light in Use]({{ page.root }}/files/lind-light-2013.pdf)"\n:   Describes fifty lamps.\n\n'
        "[seven]: https://w.example.org/seven\n",
        [("Seven Kinds of Light", "https://w.example.org/seven"), ("Light in Use", None)],
    ),
    (
        "titles in italics behind names, without links",
        "1. Stern, *A Walk Along the Lamps,* 1973, revised 2012. A classic.\n\n2. Lind and Roe, *House of Light*, 2015.\n\n"
        "3. Stern, *The Great Glow*, revised 2015. Two laureates tell what lamps do.\n",
        [("A Walk Along the Lamps", None), ("House of Light", None), ("The Great Glow", None)],
    ),
    (
        "several quoted titles of one author",
        '* Ada Stern "On Light at Home"\n* Bo Lind "On Shade" "What Is Light?"\n* Jo Roe "Lamps and Us", "Lamps Again"\n',
        [
            ("On Light at Home", None),
            ("On Shade", None),
            ("What Is Light?", None),
            ("Lamps and Us", None),
            ("Lamps Again", None),
        ],
    ),
    (
        "the year and a quoted title, in and outside links",
        f'## Books\n\n2014: "The Lamp Handbook" by Ada Stern [[book](https://b.example.org)]\n\n[2020: "A Lamp in Space" by Bo Lind]({PAPER}1) [article]\n\n'
        f'[2021: "Two Lamps"]({PAPER}2) [slides]\n',
        [
            ("The Lamp Handbook", "https://b.example.org"),
            ("A Lamp in Space", f"{PAPER}1"),
            ("Two Lamps", f"{PAPER}2"),
        ],
    ),
    (
        "numbers of courses before their titles",
        "## Courses\n\n- [CS 107](https://c.example.org/107) **Lamps & Systems** *Harbour University*\n"
        "- [15-445/645](https://c.example.org/445) **Light Systems** *Hill University*\n",
        [("Lamps & Systems", "https://c.example.org/107"), ("Light Systems", "https://c.example.org/445")],
    ),
    (
        "a title whose link leads nowhere, in a table",
        "| Paper | Code | Venue |\n|---|---|---|\n| [Lamps in Rooms]() | [code](https://github.com/a/b) | GLOW 2021 |\n",
        [("Lamps in Rooms", None)],  # of a published paper the code is a further link
    ),
    (
        "links below an item that are only called by labels",
        "## Books\n\n- [The Lamp Book](https://b.example.org) - All of lamps.\n  - Discussions: [HN](https://news.example.org/1).\n"
        "  - Other editions: [Lamps in C](https://c.example.org), [Lamps in Java](https://j.example.org).\n",
        [("The Lamp Book", "https://b.example.org")],
    ),
    (
        "citations with bold titles and without links, in paragraphs",
        "## Early work\n\n**[1]** Ada Stern. **A lamp that learns to shine**. In Light Networks, 1993.\n\n"
        "**[2]** Lind, Bo, and Ada Stern. **Low-shot lamp recognition** arXiv preprint arXiv:1606.02819 (2016).\n\n"
        "**[3]** Roe, Jo, Bo Lind, and Ada Stern. **Meta-Lamps for All** arXiv preprint arXiv:1805.09801 (2018).\n\n"
        "**[4]** Roe, Jo, and Ada Stern. **Learning a Lamp over Time** arXiv preprint arXiv:1805.12573 (2018).\n",
        [
            ("A lamp that learns to shine", None),
            ("Low-shot lamp recognition", None),
            ("Meta-Lamps for All", None),
            ("Learning a Lamp over Time", None),
        ],
    ),
]


@pytest.mark.parametrize(
    ("text", "works"), [case[1:] for case in STRUCTURES], ids=[case[0].replace(" ", "_") for case in STRUCTURES]
)
def test_works_are_found_however_the_list_is_built_up(text, works):
    found = [(draft.title, draft.fields.get("url")) for draft in read(f"# Light\n\n{text}", "list.md").drafts]
    assert found == works


def test_a_row_begins_where_its_tag_stands():
    cells = '<td>\n<a href="https://l.example.org/{0}">Lamps in Rooms {0}</a>\n</td>\n<td>{1}</td>\n'
    rows = "".join(f"<tr>\n{cells.format(n, 2010 + n)}</tr>\n" for n in range(3))
    drafts = read(f"# Lamps\n\n## Works\n\n<table>\n{rows}</table>\n", "list.md").drafts
    assert [(draft.line, draft.title) for draft in drafts] == [(6 + 6 * n, f"Lamps in Rooms {n}") for n in range(3)]


def test_rows_of_heads_name_the_columns_however_many_rows_there_are():
    row = "<tr><th>Section</th><th>Papers</th><th><img src='a.svg' alt=''></th></tr>"
    body = "<tr><td>Lamps</td><td><a href='https://l.example.org'>Lamps in Rooms</a></td><td>1</td></tr>"
    drafts = read(
        f"# Light\n\n<table>{row}{body}</table>\n\n<table>{row}{body.replace('Rooms', 'Halls')}</table>\n", "l.md"
    ).drafts
    assert [draft.title for draft in drafts] == ["Lamps in Rooms", "Lamps in Halls"]


def test_a_paragraph_of_html_covers_its_lines():
    text = (
        "# Light\n\n<p align='left'>\n  <a href='https://a.example.org'><strong>Lamps in Rooms</strong></a>\n  <br/>\n"
        "  Ada Stern, Bo Lind\n  <br/>\n  [<a href='https://github.com/a/b'>code</a>]\n</p>\n"
    )
    reading = read(text, "list.md")
    assert [(draft.title, draft.line, draft.last_line) for draft in reading.drafts] == [("Lamps in Rooms", 4, 8)]
    assert [leftover.line for leftover in reading.leftovers] == [1]


ENTRY = "@article{{key{n},\n  title = {{Lamps in Room {n}}},\n  author = {{Stern, Ada}},\n  journal = {{Light}},\n  year = {{201{n}}}\n}}"


@pytest.mark.parametrize("form", ["```bibtex\n{}\n```", "{}"])
def test_bibtex_within_markdown_is_read(form):
    entries = [form.format(ENTRY.format(n=n)) for n in (1, 2, 3)]
    text = "# Light\n\n## Lamps\n\n" + "\n\n".join(entries) + "\n\n- [Halls](https://h.example.org)\n"
    reading = read(text, "list.md")
    assert [(draft.title, draft.fields.get("issued"), draft.headings) for draft in reading.drafts] == [
        ("Lamps in Room 1", "2011", ("Lamps",)),
        ("Lamps in Room 2", "2012", ("Lamps",)),
        ("Lamps in Room 3", "2013", ("Lamps",)),
        ("Halls", None, ("Lamps",)),
    ]
    lines = text.split("\n")
    assert all("@article" in lines[draft.line - 1] for draft in reading.drafts[:3])
    assert [leftover.text for leftover in reading.leftovers] == ["Light"]


def test_how_to_cite_a_list_is_no_work_of_it():
    entries = "\n".join(ENTRY.format(n=n) for n in (1, 2, 3))
    text = f"# Light\n\n## Lamps\n\n- [Halls](https://h.example.org)\n\n## Citation\n\n```bibtex\n{entries}\n```\n"
    assert [draft.title for draft in read(text, "list.md").drafts] == ["Halls"]
    text = f"# Light\n\n## Lamps\n\n- [Halls](https://h.example.org)\n\n```bibtex\n{ENTRY.format(n=1)}\n```\n"
    assert [draft.title for draft in read(text, "list.md").drafts] == ["Halls"]
