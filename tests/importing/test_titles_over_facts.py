"""Titles over labelled facts: headings, summaries and bold lines over paragraphs and bullets that say something about one work."""

from __future__ import annotations

from typing import Any

import pytest

from llmprimer.importing.detect import read
from llmprimer.importing.document.markdown_outline import blocks
from llmprimer.importing.preparing.titles_over_facts import with_titles_over_facts
from llmprimer.records.draft import Reading
from llmprimer.records.records import complete

NAMES = ("Glow", "Dim Harbour", "Lampbase", "Wick Atlas")
TITLES = (
    "Glow: Large Lamps of Small Rooms",
    "Finding the Harbour by its Lanterns",
    "A Base of Lamps and Their Shades",
    "How Wicks Burn in Old Halls",
)
TOLD = (
    "Offers the light of all lamps in a room as a map.",
    "Gives the harbours of the north with the days of their lanterns.",
    "Has the shades that a house needs, with the names of their makers.",
    "Shows where the wicks of old halls were made.",
)
SAGT = (
    "Zeigt das Licht aller Lampen eines Zimmers als Karte.",
    "Nennt die Häfen des Nordens mit den Tagen ihrer Laternen.",
    "Enthält die Schirme eines Hauses mit den Namen der Hersteller.",
    "Sagt, wo die Dochte der alten Hallen gemacht wurden.",
)
KERTOO = (
    "Näyttää huoneen kaikkien lamppujen valon karttana kaikille.",
    "Kertoo pohjoisen satamat ja niiden lyhtyjen päivät vuosittain.",
    "Sisältää talon varjostimet ja niiden tekijöiden nimet luettelona.",
    "Kertoo missä vanhojen salien sydämet on aikanaan tehty.",
)


def records(text: str) -> list[dict[str, Any]]:
    return [dict(complete(draft, source="a.md").fields) for draft in read(text, "a.md").drafts]


def entries(form: str, told: tuple[str, ...] = TOLD, head: str = "# Lamps\n\n## Sources\n\n") -> str:
    return head + "\n".join(
        form.format(n=n, m=n + 1, letter="abcd"[n], name=NAMES[n], title=TITLES[n], told=told[n]) for n in range(4)
    )


def links(record: dict[str, Any]) -> dict[str, str]:
    return {str(link["url"]): str(link["type"]) for link in record.get("links", ())}


DESCRIBED = {
    "numbered headings over paragraphs": (
        "### {m}. {name}\n\n**Website:** [lamps{n}.example.org](https://lamps{n}.example.org/)\n\n**Description:**  \n{told}\n\n"
        "**How to Access:**\n\n- **Extracts:** [Hall Extracts](https://x.example.org/{n})\n- **Queries:** [Lamp Query](https://q.example.org/{n})\n\n"
        "**License:**  \nPublic Domain.\n\n---\n",
        TOLD,
    ),
    "lettered headings": (
        "#### {letter}. {name}\n\n**Website:** [lamps{n}.example.org](https://lamps{n}.example.org/)\n\n**Description:**  \n{told}\n",
        TOLD,
    ),
    "another language": (
        "### {name}\n\n**Webseite:** <https://lamps{n}.example.org/>\n\n**Beschreibung:** {told}\n\n**Lizenz:** CC BY 4.0\n",
        SAGT,
    ),
    "labels that nobody knows": (
        "### {name}\n\n**Osoite:** <https://lamps{n}.example.org/>\n\n**Kuvaus:**\n{told}\n\n**Käyttöehdot:** CC BY 4.0\n",
        KERTOO,
    ),
    "labels without colons over their texts": (
        "### {name}\n\n**Description**\n\n{told}\n\n**Website**\n\nhttps://lamps{n}.example.org/\n\n**License**\n\nMIT\n",
        TOLD,
    ),
    "bullets": (
        "### {name}\n\n- **Website:** https://lamps{n}.example.org/\n- **Description:** {told}\n- **Access:** free\n",
        TOLD,
    ),
    "labels in italics": (
        "### {name}\n\n*Website*: https://lamps{n}.example.org/\n\n*Description*: {told}\n\n*Access*: free\n",
        TOLD,
    ),
    "plain lines": (
        "### {name}\n\nWebsite: https://lamps{n}.example.org/\n\nDescription: {told}\n\nAccess: free\n",
        TOLD,
    ),
    "one line with bars below a text": (
        "## {name}\n\n{told}\n\n**Task:** rooms, halls | **Access:** free | **Website:** [Link](https://lamps{n}.example.org/)\n",
        TOLD,
    ),
    "bold lines": (
        "**{name}**\n\n- Website: https://lamps{n}.example.org/\n- Description: {told}\n- Access: free\n",
        TOLD,
    ),
}


