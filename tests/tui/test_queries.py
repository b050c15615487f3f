"""What the browser asks of the Python API, without a terminal."""

from __future__ import annotations

import threading

import pytest

from llmprimer import Catalogue, QueryError
from llmprimer.tui import queries
from llmprimer.tui.request import Filter, Request
from llmprimer.tui.worker import Worker


@pytest.fixture
def catalogue(toy):
    with Catalogue.open(toy) as opened:
        yield opened


@pytest.fixture
def builtin():
    with Catalogue.open() as opened:
        yield opened


def keys(found):
    return [row["citation_key"] for row in found.rows]


def test_without_words_all_references_come_by_key(catalogue):
    found = queries.first_page(catalogue, Request())
    assert (found.total, found.catalogue_size, found.ranked) == (5, 5, False)
    assert keys(found) == sorted(keys(found))


@pytest.mark.parametrize("words", ["walking", "robots -news", '"human feedback"', "wlaking", "topic:robots kind:paper"])
def test_words_find_what_search_finds_in_the_same_order(catalogue, words):
    hits = catalogue.search(words, limit=None)
    found = queries.first_page(catalogue, Request(words))
    assert keys(found) == hits.keys
    assert tuple(found.corrections) == hits.corrections


def test_filters_hold_besides_the_words(catalogue):
    found = queries.first_page(catalogue, Request("walking OR robots", (Filter("kind", "news"),)))
    assert keys(found) == ["agency-2022-robots"]


def test_a_query_that_cannot_be_understood_is_an_error(catalogue):
    with pytest.raises(QueryError):
        queries.first_page(catalogue, Request("topic:"))


def test_pages_follow_each_other_without_gaps(builtin, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 50)
    for request in (Request(), Request(order="-issued"), Request("kind:paper OR kind:blog", order="title")):
        found = queries.first_page(builtin, request)
        rows = list(found.rows)
        while len(rows) < found.total:
            rows += queries.page(builtin, found, len(rows))
        sort = "key" if request.order == "best" else request.order
        assert [row["citation_key"] for row in rows] == builtin.select(request.words, sort=sort).keys


def test_ranked_pages_continue_the_ranking(builtin, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 5)
    found = queries.first_page(builtin, Request("language model"))
    assert found.ranked
    assert found.total > 5
    rest = [row["citation_key"] for row in queries.page(builtin, found, 5)]
    assert keys(found) + rest == builtin.search("language model", limit=None).keys


@pytest.mark.parametrize("words", ["", "language model", "kind:paper", "topic:rlhf"])
def test_facets_count_what_their_filter_finds(builtin, words):
    found = queries.first_page(builtin, Request(words))
    counted = queries.facets(builtin, found)
    assert set(counted) == {"topic", "kind", "year", "author"}
    for field in ("topic", "kind", "year"):
        assert counted[field]
        for value, number in list(counted[field].items())[:6]:
            filtered = queries.first_page(builtin, found.request.toggled(Filter(field, value)))
            # Ranked results end where they become noise beside the best; beside a weaker best, more of them stay.
            assert filtered.total >= number if found.ranked else filtered.total == number, (field, value)
    assert list(counted["year"]) == sorted(counted["year"], reverse=True)


def test_counts_of_ranked_rows_agree_with_those_of_the_index(builtin):
    found = queries.first_page(builtin, Request("kind:paper"))
    rows = builtin.select("kind:paper").rows
    by_hand = queries.facets(builtin, found._replace(ranked=True, rows=rows, total=len(rows)))
    assert by_hand == queries.facets(builtin, found)


def test_a_reference_comes_with_its_relations_both_ways(catalogue):
    details = queries.details_of(catalogue, "muller-2021-walking")
    around = queries.with_relations(catalogue, details)
    assert details.record["title"].startswith("{Walking}")
    assert [row["citation_key"] for _, row in around.relations] == ["agency-2022-robots"]
    assert queries.details_of(catalogue, "gone-2020-key") is None
    assert queries.nearest(catalogue, "muller-2021-walking")[0][1]["citation_key"] == "agency-2022-robots"


def test_undated_references_come_last_in_either_order(catalogue):
    for order in ("issued", "-issued"):
        found = queries.first_page(catalogue, Request("robots", order=order))
        assert keys(found)[-1] == "site-nd-home"


class TestWorker:
    def test_only_the_newest_question_is_answered(self):
        running, go, delivered = threading.Event(), threading.Event(), []
        done = threading.Event()
        worker = Worker("test", lambda callback: callback())

        def slow():
            running.set()
            go.wait(5)
            return lambda: delivered.append("slow")

        worker.submit(slow)
        running.wait(5)
        asked = []
        for number in range(5):
            worker.submit(
                lambda number=number: asked.append(number) or (lambda: (delivered.append(number), done.set()))
            )
        go.set()
        assert done.wait(5)
        worker.close()
        assert asked == [4]
        assert delivered == [4]

    def test_a_bug_is_raised_where_answers_are_shown(self):
        shown = []
        came = threading.Event()

        def deliver(callback):
            shown.append(callback)
            came.set()

        worker = Worker("test", deliver)
        worker.submit(lambda: 1 / 0)
        assert came.wait(5)
        with pytest.raises(ZeroDivisionError):
            shown[0]()
        worker.close()
