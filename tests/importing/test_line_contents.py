"""What a line says besides title and address comes into the record: people, publication, description, links, topics."""

from __future__ import annotations

from typing import Any

import pytest

from llmprimer.importing.formats.markdown import read
from llmprimer.records.plan import Outcome, make_plan
from llmprimer.records.topics import Vocabulary


def records(text: str) -> list[dict[str, Any]]:
    """The records that a list gives, as plain values."""
    plan = make_plan(read(text, "list.md"), [], Vocabulary({}, may_grow=True), source="list.md")
    assert not plan.having(Outcome.REFUSED)
    made = []
    for step in plan.having(Outcome.NEW):
        assert step.reference is not None
        made.append(step.reference.model_dump(mode="json", exclude_defaults=True))
    return made


def authors(record: dict[str, Any]) -> list[str]:
    """The authors as they are read, with `+` for others."""
    names = [
        " ".join(filter(None, (n.get("given"), n.get("non_dropping_particle"), n.get("family"), n.get("literal"))))
        for n in record.get("author", ())
    ]
    return [*names, *(["+"] if record.get("and_others") else [])]


PEOPLE = [
    (
        "bold title, italics with affiliation and venue",
        "- [2023/05] **Wanderer: An Agent.** *Guo Wang (ACME) et al. arXiv.* [[paper](https://arxiv.org/abs/2305.00001)] [[code](https://github.com/a/b)]",
        "Wanderer: An Agent",
        ["Guo Wang", "+"],
        {"issued": "2023-05", "organizations": ["ACME"], "links": [{"type": "code", "url": "https://github.com/a/b"}]},
    ),
    (
        "authors before a quoted title",
        '1. Stern, Ada, Bo Lind, and Li Ek. "**Deep light**." Journal of Light 521.7553 (2015): 436-444. [[pdf]](https://a.example.org/l.pdf) **(A milestone)** :star::star:',
        "Deep light",
        ["Ada Stern", "Bo Lind", "Li Ek"],
        {
            "container_title": "Journal of Light",
            "volume": "521",
            "issue": "7553",
            "page": "436-444",
            "issued": "2015",
            "summary": "A milestone",
        },
    ),
    (
        "a wrapped APA reference",
        "- Dijk, A. van den, & Lind, B. (2016). Generative models for raw\n  light and sound. *Journal of Optics, 12*(3), 45-67.\n  https://doi.org/10.1000/xyz123",
        "Generative models for raw light and sound",
        ["A. van den Dijk", "B. Lind"],
        {
            "container_title": "Journal of Optics",
            "volume": "12",
            "issue": "3",
            "page": "45-67",
            "issued": "2016",
            "doi": "10.1000/xyz123",
        },
    ),
    (
        "the citation in the link",
        "- [Stern, A. (1998). The vanishing light. International Journal of Light, 6(02), 107-116.](https://a.example.org/v)",
        "The vanishing light",
        ["A. Stern"],
        {"volume": "6", "issue": "02", "page": "107-116", "issued": "1998"},
    ),
    (
        "a short name, and the citation below",
        "- LightNet [[Paper]](https://arxiv.org/pdf/1409.00002)\n  - Ada Stern, Bo Lind, Li Ek, LightNet: Going Further with Light, CVPR, 2015.",
        "LightNet: Going Further with Light",
        ["Ada Stern", "Bo Lind", "Li Ek"],
        {"aliases": ["LightNet"], "container_title": "CVPR", "issued": "2015"},
    ),
    (
        "bullets below",
        "- [Aligning Lights](https://arxiv.org/abs/2404.00003)\n  - Ada Stern, Bo liu, Li Ek, Jo Roe\n  - Keyword: Reward, DPO\n  - Code: [official](https://github.com/a/al)\n  - Dataset: [IMDB](https://data.example.org/imdb), [C4](https://data.example.org/c4)",
        "Aligning Lights",
        ["Ada Stern", "Bo liu", "Li Ek", "Jo Roe"],
        {
            "keywords": ["Reward", "DPO"],
            "links": [
                {"type": "code", "url": "https://github.com/a/al"},
                {"type": "data", "url": "https://data.example.org/imdb"},
                {"type": "data", "url": "https://data.example.org/c4"},
            ],
        },
    ),
    (
        "footnote marks",
        "- **Marked Light.** A. Stern\\*, B. Lind†. *NeurIPS 2023*. [[paper]](https://a.example.org/m.pdf)",
        "Marked Light",
        ["A. Stern", "B. Lind"],
        {"container_title": "NeurIPS", "issued": "2023"},
    ),
    (
        "an identifier in running text",
        "- **A Path Towards Light.** Y. Stern. arXiv:2002.06177. [[blog]](https://blog.example.org/p)",
        "A Path Towards Light",
        ["Y. Stern"],
        {"arxiv": {"id": "2002.06177"}},
    ),
    (
        "people and venue behind commas",
        "* [Distilling Light](https://papers.example.org/dl.pdf), Ada Stern, Bo Lind, Li Ek, CVPR 2016, [code](https://github.com/a/dl)",
        "Distilling Light",
        ["Ada Stern", "Bo Lind", "Li Ek"],
        {"container_title": "CVPR", "issued": "2016"},
    ),
    (
        "notes beside the list, and the work",
        "* [Plateaus of Light](notes/plateaus.md) 25 Apr 2019 [arxiv](https://arxiv.org/pdf/1904.00001.pdf)",
        "Plateaus of Light",
        [],
        {"issued": "2019-04-25", "url": "https://arxiv.org/abs/1904.00001"},
    ),
    (
        "an affiliation shows a person",
        "* [A Trillion Lights](https://videos.example.org/1) - Steve Stern (University of Light) 2013",
        "A Trillion Lights",
        ["Steve Stern"],
        {"issued": "2013", "organizations": ["University of Light"]},
    ),
    (
        "venue and date in the last line, a spoilt line break",
        "**Recurrent Light** \\ \n*Ada Stern, Bo Lind* \\ \nEMNLP 2023 - Oct 2023 [[Paper](https://arxiv.org/abs/2310.00001)]",
        "Recurrent Light",
        ["Ada Stern", "Bo Lind"],
        {"container_title": "EMNLP", "summary": None},
    ),
    (
        "authors in brackets",
        "- [Light Is All You Need](https://a.example.org/liayn) (Stern et al., 2017)",
        "Light Is All You Need",
        ["Stern", "+"],
        {"issued": "2017"},
    ),
]


