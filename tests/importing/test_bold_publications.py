"""Citations whose journals are in bold, also below the tools that they are about; and names of papers with marks behind them."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

TITLES = (
    "Large lamps of small rooms and halls",
    "Walking at night in many towns",
    "The light of many open windows",
    "Shades of lamps in long halls",
)
PEOPLE = (
    "Stern AB, Lind B and Roe C",
    "Holm E, Stern AB & Ortega F",
    "Lind B, Roe C, Holm E, et al",
    "Ortega F, Stern AB",
)
TOOLS = ("glowfind", "NightLamp", "dimhall", "ShadeTool")


def read_lines(line: str, **words: tuple[str, ...]):
    lines = [line.format(n=n, **{name: texts[n] for name, texts in words.items()}) for n in range(4)]
    return read("\n".join(["# Lamps", "", *lines, ""]), "a.md").drafts


@pytest.mark.parametrize(
    "line",
    [
        "- {who}. {title}. **_Light Lett_** 1{n}(2), 14{n} **(2024)**. https://doi.org/10.1234/lamp.{n}",
        "- {who}. {title}. **Light Lett** 1{n}, 14{n} (2024). https://doi.org/10.1234/lamp.{n}",
        "* {who}. {title}. **Light Lett.** 202{n};1{n}(2):3-9. [doi](https://doi.org/10.1234/lamp.{n})",
        "1. {who}. {title}. ***Proc Halls*** **202{n}**, 14. [[paper](https://doi.org/10.1234/lamp.{n})]",
        "- {who}. {title}. **bioRxiv** **(2024)**. https://doi.org/10.1234/lamp.{n}",
        "- {who}. {title}. __Hall and Lamp__, 2024. <https://doi.org/10.1234/lamp.{n}>",
    ],
)
def test_a_bold_journal_behind_a_citation_is_no_title(line):
    found = read_lines(line, who=PEOPLE, title=TITLES)
    assert [d.title for d in found] == list(TITLES)
    assert [d.fields["author"][0]["family"] for d in found] == ["Stern", "Holm", "Lind", "Ortega"]


def test_a_citation_below_a_tool_is_a_work_as_those_with_links_are():
    line = "- [`{tool}`](https://github.com/lumen/{tool}) - Python\n    - {who}. {title}. **Light Lett** 1{n}, 14 **(2024)**. https://doi.org/10.1234/{n}"
    last = "- [`lastlamp`](https://github.com/lumen/lastlamp) - Python\n    - Lind B, Roe C, Holm E. Lamps at the end of long halls. **Light Lett** **(2023)**."
    lines = [line.format(n=n, tool=TOOLS[n], who=PEOPLE[n], title=TITLES[n]) for n in range(4)]
    found = read("\n".join(["# Lamps", "", *lines, last, ""]), "a.md").drafts
    assert [d.title for d in found][-2:] == ["lastlamp", "Lamps at the end of long halls"]
    assert [d.title for d in found][:8:2] == list(TOOLS)


@pytest.mark.parametrize(
    "line",
    [
        "- {who}. **{title}**. Light Lett 1{n}, 14 (2024). https://doi.org/10.1234/lamp.{n}",
        "- **{title}**. {who}. **Light Lett** (2024). https://doi.org/10.1234/lamp.{n}",
    ],
)
def test_a_bold_title_stays_one(line):
    found = read_lines(line, who=PEOPLE, title=TITLES)
    assert [d.title for d in found] == list(TITLES)


@pytest.mark.parametrize("mark", ["*:", ":", " :", "**:"])
def test_a_stray_mark_before_a_colon_hides_no_title(mark):
    line = "- **{name}**{mark} {title} [paper](https://arxiv.org/abs/2001.0123{n})"
    names = ("GLOW", "DIM", "NIGHT", "HALL")
    texts = (
        "Large lamps of small rooms",
        "walking at night in many towns",
        "The light of open windows",
        "Shades of long halls",
    )
    lines = [line.format(n=n, name=names[n], mark=mark if n == 1 else ":", title=texts[n]) for n in range(4)]
    found = read("\n".join(["# Lamps", "", *lines, ""]), "a.md").drafts
    assert [d.title for d in found] == [f"{name}: {text}" for name, text in zip(names, texts, strict=True)]
