"""Paragraphs of a linked title, who wrote it and when, over a list of notes, as journal clubs write them."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

TITLES = (
    "Large Lamps of Small Rooms",
    "Walking at Night in Many Towns",
    "The Light of Many Open Windows",
    "Shades of Lamps and Their Makers",
)
PEOPLE = ("Stern et al.", "Lind et al.", "Roe et al.", "Moss et al.")
DATES = ("02-2020", "11-2019", "12-2018", "01-2017")


def reading(form, n=4):
    parts = [
        form.format(title=title, url=f"https://lamps.example.org/{at}", who=who, date=date)
        for at, (title, who, date) in enumerate(zip(TITLES, PEOPLE, DATES, strict=True))
    ]
    return read("\n".join(["# Lamp club", "", *parts[:n], ""]), "a.md")


NOTES = "- They measure how far light falls into rooms.\n- It falls further at night.\n"


@pytest.mark.parametrize(
    "form",
    [
        "## At the hall\n\n[{title}]({url}) ({who}, {date})\n\n" + NOTES,
        "## At the hall\n\nDiscussed paper: [{title}]({url}) ({who}, {date})\n\n" + NOTES,
        "## At the hall\n\nDiscussed papers:\n[{title}]({url}) ({who}, {date})\n" + NOTES,
        "## At the hall\n\n**Vorgestellt:** [{title}]({url}) ({who}, {date})\n\n" + NOTES,
    ],
)
def test_notes_below_linked_titles_are_about_them(form):
    drafts = reading(form).drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields["author"] for draft in drafts] == [[{"family": who.split()[0]}] for who in PEOPLE]
    assert [draft.fields["issued"] for draft in drafts] == ["2020-02", "2019-11", "2018-12", "2017-01"]
    assert all("how far light falls" in draft.fields["summary"] for draft in drafts)
    assert not any("page" in draft.fields for draft in drafts)


def test_lists_with_links_below_such_titles_are_works_themselves():
    form = "[{title}]({url}) ({who}, {date})\n\n- [Yards of {title}]({url}/yard) - Tells of yards.\n"
    assert {f"Yards of {title}" for title in TITLES} <= {draft.title for draft in reading(form).drafts}


def test_links_within_sentences_over_lists_are_no_titles():
    form = "We met and read [{title}]({url}), and then we all talked about it for long:\n\n" + NOTES
    assert reading(form).drafts == []


def test_one_such_paragraph_shows_nothing():
    drafts = reading("[{title}]({url}) ({who}, {date})\n\n" + NOTES, n=1).drafts
    assert not any("how far light falls" in str(draft.fields.get("summary")) for draft in drafts)


def test_pictures_that_link_somewhere_are_no_titles():
    form = "[![{title}](https://img.example.org/a.png)]({url})\n\n" + NOTES
    assert not any("how far light falls" in str(draft.fields.get("summary")) for draft in reading(form).drafts)
