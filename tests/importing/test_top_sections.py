"""Headings of the first level: the title of the document, or its sections."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read


def items(name: str, count: int = 3) -> str:
    return "".join(f"- [{name} Lamps {n}](https://{name}.example.org/{n})\n" for n in range(count))


def topics(text: str, name: str = "list.md") -> set[tuple[str, ...]]:
    return {draft.headings for draft in read(text, name).drafts}


def test_several_headings_of_the_first_level_are_sections():
    text = f"# My list\n\nThat I read.\n\n# Large\n\n{items('large')}\n# Small\n\n## Blue\n\n{items('blue')}"
    assert topics(text) == {("Large",), ("Small", "Blue")}
    text = f"#+TITLE: My list\n* Large\n** TODO {items('large')}* Small\n** Blue\n{items('blue')}"
    assert ("Small", "Blue") in topics(text, "list.org")


@pytest.mark.parametrize(
    "behind",
    ["", "\n# License\n\n- [MIT](https://license.example.org/)\n", f"\n# Appendix\n\n{items('further', 1)}"],
)
def test_the_title_of_a_document_is_no_topic(behind):
    text = f"# Lamps\n\n## Large\n\n{items('large')}\n## Small\n\n{items('small')}{behind}"
    assert {("Large",), ("Small",)} <= topics(text) <= {("Large",), ("Small",), ()}


def test_headings_of_every_level_keep_their_order():
    levels = "".join(f"{'#' * level} Level {level}\n\n{items(f'of{level}')}\n" for level in range(1, 7))
    found = topics(f"{levels}# Other\n\n{items('other', 9)}")
    assert ("Level 1", "Level 2", "Level 3", "Level 4") in found
    assert ("Other",) in found
