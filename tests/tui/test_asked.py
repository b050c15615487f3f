"""Questions of the browser: filters as a query, undone one by one."""

from __future__ import annotations

import pytest

from llmprimer.query import parse
from llmprimer.tui.asked import Asked, Filter


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ((), ""),
        ((Filter("topic", "rlhf"),), "topic:rlhf"),
        ((Filter("topic", "rlhf"), Filter("topic", "safety")), "topic:rlhf topic:safety"),
        ((Filter("kind", "paper"), Filter("topic", "rlhf"), Filter("kind", "blog")), "(kind:paper OR kind:blog) topic:rlhf"),
        ((Filter("author", "Anna van den Berg"),), 'author:"Anna van den Berg"'),
        ((Filter("author", 'Dwayne "The Rock" Johnson'),), 'author:«Dwayne "The Rock" Johnson»'),
        ((Filter("since", "2021"), Filter("until", "2022-06")), "date:>=2021 date:<=2022-06"),
    ],
)  # fmt: skip
def test_topics_must_all_hold_and_other_fields_have_one_of_the_values(filters, query):
    asked = Asked(filters=filters)
    assert asked.within == query
    parse(asked.within)  # it is a query that can be read


def test_a_filter_chosen_twice_is_left_again():
    asked = Asked("walking").toggled(Filter("kind", "paper")).toggled(Filter("year", "2021"))
    assert asked.filters == (Filter("kind", "paper"), Filter("year", "2021"))
    assert asked.toggled(Filter("kind", "paper")) == Asked("walking", (Filter("year", "2021"),))


def test_orders_come_around():
    asked = Asked()
    seen = [asked.order]
    for _ in range(4):
        asked = asked.reordered()
        seen.append(asked.order)
    assert seen == ["best", "-issued", "issued", "title", "best"]
