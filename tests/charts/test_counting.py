"""Counts of references by one field and by two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprimer.charts.counting import FIELDS, count
from llmprimer.charts.link_states import link_states
from llmprimer.charts.terminal import bars, breakdown, cells, grid
from llmprimer.errors import UsageError
from llmprimer.text import width


def record(**fields):
    return {"citation_key": "k", "type": "article", "kind": "paper", "title": "T", **fields}


PAPER = record(
    issued="2020-03-01", topics=["rlhf", "safety"], author=[{"family": "Oord", "non_dropping_particle": "van den"}]
)
POST = record(
    kind="blog", issued="2022", topics=["rlhf"], author=[{"literal": "OpenAI"}], url="https://www.openai.com/a"
)
UNDATED = record(kind="blog", organizations=["OpenAI", "OpenAI"], language="en")


def table(counts):
    return dict(zip(counts.rows, counts.sums, strict=True))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("topic", {"rlhf": 2, "safety": 1}),
        ("kind", {"blog": 2, "paper": 1}),
        ("year", {"2020": 1, "2021": 0, "2022": 1}),
        ("month", {"2020-03": 1}),
        ("author", {"OpenAI": 1, "van den Oord": 1}),
        ("organization", {"OpenAI": 2}),
        ("host", {"openai.com": 1}),
        ("lang", {"en": 1}),
    ],
)
def test_each_field_is_counted(by, expected):
    counts = count([PAPER, POST, UNDATED], by)
    assert table(counts) == expected
    assert list(counts.rows) == list(expected)
    assert counts.total == 3


def test_references_without_a_value_are_counted_as_missing_with_the_field():
    counts = count([PAPER, POST, UNDATED], "topic", "year")
    assert (counts.missing, counts.missing_fields) == (1, ("topic", "year"))
    assert counts.columns == ("2020", "2021", "2022")
    assert counts.cells == ((1, 0, 1), (1, 0, 0))


def test_months_without_works_are_not_left_out_but_a_wrong_century_makes_no_long_axis():
    dated = [record(issued="2020-11"), record(issued="2021-02")]
    assert count(dated, "month").rows == ("2020-11", "2020-12", "2021-01", "2021-02")
    assert count([record(issued="1021"), record(issued="2021")], "year").rows == ("1021", "2021")


def test_a_limit_keeps_the_most_frequent_values_and_tells_how_many_are_left_out():
    counts = count([PAPER, POST, UNDATED], "topic", limit=1)
    assert (counts.rows, counts.left_out) == (("rlhf",), 1)


def test_an_unknown_field_names_the_nearest():
    with pytest.raises(UsageError, match='"topics" cannot be counted; did you mean "topic"'):
        count([], "topics")


def test_nothing_can_be_counted_too():
    for field in FIELDS:
        assert count([], field).rows == ()
        assert list(bars(count([], field), 80)) == []


def test_states_of_links_are_counted_at_the_end_of_each_period():
    changes = {
        "a": [("2026-01-03T10:00:00+00:00", "alive"), ("2026-02-01T10:00:00+00:00", "dead")],
        "b": [("2026-02-02T10:00:00+00:00", "alive")],
        "c": [],
    }
    now = link_states(changes)
    assert (table(now), now.missing) == ({"alive": 1, "dead": 1}, 1)
    months = link_states(changes, over="month")
    assert months.columns == ("2026-01", "2026-02")
    assert dict(zip(months.rows, months.cells, strict=True)) == {"alive": (1, 1), "dead": (0, 1)}


NAMES = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60)


@given(st.lists(NAMES, max_size=8, unique=True), st.integers(40, 200))
def test_lines_never_are_wider_than_the_terminal(topics, columns):
    counts = count([record(topics=topics, issued="2020"), record(topics=topics[:1], issued="2021")], "topic")
    assert all(width(line) <= columns for line in bars(counts, columns, details=dict.fromkeys(topics, "paper 2")))
    both = count([record(topics=topics, issued=str(year)) for year in range(1980, 2020)], "topic", "year")
    if topics:
        assert all(width(line) <= columns for line in grid(both, columns))
        shown = [word for line in grid(both, columns) for word in line.split() if word.isdigit() and len(word) == 4]
        assert set(both.columns) <= set(shown)


def test_the_numbers_of_bars_grid_and_cells_are_the_same():
    counts = count([PAPER, POST, UNDATED], "kind", "year")
    assert breakdown(counts) == {"paper": "2020 1", "blog": "2022 1"}
    assert list(cells(counts)) == [("blog", "2022", "1"), ("paper", "2020", "1")]
    assert next(bars(count([PAPER, POST], "kind"), 60)).split()[:2] == ["blog", "1"]
