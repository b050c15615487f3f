"""What stands behind titles and is no part of them: endings of files, formats, short names in brackets."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import records

from llmprimer.importing.drafting.abbreviations import abbreviates, abbreviates_beginning, abbreviates_end, words_of
from llmprimer.records.titles import clean_title


def listed(*lines: str) -> str:
    return "# Light\n\n## Lamps\n\n" + "\n".join(f"- {line}" for line in lines) + "\n"


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("Modern Lamps.pdf", "Modern Lamps"),
        ("lamps.PDF", "lamps"),
        ("Lamps of Old Rooms..pdf", "Lamps of Old Rooms"),
        ("Which Lamps Burn?.pdf", "Which Lamps Burn?"),
        ("Lamps of Old Rooms - PDF", "Lamps of Old Rooms"),
        ("Lamps of Old Rooms | epub", "Lamps of Old Rooms"),
        ("The Lamps of Rooms (GLOW), pdf", "The Lamps of Rooms (GLOW)"),
        ("Make a .pdf", "Make a .pdf"),
        ("lamps.js", "lamps.js"),
        ("notes/lamps.pdf", "notes/lamps.pdf"),
        ("2101.00001.pdf", "2101.00001.pdf"),
        ("Lamps - PDF", "Lamps - PDF"),
        ("Write your lamps to HTML, PDF", "Write your lamps to HTML, PDF"),
    ],
)
def test_the_ending_of_a_file_is_no_part_of_a_title(title, clean):
    assert clean_title(title) == clean


def test_a_list_of_files_is_a_list_of_titles():
    names = ["Large Lamps - Small Rooms", "glow_lamps", "Dim, Dark and Bright Lamps", "which lamps burn?", "Shades"]
    files = [f"{name}.pdf" for name in names[:4]]
    found = records(listed(*files, f"[ ] {names[4]} .ppt", "read all of it"))
    assert [record["title"] for record in found] == names
    assert "author" not in found[2]


def test_a_file_among_other_items_is_no_work():
    assert records(listed("lamps.pdf", "turn the lamps on", "turn the lamps off", "sleep")) == []


@pytest.mark.parametrize(
    ("printed", "title", "name"),
    [
        ("Glowing Lamp (GLamp)", "Glowing Lamp", "GLamp"),
        ("Large lamp ontology (LLO)", "Large lamp ontology", "LLO"),
        ("Lamp ontology of rooms (LRO)", "Lamp ontology of rooms", "LRO"),
        ("Self-Lighting Lamps (SLL)", "Self-Lighting Lamps", "SLL"),
        ("Large Old Shades for Many Rooms at Night (LOS)", "Large Old Shades for Many Rooms at Night", "LOS"),
        ("LLR (Large Lamps of Rooms)", "Large Lamps of Rooms", "LLR"),
        ("The Long-Term Lamp Experiment (LTLE)", "The Long-Term Lamp Experiment", "LTLE"),
        ("llr (Large Lamps of Rooms)", "Large Lamps of Rooms", "llr"),
        ("rl (Grand Room Lamps)", "Grand Room Lamps", "rl"),
    ],
)
def test_an_abbreviation_of_the_title_is_an_alias(printed, title, name):
    (record, _) = records(
        listed(f"[{printed}](https://a.example.org/1) - Lights.", "[Dusk](https://a.example.org/2) - Dims.")
    )
    assert (record["title"], record["aliases"]) == (title, [name])


@pytest.mark.parametrize(
    "title",
    [
        "A Study of Large Old Lamps (LOL)",
        "Lamps of Rooms and Large Old Rooms (LOR)",
        "Proof of Dim Lamps (XYZ-2016-51)",
        "Large Lamps (of Rooms)",
        "Large Lamps (large)",
        "Large Lamps (LL) in Small Rooms",
        "Lamps (Large and Small)",
        "LR (how lamps light rooms)",
        "GLOW (Rooms of Old Halls)",
        "Large Lamps f(LL)",
    ],
)
def test_other_brackets_stay_in_a_title(title):
    (record, _) = records(listed(f"[{title}](https://a.example.org/1)", "[Dusk](https://a.example.org/2)"))
    assert record["title"] == title


def test_what_a_name_stands_for_in_a_bracket_behind_its_link():
    found = records(
        listed(
            "[LLR](https://a.example.org/1) (Large Lamps of Rooms): Lights every room of a house.",
            "[glr](https://a.example.org/2) (Great Lamps of Rooms)",
            "[DIM](https://a.example.org/3) (for old lamps): Dims them.",
            "[Dusk](https://a.example.org/4) - Lights the evening.",
        )
    )
    assert [(record["title"], record.get("aliases")) for record in found] == [
        ("Large Lamps of Rooms", ["LLR"]),
        ("Great Lamps of Rooms", ["glr"]),
        ("DIM", None),
        ("Dusk", None),
    ]
    assert found[0]["summary"] == "Lights every room of a house."
    assert "summary" not in found[1]


def test_a_description_that_spells_a_name_out_stays_one():
    (record, _) = records(
        listed("[LLR](https://a.example.org/1) - Large Lamps of Rooms.", "[Dusk](https://a.example.org/2)")
    )
    assert (record["title"], record["summary"]) == ("LLR", "Large Lamps of Rooms.")


def test_names_of_two_words_in_brackets_behind_titles_of_a_list():
    works = [
        ("Large Lamps for Small Rooms", "Dim GLOW"),
        ("Shades of Lamps at Dawn", "x51"),
        ("Light in Very Deep Rooms", "Deep DIM 2"),
    ]
    lines = [f"[{title} ({name})](https://a.example.org/{n})" for n, (title, name) in enumerate(works)]
    found = records(listed(*lines, "[Lamps of the Far East (Old and New)](https://a.example.org/4)"))
    assert [(record["title"], record.get("aliases")) for record in found[:3]] == [(t, [n]) for t, n in works]
    assert found[3]["title"] == "Lamps of the Far East (Old and New)"


@pytest.mark.parametrize(
    ("name", "title", "whole", "beginning", "end"),
    [
        ("LL", "Large Lamps", True, False, False),
        ("LaLamps", "Large Lamps", True, False, False),
        ("LoN", "Lamps of the Night", True, False, False),
        ("LN", "Lamps of the Night", True, False, False),
        ("LLs", "A Study of Large Lamps", False, False, True),
        ("LSR", "Large Small Rooms at Night in Winter", False, True, False),
        ("LS", "Large Small Rooms at Night", False, False, False),
        ("XL", "Large Lamps", False, False, False),
        ("", "Large Lamps", False, False, False),
        ("LL", "", False, False, False),
    ],
)
def test_what_a_name_abbreviates(name, title, whole, beginning, end):
    words = words_of(title)
    found = (abbreviates(name, words), abbreviates_beginning(name, words), abbreviates_end(name, words))
    assert found == (whole, beginning, end)


def test_a_meeting_behind_a_comma_in_the_text_of_a_link():
    found = records(
        listed(
            "[Lamps, Shades, and Light for Rooms of Old Halls, GLOW'18](https://a.example.org/1)",
            "[A Study of Large Lamps, DIM Access'17](https://a.example.org/2)",
            "[Lamps of the Old Halls, Summer of '68](https://a.example.org/3)",
            "[Old Lamps, GLOW'18](https://a.example.org/4)",
        )
    )
    assert [(record["title"], record.get("container_title")) for record in found] == [
        ("Lamps, Shades, and Light for Rooms of Old Halls", "GLOW"),
        ("A Study of Large Lamps", "DIM Access"),
        ("Lamps of the Old Halls, Summer of '68", None),
        ("Old Lamps, GLOW'18", None),
    ]


def test_a_citation_with_semicolons_and_a_year_behind_a_stop_as_the_text_of_a_link():
    (record, _) = records(
        listed(
            "[Stern, A.; Lind, B.; Roe, C. Survey of Large Lamps. arXiv:2002.00001 [cs] 2020.](https://arxiv.org/abs/2002.00001)",
            "[Dusk](https://a.example.org/2)",
        )
    )
    assert record["title"] == "Survey of Large Lamps"
    assert [name["family"] for name in record["author"]] == ["Stern", "Lind", "Roe"]


def test_a_bold_name_and_small_letters_before_authors_with_others():
    works = [
        ("GLOW", "Large Lamps for Small Rooms", "Stern"),
        ("DIM", "one-shot shade-aware lamps for rooms at night", "Lind"),
        ("LUX", "Light at Home and Abroad", "Roe"),
    ]
    lines = [f"**{name}**: {title}, *{who} et al.* [[pdf](https://a.example.org/{name})]" for name, title, who in works]
    found = records(listed(*lines))
    assert [record["title"] for record in found] == [f"{name}: {title}" for name, title, _ in works]
    assert [record["author"][0]["family"] for record in found] == [who for _, _, who in works]


def test_what_bold_tools_do_stays_their_description():
    names = ["lampfind", "lampoff", "lampon"]
    lines = [
        f"**{name}**: finds lamps in rooms of halls, *Stern et al.* [[pdf](https://a.example.org/{name})]"
        for name in names
    ]
    assert [record["title"] for record in records(listed(*lines))] == names


ORGANIZATIONS = ("Lumen", "Harbour Lab", "Dim Research", "Lyre AI", "University of Light", "Shade Lab, Lumen")


def test_organizations_in_brackets_behind_most_titles_of_a_list():
    lines = "".join(
        f"- [Lamp {'ABCDEF'[n]} ({name})](https://a.example.org/{n})\n" for n, name in enumerate(ORGANIZATIONS)
    )
    found = records(f"# Light\n\n## Lamps\n\n{lines}")
    assert [(r["title"], r["organizations"]) for r in found] == [
        (f"Lamp {'ABCDEF'[n]}", [name]) for n, name in enumerate(ORGANIZATIONS)
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("Lumen", "Dim", "Shade", "Halo", "Harbour Lab", "Glow"),  # one alone is no habit
        ("Research", "Group of two", "Lab", "network of halls", "Research", "Community"),
        ("Harbour Lab", "Dim Research", "Shade Lab", "second edition", "Part One", "with Shades"),
    ],
)
def test_other_brackets_behind_titles_stay(names):
    titles = [f"Lamps of Room {'ABCDEF'[n]} ({name})" for n, name in enumerate(names)]
    lines = "".join(f"- [{title}](https://a.example.org/{n})\n" for n, title in enumerate(titles))
    assert [r["title"] for r in records(f"# Light\n\n## Lamps\n\n{lines}")] == titles


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ('How Good are Lamps?."', "How Good are Lamps?"),
        ("Understanding of Lamps (", "Understanding of Lamps"),
        ('Who Said "Lamps?"', 'Who Said "Lamps?"'),
        ("Lamps (of Rooms)", "Lamps (of Rooms)"),
    ],
)
def test_marks_that_a_title_left_behind(printed, title):
    assert clean_title(printed) == title


@pytest.mark.parametrize("behind", ["", ".", ". CHI 2020."])
def test_a_short_subtitle_behind_a_question(behind):
    (found,) = records(
        listed(f"Do Lamps Glow at Night? A Theoretical Analysis{behind} [[pdf]](https://a.example.org/1)")
    )
    assert found["title"] == "Do Lamps Glow at Night? A Theoretical Analysis"
    (found,) = records(listed("Do Lamps Glow at Night? Light Letters [[pdf]](https://a.example.org/1)"))
    assert found["title"] == "Do Lamps Glow at Night?"
