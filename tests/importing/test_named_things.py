"""Works that are names in bold with words about them and no links, in documents that list nothing else."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import records

NAMES = ("LampBox", "GlowKit", "wickR", "Halo", "Dim Hall", "Lumen.js", "RoomNet2", "Stern Hall Project", "Wax")
ABOUT = "Sorts the wicks of every room by length."


def document(line: str, names: tuple[str, ...] = NAMES, headings: tuple[str, ...] = ("Rooms", "Halls", "Wicks")) -> str:
    sections = (
        f"## {heading}\n\n" + "".join(line.replace("NAME", name) + "\n" for name in names[3 * n : 3 * n + 3])
        for n, heading in enumerate(headings)
    )
    return "# Things of light\n\n" + "\n".join(sections)


@pytest.mark.parametrize(
    "line",
    [
        f"*   **NAME**  \n    {ABOUT}",
        f"*   **NAME**  \n    *{ABOUT}*  \n    And more.",
        f"- **NAME**: {ABOUT}",
        f"- **NAME:** {ABOUT}",
        f"1. **NAME** — {ABOUT}",
        f"+ __NAME__ - {ABOUT}",
        f"- **NAME**\n  - {ABOUT}",
        f"- **NAME**\n\n  {ABOUT}\n",
        f"- **NAME** (Setup Needed) – {ABOUT}",
        "- **NAME**：把灯芯 按长度 排好 的工具。",
    ],
)
def test_names_in_bold_are_the_works_of_a_document_that_lists_only_them(line):
    found = records(document(line))
    assert [one["title"] for one in found] == list(NAMES)
    assert all(one.get("summary") and not one.get("author") for one in found)


def test_people_in_brackets_behind_names_are_their_authors_where_they_are_certain():
    text = document(f"- **NAME** (BEHIND)  \n  {ABOUT}")
    for behind in ("Paul Stern", "Windows", "Setup Needed"):
        text = text.replace("BEHIND", behind, 1)
    found = records(text.replace(" (BEHIND)", ""))
    assert [one["title"] for one in found] == list(NAMES)
    assert [one.get("author") for one in found] == [[{"family": "Stern", "given": "Paul"}], *[None] * 8]


def test_names_that_nobody_made_up_count_where_people_stand_behind_them():
    names = tuple(
        f"**{title}** ({who})"
        for title, who in zip(
            ("The Wick", "Hall", "Wax", "On Rooms", "Dark", "Dim", "Sparks", "Glow", "North"),
            ("Ada Stern", "Paul Lind", "Bo Vell", "Anna Kern", "Wick Oleander", "Peter Brandt", "Maria Arai") * 2,
            strict=False,
        )
    )
    found = records(document(f"- NAME – {ABOUT}", names))
    assert [one["title"] for one in found][:3] == ["The Wick", "Hall", "Wax"]
    assert len(found) == len(names)
    assert all(len(one["author"]) == 1 for one in found)


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        # The features of a program, and how it is installed.
        (("Features", "Rooms", "Wicks"), NAMES),
        (("Rooms", "Installation", "Wicks"), NAMES),
        # What a program does, although nothing says so.
        (
            ("Rooms", "Halls", "Wicks"),
            ("Fast", "Safe Lamps", "Small", "Smart Search", "Dark Mode", "Wide", "GPU", "API", "CPU"),
        ),
        # Facts that recur.
        (
            ("Rooms", "Halls", "Wicks"),
            ("LampBox", "GlowKit", "wickR", "LampBox", "GlowKit", "wickR", "LampBox", "GlowKit", "wickR"),
        ),
        # One section of a document.
        (("Rooms",), NAMES),
        # Sections about the list.
        (("Contributing", "Guidelines", "License"), NAMES),
    ],
)
def test_rules_features_and_facts_in_bold_are_no_works(headings, names):
    assert records(document(f"- **NAME**: {ABOUT}", names, headings)) == []


def test_names_in_bold_are_no_works_beside_works_with_links():
    linked = "".join(f"- [Lamps of {name}](https://{name.lower()}.example.org/) - Light.\n" for name in ("A", "B", "C"))
    found = records(document(f"- **NAME**: {ABOUT}") + f"\n## Lamps\n\n{linked}")
    assert [one["title"] for one in found] == ["Lamps of A", "Lamps of B", "Lamps of C"]


def test_bold_words_that_begin_sentences_are_no_names():
    assert records(document("- **NAME** sorts the wicks of every room by length.")) == []


def test_names_in_bold_beside_code_describe_a_program():
    assert records(document("- **NAME**: Call `lamps.sort()` to sort the wicks.")) == []
