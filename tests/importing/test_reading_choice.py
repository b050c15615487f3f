"""Entries are read by their labels where these say more than the rules, and only there."""

from __future__ import annotations

import pytest

from importing.test_labelled_lists import WORKS
from llmprimer.importing.document.markdown_outline import blocks
from llmprimer.importing.labelling.labelled_units import LabelledUnit, parts_with_words
from llmprimer.importing.labelling.list_units import Unit, units_of
from llmprimer.importing.labelling.part_labels import LABELS
from llmprimer.importing.labelling.reading_choice import FOR_TITLE, FOR_WORK, ReadingChoice
from llmprimer.records.draft import Draft

#: How much more speaks for the label of a part than for any other.
SURE = 40.0
TITLES = [title for title, _, _ in WORKS if title.replace(" ", "").isalpha()] + [
    f"Warm Rooms {n}" for n in ("Today", "Tonight", "Tomorrow", "Always")
]


def labelled(unit: Unit, labels: str, sure: float = SURE) -> LabelledUnit:
    assert len(unit.parts) == len(labels)
    steps = [0.0] * (len(LABELS) * (len(LABELS) + 1))
    return LabelledUnit(unit, labels, [([sure * (one == label) for one in LABELS], steps) for label in labels])


def read_by_labels(lines: list[str], usual: list[str | None], labels: list[str]) -> list[int]:
    """The numbers of the entries of a list that are read by their labels; the usual rules give the titles, or leave an entry over."""
    drafts = [Draft(n + 1, {"title": title}) for n, title in enumerate(usual) if title is not None]
    units = units_of(blocks("".join(f"- {line}\n" for line in lines)), drafts)
    known = [labelled(*one) for one in zip(units, labels, strict=True)]
    choice = ReadingChoice(known)
    return [n for n, one in enumerate(known) if choice.uses_labels(one)]


def test_without_entries_nothing_is_chosen():
    choice = ReadingChoice([])
    assert not choice.for_read
    assert not choice.for_left


def test_equal_titles_of_the_rules_give_way_to_those_by_the_labels():
    lines = [f"{title} ([go](https://a.example.org/{n}))" for n, title in enumerate(TITLES)]
    assert read_by_labels(lines, ["go"] * len(lines), ["TO"] * len(lines)) == [*range(len(lines))]


def test_an_entry_about_which_both_agree_follows_most_others():
    lines = [f"{title} ([go](https://a.example.org/{n}))" for n, title in enumerate(TITLES)]
    usual = [TITLES[0], *["go"] * (len(lines) - 1)]
    assert read_by_labels(lines, usual, ["TO"] * len(lines)) == [*range(len(lines))]


def test_titles_about_which_both_agree_stay():
    lines = [f"{title}, 2019" for title in TITLES]
    assert read_by_labels(lines, [*TITLES], ["TD"] * len(lines)) == []


def test_titles_with_facts_in_them_are_read_by_labels_where_the_rest_of_the_list_agrees():
    lines = [f"{title}, 2019" for title in TITLES]
    usual = [f"{title}, 2019" if n < 3 else title for n, title in enumerate(TITLES)]
    assert read_by_labels(lines, usual, ["TD"] * len(lines)) == [0, 1, 2]


def test_a_publication_is_no_better_title():
    lines = [f"{title}, Nature Methods 2016" for title in TITLES]
    assert read_by_labels(lines, [*TITLES], ["OT"] * len(lines)) == []


@pytest.mark.parametrize("is_named", [True, False], ids=["the record has the person", "nobody is known"])
def test_a_title_that_begins_within_a_part_behind_a_person_stays(is_named):
    """No label can begin at `Rooms`, because the initial with its stop binds it to the person."""
    author = [{"family": "Stern", "given": "A."}, {"family": "Lind", "given": "B."}] if is_named else []
    lines = [f"Stern A, Lind B. Rooms of Light and Night {n}: {title}. Lamps" for n, title in enumerate(TITLES)]
    drafts = [
        Draft(n + 1, {"title": f"Rooms of Light and Night {n}: {title}", "author": author})
        for n, title in enumerate(TITLES)
    ]
    units = units_of(blocks("".join(f"- {line}\n" for line in lines)), drafts)
    known = [labelled(unit, "AATO") for unit in units]
    choice = ReadingChoice(known)
    assert any(map(choice.uses_labels, known)) is not is_named


