"""Who wrote the work of a line: names that look like other words, names that do not look like names, and words that are none."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import authors, records

from llmprimer.importing.detect import read
from llmprimer.records.citing import cite
from llmprimer.records.people_lists import leading_people, people_in
from llmprimer.records.venues import read_tail


def names(text: str, *, sure: bool = False) -> list[str] | None:
    people = people_in(text, sure=sure)
    if people is None:
        return None
    return [" ".join(filter(None, (p.get("given"), p.get("family"), p.get("literal")))) for p in people.names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("August Stern and April Lind", ["August Stern", "April Lind"]),
        ("Ada STERN, Bo Lind and Cleo Roe", ["Ada Stern", "Bo Lind", "Cleo Roe"]),
        ("ADA STERN, Bo Lind, Cleo Roe, Dan Doe", ["Ada Stern", "Bo Lind", "Cleo Roe", "Dan Doe"]),
        ("Ada Stern, bo Lind, Cleo Roe, Dan Doe", ["Ada Stern", "bo Lind", "Cleo Roe", "Dan Doe"]),
        ("Karthik K, Ada Stern, Bo Lind", ["Karthik K", "Ada Stern", "Bo Lind"]),
        ("Ada Stern, Bo lv, Cleo Roe", ["Ada Stern", "Bo lv", "Cleo Roe"]),
        ("Stern, A., Lind B., & Roe, C.", ["A. Stern", "B. Lind", "C. Roe"]),
        ("Stern, A., Lind., B., Roe, C.", ["A. Stern", "B. Lind", "C. Roe"]),
        ("Stern, Ada, Bo Lind, Cleo Roe, and Dan Doe", ["Ada Stern", "Bo Lind", "Cleo Roe", "Dan Doe"]),
        ("Prof. Ada Stern, Dr. Bo Lind", ["Ada Stern", "Bo Lind"]),
        ("Stern, A., & de With, P.", ["A. Stern", "P. With"]),
        ("Stern, Charles, Lind, Ramin, et al.", ["Charles Stern", "Ramin Lind"]),
        ("Stern, Martin, et al.", ["Martin Stern"]),
        ("M Stern, E Lind", ["M Stern", "E Lind"]),
        ("Ada Stern, Mar´ıa Lind, Jos \u0301e Roe", ["Ada Stern", "María Lind", "José Roe"]),
        ("Ada Stern, Bo Lind and several others", ["Ada Stern", "Bo Lind"]),
    ],
)
def test_names(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "March, April and May",
        "Lamp Embeddings, Light Content, Self-Supervised Learning",
        "Institute for Light (IFL)",
        "European Conf. Mobile Lamps (ECML)",
        "Prof. Dr.",
        "LAMP-based Light and Shade Mining",
        "Includes SFM, Multi-Lamp Stereo, Android Support and various calibration tasks",
        "Luminous Chemistry & High Ceiling Dimming",
    ],
)
def test_no_names(text):
    assert names(text) is None


def test_a_title_word_may_be_the_family_name_beside_another_name():
    people, rest = leading_people("Ada Press and Bo Lind. 2017. Lamps", sure=True)
    assert [name["family"] for name in people.names] == ["Press", "Lind"]
    assert rest.strip() == "2017. Lamps"


def test_and_within_a_list_of_names_does_not_end_it():
    people, _ = leading_people("Ada Stern and Bo Lind, Cleo Roe, and Dan Doe. 2006. Lamps at Home")
    assert [name["family"] for name in people.names] == ["Stern", "Lind", "Roe", "Doe"]


def test_words_that_describe_are_no_authors_where_others_are_named():
    (*named, tool, book, body) = records(
        "## Lamps\n\n"
        + "".join(f"- [Lamp {n}](https://a.example.org/{n}) - Ada Stern et al.\n" for n in "abcd")
        + "- [Switch](https://a.example.org/switch) - Community platform for Lamp Software\n"
        "- [Bulb](https://a.example.org/bulb) - Book\n"
        "- [Wire](https://a.example.org/wire) - A small package from the Lamp lab.\n"
    )
    assert all(authors(r) == ["Ada Stern", "+"] for r in named)
    assert [authors(r) for r in (tool, book, body)] == [[], [], []]
    assert tool["summary"] == "Community platform for Lamp Software"


def test_where_the_author_works_stands_behind_the_name():
    first, second, third = records(
        "## Lamps\n\n- [Lamps](https://a.example.org/1) by Prof. Ada Stern at University of Light (2015)\n"
        "- [Bulbs](https://a.example.org/2) by Ada Stern in Lumera (2012)\n"
        "- [Wires](https://a.example.org/3): a series of lectures by Bo Lind on the radio (2018)\n"
    )
    assert (authors(first), first["organizations"], first["issued"]) == (["Ada Stern"], ["University of Light"], "2015")
    assert (authors(second), authors(third)) == (["Ada Stern"], ["Bo Lind"])


def test_family_names_and_year_in_brackets_where_the_list_names_people_there():
    found = records(
        "## Lamps\n\n- [**Lamp A**](https://a.example.org/a) (Stern et al., 2019)\n"
        "- [**Lamp B**](https://a.example.org/b)) (Lind et al., 2020)\n- [**Lamp C**](https://a.example.org/c) (Roe et al., 2020)\n"
        "- [**Lamp D**](https://a.example.org/d) (Doe and De Lind, 2020)\n- [**Lamp E**](https://a.example.org/e) (Marlo, 2018)\n"
    )
    assert [authors(r) for r in found] == [["Stern", "+"], ["Lind", "+"], ["Roe", "+"], ["Doe", "De Lind"], ["Marlo"]]


def test_a_link_in_quotation_marks_with_its_date_and_author():
    first, second = records(
        '## Lamps\n\n[2021: "Lamps at Night" by Ada Stern at Lamp Week](https://a.example.org/1) [article]\n\n'
        '[2020: "Old Bulbs"](https://a.example.org/2) [article]\n'
    )
    assert (first["title"], authors(first), first["issued"]) == ("Lamps at Night", ["Ada Stern"], "2021")
    assert (second["title"], authors(second), second["issued"]) == ("Old Bulbs", [], "2020")


def test_authors_above_a_title_in_italics_that_ends_in_a_comma():
    first, second = records(
        "## Lamps\n\n- Stern, A., Lind, B.,  \n*[Lamps at Home](https://a.example.org/1)*,  \n"
        "European Conf. Mobile Lamps (ECML), 2019.\n"
        "- Roe, C., Doe, D.,  \n*[Bulbs](https://a.example.org/2)*,  \nLight Conf. Bulb Research, 2021.\n"
    )
    assert (authors(first), first["title"], first["container_title"]) == (
        ["A. Stern", "B. Lind"],
        "Lamps at Home",
        "European Conf. Mobile Lamps (ECML)",
    )
    assert (authors(second), second["container_title"]) == (["C. Roe", "D. Doe"], "Light Conf. Bulb Research")


def test_in_before_a_publication_in_italics():
    (found,) = records(
        "## Lamps\n\n- Ada Stern and Bo Lind. 2006. [Lamps](https://a.example.org/1). In *Proceedings of LAMP 2006*. ([Citation](https://b.example.org/): 17)\n"
    )
    assert found["container_title"] == "Proceedings of LAMP"
    assert "summary" not in found


def test_a_column_called_authors_in_brackets():
    found = records(
        "| Name | Author(s) |\n|--|--|\n| [Lamps](https://a.example.org/1) | Ada Stern, Bo Lind, editors |\n"
        "| [Bulbs](https://a.example.org/2) | [Cleo Roe](https://b.example.org/) |\n"
    )
    assert [authors(r) for r in found] == [["Ada Stern", "Bo Lind"], ["Cleo Roe"]]


def test_a_title_of_two_capitalised_clauses_has_no_authors():
    (found,) = records(
        "## Lamps\n\n- [**Old Lamps Burn, New Lamps Shine: A Study of Old and New Light**](https://a.example.org/1) (Stern et al., 2021)\n"
    )
    assert found["title"] == "Old Lamps Burn, New Lamps Shine: A Study of Old and New Light"
    assert authors(found) == ["Stern", "+"]


def test_a_short_name_before_its_title_in_quotation_marks_is_no_author():
    (found,) = records(
        '## Lamps\n\n- **GLOW**: "GLOW: Lamps, Light & Shade", LAMP, 2023. [[Paper](https://a.example.org/1)]\n'
    )
    assert authors(found) == []


def test_numbers_alone_are_no_description():
    (found,) = records(
        "## Lamps\n\n- [Lamps](https://a.example.org/1). Ada Stern and Bo Lind. *Journal of Light*, 14:64-81.\n"
    )
    assert (found["volume"], found["page"], "summary" in found) == ("14", "64-81", False)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("*Ada Stern (Institute of Light) et al. arXiv.*", ["Ada Stern", "+"]),
        ("*Ada Stern (Institute of Light), Bo Lind, Cleo Lu. arXiv.*", ["Ada Stern", "Bo Lind", "Cleo Lu"]),
        ("DeStern et al., Arxiv 2021", ["DeStern", "+"]),
        ("*Deep Stern et al*. arXiv 2022.", ["Deep Stern", "+"]),
        ("A*da Stern et al*. LAMP 2022.", ["Ada Stern", "+"]),
        ("_ Ada Stern, Bo Lind, Cleo Li_. Cause: light.", ["Ada Stern", "Bo Lind", "Cleo Li"]),
        ("Posted by Ada Stern and Bo Lind, Lamp Scientists", ["Ada Stern", "Bo Lind"]),
    ],
)
def test_authors_behind_a_title(line, expected):
    (found,) = records(f"## Lamps\n\n- [Lamps at Home](https://a.example.org/1) {line}\n")
    assert authors(found) == expected


@pytest.mark.parametrize(
    ("text", "who", "title"),
    [
        (
            "Ada Stern, Bo Lind, Cleo Roe, Reinforcement Learning: A Survey (LAMP 1996)",
            ["Stern", "Lind", "Roe"],
            "Reinforcement Learning: A Survey",
        ),
        (
            'LampBase: A Tuning Tool that "Reads the Manual" (LAMP 2022)',
            [],
            'LampBase: A Tuning Tool that "Reads the Manual"',
        ),
        (
            '"Why Should I Trust Lamps?": Explaining Light by Ada Stern, Bo Lind, Cleo Roe',
            ["Stern", "Lind", "Roe"],
            "Why Should I Trust Lamps?: Explaining Light",
        ),
        (
            "Ada-Lamp: Accelerating Light by Adaptive Group-Scheduling for Small Lamps",
            [],
            "Ada-Lamp: Accelerating Light by Adaptive Group-Scheduling for Small Lamps",
        ),
    ],
)
def test_words_of_titles_are_no_authors(text, who, title):
    cited = cite(text)
    assert ([name.get("family", name.get("literal")) for name in cited.authors], cited.title) == (who, title)


@pytest.mark.parametrize(
    "text",
    [
        "Stern, A. (2007). Lamps at home. In Lind, B., Roe, C., and D. Doe (eds.) Lamps of the World. Light Press, pp. 69-74.",
        "Stern, A. (2007). Lamps at home. In Lamps of the World, edited by B. Lind, C. Roe and D. Doe, pp. 69-74. Light Press.",
    ],
)
def test_editors_of_the_book_are_not_part_of_its_name(text):
    fields = cite(text).fields
    assert fields["container_title"] == "Lamps of the World"
    assert [name["family"] for name in fields["editor"]] == ["Lind", "Roe", "Doe"]


def test_a_word_behind_the_year_is_no_author_where_authors_stand_before_the_title():
    assert [name["family"] for name in cite("Ada Stern, On Lamps (1980), Intro", sure=True).authors] != ["Intro"]
    assert cite("Lampedia, (2014). Cooking.").authors == []


def test_a_publication_before_family_names_is_no_author():
    assert names("IEEE Security & Privacy, Stern, Ada, et al.") is None


def test_terms_as_links_are_no_authors():
    found = records(
        "## Lamps\n\n"
        "- Seeing Lamps [Spring 2016](https://a.example.org/1), [Fall 2016](https://a.example.org/2), [Fall 2017](https://a.example.org/3) - Ada Stern\n"
    )
    assert found
    assert not {"Spring", "Fall"} & {name for record in found for name in authors(record)}


def test_a_participle_before_by_shows_that_the_title_goes_on():
    cited = cite("Finding Rooms Guided by Lamplight")
    assert (cited.title, cited.authors) == ("Finding Rooms Guided by Lamplight", [])


@pytest.mark.parametrize(
    "title", ["Lecture 3: Seeing by Dynamic Sampling", "Light by Analogy", "Rooms by Iterative Reflection"]
)
def test_what_is_done_is_nobody(title):
    cited = cite(title)
    assert (cited.title, cited.authors) == (title, [])


@pytest.mark.parametrize(
    ("name", "family"), [("Henry Fielding", "Fielding"), ("Ida Loring", "Loring"), ("A. Pickering", "Pickering")]
)
def test_names_that_end_like_such_words_are_people(name, family):
    cited = cite(f"Large Lamps by {name}")
    assert (cited.title, [one["family"] for one in cited.authors]) == ("Large Lamps", [family])


@pytest.mark.parametrize("text", ["arXiv(v2) 2024", "arXiv2024", "_bioRxiv2024_", "socArXiv2024"])
def test_a_preprint_is_no_publication(text):
    tail = read_tail(text, is_certain=True)
    assert (tail.fields, tail.rest) == ({"issued": "2024"}, "")


@pytest.mark.parametrize("text", ["LampConf2024", "3DL2024", "Lamps2024", "Lamp Week2024", "LMP24", "Lamps24"])
def test_the_year_behind_the_name_of_a_publication_needs_no_blank(text):
    tail = read_tail(text, is_certain=True)
    assert tail.fields["issued"] == "2024"
    assert tail.fields["container_title"] == text.removesuffix("2024").removesuffix("24")


@pytest.mark.parametrize("text", ["Lamps24", "LMP240", "Lamp v2"])
def test_other_numbers_behind_a_name_are_no_year(text):
    assert "issued" not in read_tail(text).fields


@pytest.mark.parametrize(
    "text", ["面向“大灯”研究“小房间”。", "关于 “大灯” 的研究", "新しい「灯」の研究", '研究"Large Lamps"的影响']
)
def test_words_before_a_quotation_in_a_sentence_without_spaces_are_no_people(text):
    assert leading_people(text) is None
    assert leading_people(text, sure=True) is None


@pytest.mark.parametrize("text", ["王小明“大灯”", "王小明，李建国“大灯”。", "王小明『大灯』, 2001"])
def test_people_before_a_title_in_quotation_marks(text):
    led = leading_people(text)
    assert led is not None
    assert led[0].names[0] == {"family": "王", "given": "小明"}


def test_a_last_sentence_that_names_people_names_authors_and_nobody_else_in_the_list():
    text = """
