"""Documents whose paragraphs are works: numbered titles without links, and bare addresses; rows of two works."""

import pytest
from tests.importing.test_line_contents import records

from llmprimer.importing.detect import read

TITLES = [
    "Large Lamps of Small Rooms: A Study of Shades",
    "Finding the Lamps of Dark Rooms with Mirrors",
    "3D Lamps for Scenes with Moving Shades and Walls",
    "Lamp Fields Learned from Views of Empty Rooms",
    "Learning to glow with attention over old wicks",
    "Burning Oil and Glowing Glass in Long Winters",
    "A Short History of Wicks and of Those Who Made Them",
    "Mirrors and Lamps: Two Ways to Light a Hall",
    "Shades of Paper for the Rooms of Many Houses",
]


def titles(text):
    return [draft.title for draft in read(text, "list.md").drafts]


@pytest.mark.parametrize("number", ["{}.", "{}、", "({}) ", "{})", "{} "])
def test_numbered_titles_in_paragraphs_are_works_whatever_the_space(number):
    lines = [f"{number.format(n)}{title}" for n, title in enumerate(TITLES, 1)]
    text = "**1. Lamps: what they are**\n\n" + "\n\n".join(lines)
    assert titles(f"# Notes\n\n{text}\n") == TITLES


def test_numbered_titles_may_stand_on_lines_of_one_paragraph():
    assert titles("# Notes\n\n" + "\n".join(f"{n}.{title}" for n, title in enumerate(TITLES, 1))) == TITLES


def test_numbers_of_two_parts_end_before_a_title_with_a_digit():
    lines = [f"{1 + n // 3}.{1 + n % 3}{title}" for n, title in enumerate(TITLES)]
    assert titles("# Notes\n\n" + "\n\n".join(lines)) == TITLES


@pytest.mark.parametrize(
    "line",
    [
        "{}.Open the box and take the lamp out of it",
        "{}.Introduction to Lamps",
        "{}.We released a Large Lamp of Small Rooms",
    ],
)
def test_numbered_steps_sections_and_news_are_no_works(line):
    lines = (f"{line.format(n)} {'ABCDEFGHI'[n - 1]}" for n in range(1, 10))
    assert titles("# Notes\n\n" + "\n\n".join(lines)) == []


def test_a_few_numbered_lines_are_no_works():
    assert titles("# Notes\n\n" + "\n\n".join(f"{n}.{title}" for n, title in enumerate(TITLES[:4], 1))) == []


ADDRESSES = [f"https://github.com/stern/lamp{n}" for n in range(4)]


def paragraphs(*more, alone=ADDRESSES):
    lines = [
        *alone,
        "https://github.com/lind/glow   a lamp for small rooms",
        "https://glow.example/shop Sells lamps",
        *more,
    ]
    return read("# Lamps\n\n## Tools\n\n" + "\n\n".join(lines) + "\n", "list.md").drafts


def test_addresses_in_paragraphs_are_works_with_what_stands_behind_them():
    drafts = paragraphs()
    assert [d.fields["url"] for d in drafts] == [
        *ADDRESSES,
        "https://github.com/lind/glow",
        "https://glow.example/shop",
    ]
    assert [d.title for d in drafts] == ["lamp0", "lamp1", "lamp2", "lamp3", "glow", "https://glow.example/shop"]
    assert [d.fields.get("summary") for d in drafts[3:]] == [None, "a lamp for small rooms", "Sells lamps"]


@pytest.mark.parametrize(
    ("behind", "title", "summary"),
    [
        ("Wick Tools — make wicks of wool", "Wick Tools", "make wicks of wool"),
        ("- Wicks - make wicks of wool", "wick-tools", "Wicks - make wicks of wool"),
        ("The best tools of all for wicks — of wool", "wick-tools", "The best tools of all for wicks — of wool"),
        ("tools for wicks https://wicks.example", "wick-tools", "tools for wicks"),
    ],
)
def test_a_name_before_a_dash_is_the_title_if_the_address_has_it(behind, title, summary):
    draft = paragraphs(f"https://github.com/roe/wick-tools  {behind}")[-1]
    assert (draft.title, draft.fields["summary"], draft.fields["url"]) == (
        title,
        summary,
        "https://github.com/roe/wick-tools",
    )


