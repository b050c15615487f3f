"""Accounts that a document describes like its other works, works in a cell that commas part, and items that begin with HTML."""

from __future__ import annotations

from llmprimer.importing.detect import read

THINGS = ("Lampomat", "The Glow of Doom", "Shades in the dark", "Burned-bulb", "Lit by mistake", "A Lamp a Day")
PEOPLE = ("Ada Stern", "Bo Lind", "Cy Roe", "Eve Moss", "Dan Holm", "Maria Roe")


def titles(text: str) -> list[str]:
    return [draft.title for draft in read(text, "list.md").drafts]


def listed(names: tuple[str, ...], *, accounts: int, told: str = " - Makes light of it.") -> str:
    """The names as a list, the first of them linked to accounts."""
    addresses = ["https://twitter.com/n{}" if n < accounts else "https://n{}.example.org" for n in range(len(names))]
    return "".join(
        f"- [{name}]({address.format(n)}){told}\n"
        for n, (name, address) in enumerate(zip(names, addresses, strict=True))
    )


def test_accounts_described_among_other_works_are_works() -> None:
    text = f"# Lamps\n\n## Old\n\n{listed(THINGS, accounts=3)}\n## New\n\n{listed(THINGS, accounts=2)}\n## More\n\n{listed(('Dimmer',), accounts=1)}"
    assert titles(text) == [*THINGS, *THINGS, "Dimmer"]


def test_accounts_of_people_and_accounts_that_nothing_describes_are_none() -> None:
    people = f"# Lamps\n\n## Old\n\n{listed(PEOPLE, accounts=3)}\n## New\n\n{listed(PEOPLE, accounts=3)}"
    assert not set(titles(people)) & set(PEOPLE[:3])
    bare = (
        f"# Lamps\n\n## Old\n\n{listed(THINGS, accounts=3, told='')}\n## New\n\n{listed(THINGS, accounts=3, told='')}"
    )
    assert titles(bare) == [*THINGS[3:], *THINGS[3:]]
    alone = f"# Lamps\n\n## Works\n\n{listed(THINGS, accounts=0)}\n## Follow\n\n{listed(THINGS, accounts=6)}"
    assert titles(alone) == list(THINGS)


def test_papers_in_a_cell_are_several_works() -> None:
    head = "# Reading\n\n| Date | Topic | Notes |\n|---|---|---|\n"
    rows = "| May 1 | [Large Lamps](https://arxiv.org/abs/2001.00001), [DimNorm](https://arxiv.org/abs/2001.00002) & [Shades of it](https://arxiv.org/abs/2001.00003) | [a](a.md) |\n"
    other = "| May 2 | [Glow of Towns](https://arxiv.org/abs/2001.00004), [its second page](https://a.example.org/4) | [b](b.md) |\n"
    made = titles(head + rows + other)
    assert made[:3] == ["Large Lamps", "DimNorm", "Shades of it"]
    assert len(made) == 4


def test_an_item_that_begins_with_a_paragraph_of_html_is_read() -> None:
    (first, second) = read(
        '# Lamps\n\n- <p><a href="https://a.example.org/1">Lumo</a> contains many pictures of lamps.</p>\n  <details>\n    <summary>Preview</summary>\n'
        '    <img src="a.png"/>\n  </details>\n- [Dimo](https://a.example.org/2) contains none of them.\n',
        "list.md",
    ).drafts
    assert (first.title, first.fields["url"]) == ("Lumo", "https://a.example.org/1")
    assert "many pictures of lamps" in first.fields["summary"]
    assert second.title == "Dimo"