@pytest.mark.parametrize("form", DESCRIBED)
def test_titles_over_labels_with_a_description(form: str) -> None:
    text, told = DESCRIBED[form]
    made = records(entries(text, told))
    assert [record["title"] for record in made] == list(NAMES)
    for n, record in enumerate(made):
        assert record["url"] == f"https://lamps{n}.example.org/"
        assert str(record["summary"]).rstrip(".") == told[n].rstrip(".")


def test_links_below_a_label_are_those_of_the_work() -> None:
    made = records(entries(DESCRIBED["numbered headings over paragraphs"][0]))
    for n, record in enumerate(made):
        assert set(links(record)) == {f"https://x.example.org/{n}", f"https://q.example.org/{n}"}


def test_links_have_the_types_of_their_labels_and_nothing_is_none() -> None:
    made = records(
        entries(
            "### {name}\n\n- **Description:** {told}\n- **Homepage:** [{name}](https://lamps{n}.example.org/)\n"
            "- **Data:**\n  - [Rooms](https://r.example.org/{n})\n  - [Halls](https://h.example.org/{n})\n"
            "- **Code:** N/A\n- **Docs:** [Read more →](docs/{n}/)\n- **Slides:** https://s.example.org/{n}\n"
        )
    )
    assert [record["title"] for record in made] == list(NAMES)
    for n, record in enumerate(made):
        assert links(record) == {
            f"https://r.example.org/{n}": "data",
            f"https://h.example.org/{n}": "data",
            f"https://s.example.org/{n}": "slides",
        }
        assert str(record["summary"]).rstrip(".") == TOLD[n].rstrip(".")


OF_PAPERS = {
    "summaries": (
        "<details>\n<summary>{name}</summary>\n\n- **Paper:** [{title}](https://doi.org/10.1000/{n}) (Light Letters, 2021)\n"
        "- **Code:** https://github.com/stern/{n}\n- **Approach:** DL\n</details>\n\n---\n"
    ),
    "summaries over a remark": (
        "<details>\n<summary>{name}</summary>\n\n> These lamps share their paper with others.\n\n"
        "- **Paper:** [{title}](https://doi.org/10.1000/{n}) (Light Letters, 2021)\n- **Code:** https://github.com/stern/{n}\n</details>\n"
    ),
    "headings": (
        "### {name}\n\n- **Paper:** [{title}](https://doi.org/10.1000/{n}) (Light Letters, 2021)\n- **Code:** https://github.com/stern/{n}\n"
    ),
    "headings over paragraphs": (
        "### {m}. {name}\n\n**Publication:** [{title}](https://doi.org/10.1000/{n}), Light Letters, 2021\n\n**Code:** https://github.com/stern/{n}\n"
    ),
    "bold lines": (
        "**{name}**\n\n- Paper: [{title}](https://doi.org/10.1000/{n}) (Light Letters, 2021)\n- Code: [GitHub](https://github.com/stern/{n})\n"
    ),
    "titles in quotation marks": (
        "### {name}\n\nOriginal paper: *“{title}”* [[doi](https://doi.org/10.1000/{n})]\n\nPublished in: Light Letters, 2021\n\nCode: https://github.com/stern/{n}\n"
    ),
    "a label for the title": (
        "### {name}\n\n- Title: {title}\n- Venue: Light Letters, 2021\n- Link: https://doi.org/10.1000/{n}\n- Code: https://github.com/stern/{n}\n"
    ),
}


@pytest.mark.parametrize("form", OF_PAPERS)
def test_the_whole_title_of_the_paper_is_the_title_and_the_name_an_alias(form: str) -> None:
    made = records(entries(OF_PAPERS[form]))
    assert [record["title"] for record in made] == list(TITLES)
    for n, record in enumerate(made):
        assert record["aliases"] == [NAMES[n]]
        assert record["url"] == f"https://doi.org/10.1000/{n}"
        assert links(record) == {f"https://github.com/stern/{n}": "code"}
        assert str(record["issued"]).startswith("2021")


def test_a_remark_above_the_facts_is_the_description() -> None:
    made = records(entries(OF_PAPERS["summaries over a remark"]))
    assert all(record["summary"].startswith("These lamps share") for record in made)


