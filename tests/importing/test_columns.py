"""Lists whose lines share their separators: what each column holds is told by its content over all the lines."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

BOOKS = [
    ("Light at Home", "Jane Stern", "1971"),
    ("Lamps, and Other Lights", "Peter Lind", "1988"),
    ("1984", "Anna Roe", "1990"),
    ("The Word for Light is Shade", "Robert B. Holm", "2004"),
    ("Glow", "David Park", "2011"),
    ("Good Lamps: A Short History", "Maria Lind and Thomas Roe", "2019"),
]
FORMS = {
    "dashes": "- {0} - {1}",
    "commas": "- {0}, {1}, {2}",
    "pipes": "- {0} | {1} | {2}",
    "slashes": "* {0} / {1} / {2}",
    "long dashes after italics": "1. _{0}_ -- {1}",
    "by": "* {0} by {1}",
    "people first": "- {1} - {0}",
    "people in brackets": "- {0} ({1}, {2})",
    "the line below": "- {0}\n  : {1}, {2}\n",
    "paragraphs": "{0} - {1}\n",
    "lines": "{0} - {1}",
    "a tag in code": "- {0} - {1} `again`",
}


def found(text: str, name: str = "list.md") -> list[tuple[object, object, object]]:
    """Title, family name of the first author, and date of each record."""
    return [
        (d.fields.get("title"), (d.fields.get("author") or [{}])[0].get("family"), d.fields.get("issued"))
        for d in read(text, name).drafts
    ]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_columns_of_lines_are_told_by_their_content(form: str) -> None:
    text = "# Books\n\n" + "\n".join(form.format(*book) for book in BOOKS) + "\n"
    expected = [
        (title, people.split(" and ", maxsplit=1)[0].split()[-1], year if "{2}" in form else None)
        for title, people, year in BOOKS
    ]
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. 灯的历史：从火到光，余明，2008\n1. 家里的光，凯文·斯特恩，2011\n1. 夜与灯，王小光\n1. 光影，罗伯特·林德，1999\n",
            [
                ("灯的历史：从火到光", "余", "2008"),
                ("家里的光", "斯特恩", "2011"),
                ("夜与灯", "王", None),
                ("光影", "林德", "1999"),
            ],
        ),
        (
            "- 《灯的历史》 余明\n- 《家里的光》 凯文·斯特恩\n- 《夜与灯》 王小光\n- 《光影》 罗伯特·林德\n",
            [("灯的历史", "余", None), ("家里的光", "斯特恩", None), ("夜与灯", "王", None), ("光影", "林德", None)],
        ),
        (
            "- Анна Штерн — Свет в доме\n- Иван Линд — Лампа\n- Пётр Роэ — Тени и огни\n- Мария Хольм — Ночь\n",
            [
                ("Свет в доме", "Штерн", None),
                ("Лампа", "Линд", None),
                ("Тени и огни", "Роэ", None),
                ("Ночь", "Хольм", None),
            ],
        ),
        (
            "- Anna Stern: Das Licht\n- Hans Lind: Die Lampe\n- Karl Roe: Schatten im Haus\n- Otto Holm: Nacht\n",
            [
                ("Das Licht", "Stern", None),
                ("Die Lampe", "Lind", None),
                ("Schatten im Haus", "Roe", None),
                ("Nacht", "Holm", None),
            ],
        ),
    ],
    ids=["Chinese with commas", "Chinese with quotes", "Russian", "German with colons"],
)
def test_columns_in_other_languages(text: str, expected: list[tuple[object, object, object]]) -> None:
    assert found(f"# List\n\n{text}") == expected


def test_tables_without_known_heads() -> None:
    rows = "".join(f"| {n} | {people} | {title} | {year} |\n" for n, (title, people, year) in enumerate(BOOKS))
    expected = [(title, people.split(" and ", maxsplit=1)[0].split()[-1], year) for title, people, year in BOOKS]
    assert found(f"| # | Who | What | Y |\n|---|---|---|---|\n{rows}") == expected
    assert found(f"| | | | |\n|---|---|---|---|\n{rows}") == expected


def test_a_file_of_separated_values_without_a_head() -> None:
    text = "".join(f"{year}\t{people}\t{title}\n" for title, people, year in BOOKS)
    expected = [(title, people.split(" and ", maxsplit=1)[0].split()[-1], year) for title, people, year in BOOKS]
    assert found(text, "list.tsv") == expected


def test_a_column_of_publishers() -> None:
    reading = read("".join(f"- {t} / {p} / Lamp Press\n" for t, p, _ in BOOKS), "list.md")
    assert [draft.fields.get("publisher") for draft in reading.drafts] == ["Lamp Press"] * len(BOOKS)


def test_words_beside_addresses_of_repositories() -> None:
    text = "".join(
        f"- https://github.com/lamps/{name} [{words}]\n"
        for name, words in [
            ("glow", "Switches lamps on and off"),
            ("shade", "A library for shadows"),
            ("wick", "Small tools for candles"),
            ("bulb", "Counts all the bulbs, twice"),
        ]
    )
    drafts = read(f"# Tools\n\n{text}", "list.md").drafts
    assert [(d.fields["title"], d.fields["summary"]) for d in drafts][::3] == [
        ("glow", "Switches lamps on and off"),
        ("bulb", "Counts all the bulbs, twice"),
    ]


def test_title_remark_and_address() -> None:
    text = "".join(f"* Lamp {n} - Remarks on the lamp number {n} - https://lamps.example.org/{n}\n" for n in range(5))
    draft = read(f"# Lamps\n\n{text}", "list.md").drafts[3]
    assert draft.fields == {
        "title": "Lamp 3",
        "summary": "Remarks on the lamp number 3",
        "url": "https://lamps.example.org/3",
    }


@pytest.mark.parametrize(
    "text",
    [
        "* :camera: Multi-view Images\n* :gem: Polygonal Mesh\n* :pill: Point Cloud\n* :die: Volumetric Grid\n",
        "- Server: nc -l 80\n- Client: nc 10.0.0.1\n- Host: ssh me\n- Port: 22 or 2222\n",
        "- Light, shade\n- Night, day\n- Lamps, candles\n- Bulbs, wicks\n",
    ],
    ids=["a legend", "commands", "words"],
)
def test_lines_that_name_nobody_are_no_works(text: str) -> None:
    assert read(f"# Notes\n\n{text}", "list.md").drafts == []


def test_the_day_on_which_a_book_was_read_is_not_its_date() -> None:
    text = "| Title | Author | Date read |\n|---|---|---|\n" + "".join(
        f"| {t} | {p} | 2024/03/1{len(t) % 9} |\n" for t, p, _ in BOOKS
    )
    assert [issued for _, _, issued in found(text)] == [None] * len(BOOKS)


def test_a_title_in_a_table_with_authors_is_no_citation() -> None:
    rows = "| The Scar, Iron Council, King Rat | Anna Lind |\n| Light | Peter Roe |\n"
    assert found(f"| Title | Author |\n|---|---|\n{rows}")[0] == ("The Scar, Iron Council, King Rat", "Lind", None)


def test_people_and_titles_within_links() -> None:
    linked = "".join(f"- [{p} - {t}](https://books.example.org/{n})\n" for n, (t, p, _) in enumerate(BOOKS))
    assert [people for _, people, _ in found(f"# Books\n\n{linked}")] == [
        "Stern",
        "Lind",
        "Roe",
        "Holm",
        "Park",
        "Lind",
    ]
    both = "".join(
        f"- [{p}](https://people.example.org/{n}) - [{t}](https://books.example.org/{n})\n"
        for n, (t, p, _) in enumerate(BOOKS)
    )
    drafts = read(f"# Books\n\n{both}", "list.md").drafts
    assert [(d.fields["title"], d.fields["url"]) for d in drafts] == [
        (title, f"https://books.example.org/{n}") for n, (title, _, _) in enumerate(BOOKS)
    ]


def test_a_single_line_elsewhere_has_the_form_of_the_list() -> None:
    text = "".join(f"- {t} {volume} - {p}\n" for volume in ("I", "II") for t, p, _ in BOOKS)
    more = "# More\n\nI liked these a lot.\n\nThe Wick - Jane Holm\n\nGlass and more - not read yet\n"
    assert found(f"# Books\n\n{text}\n{more}")[-1] == ("The Wick", "Holm", None)


def test_a_sentence_below_a_title_is_about_it() -> None:
    text = "".join(f"{t} - {p}\\\nA good book on the matter.\n\n" for t, p, _ in BOOKS)
    drafts = read(f"# Books\n\n{text}", "list.md").drafts
    assert [d.fields.get("summary") for d in drafts] == ["A good book on the matter."] * len(BOOKS)


def test_the_title_in_the_original_language() -> None:
    text = "".join(
        f"1. {title}，{original}，{people}，2010\n"
        for title, original, people in [
            ("家里的光", "The Light at Home", "Jane Stern"),
            ("灯的历史", "A History of Lamps", "Peter Lind"),
            ("夜与灯", "By Night and Lamp", "TOBY STERN"),
            ("光影之间", "Between Light and Shade", "David Park"),
        ]
    )
    drafts = read(f"# Books\n\n{text}", "list.md").drafts
    assert [(d.fields["title"], d.fields["aliases"], d.fields["author"][0]["family"]) for d in drafts][2:] == [
        ("夜与灯", ["By Night and Lamp"], "Stern"),
        ("光影之间", ["Between Light and Shade"], "Park"),
    ]


def test_words_that_many_links_share_are_labels() -> None:
    text = "".join(
        f"- A long title of a paper on the light of lamp number {n} in houses — https://lamps.example.org/{n} [⌲ relay](https://relay.example.org/{n})\n"
        for n in range(6)
    )
    draft = read(f"# Papers\n\n{text}", "list.md").drafts[4]
    assert draft.fields == {
        "title": "A long title of a paper on the light of lamp number 4 in houses",
        "url": "https://lamps.example.org/4",
    }
    assert draft.links == (("relay", "https://relay.example.org/4"),)


def test_the_page_of_a_work_comes_before_its_pdf_on_the_same_site() -> None:
    site = "https://lamps.example.org/view"
    text = f"1. Lamps at Home | [link]({site}/1), [pdf]({site}/1/2)\n2. Lamps at Work | [link](https://x.example.org/), [pdf]({site}/1/3)\n"
    one, other = read(f"# Papers\n\n{text}", "list.md").drafts
    assert (one.fields["url"], one.links) == (f"{site}/1", (("pdf", f"{site}/1/2"),))
    assert other.fields["url"] == f"{site}/1/3"


def test_towns_are_no_people() -> None:
    towns = ["Leuven", "Ann Arbor", "Dublin", "Oakland", "Leuven", "Dublin"]
    text = "".join(f"- Lamp Shop {n} - {town}\n" for n, town in enumerate(towns))
    assert read(f"# Shops\n\n{text}", "list.md").drafts == []


def test_further_colons_belong_to_the_title() -> None:
    text = "".join(f"- {p}: *{t}: A Short Guide*\n" for t, p, _ in BOOKS[:4])
    assert found(f"# Books\n\n{text}")[0] == ("Light at Home: A Short Guide", "Stern", None)
    linked = "".join(
        f"{p}: *[{t}: A Short Guide](https://books.example.org/{n})*.\n\n" for n, (t, p, _) in enumerate(BOOKS[:4])
    )
    assert found(f"# Books\n\n{linked}")[0] == ("Light at Home: A Short Guide", "Stern", None)


def test_the_link_of_a_citation_is_on_its_title() -> None:
    text = "".join(
        f"Stern A, Lind B ({2010 + n}) [Lamps in the Light of Houses {n}](https://doi.org/10.1000/{n}). *Journal of Lamps* {n}(9): {n}02.\n\n"
        for n in range(6)
    )
    assert [title for title, _, _ in found(f"# Papers\n\n{text}")] == [
        f"Lamps in the Light of Houses {n}" for n in range(6)
    ]


def test_a_column_of_people_and_one_of_remarks_beside_titles() -> None:
    rows = "".join(f"| {t} | {p} | Words about the book {n} |\n" for n, (t, p, _) in enumerate(BOOKS))
    drafts = read(f"| Book | Whose | My take |\n|---|---|---|\n{rows}", "list.md").drafts
    assert [(d.fields["author"][-1]["family"], d.fields["summary"]) for d in drafts][-1] == (
        "Roe",
        "Words about the book 5",
    )