@pytest.mark.parametrize(
    ("facts", "chosen"), [({"volume": "24", "page": "7-9"}, []), ({}, [*range(len(TITLES))])], ids=["cited", "a guess"]
)
def test_the_journal_of_a_citation_is_no_better_title_and_a_guess_may_be(facts, chosen):
    lines = [f"Stern A. {title} {n}. Lamps Lett" for n, title in enumerate(TITLES)]
    drafts = [
        Draft(n + 1, {"title": "Stern" if not facts else f"{title} {n}", "container_title": "Lamps Lett", **facts})
        for n, title in enumerate(TITLES)
    ]
    units = units_of(blocks("".join(f"- {line}\n" for line in lines)), drafts)
    known = [labelled(unit, "O" * (len(unit.parts) - 1) + "T") for unit in units]
    choice = ReadingChoice(known)
    assert [n for n, one in enumerate(known) if choice.uses_labels(one)] == chosen


def test_the_end_of_a_wrapped_line_is_no_end_of_a_title():
    text = "".join(f"- {title} and\n  Shades, 2019\n" for title in TITLES)
    drafts = [Draft(2 * n + 1, {"title": f"{title} and Shades"}) for n, title in enumerate(TITLES)]
    known = [labelled(unit, "TOD") for unit in units_of(blocks(text), drafts)]
    choice = ReadingChoice(known)
    assert [one.difference for one in known] == ["other"] * len(TITLES)
    assert not any(map(choice.uses_labels, known))


@pytest.mark.parametrize("title", ["Glow] Large Lamps", "Lamps « of", "https://a.example.org/lamps"])
def test_an_address_and_half_a_bracket_are_no_titles(title):
    unit = units_of(blocks(f"- {title}\n"), [Draft(1, {"title": "go"})])[0]
    one = labelled(unit, "T" * len(unit.parts))
    assert not ReadingChoice([one] * 12).uses_labels(one)


def test_the_end_of_a_title_and_half_of_one_are_none():
    lines = [f"{title}: Large Lamps" for title in TITLES]
    assert read_by_labels(lines, [*lines], ["TO"] * len(lines)) == []
    lines = [f"Blog, of {title}" for title in TITLES]
    assert read_by_labels(lines, [f"Blog, of {title}" for title in TITLES], ["OT"] * len(lines)) == []


def test_a_title_is_not_cut_within_a_row_of_words():
    lines = [f"{title}, Shades, and Dim Lamps for Rooms" for title in TITLES]
    assert read_by_labels(lines, [*lines], ["TVV"] * len(lines)) == []
    lines = [f"{title}, Ada Stern, and Bo Lind" for title in TITLES]
    assert read_by_labels(lines, [*lines], ["TAA"] * len(lines)) == [*range(len(lines))]


@pytest.mark.parametrize("word", ["from", "since", "of", "depuis"])
def test_a_title_goes_on_behind_a_word_that_joins_it_to_a_year(word):
    lines = [f"{title} {word}, 2019" for title in TITLES]
    usual = [f"{title} {word}, 2019" if n < 3 else f"{title} {word}" for n, title in enumerate(TITLES)]
    usual[:3] = [line.replace(",", "") for line in usual[:3]]
    assert read_by_labels(lines, usual, ["TD"] * len(lines)) == []


def test_a_title_goes_on_behind_words_in_quotation_marks():
    lines = [f"{title}, 2019" for title in TITLES]
    usual = [None, *TITLES[1:]]
    labels = ["TOOD", *["TD"] * (len(lines) - 1)]
    assert read_by_labels(["Lamps as “small” suns, 2019", *lines[1:]], usual, labels) == []
    assert read_by_labels(["Warm Lamps “Lights of Halls” Stern, 2019", *lines[1:]], usual, labels) == [0]


def test_people_whom_the_rules_took_off_a_title_stay_off():
    lines = [f"{title} by Stern" for title in TITLES]
    units = units_of(
        blocks("".join(f"- {line}\n" for line in lines)),
        [Draft(n + 1, {"title": title, "author": [{"family": "Stern"}]}) for n, title in enumerate(TITLES)],
    )
    known = [labelled(unit, "T" * len(unit.parts)) for unit in units]
    assert not any(map(ReadingChoice(known).uses_labels, known))


