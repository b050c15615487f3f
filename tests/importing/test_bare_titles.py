"""Works that are nothing but a title: in lists, under headings, and before an identifier."""

from __future__ import annotations

from tests.importing.test_line_contents import records

from llmprimer.importing.detect import read

TITLES = [
    "Seeing Large Lamps in Small Rooms",
    "A Survey of Shades for Bright Halls",
    "Learning to Light the Stairs of Old Houses",
    "GlowNet: Deep Lamps for Dark Corners",
    "On the Colour of Light in Narrow Streets",
    "Towards Lamps without Wires in Public Places",
    "Do Lamps Dream of Electric Light at Night",
    "a small study of lamps",
]
LONGER = [f"{title} of the {age} Age" for title in TITLES[3:5] for age in ("Bronze", "Iron", "Stone")]


def bulleted(lines):
    return "".join(f"- {line}\n" for line in lines)


def test_a_list_of_titles_is_a_list_of_works():
    found = records(f"# Reading\n\n## Halls\n\n{bulleted(TITLES[:4])}\n## Streets\n\n{bulleted(TITLES[4:])}")
    assert [one["title"] for one in found] == TITLES


def test_few_titles_or_short_topics_are_no_works():
    assert records(f"# Reading\n\n{bulleted(TITLES[:4])}") == []
    topics = [
        f"{word} Lamps and Shades" for word in ("Large", "Small", "Bright", "Dark", "Wide", "Narrow", "Old", "New")
    ]
    assert records(f"# Course\n\n{bulleted(topics)}") == []
    tasks = [f"We should look into {title.lower()}" for title in TITLES]
    assert records(f"# Plan\n\n{bulleted(tasks)}") == []


def test_meetings_are_no_works():
    meetings = [
        f"{name}, the International Conference on Large {name} Lamps"
        for name in "ABC DEF GHI JKL MNO PQR STU VWX".split()
    ]
    assert records(f"# Where\n\n{bulleted(meetings)}") == []


def test_titles_without_links_among_those_with_links():
    linked = "- [Lamps of Many Rooms and Halls](https://a.example.org/1)\n"
    found = records(
        f"# Reading\n\n## Halls\n\n{linked}{bulleted(TITLES[:7])}{bulleted(['Lamps over Lamps by Steady Light'])}"
    )
    assert [one["title"] for one in found][1:] == [*TITLES[:7], "Lamps over Lamps by Steady Light"]
    assert not any("author" in one for one in found)


def test_a_title_and_an_identifier_are_a_work():
    text = (
        "# Reading\n\n- Seeing Lamps in Small Rooms\n  arXiv:2101.00001v2\n- Shades for Bright Halls. doi:10.1000/182\n"
    )
    found = records(text)
    assert [(one["title"], one.get("arxiv", {}).get("id"), one.get("doi")) for one in found] == [
        ("Seeing Lamps in Small Rooms", "2101.00001", None),
        ("Shades for Bright Halls", None, "10.1000/182"),
    ]
    assert [left.text for left in read(text, "list.md").leftovers] == ["Reading"]


def test_numbered_lines_with_identifiers_among_paragraphs():
    prose = "Lamps are bright, and they were so before [1].\n\nWhat we know of shades is little [2] [3].\n\n"
    lines = "".join(f"[{n}]{title}\narXiv:2101.0000{n}\n" for n, title in enumerate(TITLES[:4], 1))
    found = records(f"# Light\n\n{prose}{lines}")
    assert [(one["title"], one["arxiv"]["id"]) for one in found] == [
        (title, f"2101.0000{n}") for n, title in enumerate(TITLES[:4], 1)
    ]


