"""Tables with more than one work in a row, with citations, and with lists in their cells."""

from __future__ import annotations

import pytest

from importing.test_line_contents import records
from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft


def drafts(text: str, name: str = "list.md") -> list[Draft]:
    return read(text, name).drafts


def titles(text: str, name: str = "list.md") -> list[str]:
    return [draft.title for draft in drafts(text, name)]


def families(draft: Draft) -> list[str]:
    return [name.get("family", name.get("literal", "")) for name in draft.fields.get("author", ())]


BOOKS = "title,author\nLight,Ada Stern\nShade,Bo Lind\nGlow,Roe\nLamps,Eva Holm\nDusk,Park\n"


@pytest.mark.parametrize(
    ("cell", "family"),
    [
        ("ada stern", "Stern"),
        ("Ada stern", "Stern"),
        ("stern", "Stern"),
        ("a.b. stern", "Stern"),
        ("ada van stern", "Stern"),
        ("ada stern and bo lind", "Stern"),
    ],
)
def test_persons_in_a_column_of_authors_may_have_small_letters(cell: str, family: str) -> None:
    assert families(drafts(f"{BOOKS}Dawn,{cell}\n", "books.csv")[-1])[0] == family


@pytest.mark.parametrize("cell", ["various", "unknown", "see link", "the team", "me", "12 people"])
def test_other_words_in_a_column_of_authors_are_nobody(cell: str) -> None:
    assert "author" not in drafts(f"{BOOKS}Dawn,{cell}\n", "books.csv")[-1].fields


def test_small_letters_in_a_column_of_authors_count_only_beside_names() -> None:
    rows = "".join(f"Light {n},lamp finder\n" for n in range(6))
    assert all("author" not in draft.fields for draft in drafts(f"title,author\n{rows}", "books.csv"))


CITED = [
    ("LR I", "Stern, A.", "Large Rooms. 1: Their Lamps", "Lumen Press, 1938"),
    ("GL", "Lind, B., and E. Holm, editors.", "Das Gute Licht", "Lumen Press, 1951"),
    ("Roe, Shade", "Roe, C.", "Shade and Its Uses. A Survey of Old Houses", "Glow Press, 1972"),
    ("LW", "", "Lamp Week", "1980"),
    ("Dusk", "Park, D., et al.", "Dusk in Four Towns", "Lumen Press, 1990"),
]


def test_a_short_name_beside_a_whole_citation_is_an_alias() -> None:
    rows = "".join(
        f'<tbody><tr><td><a href="https://glow.example.org/{n}">{short}</a></td><td>{who} <i>{title}</i>. {where}.</td></tr></tbody>\n'
        for n, (short, who, title, where) in enumerate(CITED)
    )
    found = drafts(
        f"<html><body><table><tr><th>Name</th><th>Entry</th></tr>{rows}</table></body></html>".replace("Name", "Sign"),
        "list.html",
    )
    assert [draft.title for draft in found] == [title for _, _, title, _ in CITED]
    assert [draft.fields["aliases"] for draft in found] == [[short] for short, *_ in CITED]
    assert families(found[0]) == ["Stern"]
    assert found[1].fields["editor"][1]["family"] == "Holm"
    assert [draft.fields["url"] for draft in found] == [f"https://glow.example.org/{n}" for n in range(5)]


def test_a_tool_stays_the_work_beside_its_citation() -> None:
    rows = "".join(
        f"| [lampfind{n}](https://github.com/stern/lampfind{n}) | {who or 'Roe, C.'} *{title}*. {where}. |\n"
        for n, (_, who, title, where) in enumerate(CITED)
    )
    assert titles(f"| Tool | Citation |\n|---|---|\n{rows}") == [f"lampfind{n}" for n in range(5)]


def week(n: int, items: str) -> str:
    return (
        f"<tr><td><b>Week {n}</b></td><td><strong>Lamps {n}</strong><p>Lecturers: Ada Stern, Bo Lind, Eva Holm</p>"
        f'<p>[<a href="https://glow.example.org/slides{n}">Slides</a>]</p>\n<ul>{items}</ul></td></tr>\n'
    )


