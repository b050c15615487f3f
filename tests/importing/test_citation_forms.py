"""Citations without links in the forms of the humanities: titles in italics, dashes for authors, quotations."""

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft


def works(text: str) -> list[tuple[str, str]]:
    """The title and the family name of the first author of each work."""
    drafts = read(f"# Readings\n\n## Week 1\n\n{text}", "list.md").drafts
    return [(d.fields["title"], (d.fields.get("author") or [{}])[0].get("family", "")) for d in drafts]


def test_a_title_in_italics_behind_its_author_may_have_full_stops_and_words_of_names() -> None:
    assert works(
        "- HOLMBERG Ada, *La Lampe. Critique sociale du jugement*, Paris, Minuit, 1979.\n"
        "- Ada Lind et Bo Stern, *La Vie de Paris*, Paris, La Découverte, 1988\n"
        "- Ada Lind, “On Light,” *Harbour Review* 91, no. 5 (1986): 53–75.\n"
    ) == [("La Lampe. Critique sociale du jugement", "Holmberg"), ("La Vie de Paris", "Lind"), ("On Light", "Lind")]


def test_a_dash_stands_for_the_author_of_the_line_above() -> None:
    assert works(
        "- Stern, B. C. *The Making of Light*. New York: Harbour, 1966.\n"
        "- ———. *Lamps and Hunters: The Origin of the Act*. London: Lane, 1975.\n"
        "- ---. *The Waste of Light*. Boni & Liveright, 1922.\n"
    ) == [
        ("The Making of Light", "Stern"),
        ("Lamps and Hunters: The Origin of the Act", "Stern"),
        ("The Waste of Light", "Stern"),
    ]


def test_quotations_that_are_citations_are_works_and_others_are_left_over() -> None:
    cited = "> Stern, B. (1950). Lamps and the mind. *Mind*, 59(236), 433–460.\n\n"
    others = cited.replace("Lamps", "Light"), cited.replace("Lamps", "Shade")
    assert works(cited + "".join(others)) == [
        ("Lamps and the mind", "Stern"),
        ("Light and the mind", "Stern"),
        ("Shade and the mind", "Stern"),
    ]
    assert works("> A lamp is a friend.\n\n> No lamp is an island.\n\n> Light is all we see.") == []


def test_names_in_bold_before_titles_in_italics_are_authors() -> None:
    assert works(
        "- **Stern**. *Lampes du monde*\n- **Lind** et **Holm**. *La lumière. Une histoire*\n- **Roe**. *Une autre lampe*\n"
    ) == [("Lampes du monde", "Stern"), ("La lumière. Une histoire", "Lind"), ("Une autre lampe", "Roe")]


def test_editors_and_the_book_around_a_linked_work() -> None:
    drafts = read(
        "# Readings\n\n## Week 1\n\n"
        "* Stern, Ada, & Lind, Bo (Eds.). (2019). [*Debates on Lamps.*](https://example.org/a) Oslo: Harbour University Press.\n"
        "* Stern, Ada. (2015, May 21). [Alien Lamps.](https://example.org/b) In B. Lind & C. Holm (Eds.), *Debates on Light*.\n"
        "* [Handbook of Lamps](https://example.org/c), ed. Ada Stern and Bo Lind (Oslo, 2006)\n",
        "list.md",
    ).drafts
    assert [[n["family"] for n in d.fields["editor"]] for d in drafts] == [
        ["Stern", "Lind"],
        ["Lind", "Holm"],
        ["Stern", "Lind"],
    ]
    assert [[n["family"] for n in d.fields.get("author", [])] for d in drafts] == [[], ["Stern"], []]
    assert (drafts[1].fields["issued"], drafts[1].fields["container_title"]) == ("2015-05-21", "Debates on Light")


def test_a_numbered_label_in_bold_is_not_the_title() -> None:
    assert works("- **Week 3**: [Exit, Voice, and Lamps](https://example.org/a) (2019)\n") == [
        ("Exit, Voice, and Lamps", "")
    ]


