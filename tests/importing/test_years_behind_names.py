"""Lists of a name, a year and a title, `Ada Stern. 1799. Letters on Lamps. https://...`."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

ENTRIES = [
    ("Ada Stern", "1799", "Letters from a Walk by Night through Towns, Halls and Yards"),
    ("Bo Lind", "1801", "Small Rooms. Seen on a Walk from Lampton to Shade"),
    ("Karl Eduard von Moss", "1788", "Lamps"),
    ("Karl Eduard von Moss", "1912", "A Night in the Year 1788"),
    ("Johanna Roe", "1654", "The Curious Lights of the North"),
    ("Nobody is named", "1780", "Walks of a Lighter, to Lampton and back"),
    ("Eva Maria Holm", "2004", "Letters of a Lighter to his Sister"),
    ("Nobody is named", "1790", "From Lampton to the Sea"),
]
TITLES = [title for _, _, title in ENTRIES if title != "Lamps"]


def drafts(form, entries=ENTRIES, name="a.txt"):
    lines = [
        form.format(who=who, year=year, title=title, url=f"https://lamps.example.org/{n}")
        for n, (who, year, title) in enumerate(entries)
    ]
    return read("\n".join([*lines, ""]), name).drafts


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("{who}. {year}. {title}. {url}", "a.txt"),
        ("{who}. {year}. {title}. {url}\n", "a.txt"),
        ("{who} ({year}): {title}. {url}", "a.txt"),
        ("- {who}. {year}. {title}. {url}", "a.md"),
        ("- {who}. {year}. {title}. [link]({url})", "a.md"),
    ],
)
def test_titles_stand_behind_names_and_years(form, name):
    found = [draft for draft in drafts(form, name=name) if draft.title != "Lamps"]
    assert [draft.title for draft in found] == TITLES
    assert [draft.fields.get("issued") for draft in found] == [year for _, year, title in ENTRIES if title != "Lamps"]
    people = [[person["family"] for person in draft.fields.get("author", [])] for draft in found]
    assert people == [["Stern"], ["Lind"], ["Moss"], ["Roe"], [], ["Holm"], []]


def test_lists_without_addresses_have_them_too():
    entries = [entry for entry in ENTRIES if entry[0] != "Nobody is named"]
    found = drafts("{who}. {year}. {title}.", entries)
    assert [draft.title for draft in found if draft.title != "Lamps"] == [
        title for _, _, title in entries if title != "Lamps"
    ]


def test_what_follows_the_title_in_most_entries_is_no_part_of_it():
    entries = [(who, "2004", f"{title.split('.')[0]}. Lampton: Shade Press") for who, _, title in ENTRIES[:5]]
    found = drafts("{who}. {year}. {title}.", entries)
    assert not any("Press" in draft.title for draft in found)


def test_works_before_the_year_and_their_makers_stay():
    entries = [
        ("Wide Halls", "1982", "Ada Stern"),
        ("Night Lamp", "1990", "Bo Lind"),
        ("Dark Yard", "1974", "Johanna Roe"),
        ("Lost Walk", "2001", "Eva Maria Holm"),
        ("Small Rooms", "2010", "Jane Doe"),
        ("Last Light", "2011", "Maria Doe"),
    ]
    found = drafts("- {who}. {year}. {title}", entries, "a.md")
    assert not any(draft.title == title for draft in found for _, _, title in entries)
