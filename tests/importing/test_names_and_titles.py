"""Which words of an entry are its title, and which name people, organizations, days, or nothing yet."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from importing.test_line_contents import authors, records
from importing.test_nothing_lost import lost
from llmprimer.importing.detect import read
from llmprimer.records.people_lists import leading_people
from llmprimer.records.written_dates import is_date, is_month, parse_date


def test_bold_people_a_dash_and_titles_in_italics_in_long_and_short_lists():
    names = ("Walter Stern", "Thomas Lind", "Charles Roe & Anna Fox", "Gerald Dee", "Serge Hall", "Ahmet Okay Lux")
    lines = [f"- **{name}** — *Lamps {n}* (in rooms)\n  - Lights: ★★★ | Kind: old" for n, name in enumerate(names)]
    text = "# L\n\n## Old\n\n" + "\n".join(lines[:3]) + "\n\n## New\n\n" + "\n\n### Own\n\n".join(lines[3:]) + "\n"
    found = records(text)
    assert [r["title"] for r in found] == [f"Lamps {n}" for n in range(6)]
    assert [authors(r)[0] for r in found] == [name.partition(" & ")[0] for name in names]
    assert not lost(text, read(text, "a.md"))


def test_names_of_things_before_a_dash_and_italics_are_no_people():
    text = "# L\n\n" + "".join(f"- **{name}** — *Lamps and What They Do*\n" for name in ("GlowNet", "LampKit", "Shade"))
    assert not any("author" in r for r in records(text))


PAPERS = (
    ("Glow", "Glow: Towards Large Lamps of Small Rooms", "Glow, CHI'20", "https://doi.org/10.1/1"),
    ("Ada", "Counting Lamps of Rooms without Light", "[Ada", "https://arxiv.org/abs/2401.00001"),
    ("LampFI", "Leveraging Shades of Halls for Lamps", "CHI'21", "https://a.example.org/10.1/2"),
    ("ray", "Automated Trees of Light in Large Rooms", "ray", "https://a.example.org/p.pdf"),
)


def table(papers: tuple[tuple[str, str, str, str], ...], name: str = "{0}") -> str:
    rows = (f"| {name.format(*paper)} | {paper[1]}. [{paper[2].strip('[')}]({paper[3]}) | old |\n" for paper in papers)
    return "# L\n\n## Lamps\n\n| Name | Description | Kind of light |\n|---|---|---|\n" + "".join(rows)


def test_descriptions_that_are_titles_of_papers():
    text = table(PAPERS)
    found = records(text)
    assert [r["title"] for r in found] == [paper[1] for paper in PAPERS]
    assert [r.get("aliases") for r in found] == [["Glow"], None, ["LampFI"], None]
    assert found[0]["container_title"] == "CHI"
    assert not lost(text, read(text, "a.md"))


def test_names_that_are_links_and_descriptions_of_other_pages_stay():
    assert [r["title"] for r in records(table(PAPERS, "[{0}]({3})"))] == [paper[0] for paper in PAPERS]
    pages = tuple((name, title, name, f"https://{name.lower()}.example.org/") for name, title, _, _ in PAPERS)
    assert [r["title"] for r in records(table(pages))] == [paper[0] for paper in PAPERS]


def test_entries_that_wait_for_a_work():
    open_ = ("- **shades**: (TODO) find one\n", "- **halls**: a survey [TBD]\n", "- **rooms**: (coming soon)\n")
    known = (f"- **lamps {n}**: [Lamps of {n} rooms](https://a.example.org/{n})\n" for n in range(5))
    text = "# L\n\n" + "".join((*known, *open_))
    assert len(records(text)) == 5
    assert len(records(text.replace("(TODO) ", ""))) == 6
    assert not lost(text, read(text, "a.md"))


def test_people_above_their_works_are_none():
    names = ("Christopher Stern", "Stuart Lind", "Sylvia Roe")
    text = "# L\n\n" + "".join(
        f"- [{name}](https://people.example.org/{n}/a): Lamps and light\n"
        f"    - [Lamps of room {n}](https://a.example.org/{n})\n"
        f"    - [Shades of room {n}](https://b.example.org/{n})\n"
        for n, name in enumerate(names)
    )
    titles = [r["title"] for r in records(text)]
    assert titles == [f"{what} of room {n}" for n in range(3) for what in ("Lamps", "Shades")]
    assert not lost(text, read(text, "a.md"))
    tools = text
    for name, tool in zip(names, ("Glow Lamp", "Rocket Lamp", "Spring Lamp"), strict=True):
        tools = tools.replace(name, tool)
    assert len(records(tools)) == 9


def test_a_title_with_an_empty_link_has_the_address_of_the_label_behind_it():
    (found, _) = records(
        "# L\n\n- [Sun of rooms]() [:package:](https://a.example.org/q) - Light in [rooms](https://r.example.org/a).\n"
        "- [Lamps of halls](https://b.example.org/) - Light in halls.\n"
    )
    assert (found["title"], found["url"]) == ("Sun of rooms", "https://a.example.org/q")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("22 ene 2025", "2025-01-22"),
        ("1 de marzo de 2020", "2020-03-01"),
        ("15. März 2021", "2021-03-15"),
        ("1er décembre 2012", "2012-12-01"),
        ("25 août 2013", "2013-08-25"),
        ("4 settembre 2019", "2019-09-04"),
        ("5 out. 2019", "2019-10-05"),
        ("3 giugno 2018", "2018-06-03"),
        ("3 juil. 2018", "2018-07-03"),
    ],
)
def test_days_in_other_languages(text, date):
    assert str(parse_date(text)) == date
    assert is_date(text)


def test_words_like_months_are_none_elsewhere():
    assert str(parse_date("Mars 2020")) == "2020"
    assert is_month("ene")
    assert not is_month("lamp")


def test_organizations_behind_a_day_where_some_certainly_are():
    def lines(*names: str) -> str:
        return "# L\n\n" + "".join(
            f"- **Lamps of {n} rooms** (22 ene 20{n} – {name})\n  [OpenReview](https://openreview.net/forum?id=a{n})\n"
            for n, name in enumerate(names, 10)
        )

    text = lines("Light Institute, Lumen", "OpenLamp", "Harbour University y Lumen", "Shade")
    found = records(text)
    assert [r["organizations"] for r in found] == [
        ["Light Institute", "Lumen"],
        ["OpenLamp"],
        ["Harbour University", "Lumen"],
        ["Shade"],
    ]
    assert [r["issued"] for r in found] == [f"20{n}-01-22" for n in range(10, 14)]
    assert not read(text, "a.md").leftovers[1:]
    places = records(lines("Paris", "Berlin", "New York", "Oslo"))
    assert not any("organizations" in r for r in places)


def test_accents_behind_their_letters_do_not_end_names_in_markdown() -> None:
    text = "# Lamps\n\n## Halls\n\n" + "".join(
        f"- [Large Lámps of Room {n}](https://a.example.org/{n}) by {who}, 201{n}.\n"
        for n, who in enumerate(("Ada Störn and Jürgen Lind", "Bo Röe", "Günther Palm, Ana Lopes, and Zoë Gançar"))
    )
    made = read(normalize("NFD", text), "a.md").drafts
    assert [draft.title for draft in made] == [f"Large Lámps of Room {n}" for n in range(3)]
    assert [[one["family"] for one in draft.fields["author"]] for draft in made] == [
        ["Störn", "Lind"],
        ["Röe"],
        ["Palm", "Lopes", "Gançar"],
    ]
    assert not any("summary" in draft.fields for draft in made)


@pytest.mark.parametrize("by", ["by ", ""])
@pytest.mark.parametrize("last", ["Van Roe, Max", "Lind, Max"])
def test_the_last_of_turned_names_may_have_a_family_name_of_two_words(by: str, last: str) -> None:
    leading = leading_people(f"{by}Stern, Ada and Fox, Bo and {last}, 2016.")
    assert leading is not None
    assert [(name["family"], name["given"]) for name in leading[0].names] == [
        ("Stern", "Ada"),
        ("Fox", "Bo"),
        tuple(last.split(", ")),
    ]


def test_names_in_order_end_at_the_title_behind_the_last() -> None:
    leading = leading_people("by Ada Stern and Bo Lind, Large Lamps of Rooms, 1993")
    assert leading is not None
    assert [name["family"] for name in leading[0].names] == ["Stern", "Lind"]
