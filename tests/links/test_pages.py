"""The judgement of pages as real sites send them, on the facts alone."""

from __future__ import annotations

import pytest

from links import pages_a, pages_b
from links.pages import Case, judged


@pytest.mark.parametrize("case", pages_a.CASES + pages_b.CASES, ids=lambda case: case.name)
def test_a_page_is_judged_as_a_person_would(case: Case) -> None:
    result = judged(case)
    assert result.verdict == case.verdict, result.reason
