"""Marks around titles that are no part of them: types of documents, publications before them, values, numbers behind names, badges."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import records

from llmprimer.importing.detect import read
from llmprimer.importing.document.hrefs import image_words
from llmprimer.records.people import parse_name
from llmprimer.records.people_lists import leading_people
from llmprimer.records.titles import clean_title

LINK = "[[pdf](https://a.example.org/1.pdf)]"


@pytest.mark.parametrize("mark", ["[J]", "[C]//", " [M].", "[EB/OL]", "[J/OL]", "【D】", " ［P］"])
def test_the_type_of_a_document_is_no_part_of_its_title(mark):
    assert clean_title(f"Lamps of Small Rooms{mark}") == "Lamps of Small Rooms"
    assert clean_title(f"“Lamps of Small Rooms{mark}”") == "Lamps of Small Rooms"


def test_brackets_that_are_no_type_stay_in_a_title():
    assert clean_title("Lamps of Small Rooms [LSR]") == "Lamps of Small Rooms [LSR]"


@pytest.mark.parametrize(
    "line",
    [
        f"Stern A, Lind B. “**Lamps of Small Rooms[J]**”. Annals of Light, 2017, 96(4). {LINK}",
        f"**Lamps of Small Rooms[C]//** CVPR 2017. {LINK}",
        "[Lamps of Small Rooms](https://a.example.org/1.pdf)[J]. Annals of Light, 2017, 96(4).",
        f"(*Knowledge-Based Lamps 2022*) Lamps of Small Rooms {LINK}",
        f"(IEEE Transactions on Lamps, 2022) Lamps of Small Rooms {LINK}",
        f"(arXiv 2024.08) Lamps of Small Rooms {LINK}",
        f"*arXiv 2024.08*, Lamps of Small Rooms {LINK}",
        f"*Journal of Light 2022* Lamps of Small Rooms {LINK}",
        "[Lamps of<br />Small Rooms](https://a.example.org/1.pdf)",
    ],
)
def test_marks_before_and_behind_titles(line):
    (record,) = records(f"# Light\n\n## Lamps\n\n- {line}\n")
    assert record["title"] == "Lamps of Small Rooms"


def test_the_month_of_a_preprint_before_its_title():
    (record,) = records(f"# Light\n\n## Lamps\n\n- (arXiv 2024.08) Lamps of Small Rooms {LINK}\n")
    assert str(record["issued"]) == "2024-08"


@pytest.mark.parametrize(
    "described",
    ["[3,1,3], d=1 on lamps", "[3,1,3]-[5,1,5], d=1 on lamps", "[[5,1,3]] on lamps", "(8, 3) lamps of two rooms"],
)
def test_a_value_in_brackets_begins_a_description(described):
    (record,) = records(f"# Light\n\n## Lamps\n\n- [Detecting lamps](https://a.example.org/1) (2011) - {described}\n")
    assert record["summary"] == described


def test_a_number_tells_people_of_one_name_apart():
    people, rest = leading_people("Bo Lind, Ada Stern 0004, Cleo Roe 0001. Lamps of Small Rooms")
    assert ([name["family"] for name in people.names], rest.strip()) == (
        ["Lind", "Stern", "Roe"],
        "Lamps of Small Rooms",
    )
    assert parse_name("Ada Stern 0004") == {"family": "Stern", "given": "Ada"}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://img.shields.io/badge/code-38C26D?style=flat&logo=GitHub", "code"),
        ("https://img.shields.io/badge/-Text--to--Light_Demo-blue.svg", "Text-to-Light Demo"),
        ("https://img.shields.io/static/v1?label=Paper&message=PDF&color=red", "Paper PDF"),
        ("https://badgen.net/badge/model/weights/blue", "model weights"),
        ("https://img.shields.io/github/stars/a/b", ""),
    ],
)
def test_what_a_badge_says_is_in_its_address(address, said):
    assert image_words("", address) == said
    assert image_words("Static Badge", address) == (said or "Static Badge")
    assert image_words("Stars", address) == "Stars"


@pytest.mark.parametrize(
    "badge",
    [
        "[![](https://img.shields.io/badge/model-38C26D)](https://lamps.example.org/x)",
        "[![Model](https://lamps.example.org/m.svg)](https://lamps.example.org/x)",
        '<a href="https://lamps.example.org/x"><img src="https://img.shields.io/badge/Model-blue"></a>',
    ],
)
def test_a_badge_says_what_its_link_is(badge):
    (record,) = records(
        f"# Light\n\n## Lamps\n\n- **Lamps of Small Rooms** [[pdf]](https://a.example.org/1.pdf) {badge}\n"
    )
    assert record["links"] == [{"type": "model", "url": "https://lamps.example.org/x"}]


@pytest.mark.parametrize("title", ["Large lamps {n} of rooms", "房间里的大灯{n}", "Light: how {n} lamps glow"])
def test_paragraphs_of_titles_in_brackets_are_works(title):
    line = f"[[{title}](https://a.example.org/{{n}})]"
    text = "".join(f"## Ada {n}\n\nwriter of lamps\n\n{line.format(n=n)}\n\n" for n in range(6))
    made = read(f"# Lamps\n\n{text}", "a.md").drafts
    assert [draft.title for draft in made] == [title.format(n=n) for n in range(6)]


def test_paragraphs_of_labels_in_brackets_are_none():
    text = "".join(f"## Ada {n}\n\nwriter of lamps\n\n[[Home page](https://a.example.org/{n})]\n\n" for n in range(6))
    assert not any(draft.title == "Home page" for draft in read(f"# Lamps\n\n{text}", "a.md").drafts)
