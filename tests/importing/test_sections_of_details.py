"""Works with text hidden below them, and sections whose headings are no titles."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

TITLES = (
    "Large Lamps for Small Rooms",
    "Wide Lamps for Old Halls",
    "Steady Light on Long Stairs",
    "Dim Lanterns at the Gate",
    "Oil and Wick of Many Lamps",
    "Shades for Bright Rooms",
    "Halls without Any Light",
)
#: The citation of a work, on lines of its own.
CITED = "@article{{lamps{n},\n  title = {{{title}}},\n  author = {{Stern, Ada and Lind, Bo}}\n}}"


@pytest.mark.parametrize(
    "hidden",
    [
        f"<details><summary>Bibtex</summary><pre><code>{CITED}</code></pre></details>",
        "<details>\n<summary>Citation</summary>\n\nStern & Lind. Lamps. {n}. {title}\n\n</details>",
    ],
)
def test_what_is_hidden_below_a_work_ends_with_its_element(hidden: str) -> None:
    text = "# Lamps\n\n## Halls\n\n" + "".join(
        f"[{title}](https://a.example.org/{n}) (2021)\n\n{hidden.format(n=n, title=title)}\n\n"
        for n, title in enumerate(TITLES)
    )
    drafts = read(text, "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert {draft.headings for draft in drafts} == {("Halls",)}


def test_works_behind_a_folded_section_are_not_of_its_topic() -> None:
    text = (
        "# Lamps\n\n## Halls\n\n<details><summary>Old</summary>\n\n"
        f"- [{TITLES[0]}](https://a.example.org/0)\n\n</details>\n\n- [{TITLES[1]}](https://a.example.org/1)\n"
    )
    assert [draft.headings for draft in read(text, "a.md").drafts] == [("Halls", "Old"), ("Halls",)]


def test_a_heading_over_paragraphs_that_begin_with_their_publications_is_no_title() -> None:
    entries = [
        f"[[ICRA_202{n}](https://a.example.org/{n})] {title} [[code](https://github.com/stern/lamp{n})]\n\n"
        for n, title in enumerate(TITLES)
    ]
    text = f"# Lamps\n\n## Papers\n\n### ABC\n\n{''.join(entries[:4])}### DEF\n\n{''.join(entries[4:])}"
    drafts = read(text, "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.headings[-1] for draft in drafts] == ["ABC"] * 4 + ["DEF"] * 3


def test_a_heading_over_the_publication_of_its_work_is_a_title() -> None:
    text = "# Lamps\n\n## Papers\n\n" + "".join(
        f"### {title}\n\n[[ICRA 2021](https://a.example.org/{n})] [[code](https://github.com/stern/lamp{n})]\n\n"
        for n, title in enumerate(TITLES)
    )
    assert [draft.title for draft in read(text, "a.md").drafts] == list(TITLES)


def test_a_year_over_works_with_labels_is_no_title() -> None:
    entries = [
        f"- ICRA 2021: {title}. [[paper](https://a.example.org/{n})]\n"
        if n % 2
        else f"- ECCV 2021: {title}. [[paper](https://a.example.org/{n})]\n"
        for n, title in enumerate(TITLES)
    ]
    text = f"# Lamps\n\n## Papers\n\n### 2021\n\n{''.join(entries[:3])}\n### 2020\n\n{''.join(entries[3:])}"
    assert [draft.title for draft in read(text, "a.md").drafts] == list(TITLES)


@pytest.mark.parametrize("number", ["{n}.", "{n}. ", "{n}) ", "{n}、"])
@pytest.mark.parametrize("style", ["{}", "**{}**"])
def test_the_number_of_a_heading_is_no_part_of_its_title(number: str, style: str) -> None:
    text = "# Lamps\n\n## Papers\n\n" + "".join(
        f"#### {style.format(number.format(n=n) + title)}\n\nPaper: https://a.example.org/{n}\n\n"
        for n, title in enumerate(TITLES, 1)
    )
    assert [draft.title for draft in read(text, "a.md").drafts] == list(TITLES)


@pytest.mark.parametrize("title", ["3.5 Lamps a Room", "2.js", "3D Lamps of Rooms", "10 Lamps of Halls"])
def test_numbers_that_are_part_of_a_title_stay(title: str) -> None:
    text = f"# Lamps\n\n## Papers\n\n#### {title}\n\nPaper: https://a.example.org/1\n"
    assert [draft.title for draft in read(text, "a.md").drafts] == [title]
