"""Lines are cut at separators, marks and links, and what was between the parts is kept."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprimer.importing.document.markdown_outline import blocks
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.labelling.line_parts import LinePart, as_printed, parts_of
from llmprimer.importing.labelling.list_units import lists_of, units_of
from llmprimer.records.draft import Draft


def parts(line: str) -> list[LinePart]:
    """The parts of the first entry of a list in Markdown, with what is nested in it."""
    (item,) = blocks(line)
    return parts_of([(item, 0), *((child, child.line - item.line) for child in item.children)])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Large Lamps, Ada Stern, 2019", ["Large Lamps", "Ada Stern", "2019"]),
        ("- Large Lamps - a survey | CHI 2019", ["Large Lamps", "a survey", "CHI 2019"]),
        ("- [[Pinterest](https://a.org)] Large Lamps [light]", ["Pinterest", "Large Lamps", "light"]),
        ("- Large Lamps by Ada Stern", ["Large Lamps", "Ada Stern"]),
        ("- 2019 Large Lamps of Rooms", ["2019", "Large Lamps of Rooms"]),
        ("- how rooms are lit 2019", ["how rooms are lit", "2019"]),
        ("- “Large Lamps” (Stern)", ["Large Lamps", "Stern"]),
        ("- 《灯》，斯特恩", ["灯", "斯特恩"]),
        ("- Lamps of 10,000 rooms", ["Lamps of 10,000 rooms"]),
        ("- **Lamps** of _rooms_", ["Lamps", "of", "rooms"]),
        ("- Lamps :bulb: of rooms", ["Lamps", "of rooms"]),
        ("- Lamps\n  - by Ada Stern", ["Lamps", "Ada Stern"]),
        ("- ![](https://a.org/x.png)", []),
    ],
)
def test_a_line_is_cut_at_separators_marks_and_links(line, expected):
    assert [part.text for part in parts(line)] == expected


def test_parts_say_what_is_around_them():
    label, title, tag = parts("- [[Pinterest](https://a.org)] **Large Lamps** (light)")
    assert (label.link, label.href, label.enclosed, label.before) == ("T", "https://a.org", "[", "start+os")
    assert (title.bold, title.enclosed, title.before, title.link) == (True, "", "cs", "")
    assert (tag.enclosed, tag.before, tag.after) == ("(", "ob", "cb$")


def test_cells_are_parts_with_their_heads():
    row = Block("row", 1, cells=[[Span("Large Lamps")], [Span("Stern, Lind")]], header=("Name", "Who"))
    assert [(part.text, part.cell, part.head) for part in parts_of([(row, 0)])] == [
        ("Large Lamps", 0, "Name"),
        ("Stern", 1, "Who"),
        ("Lind", 1, "Who"),
    ]


@pytest.mark.parametrize(
    ("line", "begin", "end", "expected"),
    [
        ("- Large Lamps: A Survey, 2019", 0, 2, "Large Lamps: A Survey"),
        ("- What is a Lamp? Ada Stern", 0, 1, "What is a Lamp?"),
        ("- (Large Lamps)", 0, 1, "Large Lamps"),
        ("- Lamps (of Rooms), 2019", 0, 2, "Lamps (of Rooms)"),
        ("- Lamps, “Light” and Shade. Stern", 0, 3, "Lamps, “Light” and Shade"),
    ],
)
def test_parts_are_put_together_as_they_were_printed(line, begin, end, expected):
    assert as_printed(parts(line)[begin:end]) == expected


@given(st.text(st.sampled_from("aB9 ,.;:|-–()[]\"“”'*_<>{}/·?!\t《》，。"), max_size=80))
def test_the_parts_and_what_is_between_them_are_the_whole_line(text):
    found = parts_of([(Block("item", 1, [Span(text)]), 0)])
    whole = "".join(part.between + part.text for part in found) + (found[-1].behind if found else "")
    letters = [c for c in text if c.isalnum()]
    assert [c for c in whole if c.isalnum()] == letters
    for before, after in itertools.pairwise(found):
        assert (before.behind, before.after) == (after.between, after.before)


def test_a_unit_has_all_blocks_of_one_draft_and_others_are_alone():
    document = blocks("- [A](https://a.org)\n  - told\n- b\n\ntext\n")
    first, second, third = units_of(document, [Draft(1, {"title": "A"}, last_line=2)])
    assert ([block.line for block in first.blocks], first.title) == ([1, 2], "A")
    assert [(unit.line, unit.title) for unit in (second, third)] == [(3, None), (5, None)]


def test_the_lines_of_a_paragraph_are_units_if_they_are_drafts():
    document = blocks("one\ntwo\nthree\n")
    found = units_of(document, [Draft(1, {"title": "one"}), Draft(2, {"title": "two"})])
    assert [(unit.line, unit.title) for unit in found] == [(1, "one"), (2, "two"), (3, None)]


def test_headings_with_labels_of_links_below_are_entries():
    entry = "### Large Lamps of {0} Rooms\n\nAda Stern\n\n[Paper](https://a.org/{0}) [Code](https://b.org/{0})\n\n"
    document = blocks("# Lamps\n\n" + "".join(entry.format(n) for n in range(5)))
    headings = max(lists_of(document, []), key=lambda units: len(units[0].blocks))
    assert [len(unit.blocks) for unit in headings] == [3] * 5


def test_links_to_sections_and_long_units_have_no_parts():
    document = blocks("- [Lamps](#lamps)\n- " + "word, " * 800)
    (unit,) = units_of(document, [])
    assert unit.parts == []


def test_a_straight_quotation_mark_closes_what_it_has_opened():
    found = parts('- Ada Stern, "Large Lamps, and Small," in Light, "Second Part" 2019')
    enclosed = {part.text: part.enclosed for part in found}
    assert enclosed["Large Lamps"] == enclosed["and Small"] == enclosed["Second Part"] == '"'
    assert enclosed["in Light"] == enclosed["Ada Stern"] == ""


def test_a_bracket_within_a_word_parts_nothing():
    assert [part.text for part in parts("- Large Lamps (In)Visible to the Eye (Bo Lind)")] == [
        "Large Lamps (In)Visible to the Eye",
        "Bo Lind",
    ]
