"""The search of a site finds what the command line finds: same keys and order, corrections, confidence, scores, errors."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from llmprimer.errors import QueryError
from llmprimer.index import Index
from llmprimer.search import find
from llmprimer.site.search_index import DIRECTORY
from website.search.conftest import answers, lay_out, made_by_chance
from website.search.generated import generated

ROOT = Path(__file__).parents[3]
#: Queries that people judged, those of the source material of this project where it is beside the repository.
JUDGED = [
    path
    for path in (
        *sorted((ROOT / "tests" / "search").rglob("*.yaml")),
        ROOT.parent / "shared" / "search" / "queries.yaml",
    )
    if path.exists()
]
LIMIT = 20


def assert_same(index: Index, site: Path, texts: list[str], **how: Any) -> None:
    for text, answer in zip(texts, answers(site, [(text, {"limit": LIMIT, **how}) for text in texts]), strict=True):
        try:
            found = find(index, text, limit=LIMIT, **how)
        except QueryError as error:
            mistake = answer["error"]
            assert mistake is not None, text
            assert (mistake["message"], mistake["hint"]) == (error.reason, error.hint), text
            assert mistake["position"] == (error.position if error.query == text else None), text
            continue
        assert answer["error"] is None, text
        told = (answer["confident"], answer["total"], [(c["typed"], c["read"]) for c in answer["corrections"]])
        assert told == (found.confident, found.total, found.corrections), text
        scores = [(result["key"], result["score"]) for result in answer["results"]]
        assert scores == [(result.citation_key, result.score) for result in found.results], text
        for got, wanted in zip(answer["results"], found.results, strict=True):
            points = [reason["points"] for reason in got["reasons"]]
            assert points == pytest.approx([reason.points for reason in wanted.reasons], rel=1e-9), text


@pytest.mark.parametrize("path", JUDGED, ids=lambda path: path.stem)
def test_judged_queries_have_the_same_answers(built_in, built_in_search, path):
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    queries = read if isinstance(read, list) else read["queries"]
    assert_same(built_in, built_in_search, [query["text"] for query in queries])


def catalogues(tmp_path, toy, name: str) -> Index:
    from llmprimer.catalogue.locate import builtin

    match name:
        case "built-in":
            return Index.open(builtin("references.yaml"))
        case "odd":
            return Index.open(toy)
    return Index.open(made_by_chance(tmp_path, 600))


@pytest.mark.parametrize("name", ["built-in", "odd", "by chance"])
@pytest.mark.parametrize("count", [60, pytest.param(700, marks=pytest.mark.slow)])
def test_queries_made_by_chance_have_the_same_answers(tmp_path, toy, name, count):
    index = catalogues(tmp_path, toy, name)
    assert_same(index, lay_out(index, tmp_path / "site"), generated(index, count))


#: What is kept in memory, or in one file too, up to a limit: a fifth of what it is, for a fifth of ten thousand references.
FIFTHS = {
    "_WHOLE": (1 << 20) // 5,
    "columns._IN_MEMORY": 1_000,
    "postings._KEPT": 3_000,
    "postings._RUN": 30_000,
}


@pytest.mark.slow
def test_a_large_catalogue_whose_tables_have_directories_of_their_own_has_the_same_answers(tmp_path, monkeypatch):
    for name, limit in FIFTHS.items():
        monkeypatch.setattr(f"llmprimer.site.search_index.{name}", limit)
    index = Index.open(made_by_chance(tmp_path, 2_000))
    site = lay_out(index, tmp_path / "site")
    directory = json.loads(zlib.decompress((site / DIRECTORY).read_bytes(), -zlib.MAX_WBITS))
    assert isinstance(directory["tables"], str), "the directories of the tables are a file"
    assert "whole" not in directory, "and the index is not one file"
    assert_same(index, site, generated(index, 120))


def test_a_word_that_is_still_being_typed_has_the_same_answers(built_in, built_in_search):
    texts = [
        "r",
        "大",
        "大规",
        "before (可能)是",
        "reinforc",
        "large lang",
        "large language mod",
        "rlhf ",
        "rlhf",
        "open",
        "author:va att",
        '"scaling la"',
    ]
    assert_same(built_in, built_in_search, texts, unfinished=True)


VERSIONED = """schema_version: 1
title: Names with versions
topics: {gardens: {label: Gardens, definition: Where plants are kept.}}
references:
"""


def test_versions_and_roots_have_the_same_answers(tmp_path):
    titles = [
        "Rakedo2",
        "Rakedov31",
        "Rakedo 2",
        "SOILServer",
        "OpenSOIL",
        "Coasts",
        "Dental lawns",
        "Generals",
        "Beds2015",
    ]
    records = [f"  a{n}-2020-one: {{type: article, kind: paper, title: {title}}}\n" for n, title in enumerate(titles)]
    path = tmp_path / "made.yaml"
    path.write_text(VERSIONED + "".join(records), encoding="utf-8")
    texts = "rakedo rakedo2 rakedo31 rakedov31 soil server coastal dentistry dentist generic beds beds2 rakedos lawns2".split()
    index = Index.open(path)
    assert_same(index, lay_out(index, tmp_path / "site"), [*texts, "coastal rakedo soil"])


WRONG = [
    "(a", "a)", '"a', "OR b", "a OR", "-", "a -", "topic:rhlf", "topic:", "kind:paperr", "year:x", "year:2022-13", "slide:x",
    "date:2022-02-30", "year:2023..2022", "foo:bar", "NOT", "has:nothing", "date:..", "date:>", "slide:1234567",
    "year:2022-05", '日本 topic:"no such"', 'topic:" no such"', "a " * 201, "a" * 401, "é" * 2001, "(" * 51, "--" * 60 + "a",
    "a 𠀀𠀀 (", "authr:x", "kind:", "titel:x y", "date:>=2022-1", "year:..2020-05", "slide:3..1",
]  # fmt: skip


def test_errors_are_the_same(built_in, built_in_search):
    assert_same(built_in, built_in_search, WRONG)
