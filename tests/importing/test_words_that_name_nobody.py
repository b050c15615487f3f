"""Words that look like names of people and are none: kinds of tools, words of titles, titles that are said again."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.records.draft import Draft
from llmprimer.records.people_lists import people_in


def drafts(text: str) -> list[Draft]:
    return read(text, "list.md").drafts


def families(draft: Draft) -> list[str]:
    return [name.get("family", name.get("literal", "")) for name in draft.fields.get("author", ())]


BY = [f"- [lamp-{n}](https://a.example.org/{n}) by {name}" for n, name in enumerate(("Ada Stern", "Bo Lind", "Cy Roe"))]


def test_names_behind_by_do_not_make_people_of_what_other_entries_say() -> None:
    others = ["- [glow](https://a.example.org/8) - Tall Lamp Holder", "- [dim](https://a.example.org/9) - Dimming"]
    found = drafts("# Tools\n" + "\n".join([*BY, *others]) + "\n")
    assert [families(one) for one in found] == [["Stern"], ["Lind"], ["Roe"], [], []]
    assert found[3].fields["summary"] == "Tall Lamp Holder"


def test_names_behind_dashes_make_people_of_the_others() -> None:
    names = ("Ada Stern, Bo Lind", "Cy Roe, Dora Moss", "Eva Holm, Finn Wade", "Greta Sand")
    lines = [f"- [Large Lamps of Room {n}](https://a.example.org/{n}) - {name}" for n, name in enumerate(names)]
    assert families(drafts("# Papers\n" + "\n".join(lines) + "\n")[-1]) == ["Sand"]


@pytest.mark.parametrize(
    "how", ["Oil-inspired Wick Shape and Glow-guided Lamp Height", "Room-aware Lamp Shade and Wick-bound Glow"]
)
def test_how_something_is_done_names_nobody(how: str) -> None:
    title = f"Improving Large Lamps by {how}"
    found = drafts(f"# Papers\n- [{title}](https://arxiv.org/abs/2404.06713)\n")
    assert (found[0].title, families(found[0])) == (title, [])


@pytest.mark.parametrize(
    "name", ["Dirk-jan Stern", "Jean-pierre Lind", "Al-rashed Roe", "Li-ming Moss", "Sidi-mohamed Wade"]
)
def test_names_with_a_small_letter_behind_a_hyphen_stay_names(name: str) -> None:
    people = people_in(f"{name} and Ada Holm")
    assert people is not None
    assert len(people.names) == 2


def test_a_title_that_is_said_again_with_its_rest_names_nobody() -> None:
    found = drafts(
        "# Papers\n- [Once Lit, Never Dim](https://arxiv.org/abs/2404.12315) [CHI 2023] Once Lit, Never Dim: Large Lamps of Rooms\n"
    )
    assert found[0].title.startswith("Once Lit, Never Dim")
    assert families(found[0]) == []


@pytest.mark.parametrize(("said", "who"), [("提出“大きな灯”的方法。", []), ("王伟“灯的研究”。", ["王"])])
def test_a_verb_before_a_quotation_is_no_chinese_name(said: str, who: list[str]) -> None:
    found = drafts(
        f"# Papers\n- **Large Lamps of Small Rooms** [CHI 2023] [[paper](https://a.example.org/1)]\n\n  {said}\n"
    )
    assert families(found[0]) == who
