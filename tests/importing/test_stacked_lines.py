"""Plain lines, each of which is an entry, are told from lines of wrapped text."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.importing.preparing.stacked_lines import is_stacked


def titles(reading) -> list[str]:
    return [draft.title for draft in reading.drafts]


TITLES = [
    "Large Lamps for Small Rooms: A Survey",
    "Glowing Wires in Cold Water",
    "Switches That Remember Their Users and Forget Their Guests",
    "The Economics of Candle Light in Northern Villages",
    "Shadow Budgets for Reading Corners",
    "What a Lantern Tells the Night",
    "Dimming without Flicker: Three Designs and Their Cost",
    "Measuring Twilight with Cheap Sensors",
    "Rooms of Glass and Their Heat",
]
PROSE = """Lamps were first lit by hand, which took
the keeper most of the evening, and then by
gas that came through pipes of lead. Today
they are lit by switches, and nobody keeps
them any more; what is left of the old work
is the name of the street, and a ladder that
leans against the wall of the last house in
which somebody remembers how it was done.
"""


@pytest.mark.parametrize("name", ["list.txt", "list.md"])
def test_each_line_of_titles_is_a_work(name):
    assert titles(read("\n".join(TITLES) + "\n", name)) == TITLES


def test_names_in_brackets_and_headings_between_are_no_titles():
    text = "# week 1\n" + "\n".join(f"{one} (Stern)" for one in TITLES[:5]) + "\n\n# week 2\n" + "\n".join(TITLES[5:])
    assert titles(read(text, "list.txt")) == TITLES


def test_facts_behind_semicolons_are_those_of_the_lines():
    text = "\n".join(f"{one}; Ada Stern; 2019/0{n + 1}/12 - 2019/1{n % 3}/02" for n, one in enumerate(TITLES))
    reading = read(text, "books.txt")
    assert titles(reading) == TITLES
    assert [draft.fields["author"] for draft in reading.drafts] == [[{"family": "Stern", "given": "Ada"}]] * len(TITLES)


@pytest.mark.parametrize("name", ["text.txt", "text.md"])
def test_wrapped_text_has_no_works(name):
    assert titles(read(f"{PROSE}\n{PROSE}\n{PROSE}", name)) == []


def test_a_few_short_lines_are_no_list():
    assert titles(read("Lamp Keepers Union\nHarbour Street 12\nGlow on Sea\n", "address.md")) == []


def test_lines_that_a_person_ended_are_told_by_room_for_the_next_word():
    assert is_stacked(TITLES)
    assert not is_stacked(PROSE.splitlines())
    assert not is_stacked(TITLES[:2])