def test_paragraphs_that_begin_with_authors_and_year_in_bold_are_works() -> None:
    cited = "**{0}** [{1} choice selects for lamps.](https://example.org/{1}) Nature 299:818-820.\n\n"
    text = cited.format("Stern 1982.", "Female") + cited.format("Lind et al. 2004.", "Male")
    text += cited.format("Holm and Roe. 1981.", "Early") + cited.format("Ek 1914", "Late")
    drafts = read(f"# Readings\n\n{text}", "list.md").drafts
    assert [d.fields["title"].split()[0] for d in drafts] == ["Female", "Male", "Early", "Late"]
    assert [d.fields["author"][0]["family"] for d in drafts] == ["Stern", "Lind", "Holm", "Ek"]
    assert [(d.fields["issued"], d.fields["container_title"]) for d in drafts] == [
        (year, "Nature") for year in ("1982", "2004", "1981", "1914")
    ]


def test_many_titles_of_links_that_end_in_by_and_a_name_show_their_authors() -> None:
    named = ["Ada Stern", "Bo Lind", "Holm", "Cy Roe", "Di Ek", "Ek and Roe"]
    text = "".join(f"* [The Lamp of {n} by *{name}*](https://example.org/{n})\n" for n, name in enumerate(named))
    assert works(text) == [
        (f"The Lamp of {n}", family) for n, family in enumerate(["Stern", "Lind", "Holm", "Roe", "Ek", "Ek"])
    ]
    few = "* [Stopping by Light](https://example.org/a)\n* [Lamps](https://example.org/b)\n* [Rooms](https://example.org/c)\n"
    assert works(few)[0] == ("Stopping by Light", "")


def test_a_professor_before_a_dash_is_the_author_and_a_label_behind_a_name_the_title() -> None:
    assert works(
        "- Prof. Ada Stern - [Lamps I](https://example.org/a).\n- Bo C. Lind - [Lecture Notes](https://example.org/b).\n"
    ) == [("Lamps I", "Stern"), ("Lecture Notes", "Lind")]


def _drafts(text: str) -> list[Draft]:
    return read(text, "list.md").drafts


def test_a_journal_behind_a_colon_with_volume_and_pages_is_no_part_of_the_title() -> None:
    made = _drafts(
        "# Light\n\n## Read\n\n"
        "1. Stern, A., and Lind, B., 1987, Lamps of small rooms: Light Letters, 52, 60–71.\n"
        "2. Roe, C., 2007, Walking at night: a study: J. Light, v. 3, no. 2, p. SM5-SM19.\n"
        "3. Moss, E., and Hill, D., 2010, Shades: What they do, 1950–1970: Halls and Towers 7(3), 5–9.\n"
    )
    assert [draft.title for draft in made[:2]] == ["Lamps of small rooms", "Walking at night: a study"]
    assert made[2].title.startswith("Shades: What they do")
    assert made[0].fields["container_title"] == "Light Letters"
    assert made[0].fields["page"] == "60-71"


def test_one_citation_in_a_section_is_a_work_where_the_document_lists_citations() -> None:
    cited = "Stern, A., Lind, B. & Roe, C., Lamps of room number {0}, Light Letters {0} (20{0}) 5-9."
    items = "".join(f"{n}. {cited.format(n)}\n" for n in range(10, 22))
    alone = f"## Towers\n\n{cited.format(23)}\n"
    titles = [draft.title for draft in _drafts(f"# Light\n\n## Rooms\n\n{items}\n{alone}")]
    assert titles[-1] == "Lamps of room number 23"
    assert len(titles) == 13
    told = "## Towers\n\nWe like them.\n\n" + cited.format(23) + "\n\nThey are high, and dark at night.\n"
    assert len(_drafts(f"# Light\n\n## Rooms\n\n{items}\n{told}")) == 12