def test_people_of_the_record_are_no_title():
    lines = [f"Ada Stern, Bo Lind, and Cy Noir. 2019. {title}" for title in TITLES]
    drafts = [Draft(n + 1, {"title": "2019", "author": [{"family": "Noir", "given": "Cy"}]}) for n in range(len(lines))]
    units = units_of(blocks("".join(f"- {line}\n" for line in lines)), drafts)
    known = [labelled(unit, "AATDO") for unit in units]
    choice = ReadingChoice(known)
    assert [one.title for one in known if "Noir" in one.title] == [one.title for one in known]
    assert not any(map(choice.uses_labels, known))


def test_a_note_in_brackets_is_no_part_of_a_title_whoever_has_it():
    notes = [f"{title} (from Harbour Lab)" for title in TITLES]
    assert read_by_labels(notes, notes, ["TO"] * len(notes)) == [*range(len(notes))]
    assert read_by_labels(notes, [*TITLES], ["TT"] * len(notes)) == []


@pytest.mark.parametrize(("note", "stays"), [("2nd edition", True), ("第3版", True), ("halo.example.org", False)])
def test_an_edition_is_part_of_a_title(note, stays):
    lines = [f"{title} ({note})" for title in TITLES]
    assert read_by_labels(lines, lines, ["TO"] * len(lines)) == []
    if stays:  # whatever speaks for the labels
        drafts = [Draft(n + 1, {"title": line}) for n, line in enumerate(lines)]
        units = units_of(blocks("".join(f"- {line}\n" for line in lines)), drafts)
        sure = [labelled(unit, "TO", 200.0) for unit in units]
        assert not any(map(ReadingChoice(sure).uses_labels, sure))


def test_a_name_is_no_better_title_than_the_whole_one_beside_it():
    lines = [f"[LL {n}](https://a.example.org/{n}) **{title} of Large Rooms**" for n, title in enumerate(TITLES)]
    assert read_by_labels(lines, [f"{title} of Large Rooms" for title in TITLES], ["TO"] * len(lines)) == []
    names = [f"[LL {n}](https://a.example.org/{n}) **{title} is what it lights**" for n, title in enumerate(TITLES)]
    usual = [f"{title} is what it lights of rooms and at night" for title in TITLES]
    assert read_by_labels(names, usual, ["TO"] * len(names)) == [*range(len(names))]


def test_a_whole_title_is_better_than_the_word_beside_it():
    lines = [f"[LL](https://a.example.org/{n}) {title} of Large Rooms at Night" for n, title in enumerate(TITLES)]
    assert read_by_labels(lines, ["LL"] * len(lines), ["OT"] * len(lines)) == [*range(len(lines))]


def test_a_turned_name_is_no_title():
    lines = [f"Stern, A. B.: {title}" for title in TITLES]
    unit = units_of(blocks(f"- {lines[0]}\n"), [Draft(1, {"title": "go"})])[0]
    one = labelled(unit, "T" + "O" * (len(unit.parts) - 1))
    one._title = "Stern, A. B."
    assert not ReadingChoice([one] * 12).uses_labels(one)


def test_a_title_left_over_outside_the_sample_is_read_too():
    lines = [*LINKED, "Progressive Networks for Dim Bulbs", *(f"More {line}" for line in LINKED)]
    units = units_of(
        blocks("".join(f"- {line}\n" for line in lines)),
        [Draft(n + 1, {"title": line.split(" [[")[0]}) for n, line in enumerate(lines) if "[[" in line],
    )
    known = [labelled(unit, "TO" if unit.drafts else "T", 3 * SURE) for unit in units]
    choice = ReadingChoice([one for one in known if one.is_read])
    assert choice.for_left
    assert [n for n, one in enumerate(known) if one.is_left and choice.uses_labels(one)] == [len(LINKED)]


def test_a_title_without_words_is_none():
    unit = units_of(blocks("- Lamps\n"), [Draft(1, {"title": "go"})])[0]
    one = labelled(unit, "T")
    one._title = ""  # as where nothing is left of it without marks
    assert not ReadingChoice([one] * 12).uses_labels(one)


def test_short_lists_are_left_to_the_rules():
    lines = [f"{title} ([go](https://a.example.org/{n}))" for n, title in enumerate(TITLES[:7])]
    assert read_by_labels(lines, ["go"] * 7, ["TO"] * 7) == []


