"""Works without links, or with links that are no addresses: their notes, tags and tables."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import records

from llmprimer.importing.detect import read

UNLINKED = """# Light

## Rooms

- [ICML 2012] One Lamp with Many Rooms
    * Uses a lamp for each room.

- [ICML 2015] Siamese Lamps for Twin Rooms
- [NIPS 2016] Matching Shades with One Lamp
    * Casts the problem into halls
    * 68.57 lux in the hall
- [CVPR 2020] ([paper](https://a.example.org/1.pdf) [code](https://github.com/a/b))Improved Small Lamp Classification
    * Belong to SHADE
"""


def test_notes_below_titles_without_links_are_their_descriptions():
    found = records(UNLINKED)
    assert [(one["title"], one.get("summary")) for one in found] == [
        ("One Lamp with Many Rooms", "Uses a lamp for each room."),
        ("Siamese Lamps for Twin Rooms", None),
        ("Matching Shades with One Lamp", "Casts the problem into halls. 68.57 lux in the hall"),
        ("Improved Small Lamp Classification", "Belong to SHADE"),
    ]


def test_a_tag_before_a_title_with_links_behind_says_where_and_when():
    found = records(
        "## Lamps\n\n- [CVPR 2019] Seeing Dark Rooms [[paper]](https://a.example.org/1.pdf)\n"
        "- [ICML 2020] Lighting Old Halls [paper](https://a.example.org/2.pdf)\n"
    )
    assert [(one["container_title"], one["issued"]) for one in found] == [("CVPR", "2019"), ("ICML", "2020")]


def test_a_table_of_titles_lists_works_under_any_heading():
    rows = "".join(f"| [{name}](../lamps/{name}.md) | Lights the {name} |\n" for name in ("Hall", "Porch", "Stairs"))
    found = records(f"## How to use lamps\n\n- Press the button\n\n| Title | Description |\n|---|---|\n{rows}")
    assert [(one["title"], one["summary"]) for one in found] == [
        ("Hall", "Lights the Hall"),
        ("Porch", "Lights the Porch"),
        ("Stairs", "Lights the Stairs"),
    ]
    people = rows.replace("../lamps/", "https://a.example.org/")
    assert records(f"## Contributors\n\n| Name | Role |\n|---|---|\n{people}") == []


def test_names_with_a_year_and_nothing_else_in_a_list_of_works():
    text = "# Light\n\n## Lamps\n\n* GLOW (2011)\n* Glim (2013)\n* LuxNet ([note](https://a.example.org/1))\n* DimNet (2015)\n"
    assert [r["title"] for r in records(text)] == ["GLOW", "Glim", "LuxNet", "DimNet"]


def test_meetings_with_a_year_are_no_works():
    assert records("# Light\n\n## Lamps\n\n* ICML (2011)\n* NeurIPS (2013)\n* CVPR (2015)\n") == []


def test_a_name_and_a_title_among_titles_with_notes():
    noted = "* GLOW ([note](https://a.example.org/1), [code](glow.ipynb))\n* Lamps of Rooms ([note](https://a.example.org/2))\n"
    text = f"# Light\n\n## Lamps\n\n{noted}* LuxNet: Learning to light rooms\n* Remark: this list is not done yet\n"
    assert [r["title"] for r in records(text)] == ["GLOW", "Lamps of Rooms", "LuxNet: Learning to light rooms"]


def test_a_citation_over_a_list_with_its_link_has_that_link():
    found = records(
        "# Light\n\n## Lamps\n\n"
        "*(Glow)* **Large Lamps in Small Rooms.** Ada Stern, Bo Lind. ICLR 2020.\n- [paper](https://arxiv.org/abs/2101.00001)\n\n"
        "**Shades of Lamps at Night.** Ada Stern, Bo Lind. ACL 2020.\n- [paper](https://arxiv.org/abs/2101.00002)\n- Says why.\n\n"
        "**Shades of Lamps by Day.** Ada Stern, Bo Lind. ACL 2020.\n- [paper](https://arxiv.org/abs/2101.00003)\n"
    )
    assert [(one["title"], one["url"], one.get("summary")) for one in found] == [
        ("Large Lamps in Small Rooms", "https://arxiv.org/abs/2101.00001", None),
        ("Shades of Lamps at Night", "https://arxiv.org/abs/2101.00002", "Says why."),
        ("Shades of Lamps by Day", "https://arxiv.org/abs/2101.00003", None),
    ]


def test_names_in_the_type_of_code_are_titles_of_rows():
    rows = "".join(
        f"| `{name}` | Finds {name}. | [[code]](https://g.example.org/{name}) |\n" for name in ("glow", "dim")
    )
    found = records(f"# Light\n\n## Tools\n\n| Name | Description | Links |\n|---|---|---|\n{rows}")
    assert [(one["title"], one.get("keywords")) for one in found] == [("glow", None), ("dim", None)]


def test_a_link_that_only_says_what_it_leads_to_is_no_work():
    work = "- [Large Lamps in Small Rooms](https://a.example.org/1)\n\nLamps are lit here, and they are lit there.\n\n"
    text = f"# Light\n\n## Lamps\n\n{work}- [{{}}](https://a.example.org/2)\n"
    assert [one["title"] for one in records(text.format("Medium"))] == ["Large Lamps in Small Rooms", "Medium"]
    assert [one["title"] for one in records(text.format("paper"))] == ["Large Lamps in Small Rooms"]


TOLD = [
    "gibt viel Licht",
    "kleiner Raum",
    "",
    "für die Halle",
    "nur alte Dochte",
    "mit Spiegel",
    "ohne Öl",
    "für Türme",
]
NAMES = ["**Glanz**", "**Docht 9.0**", "Ampel", "Hallenlicht Pro", "Altdocht", "Spiegler", "Trockner", "Turmlicht"]


def table_of(heads: tuple[str, str, str]) -> str:
    rows = "".join(f"{name} | {told} | WEB+OSS\n" for name, told in zip(NAMES, TOLD, strict=True))
    return f"# Lampen\n\n{' | '.join(heads)}\n--- | --- | ---\n{rows}"


@pytest.mark.parametrize(
    "heads",
    [
        ("Anwendung", "Beschreibung", "Eigenschaften"),
        ("Logiciel", "Description", "Licence"),
        ("Herramienta", "Descripción", "Licencia"),
        ("Название", "Описание", "Лицензия"),
        ("Инструмент", "Комментарий", "Лицензия"),
    ],
)
def test_heads_of_other_languages_say_where_names_without_links_are(heads):
    drafts = read(table_of(heads), "list.md").drafts
    assert [draft.title for draft in drafts] == [name.strip("*") for name in NAMES]
    assert [draft.fields.get("summary") for draft in drafts] == [told or None for told in TOLD]


@pytest.mark.parametrize(
    "heads", [("Option", "Beschreibung", "Vorgabe"), ("Begriff", "Bedeutung", "Art"), ("Название", "Размер", "Цена")]
)
def test_other_tables_without_links_list_no_works(heads):
    assert read(table_of(heads), "list.md").drafts == []
