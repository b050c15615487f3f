"""Titles of lists of links: behind bare addresses, over notes, behind years, before their kind or their site."""

from __future__ import annotations

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft
from llmprimer.records.people_lists import people_in


def drafts_of(text: str) -> list[Draft]:
    return read(text, "list.md").drafts


def titles_of(text: str) -> list[str]:
    return [draft.title for draft in drafts_of(text)]


def test_the_mark_at_the_end_of_a_title_behind_an_address_stays():
    assert titles_of(
        "# Talks\n"
        "* https://v.example.org/1 - Rooms and Lamps: What Light Does (Lamp Week ’19)\n"
        "* https://v.example.org/2 - Why do lamps fail at night?\n"
        "* https://v.example.org/3 - Lamps of rooms.\n"
    ) == ["Rooms and Lamps: What Light Does (Lamp Week ’19)", "Why do lamps fail at night?", "Lamps of rooms"]


NOTED = """\
# Light
- Glass
  - Large Lamps for Small Rooms (2nd Edition)
    - All that is known about rooms.
  - Lamp Engine Making
    - How to make a lamp with wicks, Sec 1,2
- Wicks
  - [2001 The Wick: Principles and Practice](https://a.example.org/1)
    - Basics of the wick for all
  - [2005 Stable Wicks for Steady Lamps](https://a.example.org/2)
    - When there is more than one wick
- Oil
  - [2012 On Oil and Light](https://a.example.org/3)
    - Where oil comes from today
  - [2020 Dim Oils of Rooms](https://a.example.org/4)
    - What to do with dim oil
  - [2019 Oil Again](https://a.example.org/5)
- Rooms
  - Rooms of Large Houses
"""


def test_titles_over_notes_are_works_where_linked_ones_have_such_notes():
    found = {draft.title: draft.fields for draft in drafts_of(NOTED)}
    assert found["Large Lamps for Small Rooms (2nd Edition)"]["summary"].startswith("All that is known about rooms")
    assert found["Lamp Engine Making"]["summary"].startswith("How to make a lamp with wicks")
    assert not {"Glass", "Wicks", "Oil", "Rooms"} & found.keys()


def test_titles_over_notes_are_no_works_where_no_others_are_so():
    text = NOTED.replace("    - Basics of the wick for all\n", "").replace(
        "    - When there is more than one wick\n", ""
    )
    text = text.replace("    - Where oil comes from today\n", "").replace("    - What to do with dim oil\n", "")
    assert "Lamp Engine Making" not in titles_of(text)


def test_years_before_the_titles_of_short_lists_count_where_many_have_them():
    found = {draft.title: str(draft.fields.get("issued")) for draft in drafts_of(NOTED)}
    assert found["The Wick: Principles and Practice"] == "2001"
    assert found["Stable Wicks for Steady Lamps"] == "2005"
    assert titles_of(
        "# Light\n- [2001 Nights of a Lamp](https://a.example.org/1)\n- [Lamps](https://a.example.org/2)\n"
    ) == [
        "2001 Nights of a Lamp",
        "Lamps",
    ]


def test_a_kind_in_brackets_behind_several_names_is_no_part_of_them():
    assert titles_of(
        "# Light\n"
        "- [GlowMeter (software)](https://a.example.org/1): for measuring lamps\n"
        "- [Dimmer (software)](https://a.example.org/2): for dim lamps\n"
        "- [Wick (library)](https://a.example.org/3): for wicks\n"
        "- [Lamp (book)](https://a.example.org/4): about lamps\n"
    ) == ["GlowMeter", "Dimmer", "Wick (library)", "Lamp (book)"]


def test_a_publisher_behind_a_dash_is_told_by_the_address():
    assert titles_of(
        "# Light\n"
        "- [Lamps of 104 Rooms - Bright Lamps Oslo](https://www.bright-lamps.org/lamps-of-104-rooms/)\n"
        "- [Learning the wick... - NextLantern](https://www.nextlamtern.com/article/1/learning)\n"
        "- [Learning the shade - Lantern](https://www.halo.example.org/article/1/learning)\n"
    ) == ["Lamps of 104 Rooms", "Learning the wick...", "Learning the shade - Lantern"]


def test_names_of_sites_among_names_are_works():
    found = drafts_of(
        "# Speech\n"
        "- [LampAI](https://lampai.example.org/speech)\n"
        "- [Amazon](https://aws.amazon.com/glow/), [Azur](https://azur.example.org/speech), [Goggle](https://goggle.example.org/speech)\n"
        "- [Large Lamps of Rooms](https://a.example.org/1), [Amazon](https://amazon.com/dp/1)\n"
    )
    assert [draft.title for draft in found] == ["LampAI", "Amazon", "Azur", "Goggle", "Large Lamps of Rooms"]


def test_names_of_works_side_by_side_are_no_people():
    assert people_in("LampCache, GLOW") is None
    assert people_in("McStern, GLOW") is not None
    assert people_in("Stern, JRRT") is not None


def test_a_remark_in_italics_before_a_link_is_a_description():
    found = drafts_of(
        "# Light\n"
        "* *Understanding the wick of lamps* [Wick Making in Large Lamps](https://a.example.org/1) [1984]\n"
        "* *Lamp finding as a search problem* [Search for Lamps in Rooms](https://a.example.org/2)\n"
        "* *For more light!* [Lamps in Many Rooms](https://a.example.org/4)\n"
        "* Understanding the wick of lamps [is done here](https://a.example.org/3)\n"
    )
    assert [(draft.title, draft.fields.get("summary")) for draft in found] == [
        ("Wick Making in Large Lamps", "Understanding the wick of lamps"),
        ("Search for Lamps in Rooms", "Lamp finding as a search problem"),
        ("Lamps in Many Rooms", None),
    ]
