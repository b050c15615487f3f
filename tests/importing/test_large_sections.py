"""Sections with works below headings that elsewhere are about the list."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import records

from llmprimer.importing.formats.markdown import read


def test_paragraphs_of_titles_below_navigation_are_works():
    text = "# Robots\n\n## Grasping\n\n" + "\n\n".join(
        f"[How a robot grasps {thing} at night](https://a.example.org/{thing}) Stern et al., 2019"
        for thing in "lamps cups wires books shoes coats".split()
    )
    text += "\n\n## Navigation\n\n" + "\n\n".join(
        f"[How a robot walks {where} at night](https://a.example.org/{where}) Lind et al., 2018"
        for where in "home uphill downhill inside outside around".split()
    )
    assert len(read(text, "x.md").drafts) == 12


def test_a_menu_in_paragraphs_is_no_list_of_works():
    text = "# Light\n\n## Navigation\n\n" + "\n\n".join(
        f"[{name}](https://lamps.example.org/{name})" for name in "Home Docs Blog News".split()
    )
    text += "\n\n## Lamps\n\n- [Large Lamps](https://a.example.org/1)\n- [Small Lamps](https://a.example.org/2)\n"
    assert [record["title"] for record in records(text)] == ["Large Lamps", "Small Lamps"]


def pages(heading: str, count: int) -> str:
    lines = [
        f"\n### {letter}\n\n"
        + "".join(
            f"- {letter}na Stern{n} https://{letter.lower()}{n}.{heading[0].lower()}.example.org/\n"
            for n in range(count)
        )
        for letter in "ABCDE"
    ]
    return f"\n## {heading}\n" + "".join(lines)


def test_a_large_section_with_subsections_lists_works_whatever_its_heading_names():
    text = "# Pages\n" + pages("Companies", 6) + pages("People/Group Contributors", 6)
    assert len(records(text)) == 60


def test_contributors_of_the_list_are_no_works():
    text = "# Pages\n" + pages("Companies", 6) + pages("Contributors", 6)
    assert len(records(text)) == 30
    text = (
        "# Pages\n"
        + pages("Companies", 6)
        + "\n## Authors and Contributors\n\n"
        + "".join(f"- [Ada Stern{n}](https://ada{n}.example.org/)\n" for n in range(30))
    )
    assert len(records(text)) == 30


def test_two_titles_in_quotation_marks_of_their_own_are_two_works():
    text = "# 书\n\n- 《[灯的历史（上）](https://a.example.org/1)》和《[灯的历史（下）](https://a.example.org/2)》\n- 《[玻璃](https://a.example.org/3)》\n"
    found = read(text, "x.md").drafts
    assert [draft.title for draft in found] == ["灯的历史（上）", "灯的历史（下）", "玻璃"]
    assert not any("summary" in draft.fields for draft in found)


def test_versions_of_one_title_stay_one_work():
    text = "# Light\n\n- [Large Lamps (English)](https://a.example.org/1), [Large Lamps (German)](https://a.example.org/2)\n"
    assert len(read(text, "x.md").drafts) == 1


@pytest.mark.parametrize("bullet", ["- ", ""])
def test_a_label_of_notes_beside_the_list_is_not_the_title_behind_it(bullet):
    entries = (
        "[:pencil: Notes](./notes/a.md) [How lamps fail](https://a.example.org/1) Stern et al., 2019",
        "[Notes](notes/b.md) [[Shades of small rooms](https://a.example.org/2)] Lind et al., 2018",
        "![shade](shade.png) [[Why wicks burn at night](https://a.example.org/3)] Roe et al., 2017",
        ":star: [Oil in old lamps](https://a.example.org/4) Doe et al., 2016",
    )
    reading = read("# Light\n\n## Lamps\n\n" + "\n\n".join(bullet + entry for entry in entries), "x.md")
    titles = ["How lamps fail", "Shades of small rooms", "Why wicks burn at night", "Oil in old lamps"]
    assert [draft.title for draft in reading.drafts] == titles
    assert [left.text for left in reading.leftovers if left.line > 4] == ["./notes/a.md", "notes/b.md"]


def test_a_title_that_links_to_notes_stays_the_title():
    text = "# Light\n\n" + "\n".join(
        f"- [Large Lamps of {place} Rooms](notes/{place}.md) [pdf](https://a.example.org/{place})"
        for place in "Dim Old Wide".split()
    )
    assert [draft.title for draft in read(text, "x.md").drafts] == [
        f"Large Lamps of {place} Rooms" for place in "Dim Old Wide".split()
    ]


def to_read(heading: str, count: int) -> str:
    sections = "".join(
        f"\n### {field} books\n\n"
        + "".join(f"- [{field} Lamps {n}](https://{field}.example.org/{n})\n" for n in range(count))
        for field in ("Large", "Small", "Warm")
    )
    return f"# Books\n\n## {heading}\n{sections}\n## Read\n\n- [Old Lamps](https://a.example.org/old)\n"


@pytest.mark.parametrize("heading", ["To do", "TODO", "About"])
def test_a_section_with_most_of_the_document_is_the_list_whatever_its_heading(heading):
    found = read(to_read(heading, 8), "x.md").drafts
    assert len(found) == 25
    assert {draft.headings for draft in found[:24]} == {("Large books",), ("Small books",), ("Warm books",)}


def test_a_section_of_tasks_beside_the_list_holds_no_works():
    tasks = to_read("To do", 2).replace("## Read", "## Lamps")
    works = "".join(f"- [Cold Lamps {n}](https://a.example.org/{n})\n" for n in range(30))
    assert len(read(tasks + works, "x.md").drafts) == 31


def addresses(*found: str) -> list[str]:
    text = "# Light\n\nWhat shines.\n\n## Lamp works\n\n" + "".join(f"- {address}\n" for address in found)
    return [draft.title or draft.fields["url"] for draft in read(text, "list.md").drafts]


def test_a_list_of_addresses_below_a_heading_is_one_of_works():
    sites = [f"https://{place}lamps.example.org/" for place in ("dim", "old", "wide", "cold")]
    assert addresses(*sites) == sites


def test_the_links_of_a_work_below_its_title_are_its_own():
    text = "# Light\n\n## Rooms\n\n### Large Lamps of Old Rooms\n\n" + "".join(
        f"- {address}\n"
        for address in (
            "https://arxiv.org/abs/1901.00001",
            "https://github.com/stern/lamps",
            "https://stern.github.io/lamps",
            "https://www.youtube.com/watch?v=lamps",
        )
    )
    found = read(text, "list.md").drafts
    assert [draft.title for draft in found] == ["Large Lamps of Old Rooms"]
    assert len(found[0].links) == 3
