"""Headings without links that are the works, in Org mode and Markdown, and headings that are tasks, sections and notes."""

from __future__ import annotations

import pytest

from importing.test_nothing_lost import lost
from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft

REVIEWS = """#+TITLE: Books
#+TODO: LESEN | GELESEN

* Reviews
** 2011 [4/6]
*** DONE On Lamps                                                  :light:
CLOSED: [2011-03-02 Wed 17:25]

2011 sometime
Ada Stern

I wanted to light a room after it.
It was short, and all of it about the lamps of one street.

*** GELESEN Shades

2011 May 22
Bo Lind & Cy Roe

A second look.

*** DONE [#A] We, the Lamps

By Eve Moss (2001)
*** LESEN The Dark Room
*** DONE The Lamps of the Town
**** DONE Lit at Last

２０１１年４月
星野明子
**** DONE The Other Street

Dan Holm
** To read
*** TODO Robin Sommer
*** TODO Volume 1
*** TODO Volume 2
*** Something bright
"""


def drafts(text: str, name: str = "a.org") -> list[Draft]:
    return read(text, name).drafts


def family_names(draft: Draft) -> list[str]:
    return [name["family"] for name in draft.fields.get("author", ())]


def test_headings_with_a_state_are_works_if_several_have_their_author_below() -> None:
    made = drafts(REVIEWS)
    assert [draft.title for draft in made] == [
        "On Lamps",
        "Shades",
        "We, the Lamps",
        "The Dark Room",
        "Lit at Last",
        "The Other Street",
    ]
    assert [family_names(draft) for draft in made] == [["Stern"], ["Lind", "Roe"], ["Moss"], [], ["星野"], ["Holm"]]
    assert made[0].fields["summary"].startswith("I wanted to light a room after it.")
    assert made[0].headings[-1] == "2011 [4/6]"
    assert made[4].headings[-1] == "The Lamps of the Town"


def test_the_day_of_reading_is_no_date_of_the_work() -> None:
    reading = read(REVIEWS, "a.org")
    assert [draft.fields.get("issued") for draft in reading.drafts] == [None, None, "2001", None, None, None]
    assert "2011 May 22" in {left.text for left in reading.leftovers if left.reason == "when somebody read it"}
    assert set(lost(REVIEWS, reading)) <= {"done", "gelesen", "lesen"}


def test_tasks_without_anything_of_works_stay_headings() -> None:
    text = "#+TITLE: Lamp\n\n* TODO Mend the switch\n* DONE Buy a new bulb\nAda Stern\n\nShe knows the shop.\n* TODO Paint the shade\n* NEXT Ask the electrician\n"
    assert drafts(text) == []


def test_properties_of_headings_are_facts_of_works() -> None:
    entry = "** DONE {}\n:PROPERTIES:\n:author:   {}\n:year: {}\n:rating: 4\n:END:\n"
    works = [("On Lamps", "Ada Stern", 1968), ("Shades", "Bo Lind", 1971), ("Lit", "Cy Roe", 1976)]
    made = drafts("* Light\n" + "".join(entry.format(*work) for work in works) + "** TODO The Dark Room\n")
    assert [(draft.title, draft.fields.get("issued")) for draft in made] == [
        *((title, str(year)) for title, _, year in works),
        ("The Dark Room", None),
    ]
    assert [family_names(draft) for draft in made] == [["Stern"], ["Lind"], ["Roe"], []]


def test_citations_and_titles_with_links_beside_the_list_are_read_among_them() -> None:
    made = drafts(
        "* Light\n** DONE Stern, A. (1968) : On Lamps :old:\n:PROPERTIES:\n:author: Ada Stern\n:END:\n** DONE Lind, B. (1971): [[file:shades.org][Shades]]\n"
        "** DONE Roe, C. (1976): Lit at last\n*** Notes :noexport:\nNot the best one.\n** HOLD Bright Towns\n** KILL See [[https://a.example.org/][this page]]\n"
    )
    assert [draft.title for draft in made][:4] == ["On Lamps", "Shades", "Lit at last", "Bright Towns"]
    assert [family_names(draft) for draft in made][:3] == [["Stern"], ["Lind"], ["Roe"]]


