"""Where family names end in names without spaces, and begin behind particles."""

from __future__ import annotations

import pytest

from llmprimer.records.citing import cite
from llmprimer.records.people import parse_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("星野明子", {"family": "星野", "given": "明子"}),
        ("星野あかり", {"family": "星野", "given": "あかり"}),
        ("林みなみ", {"family": "林", "given": "みなみ"}),
        ("王小明", {"family": "王", "given": "小明"}),
        ("김영한", {"family": "김", "given": "영한"}),
        ("あかりのもと", {"literal": "あかりのもと"}),
        ("あかり", {"literal": "あかり"}),
    ],
)
def test_family_and_given_name(name, parts):
    assert parse_name(name) == parts


def test_a_family_name_with_a_small_saint_is_one() -> None:
    cited = cite("de saint-Lumière, A. (1943) : Le Petit Soleil")
    assert (cited.title, cited.authors[0]["family"]) == ("Le Petit Soleil", "saint-Lumière")
