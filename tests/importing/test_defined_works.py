"""Definitions of links that are the bibliography, `[stern]: https://... "Stern, Ada. On Light. 2015."`."""

from __future__ import annotations

from llmprimer.importing.detect import read

DEFINED = """\
[stern]: https://lamps.example.org/light "Stern, Ada. 'On Light at Home.' 2015."
[lind]: https://lamps.example.org/shade "Lind, Bo. "Shades of the Small Room." Shade Press, 2012."
[moss-2]:
  https://lamps.example.org/yard 'Moss, Eva, and Ada Stern. Lamps in the Yard. Yard Letters, 2019.'
[roe]: https://lamps.example.org/barn (Roe, Cy. "Lamps of the Barn." 2001.)
[roe]: https://lamps.example.org/again "Roe, Cy. 'Lamps of the Barn, Again.' 2004."
"""
WORKS = [
    ("On Light at Home", "https://lamps.example.org/light"),
    ("Shades of the Small Room", "https://lamps.example.org/shade"),
    ("Lamps in the Yard", "https://lamps.example.org/yard"),
    ("Lamps of the Barn", "https://lamps.example.org/barn"),
    ("Lamps of the Barn, Again", "https://lamps.example.org/again"),
]


def works(text):
    return [(draft.title, draft.fields.get("url")) for draft in read(text, "a.md").drafts]


def test_definitions_whose_titles_are_citations_are_works():
    assert works(DEFINED) == WORKS
    first, second = read(DEFINED, "a.md").drafts[:2]
    assert first.fields["author"] == [{"family": "Stern", "given": "Ada"}]
    assert (first.fields["issued"], second.fields["issued"]) == ("2015", "2012")


def test_such_definitions_are_works_where_only_running_text_uses_them():
    assert (
        works(f"# Rooms\n\nThey are lit [as Stern says][stern], and [others][roe] agree.\n\n## References\n\n{DEFINED}")
        == WORKS
    )


def test_a_definition_that_an_entry_uses_is_no_second_work():
    assert works(f"- [Lamps of the Barn][roe], by night.\n\n{DEFINED}") == [WORKS[3], *WORKS[:3], WORKS[4]]


def test_the_labels_of_such_definitions_are_not_left_over():
    assert not read(DEFINED, "a.md").leftovers


def test_further_addresses_in_a_citation_are_not_that_of_the_work():
    noted = DEFINED.replace("2015.", "2015. My notes on it: https://notes.example.org/light")
    assert works(noted) == WORKS


def test_definitions_with_short_titles_are_no_works_but_left_over():
    reading = read(f'{DEFINED}[docs]: https://docs.example.org/ "The docs"\n', "a.md")
    assert [draft.title for draft in reading.drafts] == [title for title, _ in WORKS]
    assert [(left.line, "The docs" in left.text) for left in reading.leftovers] == [(7, True)]


def test_definitions_whose_titles_say_what_pages_are_make_no_works():
    titles = ("The docs", "All of the lamps that we have in 2015", "Where to ask about lamps", "Lamps on a map")
    lines = [f'[l{n}]: https://lamps.example.org/{n} "{title}"' for n, title in enumerate(titles)]
    text = "\n".join(["- [Large Lamps](https://lamps.example.org/large) - See the [docs][l0].", "", *lines])
    assert works(text) == [("Large Lamps", "https://lamps.example.org/large")]
    assert works("\n".join(lines)) == []