@pytest.mark.parametrize(
    ("item", "title", "people", "fields"),
    [case[1:] for case in PEOPLE],
    ids=[case[0].replace(" ", "_") for case in PEOPLE],
)
def test_people_and_publication_are_kept(item, title, people, fields):
    (record,) = records(f"# List\n\n## Papers\n\n{item}\n")
    assert (record["title"], authors(record)) == (title, people)
    assert {name: record.get(name) for name in fields} == fields


DESCRIPTIONS = [
    ("behind a dash", "- [Lux](https://lux.example.org) - Makes light fast, and (almost) free."),
    ("behind a colon", "- [Lux](https://lux.example.org): Makes light fast, and (almost) free."),
    ("in the next line", "- [Lux](https://lux.example.org)\n  Makes light fast, and (almost) free."),
    ("in a bullet below", "- [Lux](https://lux.example.org)\n  - Makes light fast, and (almost) free."),
    ("in italics", "- [Lux](https://lux.example.org) *Makes light fast, and (almost) free.*"),
    ("in a quotation", "- [Lux](https://lux.example.org) “Makes light fast, and (almost) free.”"),
    (
        "behind the links",
        "- **Lux** [[paper]](https://lux.example.org) [[code]](https://github.com/a/lux) - Makes light fast, and (almost) free.",
    ),
    (
        "in a table",
        "| Tool | Description |\n|---|---|\n| [Lux](https://lux.example.org) | Makes light fast, and (almost) free. |",
    ),
    ("in a paragraph below", "**Lux** [[paper](https://lux.example.org)]\n\nMakes light fast, and (almost) free."),
    ("below a heading", "### [Lux](https://lux.example.org)\n\nMakes light fast, and (almost) free."),
    ("behind a label", "- [Lux](https://lux.example.org)\n  - TL;DR: Makes light fast, and (almost) free."),
]


