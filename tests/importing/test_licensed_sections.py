"""Headings over lists of what belongs to a tool: where it is, who made it, and its license."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft

LANGUAGES = ["Java", "Python 3", "Java", "C, C++", "R", "Java"]
LICENSES = ["MIT License", "GPL 3.0", "Apache License 2.0"]


def drafts(text: str) -> list[Draft]:
    return read(f"# Lamps\n\n{text}", "a.md").drafts


def section(n: int, license_: str) -> str:
    return (
        f"## Lamp{n}\n\nIt gives light to the rooms of house {n}.\n\n- [{LANGUAGES[n]}](https://github.com/a/lamp{n})\n"
        f"- [Halo Works](https://halo{n}.example.org/)\n{license_}\n"
    )


@pytest.mark.parametrize("file", ["https://github.com/a/lamp/blob/main/LICENSE", "https://licenses.example.org/1"])
def test_a_section_with_a_license_is_one_work(file: str) -> None:
    made = drafts("".join(section(n, f"- [{LICENSES[n % 3]}]({file})\n") for n in range(6)))
    assert [(draft.title, draft.fields["url"]) for draft in made] == [
        (f"Lamp{n}", f"https://github.com/a/lamp{n}") for n in range(6)
    ]
    assert made[1].fields["summary"] == "It gives light to the rooms of house 1"
    assert made[1].links == (("Halo Works", "https://halo1.example.org/"),)


def test_some_of_the_works_may_have_none() -> None:
    made = drafts("".join(section(n, "- [MIT License](https://l.example.org/1)\n" * (n < 4)) for n in range(6)))
    assert [draft.title for draft in made] == [f"Lamp{n}" for n in range(6)]


def test_sections_of_works_stay_lists() -> None:
    made = drafts("".join(section(n, "") for n in range(6)))
    assert [draft.title for draft in made][:2] == ["Java", "Halo Works"]


@pytest.mark.parametrize(
    "behind", [" - Gives much light [MIT](https://github.com/a/b/blob/main/LICENSE)", " - Gives light"]
)
def test_works_that_have_their_licenses_beside_them_are_several(behind: str) -> None:
    lists = "".join(f"- [Lamp {n}]({'https://github.com/a/b'}{n}){behind}\n" for n in range(3))
    last = "- [MIT License](https://github.com/a/b/blob/main/LICENSE)\n"
    made = drafts("".join(f"## Room {n}\n\n{lists.replace('Lamp', f'Lamp {n}')}{last}\n" for n in range(6)))
    assert "Lamp 0 0" in [draft.title for draft in made]
    assert not any(draft.title.startswith("Room") for draft in made)