def test_headings_that_are_titles_with_their_meetings():
    notes = [f"#### {title}\n\n*Method*\n\nLights the halls with lamps that nobody had before.\n\n" for title in (
        "Seeing Large Lamps in Small Rooms (CVPR 2019)",
        "A Survey of Shades (ICLR 2020)",
        "Learning to Light the Stairs (CCS 2020)",
        "Towards Lamps without Wires in Public Places",
    )]  # fmt: skip
    found = records("# Notes\n\n" + "".join(notes))
    assert [(one["title"], one.get("container_title"), one.get("issued")) for one in found] == [
        ("Seeing Large Lamps in Small Rooms", "CVPR", "2019"),
        ("A Survey of Shades", "ICLR", "2020"),
        ("Learning to Light the Stairs", "CCS", "2020"),
        ("Towards Lamps without Wires in Public Places", None, None),
    ]
    assert "that nobody had before" in found[0]["summary"]


def test_headings_of_releases_are_no_works():
    text = "# Changes\n\n" + "".join(f"## Version {n}.0 (2020-01-0{n})\n\nLamps were added.\n\n" for n in range(1, 6))
    assert records(text) == []


def test_a_section_of_contents_with_links_to_other_places_holds_works():
    lines = "".join(f"- [Lamps of Many Rooms {n}](https://a.example.org/{n})\n" for n in range(4))
    assert len(records(f"# Light\n\n## Content\n\n{lines}")) == 4
    inner = "".join(f"- [Lamps of Many Rooms {n}](#lamps-{n})\n" for n in range(4))
    assert records(f"# Light\n\n## Content\n\n{inner}- [Site](https://a.example.org/)\n") == []


def test_a_title_that_unfolds_over_its_abstract_and_facts():
    text = "# Light\n\n## Papers\n\n" + "".join(
        f"<details>\n<summary>**{title}**</summary>\n\nLamps are seen, as in [halls](https://h.example.org/).\n\n"
        f"**DOI:** [10.1073/xk{n}](https://doi.org/10.1073/xk{n})\n**Topics:** lamps, halls\n</details>\n\n\n"
        for n, title in enumerate(TITLES[:4])
    )
    found = records(text)
    assert [(one["title"], one["doi"], one["keywords"]) for one in found] == [
        (title, f"10.1073/xk{n}", ["lamps", "halls"]) for n, title in enumerate(TITLES[:4])
    ]
    assert found[0]["summary"].startswith("Lamps are seen, as in halls")


def test_short_sections_of_a_list_of_titles_have_titles_too():
    text = f"# Reading\n\n## Halls\n\n{bulleted(TITLES[:7])}\n## More\n\n- Lamps over Lamps in Steady Light\n"
    found = records(f"{text}\n## To do\n\n- Add links to the pages of the papers\n")
    assert [one["title"] for one in found][7:] == []
    text = text.replace("## More", f"{bulleted(['Shades and Lamps of Many Rooms'])}\n## More")
    found = records(f"{text}\n## To do\n\n- Add links to the pages of the papers\n")
    assert [one["title"] for one in found][8:] == ["Lamps over Lamps in Steady Light"]


def test_numbers_behind_titles_are_the_lists_own():
    numbered = [f"{title} ({number})" for title, number in zip(TITLES, (3, 1, 2, 5, 13), strict=False)]
    sections = [f"## Room {n}\n\n- {title}\n" for n, title in enumerate([*numbered[3:], *TITLES[5:7]])]
    found = records("\n".join([f"# Reading\n\n## Halls\n\n{bulleted([*numbered[:3], *LONGER])}", *sections]))
    assert {one["title"] for one in found} == {*TITLES[:7], *LONGER}


def test_paragraphs_that_are_titles_with_years_are_works():
    dated = [f"{title}（{2010 + n}）" for n, title in enumerate(TITLES)]
    dated[-1] = "Lamps at sea (CHI 2019)"
    text = "# Light\n\n## Halls\n\n" + "\n\n".join([*dated, "Shades and Lamps of Many Rooms", "see also the next list"])
    found = records(text)
    assert [one["title"] for one in found] == [*TITLES[:-1], "Lamps at sea", "Shades and Lamps of Many Rooms"]
    said = [f"Lamps were lit in the streets of town number {n}" for n in range(6)]
    assert records("\n\n".join([text, *said])) == []


def test_an_empty_document_has_no_works():
    assert read("", "list.md").drafts == []
