"""Names without spaces: what tells where the family name ends."""

from __future__ import annotations

import pytest

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
