"""Titles over citations without a title of their own, whose links are called by the publication."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft

WORKS = [
    ("Large lamps for small rooms", "Stern and Lind", "Stern, Ada, and Bo Lind."),
    ("Walking at night with lanterns: three towns", "Moss, Hill and Roe", "Moss, Eve, et al."),
    ("Windows as lamps of the poor", "Dean", "Dean, Fay W."),
    ("No light at the end of corridors", "North, West and Field", "North, Gil, Hal West, and Jo Field."),
]


def drafts(text: str) -> list[Draft]:
    return read(text, "a.md").drafts


@pytest.mark.parametrize(
    "form",
    [
        "__{n}. {title}__ - {short}\n  * University of Light and Harbour Institute (Oslo).\n\n> {cited}",
        "**{title}**\n\n> {cited}",
        "**{title}**, {short}\n\n{cited}",
        "### {n}. {title}\n{short}\n\n> {cited}",
    ],
)
def test_a_title_over_its_citation_is_the_title(form: str) -> None:
    entries = (
        form.format(
            n=n,
            title=title,
            short=short,
            cited=f"{who} [Light Letters](https://doi.org/10.1000/{n}) {n}.2 (2015): 10-19.  \n"
            f"{who} arXiv preprint [arXiv:2101.0000{n}](https://arxiv.org/abs/2101.0000{n}) (2014).",
        )
        + "\n\nThis paper tells how much light there is, and for whom. It was easy to read.\n"
        for n, (title, short, who) in enumerate(WORKS, 1)
    )
    made = drafts("# What we have read\n\n## Light\n\n" + "\n".join(entries))
    assert [draft.title for draft in made] == [title for title, _, _ in WORKS]
    assert [draft.fields["author"][0]["family"] for draft in made] == ["Stern", "Moss", "Dean", "North"]
    for n, draft in enumerate(made, 1):
        addresses = {draft.fields["url"], *(url for _, url in draft.links)}
        assert addresses == {f"https://doi.org/10.1000/{n}", f"https://arxiv.org/abs/2101.0000{n}"}
    assert all("how much light" in draft.fields["summary"] for draft in made)
    if "University" in form:
        assert made[0].fields["organizations"] == ["University of Light", "Harbour Institute (Oslo)"]


def test_links_in_what_follows_are_of_the_entry_but_those_of_other_citations() -> None:
    entries = [
        f"**{n}. {title}** - {short}\n\n> {who} arXiv preprint [arXiv:2101.0000{n}](https://arxiv.org/abs/2101.0000{n}).\n"
        for n, (title, short, who) in enumerate(WORKS, 1)
    ]
    entries[0] += "\nTalks that tell it again\nhttps://talks.example.org/one\nhttps://talks.example.org/two\n"
    entries[1] += '\n> Roe, Cy. "Further walks." [Light Letters](https://doi.org/10.1000/9) 3 (2016): 1-9.\n'
    reading = read("# What we have read\n\n" + "\n".join(entries), "a.md")
    made = reading.drafts
    assert [draft.title for draft in made] == [title for title, _, _ in WORKS]
    assert {"https://talks.example.org/one", "https://talks.example.org/two"} <= {url for _, url in made[0].links}
    assert made[1].links == ()
    assert any("Further walks" in left.text for left in reading.leftovers)


def test_sections_of_citations_with_titles_stay_sections() -> None:
    entries = (
        f"**What was read in the {name} room**\n\nStern, Ada, and Bo Lind. [{title}](https://a.example.org/{name}). Light Letters, 2015.\n"
        for name, (title, _, _) in zip(("red", "green", "blue", "grey"), WORKS, strict=True)
    )
    made = drafts("# Light\n\n" + "\n".join(entries))
    assert [draft.title for draft in made] == [title for title, _, _ in WORKS]
