"""Columns of publications and short names beside titles, and rows that head other rows."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft

PLACES = ("Dim", "Old", "Wide", "Cold", "Warm")


def table(head: str, *rows: str) -> list[Draft]:
    rule = "|".join("---" for _ in head.split("|"))
    return read(f"# Lamps\n\n| {head} |\n|{rule}|\n" + "".join(f"| {row} |\n" for row in rows), "list.md").drafts


def paper(n: int) -> str:
    return f"[Large Lamps of {PLACES[n]} Rooms](https://a.example.org/{n})"


@pytest.mark.parametrize("head", ["收录", "Konf.", "Appeared at", "Gdzie"])
def test_a_column_of_publications_is_told_by_its_cells(head):
    cells = ("CHI 2019", "ICML 2020", "arXiv 2021", "-", "CHI 2022 (Oral)")
    found = table(f"Paper | {head} | Notes", *(f"{paper(n)} | {cell} | dim" for n, cell in enumerate(cells)))
    assert [draft.fields.get("container_title") for draft in found] == ["CHI", "ICML", None, None, "CHI"]
    assert [draft.fields.get("issued") for draft in found] == ["2019", "2020", "2021", None, "2022"]


@pytest.mark.parametrize(
    "cells", [("GLOW", "DIM", "WICK", "SHADE", "OIL"), ("CHI 2019", "a shop", "a house", "old", "")]
)
def test_a_column_of_other_words_is_none_of_publications(cells):
    found = table("Paper | Used at", *(f"{paper(n)} | {cell}" for n, cell in enumerate(cells)))
    assert not any("container_title" in draft.fields for draft in found)


def test_a_publication_beside_a_title_is_no_short_name():
    found = table(
        "Year | Publication | Title", *(f"20{n}1 | **{w}** | {paper(n)}" for n, w in enumerate(("CHI", "LMP")))
    )
    assert [draft.fields["container_title"] for draft in found] == ["CHI", "LMP"]
    assert not any("aliases" in draft.fields for draft in found)


def test_all_names_of_a_column_of_short_names_are_aliases():
    names = ("GLOW", "LampNet", "Wickart", "DimDB", "Shade")
    found = table("Name | Paper", *(f"{name} | {paper(n)}" for n, name in enumerate(names)))
    assert [draft.fields["aliases"] for draft in found] == [[name] for name in names]


def test_words_beside_titles_are_no_short_names_where_most_are_words():
    names = ("Glow", "Lamps", "Wicks", "Dim", "GLOW")
    found = table("Name | Paper", *(f"{name} | {paper(n)}" for n, name in enumerate(names)))
    assert [draft.fields.get("aliases", []) for draft in found] == [[], [], [], [], ["GLOW"]]


def test_rows_that_name_others_are_no_works():
    found = table(
        "Name | Paper | Rooms",
        "**Old** lamps | |",
        f"GLOW | {paper(0)} | 3",
        f"DIM | {paper(1)} | 5",
        "**New** lamps | |",
        f"WICK | {paper(2)} | 7",
    )
    assert [draft.title for draft in found] == [f"Large Lamps of {place} Rooms" for place in PLACES[:3]]


def test_titles_that_wait_for_their_links_are_works():
    found = table(
        "Paper | Link",
        "Lamps of Old Rooms at Night | [pdf](https://a.example.org/1)",
        "How the Wicks of Lamps Burn |",
        "Lamps of Dim Rooms at Night | [pdf](https://a.example.org/2)",
    )
    assert len(found) == 3


@pytest.mark.parametrize(
    "label", ["[[Terms of Use](https://b.example.org/t)]", "[[Terms of Use]](https://b.example.org/t)"]
)
def test_labels_in_brackets_beside_a_name_are_no_title(label):
    found = table(
        "Name | Paper",
        f"GLOW | {paper(0)}",
        f"Lamp Finder | {label} [[Website](https://b.example.org/)]",
        f"DIM | {paper(1)}",
    )
    assert found[1].title == "Lamp Finder"
