"""Family names and a year in a bracket at the end of a link, and names before the length of a talk."""

from __future__ import annotations

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft


def drafts_of(text: str) -> list[Draft]:
    return read(text, "list.md").drafts


PAPERS = """\
# Papers
- [A Study of Large Lamps in Rooms (Porter, Sand, Tomlin & Vance, 1997)](https://a.example.org/1) Early paper.
- [A Review of Small Lamps at Work (Perrin & Wade, 1997)](https://a.example.org/2) Early paper too.
- [Lamps and Their Shades: A Study (Bosk, Greer, Bird, 2015)](https://a.example.org/3) What shades do.
- [Reducing Errors in Lamps (Fagin, 2002)](https://a.example.org/4) Where lamps stand.
- [Helping Lamps Help Themselves (Barnes et al. 2015)](https://a.example.org/5) Where lamps help.
"""


def test_family_names_and_year_in_brackets_at_the_end_of_links_are_authors():
    found = drafts_of(PAPERS)
    assert [(one.title, [name["family"] for name in one.fields["author"]]) for one in found] == [
        ("A Study of Large Lamps in Rooms", ["Porter", "Sand", "Tomlin", "Vance"]),
        ("A Review of Small Lamps at Work", ["Perrin", "Wade"]),
        ("Lamps and Their Shades: A Study", ["Bosk", "Greer", "Bird"]),
        ("Reducing Errors in Lamps", ["Fagin"]),
        ("Helping Lamps Help Themselves", ["Barnes"]),
    ]


def test_names_and_a_year_in_brackets_are_no_authors_where_nothing_else_says_so():
    found = drafts_of(
        "# Papers\n"
        "- [A Study of Large Lamps in Rooms (Harbour, Oslo, 1997)](https://a.example.org/1) Early paper.\n"
        "- [A Review of Small Lamps at Work (Harbour, Rome, 1998)](https://a.example.org/2) Early paper too.\n"
    )
    assert not any("author" in one.fields for one in found)


def test_by_before_a_length_names_who_talks():
    found = drafts_of(
        "# Talks\n"
        "* [Small Lamps in Data Rooms](https://v.example.org/1) by **Ada Stern** [55:48] LampCon2016\n"
        "  * Use small lamps.\n"
        "* [Your lamp can be perfect](https://v.example.org/2) by Diana Voss (6:50)\n"
        "* [The One Who Changed Lamps](https://v.example.org/3) on **Edgar Moss** [7:49]\n"
    )
    assert [one.fields.get("author") for one in found] == [
        [{"family": "Stern", "given": "Ada"}],
        [{"family": "Voss", "given": "Diana"}],
        None,
    ]
    assert found[0].fields["summary"] == "Use small lamps."
