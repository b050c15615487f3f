"""Lists of tools, courses and books: icons in links, tables of people, what a list advises against, bylines between dashes."""

import pytest

from llmprimer.importing.detect import read


def works(text):
    """Title and names of the first author of each work."""
    drafts = read(text, "list.md").drafts
    return [
        (d.title, " ".join(map(str, d.fields["author"][0].values())) if "author" in d.fields else None) for d in drafts
    ]


@pytest.mark.parametrize(
    "link",
    [
        "**[<img src='https://a.example/i.png' alt='icon' /> Lamp](https://lamp.example)**",
        "[![logo of it](https://a.example/i.png) Lamp](https://lamp.example)",
        "[Lamp <img alt='a lamp' src='i.png'>](https://lamp.example)",
        "<a href='https://lamp.example'><img alt='a lamp' src='i.png'> Lamp</a>",
    ],
)
def test_a_picture_in_a_link_with_words_is_no_part_of_the_title(link):
    assert works(f"# Lamps\n\n- {link} - Gives light to rooms.\n- [Glow](https://b.example) - Glows.\n")[1] == (
        "Glow",
        None,
    )
    assert works(f"# Lamps\n\n- {link} - Gives light to rooms.\n")[0][0] == "Lamp"


def test_a_picture_in_a_link_of_html_is_no_part_of_the_title():
    page = "<html><ul><li><a href='https://lamp.example'><img alt='icon'> Lamp</a> - Gives light.</li></ul></html>"
    assert [d.title for d in read(page, "list.html").drafts] == ["Lamp"]


PEOPLE = ["John Rawls", "Robert Nozick", "Claudia Goldin", "Martha Nussbaum"]
BOOKS = ["A Theory of Light", "Anarchy, Lamp, and Utopia", "Career and Shade", "Frontiers of Glow"]


@pytest.mark.parametrize(
    "head", ["Economist | Key Works", "Thinker | Notable book", "Who | Famous works", "Person | Books"]
)
@pytest.mark.parametrize("person", ["**[{}](https://en.wikipedia.org/wiki/x)**", "[{}](https://a.example/x)", "{}"])
def test_the_works_in_a_table_of_people_are_theirs(head, person):
    rows = "".join(
        f"| {person.format(name)} | {book} | Lamps, Rooms |\n" for name, book in zip(PEOPLE, BOOKS, strict=True)
    )
    drafts = read(f"# Lamps\n\n| {head} | Areas |\n|---|---|---|\n{rows}", "list.md").drafts
    assert [(d.title, d.fields["author"][0]["family"]) for d in drafts] == list(
        zip(BOOKS, [name.split()[1] for name in PEOPLE], strict=True)
    )
    assert not any("url" in d.fields for d in drafts)


def test_the_link_of_a_work_in_a_table_of_people_is_kept():
    rows = "".join(
        f"| [{name}](https://a.example/p{n}) | [{book}](https://a.example/b{n}) |\n"
        for n, (name, book) in enumerate(zip(PEOPLE, BOOKS, strict=True))
    )
    drafts = read(f"# Lamps\n\n| Thinker | Key book |\n|---|---|\n{rows}", "list.md").drafts
    assert [d.fields["url"] for d in drafts] == [f"https://a.example/b{n}" for n in range(4)]


@pytest.mark.parametrize("label", ["⛔ **Avoid**", "**Not recommended:**", "### Avoid", "### Don't use", "Do not use:"])
def test_what_a_list_advises_against_is_no_work(label):
    text = (
        f"# Lamps\n\n## Rooms\n\n{label}\n\n- [Old Lamp](https://a.example/1) - It smokes.\n- Older Lamp [![](https://a.example/b.svg)](https://a.example/2)\n\n"
        "**Use instead**\n\n"
        * (not label.startswith("#"))
        or f"# Lamps\n\n## Rooms\n\n{label}\n\n- [Old Lamp](https://a.example/1) - It smokes.\n\n### Use\n\n"
    )
    assert works(f"{text}- [New Lamp](https://a.example/3) - It glows.\n") == [("New Lamp", None)]


@pytest.mark.parametrize("byline", ["**{}**", "{}"])
def test_a_family_name_and_a_year_between_dashes_is_the_author_where_others_stand(byline):
    said = [
        "Stern et al. (2002)",
        "Lind et al. (2003)",
        "Roe et al. (2004)",
        "Popov (2005)",
        "Efron (1979, Ann. Statist.)",
        "Lamps & Shades",
    ]
    lines = "".join(
        f"- [Large Lamps of Room {n}](https://a.example/{n}) — {byline.format(who)} — how to light it.\n"
        for n, who in enumerate(said)
    )
    assert [who for _, who in works(f"# Lamps\n\n## Papers\n\n{lines}")] == [
        "Stern",
        "Lind",
        "Roe",
        "Popov",
        "Efron",
        None,
    ]


def test_a_sentence_about_meetings_is_a_description():
    said = "Maintained calendar and archive of conferences, workshops, and tutorials about lamps."
    drafts = read(f"# Lamps\n\n- [Events](https://a.example/1) - {said}\n", "list.md").drafts
    assert drafts[0].fields["summary"] == said


