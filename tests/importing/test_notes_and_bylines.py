"""Authors on a line of their own, descriptions in labelled paragraphs, citations that link to notes."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import authors, records

from llmprimer.importing.drafting.bylines import is_byline
from llmprimer.importing.formats.markdown import read
from llmprimer.records.citing import cite
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import take_identifiers


def test_authors_and_links_nested_under_a_plain_title():
    found = records(
        "## Lamps\n\n- GlowNet: Lamps for Small Rooms.\n"
        "  - A. Stern, B. Lind, and C. Roe. *CHI 2020*. [[pdf]](https://a.example.org/1.pdf) [[code]](https://github.com/a/glow)\n"
        "- Room Light and Lamp Denoising: Networks of Lamps.\n"
        "  - D. Doe and E. Lind. *Arxiv 2020*. [[pdf]](https://a.example.org/2.pdf)\n"
        "- Lamps of the Year.\n  - V. Stern, M.-T. Lind, K. Roe, andQ. V. Doe. *KDD 2021*. [[pdf]](https://a.example.org/3.pdf)\n"
    )
    assert [(r["title"], authors(r)) for r in found] == [
        ("GlowNet: Lamps for Small Rooms", ["A. Stern", "B. Lind", "C. Roe"]),
        ("Room Light and Lamp Denoising: Networks of Lamps", ["D. Doe", "E. Lind"]),
        ("Lamps of the Year", ["V. Stern", "M.-T. Lind", "K. Roe", "Q. V. Doe"]),
    ]
    assert found[0]["links"] == [{"type": "code", "url": "https://github.com/a/glow"}]


@pytest.mark.parametrize(
    "text", ["A. Stern. Lamps at Home. CHI 2020.", "Lamps at Home", "A. Stern and B. Lind, Lamps That Nobody Needs"]
)
def test_a_line_with_a_title_is_no_byline(text):
    assert not is_byline(text)


def test_a_labelled_paragraph_below_an_item_describes_it():
    text = "".join(
        f"* [《Lamp {n}》](https://a.example.org/{n})\n\n介绍:灯{n}的历史,还有很多的[paper](https://b.example.org/{n})可以看.\n\n"
        for n in "abc"
    )
    found = records(f"# Lamps\n\n{text}Good night.\n")
    assert [r["summary"] for r in found] == [f"灯{n}的历史,还有很多的paper可以看" for n in "abc"]
    assert found[0]["links"][0]["url"] == "https://b.example.org/a"


def test_a_paragraph_whose_label_stands_once_is_no_description():
    (found,) = records(
        "# Lamps\n\n* [Lamp A](https://a.example.org/a)\n\nNote: see [the shop](https://b.example.org/) too.\n"
    )
    assert "summary" not in found


def test_citations_of_family_names_with_boxes_and_notes():
    text = (
        "# Read\n\n* [ ] Stern et al (2004) - Light and darkness: an update\n* [x] Lind et al (2018) - Lamps in the room\n"
        "* [x] Roe et al (1986) - Seeing lamps\n* [x] Doe and Mrs-Lind (2018) - Bright Reading: A study of lamps\n"
        "* [x] [Stern & Doe (2019) - Lamps through time](notes/stern.md)\n"
    )
    assert [(r["title"], authors(r), r["issued"]) for r in records(text)] == [
        ("Light and darkness: an update", ["Stern", "+"], "2004"),
        ("Lamps in the room", ["Lind", "+"], "2018"),
        ("Seeing lamps", ["Roe", "+"], "1986"),
        ("Bright Reading: A study of lamps", ["Doe", "Mrs-Lind"], "2018"),
        ("Lamps through time", ["Stern", "Doe"], "2019"),
    ]
    assert "notes/stern.md" in [left.text for left in read(text, "list.md").leftovers]


def test_two_words_before_a_year_are_people_only_where_the_list_names_people_there():
    assert cite("Crime and Punishment (1866) - Fyodor Dostoyevsky").authors == []


def test_a_citation_in_details_names_the_authors():
    (found,) = records(
        '# Lamps\n\n- [“Lamps: From Oil to Light"](https://doi.org/10.1000/abc-1) - A history of lamps. <details>\n'
        "    <summary>Paper</summary>\n"
        "    Stern, Ada, and Bo Q. Lind. “Lamps: From Oil to Light(https://doi.org/10.1000/abc-1).” Lamp Reviews, December 20, 2018.\n"
        "</details>\n"
    )
    assert (found["title"], authors(found), found["doi"]) == (
        "Lamps: From Oil to Light",
        ["Ada Stern", "Bo Q. Lind"],
        "10.1000/abc-1",
    )
    assert "links" not in found


def test_an_identifier_ends_at_a_closing_quotation_mark():
    fields: dict[str, str] = {}
    assert take_identifiers("“Lamps(https://doi.org/10.1000/abc-1).” Light 16", fields) == "“Lamps.” Light 16"
    assert fields == {"doi": "10.1000/abc-1"}


def test_a_possessive_is_nobody_and_what_it_has_is_no_title():
    assert people_in("On Hall’s", sure=True) is None
    assert cite("On the Hall’s “Most Useful Lamps”").title == "On the Hall’s “Most Useful Lamps”"


def test_who_wrote_the_book_of_a_description():
    found = records(
        "# L\n\n- [Lamps](https://a.example.org/1) - Paid textbook by Ada J. Stern.\n"
        "- [Light](https://a.example.org/2) - Free textbook by Bo Lind, with 70 lamps, shades and a cover.\n"
        "- [Glow](https://a.example.org/3) - Two people lit the first lamp. It was praised in a report by Cy Roe.\n"
    )
    assert [authors(r) for r in found] == [["Ada J. Stern"], ["Bo Lind"], []]


def test_an_address_in_double_brackets_is_a_link():
    (found,) = records(
        "# L\n\n1. **Few lamps in rooms**.\n\n   *Ada Stern, Bo Lind*. CHI 2018. [[pdf]((https://a.example.org/1/))]\n"
    )
    assert (found["url"], authors(found)) == ("https://a.example.org/1/", ["Ada Stern", "Bo Lind"])


ABOVE = {
    "on a line of their own": "- Ada Stern, Bo Lind, Duen (Pepper) Roe:  \n  DST: Mapping Light.\n\n  [[paper](https://a.example.org/1)]\n",
    "in bold": "- **Ada Stern, Bo Lind, Duen Roe**<br>DST: Mapping Light<br>[pdf](https://a.example.org/1)\n",
    "in italics, before title and publication": "- *Ada Stern, Bo Lind, Duen Roe*  \n  DST: Mapping Light. CVPR 2022. [pdf](https://a.example.org/1)\n",
    "over the title and its links in items": "- Ada Stern, Bo Lind, Duen Roe\n  - DST: Mapping Light\n  - [paper](https://a.example.org/1)\n",
    "in paragraphs of an item": "- Ada Stern, Bo Lind, Duen Roe\n\n  DST: Mapping Light\n\n  [paper](https://a.example.org/1)\n",
    "in a paragraph": "Ada Stern, Bo Lind, Duen Roe\nDST: Mapping Light\n[paper](https://a.example.org/1)\n",
    "with the year": "- A. Stern, B. Lind, and D. Roe, 2021  \n  DST: Mapping Light [pdf](https://a.example.org/1)\n",
}


@pytest.mark.parametrize("text", ABOVE.values(), ids=[case.replace(" ", "_") for case in ABOVE])
def test_authors_above_the_title_are_those_of_the_work(text):
    (record,) = records(f"# List\n\n## Papers\n\n{text}")
    assert record["title"] == "DST: Mapping Light"
    assert [name.split()[-1] for name in authors(record)] == ["Stern", "Lind", "Roe"]
    assert "summary" not in record


def test_a_title_that_reads_as_two_names_stays_one_below_more_names():
    (record,) = records(
        "## Papers\n\n- Ada Stern, Bo Lind, In So Roe:  \n  Light Top-k White-Lamp and Steady Black-lamp Dark. [pdf](https://a.example.org/1)\n"
    )
    assert record["title"] == "Light Top-k White-Lamp and Steady Black-lamp Dark"
    assert authors(record)[0] == "Ada Stern"


def test_notes_beside_the_list_leave_title_and_description():
    text = "## Papers\n\n" + "".join(
        f"- **Mapping {what} in Rooms**{year} — {what} of Glow12 (GLW lamp) as seen at home. [details](2026/{what}.md) | [note](note://{what})\n"
        for what in ("Light", "Sound", "Heat")
        for year in ("", " (2026)")
    )
    found = records(text.replace("Mapping Light in Rooms** (2026)", "A Map of Light in Rooms** (2026)"))
    assert [r["title"] for r in found][:2] == ["Mapping Light in Rooms", "A Map of Light in Rooms"]
    assert all(r["summary"].endswith("(GLW lamp) as seen at home.") and "author" not in r for r in found)


def test_short_names_in_brackets_before_titles_are_their_aliases():
    found = records(
        "## Papers\n\n1. (GLOW-3) Lamps are Few. CHI 2020. [[Paper](https://a.example.org/1)]\n"
        "1. (Shade) [Optimal Lamps for Rooms](https://a.example.org/2)\n1. [(P-lamp) Lamps, Too](https://a.example.org/3)\n"
        "1. (Re)Thinking Lamps [[Paper](https://a.example.org/4)]\n1. (Almost) All Lamps [[Paper](https://a.example.org/5)]\n"
    )
    assert [(r["title"], *r.get("aliases", ())) for r in found] == [
        ("Lamps are Few", "GLOW-3"),
        ("Optimal Lamps for Rooms", "Shade"),
        ("Lamps, Too", "P-lamp"),
        ("(Re)Thinking Lamps",),
        ("(Almost) All Lamps",),
    ]
    (lone,) = records("## Papers\n\n- (Shade) Optimal Lamps for Rooms [[Paper](https://a.example.org/2)]\n")
    assert lone["title"] == "(Shade) Optimal Lamps for Rooms"


BEFORE = {
    "dashes": "{1} - {0} - {2}",
    "the meeting first": "{0} {1} - {2}",
    "two brackets": "[{1}] [{0}] {2}",
    "one bracket": "({1} {0}) {2}",
    "commas": "{1}, {0}, {2}",
    "bars": "{1} | {0} | {2}",
    "twice": "{1} - {0} - {1} - {0} - {2}",
}


@pytest.mark.parametrize("form", BEFORE.values(), ids=[case.replace(" ", "_") for case in BEFORE])
def test_titles_without_links_behind_meeting_and_year(form):
    works = [
        ("ICLR", "2019", "GlowNet: Light at Home"),
        ("CVPR", "2020", "Sound at Home"),
        ("CVPR", "2020", "Heat in Halls"),
    ]
    found = records(
        "## Papers\n\n" + "".join(f"- {form.format(*work)}\n  - *[Ada Stern], Bo Lind*\n" for work in works)
    )
    assert [(r["container_title"], r["issued"], r["title"]) for r in found] == works
    assert all(authors(r) == ["Ada Stern", "Bo Lind"] for r in found)


def test_words_before_titles_that_do_not_recur_are_no_meetings():
    assert not records(
        "## Years\n\n- 2019 - Fire - Lamps at Home\n- 2020 - Light - Sound at Home\n- 2021 - Dark - Heat in Halls\n"
    )


def test_plain_titles_with_their_authors_below_in_items():
    found = records(
        "## Papers\n\n- Mapping Light in Rooms\n  - *Ada Stern, Bo Lind, Cleo Roe *\n  - A note on lamps that glow.\n"
        "- Mapping Sound in Rooms\n  - [Rex Lind](https://rlind.github.io/), [Ada Stern](https://a.example.org/home)\n"
        "- [Mapping Heat in Rooms](https://a.example.org/1)\n  - *[Bo Lind](https://a.example.org/people/lind), et al*\n"
        "- Mapping Dark in Rooms\n  - Bo Lind, Cleo Roe\n- Things that we like a lot\n  - bright ones\n"
    )
    assert [(r["title"], authors(r)) for r in found] == [
        ("Mapping Light in Rooms", ["Ada Stern", "Bo Lind", "Cleo Roe"]),
        ("Mapping Sound in Rooms", ["Rex Lind", "Ada Stern"]),
        ("Mapping Heat in Rooms", ["Bo Lind", "+"]),
        ("Mapping Dark in Rooms", ["Bo Lind", "Cleo Roe"]),
    ]
    assert found[0]["summary"] == "A note on lamps that glow."


def test_one_plain_name_between_title_and_publication_counts_if_names_recur():
    text = (
        "## Papers\n\n- Glow: Lamps over Time, Ada Stern, SIGMOD 2016, [MVCC] [[Paper]](https://a.example.org/1)\n"
        "- A Study of Lamps at Home, {},VLDB 2017, [MVCC]\n- Lamps in Halls and Rooms, Dan Lind ,SIGMOD 2020, [[paper]](https://a.example.org/2)\n"
        "- Constant Time for Lamps, Glow Inc, VLDB 2019, [[paper]](https://a.example.org/3)\n"
    )
    found = records(text.format("Ada Stern"))
    assert [(r["title"], *authors(r)) for r in found] == [
        ("Glow: Lamps over Time", "Ada Stern"),
        ("A Study of Lamps at Home", "Ada Stern"),
        ("Lamps in Halls and Rooms", "Dan Lind"),
        ("Constant Time for Lamps",),
    ]
    assert found[3]["organizations"] == ["Glow Inc"]
    assert not any(map(authors, records(text.format("Bo Roe"))))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Li Feifei, Zou Lei", ["Feifei Li", "Lei Zou"]),
        ("Lin Ma, Guoliang Li", ["Lin Ma", "Guoliang Li"]),
        ("Yang Bengio, Ma Roe", ["Yang Bengio", "Ma Roe"]),
        ("Le Song, Yuan Qi, et al", ["Le Song", "Yuan Qi"]),
        ("Ada Stern, Duen (Pepper) Roe and Bo Lind", ["Ada Stern", "Duen Roe", "Bo Lind"]),
    ],
)
def test_names_in_the_order_of_their_language(text, names):
    people = people_in(text)
    assert people is not None
    assert [f"{n['given']} {n['family']}" for n in people.names] == names


@pytest.mark.parametrize(
    ("text", "title", "where"),
    [
        (
            "Edge Lamps: Vision -- IEEE Transactions on Internet of Lamps, 2016",
            "Edge Lamps: Vision",
            "IEEE Transactions on Internet of Lamps",
        ),
        ("Serverless Lamps at Home, In HotCloud 2016,", "Serverless Lamps at Home", "HotCloud"),
        ("Lamps - A Short History", "Lamps - A Short History", None),
    ],
)
def test_publications_behind_a_dash_or_in(text, title, where):
    cited = cite(text)
    assert (cited.title, cited.fields.get("container_title")) == (title, where)


def test_works_below_bold_labels_stand_for_themselves():
    found = records(
        "## Papers\n\n**Lamps, which are hot now**\n* Torch: A System for Lamps, OSDI 2016, ([paper](https://a.example.org/1)), ([our lamp report](https://a.example.org/2))\n\n"
        "**More of them**\n* Towards Lamps as Cheap Nodes, HotCloud 2017, (paper), (slide)\n\n"
        "**Others**\n- Room Lamps: A Survey, CHI 2013, ([paper](https://a.example.org/3))\n-Hall Lamps of Glass, CHI 2014, ([paper](https://a.example.org/4))\n"
    )
    assert [r["title"] for r in found] == [
        "Torch: A System for Lamps",
        "Towards Lamps as Cheap Nodes",
        "Room Lamps: A Survey",
        "Hall Lamps of Glass",
    ]


def test_a_hyphen_without_its_space_parts_title_and_authors():
    (found,) = records("## Papers\n\n* [Lamps at Home](https://a.example.org/1) -Stern, A., & Lind, B. (CHI, 2018)\n")
    assert authors(found) == ["A. Stern", "B. Lind"]


QUOTED = """# Light

