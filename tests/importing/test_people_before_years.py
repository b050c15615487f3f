"""The one author and the year between a title and its publication, `**Large Lamps** — Stern, Ada, 2025 | Halo Journal`."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

TITLES = (
    "Large Lamps for Small Rooms",
    "Wide Lamps for Old Halls",
    "Steady Light on Long Stairs",
    "Dim Lanterns at the Gate",
    "Oil and Wick of Many Lamps",
    "Shades for Bright Rooms",
    "Halls without Any Light",
    "Stairs in the Dark",
    "Rooms of the Lantern",
)
NAMES = (
    ("Stern", "Ada"),
    ("Lind", "Bosse"),
    ("Roe", "Cyra M"),
    ("Fox", "Dunya"),
    ("O’Moor", "Elif"),
    ("Marsh-Hill", "Anna"),
    ("Hu", "Fen"),
    ("Tarn", "Gull"),
    ("Weld", "Hari"),
)


def works(form: str, people: list[str]) -> list:
    text = "# Lamps\n\n## Papers\n\n" + "".join(
        f"- {form.format(title=title, url=f'https://a.example.org/{n}', who=who, year=2001 + n)}\n"
        for n, (title, who) in enumerate(zip(TITLES, people, strict=True))
    )
    return read(text, "a.md").drafts


@pytest.mark.parametrize(
    "form",
    [
        "**{title}** — {who}, {year} | Proceedings of the Halo Conference on Rooms. [[Paper]({url})]",
        "[{title}]({url}) - {who}, {year}, Proceedings of the Halo Conference on Rooms",
    ],
)
def test_one_family_and_given_name_before_each_year_is_a_person(form: str) -> None:
    made = works(form, [", ".join(name) for name in NAMES])
    assert [draft.title for draft in made] == list(TITLES)
    assert [(one["family"], one["given"]) for draft in made for one in draft.fields["author"]] == [*NAMES]
    assert [draft.fields["issued"] for draft in made] == [str(2001 + n) for n in range(len(TITLES))]
    assert {draft.fields["container_title"] for draft in made} == {"Proceedings of the Halo Conference on Rooms"}
    assert not any("summary" in draft.fields for draft in made)


@pytest.mark.parametrize(
    "people",
    [
        [", ".join(family for family, _ in NAMES[: 1 + n % 4]) for n in range(len(NAMES))],
        [f"{family}, {other}" for (family, _), (other, _) in zip(NAMES, NAMES[1:] + NAMES[:1], strict=True)],
        ["Finds lamps, halls"] * len(NAMES),
        [f"Halo Labs, {given}" for _, given in NAMES],
    ],
)
def test_other_words_before_years_are_not_turned_into_one_person(people: list[str]) -> None:
    made = works("**{title}** — {who}, {year} | Halo. [[Paper]({url})]", people)
    turned = {f"{who.partition(', ')[2]} {who.partition(', ')[0]}" for who in people}
    names = {f"{one.get('given')} {one.get('family')}" for draft in made for one in draft.fields.get("author", ())}
    assert not names & turned


def test_a_title_without_a_link_among_them_is_a_work_too() -> None:
    lines = [
        f"- **{title}** — {', '.join(name)}, {2001 + n} | Halo Conference on Rooms. [[Paper](https://a.example.org/{n})]\n"
        for n, (title, name) in enumerate(zip(TITLES, NAMES, strict=True))
    ]
    lines.append("- **Lamps of Gold** — Stern Jr, Bo Cy, 1971 | The Halo System: Lamps.\n")
    made = read("# Lamps\n\n## Papers\n\n" + "".join(lines), "a.md").drafts
    assert [draft.title for draft in made] == [*TITLES, "Lamps of Gold"]
    assert made[-1].fields["author"][0]["family"].startswith("Stern")
