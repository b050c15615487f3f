"""Articles with the names or accounts of those who wrote them behind a dash."""

import pytest

from llmprimer.importing.detect import read

TITLES = [
    "How I Broke a Lamp in One Night",
    "The Lamp That Would Not Burn",
    "Ten Ways to Hang a Lamp",
    "A Short Tale of Long Wicks",
    "Shades of Glass and What They Hide",
]
LINKED = [
    "[Ada Stern](https://twitter.com/adastern)",
    "[@bo_lind](https://x.com/bo_lind)",
    "[croe](https://medium.com/@croe)",
]


def authors(*behind, titles=TITLES):
    lines = [
        f"- [{title}](https://{n}.example/a){text}\n"
        for n, (title, text) in enumerate(zip(titles, behind, strict=False))
    ]
    drafts = read(f"# Lamps\n\n{''.join(lines)}", "list.md").drafts
    assert [draft.title for draft in drafts] == list(titles[: len(behind)])
    return [
        [" ".join(map(str, name.values())) for name in draft.fields.get("author", ())] or draft.fields.get("summary")
        for draft in drafts
    ]


def linked(*more):
    return authors(*(f" - {one}" for one in LINKED), *more)


def test_names_that_link_to_people_are_those_of_authors():
    assert linked() == [["Stern Ada"], ["@bo_lind"], ["croe"]]


@pytest.mark.parametrize(
    ("behind", "names"),
    [
        (" - glowworm", ["glowworm"]),
        (" - by glow7", ["glow7"]),
        (" – ada stern", ["Stern Ada"]),
        (" - Cy Roe", ["Roe Cy"]),
        (" - Halo (h4lo)", ["Halo (h4lo)"]),
        (" - [@one](https://x.com/one)//[@two](https://x.com/two)", ["@one", "@two"]),
        (" - Ada Stern & Bo Lind", ["Stern Ada", "Lind Bo"]),
        ("", None),
    ],
)
def test_a_word_in_their_place_is_an_author_too(behind, names):
    assert linked(behind)[3] == names


@pytest.mark.parametrize("behind", [" - 2019", " - CHI 2019", " - pdf", " - [slides](https://a.example/s)"])
def test_a_date_a_meeting_or_a_label_in_their_place_is_none(behind):
    assert not isinstance(linked(behind, " - glowworm")[3], list)


def test_words_behind_a_dash_are_no_authors_where_none_link_to_people():
    assert not any(isinstance(one, list) for one in authors(" - glowworm", " - Lamps", " - Shade", " - Halo"))


def test_words_behind_a_dash_are_no_authors_where_most_are_descriptions():
    told = [" - It tells of lamps and of rooms.", " - What shades hide from the rooms."]
    assert not any(isinstance(one, list) for one in authors(*(f" - {one}" for one in LINKED), *told)[1:3])


def test_accounts_behind_names_of_things_are_no_authors():
    names = ["Lamp Works", "Glow", "Halo Shades"]
    accounts = [f" - [@{name.replace(' ', '').lower()}](https://x.com/{n})" for n, name in enumerate(names)]
    assert not any(isinstance(one, list) for one in authors(*accounts, titles=names))


ENTRY = "- **{}**, {} [[Paper](https://{}.example/a)]\n"


def named(*who):
    entries = "".join(ENTRY.format(title, name, n) for n, (title, name) in enumerate(zip(TITLES, who, strict=False)))
    drafts = read(f"# Lamps\n\n{entries}", "list.md").drafts
    return [" ".join(map(str, d.fields["author"][0].values())) if "author" in d.fields else None for d in drafts]


PEOPLE = ["Ada Stern and Bo Lind.", "Cy Roe, Li Wei.", "Bo Lind et al."]


@pytest.mark.parametrize("team", ["Lumen Research Team", "GLOW Team", "The Glow Consortium"])
def test_a_team_is_the_author_where_others_are_named(team):
    assert named(*PEOPLE, f"{team}.")[3] == team


@pytest.mark.parametrize("who", ["Not specified.", "Lumen Team of the lamps in town.", "Lumen Press."])
def test_other_words_in_their_place_are_no_authors(who):
    assert named(*PEOPLE, who)[3] is None


def test_a_team_is_no_author_where_nobody_else_is_named():
    assert named("Glowing lamps.", "Lumen Research Team.", "Shades of rooms.")[1] is None
