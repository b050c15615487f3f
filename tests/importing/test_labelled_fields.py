"""People and descriptions that the usual rules leave over, or mix, come from the labels of a list's parts."""

from __future__ import annotations

from copy import deepcopy

import pytest

from importing.test_labelled_lists import WORKS
from importing.test_nothing_lost import lost
from llmprimer.importing.detect import read
from llmprimer.importing.document.markdown_outline import blocks
from llmprimer.importing.entries import from_blocks
from llmprimer.importing.labelling.labelled_fields import fill_fields, only_adds_names
from llmprimer.records.draft import Draft, Reading

ABOUT = [
    "finds lamps in pictures of rooms and asks people which of them they like",
    "learns from the shadows that furniture throws",
    "shows pictures of lamps that look alike",
    "bends shades for offices with many windows",
    "compares clothes by the light they are seen in",
    "describes where lamps stand and who put them there",
    "ranks warm light before cold light",
    "shows what filaments learn from their current",
]
MIXED = "- [{0}](https://a.example.org/{n}) [{1}; {2}] {about}\n"
PLAIN = "- [{0}](https://a.example.org/{n}), {1}, {2}. {about}\n"


def written(form: str) -> str:
    lines = (form.format(*work, n=n, about=ABOUT[n].capitalize()) for n, work in enumerate(WORKS))
    return f"# Lamps\n\n## Works\n\n{''.join(lines)}"


@pytest.fixture
def usual(monkeypatch):
    """Reads without labels."""

    def reading(text: str) -> Reading:
        with monkeypatch.context() as patched:
            patched.setattr(from_blocks, "fill_fields", lambda *_: None)
            return read(text, "list.md")

    return reading


def test_people_within_descriptions_become_authors(usual):
    text = written(MIXED)
    assert sum("author" in draft.fields for draft in usual(text).drafts) == 0
    found = read(text, "list.md")
    named = [[name["family"] for name in draft.fields.get("author", ())] for draft in found.drafts]
    assert named[:2] == [["Li", "Kim", "Zhai"], ["Stern", "Lind"]]
    assert sum(map(bool, named)) >= len(WORKS) - 1  # one name alone is not certain
    assert lost(text, found) == []


@pytest.mark.parametrize("name", ["author", "summary"])
def test_a_field_that_the_records_lack_is_filled_and_no_longer_left_over(usual, name):
    text = written(PLAIN)
    whole = usual(text)
    assert all(name in draft.fields for draft in whole.drafts)
    reading = Reading([without(draft, name) for draft in whole.drafts])
    reading.leave(whole.drafts[0].line, "Eileen Li" if name == "author" else ABOUT[0], "not understood")
    reading.leave(whole.drafts[0].line, "Zebra", "not understood")
    fill_fields(blocks(text), reading)
    filled = [
        draft.fields[name] == known.fields[name]
        for draft, known in zip(reading.drafts, whole.drafts, strict=True)
        if name in draft.fields
    ]
    assert len(filled) >= 5
    assert all(filled)
    assert [left.text for left in reading.leftovers] == ["Zebra"]
    assert reading.drafts[0].left == ("Zebra",)


def test_other_titles_or_few_entries_show_that_the_labels_do_not_know_the_form(usual):
    text = written(PLAIN)
    reading = Reading([without(draft, "author") for draft in usual(text).drafts])
    few = deepcopy(reading)
    del few.drafts[7:]
    for draft in reading.drafts[:3]:
        draft.fields["title"] = "Another Title"
    before = deepcopy((reading, few))
    fill_fields(blocks(text), reading)
    fill_fields(blocks(text), few)
    assert (reading, few) == before


def test_stated_entries_stay_as_they_are(usual):
    text = written(PLAIN)
    reading = Reading([without(draft, "author") for draft in usual(text).drafts])
    for draft in reading.drafts:
        draft.has_stated_title = True
    before = deepcopy(reading)
    fill_fields(blocks(text), reading)
    assert reading == before


def without(draft: Draft, name: str) -> Draft:
    made = deepcopy(draft)
    made.left = ("Zebra", *(str(word) for word in ABOUT[:1] if name == "summary"))
    del made.fields[name]
    return made


def test_names_that_the_record_has_are_not_put_before_a_description():
    draft = Draft(1, {"keywords": ["warm light", "halls"], "organizations": ["Lumen"]})
    known = ["it", "counts", "lamps"]
    assert only_adds_names(["lumen", "about", "halls", "warm", "light", *known], known, draft)
    assert not only_adds_names(["lamps", "of", "many", "rooms", "halls", *known], known, draft)
    assert not only_adds_names([*known, "lumen", "halls"], known, draft)


def test_a_publication_is_not_put_before_a_description():
    draft = Draft(1, {"container_title": "Lamp Studies"})
    known = ["it", "counts", "lamps"]
    assert only_adds_names(["lamp", "studies", "vol", "2", "april", "2004", "pdf", *known], known, draft)
    assert not only_adds_names(["of", "all", "the", "lamps", "in", "2004", *known], known, draft)
