"""The name of a work in bold before its citation, `**GLOW** Stern A, ... Large lamps[J]. ...`, and names that are titles."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

NAMES = ("GLOW", "DIM-2", "Wide Hall", "NIGHT")
TITLES = (
    "Large lamps of small rooms and halls",
    "Walking at night in many towns",
    "The light of many open windows",
    "Shades of lamps and their makers",
)
PEOPLE = ("Stern A, Lind B, Roe C, et al", "Holm D E, Stern A", "Lind B, Roe C, Holm D", "Ortega F, Stern A, et al")


def drafts(line: str) -> list[tuple[str, list[str]]]:
    lines = [line.format(n=n, name=NAMES[n], title=TITLES[n], who=PEOPLE[n]) for n in range(len(NAMES))]
    return [(d.title, d.fields.get("aliases", [])) for d in read("\n".join(["# Lamps", "", *lines, ""]), "a.md").drafts]


@pytest.mark.parametrize(
    "line",
    [
        "- **{name}**  {who}. {title}[J]. arXiv preprint arXiv:2304.1334{n}, 2023. [pdf](https://a.example.org/{n})",
        "- **{name}** {who}. {title}. Journal of Light, 2021, 3(1): 4-9. [pdf](https://a.example.org/{n}), [code](https://b.example.org/{n})",
        "- **{name} ** {who}. {title}[J]. arXiv preprint arXiv:2304.1334{n}, 2023. [pdf](https://a.example.org/{n})",
    ],
)
def test_a_name_before_a_citation_is_an_alias(line):
    assert drafts(line) == [(title, [name]) for title, name in zip(TITLES, NAMES, strict=True)]


@pytest.mark.parametrize(
    "line",
    [
        "- **{name}** <br> *{who}.* <br> ICML, 2018. [[paper]](https://a.example.org/{n})",
        "- **{name}** - {who}. ICML, 2018. [[paper]](https://a.example.org/{n})",
    ],
)
def test_a_name_without_a_title_behind_the_people_is_the_title(line):
    assert [title for title, _ in drafts(line)] == list(NAMES)


def test_what_stands_before_several_citations_is_no_name():
    text = "# Lamps\n\n" + "".join(
        f"- **Ada Stern** Lind B, Roe C. {title}. Journal of Light, 2021. [pdf](https://a.example.org/{n})\n"
        for n, title in enumerate(TITLES)
    )
    assert not any("aliases" in draft.fields for draft in read(text, "a.md").drafts)


def test_numbers_of_pubmed_are_no_part_of_a_publication():
    text = (
        "1: Stern A, Lind B. Large lamps of small\nrooms. Lamps Lett. 2014 Mar;306(6):H807-15. PubMed\nPMID: 24464755; "
        "PubMed Central PMCID: PMC3949045.\n\n\n"
    )
    reading = read("".join(text.replace("1:", f"{n}:").replace("Large", f"Large {n}") for n in range(1, 9)), "a.txt")
    assert [draft.title for draft in reading.drafts] == [f"Large {n} lamps of small rooms" for n in range(1, 9)]
    for draft in reading.drafts:
        assert draft.fields["container_title"] == "Lamps Lett"
        assert not {"publisher", "publisher_place", "summary"} & draft.fields.keys()
    assert sum("24464755" in left.text for left in reading.leftovers) == 8