@pytest.mark.parametrize(
    "text", [text for _, text in DESCRIPTIONS], ids=[name.replace(" ", "_") for name, _ in DESCRIPTIONS]
)
def test_descriptions_are_kept_as_the_words_of_the_list(text):
    (record,) = records(f"# List\n\n## Tools\n\n{text}\n")
    assert record["title"] == "Lux"
    assert record["summary"].rstrip(".") == "Makes light fast, and (almost) free"
    assert {"source": "the words of list.md", "fields": ["summary"], "confidence": "likely"} in record["provenance"]


def test_a_table_says_who_where_and_what_about():
    (record,) = records(
        "## Papers\n\n| Date | Keywords | Institute | Publication | Paper |\n|---|---|---|---|---|\n"
        "| 23.07 | LUX, optics | University of Light | NIPS2023 | [Lux: Light for All](https://arxiv.org/abs/2307.00001) |\n"
    )
    assert (record["issued"], record["keywords"]) == ("2023-07", ["LUX", "optics"])
    assert (record["organizations"], record["container_title"]) == (["University of Light"], "NIPS")


def test_a_single_name_counts_where_the_list_names_its_authors():
    text = "## Papers\n\n" + "".join(
        f"{n}. **{title}.** {name}. 2020. [[Blog]](https://b.example.org/{n})\n"
        for n, (title, name) in enumerate(
            [
                ("On Light", "Ada Stern et al"),
                ("On Sound", "B. Lind"),
                ("On Heat", "Li Ek, Jo Roe"),
                ("On Taste", "Evan Hub"),
            ],
            1,
        )
    )
    assert [authors(record) for record in records(text)] == [
        ["Ada Stern", "+"],
        ["B. Lind"],
        ["Li Ek", "Jo Roe"],
        ["Evan Hub"],
    ]
    assert (
        authors(records("## Papers\n\n1. **On Taste.** Long Beach. 2020. [[Blog]](https://b.example.org/4)\n")[0]) == []
    )


def test_news_of_a_work_does_not_give_it_its_title():
    (record,) = records(
        "## Agents\n\n- [2024/06/07] The gym has been released for agents across environments!\n"
        "  - Paper: [AgentPark](https://arxiv.org/abs/2406.00009).\n  - Project page: [https://park.example.org/](https://park.example.org/).\n"
        "  - Codes: [Platform and Implementations](https://github.com/a/park).\n\n"
        "- **AgentPark: Evolving Agents across Environments.** *Ada Stern et al.* [[paper](https://arxiv.org/abs/2406.00009)]\n"
    )
    assert (record["title"], record["aliases"], authors(record)) == (
        "AgentPark: Evolving Agents across Environments",
        ["AgentPark"],
        ["Ada Stern", "+"],
    )
    assert [(link["type"], link["url"]) for link in record["links"]] == [
        ("project", "https://park.example.org/"),
        ("code", "https://github.com/a/park"),
    ]


def test_references_without_links_are_works_where_a_section_has_several():
    found = records(
        "# Notes\n\nSome words.\n\n## References\n\n"
        "[1] Ada Stern and Bo Lind. 2017. Light Is All You Need. In Advances in Optics, 5998–6008.\n"
        "[2] Stern Y, Lind Y. Deep light. Nature. 2015;521(7553):436-44.\n"
    )
    assert [(r["title"], authors(r)[0]) for r in found] == [
        ("Light Is All You Need", "Ada Stern"),
        ("Deep light", "Y. Stern"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Project Maintainers & Contributors\n\n- Wen Chen （陈文, [@wenchen](https://github.com/wenchen)）\n",
        "## Star History\n\n[![Star History](https://api.star-history.com/svg?repos=a/b)](https://star-history.com/#a/b)\n",
        "## Tools\n\n- [⬆ back to top](#tools)\n",
        "## Sponsors\n\n- [ACME](https://acme.example.org) - thank you\n",
        "## Community\n\n- [Join our Discord](https://discord.gg/abc)\n",
    ],
)
def test_what_is_no_work_stays_out(text):
    assert records(f"# List\n\n{text}") == []
