"""Publications and descriptions in the same place: what the other entries of a list have there tells which it is."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

WHERE = ("Lamp Reviews", "Lamps", "Light in small halls", "Lamp Reviews", "LUX")


def drafts(lines):
    return read("\n".join(["# Lamps", "", *lines, ""]), "a.md").drafts


@pytest.mark.parametrize("form", ["{where} (20{n}2)", "{where} (20{n}2)."])
def test_what_stands_behind_the_titles_of_authors_with_its_year_is_where_they_were_published(form):
    lines = [
        f"- Stern, A., Lind, B. O., & Roe, C. [**Large Lamps of Room {n}**](https://a.example.org/{n}) "
        + form.format(where=where, n=n)
        for n, where in enumerate(WHERE)
    ]
    made = drafts(lines)
    assert [(d.fields.get("container_title"), d.fields.get("issued")) for d in made] == [
        (where, f"20{n}2") for n, where in enumerate(WHERE)
    ]
    assert not any("summary" in draft.fields for draft in made)


def test_words_with_a_year_among_descriptions_stay_descriptions():
    said = ("A good book about lamps", "Shows how wicks burn in halls", "Lamp Reviews (2018)", "Tells of night walks")
    lines = [
        f"- Stern, A., & Roe, C. [**Large Lamps of Room {n}**](https://a.example.org/{n}) - {words}"
        for n, words in enumerate(said)
    ]
    assert [draft.fields.get("summary") for draft in drafts(lines)] == list(said)


SAID = (
    "Shows the lamps of many halls.",
    "Index of lamps in archives of Hallstein and Dimmen.",
    "Finds shades by their colour.",
    "Annual conference on wicks for small lamps.",
    "Sells what burns in lamps.",
    "Maps of rooms and their light.",
    "Tells which lamp was seen where.",
    "Draws plans of houses by night.",
    "Counts how many people walk at night.",
    "Helps to choose a shade.",
)


def test_words_of_publications_in_descriptions_name_none_where_all_entries_are_described():
    made = drafts(f"- [Glow{n}](https://g{n}.example.org/) - {words}" for n, words in enumerate(SAID))
    assert [draft.fields.get("summary", "").rstrip(".") for draft in made] == [words.rstrip(".") for words in SAID]
    assert not any("container_title" in draft.fields for draft in made)


def test_names_of_publications_stay_such_among_descriptions():
    said = [*SAID[:3], "Annals of Lamp Research, 2019.", *SAID[4:]]
    made = drafts(f"- [Glow{n}](https://g{n}.example.org/) - {words}" for n, words in enumerate(said))
    assert made[3].fields["container_title"] == "Annals of Lamp Research"
