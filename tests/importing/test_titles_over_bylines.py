"""Titles that stand as paragraphs or headings over lists of who wrote the work and what it is about."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft

WORKS = [
    ("Large Lamps for Small Rooms: A Survey", "Ada Stern, Bo Lind, Cy Roe", "Lamps of all sizes are compared"),
    ("Walking at Night with Lanterns", "Eve Moss, Dan Hill", "We walk through three towns."),
    ("When is a room dark, and for whom?", "Fay Dean", "Rooms are dark for those who sleep"),
    ("Windows as Lamps of the Poor", "Gil North, Hal West", "Windows give light by day, and none by night"),
    ("No Light at the End of Corridors", "Ida Brook, Jo Field, Kim Lake, Lou Ford", "Corridors are long"),
]


def drafts(text: str) -> list[Draft]:
    return read(text, "a.md").drafts


@pytest.mark.parametrize("form", ["{0}", "### {0}\n", "**{0}**", "**{0}**\n"])
def test_titles_over_lists_with_people_are_works(form: str) -> None:
    entries = (f"{form.format(title)}\n- {who}\n- {about}\n" for title, who, about in WORKS)
    made = drafts("# Papers on light\n\n## Accepted\n\n" + "\n".join(entries))
    assert [draft.title for draft in made] == [title for title, _, _ in WORKS]
    assert [draft.fields["author"][0]["family"] for draft in made] == ["Stern", "Moss", "Dean", "North", "Brook"]
    assert [draft.fields["summary"].rstrip(".") for draft in made] == [about.rstrip(".") for _, _, about in WORKS]
    assert {draft.headings[-1] for draft in made} == {"Accepted"}


def test_links_below_such_titles_are_theirs() -> None:
    entries = (
        f"{title}\n- {who}\n- [paper](https://a.example.org/{n}), [code](https://b.example.org/{n})\n"
        for n, (title, who, _) in enumerate(WORKS)
    )
    made = drafts("# Papers on light\n\n" + "\n".join(entries))
    assert [draft.title for draft in made] == [title for title, _, _ in WORKS]
    assert [draft.fields["url"] for draft in made] == [f"https://a.example.org/{n}" for n in range(5)]


def test_groups_with_their_members_are_no_works() -> None:
    entries = (
        f"The group that meets on {day} evenings\n- {name} Stern, Bo Lind\n- {name} Moss, Dan Hill\n"
        for day, name in (("Monday", "Ada"), ("Tuesday", "Eve"), ("Friday", "Fay"), ("Sunday", "Ida"))
    )
    assert drafts("# Who reads about light\n\n" + "\n".join(entries)) == []


def test_short_names_of_sections_are_no_works() -> None:
    entries = (f"Session {n}\n- {who}\n- {about}\n" for n, (_, who, about) in enumerate(WORKS))
    assert drafts("# Who speaks about light\n\n" + "\n".join(entries)) == []


def test_few_titles_over_people_among_other_lists_show_nothing() -> None:
    others = (f"What we bought for room {n} in spring:\n- a lamp\n- a lantern\n" for n in range(7))
    entries = (f"{title}\n- {who}\n- {about}\n" for title, who, about in WORKS[:3])
    assert drafts("# Light\n\n" + "\n".join((*entries, *others))) == []
