"""Bold titles below headings and below words that introduce them, and sentences below titles."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft
from llmprimer.records.links import typed_links


def drafts(text: str) -> list[Draft]:
    return read(text, "a.md").drafts


def test_a_bold_title_below_a_heading_is_the_title() -> None:
    made = drafts(
        "# Lamps\n\n## How much light there is in a room\n\nFor this, consider citing:\n\n**Large lamps of small rooms and their light**\n\n"
        "* Authors: *Ada Stern, and Bo Lind*\n* Paper: [arXiv](https://a.example.org/1)\n\n"
        "## GLOW\n\n**GLOW: Walking at night in towns**\n\n* Authors: *Cy Roe*\n* Paper: [arXiv](https://a.example.org/2)\n"
    )
    assert [draft.title for draft in made] == [
        "Large lamps of small rooms and their light",
        "GLOW: Walking at night in towns",
    ]
    assert [draft.fields["author"][0]["family"] for draft in made] == ["Stern", "Roe"]
    assert made[1].fields["aliases"] == ["GLOW"]


def test_a_heading_without_a_bold_title_stays_one() -> None:
    (made,) = drafts(
        "# Lamps\n\n## Large lamps of small rooms\n\nThis is **the best** one.\n\n* Authors: *Ada Stern*\n* Paper: [pdf](https://a.example.org/1)\n"
    )
    assert made.title == "Large lamps of small rooms"


def test_an_author_below_a_heading_is_no_work() -> None:
    entry = "## Lamp {0}\n\n**Large lamps of small rooms number {0}**\n\n* Authors: *Ada Stern*\n* Paper: [pdf](https://a.example.org/{0})\n\n"
    made = drafts("# Lamps\n\n" + "".join(entry.format(n) for n in range(4)) + "## Dark lamp\n\n* Author: *Bo Lind*\n")
    assert len(made) == 4


ENTRIES = "**Large Lamps by Ada Stern**  \n<https://a.example.org/1>\n\n**Small Lamps by Bo Lind**  \n<https://a.example.org/2>\n\n**Old Lamps by Eve Moss**  \n<https://a.example.org/4>\n\n"


def test_words_above_a_bold_title_introduce_it() -> None:
    text = (
        "# Lamps\n\n"
        + ENTRIES
        + "On small rooms:  \n**No Lamps by Cy Roe**  \n<https://a.example.org/3>  \nTells why rooms are dark.\n"
    )
    reading = read(text, "a.md")
    assert [draft.fields["url"][-1] for draft in reading.drafts] == ["1", "2", "4", "3"]
    last = reading.drafts[-1]
    assert last.title.startswith("No Lamps")
    assert last.line == 13
    assert "On small rooms" in " ".join((*last.headings, *(left.text for left in reading.leftovers)))


def test_a_line_without_a_colon_introduces_nothing() -> None:
    reading = read("# Lamps\n\n" + ENTRIES + "We like\n**lamps**\n[here](https://a.example.org/3) as well.\n", "a.md")
    assert len(reading.drafts) == 3


@pytest.mark.parametrize(
    ("labels", "types"),
    [
        (("Paper", "Video", "Slides"), ("video", "slides")),
        (("Статья", "Видео", "Слайды"), ("video", "slides")),
        (("Webseite", "Quellcode", "Folien"), ("code", "slides")),
        (("Enlace", "Código", "Diapositivas"), ("code", "slides")),
    ],
)
def test_labels_of_links_in_paragraphs_of_their_own_are_links_of_the_heading(
    labels: tuple[str, ...], types: tuple[str, ...]
) -> None:
    links = "\n\n".join(f"[{label}](https://a.example.org/{n})" for n, label in enumerate(labels))
    (made, other) = drafts(
        f"# Lamps\n\n## Large lamps of small rooms\n\n{links}\n\nTells of the rooms that have the largest lamps.\n\n"
        "## Old lamps\n\nhttps://b.example.org/1\n\nhttps://b.example.org/2\n"
    )
    assert made.title == "Large lamps of small rooms"
    assert made.fields["url"] == "https://a.example.org/0"
    assert made.fields["summary"] == "Tells of the rooms that have the largest lamps."
    typed = typed_links(made.links, made.fields["url"])
    assert [link["type"] for link in typed] == list(types)
    assert (other.title, other.links) == ("Old lamps", ())


def test_a_linked_picture_belongs_to_the_work_below_it_and_not_to_the_heading() -> None:
    channel = (
        "[![The sign of {0}](https://i.example.org/{0}.png)](https://video.example.org/{0})\n\n"
        "[**Lamps of {0}**](https://video.example.org/{0}) \\\nAbout: light and rooms\n\n"
    )
    made = drafts(
        f"# Channels\n\n## Rooms\n\nSome words about rooms and their light.\n\n{channel.format('ada')}{channel.format('bo')}"
        f"## Walks\n\n{channel.format('cy')}"
    )
    assert [draft.title for draft in made] == ["Lamps of ada", "Lamps of bo", "Lamps of cy"]


def test_a_linked_picture_is_of_the_heading_where_something_else_follows() -> None:
    entry = "## Large lamps of room {0}\n\n[![View](https://i.example.org/{0}.png)](https://a.example.org/{0})\n\n"
    made = drafts("# Lamps\n\n" + "".join(entry.format(n) for n in range(3)))
    assert [(draft.title, draft.fields["url"]) for draft in made] == [
        (f"Large lamps of room {n}", f"https://a.example.org/{n}") for n in range(3)
    ]
