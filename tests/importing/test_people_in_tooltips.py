"""Names in the titles of links, which pages show as tooltips, are authors where nearly all tooltips are names."""

from __future__ import annotations

import pytest

from importing.test_line_contents import authors, records

WORKS = [
    ("Large Lamps for Small Rooms", "Ada Stern, Bo Lind"),
    ("Walking at Night in Many Towns", "Cy Roe, Dora Kay and Ed Moss"),
    ("The Light of Old Windows", "Fay Noll, Hal Poe"),
]


def listed(works: list[tuple[str, str]], form: str = '- [{0}](https://a.example.org/{n} "{1}")\n') -> str:
    return "# Lamps\n\n" + "".join(form.format(*work, n=n) for n, work in enumerate(works))


@pytest.mark.parametrize(
    "form",
    [
        '- [{0}](https://a.example.org/{n} "{1}")\n',
        '- <a href="https://a.example.org/{n}" title="{1}">{0}</a> (2015)\n',
        '- [{0}](https://a.example.org/{n} "{1}") (2015)\n[{1}] [88pp]\n',
    ],
)
def test_names_in_tooltips_are_authors(form):
    found = records(listed([*WORKS, ("Shades of Quiet Halls", "C Stern")], form))
    assert [r["title"] for r in found][:3] == [title for title, _ in WORKS]
    assert [authors(r) for r in found][:3] == [
        ["Ada Stern", "Bo Lind"],
        ["Cy Roe", "Dora Kay", "Ed Moss"],
        ["Fay Noll", "Hal Poe"],
    ]
    assert len(authors(found[3])) == 1


@pytest.mark.parametrize(
    "others",
    [
        [("Wide Halls at Dawn", "A page about lamps"), ("Rooms of Many Lamps", "Opens the shop")],
        [("Wide Halls at Dawn", "Stern, Ada, 2015. Wide Halls at Dawn."), ("Quiet Rooms", "Go on")],
    ],
)
def test_tooltips_that_say_other_things_name_nobody(others):
    assert not any(map(authors, records(listed([*WORKS, *others]))))


def test_a_tooltip_that_says_the_title_again_says_nothing():
    found = records(listed([*WORKS, ("Wide Halls at Dawn", "Wide halls at dawn")]))
    assert [len(authors(r)) for r in found] == [2, 3, 2, 0]
