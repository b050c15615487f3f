"""Questions of the browser: filters as a query, undone one by one."""

from __future__ import annotations

import pytest

from llmprimer.query import parse
from llmprimer.tui.request import Filter, Request


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
    request = Request(filters=filters)
    assert request.within == query
    parse(request.within)  # it is a query that can be read


def test_a_filter_chosen_twice_is_left_again():
    request = Request("walking").toggled(Filter("kind", "paper")).toggled(Filter("year", "2021"))
    assert request.filters == (Filter("kind", "paper"), Filter("year", "2021"))
    assert request.toggled(Filter("kind", "paper")) == Request("walking", (Filter("year", "2021"),))


def test_orders_come_around():
    request = Request()
    seen = [request.order]
    for _ in range(4):
        request = request.reordered()
        seen.append(request.order)
    assert seen == ["best", "-issued", "issued", "title", "best"]
