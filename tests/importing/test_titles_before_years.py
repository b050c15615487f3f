"""Titles without links that a year and a publication follow behind commas, `[12] Large Lamps of Rooms, 2004, ICRA`."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

TITLES = (
    "Large Lamps for Small Rooms",
    "wide lamps for old halls",
    "Steady Light on Long Stairs: A Study",
    "Dim Lanterns at the Gate",
    "Oil and Wick of Many Lamps",
    "Shades for Bright Rooms, Halls and Stairs",
    "Halls without Any Light",
    "GLOW: lamps that burn for years",
    "Rooms of the Old Lantern",
)


def drafts(form: str, titles: tuple[str, ...] = TITLES, more: str = "") -> list:
    lines = "".join(
        f"- {form.format(n=n, title=title, year=1990 + 3 * n)}\n{more}" for n, title in enumerate(titles, 1)
    )
    return read(f"# Lamps\n\n## Halls\n\n{lines}", "a.md").drafts


@pytest.mark.parametrize("number", ["", "[{n}] "])
@pytest.mark.parametrize("where", ["", ", ICRA", ", Lamp Letters"])
@pytest.mark.parametrize("more", ["", "    - The first of its kind\n"])
def test_a_year_and_a_publication_behind_commas_are_of_the_title(number: str, where: str, more: str) -> None:
    made = drafts(f"{number}{{title}}, {{year}}{where}", more=more)
    assert [draft.title for draft in made] == list(TITLES)
    assert [draft.fields["issued"] for draft in made] == [str(1990 + 3 * n) for n in range(1, len(TITLES) + 1)]
    assert {draft.fields.get("container_title", "") for draft in made} == {where.strip(" ,")}
    assert {draft.fields.get("summary", "") for draft in made} == {more.strip(" -\n")}


@pytest.mark.parametrize(
    "form",
    [
        "{title} had been seen, {year}",
        "Week of Lamps {n}, Lumen, {year}",
        "Room {n}, {year}",
        "Ada Stern, {title}, {year}",
    ],
)
def test_years_behind_other_things_stay(form: str) -> None:
    assert not any(f"({1990 + 3 * n})" in draft.title for n, draft in enumerate(drafts(form), 1))
    assert not [draft for draft in drafts(form) if draft.title.startswith("Room 1")]


def test_a_year_that_few_items_end_with_stays() -> None:
    made = drafts("{title} by the sea") + drafts("{title} by the sea, {year}", TITLES[:3])
    assert not any(draft.fields.get("issued") for draft in made[: len(TITLES)])