@pytest.mark.parametrize(
    "form",
    [
        '<li>{who} ({year}) "{title}" <a href="https://arxiv.org/abs/{year}.0000{n}">https://arxiv.org/abs/{year}.0000{n}</a></li>\n',
        '<li>{who}. "<a href="https://arxiv.org/abs/{year}.0000{n}">{title}</a>". Lamp Week ({year}).</li>\n',
        '<li><a href="https://arxiv.org/abs/{year}.0000{n}">{title}</a></li>\n',
    ],
)
def test_lists_of_works_within_cells(form: str) -> None:
    works = [("Roe et al.", f"Large Lamps for Small Rooms {n}", 2013 + n) for n in range(6)]
    items = [form.format(who=who, title=title, year=year, n=n + 1) for n, (who, title, year) in enumerate(works)]
    weeks = "".join(week(n, "".join(items[2 * n : 2 * n + 2])) for n in range(3))
    found = drafts(f"# Seminar\n\n<table>\n<tr><th>Date</th><th>Description</th></tr>\n{weeks}</table>\n")
    assert [draft.title for draft in found] == [title for _, title, _ in works]
    assert all(families(draft) == (["Roe"] if "who" in form else []) for draft in found)


def test_lines_of_a_cell_that_are_works() -> None:
    rows = "".join(
        f"| Week {n} | [Large Lamps for Rooms {n}](https://glow.example.org/a{n})<br>[Small Lamps for Halls {n}](https://glow.example.org/b{n}) |\n"
        for n in range(4)
    )
    found = titles(f"# Seminar\n\n| When | What to read |\n|---|---|\n{rows}")
    assert found == [f"{size} {n}" for n in range(4) for size in ("Large Lamps for Rooms", "Small Lamps for Halls")]


@pytest.mark.parametrize(
    "cell",
    [
        "[Pages of the lamp {n}](https://glow.example.org/a{n})<br>[Source of the lamp {n}](https://glow.example.org/b{n})"
    ],
)
def test_links_in_a_list_beside_a_title_are_of_this_work(cell: str) -> None:
    rows = "".join(f"| Lampfind Number {n} | {cell.format(n=n)} |\n" for n in range(4))
    assert len(titles(f"# Tools\n\n| Project | See |\n|---|---|\n{rows}")) == 4


READ = [
    ("Mon, 8/15", "Welcome to the course", "N/A"),
    ("Wed, 8/17", "[Large Lamps for Rooms](https://arxiv.org/abs/2001.00001) (Ada presents)", "N/A"),
    (
        "Mon, 8/22",
        "[Small Lamps for Halls](https://arxiv.org/abs/2001.00002)",
        "[Shades of Old Houses](https://glow.example.org/shades)",
    ),
    (
        "Wed, 8/24",
        "[Lamps that Find People](https://arxiv.org/abs/2001.00003)",
        "[On the Use of Windows](https://glow.example.org/windows)",
    ),
    (
        "Mon, 8/29",
        "[Light as a Language](https://arxiv.org/abs/2001.00004)",
        "[A House without Lamps](https://arxiv.org/abs/2001.00005)",
    ),
]


@pytest.mark.parametrize(
    "heads", [("Date", "Group A Paper", "Group B Paper"), ("When", "Required", "Further"), ("Date", "Paper", "Article")]
)
def test_linked_titles_in_several_columns_are_works_of_their_own(heads: tuple[str, str, str]) -> None:
    table = "".join(f"| {' | '.join(row)} |\n" for row in READ)
    found = drafts(f"# Course\n\n| {' | '.join(heads)} |\n|---|---|---|\n{table}")
    assert [draft.title for draft in found] == [
        "Large Lamps for Rooms",
        "Small Lamps for Halls",
        "Shades of Old Houses",
        "Lamps that Find People",
        "On the Use of Windows",
        "Light as a Language",
        "A House without Lamps",
    ]
    assert all("summary" not in draft.fields and "organizations" not in draft.fields for draft in found)


@pytest.mark.parametrize("head", ["Slides", "Talk", "Video", "Notes", "Author", "Code"])
def test_a_head_says_what_else_a_column_of_links_has(head: str) -> None:
    table = "".join(f"| {' | '.join(row)} |\n" for row in READ[2:])
    found = titles(f"# Course\n\n| Date | Paper | {head} |\n|---|---|---|\n{table}")
    assert found == ["Small Lamps for Halls", "Lamps that Find People", "Light as a Language"]


