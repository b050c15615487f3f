"""Lists of paragraphs, of people and meetings, and lines whose title has its publication within it."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import authors, records

from llmprimer.importing.formats.markdown import read
from llmprimer.records.citing import cite
from llmprimer.records.people_lists import leading_people, people_in

PARAGRAPHS = """# Light

## Lamps

[LUX][DIM] Stern, A., & Lind, B. (2019). [On lamps in small rooms](https://a.example.org/1). Annals of Light, 3(4), 15-19.

- **keywords**: lamps, rooms
- **memo**: Shows how lamps light small rooms.

Roe C, Stern A, Lind B (2021) [Lamps in very large halls](https://a.example.org/2). *Light Letters* 8(9): e10.

  * [GitHub Repository](https://github.com/a/lamps)

Doe et al. [How lamps fail at night](https://a.example.org/3). *Light* (2020).

Lind, B., Roe, C. [Shades for every lamp](https://a.example.org/4).

Roe, C., & Doe, D. (2018). [Lamps at sea and on land](https://a.example.org/5).

Doe, D., & Roe, C. (2017). [Lamps in the hills](https://a.example.org/6).

Stern, A., & Doe, D. (2016). [Lamps of old halls](https://a.example.org/8).

Ada Stern, [Lamps of the town](https://a.example.org/7).
"""


def test_paragraphs_that_are_citations_with_a_linked_title():
    found = records(PARAGRAPHS)
    assert [(r["title"], authors(r)[0]) for r in found] == [
        ("On lamps in small rooms", "A. Stern"),
        ("Lamps in very large halls", "C. Roe"),
        ("How lamps fail at night", "Doe"),
        ("Shades for every lamp", "B. Lind"),
        ("Lamps at sea and on land", "C. Roe"),
        ("Lamps in the hills", "D. Doe"),
        ("Lamps of old halls", "A. Stern"),
        ("Lamps of the town", "Ada Stern"),
    ]


def test_the_items_below_such_a_paragraph_are_about_it():
    first, second = records(PARAGRAPHS)[:2]
    assert first["keywords"][-2:] == ["lamps", "rooms"]
    assert first["summary"] == "Shows how lamps light small rooms"
    assert second["links"] == [{"type": "code", "url": "https://github.com/a/lamps"}]


def test_a_sentence_with_a_name_and_a_link_is_no_entry():
    text = "# Light\n\n## Lamps\n\nAda Stern and Bo Lind wrote a lot about [lamps in small rooms](https://a.example.org/1) last year.\n"
    assert records(text) == []


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("Lamp Researchers", ["[Ada Stern](https://ada.example.org), Light University", "[Bo Lind](https://bo.example.org)"]),
        ("Conferences & Workshops", ["The Workshop on Lamps [[website]](https://a.example.org)", "[Conference on Light](https://b.example.org)"]),
        ("Related Repositories", ["[awesome-lamps](https://github.com/a/awesome-lamps)"]),
        ("Other Related Awesome Lists", ["[awesome-light](https://github.com/a/awesome-light)"]),
    ],
)  # fmt: skip
def test_people_meetings_and_other_lists_are_no_works(heading, items):
    text = f"# Light\n\n## {heading}\n\n" + "".join(f"- {item}\n" for item in items)
    reading = read(text, "")
    assert reading.drafts == []
    assert [leftover.line for leftover in reading.leftovers if leftover.line > 4] == [5 + n for n in range(len(items))]


def test_works_stay_works_under_such_headings():
    text = (
        "# Light\n\n## Researchers\n\n- [The Lamp Handbook](https://a.example.org/1)\n\n"
        "## Workshops\n\n- [Lamps at Home](https://a.example.org/2)\n\n## Related Work\n\n- [Old Lamps](https://a.example.org/3)\n"
    )
    assert [r["title"] for r in records(text)] == ["The Lamp Handbook", "Lamps at Home", "Old Lamps"]


def test_pictures_as_links_in_a_table_leave_the_title_to_the_first_column():
    text = (
        "# Light\n\n## Data\n\n| Dataset | Links | Domain |\n|---|---|---|\n"
        "| LampQA (Stern et al., 2021) | [📄](https://arxiv.org/abs/2104.00001) [💻](https://github.com/a/lamp) | rooms |\n"
        "| GlowBase (Lind et al., 2019) | [📄](https://arxiv.org/abs/1904.00002) | halls |\n"
    )
    assert [(r["title"], authors(r)[0], str(r["issued"])) for r in records(text)] == [
        ("LampQA", "Stern", "2021"),
        ("GlowBase", "Lind", "2019"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('GlowNET: "Lamps That Burn at Night" CVPR.', "Lamps That Burn at Night"),
        ('GN:"Lamps That Burn at Night" CHI 2020', "Lamps That Burn at Night"),
        ('DaGlowRPN: "Lamps That Burn at Night"', "Lamps That Burn at Night"),
    ],
)
def test_a_short_name_before_a_quoted_title_is_nobody(text, title):
    cited = cite(text, sure=True)
    assert (cited.title, cited.authors) == (title, [])


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Stern, Ada, editor. Lamps and Light at Home. Lamp Press, 2015.", ["Stern"]),
        ("Stern, Ada, and Bo Lind, editors. Lamps and Light at Home. Lamp Press, 2015.", ["Stern", "Lind"]),
        ("Stern, Ada, et al., editors. Lamps and Light at Home. Lamp Press, 2015.", ["Stern"]),
    ],
)
def test_editors_of_a_book(text, families):
    cited = cite(text, sure=True)
    assert (cited.title, [name["family"] for name in cited.fields["editor"]]) == ("Lamps and Light at Home", families)
    assert not cited.authors


def test_names_with_y_within_them():
    people = people_in("Ada Stern y Lindt, Bo Roe, and Cy Doe")
    assert people is not None
    assert [name["family"] for name in people.names] == ["Lindt", "Roe", "Doe"]
    others = people_in("Cy Doe, Ada Stern y Lindt, Bo E. Roe et al.")
    assert others is not None
    assert [name["family"] for name in others.names] == ["Doe", "Lindt", "Roe"]
    joined = people_in("Ada Stern y Bo Lind")
    assert joined is not None
    assert [name["family"] for name in joined.names] == ["Stern", "Lind"]


def test_a_year_within_brackets_does_not_end_the_people():
    leading = leading_people("by Ada Stern (University of Light, 2022)")
    assert leading is not None
    assert leading[0].names == [{"family": "Stern", "given": "Ada"}]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Lamps over Small Rooms. 2019-05", "Lamps over Small Rooms"),
        ("Lamps over Small Rooms. CVPR 2020. 2020-04-18", "Lamps over Small Rooms"),
        ("Lamps over Small Rooms. IEEE Intelligent Systems 2018.", "Lamps over Small Rooms"),
        ("Lamps over Small Rooms. A Study", "Lamps over Small Rooms. A Study"),
    ],
)
def test_a_date_or_publication_as_the_last_sentence_of_a_link(text, title):
    assert records(f"# Light\n\n## Lamps\n\n- [{text}](https://a.example.org/1)\n")[0]["title"] == title


def test_meeting_and_year_with_hyphens_before_a_title():
    text = "# Light\n\n## Lamps\n\n- 14-NSDI-Glow: Fast Lamps\n- 18-SIGCOMM-Lamps for Halls\n\n## Shades\n\n- 21-SOSP-Shades in Rooms\n"
    assert [(r["title"], str(r["issued"])) for r in records(text)] == [
        ("Glow: Fast Lamps", "2014"),
        ("Lamps for Halls", "2018"),
        ("Shades in Rooms", "2021"),
    ]


ADJOINING = ("Large Lamps for Small Rooms", "**GLOW**: Wide Halls and Lamps", "Lamps over Stairs", "**Steady Lamps**")


@pytest.mark.parametrize("meeting", ["CHI 2020", "CHI'20", "CHI’20", "Workshop@CHI'20"])
@pytest.mark.parametrize("box", ["", "[ ] ", "[x] "])
def test_meeting_and_year_with_nothing_but_a_space_before_a_title(meeting, box):
    lines = "".join(
        f"- {box}{meeting} {title} [[Paper](https://a.example.org/{n}.pdf)] [Code]\n"
        for n, title in enumerate(ADJOINING)
    )
    found = records(f"# Light\n\n## Lamps\n\n{lines}")
    assert [(r["title"].removeprefix("GLOW"), r["issued"]) for r in found][::2] == [
        (title, "2020") for title in ADJOINING[::2]
    ]
    assert found[3]["title"] == "Steady Lamps"
    assert {r["container_title"] for r in found} == {meeting.rpartition(" ")[0] or meeting[:-3]}


def test_tasks_that_are_called_like_a_meeting_keep_its_name():
    titles = [*(f"SemLamp 2020 Task {n}: Seeing Lamps" for n in range(1, 4)), *(f"Lamps for {n} Rooms" for n in "abcd")]
    lines = "".join(f"- {title} [[Paper](https://a.example.org/{n})]\n" for n, title in enumerate(titles))
    assert [r["title"] for r in records(f"# Light\n\n## Lamps\n\n{lines}")] == titles


def test_short_labels_below_a_work_are_its_links():
    text = (
        "# Light\n\n## Lamps\n\n- [Glow: A Lamp for Rooms](https://a.example.org)\n  - [YouTube Introduction](https://youtu.be/abc)\n"
        "  - [Whitepaper](https://a.example.org/white)\n  - [Community Chat](https://discord.example.org)\n"
    )
    assert [r["title"] for r in records(text)] == ["Glow: A Lamp for Rooms"]


def test_comments_of_bibtex_within_markdown():
    entry = "@book{{lamp{n},\n  title={{Lamps at Home {n}}},\n  author={{Stern, Ada}},\n  comment={{A history of lamps.}}\n}}\n% See also another work about lamps {n}\n% \\url{{https://a.example.org/{n}}}\n\n"
    reading = read("# Light\n\n## Lamps\n\n" + "".join(entry.format(n=n) for n in range(1, 4)), "")
    assert [draft.fields["summary"] for draft in reading.drafts] == ["A history of lamps."] * 3
    assert sum(leftover.text.startswith("%") for leftover in reading.leftovers) == 6