KEYED = """#+TITLE: Reading

* Now
** Lamps for Small Rooms
[cite:@stern84_lamps]
** Light and its towns: an introduction
<2019-09-20 Fri>

(ref: [cite:@Lind_2013])

#+BEGIN_QUOTE
*2.5 Lamps, Rooms, and Towns*

All lamps are in rooms.
#+END_QUOTE
*** From the second chapter
Worth a look.
* Read
Texts that are read.
** 2018
*** Shades of the Street
(ref: [cite:@roe76]-CONTTO-4)

[[file:notes/shades.org][Notes]]
"""


def test_headings_over_the_keys_of_citations_are_works() -> None:
    reading = read(KEYED + "*** Bright Towns\ncite:moss01\n", "a.org")
    assert [draft.title for draft in reading.drafts] == [
        "Lamps for Small Rooms",
        "Light and its towns: an introduction",
        "Shades of the Street",
        "Bright Towns",
    ]
    assert not any("author" in draft.fields or "summary" in draft.fields for draft in reading.drafts)
    assert {left.reason for left in reading.leftovers if "stern84" in left.text} == {"the key of a citation"}


NOTES = "## {}\n\n*{}*\n\nIt tells of light in the evening, and of more than that.\n\n"
NAMED = [
    ("On Lamps", "Ada Stern"), ("Shades", "Bo Lind"), ("Lit at Last", "Cy Roe and Ada Stern"), ("Bright Towns", "Eve Moss"),
    ("The Dark Room", "Dan Holm"), ("Evenings", "Peter Lind"), ("Small Lights", "Maria Roe"), ("My Lamp", "David Park"),
]  # fmt: skip


def test_markdown_headings_over_names_and_notes_are_works() -> None:
    made = drafts("# Books\n\n" + "".join(NOTES.format(*work) for work in NAMED) + "## How I read\n\nSlowly.\n", "a.md")
    assert [draft.title for draft in made] == [title for title, _ in NAMED]
    assert all(draft.fields["author"] and draft.fields["summary"] for draft in made)


@pytest.mark.parametrize(
    "text",
    [
        "# Books\n\n" + "".join(NOTES.format(*work) for work in NAMED[:4]),  # too few
        "# Town\n\n" + "".join(NOTES.format("Session", name) for _, name in NAMED),  # one name for all
        "# Town\n\n" + "".join(f"## {title}\n\nIt is lit.\n\n" for title, _ in NAMED) + NOTES.format("On Lamps", "Ada"),
        "# Log\n\n" + "".join(f"## 1.{n}.0\n\n2019-05-0{n + 1}\n\n- A new lamp.\n\n" for n in range(9)),
    ],
)
def test_other_headings_over_names_and_dates_are_none(text: str) -> None:
    assert drafts(text, "a.md") == []


def test_short_lines_of_a_paragraph_stay_apart_and_long_ones_are_joined() -> None:
    reading = read(REVIEWS, "a.org")
    summary = reading.drafts[0].fields["summary"]
    assert "after it. It was short, and all of it about the lamps of one street." in summary.replace("  ", " ")


BARE = """* 紙の本

** 数学ガール
** 電気の基礎
** 素数夜曲
** On Lamps
** ハッカーと画家
* 電子書籍
** 力学演習
** 統計学入門
** 電子回路の基礎
** 暗い部屋
"""


@pytest.mark.parametrize("name", ["books.org", "books.md"])
def test_headings_with_nothing_below_are_works_if_the_document_has_nothing_else(name) -> None:
    text = BARE if name.endswith("org") else BARE.replace("**", "##").replace("* ", "# ")
    found = read(text, name)
    assert [draft.title for draft in found.drafts] == [line[3:] for line in BARE.splitlines() if line.startswith("** ")]
    assert {draft.headings for draft in found.drafts} == {("紙の本",), ("電子書籍",)}
    assert not lost(text, found)


@pytest.mark.parametrize(
    "text",
    [
        BARE.replace("\n", "\nIt is about a room without light.\n\n"),  # sections
        "".join(BARE.splitlines(keepends=True)[:8]),  # few
        BARE
        + "\n"
        + "".join(f"- [Lamps {n}](https://a.example.org/{n})\n" for n in range(9)),  # an outline above a list
    ],
)
def test_other_bare_headings_are_none(text) -> None:
    assert not [draft for draft in read(text, "books.org").drafts if "Lamps" not in draft.title]


def test_a_document_whose_only_headings_are_summaries_is_read():
    text = "<details><summary>Lamps</summary>\n\n- [Glow](https://glow.example.org/)\n\n</details>\n"
    assert [draft.title for draft in read(text, "lamps.md").drafts] == ["Glow"]
