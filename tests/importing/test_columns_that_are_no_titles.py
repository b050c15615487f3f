"""Columns of tables that are no titles: dates with labels, what works were made with, meetings and journals."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read


def table(head: str, rows: list[str]) -> str:
    return "\n".join(("# Lamps", "", head, "|".join(["", *["-"] * head.strip("|").count("|"), "-", ""]), *rows)) + "\n"


DEADLINES = [
    f"| 20{n} | [website](https://week{n}.example.org/) | Round 1: 20{n}-01-1{n % 10}<br>Round 2: 20{n}-03-2{n % 10} | {where} |"
    for n, where in ((21, "Harbour, Lumen"), (22, "Harbour, Lumen"), (23, "Online"), (24, "Harbour, Lumen"))
]


def test_dates_behind_labels_and_places_are_no_titles() -> None:
    reading = read(table("| Year | Website | Deadline | Location |", DEADLINES), "list.md")
    assert reading.drafts == []
    assert sum("week2" in one.text or "title" in one.reason for one in reading.leftovers) >= len(DEADLINES)


def test_names_beside_dates_with_labels_are_titles() -> None:
    rows = [row.replace("| 20", f"| Lamp Week {name} | 20", 1) for row, name in zip(DEADLINES, "ABCD", strict=True)]
    reading = read(table("| What | Year | Website | Deadline | Location |", rows), "list.md")
    assert [draft.title for draft in reading.drafts] == [f"Lamp Week {name}" for name in "ABCD"]


@pytest.mark.parametrize("head", ["Used Datasets", "Datasets used"])
def test_what_works_were_made_with_is_no_name_of_them(head: str) -> None:
    rows = [
        f"| [Large Lamps of Room {n}](https://a.example.org/{n}) | CHI | 202{n} | {made_with} | How lamps of room {n} burn |"
        for n, made_with in enumerate(("GLOW", "WICK-2", "DIM", "LUX"))
    ]
    drafts = read(table(f"| Paper | Conference | Year | {head} | Contribution |", rows), "list.md").drafts
    assert not any("aliases" in draft.fields for draft in drafts)
    assert drafts[0].fields["summary"] == "How lamps of room 0 burn"


def test_links_to_what_works_were_made_with_are_kept() -> None:
    rows = [
        f"| [Large Lamps of Room {n}](https://a.example.org/{n}) | CHI | [Glow](https://glow.example.org/), Dim, Lux and Wick | - |"
        for n in range(4)
    ]
    drafts = read(table("| Paper | Conference | Used Datasets | Contribution |", rows), "list.md").drafts
    assert [link for link in drafts[0].links if link[1] == "https://glow.example.org/"]
    assert "summary" not in drafts[0].fields


@pytest.mark.parametrize("head", ["Conf/Jour", "Conf.", "Journals"])
def test_a_column_of_meetings_and_journals_may_have_a_short_head(head: str) -> None:
    rows = [
        f"| 202{n} | {where} | [Large Lamps of Room {n}](https://a.example.org/{n}) |"
        for n, where in enumerate(("CHI", "Lamp Letters", "UIST", "Journal of Lamps"))
    ]
    drafts = read(table(f"| Year | {head} | Title |", rows), "list.md").drafts
    assert [draft.fields["container_title"] for draft in drafts] == ["CHI", "Lamp Letters", "UIST", "Journal of Lamps"]


@pytest.mark.parametrize("head", ["Papers", "Datasets"])
def test_a_column_of_counts_has_no_titles(head: str) -> None:
    rows = [
        f"| LX0{n} | {what} | {count} | {what} in rooms and halls |"
        for n, (what, count) in enumerate((("Lamps", 156), ("Shades", "1,230"), ("Wicks", 29), ("Oil", 580)), 1)
    ]
    titles = {draft.title for draft in read(table(f"| ID | Topic | {head} | Description |", rows), "list.md").drafts}
    assert not any(title.replace(",", "").isdigit() for title in titles)


def test_a_year_among_titles_is_one() -> None:
    titles = ("1984", "Large Lamps", "Wide Halls", "Oil and Wick")
    rows = [f"| {title} | Ada Stern | 200{n} |" for n, title in enumerate(titles)]
    drafts = read(table("| Book | Author | Year |", rows), "list.md").drafts
    assert [draft.title for draft in drafts] == [*titles]


@pytest.mark.parametrize(
    ("sort", "where", "when"),
    [
        ("Venue Type", "Venue Name", "Year"),
        ("Conference Kind", "Publication Venue", "Publication Year"),
        ("Paper Type", "Venue", "Paper Date"),
    ],
)
def test_facts_of_works_are_told_by_the_last_words_of_heads(sort: str, where: str, when: str) -> None:
    rows = [
        f"| [Large Lamps of Room {n}](https://a.example.org/{n}) | {kind} | {venue} | 199{n} |"
        for n, (kind, venue) in enumerate((("ACM", "CHI"), ("IEEE", "ICRA"), ("ACM", "UIST"), ("IEEE", "ICRA")))
    ]
    drafts = read(table(f"| Paper Title | {sort} | {where} | {when} |", rows), "list.md").drafts
    assert [draft.title for draft in drafts] == [f"Large Lamps of Room {n}" for n in range(4)]
    assert [draft.fields["container_title"] for draft in drafts] == ["CHI", "ICRA", "UIST", "ICRA"]
    assert [draft.fields["issued"] for draft in drafts] == [f"199{n}" for n in range(4)]


def test_a_title_and_a_fact_in_one_column_stay_titles() -> None:
    rows = [f"| Large Lamps of Room {n}, 200{n} | [pdf](https://a.example.org/{n}) |" for n in range(4)]
    drafts = read(table("| Paper / Year | Link |", rows), "list.md").drafts
    assert all(draft.title.startswith(f"Large Lamps of Room {n}") for n, draft in enumerate(drafts))
    assert len(drafts) == 4
