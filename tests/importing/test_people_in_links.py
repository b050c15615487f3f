"""Lists whose links name people beside the title: before a colon, and behind `by`."""

from __future__ import annotations

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft


def drafts_of(text: str) -> list[Draft]:
    return read(text, "list.md").drafts


BOOKS = """\
# Books
- [Ada Stern, John Lind: Lamps in Practice, 3rd Edition. Dim-Weston Professional (2013)](https://a.example.org/1) - One of the first.
- [John Lind: Lamps at Night - Seeing in the Dark. Dim-Weston Professional (2003)](https://a.example.org/2) - Old.
- [John Lind, Ada Stern: Lights: Bulbs, Wires, and Switches. Halo (2009)](https://a.example.org/3) - Old too.
- [Cy Roe: Wide Lamps. Halo & Glow (2009)](https://a.example.org/4) - Wide.
- [Diana Voss: Small Lamps. Halo Media, Inc. (2009)](https://a.example.org/5) - Small.
- [Diana Voss, Bo Lind: The Useful Lamp. From Wick to Bulb, 2nd Edition. Dim-Weston Professional (2009)](https://a.example.org/6) - Useful.
- [Edgar Moss: Look there! 145 questions about lamps (2010](https://a.example.org/7) - Asked.
"""


def test_names_before_a_colon_are_authors_and_the_last_sentence_is_the_publisher():
    found = drafts_of(BOOKS)
    assert [(one.title, [name["family"] for name in one.fields["author"]]) for one in found] == [
        ("Lamps in Practice, 3rd Edition", ["Stern", "Lind"]),
        ("Lamps at Night - Seeing in the Dark", ["Lind"]),
        ("Lights: Bulbs, Wires, and Switches", ["Lind", "Stern"]),
        ("Wide Lamps", ["Roe"]),
        ("Small Lamps", ["Voss"]),
        ("The Useful Lamp. From Wick to Bulb, 2nd Edition", ["Voss", "Lind"]),
        ("Look there! 145 questions about lamps", ["Moss"]),
    ]
    assert [str(one.fields["issued"]) for one in found] == ["2013", "2003", "2009", "2009", "2009", "2009", "2010"]


def test_words_before_a_colon_are_titles_where_few_entries_name_people_there():
    found = drafts_of(
        "# Books\n"
        "- [Lamp Patterns: Elements of Useful Rooms](https://a.example.org/1) - One.\n"
        "- [Wick Patterns: Elements of Useful Wicks](https://a.example.org/2) - Two.\n"
        "- [Diana Voss: Small Lamps of Rooms](https://a.example.org/3) - Three.\n"
        "- [Dim LED: Lamps that Glow in Rooms](https://a.example.org/4) - Four.\n"
        "- [Shade Works: Lamps of Many Rooms](https://a.example.org/5) - Five.\n"
    )
    assert [one.title for one in found[:2]] == [
        "Lamp Patterns: Elements of Useful Rooms",
        "Wick Patterns: Elements of Useful Wicks",
    ]
    assert not any("author" in one.fields for one in (*found[:2], *found[3:]))


def test_a_plain_name_before_a_colon_counts_only_beside_names_that_are_certain():
    podcasts = "\n# Podcasts\n- [Harbour Developer: The Lamp Hour](https://p.example.org/1)\n- [Dim Radio](https://p.example.org/2)\n"
    *_, hour, _ = drafts_of(BOOKS + podcasts)
    assert "author" not in hour.fields


VIDEOS = """\
# Videos
- [Small Lamps for Beginners by LampTube](https://v.example.org/1)
- [Large Lamps for Beginners by LampTube](https://v.example.org/2)
- [Lamp Overview by LampTube](https://v.example.org/3)
- [Shades in One Hour by John Stern](https://v.example.org/4)
- [Shades Again by John Stern](https://v.example.org/5)
- [Shades and Rooms by John Stern](https://v.example.org/6)
- [Rooms Guided by Lamplight](https://v.example.org/7)
- [Faster Lamps by Reducing Wicks](https://v.example.org/8)
- [Lamps for All by GlowHub](https://v.example.org/9)
- [Safe by Design](https://v.example.org/10)
"""


def test_names_behind_by_are_authors_where_they_recur():
    found = drafts_of(VIDEOS)
    assert [one.title for one in found] == [
        "Small Lamps for Beginners",
        "Large Lamps for Beginners",
        "Lamp Overview",
        "Shades in One Hour",
        "Shades Again",
        "Shades and Rooms",
        "Rooms Guided by Lamplight",
        "Faster Lamps by Reducing Wicks",
        "Lamps for All",
        "Safe by Design",
    ]
    assert found[0].fields["author"] == [{"literal": "LampTube"}]
    assert found[3].fields["author"] == [{"family": "Stern", "given": "John"}]
    assert not any("author" in found[n].fields for n in (6, 7, 9))


def test_words_behind_by_are_titles_where_no_names_recur():
    titles = [f"{lamps} by {how}" for lamps in ("Safe Lamps", "Small Lamps") for how in ("Design", "Example")]
    found = drafts_of(
        "# Lamps\n" + "".join(f"- [{title}](https://d.example.org/{n})\n" for n, title in enumerate(titles))
    )
    assert [one.title for one in found] == titles
