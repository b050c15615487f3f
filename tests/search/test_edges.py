"""Queries at the edges of what can be asked."""

from __future__ import annotations

import pytest

from llmprimer.index import Index
from llmprimer.query import parse
from llmprimer.search import find


@pytest.fixture
def index(toy):
    opened = Index.open(toy)
    yield opened
    opened.close()


@pytest.mark.parametrize("query", ["!!!", "???", '"---"', "!!! ..."])
def test_punctuation_alone_finds_nothing(index, query):
    found = find(index, query)
    assert not found.confident
    assert found.results == []


def test_an_empty_query_lists_everything(index):
    assert find(index, "", limit=None).total == len(index)


@pytest.mark.parametrize("name", ["x.com", "twitter.com", "www.x.com"])
def test_two_names_of_one_site_are_one_site(index, name):
    assert [row["citation_key"] for row in index.rows(parse(f"site:{name}"))] == ["user-2022-tweet"]
    assert [result.citation_key for result in find(index, name).results] == ["user-2022-tweet"]