def test_a_titled_link_among_addresses_has_none_of_them():
    drafts = paragraphs(
        "[Shade](https://shade.example) — Shows all the shades.", "https://a.example/b", "https://b.example/c"
    )
    assert [d.fields["url"] for d in drafts[-3:]] == [
        "https://shade.example",
        "https://a.example/b",
        "https://b.example/c",
    ]
    assert drafts[-3].links == ()


def test_a_link_without_a_text_is_no_address_among_them():
    assert len(paragraphs("[](https://a.example/b)", "![](https://a.example/c.png)")) >= 6


def test_a_few_addresses_between_paragraphs_of_text_are_no_works():
    text = [f"Lamps of kind {n} are [told of](https://{n}.example/a) in the old books of the hall." for n in range(9)]
    lines = [*text, *ADDRESSES, "https://github.com/lind/glow   a lamp for small rooms", "https://glow.example/shop"]
    assert read("# Lamps\n\n## Tools\n\n" + "\n\n".join(lines) + "\n", "list.md").drafts == []


def sections(*entries, level="###"):
    return read("# Lamps\n\n## Tools\n\n" + "\n\n".join(f"{level} {entry}" for entry in entries) + "\n", "list.md")


NAMED = [
    "Glow\nhttps://github.com/stern/glow\n\nLights up rooms",
    "Shade Kit\nhttps://github.com/lind/shadekit\n\n`shadekit -x`",
    "Wick\nhttps://www.wick.example/\n\nA wick for the oldest lamps of the city.\n\n`wick -a`",
    "Oilcan and more\nhttps://github.com/roe/oilcan",
    "The lamps of old\nhttps://gitlab.com/roe/7361",
    "Beam / Tallow\nhttps://github.com/roe/beam / https://github.com/roe/tallow",
]


def test_headings_that_name_the_address_alone_below_them_are_titles_over_what_is_said():
    reading = sections(*NAMED)
    assert [draft.title for draft in reading.drafts] == [
        "Glow", "Shade Kit", "Wick", "Oilcan and more", "The lamps of old", "Beam / Tallow"
    ]  # fmt: skip
    told = [draft.fields.get("summary") for draft in reading.drafts]
    assert told == ["Lights up rooms", None, "A wick for the oldest lamps of the city.", None, None, None]
    assert {"`shadekit -x`", "`wick -a`"} <= {left.text for left in reading.leftovers}


def test_headings_of_sections_are_no_titles_of_the_addresses_below_them():
    addresses = [f"Kind {n}\n\n{address}" for n, address in enumerate((*ADDRESSES, *ADDRESSES))]
    drafts = sections(*(f"{one}{n}" for n, one in enumerate(addresses))).drafts
    assert [draft.title for draft in drafts] == [f"lamp{n % 4}{n}" for n in range(8)]


def test_a_short_line_below_a_heading_and_its_address_tells_nothing_where_other_links_follow():
    more = "Kits\nhttps://github.com/roe/kits\n\nFor the dark\n\nhttps://github.com/roe/torch"
    draft = next(draft for draft in sections(*NAMED, more).drafts if draft.title == "Kits")
    assert "summary" not in draft.fields
    above = "Kegs\nhttps://github.com/roe/kegs\n\nUp again\n\n[Top](#lamps)"
    draft = next(draft for draft in sections(*NAMED, above).drafts if draft.title == "Kegs")
    assert "summary" not in draft.fields


TABLE = "| Name | based on | main points | limits |\n| --- | --- | --- | --- |\n"


def rows(*names):
    made = (
        f"| {name} | [Oil](https://oil.example) | gives light to [hall](https://{n}.example/h) and room {n} | not to garden number {n} |\n"
        if n == 1
        else f"| {name} | [Oil](https://oil.example) | gives light to hall and room {n} | not to garden number {n} |\n"
        for n, name in enumerate(names)
    )
    return read(f"# Lamps\n\n{TABLE}{''.join(made)}", "list.md").drafts


SINGLE = [f"[{name}](https://{name.lower()}.example/)" for name in ("Glow", "Shade", "Halo", "Wick")]


