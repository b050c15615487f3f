"""When a page was visited is no part of what is cited."""

from __future__ import annotations

import pytest

from llmprimer.records.citing import cite
from llmprimer.records.visits import take_visit


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("Retrieved February 25, 2019, from https://a.example.org/x", "2019-02-25"),
        ("Retrieved 22 July 2019, from", "2019-07-22"),
        ("(accessed 2019-02-05).", "2019-02-05"),
        ("Last accessed: May 2019.", "2019-05"),
        ("Retrieved from https://a.example.org/x", None),
        ("Retrieved from", None),
        ("Web. 21 Feb. 2013.", "2013-02-21"),
    ],
)
def test_the_end_is_taken_off_and_its_day_kept(end, day):
    fields = {}
    kept = take_visit(f"Stern, A. (2018). The long lamp of rooms. {end}", fields)
    assert kept.removesuffix(" https://a.example.org/x") == "Stern, A. (2018). The long lamp of rooms."
    assert fields.get("accessed") == day


@pytest.mark.parametrize(
    "text",
    [
        "How Memory Is Retrieved",
        "Files accessed from small rooms by many people at once",
        "Retrieved from the Night. Lamp Press, 2004",
        "Accessed 2019-02-05",
        "Lamps of the Web. 12 Rooms of Light",
    ],
)
def test_words_of_titles_stay(text):
    fields = {}
    assert take_visit(text, fields) == text
    assert fields == {}


def test_a_visit_is_neither_publication_nor_date():
    cited = cite("Stern, A. (n.d.-a). The long lamp of rooms. Retrieved May 2, 2019, from")
    assert cited.title == "The long lamp of rooms"
    assert [person["family"] for person in cited.authors] == ["Stern"]
    assert cited.fields["accessed"] == "2019-05-02"
    assert "container_title" not in cited.fields
    assert "issued" not in cited.fields