def test_a_label_in_a_column_of_links_is_no_title() -> None:
    rows = [("Lampfind", "Besuch"), ("Great Lamps", "Hier lesen"), ("Glow", "Start")]
    text = "".join(
        f"| {name} | Lumen | [{label}](https://glow.example.org/{n}) |\n" for n, (name, label) in enumerate(rows)
    )
    assert titles(f"# Courses\n\n| Course | From | Link |\n|---|---|---|\n{text}") == [name for name, _ in rows]


def test_a_title_in_a_column_of_links_is_one() -> None:
    text = "".join(f"| {n} | Lumen | [Large Lamps of Rooms {n}](https://glow.example.org/{n}) |\n" for n in range(3))
    assert titles(f"# Papers\n\n| No | From | Link |\n|---|---|---|\n{text}") == [
        f"Large Lamps of Rooms {n}" for n in range(3)
    ]


@pytest.mark.parametrize("nobody", ["Authors TBD", "TBD", "N/A", "NA", "Unknown", "Anonymous", "to be added"])
def test_a_cell_that_says_that_authors_are_not_known_names_nobody(nobody):
    cells = (nobody, "Ada Stern", "Bo Lind, Cy Roe", nobody)
    rows = "".join(f"| Large lamps of {n} rooms | {who} | https://a.example.org/{n} |\n" for n, who in enumerate(cells))
    found = read(f"| Title | Authors | Link |\n|---|---|---|\n{rows}", "a.md").drafts
    assert ["author" in draft.fields for draft in found] == [False, True, True, False]


def test_short_names_in_a_column_of_papers_are_no_titles_beside_a_column_of_titles():
    works = (
        ("GLOW", "Large Lamps of Small Rooms"),
        ("-", "Walking at Night in Towns"),
        ("DIM-2", "The Light of Many Windows"),
    )
    rows = "".join(
        f"|[{name}](https://a.example.org/{n})|**{title}**|ICML 2021|[Github](https://github.com/a/b{n})|\n"
        for n, (name, title) in enumerate(works)
    )
    found = read(f"| Paper | Title | Publication | Code |\n|---|---|---|---|\n{rows}", "a.md").drafts
    assert [(draft.title, draft.fields.get("aliases", [])) for draft in found] == [
        (title, [name] if name != "-" else []) for name, title in works
    ]
    assert [draft.fields["url"] for draft in found] == [f"https://a.example.org/{n}" for n in range(3)]


@pytest.mark.parametrize(("cell", "issued"), [("23/05", "2023-05"), ("07/05", None), ("07/23", None), ("12.04", None)])
def test_two_numbers_are_a_month_of_a_year_only_where_they_can_be_no_day(cell, issued):
    rows = "".join(f"| {cell} | [Large Lamps of Room {n}](https://a.example.org/{n}) |\n" for n in range(4))
    made = read(f"# Lamps\n\n| Date | Paper |\n|---|---|\n{rows}", "a.md").drafts
    assert [draft.fields.get("issued") for draft in made] == [issued] * 4


@pytest.mark.parametrize(
    ("cell", "where", "issued"),
    [
        ("Lamp. Commun.", "Lamp. Commun", None),
        ("Brief. Lampinf.", "Brief. Lampinf", None),
        ("J. Lamp. Inf. Model. 2021", "J. Lamp. Inf. Model", "2021"),
        ("Lamp Letters", "Lamp Letters", None),
    ],
)
def test_the_stops_of_a_publication_in_short_end_no_sentence(cell, where, issued):
    rows = "".join(f"| [Large Lamps of Room {n}](https://a.example.org/{n}) | {cell} |\n" for n in range(4))
    made = read(f"# Lamps\n\n| Paper | Journal |\n|---|---|\n{rows}", "a.md").drafts
    assert [(d.fields.get("container_title"), d.fields.get("issued")) for d in made] == [(where, issued)] * 4


