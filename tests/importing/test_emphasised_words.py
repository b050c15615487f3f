"""Titles in which some words are bold, behind their publication."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft

PLAIN = [
    "Walking in Dark Halls Alone",
    "How Lamps See Large Rooms",
    "Windows Learn to Shine Brightly",
    "Light of Many Small Yards",
]


def drafts(lines: list[str]) -> list[Draft]:
    entries = "".join(f"- {line}, [Website](https://a.example.org/{n})\n" for n, line in enumerate(lines))
    return read(f"# Lamps\n\n## Works\n\n{entries}", "a.md").drafts


@pytest.mark.parametrize("lead", ["CVPR 2023", "arXiv 2023.05"])
def test_bold_words_with_others_beside_them_are_a_part_of_the_title(lead: str) -> None:
    bold = [
        "**Small Lamps** for Large Rooms",
        "Learning to **Walk at Night** with Small Lamps",
        "**glow**: Light of Some Rooms",
        "Halls and **Yards**-Like Rooms",
    ]
    made = drafts([f"{lead}, {title}" for title in (*PLAIN, *bold)])
    assert [draft.title for draft in made] == [*PLAIN, *(title.replace("*", "") for title in bold)]
    assert {draft.fields.get("issued", "")[:4] for draft in made[4:]} == {"2023"}


def test_without_plain_titles_in_the_list_bold_words_are_the_title() -> None:
    made = drafts([f"CVPR 2023, **Small Lamps {n}** for rooms" for n in range(6)])
    assert [draft.title for draft in made] == [f"Small Lamps {n}" for n in range(6)]


@pytest.mark.parametrize("behind", [", Ada Stern and Bo Lind", " by Ada Stern"])
def test_what_is_set_off_from_bold_words_is_no_part_of_the_title(behind: str) -> None:
    made = drafts([*(f"CVPR 2023, {title}" for title in PLAIN), f"CVPR 2023, **Small Lamps of Rooms**{behind}"])
    assert made[-1].title == "Small Lamps of Rooms"