@pytest.mark.parametrize("text", ["paper", "arXiv", "Link", "PDF"])
def test_a_link_that_only_says_paper_leaves_the_name_as_the_title(text: str) -> None:
    form = f"- **Paper:** [{text}](https://doi.org/10.1000/{{n}})\n- **Code:** https://github.com/stern/{{n}}\n- **Year:** 2021\n"
    made = records(entries("<details>\n<summary>{name}</summary>\n\n" + form + "</details>\n"))
    assert [record["title"] for record in made] == list(NAMES)
    assert all(record["url"].startswith("https://doi.org") for record in made)


def test_people_venues_and_dates_behind_labels() -> None:
    made = records(
        entries(
            "### {title} (2020)\n\n**Authors:** Ada Stern, Bo Lind  \n**Venue & Year:** Light Letters, 2020  \n"
            "**Link:** https://doi.org/10.1000/{n}  \n**Abstract:** {told} It is at https://github.com/stern/{n}.\n"
        )
    )
    assert [record["title"] for record in made] == list(TITLES)
    for n, record in enumerate(made):
        assert [name["family"] for name in record["author"]] == ["Stern", "Lind"]
        assert (record["container_title"], str(record["issued"])) == ("Light Letters", "2020")
        assert record["url"] == f"https://doi.org/10.1000/{n}"


STAY = {
    "weeks of a course": "### Week {m}\n\n- **Lecture:** [{title}](https://a.example.org/{n})\n- **Reading:** [On {title}](https://b.example.org/{n})\n",
    "topics with a list of papers below a label": (
        "### {name}\n\n**Papers:**\n\n- [{title}](https://a.example.org/{n})\n- [On {title}](https://b.example.org/{n})\n\n"
        "**Books:**\n\n- [Of {title}](https://c.example.org/{n})\n"
    ),
    "works with facts of their own below": (
        "### {name}\n\n- **{title}**\n  - Link: https://a.example.org/{n}\n  - Year: 2020\n- **On {title}**\n  - Link: https://b.example.org/{n}\n  - Year: 2021\n"
    ),
}


@pytest.mark.parametrize("form", STAY)
def test_sections_over_several_works_are_none(form: str) -> None:
    titles = [str(record["title"]) for record in records(entries(STAY[form]))]
    assert {*TITLES, *(f"On {title}" for title in TITLES)} <= set(titles)
    assert not set(titles) & {*NAMES, *(f"Week {n}" for n in range(1, 5))}


def test_sections_of_a_manual_are_no_works() -> None:
    text = "# Glow\n\n" + "\n".join(
        f"## {name}\n\n**Requirements:** a lamp and a wall\n\n**Command:** `glow {n}`\n\n**Note:** See [the hall](https://a.example.org/hall) for the rest.\n"
        for n, name in enumerate(("Install", "Run", "Update", "Contributing"))
    )
    assert not [
        record["title"] for record in records(text) if record["title"] in ("Install", "Run", "Update", "Contributing")
    ]


def left_alone(text: str) -> bool:
    found = blocks(text)
    return with_titles_over_facts(found, Reading()) == found


def test_two_such_headings_are_no_list() -> None:
    assert left_alone(
        "# Lamps\n\n"
        + "".join(
            f"## {name}\n\n**Website:** https://lamps.example.org/{name}\n\n**Meets:** on Mondays in the hall\n\n"
            for name in ("Club", "Guild")
        )
    )


@pytest.mark.parametrize(
    "form",
    [
        "### {name}\n\n- **Paper:** [{title}](https://a.example.org/{n})\n- **Survey:** [On {title}](https://b.example.org/{n})\n",
        "### {name}\n\n- **Paper:** [{title}](https://a.example.org/{n})\n- **Paper:** [On {title}](https://b.example.org/{n})\n",
        "### {name}\n\n- `2020.0{m}` {title}, [arXiv](https://a.example.org/{n}), [Code](https://b.example.org/{n})\n",
        "### {name}\n\n- [2020](https://a.example.org/{n})\n- [2021](https://b.example.org/{n})\n",
        "### Part {m}\n\n**Video:** https://a.example.org/{n}\n\n**Slides:** https://b.example.org/{n}\n",
        "### {name}\n\n| Website | Year |\n|---|---|\n| https://a.example.org/{n} | 2020 |\n",
        "### [{name}](https://a.example.org/{n})\n\n**Website:** https://b.example.org/{n}\n\n**Year:** 2020\n",
    ],
)
def test_topics_parts_and_tables_are_left_alone(form: str) -> None:
    assert left_alone(entries(form))
