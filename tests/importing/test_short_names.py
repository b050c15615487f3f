"""Short names of works beside their titles, told by the other entries of the list."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import records

NAMED = [("GLOW", "Large Lamps for Small Rooms"), ("DIM", "DIM: Shades at Night"), ("LuxNet", "LuxNet: Light at Home")]


def entries(form: str, works: list[tuple[str, str]] = NAMED, site: str = "https://arxiv.org/abs/2101.0000") -> str:
    lines = (form.format(name=name, title=title, url=f"{site}{n}") for n, (name, title) in enumerate(works, 1))
    return "# Light\n\n## Lamps\n\n" + "\n".join(f"- {line}" for line in lines) + "\n"


@pytest.mark.parametrize(
    "form",
    [
        "[**{name}** — {title}]({url})",
        "[<b>{name}</b> - {title}]({url})",
        "[{name} — {title}]({url})",
        "**{name}** — {title} [[pdf]({url})]",
        "**{name}** - [{title}]({url})",
        "[{name}]({url}) – {title}",
    ],
)
def test_a_name_before_a_dash_and_the_title(form):
    found = records(entries(form))
    assert [(r["aliases"], r["title"]) for r in found] == [([name], title) for name, title in NAMED]


def test_names_before_a_dash_in_a_table():
    rows = "".join(
        f"| 2025 | [**{name}** — {title}](https://a.example.org/{n}) |\n" for n, (name, title) in enumerate(NAMED)
    )
    found = records(f"# Light\n\n## Lamps\n\n| Year | Paper |\n| --- | --- |\n{rows}")
    assert [r["title"] for r in found] == [title for _, title in NAMED]


@pytest.mark.parametrize("form", ["**{name}**: {title} [[pdf]({url})]", "**{name}:** {title} [[pdf]({url})]"])
def test_what_follows_a_bold_name_and_a_colon_belongs_to_the_title(form):
    works = [
        ("GLOW", "Large Lamps for Small Rooms"),
        ("DIM", "Shades of Lamps at Night"),
        ("LUX", "Light at Home and Abroad"),
    ]
    whole = [f"{name}: {title}" for name, title in works]
    assert [r["title"] for r in records(entries(form, works))] == whole


def test_a_bold_name_that_the_title_repeats_behind_a_colon_stands_once():
    found = records(entries("**{name}**: {title} [[pdf]({url})]"))
    assert [r["title"] for r in found][1:] == ["DIM: Shades at Night", "LuxNet: Light at Home"]


def test_a_dash_within_titles_stays_where_nothing_shows_a_name():
    works = [("GLOW", "Large Lamps for Small Rooms"), ("DIM", "Shades of Lamps at Night"), ("LUX", "Light at Home")]
    found = records(entries("[{name} - {title}]({url})", works))
    assert [r["title"] for r in found] == [f"{name} - {title}" for name, title in works]


def test_bold_names_of_tools_stay_their_titles():
    works = [
        ("lampfind", "finds lamps in a room"),
        ("lampoff", "turns lamps off at night"),
        ("lampon", "a tool for dawn"),
    ]
    found = records(entries("[**{name}** — {title}]({url})", works, "https://github.com/a/"))
    assert [(r["title"], r["summary"]) for r in found] == works


def test_what_tools_do_behind_a_colon_in_a_list_of_tools():
    works = [("lampfind", "finds lamps in a room"), ("Dim it", "Turns lamps off at night"), ("fd", "A finder of lamps")]
    lines = [f"- [{name}: {what}](https://github.com/a/{name.replace(' ', '_')})" for name, what in works]
    lines += ["- [lux - a meter that reads lamps](https://lux.example.org/)", "- [glow](https://github.com/a/glow)"]
    found = records("# Light\n\n## Tools\n\n" + "\n".join(lines) + "\n")
    assert [(r["title"], r["summary"]) for r in found[:3]] == works
    assert [r["title"] for r in found[3:]] == ["lux", "glow"]
    others = [
        f"- [{what} for lamps and rooms of all kinds](https://b.example.org/{n})" for n, (_, what) in enumerate(works)
    ]
    assert (
        records("# Light\n\n## Tools\n\n" + "\n".join(lines + others) + "\n")[0]["title"]
        == "lampfind: finds lamps in a room"
    )


def test_a_name_in_brackets_behind_the_titles():
    works = [
        ("DimNet", "Large Lamps for Small Rooms"),
        ("XLux", "Light in Very Deep Rooms"),
        ("GLoW", "Shades of Lamps at Dawn"),
    ]
    found = records(entries("[{title} ({name})]({url})", [*works, ("LLL", "A Study of Large Language Lamps")]))
    assert [(r["title"], r.get("aliases")) for r in found[:3]] == [(title, [name]) for name, title in works]
    assert found[3]["title"] == "A Study of Large Language Lamps (LLL)"  # it abbreviates the words before it
    assert (
        records(entries("[{title} ({name})]({url})", works[:2]))[0]["title"] == "Large Lamps for Small Rooms (DimNet)"
    )


@pytest.mark.parametrize(("times", "others", "title"), [(8, 8, "Large Lamps"), (7, 0, "Large Lamps (LL)")])
def test_abbreviations_in_brackets_are_names_where_most_titles_have_one(times, others, title):
    works = [("LL", f"Shades of Night {n} and Large Lamps") for n in range(times)]
    lines = entries("[{title} ({name})]({url})", works)
    more = "".join(f"- [A Study of Dim Rooms {n}](https://b.example.org/{n})\n" for n in range(others))
    assert records(f"{lines.rstrip()}\n{more}")[0]["title"] == f"Shades of Night 0 and {title}"


def test_two_names_in_brackets_before_a_title():
    works = [("GLOW & GLOW-2", "Large Lamps"), ("DIM", "Shades of Lamps"), ("LuxNet", "Light at Home")]
    found = records(entries("**({name}) {title}** [[pdf]({url})]", works))
    assert [(r["title"], r["aliases"]) for r in found] == [(title, [name]) for name, title in works]


def test_a_bold_name_within_a_column_of_titles():
    table = (
        "# Light\n\n## Lamps\n\n| Title | Link | Authors | Notes |\n| --- | --- | --- | --- |\n"
        "| **Glow**: large lamps for small rooms | https://a.example.org/1 | Stern A., et al. | Lamps that light. |\n"
        "| On the shade of lamps | https://a.example.org/2 | Lind B., et al. | Shades of lamps. |\n"
    )
    assert [r["title"] for r in records(table)] == ["Glow: large lamps for small rooms", "On the shade of lamps"]


def test_a_name_in_a_bracket_without_a_space_before_it():
    works = [
        ("SPPNet", "Small Pyramid Pooling of Lamps"),
        ("LuxNet v2", "Lights of Many Small Rooms"),
        ("DIM", "Dim Lights in the Dark"),
    ]
    found = records(entries("[{title}({name})]({url})", works))
    assert [(r["title"], r["aliases"]) for r in found] == [(title, [name]) for name, title in works]


def test_names_with_a_colon_before_titles_in_small_letters():
    works = [
        ("GLOW", "large lamps for the small rooms of old houses"),
        ("DIM", "A model of shades in halls"),
        ("LUX", "Towards light at home and abroad"),
    ]
    whole = [f"{name}: {title}" for name, title in works]
    form = "**{name}**: {title} [[paper]({url})]"
    assert [r["title"] for r in records(entries(form, works))] == whole
    apart = "# Light\n\n## Lamps\n\n" + "\n## Others\n\n".join(
        f"- {form.format(name=name, title=title, url=f'https://arxiv.org/abs/2101.0000{n}')}\n"
        for n, (name, title) in enumerate(works, 1)
    )
    assert [r["title"] for r in records(apart)] == whole


def test_a_paper_whose_description_repeats_its_name_has_its_title_there():
    works = [
        (name, f"{name}: a fast lamp for {where}")
        for name, where in (("GLOW", "halls"), ("DIM", "rooms"), ("LUX", "sea"))
    ]
    works += [("LampNet", "a lamp for stairs"), ("ShadeNet", "shades at night"), ("HallNet", "seeing halls")]
    site = "https://www.biorxiv.org/content/10"
    found = records(entries("[{name}]({url}) - {title}.", works, site))
    assert [r["title"] for r in found] == [title for _, title in works[:3]] + [name for name, _ in works[3:]]
    assert [r.get("aliases") for r in found] == [["GLOW"], ["DIM"], ["LUX"], None, None, None]
    tools = records(entries("[{name}]({url}) - {title}.", works, "https://github.com/a/"))
    assert [r["title"] for r in tools] == [name for name, _ in works]


def test_a_title_of_a_table_may_have_its_links_behind_it():
    head = "| Name | Paper Title | Year | Resources |\n| --- | --- | --- | --- |\n"
    rows = "".join(
        f"| {name} | {title} [[paper]](https://arxiv.org/abs/2101.0000{n}) | 2021 | / |\n"
        for n, (name, title) in enumerate(NAMED)
    )
    assert [r["title"] for r in records(f"# Light\n\n## Lamps\n\n{head}{rows}")] == [title for _, title in NAMED]


def test_bold_names_before_some_titles_of_papers_in_several_sections():
    named = [
        f"**{name}**: {title} [[pdf](https://arxiv.org/abs/2101.0000{n})] [Code]"
        for n, (name, title) in enumerate(BOLD)
    ]
    whole = [f"{title} [[pdf](https://arxiv.org/abs/2102.0000{n})]" for n, title in enumerate(PLAIN)]
    text = "# Light\n\n" + "".join(
        f"## Lamps {n}\n\n- {named[n]}\n- {whole[n]}\n- {whole[n + 3]}\n\n" for n in range(3)
    )
    assert [r["title"] for r in records(text)][::3] == [f"{name}: {title}" for name, title in BOLD]


def test_what_stands_behind_the_bold_names_of_tools_among_papers_describes_them():
    told = ("lights all the rooms of a house.", "dims what is too bright.", "finds lamps in pictures.")
    named = [f"**{name}**: {told[n]} [[code](https://github.com/stern/{n})]" for n, (name, _) in enumerate(BOLD)]
    whole = [f"{title} [[pdf](https://arxiv.org/abs/2102.0000{n})]" for n, title in enumerate(PLAIN)]
    text = "# Light\n\n" + "".join(f"## Lamps {n}\n\n- {named[n]}\n- {whole[n]}\n\n" for n in range(3))
    assert [r["title"] for r in records(text)][::2] == [name for name, _ in BOLD]


BOLD = [
    ("GLOW", "Large Lamps for Small Rooms"),
    ("DIM", "Shades of Paper at Night"),
    ("LuxNet", "Steady Light at Home"),
]
PLAIN = [f"Wide Halls and {word} Lamps" for word in ("Old", "New", "Long", "Low", "Red", "Blue")]