# Books

- [Large Lamps](https://a.example.org/1). A modern introduction to lamps. By Marijn Stern (2014)
- [Small Rooms](https://a.example.org/2) shows how rooms are lit. By [Michael Lind](https://github.com/lind)
- [Glow](https://a.example.org/3) – A book on light in general. By Brian Dim and Ada A. Stern (2016).
- [Old Lamps](https://a.example.org/4) was made better by Ada Stern.
- [New Lamps](https://a.example.org/5) is fast. By Monday all rooms are lit.
"""
    drafts = read(text, "books.md").drafts
    assert [[one.get("family") for one in draft.fields.get("author", ())] for draft in drafts] == [
        ["Stern"], ["Lind"], ["Dim", "Stern"], [], [],
    ]  # fmt: skip
    assert [draft.fields.get("issued") for draft in drafts] == ["2014", None, "2016", None, None]
    assert drafts[0].fields["summary"] == "A modern introduction to lamps."


@pytest.mark.parametrize("last", ["and Cy Roe, 2018.", "and Cy Roe, CHI 2018.", "and Cy Roe", "und Cy Roe, 2018"])
def test_the_last_person_behind_a_comma_and_and_is_one_of_them(last):
    text = f"# Light\n\n## Lamps\n\n- [Large Lamps of Rooms](https://a.example.org/1) by Ada Stern, Bo Lind, {last}\n"
    assert [p["family"] for p in records(text)[0]["author"]] == ["Stern", "Lind", "Roe"]


def test_what_follows_people_behind_a_comma_describes_the_work():
    text = (
        "# Light\n\n## Lamps\n\n- [Large Lamps](https://a.example.org/1) by Ada Stern and Bo Lind, an excellent book\n"
    )
    (found,) = records(text)
    assert [p["family"] for p in found["author"]] == ["Stern", "Lind"]
    assert found["summary"] == "an excellent book"


def listed_beside(subjects: list[str]) -> str:
    lines = "".join(f"| [Lamp{n}](https://a.example.org/{n}) | {name} | General |\n" for n, name in enumerate(subjects))
    return f"# Light\n\n## Lamps\n\n| Title | By | Field |\n|---|---|---|\n{lines}"


def test_subjects_that_end_in_one_abbreviation_are_no_people():
    subjects = ["Many-room QA", "Multi QA", "Single-room QA", "Single-room QA", "Dim QA", "Hall QA"]
    assert all("author" not in one for one in records(listed_beside(subjects)))
    assert names("Sources: 大学", sure=True) is None


def test_single_people_with_initials_of_their_own_stay():
    people = ["Stern AB", "Lind CD", "Roe EF", "Doe GH", "Kay IJ", "Moss KL"]
    assert [one["author"][0]["family"] for one in records(listed_beside(people))] == [p.split()[0] for p in people]
