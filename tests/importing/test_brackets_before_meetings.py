"""A person and a meeting in a bracket behind a title: `Large Lamps (Ada Stern, Lamp Week 2020)`."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft

TALKS = [
    ("Burning Lamps Faster", "Ada Stern, CHI 2019"),
    ("What Small Rooms Cost Us", "Bo Lind, CHI 2020"),
    ("How a Harbour Runs on Oil", "Cy Roe, UIST 2019"),
    ("The Wick That I Never Lit", "Dora Moss, CHI 2021"),
    ("Lamps Without Any Shade", "Eva Holm, UIST 2018"),
    ("Writing in a Dim Hall", "Finn Wade, Tall Lamp Days 2014"),
]
FORMS = ["- [{title}](https://v.example.org/{n}) ({inner})", "- https://v.example.org/{n} {title} ({inner})"]


def drafts(lines: list[str]) -> list[Draft]:
    return read("# Talks\n" + "\n".join(lines) + "\n", "list.md").drafts


def families(draft: Draft) -> list[str]:
    return [name.get("family", name.get("literal", "")) for name in draft.fields.get("author", ())]


@pytest.mark.parametrize("form", FORMS)
def test_the_name_before_a_meeting_is_the_author_where_the_brackets_of_a_list_are_so(form: str) -> None:
    found = drafts([form.format(n=n, title=title, inner=inner) for n, (title, inner) in enumerate(TALKS)])
    assert [one.title for one in found] == [title for title, _ in TALKS]
    assert [families(one) for one in found] == [["Stern"], ["Lind"], ["Roe"], ["Moss"], ["Holm"], ["Wade"]]
    assert found[0].fields["container_title"] == "CHI"
    assert found[0].fields["issued"] == "2019"
    assert found[-1].fields["container_title"] == "Tall Lamp Days"


@pytest.mark.parametrize("form", FORMS)
def test_words_that_recur_before_meetings_are_no_people(form: str) -> None:
    inner = ["Lamp Prize, CHI 2019", "Lamp Prize, CHI 2020", "Glow Prize, CHI 2019"] * 2
    lines = [form.format(n=n, title=title, inner=inner[n]) for n, (title, _) in enumerate(TALKS)]
    assert not any("author" in one.fields for one in drafts(lines))


def test_two_names_and_a_year_are_two_people_in_a_list_without_meetings() -> None:
    found = drafts([FORMS[0].format(n=1, title="Burning Lamps Faster", inner="Ada Stern, Bo Lind 2019")])
    assert families(found[0]) == ["Stern", "Lind"]


def test_a_bracket_without_a_date_behind_an_address_and_a_title_is_no_person() -> None:
    found = drafts([FORMS[1].format(n=n, title=title, inner="Tall Lamps") for n, (title, _) in enumerate(TALKS)])
    assert not any("author" in one.fields for one in found)


def test_a_day_before_a_title_counts_whatever_follows_it() -> None:
    found = drafts(
        [
            "- 2020/07/14 CHI-20 Oral [Large Lamps of Dim Rooms](https://a.example.org/1)",
            "- 2020/07/13 Glow [Large Lamps of Tin Rooms](https://a.example.org/2)",
            "- [Large Lamps of Old Rooms](https://a.example.org/3) - 2020 was a good year for lamps",
        ]
    )
    assert [one.fields.get("issued") for one in found] == ["2020-07-14", "2020-07-13", None]
    assert found[0].fields["container_title"] == "CHI"
