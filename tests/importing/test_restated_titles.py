"""Short forms of titles, with the whole citation of the work beside or below them."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.importing.drafting.restated import restates

TEXT = """# Reading

## Papers

[Lamps of Open Rooms](https://arxiv.org/abs/2001.00001)

[QRL by Moving Lamps](https://arxiv.org/abs/2001.00002)

Quick room light by moving lamps. {who}. 2021. Lamp Review. 9 pages.

Shows that lamps which move give light to a room quickly. More is told in [a later paper](https://arxiv.org/abs/2101.00002).

[Shades of Windows](https://arxiv.org/abs/2001.00003)
"""


@pytest.mark.parametrize("who", ["Stern et al", "Ada Stern", "Stern, A. and Lind, B."])
def test_a_citation_below_a_short_form_gives_the_whole_title(who: str) -> None:
    found = read(TEXT.format(who=who), "list.md").drafts
    assert [d.title for d in found] == ["Lamps of Open Rooms", "Quick room light by moving lamps", "Shades of Windows"]
    assert found[1].fields["author"][0]["family"] == "Stern"
    assert found[1].fields["aliases"] == ["QRL by Moving Lamps"]
    assert found[1].fields["url"] == "https://arxiv.org/abs/2001.00002"
    assert str(found[1].fields["summary"]).startswith("Shows that lamps")


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Quick room light by moving lamps", "QRL by Moving Lamps"),
        ("A quick room light (QRL) of many lamps", "A QRL of many lamps"),
        ("Large lamps for small rooms: a history", "Large lamps for small rooms"),
    ],
)
def test_a_title_restates_its_short_forms(title: str, short: str) -> None:
    assert restates(title, short)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Moving lamps", "Moving lamps"),
        ("Quick room light by moving lamps", "Lamps moving by QRL"),
        ("Quick room light by moving lamps", "Room windows"),
        ("Quick room light by moving lamps", "Lamps"),
        ("", "Lamps"),
        ("Lamps of rooms", ""),
    ],
)
def test_other_titles_are_not_restated(title: str, short: str) -> None:
    assert not restates(title, short)


def test_a_citation_of_another_work_below_a_title_is_a_work() -> None:
    text = TEXT.format(who="Ada Stern").replace("Quick room light by moving lamps", "Shades and windows of old houses")
    found = read(text, "list.md").drafts
    assert found[1].title == "QRL by Moving Lamps"
    assert "aliases" not in found[1].fields
