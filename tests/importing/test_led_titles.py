"""Titles behind a label, a short name or the authors, and titles with the year or the publication glued to them."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import authors, records

from llmprimer.importing.detect import read

LARGE, SHADES, DIM = "Large Lamps for Small Rooms", "Shading of Lamps", "Dimming of Old Lamps"
BELOW_NAME = "- **GLOW:** Ada Stern, Bo Lind.<br />\n  {0} CHI (2025).\n  [[paper](https://a.org/1.pdf)]\n\n- **Shade V2 & Dim:** {2}.<br />\n  {1} IEEE Lamps Journal(2025).\n  [[paper](https://a.org/2.pdf)]\n"


@pytest.mark.parametrize("form", ['"{}."', "[{}](https://a.org/{}.pdf).", "*{}*."])
@pytest.mark.parametrize("others", ["Jo Roe", "Roe, Jo and Lind, Bo"])
def test_a_name_before_the_authors_above_a_title_is_its_alias(form, others):
    found = records("# L\n\n## A\n\n" + BELOW_NAME.format(form.format(LARGE, 3), form.format(SHADES, 4), others))
    assert [(one["title"], authors(one)[0]) for one in found] == [(LARGE, "Ada Stern"), (SHADES, "Jo Roe")]
    assert [one["aliases"] for one in found] == [["GLOW"], ["Shade V2 & Dim"]]


@pytest.mark.parametrize("form", ["{}, {}", "{} - {}", "{}, May {}", "{}, NeurIPS {}"])
def test_a_year_at_the_end_of_most_titles_is_the_date(form):
    titles = [LARGE, SHADES, DIM, "Lamps at Sea", "Lamps of the Town"]
    lines = [f"- [{form.format(title, 2016 + n // 2)}](https://a.example.org/{n})\n" for n, title in enumerate(titles)]
    found = records("# L\n\n## A\n\n" + "".join(lines[:4]) + "\n## B\n\n" + lines[4])
    assert [one["title"] for one in found] == titles
    assert [str(one["issued"])[:4] for one in found] == ["2016", "2016", "2017", "2017", "2018"]


def test_a_year_at_the_end_of_few_titles_belongs_to_them():
    titles = ["Report on Lamps, 2019", "Report on Lamps, 2020", "Lamps at Sea", LARGE, SHADES, DIM]
    lines = (f"- [{title}](https://a.example.org/{n})\n" for n, title in enumerate(titles))
    assert [one["title"] for one in records("# L\n\n## A\n\n" + "".join(lines))] == titles


def test_labels_below_a_linked_title_are_about_it_also_right_below_a_heading():
    found = records(
        "# L\n\n## Lamps of Halls\n\n- **[Large Lamps for Small Rooms](https://a.example.org/1)**  \n  Authors: Ada Stern, Bo Lind  \n"
        "  Links: [![PDF](https://img.shields.io/badge/PDF-x.svg)](https://a.example.org/1.pdf)  \n  Keywords: light, rooms\n"
        "- **[Shading of Lamps](https://a.example.org/2)**  \n  Authors: Jo Roe  \n  Venue: CHI 2020\n"
    )
    assert [(one["title"], authors(one)[0]) for one in found] == [(LARGE, "Ada Stern"), (SHADES, "Jo Roe")]
    assert found[0]["links"] == [{"type": "pdf", "url": "https://a.example.org/1.pdf"}]
    assert found[0]["keywords"] == ["light", "rooms"]


@pytest.mark.parametrize("form", ["[[{}]({})] {}", "- ([{}]({})) {}", "- [[{}]]({}) {}"])
def test_a_recurring_link_in_brackets_before_titles_is_a_label(form):
    lines = (
        form.format("Lumen Co", "https://a.org/1.pdf", f"{LARGE} [__`old`__,__`hall`__] :star:"),
        form.format("Lumen Co", "https://a.org/2.pdf", SHADES),
        form.format("pdf", "https://a.org/3.pdf", f"{DIM}, Ada Stern et al."),
    )
    found = records("# L\n\n## A\n\n" + "\n\n".join(lines) + "\n")
    assert [one["title"] for one in found] == [LARGE, SHADES, DIM]
    assert [one.get("url") for one in found] == [f"https://a.org/{n}.pdf" for n in (1, 2, 3)]
    assert "Lumen Co" in found[0]["keywords"]
    assert authors(found[2]) == ["Ada Stern", "+"]


def test_names_in_brackets_before_what_they_do_stay_titles():
    names = ("lampfind", "shade", "glow")
    text = "".join(f"- [[{name}](https://github.com/a/{name})] Finds lamps in a {name} room\n" for name in names)
    assert [one["title"] for one in records("# L\n\n## A\n\n" + text)] == list(names)


@pytest.mark.parametrize("form", ["(CHI '24) **{}**: {}, *{}*", "**{}:** {}, *{}*", "**{}**: {}. *{}*"])
def test_a_bold_name_before_the_rest_of_a_title_and_its_authors(form):
    works = [("GLOW", LARGE, "Stern et al."), ("Shade", SHADES, "Roe et al."), ("Dim", DIM, "Bo Lind, Ada Stern")]
    lines = [
        f"- {form.format(*work)}\n    - [[paper](https://a.example.org/{n}.pdf)]\n" for n, work in enumerate(works)
    ]
    found = records("# L\n\n## A\n\n" + "".join(lines))
    assert [one["title"] for one in found] == [f"{name}: {title}" for name, title, _ in works]
    assert [authors(one)[0] for one in found] == ["Stern", "Roe", "Bo Lind"]


def test_family_names_alone_are_read_among_such_entries():
    works = [("GLOW", LARGE, "Stern et al."), ("Shade", SHADES, "Roe et al."), ("Dim", DIM, "Lind et al.")]
    works.append(("Lit", "Lamps of the Town", "Jeong and Ye"))
    text = "".join(
        f"- **{name}**: {title}, *{who}* [[paper](https://a.example.org/{name}.pdf)]\n" for name, title, who in works
    )
    found = records("# L\n\n## A\n\n" + text)[-1]
    assert (found["title"], authors(found)) == ("Lit: Lamps of the Town", ["Jeong", "Ye"])


def test_hyphens_between_a_title_and_its_publication_are_a_dash():
    text = (
        "# L\n\n## A\n\n1. Large Lamps for Small Rooms----CHI'13 ([link](https://a.org/1.pdf))\n"
        "2. *Shading of Lamps*--NeurIPS 2019 ([link](https://a.org/2.pdf))\n3. Lamps--and old rooms ([link](https://a.org/3.pdf))\n"
        "\n## B\n\n1. *Dimming of Old Lamps*----TIT'09\n2. Lamps and Languages---FAST'09\n3. Ask Jo about lamps\n"
    )
    found = records(text)
    assert [one["title"] for one in found] == [LARGE, SHADES, "Lamps--and old rooms", DIM, "Lamps and Languages"]
    assert [one.get("container_title") for one in found] == ["CHI", "NeurIPS", None, "TIT", "FAST"]
    assert [left.text for left in read(text, "a.md").leftovers if left.line == 13] == ["Ask Jo about lamps"]


def test_the_address_of_its_code_is_not_that_of_a_published_paper():
    found = records(
        "# L\n\n| Venue | Paper Title | Code |\n|---|---|---|\n| KDD '20 | Large Lamps for Small Rooms | [Glow](https://github.com/a/glow) |\n\n"
        "- **Shading of Lamps**, CHI 2020. [[code](https://github.com/a/shade)]\n- **GlowPy**: lights rooms [[code](https://github.com/a/py)]\n"
    )
    assert [one.get("url") for one in found] == [None, None, "https://github.com/a/py"]
    assert [one.get("links", [{}])[0].get("type") for one in found] == ["code", "code", None]


def test_the_members_of_a_team_are_the_authors():
    found = records(
        "# L\n\n- **Large Lamps for Small Rooms.**  \n  _Lumen Research Team: Ada Stern, Bo Lind, Jo Roe, et al._ arXiv 2025/07.  \n"
        "  [[paper](https://arxiv.org/abs/2507.23370)]\n"
    )[0]
    assert (authors(found), found["organizations"]) == (
        ["Ada Stern", "Bo Lind", "Jo Roe", "+"],
        ["Lumen Research Team"],
    )


def test_a_meeting_before_titles_of_paragraphs_below_names_is_where_they_were_published():
    works = (("GLOW", "CHI 2019,Large Lamps for Small Rooms"), ("DIM", "2018 IROS, DIM: Dimming of Old Lamps"))
    works += (("LUX", "CHI 2020, LUX: Seeing in the Dark"), ("ShadeNet", "CHI 2017, ShadeNet: Shading of Lamps"))
    text = "".join(
        f"### {name}\n{title}\n\n[PAPER](https://a.example.org/{n}.pdf),\n[CODE](https://github.com/a/{name})\n\n"
        for n, (name, title) in enumerate(works)
    )
    found = records(f"# Light\n\n## Lamps\n\n{text}")
    where = [(r["title"].partition(": ")[2] or r["title"], r["container_title"], r["issued"]) for r in found]
    assert where == [
        ("Large Lamps for Small Rooms", "CHI", "2019"),
        ("Dimming of Old Lamps", "IROS", "2018"),
        ("Seeing in the Dark", "CHI", "2020"),
        ("Shading of Lamps", "CHI", "2017"),
    ]


@pytest.mark.parametrize("label", ["论文解读", "中文注释代码", "项目链接", "Gif demo", "github(no code)"])
def test_labels_made_of_several_words_are_no_titles(label):
    text = "".join(
        f"### {title}\n\n[PAPER](https://a.example.org/{n}.pdf),\n[{label}](https://b.example.org/{n})\n\n"
        for n, title in enumerate((LARGE, SHADES, DIM))
    )
    found = records(f"# Light\n\n## Lamps\n\n{text}")
    assert [(r["title"], len(r["links"])) for r in found] == [(LARGE, 1), (SHADES, 1), (DIM, 1)]