@pytest.mark.parametrize("joint", ["&", "and", "与"])
def test_two_works_in_a_cell_are_two_with_the_description_of_the_row(joint):
    drafts = rows(*SINGLE, f"[Beam](https://beam.example/) {joint} [**Ray**](https://ray.example/)*")
    assert [d.title for d in drafts] == ["Glow", "Shade", "Halo", "Wick", "Beam", "Ray"]
    assert [d.fields["url"] for d in drafts[-2:]] == ["https://beam.example/", "https://ray.example/"]
    assert {d.fields["summary"].startswith("gives light to hall and room 4") for d in drafts[-2:]} == {True}


@pytest.mark.parametrize(
    "cell",
    [
        "[Beam](https://beam.example/) and [exercises](https://beam.example/e)",
        "[Beam](https://beam.example/) & [code](https://github.com/a/beam)",
        "[Beam](https://beam.example/) and [Beam (German)](https://beam.example/de)",
        "[Beam](https://beam.example/) and why [Ray](https://ray.example/) burns",
    ],
)
def test_parts_of_a_work_in_its_cell_are_no_others(cell):
    assert [d.title for d in rows(*SINGLE, cell)][4:] == ["Beam"]


def test_a_column_of_descriptions_may_have_links_in_few_cells():
    assert rows(*SINGLE)[1].fields["summary"].startswith("gives light to hall and room 1")


def test_labels_that_recur_below_paragraphs_tell_about_the_works():
    text = "# Lamps\n\n" + "\n\n".join(
        f"A. **Stern** et al.: [Large lamps of {n} rooms (2019)](https://a.example.org/{n})\n- Aim: tell how large a lamp of {n} rooms must be\n"
        f"- Kind of light: {light}\n- Oil + wick: {n}\n- Code: [GitHub](https://github.com/stern/lamps-{n})"
        for n, light in zip(("two", "three", "four", "five"), ("warm", "cold", "dim", "bright"), strict=True)
    )
    reading = read(text, "a.md")
    assert [draft.title for draft in reading.drafts] == [
        f"Large lamps of {n} rooms" for n in ("two", "three", "four", "five")
    ]
    for draft in reading.drafts:
        assert draft.fields["summary"].startswith("tell how large a lamp of ")
        assert [said.split()[0].lower() for said, _ in draft.links] == ["code"]


def test_names_that_do_not_recur_below_paragraphs_are_no_labels():
    text = "# Lamps\n\n" + "\n\n".join(
        f"See [Large lamps of {n} rooms](https://a.example.org/{n}) and:\n- Lamp {n}a: warm light\n- Lamp {n}b: cold light"
        for n in range(4)
    )
    assert not any("light" in draft.fields.get("summary", "") for draft in read(text, "a.md").drafts)


TITLES_OVER_LABELS = (
    "Large Lamps for Small Rooms [[paper](https://a.example.org/0)], [[code](https://github.com/stern/lamps)]",
    "Wide Lamps for Old Halls [[paper](https://a.example.org/1)]",
    "Steady Light on Long Stairs: A Survey [[pdf](https://a.example.org/2)] [code]",
    "Many Lamps at Home ([paper](https://a.example.org/3))",
    "Few Lamps at Home. [[paper](https://a.example.org/4)], CHI 2020",
    "Shades for large and small rooms [[paper](https://a.example.org/5)]",
)


def test_paragraphs_that_are_titles_before_labels_of_their_links():
    text = "# Light\n\n## Lamps\n\n" + "".join(
        f"### Kind {n}\n\n{title}\n\n" if n % 2 else f"{title}\n\n" for n, title in enumerate(TITLES_OVER_LABELS)
    )
    found = records(f"{text}Please see the list of all lamps [[code](https://b.example.org/)]\n")
    assert [r["url"] for r in found] == [f"https://a.example.org/{n}" for n in range(6)]
    assert [r["title"] for r in found][:2] == ["Large Lamps for Small Rooms", "Wide Lamps for Old Halls"]
    assert [r["title"] for r in found][3:5] == ["Many Lamps at Home", "Few Lamps at Home"]
    assert found[0]["links"] == [{"type": "code", "url": "https://github.com/stern/lamps"}]


def test_a_few_such_paragraphs_among_prose_are_no_list():
    prose = "".join(f"We light many rooms as the paper [{n}](https://b.example.org/{n}) says.\n\n" for n in range(9))
    assert records(f"# Light\n\n## Lamps\n\n{TITLES_OVER_LABELS[1]}\n\n{prose}{TITLES_OVER_LABELS[3]}\n") == []