@pytest.mark.parametrize("head", ["Method", "Approach name", "Tool"])
def test_a_column_that_says_the_same_of_many_rows_names_no_works(head):
    ways = (
        "Counting wicks",
        "Counting shades",
        "Counting wicks",
        "Counting wicks",
        "Counting shades",
        "Counting wicks",
    )
    lamps = ("Tall Lamp", "Wide Lamp", "Dim Lamp", "Night Lamp", "Hall Lamp", "Room Lamp")
    rows = "".join(
        f"| {lamp} | Bright | {way} | 198{n} | [Stern 198{n}](https://a.example.org/{n}) |\n"
        for n, (lamp, way) in enumerate(zip(lamps, ways, strict=True))
    )
    made = read(f"# Lamps\n\n| Lamp | Light | {head} | Year | Source |\n|---|---|---|---|---|\n{rows}", "a.md").drafts
    assert [draft.title for draft in made] == list(lamps)
    assert [draft.fields["keywords"] for draft in made] == [[way] for way in ways]


def test_a_column_of_names_that_recur_by_chance_still_names_works():
    names = ("Tall Lamp", "Wide Lamp", "Dim Lamp", "Tall Lamp", "Hall Lamp", "Room Lamp")
    rows = "".join(f"| {name} | [code](https://a.example.org/{n}) |\n" for n, name in enumerate(names))
    made = read(f"# Lamps\n\n| Method | Code |\n|---|---|\n{rows}", "a.md").drafts
    assert [draft.title for draft in made] == list(names)


def test_marked_lines_of_cells_are_works_also_where_most_cells_have_one():
    cells = (
        "<details><summary>Show</summary>• [Night Walks](https://a.example.org/1)<br></details>",
        "<details><summary>Show</summary>• [How the Lamps of Halls Are Made](https://a.example.org/2)<br>"
        "• [Shade Notes](https://a.example.org/3)<br></details>",
        "• [Wicks](https://a.example.org/4)",
        "• [Talk on Lamps](https://a.example.org/5)<br>• [Lamps in Many Small Rooms](https://a.example.org/6)",
        "• [Lamps by Day](https://a.example.org/7)",
    )
    rows = "".join(f"| Lamp {n} | Lumen Works | 201{n} | {cell} |\n" for n, cell in enumerate(cells))
    made = read(f"# Lamps\n\n| Lamp | Maker | Year | Looks |\n|---|---|---|---|\n{rows}", "a.md").drafts
    assert [draft.title for draft in made] == [
        "Night Walks",
        "How the Lamps of Halls Are Made",
        "Shade Notes",
        "Wicks",
        "Talk on Lamps",
        "Lamps in Many Small Rooms",
        "Lamps by Day",
    ]


def test_marked_links_beside_a_titled_link_are_its_own():
    rows = "".join(
        f"| [Large Lamps of Room {n}](https://a.example.org/{n}) | • [code](https://b.example.org/{n})<br>"
        f"• [Talk on the Lamps](https://c.example.org/{n}) |\n"
        for n in range(4)
    )
    made = read(f"# Lamps\n\n| Paper | More |\n|---|---|\n{rows}", "a.md").drafts
    assert [draft.title for draft in made] == [f"Large Lamps of Room {n}" for n in range(4)]


def test_the_site_under_a_head_of_links_is_no_title():
    """Nothing says that the first column has titles, but its cells are named, and the sites are where they are."""
    rows = "".join(
        f"| **Lamp {word}** | Light for rooms with {n} walls | [lamp{n}.example.org](https://lamp{n}.example.org) |\n"
        for n, word in enumerate(("Protocol", "Manifest", "Mark"))
    )
    found = records(f"# List\n\n| Standard | Purpose | Link |\n| --- | --- | --- |\n{rows}")
    assert [one["title"] for one in found] == ["Lamp Protocol", "Lamp Manifest", "Lamp Mark"]
    assert [one["url"] for one in found] == [f"https://lamp{n}.example.org" for n in range(3)]
    linked = "".join(
        f"| [Hall {n}](https://hall.example.org/{n}) | Light for halls | [lamp{n}.example.org](https://lamp{n}.example.org) |\n"
        for n in range(3)
    )
    found = records(f"| Standard | Purpose | Link |\n| --- | --- | --- |\n{linked}")
    assert [one["title"] for one in found] == ["Hall 0", "Hall 1", "Hall 2"]
