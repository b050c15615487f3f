"""Items that say who wrote the work of the item above, and stand beside it."""

from __future__ import annotations

from typing import Any

import pytest

from llmprimer.importing.detect import read
from llmprimer.records.records import complete

TITLES = (
    "Large Lamps of Small Rooms",
    "Wide Lamps for Old Halls",
    "Steady Light on Long Stairs",
    "Shades and What They Do at Night",
)
PEOPLE = ("A.B. Stern and O. Lind", "Cy Roe, Bo Lind and Ada Stern", "Ada Stern and Ed Hall", "Ed Hall, Flo Ims")
FAMILIES = (["Stern", "Lind"], ["Roe", "Lind", "Stern"], ["Stern", "Hall"], ["Hall", "Ims"])
VENUES = ("Journal of Lamps", "Light Letters", "Lamp Reviews", "Journal of Halls")


def records(text: str) -> list[dict[str, Any]]:
    return [dict(complete(draft, source="a.md").fields) for draft in read(text, "a.md").drafts]


def entries(form: str) -> str:
    return "# Lamps\n\n## Papers\n\n" + "".join(
        form.format(title=TITLES[n], who=PEOPLE[n], venue=VENUES[n], n=n) for n in range(4)
    )


FORMS = {
    "at the level of the titles": "- [{title}](https://a.example.org/{n})\n- Authors: {who}\n- Journal: {venue}\n\n",
    "in bold": "- [{title}](https://a.example.org/{n})\n- **Authors**: {who}\n- **Venue**: {venue}\n\n",
    "with the institution first": "* [{title}](https://a.example.org/{n})\n* Institution: Harbour Lab\n* Author: {who}\n* Journal: {venue}\n\n",
    "without links on titles": "- {title}\n- Authors: {who}\n- Venue: {venue}\n- [PDF](https://a.example.org/{n})\n\n",
    "bullets below numbers": "1. [{title}](https://a.example.org/{n})\n- Authors: {who}\n- Venue: {venue}\n\n",
    "below, without colons": "- [{title}](https://a.example.org/{n})\n  - Authors {who}\n  - Venue {venue}\n\n",
    "below, in bold without colons": "- [{title}](https://a.example.org/{n})\n  - **Authors** {who}\n  - **Venue** {venue}\n\n",
    "below, behind dashes": "- [{title}](https://a.example.org/{n})\n  - Authors - {who}\n  - Venue - {venue}\n\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_facts_are_those_of_the_title_above(form: str) -> None:
    made = records(entries(FORMS[form]))
    assert [record["title"] for record in made] == list(TITLES)
    assert [[name["family"] for name in record["author"]] for record in made] == list(FAMILIES)
    assert [record["container_title"] for record in made] == list(VENUES)


def test_one_entry_whose_facts_are_indented_too_little() -> None:
    text = entries("* [{title}](https://a.example.org/{n})\n  * Authors: {who}\n  * Journal: {venue}\n\n").replace(
        "* [Wide", " *\t[Wide"
    )
    made = records(text)
    assert [record["title"] for record in made] == list(TITLES)
    assert [[name["family"] for name in record["author"]] for record in made] == list(FAMILIES)


def test_titles_that_begin_with_the_word_of_a_label_stay_works() -> None:
    titles = (
        "Author Names in Old Lamp Books",
        "Source Light of Large Rooms",
        "Time and Lamps of Wide Halls",
        "Authors and Their Lamps",
    )
    text = "# Lamps\n\n" + "".join(
        f"- Halls {n}\n  - [{title}](https://a.example.org/{n})\n" for n, title in enumerate(titles)
    )
    assert [record["title"] for record in records(text)] == list(titles)


def test_remarks_beside_the_authors_of_a_heading_take_none_of_them() -> None:
    text = "# Lamps\n\n## Papers\n\n" + "".join(
        f"### [{TITLES[n]}](https://a.example.org/{n})\n\n- Counts the lamps of rooms\n- Authors: {PEOPLE[n]}\n- Venue: {VENUES[n]}\n\n"
        for n in range(4)
    )
    assert [record["title"] for record in records(text)] == list(TITLES)


def test_labelled_links_are_works_where_nobody_names_authors() -> None:
    text = "# Lamps\n\n" + "".join(
        f"- [{title}](https://a.example.org/{n})\n- Date: 2020-0{n + 1}-01\n" for n, title in enumerate(TITLES)
    )
    assert [record["title"] for record in records(text)][:4] == list(TITLES)
