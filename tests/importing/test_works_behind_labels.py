"""Works behind the name of their group, `- Halls: [Glow](...), [Wick](...)`, and links of one work behind a label."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import records

NAMES = ("Glim", "Wick", "Halo", "Lantern", "Ember", "Flint", "Candle")


def link(name: str) -> str:
    return f"[{name}](https://github.com/stern/{name.lower()})"


def entries(form: str, between: str = ", ") -> list[str]:
    """Items of that form, with `LABEL` and `WORKS` for what they say."""
    groups = (("Wide halls", NAMES[:2]), ("Attic", NAMES[2:4]), ("Cellar status", NAMES[4:6]), ("Yards", NAMES[6:]))
    return [form.replace("LABEL", label).replace("WORKS", between.join(map(link, own))) for label, own in groups]


def titles(text: str) -> list[str]:
    return [one["title"] for one in records(text)]


@pytest.mark.parametrize(
    ("form", "between"),
    [
        ("- LABEL: WORKS", ", "),
        ("* **LABEL:** WORKS", " | "),
        ("- **LABEL**: WORKS", " & "),
        ("1. LABEL - WORKS", " and "),
        ("- LABEL — WORKS.", "; "),
        ("- LABEL：WORKS", "、"),
        ("- *LABEL*: WORKS, ...", " (for old rooms), "),
    ],
)
@pytest.mark.parametrize("above", ["", "- Tools:\n"])
def test_the_links_behind_the_name_of_a_group_are_works(form, between, above):
    lines = entries(form, between)
    below = "".join(f"{'    ' if above else ''}{line}\n" for line in lines)
    assert titles(f"# Lamps\n\n## Rooms\n\n{above}{below}") == list(NAMES)


def test_the_name_of_a_group_is_a_topic_of_its_works():
    first = records("# Lamps\n\n## Rooms\n\n" + "\n".join(entries("- LABEL: WORKS")))[0]
    assert first["topics"] == ["wide-halls"]


WORK = """- {title}
  - Links: [paper](https://arxiv.org/abs/2001.0000{n}), [code](https://github.com/stern/{n})
  - Tested in: [Lamp hall](https://hall{n}.example.org/), [Yard](https://yard.example.org/)
"""


@pytest.mark.parametrize(
    "text",
    [
        # The links of one work behind its name.
        "".join(
            f"- Lamp {name}: [paper](https://arxiv.org/abs/2001.0000{n}), [code](https://github.com/stern/{n})\n"
            for n, name in enumerate(("GLOW", "WICK", "HALO", "DIM"))
        ),
        # What was tested with a work, below its title.
        "".join(
            f"- [Large Lamps of {name} Rooms](https://arxiv.org/abs/2001.0000{n})\n"
            f"  - Env: [Hall{n}](https://hall{n}.example.org/), [Yard{n}](https://yard{n}.example.org/)\n"
            for n, name in enumerate(("Old", "New", "Dim", "Wide"))
        ),
    ],
)
def test_links_of_one_work_stay_with_it(text):
    assert len(records(f"# Lamps\n\n## Rooms\n\n{text}")) == 4


def test_facts_below_titles_without_links_stay_with_these():
    names = ("Large Lamps of Old Rooms", "Small Lamps of New Rooms", "Wide Lamps of Dim Rooms")
    text = "".join(WORK.format(title=title, n=n) for n, title in enumerate(names))
    assert titles(f"# Lamps\n\n## Rooms\n\n{text}") == list(names)


def test_facts_below_headings_stay_with_these():
    text = "".join(
        f"### Large Lamps of {name} Rooms\n\n- Paper: [arXiv](https://arxiv.org/abs/2001.0000{n})\n"
        f"- Datasets: [Hall{n}](https://hall{n}.example.org/), [Yard{n}](https://yard{n}.example.org/)\n\n"
        for n, name in enumerate(("Old", "New", "Dim", "Wide"))
    )
    assert titles(f"# Lamps\n\n## Rooms\n\n{text}") == [
        f"Large Lamps of {name} Rooms" for name in ("Old", "New", "Dim", "Wide")
    ]