def test_pages_beside_a_list_of_works_are_none():
    pages = [f"[{title}](docs/{n}.md)" for n, title in enumerate(TITLES)]
    assert read_by_labels(pages, [None] * len(pages), ["T"] * len(pages)) == [*range(len(pages))]
    lines = [*LINKED, *LINKED, *pages]
    usual = [line.split(" [[")[0] for line in LINKED * 2]
    labels = [*["TO"] * len(usual), *["T"] * len(pages)]
    assert read_by_labels(lines, [*usual, *[None] * len(pages)], labels) == []


@pytest.mark.parametrize("name", ["stern/large-lamps", "18-CHI-large-lamps"])
def test_what_the_rules_cut_within_a_part_stays(name):
    unit = units_of(blocks(f"- [{name}](https://github.com/stern/lamps)\n"), [Draft(1, {"title": "large-lamps"})])[0]
    assert labelled(unit, "T").difference == "same"


def test_half_of_a_title_is_not_shorter_by_facts():
    unit = units_of(blocks("- Glow: Large Lamps\n"), [Draft(1, {"title": "Glow: Large Lamps"})])[0]
    assert labelled(unit, "OT").difference == "other"
    assert labelled(unit, "TO").difference == "half"
    unit = units_of(blocks("- Large Lamps (Glow)\n"), [Draft(1, {"title": "Large Lamps (Glow)"})])[0]
    assert labelled(unit, "TO").difference == "other"
    unit = units_of(blocks("- Large Lamps, CHI 2019\n"), [Draft(1, {"title": "Large Lamps, CHI 2019"})])[0]
    assert labelled(unit, "TV").difference == "shorter"


LINKED = [f"{title} [[paper]](https://a.example.org/{n})" for n, title in enumerate(TITLES)]


def among_works(line: str, labels: str) -> bool:
    """Whether a line that the rules leave over is read by its labels among works that both understand."""
    lines = [*LINKED[:7], line, *LINKED[7:]]
    usual = [None if one == line else one.split(" [[")[0] for one in lines]
    return read_by_labels(lines, usual, [labels if one == line else "TO" for one in lines]) == [7]


def test_a_bare_title_among_works_is_one():
    assert among_works("Progressive Networks for Dim Bulbs", "T")


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("**Progressive Networks**: How should rooms be lit? Others ask the same.", "TSS"),
        ("(Networks for Dim Bulbs)", "T"),
        ("Conference on Lamps and Rooms", "T"),
    ],
)
def test_words_about_works_a_title_elsewhere_and_a_publication_are_none(line, labels):
    assert not among_works(line, labels)


def test_a_list_of_titles_that_the_rules_leave_over_is_read_by_labels():
    lines = [f"{title}, Ada Stern, 2019" for title in TITLES]
    assert read_by_labels(lines, [None] * len(lines), ["TAD"] * len(lines)) == [*range(len(lines))]


def test_a_text_that_comes_back_is_no_title():
    lines = [*(f"{title}, Ada Stern, 2019" for title in TITLES), *["to be added, Ada Stern, 2019"] * 4]
    assert read_by_labels(lines, [None] * len(lines), ["TAD"] * len(lines)) == [*range(len(TITLES))]


def test_what_others_are_nested_in_is_no_work():
    lines = [f"{title}, Ada Stern, 2019" for title in TITLES]
    units = units_of(blocks("".join(f"- {line}\n" for line in lines)), [])
    nesting = units_of(blocks("- Warm Rooms, Ada Stern, 2019\n  - [Rooms](https://b.example.org)\n"), [])[0]
    choice = ReadingChoice([labelled(unit, "TAD") for unit in units])
    assert choice.uses_labels(labelled(units[0], "TAD"))
    assert not choice.uses_labels(labelled(nesting, "TAD"))


def test_every_statement_has_a_weight_and_every_weight_a_statement():
    unit = units_of(blocks("- Large Lamps, 2019\n"), [])[0]
    choice = ReadingChoice([])
    one = labelled(unit, "TD")
    said = {*choice.said_for_title(one)}, {*choice.said_for_work(one)}
    assert said[0] <= FOR_TITLE.keys()
    assert said[1] <= FOR_WORK.keys()


def test_the_parts_of_a_title_are_found_in_a_link_first():
    parts = units_of(blocks("- Lamps: [Lamps](https://a.example.org/1), Large Rooms\n"), [])[0].parts
    assert parts_with_words(parts, "Lamps") == range(1, 2)
    assert parts_with_words(parts, "Lamps, Large Rooms") == range(1, 3)
    assert not parts_with_words(parts, "Bulbs")
