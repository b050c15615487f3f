"""Citations without links in the forms of the humanities: titles in italics, dashes for authors, quotations."""

from llmprimer.importing.detect import read


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
