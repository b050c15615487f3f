"""Who wrote a work, and what a list says about it, where these stand in cells, paragraphs and lines of their own."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import records

from llmprimer.importing.detect import read

THINGS = [
    "Warm Lamp",
    "Cold Lamp",
    "Old Shade",
    "New Shade",
    "Hall Light",
    "Desk Light",
    "Long Cord",
    "Short Cord",
    "Bulb",
]
SAYS = [
    "finds {} in large rooms",
    "asks people about {} at night",
    "counts {} in old houses",
    "draws {} with pens",
    "sells {} by mail",
    "keeps {} in good order",
    "bends {} into shape",
    "hides {} behind doors",
    "shows {} to guests",
]


def table(head: str, row: str, count: int = 9) -> str:
    rows = [
        row.format(thing=thing, says=says.format("lamps"), n=n)
        for n, (thing, says) in enumerate(zip(THINGS[:count], SAYS, strict=False))
    ]
    return "\n".join([head, "|---" * (head.count("|") - 1) + "|", *rows, ""])


def summaries(text: str) -> list[str]:
    return [str(fields.get("summary", "")) for fields in records(f"# Lamps\n\n## Works\n\n{text}")]


def families(text: str) -> list[list[str]]:
    found = records(f"# Lamps\n\n## Works\n\n{text}")
    return [[name.get("family", name.get("literal")) for name in fields.get("author", ())] for fields in found]


def test_a_column_called_task_may_hold_descriptions():
    text = table("| Name | Task / Domain | Link |", "| {thing} | {says} | https://a.example.org/{n} |")
    assert summaries(text) == [says.format("lamps") for says in SAYS]


def test_tasks_of_a_word_or_two_stay_keywords():
    text = table("| Name | Task | Link |", "| {thing} | reading {n}, hiding | https://a.example.org/{n} |")
    assert summaries(text) == [""] * 9


def test_small_tables_with_equal_heads_are_read_as_one():
    row = "| [{thing}](https://a.example.org/{n})<br>*open* | {says} |"
    whole = table("| Lamp | What it does |", row).splitlines()
    parts = [f"\n### Room {n}\n\n" + "\n".join([*whole[:2], line]) for n, line in enumerate(whole[2:])]
    assert [text.removeprefix("open. ") for text in summaries("\n".join(parts))] == [s.format("lamps") for s in SAYS]


def test_a_head_with_a_link_to_a_note_is_a_head():
    text = table("| Title | Tags [?](#tags) |", "| [{thing}](https://a.example.org/{n}) | warm |")
    found = read(f"# Lamps\n\n## Works\n\n{text}", "list.md")
    assert [draft.title for draft in found.drafts] == THINGS
    assert [draft.fields.get("keywords") for draft in found.drafts] == [["warm"]] * len(THINGS)


def test_others_show_that_a_cell_has_people():
    text = table("| Title | Short |", "| [{thing} of Many Rooms](https://a.example.org/{n}) | Stern et al. |", count=3)
    assert families(text) == [["Stern"]] * 3


def test_a_quotation_below_a_heading_is_about_it_though_a_table_of_facts_follows():
    text = "### [Warm Lamp](https://a.example.org)\n\n> It finds lamps\n> in rooms.\n\n![Lamp](https://a.example.org/a.png)\n\n| Age | Time |\n|---|---|\n| 7 | 30 |\n"
    assert summaries(text) == ["It finds lamps in rooms."]


def test_paragraphs_below_the_links_of_a_heading_are_about_it():
    entry = "### {0}\nAda Stern and Bo Lind,\nLamp Week,\nJune 1985\n\n[pdf](https://a.example.org/{1}.pdf)\n\nIt finds lamps in\nlarge rooms.\n\nIt is still worth reading today.\n"
    text = entry.format("Lamps of Many Rooms", 1) + "\n" + entry.format("Shades of Small Rooms", 2)
    assert summaries(text) == ["It finds lamps in large rooms. It is still worth reading today."] * 2


def test_a_line_that_breaks_within_a_name_goes_on():
    text = "### Lamps of Many Rooms\n\nAda Stern, Bo Lind, Cy\nRoe, Di U. Doe, and Ed Moe\nProceedings of the 5th Lamp Symposium\n\n[pdf](https://a.example.org/1.pdf)\n"
    assert families(text) == [["Stern", "Lind", "Roe", "Doe", "Moe"]]


def test_facts_with_labels_may_share_a_line():
    text = "1. **Lamps of Many Rooms** (2023)\n\n   *First author: Ada Stern; venue: Lamp Week.* [[Paper]](https://a.example.org/1) -- Finds lamps in rooms.\n"
    assert families(text) == [["Stern"]]
    assert summaries(text) == ["Finds lamps in rooms."]


def test_what_stands_below_the_tenth_item_is_within_it():
    entry = "{0}. **Lamps of {0} Rooms** (2023)\n\n   [[Paper]](https://a.example.org/{0}) -- Finds lamps in rooms.\n"
    found = records("# Lamps\n\n## Works\n\n" + "\n".join(entry.format(n) for n in range(8, 13)))
    assert [fields.get("url") for fields in found] == [f"https://a.example.org/{n}" for n in range(8, 13)]


def test_a_label_with_a_sentence_is_a_description():
    text = "- [Lamps of Many Rooms](https://a.example.org/1)\n  - Tasks: finding the lamps of a room by their light\n"
    assert summaries(text) == ["finding the lamps of a room by their light"]


@pytest.mark.parametrize("count", [2, 3])
def test_people_before_what_they_say_are_authors_if_the_list_shows_it(count):
    names = ["Stern and Lind", "Stern, Roe, and McDoe", "Sant'Lind and Moe"][:count]
    lines = [f"- [{thing}](https://a.example.org/{thing[:2]}) - {who} on lamps in rooms.\n" for thing, who in zip(THINGS, names, strict=False)]  # fmt: skip
    expected = [["Stern", "Lind"], ["Stern", "Roe", "McDoe"], ["Sant'Lind", "Moe"]]
    assert families("".join(lines)) == (expected if count == 3 else [[], []])


def test_people_behind_a_description_and_a_dash():
    form = "- [{} Rooms](https://a.example.org/{}) Finds lamps in rooms. - {} (2019).\n"
    people = ["Ada Stern et al", "Bo Lind et al", "Cy Roe et al", "Di Moe"]
    text = "".join(form.format(thing, n, who) for n, (thing, who) in enumerate(zip(THINGS, people, strict=False)))
    assert families(text) == [["Stern"], ["Lind"], ["Roe"], ["Moe"]]
    assert families(form.format("Old", 1, "Light Week")) == [[]]


@pytest.mark.parametrize(
    "who", ["Written by [@stern_a](https://x.example.org/stern_a)", "Posted by stern_a.", "by @stern_a"]
)
def test_accounts(who):
    assert families(f"- [Lamps of Many Rooms](https://a.example.org/1) - {who}\n") == [["stern_a"]]


def test_links_of_people_and_years_below_several_entries():
    form = "- [{}](https://a.example.org/{}) - Finds lamps.\n[ [{}, 2017](https://doi.org/10.1000/{}) ]\n"
    people = ["Stern et al.", "Lind et al.", "de Roe et al."]
    text = "".join(form.format(thing, n, who, n) for n, (thing, who) in enumerate(zip(THINGS, people, strict=False)))
    assert families(text) == [["Stern"], ["Lind"], ["Roe"]]


def test_a_bold_name_with_others_is_no_title():
    text = "- **Stern et al.**: Towards a Lamp of Many Rooms. Preprint, 2023 [[paper](https://a.example.org/1)]\n"
    (fields,) = records(f"# Lamps\n\n## Works\n\n{text}")
    assert (fields["title"], fields["author"]) == ("Towards a Lamp of Many Rooms", [{"family": "Stern"}])


def test_a_bracket_with_others_is_no_part_of_the_title():
    (fields,) = records("# Lamps\n\n## Works\n\n- [LampLM (Stern et al.)](https://a.example.org/1) - Finds lamps.\n")
    assert (fields["title"], fields["author"]) == ("LampLM", [{"family": "Stern"}])


def test_a_sentence_that_goes_on_behind_a_bracket_is_no_publication():
    text = "- [Lamps of Many Rooms](https://a.example.org/1)\n  Ada Stern, Bo Lind\n\n  Lamp Finders (LFs) are of use in large rooms.\n"
    (fields,) = records(f"# Lamps\n\n## Works\n\n{text}")
    assert "container_title" not in fields


def test_a_year_right_behind_the_people():
    text = "### [Lamps of Many Rooms](https://a.example.org/1).Ada Stern,Bo Lind.2016.\n\nIt finds lamps in rooms.\n"
    assert families(text) == [["Stern", "Lind"]]


def test_a_family_name_that_is_a_word_of_titles_among_other_names():
    text = (
        "- **Lamps of Many Rooms** [[pdf]](https://a.example.org/1)\n  - Authors: Ada F. Stern, Bo Course, Cy B. Roe\n"
    )
    assert families(text) == [["Stern", "Course", "Roe"]]


def test_an_abstract_below_its_label():
    facts = "- arXiv: [2607.17526](https://arxiv.org/abs/2607.17526)\n- Authors: Ada Stern, Bo Lind\n"
    text = f"### Lamps of Many Rooms\n\nFacts\n{facts}\n**Abstract**\nIt finds lamps in rooms.\n"
    assert summaries(text)[0].endswith("It finds lamps in rooms.")


def test_links_to_slides_in_russian():
    text = "- [Lamps of Many Rooms](https://a.example.org/1) [Ссылка на презентацию](https://b.example.org/2)\n"
    (fields,) = records(f"# Lamps\n\n## Works\n\n{text}")
    assert fields["links"] == [{"type": "slides", "url": "https://b.example.org/2"}]


@pytest.mark.parametrize(
    ("tag", "venue"), [("`CHI(2020)`", "CHI"), ("`CHI (2020) `", "CHI"), ("`CHI 2020`", "CHI"), ("`arXiv 2020`", None)]
)
def test_publication_and_year_in_code(tag, venue):
    for line in (f"{tag}[Large Lamps](https://a.example.org/1)", f"[Large Lamps](https://a.example.org/1) {tag}"):
        (found,) = records(f"# Light\n\n## Lamps\n\n- {line}\n")
        assert (found["title"], found.get("container_title"), found["issued"]) == ("Large Lamps", venue, "2020")


def test_other_words_in_code_before_a_year_in_brackets_are_tags():
    (found,) = records("# Light\n\n## Lamps\n\n- [Large Lamps](https://a.example.org/1) `lamps (v2)`\n")
    assert found["keywords"] == ["lamps (v2)"]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("[2021 Lamp Reviews] **{title}** [[paper]](https://a.example.org/{n})", "Lamp Reviews"),
        ("[2021 Annals of Large Lamps] **{title}** [[paper]](https://a.example.org/{n})", "Annals of Large Lamps"),
        ("[2021 Openreview] **{title}** [[paper]](https://a.example.org/{n})", None),
        ("{title} [`KDD 2021`](https://a.example.org/{n}) [`code`](https://github.com/stern/{n})", "KDD"),
        ("**{title}** [[LUX 2021](https://a.example.org/{n})]", "LUX"),
    ],
)
def test_a_year_and_a_publication_in_brackets_and_on_links_are_facts(line, where):
    titles = ("Large Lamps for Small Rooms", "Walking at Night in Many Towns", "The Light of Windows")
    text = "# Lamps\n\n" + "".join(f"- {line.format(title=title, n=n)}\n" for n, title in enumerate(titles))
    made = read(text, "a.md").drafts
    assert [draft.title for draft in made] == list(titles)
    assert {(d.fields.get("container_title"), d.fields.get("issued")) for d in made} == {(where, "2021")}


@pytest.mark.parametrize("label", ["07-lamps.md", "Notes", "lamps.ipynb"])
def test_a_link_alone_in_a_column_of_notes_says_nothing(label):
    rows = "".join(
        f"| [Large Lamps of Room {n}](https://a.example.org/{n}) | [{label}](https://b.example.org/{n}.md) |\n"
        for n in range(4)
    )
    made = read(f"| Title | Notes |\n|---|---|\n{rows}", "a.md").drafts
    assert ["summary" in draft.fields for draft in made] == [False] * 4


def test_linked_words_in_a_column_of_notes_are_a_description():
    rows = "".join(
        f"| [Large Lamps of Room {n}](https://a.example.org/{n}) | [Gives much light](https://b.example.org/{n}) |\n"
        for n in range(4)
    )
    assert summaries(f"| Title | Notes |\n|---|---|\n{rows}") == ["Gives much light"] * 4
