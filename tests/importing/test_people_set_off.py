"""People set off from the title: in bold before it, behind a label, before a publication in italics; and what a summary opens."""

from __future__ import annotations

from tests.importing.test_line_contents import authors, records

from llmprimer.importing.formats import bibtex, restructured
from llmprimer.records.people_lists import people_in


def test_people_and_a_year_in_bold_are_no_title():
    found = records(
        "# L\n\n## Lamps\n\n"
        "- **Stern, A., Lind, B., & Roe, C. (2026).** Lamps in small rooms. [[link]](https://a.example.org/1)\n"
        "- **Lind, B., et al. (2025).** Shades and what they do. *Journal of Lamps*, 3(2), 5-9. [[link]](https://a.example.org/2)\n"
        "- **Light Institute. (2024).** What did we see in the hall? [[link]](https://a.example.org/3)\n"
    )
    assert [r["title"] for r in found] == [
        "Lamps in small rooms",
        "Shades and what they do",
        "What did we see in the hall?",
    ]
    assert [authors(r) for r in found] == [["A. Stern", "B. Lind", "C. Roe"], ["B. Lind", "+"], ["Light Institute"]]


def test_titles_and_years_in_bold_stay_titles():
    found = records(
        "# L\n\n## Lamps\n\n"
        "- **Lamps in small rooms (2026)** by Ada Stern. [[link]](https://a.example.org/1)\n"
        "- **Shades and what they do (2025)** by Bo Lind. [[link]](https://a.example.org/2)\n"
        "- **What we see in halls (2024)** by Cy Roe. [[link]](https://a.example.org/3)\n"
    )
    assert [r["title"] for r in found] == ["Lamps in small rooms", "Shades and what they do", "What we see in halls"]


def test_a_label_with_an_optional_ending():
    (found,) = records(
        "# L\n\n## Lamps\n\n- `[Hall]`\n  - **Lamps: Light in Small and Large Rooms**\n"
        "  - **Author(s):** Ada Stern, Bo Lind\n  - [Paper](https://a.example.org/1)\n"
    )
    assert (found["title"], authors(found)) == ("Lamps: Light in Small and Large Rooms", ["Ada Stern", "Bo Lind"])


def test_people_before_a_publication_in_italics():
    (found,) = restructured.read(
        '.. [#] [C] "`Lamps in Small Rooms <https://a.example.org/1>`_," Ada Stern, Bo K. Lind, and Cy Roe, *Journal of Lamps*, 2015.\n',
        "list.rst",
    ).drafts
    assert [name["family"] for name in found.fields["author"]] == ["Stern", "Lind", "Roe"]
    assert found.fields["container_title"] == "Journal of Lamps"


def test_text_that_a_summary_opens_is_a_labelled_line():
    (found,) = records(
        "# L\n\n## Lamps\n\n- Lamps in Small Rooms. [[paper]](https://a.example.org/1)\n  - Ada Stern, Bo Lind.\n"
        "  - Key Words: light; halls\n"
        "  - <details><summary>Digest</summary> This paper counts the lamps of small rooms.\n"
    )
    assert found["summary"] == "This paper counts the lamps of small rooms"
    assert sorted(found["keywords"]) == ["halls", "light"]


def test_a_comment_in_bibtex_is_what_its_reader_says_of_the_work():
    reading = bibtex.read("@article{s, title={Lamps}, author={Stern, Ada}, comment={Counts lamps.}}", "a.bib")
    assert reading.drafts[0].fields["summary"] == "Counts lamps."
    assert not reading.leftovers


def test_family_names_alone_before_titles_in_italics():
    found = records(
        "## Books\n\n1. Stern, *Lamps in Small Rooms*, 1999. (Light institutions)\n2. De Lind, *Shades,* 2003.\n"
        "3. Roe and Doe, *Halls at Night*, 2011. A classic.\n4. Video: *Rooms by Day*, 2011.\n"
    )
    assert [authors(r) for r in found][:3] == [["Stern"], ["De Lind"], ["Roe", "Doe"]]
    assert all(authors(r) != ["Video"] for r in found)
    assert (found[0].get("organizations"), found[0]["summary"]) == (None, "Light institutions")


def test_an_initial_is_nobody():
    (found,) = records(
        "## Papers\n\n- [Lamps in small rooms](https://a.example.org/1) - Stern, A., Lind, B., & Roe, C. NeurIPS (2022)\n"
    )
    assert authors(found) == ["A. Stern", "B. Lind", "C. Roe"]
    assert people_in("A. Lind and Weinan C.", sure=True) is None


def test_the_first_of_several_words_types_a_link_and_a_full_list_elsewhere_is_no_work():
    found = records(
        "## Lamps\n\n[[Full list of Lamps](https://a.example.org/all)]\n\n"
        "- Lamps in small rooms. [[paper](https://a.example.org/1)] [[code and data](https://a.example.org/2)]"
        " [[project page, dataset](https://a.example.org/3)] [[Hugging Face Model](https://a.example.org/4)]\n"
    )
    assert [r["title"] for r in found] == ["Lamps in small rooms"]
    assert [link["type"] for link in found[0]["links"]] == ["code", "project", "model"]


def test_the_database_column_holds_data():
    (found,) = records(
        "## Lamps\n\n| Title | DB | Year |\n|---|---|---|\n"
        "| Lamps in small rooms [[pdf]](https://a.example.org/1) | [HALL](https://a.example.org/2) | 2015 |\n"
    )
    assert found["links"] == [{"type": "data", "url": "https://a.example.org/2"}]


def test_people_in_brackets_in_italics_are_authors_and_no_description():
    found = records(
        "# L\n\n"
        "- [**Lamps in small rooms**](https://a.example.org/1) *(Stern and Lind et al., 22)* \\\nLamps of rooms are counted here.\n"
        "- [**Shades and what they do**](https://a.example.org/2) *(Roe-Moss et al.,2021)* \\\nShades are counted here.\n"
        "- [**Halls at night**](https://a.example.org/3) *(A. Hill, 2020)* \\\nHalls are counted here.\n"
        "- [**Towers by day**](https://a.example.org/4) *(with a list of towers)* \\\nTowers are counted here.\n"
    )
    assert [authors(r) for r in found] == [["Stern", "Lind", "+"], ["Roe-Moss", "+"], ["A. Hill"], []]
    assert [r.get("issued") for r in found] == [None, "2021", "2020", None]  # `22` says no century
    assert [r["summary"] for r in found[:3]] == [
        "Lamps of rooms are counted here.",
        "Shades are counted here.",
        "Halls are counted here.",
    ]
    assert "with a list of towers" in found[3]["summary"]
