"""Links that are called by the authors of works, whose titles the list does not have."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft

OTHERS = ["Stern et al.", "Lind et al.", "Cole et al."]


def drafts(names: list[str], form: str = "- [{name}](https://doi.org/10.1000/{n})\n") -> list[Draft]:
    lines = "".join(form.format(name=name, n=n) for n, name in enumerate(names))
    return read(f"# Lamps\n\n## Works\n\n{lines}", "a.md").drafts


def table(names: list[str]) -> list[Draft]:
    rows = "".join(f"| 2019 | [{name}](https://doi.org/10.1000/{n}) | Halls |\n" for n, name in enumerate(names))
    return read(f"# Lamps\n\n## Works\n\n| Year | Paper | Topic |\n|---|---|---|\n{rows}", "a.md").drafts


def test_names_in_the_place_of_titles_are_those_of_authors() -> None:
    made = table([*OTHERS, "Roe & Lind", "GLOW", "Halls at Night"])
    assert [draft.fields.get("title") for draft in made] == [None] * 4 + ["GLOW", "Halls at Night"]
    assert [draft.fields.get("author") for draft in made[:4]] == [
        [{"family": "Stern"}],
        [{"family": "Lind"}],
        [{"family": "Cole"}],
        [{"family": "Roe"}, {"family": "Lind"}],
    ]
    assert [draft.fields.get("and_others", False) for draft in made] == [True] * 3 + [False] * 3


@pytest.mark.parametrize("year", [" 2019", ", 2019", " (2019)", " 2019b"])
def test_a_year_behind_the_names(year: str) -> None:
    made = drafts([name + year for name in OTHERS])
    assert [(draft.fields.get("title"), draft.fields.get("issued")) for draft in made] == [(None, "2019")] * 3


def test_two_such_titles_may_be_anything() -> None:
    made = drafts([*OTHERS[:2], "Salt & Lamps", "Halls and Yards"])
    assert [draft.fields.get("title") for draft in made] == [
        "Stern et al.",
        "Lind et al.",
        "Salt & Lamps",
        "Halls and Yards",
    ]


def test_two_names_alone_are_a_title_in_other_lists() -> None:
    assert [
        draft.fields.get("title") for draft in drafts(["Salt & Lamps", "Halls and Yards", "Roe & Lind", "Dim & Low"])
    ] == [
        "Salt & Lamps",
        "Halls and Yards",
        "Roe & Lind",
        "Dim & Low",
    ]
