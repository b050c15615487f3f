"""Headings over a line that has their title again with its link, and over text about a work without one."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

ENTRIES = {
    "Glow: Light for Rooms": "Glow lights up the rooms of a house.",
    "Shade Kit for Halls": "A kit of shades, which can be put on any lamp.",
    "Oilcan": "Holds the oil of many lamps.",
    "Beam & Lantern (2nd part)": "Throws light further than any lamp did.",
}


def lamps(form: str, *more: str) -> str:
    made = (
        form.format(title=title, told=told, url=f"https://a.example/{n}")
        for n, (title, told) in enumerate(ENTRIES.items())
    )
    return "\n\n".join(("# Lamps 2019", "## Small", *made, *more)) + "\n"


@pytest.mark.parametrize(
    "form",
    [
        "### {title}\n\n**Link:** [{title}]({url})  \n**Description:** {told}\n\nIt is old.",
        "### {title}\n\n🔗 **Link:** [{title}]({url})  \n📝 **Description:** {told}",
        "### {title}\n\n[{title}]({url})\n\n{told}",
        "### **{title}**\n\n![2019](https://img.example/a.svg)\n\n{told}\n\n→ [{title}]({url})",
        "<details><summary><strong>{title}</strong></summary>\n\n**Verweis:** [{title}]({url})\n\n{told}\n\n</details>",
    ],
)
def test_a_link_to_the_title_below_a_heading_is_its_link(form: str) -> None:
    drafts = read(lamps(form), "list.md").drafts
    assert [draft.title for draft in drafts] == list(ENTRIES)
    assert [draft.fields["url"][-1] for draft in drafts] == ["0", "1", "2", "3"]
    assert all(
        draft.fields["summary"].startswith(told[:-1]) for draft, told in zip(drafts, ENTRIES.values(), strict=True)
    )
    assert {draft.headings for draft in drafts} == {("Small",)}


@pytest.mark.parametrize(
    "form",
    [
        "### {title}\n\n[{title}]({url})\n\n[Another lamp]({url}/b) - {told}",
        "### {title}\n\n[{title}]({url})\n\n- [Another lamp]({url}/b) - {told}",
        "### {title}\n\n[{title}]({url})\n\n#### Kits\n\n- [Another lamp]({url}/b) - {told}",
        "### {title}\n\nAs [{title}]({url}) says, [another lamp]({url}/b) is better.\n\n- [Another lamp]({url}/b) - {told}",
    ],
)
def test_sections_with_other_works_keep_their_headings(form: str) -> None:
    drafts = read(lamps(form), "list.md").drafts
    assert [draft.fields["url"] for draft in drafts if draft.title == "Another lamp"] == [
        f"https://a.example/{n}/b" for n in range(4)
    ]
    assert [draft.headings[1] for draft in drafts if draft.title == "Another lamp"] == list(ENTRIES)


NAMES = ("Glow", "Shade", "Oilcan", "Beam", "Wick", "Lantern", "Candle", "Mirror", "Hall", "Torch")
KINDS = ("Light for Old Rooms", "A Kit of Many Shades", "Finding Lamps in Halls", "Fast Lighting of Towers")


def unlinked(form: str) -> str:
    told = "{0} is an old lamp that was made for rooms of kind {1}."
    made = (
        form.format(title=f"{name}: {KINDS[n % 4]}", told=told.format(name, n), url=f"https://a.example/{n}")
        for n, name in enumerate(NAMES)
    )
    return "\n\n".join(("# Lamps 2019", "## Small", *made)) + "\n"


@pytest.mark.parametrize(
    ("form", "has_address"),
    [
        ("<details><summary><b>{title}</b></summary>\n\n**Link:** Not yet  \n**Description:** {told}\n\n</details>", False),
        ("### {title}\n\n{told}", False),
        ("### {title}\n\n{told} More is at the [hall of lamps]({url}).", False),
        ("### {title}\n\n**Link:** [{title} at the fair]({url})\n\n{told}", True),
    ],
)  # fmt: skip
def test_text_below_headings_that_labels_take_for_works_is_about_them(form: str, has_address: bool) -> None:
    reading = read(unlinked(form), "list.md")
    assert [draft.fields["summary"].partition(" ")[0] for draft in reading.drafts] == list(NAMES)
    addresses = [f"https://a.example/{n}" for n in range(len(NAMES))] if has_address else [None] * len(NAMES)
    assert [draft.fields.get("url") for draft in reading.drafts] == addresses
    assert {draft.headings for draft in reading.drafts} == {("Small",)}
