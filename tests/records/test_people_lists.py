"""Where a list of people ends."""

from __future__ import annotations

import pytest

from llmprimer.records.people_lists import leading_people


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