NAMES = "Lamp Glow-12 torchlight room_net Dimmer shade.js GLOWNET Large\u00a0Lamps wick Lux Beam".split(" ")


@pytest.mark.parametrize(
    "form",
    [
        "- [{0}](./lights/{0}/page.md) - {1} _(Python)_\n",
        "* **[{0}](notes/{0}.md)**: {1}\n",
        "1. [{0}](/docs/{0}) — {1}\n",
    ],
)
def test_names_that_link_to_pages_beside_the_list_are_works_where_most_entries_are_such(form):
    lines = "".join(form.format(name.replace("\u00a0", "-"), "Gives light to several rooms.") for name in NAMES)
    drafts = read(f"# Lights\n\n## Small\n\n{lines}", "list.md").drafts
    assert [d.title for d in drafts] == [name.replace("\u00a0", "-") for name in NAMES]
    assert all("Gives light to several rooms" in d.fields["summary"] and "url" not in d.fields for d in drafts)


def test_a_few_pages_beside_a_list_of_works_are_none():
    pages = "".join(f"- [Page {name}](docs/{name}.md) - How to use this list well.\n" for name in NAMES)
    lamps = "".join(f"- [Lamp {name}](https://a.example/{name}) - Gives light.\n" for name in NAMES * 2)
    assert len(works(f"# Lights\n\n## Guide\n\n{pages}\n## Lamps\n\n{lamps}")) == 2 * len(NAMES)
    few = pages.splitlines(keepends=True)[:4]
    assert works(f"# Lights\n\n## Guide\n\n{''.join(few)}") == []


def test_what_is_said_behind_owner_and_name_is_no_part_of_the_title():
    draft, other = read(
        "# Lamps\n\n- [stern/glow :octocat: - A small lamp](https://github.com/Stern/glow) - Runs in browsers.\n"
        "- [and/or](https://b.example/logic) - Two words.\n",
        "list.md",
    ).drafts
    assert draft.title == "stern/glow"
    assert draft.fields["summary"].startswith("A small lamp")
    assert "Runs in browsers" in str(draft.fields)
    assert other.title == "and/or"


@pytest.mark.parametrize("mark", ["🗒️", " 💡 ", "☀"])
def test_a_picture_in_a_link_parts_the_name_in_its_address_from_what_it_is(mark):
    text = f"# Lamps\n\n- [glow{mark}A small lamp](https://code.example/lit/glow)\n- [Lamps{mark}and rooms](https://a.example/1)\n"
    first, other = read(text, "list.md").drafts
    assert (first.title, first.fields["summary"]) == ("glow", "A small lamp")
    assert other.title == f"Lamps{mark}and rooms"


@pytest.mark.parametrize("address", ["https://t.me/lamp", "https://discord.gg/lamp"])
def test_chats_are_the_works_of_a_list_of_chats(address):
    rows = "".join(f"| [Lamp Talk {n}]({address}{n}) | What glows in rooms |\n" for n in range(10))
    head = "# Lamps\n\n| Channel | Description |\n|---|---|\n"
    drafts = read(f"{head}{rows}", "list.md").drafts
    assert [(d.title, d.fields["summary"]) for d in drafts] == [
        (f"Lamp Talk {n}", "What glows in rooms") for n in range(10)
    ]
    others = "".join(f"| [Lamp Book {n}](https://a.example/{n}) | What glowed |\n" for n in range(10))
    assert [d.title for d in read(f"{head}{rows}{others}", "list.md").drafts] == [f"Lamp Book {n}" for n in range(10)]


@pytest.mark.parametrize("maker", ["LIT", "Univ. of Light · LIT", "Lamp AI", "LIT · Lamp AI"])
def test_columns_have_heads_in_korean_and_the_names_of_makers(maker):
    rows = "".join(f"| [Lamp{n}](https://a.example/{n}) | {n}K | {maker} | 방을 밝힌다 |\n" for n in range(4))
    head = "# Lamps\n\n| 이름 | 크기 | 제작자 | 설명 |\n|---|---|---|---|\n"
    for draft in read(f"{head}{rows}", "list.md").drafts:
        assert draft.fields["author"] == [{"literal": name} for name in maker.split(" · ")]
        assert draft.fields["summary"] == "방을 밝힌다"


@pytest.mark.parametrize("label", ["MIT License", "MIT", "Terms of use"])
@pytest.mark.parametrize("file", ["LICENSE", "LICENSE.md", "COPYING", "license.txt"])
def test_the_license_of_a_work_is_no_work(label: str, file: str) -> None:
    text = (
        "# Lamps\n\n## Halls\n\n- [Large Lamps](https://a.example.org/1) - Much light\n"
        f"- [{label}](https://github.com/a/lamp/blob/main/{file})\n- [Small Lamps](https://a.example.org/2)\n"
    )
    assert [draft.title for draft in read(text, "a.md").drafts] == ["Large Lamps", "Small Lamps"]


def test_a_page_about_licenses_may_be_a_work() -> None:
    text = "# Lamps\n\n## Halls\n\n- [Large Lamps](https://a.example.org/1)\n- [Lamps to rent](https://b.example.org/lamps/license)\n"
    assert [draft.title for draft in read(text, "a.md").drafts] == ["Large Lamps", "Lamps to rent"]
