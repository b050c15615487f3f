"""The units of a document: what may be one work, where the usual reading takes too much for one, or too little."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from llmprimer.importing.document.markdown_outline import blocks
from llmprimer.importing.labelling.list_units import units_of
from llmprimer.records.draft import Draft

TITLES = [
    "Large Lamps for Small Rooms",
    "Learning to Light Rooms without Labels",
    "Neural Shades for Large Buildings",
    "A Unified View of Fashion and Light",
    "Towards Understanding Lamps in the Wild",
    "Efficient Retrieval of Warm Light",
]


def lines_of_units(lines: list[str], drafts: Mapping[int, tuple[int, str]]) -> list[list[int]]:
    """The lines of the blocks of each unit; the drafts are given as first line, last line and title."""
    read = [Draft(first, {"title": title}, last_line=last) for first, (last, title) in drafts.items()]
    return [[block.line for block in unit.blocks] for unit in units_of(blocks("\n".join(lines)), read)]


def paragraphs(*second: str) -> list[str]:
    """Paragraphs with a title each, of which the third is followed by others."""
    lines: list[str] = []
    for n, title in enumerate(TITLES):
        lines += [f"[{title}](https://a.example.org/{n}) (2020)", ""]
        if n == 2:
            lines += [line for text in second for line in (text, "")]
    return lines


def as_read(glued: int) -> dict[int, tuple[int, str]]:
    """The drafts of `paragraphs`, where that of the third takes as many paragraphs below it for its own."""
    return {
        line: (line + 2 * glued if n == 2 else line, title)
        for n, title in enumerate(TITLES)
        for line in [2 * n + 1 + (2 * glued if n > 2 else 0)]
    }


def test_a_paragraph_like_those_that_begin_works_is_a_unit_of_its_own():
    found = lines_of_units(paragraphs("[What Do Bulbs Learn?](https://b.example.org) (2022)"), as_read(1))
    assert found == [[1], [3], [5], [7], [9], [11], [13]]


@pytest.mark.parametrize(
    "text", ["It shows how lamps are lit.", "See [the code](https://b.example.org).", "Light (2020)"]
)
def test_a_paragraph_without_what_those_that_begin_works_have_is_about_the_work_above(text):
    assert lines_of_units(paragraphs(text), as_read(1)) == [[1], [3], [5, 7], [9], [11], [13]]


@pytest.mark.parametrize("others", [0, 9])
def test_a_form_that_is_mostly_within_works_begins_none(others):
    """A few labels of links that are read as works do not make the others works."""
    lines: list[str] = []
    drafts: dict[int, tuple[int, str]] = {}
    for n, title in enumerate([*TITLES, *TITLES[:others]]):
        drafts[len(lines) + 1] = len(lines) + 3, title
        lines += [
            f"- {title}",
            f"  - [Pages of it](https://a.example.org/{n})",
            f"  - [Words](https://b.example.org/{n})",
        ]
    first = len(lines) + 1
    lines += ["- Tools", "  - [Lamps](https://c.example.org)"]
    drafts[first + 1] = first + 1, "Lamps"
    found = lines_of_units(lines, drafts)
    assert found == [[n, n + 1, n + 2] for n in range(1, first, 3)] + [[first], [first + 1]]


def test_items_with_the_marks_of_works_below_another_are_units_where_others_are():
    """They are within works more often than they begin them, but no other items are."""
    lines: list[str] = []
    drafts: dict[int, tuple[int, str]] = {}
    for n in range(8):
        first = len(lines) + 1
        nested = [f"  - [{title}](https://b.example.org/{n}{m}), 2021" for m, title in enumerate(TITLES[:2])]
        lines += [f"- [{TITLES[n % 6]}](https://a.example.org/{n}), 2020", *nested]
        if n < 2:
            drafts |= {first + m: (first + m, TITLES[m]) for m in range(3)}
        else:
            drafts[first] = first + 2, TITLES[n % 6]
    assert lines_of_units(lines, drafts) == [[n] for n in range(1, 25)]


def test_sections_with_several_works_below_their_headings_are_no_works():
    lines: list[str] = []
    drafts: dict[int, tuple[int, str]] = {}
    expected: list[list[int]] = []
    for n in range(6):
        first = len(lines) + 1
        lines += [f"## Lamps of Kind {n}", ""]
        expected.append([first])
        for at, title in ((first + 2, TITLES[n]), (first + 5, TITLES[n - 1])):
            lines += [f"- {title}", f"  - [[paper]](https://a.example.org/{at})", ""]
            drafts[at] = at + 1, title
            expected.append([at, at + 1])
    assert lines_of_units(lines, drafts) == expected


@pytest.mark.parametrize("title", ["Lamps", "[Large Lamps](lamps.md)"])
def test_items_that_begin_with_titles_are_units_below_what_is_read_as_one_work(title):
    lines = [f"### {title}", "", *(f"- [{one}](https://a.example.org/{n})" for n, one in enumerate(TITLES))]
    assert lines_of_units(lines, {1: (8, title)}) == [[1], *([n] for n in range(3, 9))]


def test_links_below_a_title_with_a_link_are_about_it():
    lines = [f"- [{TITLES[0]}](https://a.example.org)", *(f"  - [{one}](https://b.example.org)" for one in TITLES[1:3])]
    assert lines_of_units(lines, {1: (3, TITLES[0])}) == [[1, 2, 3]]


def test_lines_of_a_paragraph_belong_to_the_draft_or_number_above():
    lines = [line for n, title in enumerate(TITLES) for line in (f"[{n}] {title}  ", f"arXiv:2001.0000{n}  ")]
    assert lines_of_units(lines, {}) == [[n, n + 1] for n in range(1, 13, 2)]
    drafts = {n: (n + 1, TITLES[n // 2]) for n in range(1, 9, 2)}
    lines = [line.partition("] ")[2] or line for line in lines]
    assert lines_of_units(lines, drafts) == [[1, 2], [3, 4], [5, 6], [7, 8], [9], [10], [11], [12]]


def test_paragraphs_below_works_are_units_if_they_differ_only_in_an_address():
    """The usual reading takes a reference without an address for a text about the one above it."""
    lines = [
        line
        for n in range(12)
        for line in (f"Stern, Ada. {TITLES[n % 6]}. Holm. 2020.{'' if n % 3 else f' https://a.example.org/{n}'}", "")
    ]
    drafts = {6 * n + 1: (6 * n + 5, TITLES[3 * n % 6]) for n in range(4)}
    assert lines_of_units(lines, drafts) == [[n] for n in range(1, 24, 2)]
