"""Links that say only who wrote a work and when stand before its title."""

from __future__ import annotations

import pytest

from importing.test_line_contents import authors, records

WORKS = [
    ("Stern et al. (2020)", "Large Lamps of Rooms"),
    ("Lind and Roe, 2019", "Walking at Night in Many Towns"),
    ("Moss & Kay (2021)", "The Light of Old Windows"),
]


def listed(form: str, *others: str) -> str:
    lines = [form.format(*work, n=n) for n, work in enumerate(WORKS)]
    return "# Lamps\n\n" + "".join(f"- {line}\n" for line in (*lines, *others))


@pytest.mark.parametrize(
    "form",
    [
        '[{0}](https://a.example.org/{n}) — "{1}"',
        "[{0}](https://a.example.org/{n}): {1}",
        "[{0}](https://a.example.org/{n}) - “{1}”. Lamps are lit here.",
    ],
)
def test_what_stands_behind_who_and_when_is_the_title(form):
    found = records(listed(form, "[Wide Halls at Dawn](https://b.example.org/)"))
    assert [r["title"] for r in found] == [*(title for _, title in WORKS), "Wide Halls at Dawn"]
    assert [authors(r)[0].split()[-1] for r in found[:3]] == ["Stern", "Lind", "Moss"]
    assert [r["issued"] for r in found[:3]] == ["2020", "2019", "2021"]


@pytest.mark.parametrize(
    "other",
    ["[Roe et al. (2018)](https://b.example.org/) - Lamps are shown to be brighter than thought.", "[Roe (2018)](https://b.example.org/) - see there"],
)  # fmt: skip
def test_a_sentence_behind_who_and_when_is_no_title(other):
    assert not any(
        "shown" in r["title"] or "see" in r["title"]
        for r in records(listed("[{0}](https://a.example.org/{n}): {1}", other))
    )


def test_one_such_link_shows_no_form():
    (found,) = records("# Lamps\n\n- [Stern (2020)](https://a.example.org/1): Wide Halls of Dawn\n")
    assert found["title"] != "Wide Halls of Dawn"
