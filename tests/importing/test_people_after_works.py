"""People whom entries name behind their descriptions, or right below their titles."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import records

from llmprimer.importing.detect import read

PEOPLE = (("Ada Stern", "stern"), ("Bo Lind", "bolind"), ("Mary Weber", "mweber"), ("Peter Hale", "phale"))


def entries(*behind: str) -> str:
    return "# Light\n\n## Lamps\n\n" + "".join(
        f"- [Glow{n}](https://a.example.org/{n}), {text}\n" for n, text in enumerate(behind)
    )


def by(name: str, account: str) -> str:
    return f"by [{name}](https://github.com/{account})"


def families(record: dict) -> list[str]:
    return [name.get("family") or name["literal"] for name in record.get("author", ())]


def test_links_on_people_behind_descriptions_name_the_authors():
    found = records(entries(*(f"a small lamp for rooms {by(*one)}" for one in PEOPLE)))
    assert [record["title"] for record in found] == ["Glow0", "Glow1", "Glow2", "Glow3"]
    assert [families(record) for record in found] == [["Stern"], ["Lind"], ["Weber"], ["Hale"]]
    assert {record["summary"] for record in found} == {"a small lamp for rooms"}


def test_accounts_among_people_behind_descriptions_are_authors():
    *people, account = [f"a lamp {by(*one)}" for one in (*PEOPLE[:3], ("dimlight", "dimlight"))]
    linked = "a lamp with [wicks](https://b.example.org/wicks), both " + by("Jane Frost", "jfrost")
    found = records(
        entries(*people, account, linked, f"a lamp {by('Carl Berg', 'cberg')} ([code](https://c.example.org/))")
    )
    assert [families(record) for record in found][3:] == [["dimlight"], ["Frost"], ["Berg"]]
    assert "by" not in found[4]["summary"]


@pytest.mark.parametrize("verb", ["recommended", "suggested"])
def test_who_did_something_else_is_no_author(verb):
    found = records(entries(*(f"a small lamp for rooms, {verb} {by(*one)}" for one in PEOPLE)))
    assert not any("author" in record for record in found)


def test_what_works_are_sorted_by_is_nobody():
    kinds = ("Large Lamps", "Warm Light", "Old Wicks", "Dim Rooms")
    found = records(
        entries(*(f"all lamps sorted by [{kind}](https://b.example.org/x/{n})" for n, kind in enumerate(kinds)))
    )
    assert not any("author" in record for record in found)


def headings(*below: str) -> str:
    return "# Light\n\n" + "".join(
        f"## [Large Lamps of Room {n}](https://a.example.org/{n})\n\n{text}\n\n" for n, text in enumerate(below)
    )


@pytest.mark.parametrize("mark", ["{}", "*{}*", "{} (1987)", "by {}", "{}, 1987"])
def test_names_alone_below_linked_titles_are_the_authors(mark):
    found = records(headings(*(mark.format(name) for name, _ in PEOPLE)))
    assert [families(record) for record in found] == [["Stern"], ["Lind"], ["Weber"], ["Hale"]]
    assert all(record.get("issued") == ("1987" if "1987" in mark else None) for record in found)
    assert not any("summary" in record for record in found)


def test_what_follows_below_a_name_is_the_description():
    found = records(headings(*(f"{name}\n\nHow lamps shine in a room at night." for name, _ in PEOPLE)))
    assert [families(record) for record in found] == [["Stern"], ["Lind"], ["Weber"], ["Hale"]]
    assert {record["summary"] for record in found} == {"How lamps shine in a room at night."}


@pytest.mark.parametrize(
    "lines",
    [
        ("Warm Light", "Old Rooms", "Large Lamps", "Dim Wicks", "Cold Halls"),
        ("Ada Stern", "a short book", "very long", "for beginners", "in three parts", "Bo Lind"),
        ("Ada Stern", "Bo Lind", "Mary Weber"),
    ],
)
def test_other_lines_below_titles_name_nobody(lines):
    found = read(headings(*lines), "list.md").drafts
    assert not any("author" in draft.fields for draft in found)


def test_pictures_below_headings_in_org_mode_are_no_keywords():
    text = "* Light\n" + "".join(
        f"** [[https://a.example.org/{n}][Large Lamps of Room {n}]]\n[[./img/lamp-{n}.png]]\n{name} (1987)\n"
        for n, (name, _) in enumerate(PEOPLE)
    )
    found = read(text, "list.org").drafts
    assert len(found) == 4
    assert not any("keywords" in draft.fields for draft in found)
