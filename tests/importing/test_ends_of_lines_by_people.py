"""People behind titles and descriptions by family name alone, and words there that are nobody."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import authors, records

LINK = "https://light.example.org/"


@pytest.mark.parametrize(
    ("line", "title", "expected"),
    [
        (f"[Lamps at Home: Part 2, by Stern]({LINK}2)", "Lamps at Home: Part 2", ["Stern"]),
        (f"[Lamps at Home, by Stern and Lind]({LINK}2)", "Lamps at Home", ["Stern", "Lind"]),
        (f"[Seen by Lamplight]({LINK}2)", "Seen by Lamplight", []),
        (f"[Lamps by Night]({LINK}2)", "Lamps by Night", []),
        (f"[Lamps, by the Sea]({LINK}2)", "Lamps, by the Sea", []),
    ],
)
def test_a_family_name_behind_a_comma_and_by_ends_a_linked_title(line, title, expected):
    (found,) = records(f"# List\n\n- {line}\n")
    assert found["title"] == title
    assert authors(found) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Classic paper by Stern, Lind and Roe.", ["Stern", "Lind", "Roe"]),
        ("By Stern,  Lind and Roe, a relative of the above.", ["Stern", "Lind", "Roe"]),
        ("A list that was sorted by Stern and Lind.", []),
        ("Maintained by NILA.", []),
        ("Maintained by @stern", ["stern"]),
        ("Written by stern", ["stern"]),
    ],
)
def test_families_behind_by_in_a_description(said, expected):
    (found,) = records(f"# List\n\n- [Lamps at Home]({LINK}2) - {said}\n")
    assert authors(found) == expected


def table(others: int) -> str:
    rows = [
        f"| 2{n:03} | [Large Lamps {n}]({LINK}{n}) - A. Stern, Bo Lind, C. Roe | Lamps of {n} rooms are found. |\n"
        for n in range(8)
    ]
    rows += [
        f"| 2{n:03} | [Small Lamps {n}]({LINK}s{n}) - Holm | Lamps of {n} halls are found. |\n" for n in range(others)
    ]
    return f"# Papers\n\n| Year | Paper | Key idea |\n|---|---|---|\n{''.join(rows)}"


def test_a_word_alone_is_an_author_where_others_have_several():
    found = records(table(2))
    assert authors(found[-1]) == ["Holm"]
    assert [r["summary"] for r in found][-1] == "Lamps of 1 halls are found"


def test_words_alone_are_nobody_where_they_are_many():
    assert authors(records(table(6))[-1]) == []


@pytest.mark.parametrize(("words", "kept"), [("First paper about lamps", True), ("Week two", False)])
def test_words_before_a_quoted_title_and_a_colon_are_its_description(words, kept):
    text = "".join(f'- {words}: *"Large Lamps for Rooms {n}"* [[pdf]({LINK}{n}.pdf)]\n' for n in range(3))
    found = records(f"# Papers\n\n{text}")
    assert [r["title"] for r in found] == [f"Large Lamps for Rooms {n}" for n in range(3)]
    assert [r.get("summary") == words for r in found] == [kept] * 3
