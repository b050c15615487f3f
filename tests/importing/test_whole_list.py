"""What only the whole list tells: labels that recur, bold names, places where people are named, links called by authors."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read


def works(text: str, name: str = "x.md") -> list[tuple[str, str | None]]:
    """The titles with the family name of the first author."""
    drafts = read(text, name).drafts
    return [(d.title, (d.fields.get("author") or [{}])[0].get("family")) for d in drafts]


def test_paragraphs_with_recurring_labels_are_one_work():
    entry = "**Title:** [{0}](https://{1}.example.org)\n\n**Authors:** {2}, et al.\n\n**Description:** {3}\n\n**Recommendation(s):** [Tool](https://t.example.org) is best.\n\n---\n\n"
    rows = [("Knots and Ropes", "a", "Ada Stern", "Ropes compared."), ("Lamps at Night", "b", "Li Wei", "Lamps compared."),
            ("Doors of Wood", "c", "Jo Roe", "Doors compared.")]  # fmt: skip
    text = "# List\n\n## Papers\n\n" + "".join(entry.format(*row) for row in rows)
    assert works(text) == [("Knots and Ropes", "Stern"), ("Lamps at Night", "Wei"), ("Doors of Wood", "Roe")]
    assert [d.fields["summary"].split(".")[0] for d in read(text, "x.md").drafts] == [
        "Ropes compared",
        "Lamps compared",
        "Doors compared",
    ]


def test_links_called_by_authors_and_a_year_name_the_authors_of_the_title_before_them():
    text = (
        "# List\n\n## Papers\n\n- Sorting Lamps. [Hoe (1962)](https://a.example.org)\n- Coding Lamps by Weight. [Ziv, Lem (1977)](https://b.example.org)\n"
        "- The Lamp Tree. [Comer et al (1979)](https://c.example.org)\n"
    )
    assert works(text) == [("Sorting Lamps", "Hoe"), ("Coding Lamps by Weight", "Ziv"), ("The Lamp Tree", "Comer")]


def test_one_family_with_a_year_is_an_author_where_the_list_names_people():
    lines = ["Knots of Rope](https://a.example.org) - Ada Stern, Li Wei (2001)", "Lamps](https://b.example.org) - Li Wei, Jo Roe (2002)",
             "Doors](https://c.example.org) - Jo Roe and Ada Stern (2003)", "Windows of Glass](https://d.example.org) - Rubin (2005)"]  # fmt: skip
    text = "# List\n\n## Papers\n\n" + "\n".join(f"- [{line}" for line in lines)
    assert works(text)[-1] == ("Windows of Glass", "Rubin")


def test_people_at_the_end_of_a_description_are_its_authors_where_they_surely_are():
    text = (
        "# List\n\n- [On Secrets](https://a.example.org) - Inquiries into what is hidden, by Neal Stone et al.\n"
        "- [On Locks](https://b.example.org) - A famous paper by Claude Roe.\n- [Keys](https://c.example.org) - Keys sorted by Common Size.\n"
    )
    assert works(text) == [("On Secrets", "Stone"), ("On Locks", "Roe"), ("Keys", None)]


def test_bold_names_begin_the_items_of_a_list_also_where_other_links_follow():
    text = (
        "# List\n\n## Languages\n\n- **Koop**: a language of runners ([GitHub](https://github.com/a/koop))\n"
        "- **Esk**: a language of sets ([GitHub](https://github.com/a/esk)) ([an article on sets](https://b.example.org))\n"
        "- **Eph**: a language of handlers ([GitHub](https://github.com/a/eph))\n"
    )
    assert [title for title, _ in works(text)] == ["Koop", "Esk", "Eph"]


def test_titles_over_lines_of_labelled_links_are_works():
    text = "# List\n\n## Papers\n\nLamps and Differential Doors ,\nPDF: <https://a.example.org/1.pdf>\n\nKnots by Learning ,\nProject: <https://b.example.org>\n"
    assert [title for title, _ in works(text)] == ["Lamps and Differential Doors", "Knots by Learning"]


def test_accounts_pages_of_meetings_and_sayings_are_no_works():
    text = (
        "# List\n\n- LinkedIn: [Jo](https://www.linkedin.com/in/jo-roe/)\n- [CoRL 2024](https://a.example.org) / [statistics](https://b.example.org)\n"
        '- [Pull requests](https://github.com/a/b/pulls) welcome\n\n## Why\n\n- Jo Roe: "Light is all that we need"\n- Li Wei: "Lamps are the future"\n- Ek Ray: "Doors shut"\n'
    )
    assert works(text) == []


def test_an_apostrophe_before_an_accent_stays():
    assert works("# L\n\n## P\n\n- [Histoire de l’écriture](https://a.example.org)\n")[0][0] == "Histoire de l’écriture"


def test_a_bold_title_whose_link_is_called_by_its_author_keeps_the_entries_nested_in_it():
    text = (
        "# List\n\n## Papers\n\n1. **Building Lamps. [Huff (1952)](https://a.example.org).**\n"
        "    * On the Shortest Wire. [Kask (1956)](https://b.example.org)\n    * A Note on Doors. [Dyk (1959)](https://c.example.org)\n"
    )
    assert works(text) == [("Building Lamps", "Huff"), ("On the Shortest Wire", "Kask"), ("A Note on Doors", "Dyk")]


@pytest.mark.parametrize(("heading", "count"), [("Introduction", 4), ("Motivation", 4), ("License", 1)])
def test_citations_below_a_heading_that_introduces_a_field(heading: str, count: int) -> None:
    cited = "".join(
        f'- Stern, Ada, and Bo Lind. "Large Lamps of Rooms {n}." Lamp Review {n} (2019): 1-9. https://light.example.org/{n}\n\n'
        for n in range(3)
    )
    other = '- Roe, Cy. "Shades of Houses." Lamp Review 9 (2018): 1-9. https://light.example.org/r\n'
    found = read(f"# Papers\n\n## {heading}\n\n{cited}\n## Shades\n\n{other}", "list.md").drafts
    assert len(found) == count
