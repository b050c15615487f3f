"""Authors on a line of their own, descriptions in labelled paragraphs, citations that link to notes."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import authors, records

from llmprimer.importing.citations import is_byline
from llmprimer.importing.markdown import read
from llmprimer.records.citing import cite
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import take_identifiers


def test_authors_and_links_nested_under_a_plain_title():
    found = records(
        "## Lamps\n\n- GlowNet: Lamps for Small Rooms.\n"
        "  - A. Stern, B. Lind, and C. Roe. *CHI 2020*. [[pdf]](https://a.example.org/1.pdf) [[code]](https://github.com/a/glow)\n"
        "- Room Light and Lamp Denoising: Networks of Lamps.\n"
        "  - D. Doe and E. Lind. *Arxiv 2020*. [[pdf]](https://a.example.org/2.pdf)\n"
        "- Lamps of the Year.\n  - V. Stern, M.-T. Lind, K. Roe, andQ. V. Doe. *KDD 2021*. [[pdf]](https://a.example.org/3.pdf)\n"
    )
    assert [(r["title"], authors(r)) for r in found] == [
        ("GlowNet: Lamps for Small Rooms", ["A. Stern", "B. Lind", "C. Roe"]),
        ("Room Light and Lamp Denoising: Networks of Lamps", ["D. Doe", "E. Lind"]),
        ("Lamps of the Year", ["V. Stern", "M.-T. Lind", "K. Roe", "Q. V. Doe"]),
    ]
    assert found[0]["links"] == [{"type": "code", "url": "https://github.com/a/glow"}]


@pytest.mark.parametrize(
    "text", ["A. Stern. Lamps at Home. CHI 2020.", "Lamps at Home", "A. Stern and B. Lind, Lamps That Nobody Needs"]
)
def test_a_line_with_a_title_is_no_byline(text):
    assert not is_byline(text)


def test_a_labelled_paragraph_below_an_item_describes_it():
    text = "".join(
        f"* [《Lamp {n}》](https://a.example.org/{n})\n\n介绍:灯{n}的历史,还有很多的[paper](https://b.example.org/{n})可以看.\n\n"
        for n in "abc"
    )
    found = records(f"# Lamps\n\n{text}Good night.\n")
    assert [r["summary"] for r in found] == [f"灯{n}的历史,还有很多的paper可以看" for n in "abc"]
    assert found[0]["links"][0]["url"] == "https://b.example.org/a"


def test_a_paragraph_whose_label_stands_once_is_no_description():
    (found,) = records(
        "# Lamps\n\n* [Lamp A](https://a.example.org/a)\n\nNote: see [the shop](https://b.example.org/) too.\n"
    )
    assert "summary" not in found


def test_citations_of_family_names_with_boxes_and_notes():
    text = (
        "# Read\n\n* [ ] Stern et al (2004) - Light and darkness: an update\n* [x] Lind et al (2018) - Lamps in the room\n"
        "* [x] Roe et al (1986) - Seeing lamps\n* [x] Doe and Mrs-Lind (2018) - Bright Reading: A study of lamps\n"
        "* [x] [Stern & Doe (2019) - Lamps through time](notes/stern.md)\n"
    )
    assert [(r["title"], authors(r), r["issued"]) for r in records(text)] == [
        ("Light and darkness: an update", ["Stern", "+"], "2004"),
        ("Lamps in the room", ["Lind", "+"], "2018"),
        ("Seeing lamps", ["Roe", "+"], "1986"),
        ("Bright Reading: A study of lamps", ["Doe", "Mrs-Lind"], "2018"),
        ("Lamps through time", ["Stern", "Doe"], "2019"),
    ]
    assert "notes/stern.md" in [left.text for left in read(text, "list.md").leftovers]


def test_two_words_before_a_year_are_people_only_where_the_list_names_people_there():
    assert cite("Crime and Punishment (1866) - Fyodor Dostoyevsky").authors == []


def test_a_citation_in_details_names_the_authors():
    (found,) = records(
        '# Lamps\n\n- [“Lamps: From Oil to Light"](https://doi.org/10.1000/abc-1) - A history of lamps. <details>\n'
        "    <summary>Paper</summary>\n"
        "    Stern, Ada, and Bo Q. Lind. “Lamps: From Oil to Light(https://doi.org/10.1000/abc-1).” Lamp Reviews, December 20, 2018.\n"
        "</details>\n"
    )
    assert (found["title"], authors(found), found["doi"]) == (
        "Lamps: From Oil to Light",
        ["Ada Stern", "Bo Q. Lind"],
        "10.1000/abc-1",
    )
    assert "links" not in found


def test_an_identifier_ends_at_a_closing_quotation_mark():
    fields: dict[str, str] = {}
    assert take_identifiers("“Lamps(https://doi.org/10.1000/abc-1).” Light 16", fields) == "“Lamps.” Light 16"
    assert fields == {"doi": "10.1000/abc-1"}


def test_a_possessive_is_nobody_and_what_it_has_is_no_title():
    assert people_in("On Hall’s", sure=True) is None
    assert cite("On the Hall’s “Most Useful Lamps”").title == "On the Hall’s “Most Useful Lamps”"


def test_who_wrote_the_book_of_a_description():
    found = records(
        "# L\n\n- [Lamps](https://a.example.org/1) - Paid textbook by Ada J. Stern.\n"
        "- [Light](https://a.example.org/2) - Free textbook by Bo Lind, with 70 lamps, shades and a cover.\n"
        "- [Glow](https://a.example.org/3) - Two people lit the first lamp. It was praised in a report by Cy Roe.\n"
    )
    assert [authors(r) for r in found] == [["Ada J. Stern"], ["Bo Lind"], []]


def test_an_address_in_double_brackets_is_a_link():
    (found,) = records(
        "# L\n\n1. **Few lamps in rooms**.\n\n   *Ada Stern, Bo Lind*. CHI 2018. [[pdf]((https://a.example.org/1/))]\n"
    )
    assert (found["url"], authors(found)) == ("https://a.example.org/1/", ["Ada Stern", "Bo Lind"])
