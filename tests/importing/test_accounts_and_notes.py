"""Accounts and bodies that are named as authors, links to somebody's words about a work, labels without an address, and quotations."""

from __future__ import annotations

import pytest

from importing.test_line_contents import records
from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft
from llmprimer.records.links import is_note, typed_links


def drafts(lines: str) -> list[Draft]:
    return read(f"# Lamps\n\n{lines}\n", "a.md").drafts


def authors(draft: Draft) -> list[str]:
    return [str(name.get("literal") or name.get("family")) for name in draft.fields.get("author", ())]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- [Large Lamps](https://a.example.org/1) by [gl0w](https://github.com/gl0w)", ["gl0w"]),
        ("- [Large Lamps](https://github.com/gl0w/lamps) by gl0w, 2016", ["gl0w"]),
        ("- [Large Lamps](https://gl0w.example.io/lamps) by gl0w", ["gl0w"]),
        ("- [Large Lamps](https://a.example.org/1) by default, 2016", []),
        ("- [Large Lamps](https://github.com/gl0w/lamps) reviewed by gl0w, 2016", []),
        ("- [Large Lamps](https://a.example.org/1) sorted by [glow](https://a.example.org/glow)", []),
        ("- [Large Lamps](https://a.example.org/1) - Taught by Ada Stern.", ["Stern"]),
        ("- [Large Lamps](https://a.example.org/1) - Recommended by Ada Stern.", []),
        ("- [Large Lamps](https://a.example.org/1) - About the language made by Ada Stern.", []),
        ("- [Large Lamps](https://a.example.org/1)\n  - Author: Lumen Engineering", ["Lumen Engineering"]),
        ("- [Large Lamps](https://a.example.org/1)\n  - Author: Several Lamp Companies", []),
        ("- [Large Lamps](https://a.example.org/1)\n  - Author: see the page", []),
    ],
)
def test_accounts_and_bodies_are_authors_where_the_entry_shows_it(line: str, expected: list[str]) -> None:
    (draft,) = drafts(line)
    assert authors(draft) == expected


@pytest.mark.parametrize(
    ("below", "types"),
    [
        ("[my note](https://github.com/c/d/n.md)/[code](https://github.com/a/b)", ["other", "code"]),
        ("[my notes](https://b.example.org/n)", ["other"]),
        ("[translation](https://b.example.org/n)", ["other"]),
        ("[blog post about it](https://b.example.org/n)", ["blog"]),
        ("[a good explanation](https://b.example.org/n), [slides](https://b.example.org/s)", ["other", "slides"]),
        ("[我的笔记](https://b.example.org/n)", ["other"]),
        ("[Zusammenfassung](https://b.example.org/n)", ["other"]),
    ],
)
def test_notes_below_an_entry_are_further_links(below: str, types: list[str]) -> None:
    made = drafts(
        f"- [Large Lamps of Small Rooms](https://a.example.org/1)\n  - {below}\n- [Shades](https://a.example.org/2)"
    )
    assert [draft.title for draft in made] == ["Large Lamps of Small Rooms", "Shades"]
    assert [link["type"] for link in typed_links(made[0].links, "")] == types
    assert "summary" not in made[0].fields


def test_a_title_below_an_entry_is_a_work() -> None:
    below = "[Notes on Large Lamps](https://b.example.org/n)"
    made = drafts(f"- [Large Lamps of Small Rooms](https://a.example.org/1)\n  - {below}")
    assert [draft.title for draft in made] == ["Large Lamps of Small Rooms", "Notes on Large Lamps"]


@pytest.mark.parametrize(
    "label", ["A Note on Lamps", "Review of Lamps", "The Book of Notes", "Explaining", "Lamp notes"]
)
def test_titles_are_no_notes(label: str) -> None:
    assert not is_note(label)


def test_labels_without_an_address_show_an_entry_among_others() -> None:
    made = drafts(
        "- Large Lamps of Small Rooms [[paper]](https://a.example.org/1) [[code]](https://a.example.org/1c)\n"
        "- Walking at Night in Towns [[paper]]() [[code]]()\n"
        "- The Light of Many Windows [[paper]](https://a.example.org/3) [[code]]()\n"
        "- Shades and Their Makers [[paper]](https://a.example.org/4)\n"
        "- Soon [[paper]]() [[code]]()"
    )
    titles = [
        "Large Lamps of Small Rooms",
        "Walking at Night in Towns",
        "The Light of Many Windows",
        "Shades and Their Makers",
    ]
    assert [draft.title for draft in made] == titles
    assert "url" not in made[1].fields
    assert not made[2].links


def test_quotations_below_entries_that_are_read_by_labels_describe_them() -> None:
    entries = [
        f"[lamp number {n}()](https://a.example.org/{n})\n\n> A lamp that burns in room {n} and no other."
        for n in range(12)
    ]
    made = drafts("\n\n".join(entries))
    assert len(made) == 12
    assert all(draft.fields["summary"].startswith("A lamp that burns in room") for draft in made)


def test_a_package_whose_name_begins_with_its_owner_is_no_account():
    lines = [
        "[lamp-forms](https://lamps.example.org/forms) - Forms of lamps",
        "[@lamps/image](https://docs.example.org/image/) - Official pictures of lamps",
        "[@stern](https://social.example.org/stern) - Writes about lamps",
    ]
    text = "## Forms\n\n" + "".join(f"- {line}\n" for line in lines)
    assert [one["title"] for one in records(text)] == ["lamp-forms", "@lamps/image"]


def test_a_label_with_a_bracket_is_one():
    text = "- [Large Lamps](https://a.example.org/1)\n  - Ada Stern, Bo Lind. CHI 2018.\n  - [Code (in Lumen)](https://b.example.org/1)\n"
    (found,) = records(text)
    assert found["links"] == [{"type": "code", "url": "https://b.example.org/1"}]
    (tool,) = records("- [Lumen (lamps by wire)](https://b.example.org/1) - Lights rooms.\n")
    assert tool["title"].startswith("Lumen")
