"""Short names of papers over their titles: `*GLOW* [[paper](...)]` over `- GLOW: Large Lamps of Small Rooms`."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

NAMES = ("GLOW", "DimHall", "NightNet", "SHADES", "LampBank")
BELOW = (
    "GLOW: Large Lamps of Small Rooms",
    "A study of many open windows in old towns",
    "NightNet: walking at night with wide lamps",
    "SHADES : ***the first*** : Learning of evening steps in dim halls",
    "LampBank: Many lamps in one bank",
)
TITLES = (*BELOW[:3], "Learning of evening steps in dim halls", BELOW[4])


def titles(line, below=BELOW, names=NAMES):
    lines = [line.format(n=n, name=names[n], title=below[n]) for n in range(len(names))]
    found = read("\n".join(["# Lamps", "", *lines, ""]), "a.md").drafts
    return [(d.title, d.fields.get("aliases", [])) for d in found]


@pytest.mark.parametrize(
    "line",
    [
        "* ⭐(CHI 202{n}) *{name}*, [[Paper](https://a.example.org/{n})]\n  * 🍬 {title}",
        "- **{name}** [[paper](https://a.example.org/{n})] [[code](https://b.example.org/{n})]\n  - {title}",
        "- {name} [paper](https://arxiv.org/abs/2001.0123{n})\n    - *{title}*",
        "{n}. [{name}](https://arxiv.org/abs/2001.0123{n}), CHI 202{n}\n   - {title}",
        "- `202{n}.03` **{name}** [[arXiv](https://arxiv.org/abs/2001.0123{n})]\n  - {title}.\n  - It needs lamps.",
        "+ [**{name}**](https://a.example.org/{n}.pdf)\n  + {title}\n  + Ada Stern, Bo Lind",
        "- **{name}**: [论文](https://arxiv.org/abs/2001.0123{n})\n  - {title}",
    ],
)
def test_a_title_below_the_name_of_a_paper_is_its_title(line):
    assert titles(line) == [(t, [n]) for n, t in zip(NAMES, TITLES, strict=True)]


def test_an_item_without_a_name_takes_the_title_too():
    line = "- (CHI 202{n}) {name} [[Paper](https://a.example.org/{n})]\n  - {title}"
    found = titles(line, names=("", *NAMES[1:]), below=("Large Lamps of Small Rooms", *BELOW[1:]))
    assert found[0][0] == "Large Lamps of Small Rooms"


@pytest.mark.parametrize(
    ("line", "below"),
    [
        # What a tool does.
        ("- [{name}](https://github.com/stern/{n})\n  - {title}", BELOW),
        ("- [{name}](https://arxiv.org/abs/2001.0123{n})\n  - {title}", ["Finds lamps in the rooms of a hall"] * 5),
        (
            "- **{name}** [[paper](https://a.example.org/{n})]\n  - {title}",
            [f"{name} lights up many rooms. It needs {n} lamps." for n, name in enumerate(NAMES)],
        ),
        # Who made it.
        (
            "- [{name}](https://arxiv.org/abs/2001.0123{n})\n  - {title}",
            ["Ada Stern, Bo Lind, Jo Roe and Eva Holm"] * 5,
        ),
        # Facts with their labels.
        (
            "- **{name}** [[paper](https://a.example.org/{n})]\n  - Keywords: {title}",
            [f"lamps and halls {n}" for n in range(5)],
        ),
    ],
)
def test_what_is_said_below_a_name_is_no_title(line, below):
    assert [title for title, _ in titles(line, below)] == list(NAMES)
