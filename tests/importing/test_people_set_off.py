"""People set off from the title: in bold before it, behind a label, before a publication in italics; and what a summary opens."""

from __future__ import annotations

from tests.importing.test_line_contents import authors, records

from llmprimer.importing import bibtex, restructured


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
