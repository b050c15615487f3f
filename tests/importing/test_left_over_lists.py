"""Lists that were left over as a whole because of one habit, and what looks like them but is no list of works."""

from __future__ import annotations

import pytest

from llmprimer.importing.formats.markdown import read
from llmprimer.records.records import describe_address

WORDS = "Lamp Shade Wick Oil Glass Hall Night Street Harbour Attic".split()


def titles(text: str) -> list[str]:
    return [draft.title for draft in read(text, "x.md").drafts]


def table(head: str, rows: list[str]) -> str:
    columns = head.count("|") + 1
    lines = [f"| {head} |", "|" + "---|" * columns, *(f"| {row} |" for row in rows)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("head", ["Dataset", "Book", "Titel", "书名", "Tool", "Título"])
def test_tables_of_names_without_links_are_works_where_nothing_else_is(head):
    text = "# Light\n\n" + table(
        f"No | {head} | Place", [f"{n} | {word} Set | Oslo" for n, word in enumerate(WORDS, 1)]
    )
    assert titles(text) == [f"{word} Set" for word in WORDS]


def test_tables_without_links_beside_a_list_with_links_are_none():
    text = "# Light\n\n" + "\n".join(f"- [{word} Studies](https://a.example.org/{word})" for word in WORDS)
    text += "\n\n## Results\n\n" + table("Model | Score", [f"{word}Net | {n}" for n, word in enumerate(WORDS)])
    assert titles(text) == [f"{word} Studies" for word in WORDS]


@pytest.mark.parametrize("head", ["Dataset", "Model", "Tool"])
def test_tables_of_numbers_are_none(head):
    text = "# Light\n\n" + table(
        f"{head} | Score | Cost", [f"{word}Net | {n}.2 | ${n}0" for n, word in enumerate(WORDS)]
    )
    assert titles(text) == []


def test_tables_of_people_are_none():
    assert titles("# Light\n\n" + table("Name | Role", [f"Ada {word} | Reader" for word in WORDS])) == []


def test_tables_of_settings_are_none():
    text = "# Light\n\n" + table("Option | Default", [f"{word.lower()}_size | {n}" for n, word in enumerate(WORDS)])
    assert titles(text) == []


def test_names_below_a_table_of_titles_go_on_with_it():
    text = "# Voices\n\n" + table("Dataset | Year", ["Lamp Corpus | 2019", "Glow Set | 2020", "Wick 3 | 2021"])
    text += "\n" + "\n".join(f"* {word} Voices" for word in WORDS)
    assert titles(text) == ["Lamp Corpus", "Glow Set", "Wick 3", *(f"{word} Voices" for word in WORDS)]


def test_remarks_below_a_table_of_titles_are_no_works():
    text = "# Voices\n\n" + table("Dataset | Year", ["Lamp Corpus | 2019", "Glow Set | 2020", "Wick 3 | 2021"])
    text += "\n" + "\n".join(f"* The {word} column says how bright it is." for word in WORDS)
    assert titles(text) == ["Lamp Corpus", "Glow Set", "Wick 3"]


def test_names_elsewhere_are_no_works():
    text = "# Voices\n\n" + table("Dataset | Year", ["Lamp Corpus | 2019", "Glow Set | 2020", "Wick 3 | 2021"])
    text += "\n## To be tried\n\n" + "\n".join(f"* {word}" for word in WORDS)
    assert titles(text) == ["Lamp Corpus", "Glow Set", "Wick 3"]


def details(summary: str, n: int) -> str:
    return (
        f"<details>\n<summary title='open'>\n  {summary}\n</summary>\n<p>\n\n</p>\n\n"
        f"> Tells of light, {WORDS[n]} by {WORDS[n]}.\n\n</details>\n"
    )


def test_an_element_with_a_linked_summary_is_an_entry_with_what_it_holds():
    text = "# Casts\n\n## Light\n\n" + "".join(
        details(f'<a href="https://{word.lower()}.example.org/">{word} Radio</a>', n) for n, word in enumerate(WORDS)
    )
    found = read(text, "x.md").drafts
    assert [draft.title for draft in found] == [f"{word} Radio" for word in WORDS]
    assert [text.split("\n")[draft.line - 1] for draft in found] == ["<details>"] * len(WORDS)
    assert found[1].fields["summary"] == "Tells of light, Shade by Shade."
    assert found[1].last_line > found[1].line + 5


def test_summaries_that_only_hide_text_are_no_entries():
    text = "# Casts\n\n## Light\n\n- [Lamp Radio](https://a.example.org/)\n\n" + "".join(
        details("Show more", n) for n in range(5)
    )
    assert titles(text) == ["Lamp Radio"]


NAMED = "- https://crates.io/crates/large_lamps\n"


def sections(last: str) -> str:
    return (
        "# Lamps\n"
        + "".join(
            f"\n### {word} Work\n\n- [{word} Studies](https://a.example.org/{word}) - A work.\n" for word in WORDS[:6]
        )
        + last
    )


def test_an_address_below_the_heading_of_a_section_is_named_by_itself():
    found = read(sections(f"\n### Lighting Rooms\n\n{NAMED}"), "x.md").drafts[-1]
    assert "title" not in found.fields or found.title == found.fields["url"]
    assert found.headings[-1] == "Lighting Rooms"
    assert describe_address("https://crates.io/crates/large_lamps") == "large_lamps"
    assert describe_address("https://example.org/large-lamps") == "Large lamps (example.org)"


def test_a_heading_with_the_name_in_the_address_is_the_title():
    assert titles(sections(f"\n### Large Lamps\n\n{NAMED}"))[-1] == "Large Lamps"


def test_headings_over_addresses_are_titles_where_all_are():
    text = "# Lamps\n" + "".join(
        f"\n### Lighting {word}s\n\n- https://github.com/a/{word.lower()}x\n" for word in WORDS
    )
    assert titles(text) == [f"Lighting {word}s" for word in WORDS]


PLAIN = "\n".join(
    f"- {title}"
    for title in (
        "Large Lamps of Small Rooms and Halls",
        "The Wick and the Flame: An Inquiry into Light",
        "Oil",
        "Shades of Harbour Streets at Night",
        "How Glass Was Made in Northern Towns",
        "old_lamps_and_their_makers",
        "A Survey of Street Lighting in Small Cities",
        "Brass Lanterns of the Coastal Trade",
        "Candles, Tallow and Early Household Light",
        "Lighthouse Keepers and Their Log Books",
    )
)


def test_in_a_list_of_titles_every_item_is_one():
    found = titles(f"# Light\n\n{PLAIN}\n")
    assert "Oil" in found
    assert "old_lamps_and_their_makers" in found


def test_a_sentence_among_titles_stays_left_over():
    found = titles(f"# Light\n\n{PLAIN}\n- We have read these in the spring.\n- More to come:\n")
    assert not [title for title in found if title.startswith(("We", "More"))]


def cited(count: int) -> str:
    return "".join(
        f"Stern, A. ({2000 + n}). Lamps of the {WORDS[n]}. Light Letters, 3(1), 1-9. https://a.example.org/{n}\n"
        for n in range(count)
    )


def test_a_block_of_code_may_be_the_list():
    assert titles(f"# Light\n\nMy list.\n\n```\n{cited(8)}```\n") == [f"Lamps of the {word}" for word in WORDS[:8]]


def test_commands_and_examples_in_code_are_no_list():
    commands = "".join(f"curl -O https://a.example.org/{word}.tar\n" for word in WORDS)
    assert titles(f"# Light\n\n```\n{commands}```\n") == []
    listed = "\n".join(f"- [{word} Studies](https://a.example.org/{word})" for word in WORDS)
    assert len(titles(f"# Light\n\n{listed}\n\n## Form\n\n```\n{cited(5)}```\n")) == len(WORDS)
    assert titles(f"# Light\n\n```python\n{cited(8)}```\n") == []


def test_quotations_may_be_the_entries():
    text = "# Light\n\n" + "\n".join(
        f"> **On {word}s** — Ada Stern\n> https://a.example.org/{word}\n" for word in WORDS
    )
    assert titles(text) == [f"On {word}s" for word in WORDS]


def test_quotations_below_headings_are_about_these():
    text = "# Light\n" + "".join(
        f"\n## The {word} of Old\n\n> **Abstract** It shines. https://a.example.org/{word}\n" for word in WORDS
    )
    assert "Abstract" not in titles(text)


def test_a_defined_term_is_the_title_where_its_definition_has_the_link():
    text = "# Light\n\n" + "\n".join(
        f"Rooms of {word}\n: How to light them. [Shop](https://a.example.org/{word})\n" for word in WORDS
    )
    assert titles(text) == [f"Rooms of {word}" for word in WORDS]


def test_a_glossary_is_no_list_of_works():
    assert titles("# Light\n\n" + "\n".join(f"{word}\n: Gives light to rooms.\n" for word in WORDS)) == []


def test_terms_over_links_are_topics():
    text = "# Light\n\n" + "\n".join(f"{word}\n: [Rooms of {word}](https://a.example.org/{word})\n" for word in WORDS)
    assert titles(text) == [f"Rooms of {word}" for word in WORDS]


def test_titles_over_a_remark_and_an_address_between_rules():
    text = "# Talks\n\n---\n\n" + "\n\n---\n\n".join(
        f"The {word} That Waits\nIrina Voss, Lamp Meeting\nhttps://a.example.org/{word}" for word in WORDS
    )
    assert titles(text) == [f"The {word} That Waits" for word in WORDS]


def test_a_sentence_that_ends_in_an_address_is_none():
    text = "# Talks\n\nThese talks were kept by friends\nof the Lamp Meeting\nhttps://a.example.org/\n"
    assert titles(text) == []


def test_rows_of_one_title_are_no_works():
    rows = "\n".join("| lamp | Small lamps | burns well |" for _ in range(30))
    assert read(f"| Number | Title | Note |\n|---|---|---|\n{rows}\n", "table.md").drafts == []