## Lamps
[Lamps of the Rooms](https://a.example.org/1) [2018 CVPR]

> Main idea:
>
> This one lights the rooms.

- [Lamps of the Seas](https://a.example.org/2)
> It lights seas.
- [Lamps of the Hills](https://a.example.org/3)

  > It lights hills.

### [Lamps of the Vales](https://a.example.org/4)
> It lights vales.

### Lamps of the Farms
[[paper]](https://a.example.org/5.pdf) [[code]](https://github.com/a/b)

> It lights farms.
"""


def test_quotations_below_entries_are_about_them():
    assert [(r["title"], r["summary"].rstrip(".")) for r in records(QUOTED)] == [
        ("Lamps of the Rooms", "This one lights the rooms"),
        ("Lamps of the Seas", "It lights seas"),
        ("Lamps of the Hills", "It lights hills"),
        ("Lamps of the Vales", "It lights vales"),
        ("Lamps of the Farms", "It lights farms"),
    ]


def test_a_single_quotation_in_a_list_is_about_none_of_its_works():
    text = "# Light\n\n- [Lamps of Rooms](https://a.example.org/1)\n\n> A saying on light.\n\n- [Lamps of Seas](https://a.example.org/2)\n"
    assert not any("summary" in record for record in records(text))


def test_a_bold_title_whose_link_is_nested_below_it_is_one_work():
    text = (
        "# Light\n\n## Lamps\n\n* **Lamps of Rooms**\n\n  It lights the rooms.\n\n  * [Lamps of Rooms](https://a.example.org/1)\n"
        "  * [Lamps of Seas](https://a.example.org/2)\n\n* **Halls**\n  * [Lamps of Halls](https://a.example.org/3)\n"
    )
    found = records(text)
    assert [(r["title"], r["url"]) for r in found] == [
        ("Lamps of Rooms", "https://a.example.org/1"),
        ("Lamps of Seas", "https://a.example.org/2"),
        ("Lamps of Halls", "https://a.example.org/3"),
    ]
    assert found[0]["summary"].rstrip(".") == "It lights the rooms"


def test_one_family_name_before_others_in_italics_is_the_author():
    found = records(
        "- **Glow: Lamps over Time** — Stern *et al.*, CHI 2021. Studies lamps in halls. [arXiv:2103.12978](https://arxiv.org/abs/2103.12978).\n"
    )
    assert authors(found[0]) == ["Stern", "+"]
    assert found[0]["summary"] == "Studies lamps in halls"


def test_people_behind_a_description_are_the_authors():
    found = records(
        "- [Glow](https://a.example.org/1) Lamps that learn from light. - Ada Stern et al (2019).\n"
        "- [Shade](https://a.example.org/2) - As it was told by Stern et al.\n"
    )
    assert (authors(found[0]), found[0]["issued"]) == (["Ada Stern", "+"], "2019")
    assert found[0]["summary"] == "Lamps that learn from light."
    assert authors(found[1]) == []


def test_a_paragraph_in_a_script_without_spaces_below_a_paragraph_describes_it() -> None:
    text = "".join(
        f'**[{n}]** Stern A, Lind B. "**{title}[C]**". Lamp Week. ACM, 2015:1-9.[[pdf]](https://a.example.org/{n})\n\n'
        f">{told}\n\n"
        for n, (title, told) in enumerate(
            [
                ("Counting small lamps", "这篇文章介绍了在大房间里数小灯的方法。第一种方法很慢，第二种方法更快。"),
                ("Large lamps of old rooms", "本文介绍了旧房间里的大灯。作者提出了一个新的算法，叫做灯光。"),
                ("Shades for quiet halls", "在安静的大厅里，灯罩的形状是一个重要的问题，作者给出了近似算法。"),
            ]
        )
    )
    found = read(f"# Lamps\n\n## Papers\n{text}", "list.md").drafts
    assert [draft.fields["summary"][:4] for draft in found] == ["这篇文章", "本文介绍", "在安静的"]


BYLINES = ("*Ada Stern, Bo Lind, Cy Roe*", "*Dora Kay, Ed Moss and Fay Noll*", "*Hal Poe, Ida Quist*")


@pytest.mark.parametrize(("bold", "gap"), [("**", "\n\n    "), ("**", "\n    "), ("**", "  \n    "), ("", "\n\n    ")])
def test_bylines_below_titles_without_links_in_the_section_of_a_meeting_are_no_part_of_them(bold, gap):
    titles = ("Lamp Wiring for Dim Rooms", "Wide Halls Need Many Small Lamps", "Self-Made Shades of Thick Paper")
    entries = [f"1. {bold}{title}{bold}{gap}{by}\n\n" for title, by in zip(titles, BYLINES, strict=True)]
    found = records("# Light\n\n## CHI 2020\n\n" + "".join(entries))
    assert [r["title"] for r in found] == [*titles]
    assert [authors(r)[0] for r in found] == ["Ada Stern", "Dora Kay", "Hal Poe"]


def test_bold_words_of_a_title_in_the_section_of_a_meeting_stay_in_it():
    lines = "".join(f"- **{name}**: Large Lamps for\n  Many Small Rooms {name}\n" for name in ("GLOW", "DIM", "SHADE"))
    found = records(f"# Light\n\n## CHI 2020\n\n{lines}")
    assert next(r["title"] for r in found) == "GLOW: Large Lamps for Many Small Rooms GLOW"
