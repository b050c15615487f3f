"""The judged queries are whole, and the built-in catalogue answers its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from llmprimer.catalogue.locate import locate
from llmprimer.index import Index
from llmprimer.search import find

HERE = Path(__file__).parent
FILES = sorted((HERE / "judged").glob("*.yaml"))
CLASSES = {
    "acronym", "chinese", "concept", "edge", "facet", "identifier", "morphology", "name", "noanswer", "phrase", "question",
    "title", "typo",
}  # fmt: skip


@pytest.fixture(scope="module")
def judged():
    sys.path.insert(0, str(HERE.parents[1] / "bench"))
    try:
        import _judged
    finally:
        sys.path.pop(0)
    return _judged


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_queries_of_a_list_are_whole(path, judged):
    queries = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert len(queries) >= 60
    assert len({query["id"] for query in queries}) == len({query["text"] for query in queries}) == len(queries)
    for query in queries:
        assert query["class"] in CLASSES
        assert (query["class"] == "noanswer") is (not query["judgements"])
        works = [(url, title) for _, url, title in query["judgements"]]
        assert len(set(works)) == len(works), query["id"]
        assert all(grade in (1, 2, 3) and (url or title) for grade, url, title in query["judgements"])
        assert not works or max(grade for grade, _, _ in query["judgements"]) == 3
    halves = [judged.half(query["text"]) for query in queries]
    assert min(halves.count("dev"), halves.count("test")) * 3 > len(queries)


def test_the_built_in_catalogue_answers_its_judged_queries(judged, own_folders):
    index = Index.open(locate(None))
    values, firsts = [], []
    for query in judged.load(judged.BUILT_IN, index):
        found = find(index, query.text)
        if not query.grades:
            assert not found.confident, query.text
            continue
        ndcg, first = judged.measure(query.grades, [result.citation_key for result in found.results])
        values.append(ndcg)
        firsts.append(first)
    assert sum(values) / len(values) > 0.97
    assert sum(firsts) / len(firsts) > 0.98
