"""Where a list of people ends."""

from __future__ import annotations

import pytest

from llmprimer.records.people_lists import leading_people, people_in


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Stern, A., Lind, B. & Roe, C., Lamps of room nine, Light Letters 9", ["Stern", "Lind", "Roe"]),
        ("Stern, A., Lind, B., and Roe-Moss, C. D., Lamps of room nine", ["Stern", "Lind", "Roe-Moss"]),
        ("Stern, A. & Roe, C., Lamps of room nine", ["Stern", "Roe"]),
        ("Stern, A. and Lind, B. and Roe, C., Lamps of room nine", ["Stern", "Lind", "Roe"]),
        ("Stern, A., Lind, B. & Roe, C., Moss, E., 1985, Lamps of room nine", ["Stern", "Lind", "Roe", "Moss"]),
    ],
)
def test_the_last_of_turned_names_ends_at_a_comma(text: str, families: list[str]) -> None:
    leading = leading_people(text)
    assert leading is not None
    assert [name["family"] for name in leading[0].names] == families
    assert leading[1].startswith(", ")


def test_a_comma_behind_an_initial_ends_no_list_without_a_word_that_says_who_is_last() -> None:
    leading = leading_people("Lamps & Wicks of Room A., Lanterns of the town")
    assert leading is None


@pytest.mark.parametrize("text", ["LUMEN Harbour University", "GLOWS Night Institute", "DIMM Hall Research Center"])
def test_capitals_before_the_name_of_an_organization_are_no_family_name(text: str) -> None:
    people = people_in(text, sure=True)
    assert people is not None
    assert people.names == [{"literal": text}]


def test_a_family_name_in_capitals_comes_last() -> None:
    people = people_in("STERN Ada, LINDEN Bo", sure=True)
    assert people is not None
    assert [name["family"] for name in people.names] == ["Stern", "Linden"]


def test_shortened_words_of_a_journal_are_no_person() -> None:
    for text in (
        "Int. J. Lamp. Sci. 2022.",
        "J. Lamp. Inf. Light. 2022. [Paper]",
        "Nat. Lamp. Light. 12",
        "Int. J. Lamps Multiroom. Inf. 3",
    ):
        assert leading_people(text) is None
    for text in ("A. Stern. Proc. Natl. Lamp. Sci. 2020", "J. R. R. Stern. Large lamps", "Md. S. Stern, Bo Lind"):
        assert (found := leading_people(text)) is not None
        assert found[0].names[0]["family"] == "Stern"


@pytest.mark.parametrize("text", ["Lamp Shade Interference", "Wide Night Photography", "Low Luminosity"])
def test_words_that_name_what_is_done_are_no_names_of_people(text: str) -> None:
    assert people_in(text, sure=True) is None or not any("given" in n for n in people_in(text, sure=True).names)


@pytest.mark.parametrize("where", ["Lumen House, 2010", "Lumen University Press, 2010"])
def test_people_end_before_the_publisher_of_their_book(where: str) -> None:
    leading = leading_people(f"Ada B. Stern & Bo C. Lind ({where}).")
    assert leading is not None
    assert [name["family"] for name in leading[0].names] == ["Stern", "Lind"]
    assert leading[0].organizations == []
    assert where in leading[1]


def test_people_have_no_publisher_that_is_their_university() -> None:
    leading = leading_people("Ada B. Stern (University of Light, 2010)")
    assert leading is not None
    assert not leading[1]
