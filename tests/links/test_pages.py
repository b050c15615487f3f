"""The judgement of pages as real sites send them, on the facts alone."""

from __future__ import annotations

import pytest

from links import pages_a, pages_b, pages_c, pages_d, pages_e
from links.pages import Case, judged

BATCHES = {"a": pages_a, "b": pages_b, "c": pages_c, "d": pages_d, "e": pages_e}
CASES = {f"{batch} {case.name}": case for batch, module in BATCHES.items() for case in module.CASES}
#: Pages that a table of their own would tell. bench/judging.py shows that such a table pays for nothing else.
TABLE_NOT_WORTH_IT = {name: CASES.pop(name) for name in ("a login quora", "c soft de weg")}
MISSED = {name: Case(name, "soft_404", body) for module in (pages_b, pages_c, pages_e) for name, body in module.MISSED}


def test_no_two_pages_of_a_batch_have_one_name() -> None:
    assert len(CASES) + len(TABLE_NOT_WORTH_IT) == sum(len(module.CASES) for module in BATCHES.values())


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_page_is_judged_as_a_person_would(case: Case) -> None:
    result = judged(case)
    assert result.verdict == case.verdict, result.reason


@pytest.mark.xfail(strict=True, reason="only their own words would tell them")
@pytest.mark.parametrize("case", (MISSED | TABLE_NOT_WORTH_IT).values(), ids=MISSED | TABLE_NOT_WORTH_IT)
def test_pages_that_are_missed(case: Case) -> None:
    assert judged(case).verdict == case.verdict
