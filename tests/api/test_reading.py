"""`llmprimer.Catalogue`: finding references and looking at them."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

import llmprimer
from llmprimer import Catalogue, CatalogueError, NotFoundError, QueryError, Reference, UsageError


@pytest.fixture
def catalogue(toy):
    with Catalogue.open(toy) as opened:
        yield opened


def test_a_search_returns_scored_hits_with_reasons_and_references(catalogue):
    hits = catalogue.search("walknet")
    assert hits.confident
    assert hits.keys[0] == "muller-2021-walking"
    best = hits[0]
    assert best.score > 0
    assert "aliases" in best.reasons[0].where
    assert isinstance(best.reference, Reference)
    assert best.reference.author[0].family == "Müller"
    assert hits.references.rows[0]["citation_key"] == "muller-2021-walking"


def test_a_search_for_what_is_not_there_is_not_confident(catalogue):
    assert not catalogue.search("quantum gravity").confident


def test_a_selection_is_a_sequence_of_references(catalogue):
    chosen = catalogue.select("topic:robots", sort="issued")
    assert chosen.keys == ["muller-2021-walking", "agency-2022-robots", "user-2022-tweet", "site-nd-home"]
    assert len(chosen) == catalogue.count("topic:robots") == 4
    assert chosen[1].container_title == "The Daily"
    assert [reference.citation_key for reference in chosen[:2]] == chosen.keys[:2]
    assert chosen[2] in chosen


def test_the_catalogue_iterates_in_file_order_and_finds_keys_in_any_case(catalogue):
    assert [reference.citation_key for reference in catalogue] == catalogue.select(sort="file").keys
    assert len(catalogue) == len(catalogue.keys)
    assert catalogue["WU-1998-dao"].title == "悟道 (Wu Dao)"
    assert "wu-1998-dao" in catalogue
    assert "nobody" not in catalogue
    assert 7 not in catalogue
    assert catalogue.get("nobody") is None


def test_related_references_say_how(catalogue):
    near = catalogue.related("muller-2021-walking")
    assert near.keys[0] == "agency-2022-robots"
    assert "reported on by" in near[0].how[0]


def test_topics_come_as_a_tree_with_counts(catalogue):
    assert [(topic.slug, topic.depth) for topic in catalogue.topics] == [
        ("learning", 0),
        ("feedback", 1),
        ("robots", 0),
    ]
    assert catalogue.topic("RLHF").slug == "feedback"


@pytest.mark.parametrize("field", ["topic", "kind", "type", "lang", "year", "site", "slide", "has"])
def test_each_count_is_the_length_of_the_selection_that_it_names(catalogue, field):
    counted = catalogue.counts(field)
    assert counted
    assert list(counted.values()) == sorted(counted.values(), reverse=True)
    for value, number in counted.items():
        assert catalogue.count(f"{field}:{value}") == number


def test_counts_can_be_taken_of_a_selection(catalogue):
    assert catalogue.counts("kind", "topic:feedback") == {"paper": 1}


def test_rows_records_and_csl_items_are_one_call_away(catalogue):
    chosen = catalogue.select("key:muller-2021-walking")
    assert chosen.to_dict()[0]["published"]["issued"] == "2022"
    assert chosen.to_csl()[0]["container-title"] == "Proceedings of Walking"
    assert "container-title" not in chosen.to_csl(prefer="preprint")[0]


@pytest.mark.slow
@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_data_frame_has_the_same_columns_whatever_was_found(catalogue, library):
    pytest.importorskip(library)
    full, empty = catalogue.select().to_frame(library), catalogue.select("kind:video").to_frame(library)
    assert list(full.columns) == list(empty.columns)
    assert list(full["citation_key"]) == catalogue.keys
    assert len(empty) == 0


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda c: c["muller-2021-walkin"], NotFoundError, "muller-2021-walking"),
        (lambda c: c.related("nobody-at-all"), NotFoundError, "nobody-at-all"),
        (lambda c: c.topic("robot-arms"), NotFoundError, "robot-arms"),
        (lambda c: c.search("topic:robotz"), QueryError, "robots"),
        (lambda c: c.select("(walking"), QueryError, "walking"),
        (lambda c: c.select(sort="x"), UsageError, "issued"),
        (lambda c: c.counts("kinds"), UsageError, "kind"),
        (lambda c: c.select().to_frame("excel"), UsageError, "pandas"),
    ],
)
def test_errors_name_what_can_be_asked_instead(catalogue, call, error, says):
    with pytest.raises(error) as caught:
        call(catalogue)
    assert says in caught.value.message + (caught.value.hint or "")


def test_every_error_of_the_program_is_exported():
    from llmprimer import errors

    kinds = {n for n, e in vars(errors).items() if isinstance(e, type) and issubclass(e, errors.LlmprimerError)}
    assert kinds <= set(llmprimer.__all__)
    assert all(getattr(llmprimer, name) is not None for name in llmprimer.__all__)


def test_a_missing_file_is_told_when_it_is_opened(tmp_path):
    with pytest.raises(CatalogueError, match="no such file"):
        Catalogue.open(tmp_path / "none.yaml")


def test_open_without_a_path_finds_what_the_command_line_finds(toy, monkeypatch):
    monkeypatch.setenv("LLMPRIMER_CATALOGUE", str(toy))
    with Catalogue.open() as catalogue:
        assert catalogue.path == toy
        assert catalogue.title == catalogue.header.title == "Odd references"


def test_a_closed_catalogue_says_so(toy):
    with Catalogue.open(toy) as catalogue:
        hit = catalogue.search("walknet")[0]
        rest = iter(catalogue)
        next(rest)
    for call in (lambda: catalogue.search("x"), lambda: hit.reference, lambda: next(rest), lambda: catalogue.keys):
        with pytest.raises(UsageError, match="closed"):
            call()
    catalogue.close()


def test_an_open_catalogue_follows_its_file(toy, catalogue):
    assert catalogue["site-nd-home"].title == "Institute of Gait"
    text = toy.read_text(encoding="utf-8").replace("title: Institute of Gait", "title: Institute of Running")
    toy.write_text(text, encoding="utf-8")
    assert catalogue["site-nd-home"].title == "Institute of Running"
    assert catalogue.search("institute of running").keys == ["site-nd-home"]


def test_many_threads_share_one_catalogue(catalogue):
    def ask(number: int) -> tuple:
        query = ("walknet", "topic:robots", "news of robots", "悟道")[number % 4]
        return (
            query,
            tuple(catalogue.search(query).keys),
            catalogue["wu-1998-dao"].title,
            len(catalogue.select("topic:robots")),
        )

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(ask, range(400)))
    assert len(answers) == 4


def test_another_thread_may_close_the_catalogue(toy):
    with ThreadPoolExecutor(1) as thread:
        catalogue = thread.submit(Catalogue.open, toy).result()
        assert catalogue.search("walknet").keys
        catalogue.close()


def test_a_damaged_index_is_made_again(toy):
    folder = os.environ["LLMPRIMER_CACHE_DIR"]
    Catalogue.open(toy).close()
    (index,) = (os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".sqlite3"))
    with open(index, "r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (os.path.getsize(index) - 8192))
    with Catalogue.open(toy) as catalogue:
        assert catalogue["wu-1998-dao"].title == "悟道 (Wu Dao)"


def test_a_notebook_shows_escaped_text_and_no_active_links(toy):
    text = toy.read_text(encoding="utf-8")
    text = text.replace("title: Institute of Gait", "title: '<script>alert(1)</script>'")
    text = text.replace("url: https://gait.example.org/", "url: javascript:alert(1)")
    toy.write_text(text, encoding="utf-8")
    with Catalogue.open(toy) as catalogue:
        shown = catalogue.select()._repr_html_() + catalogue["site-nd-home"]._repr_html_()
        shown += catalogue.search("key:site-nd-home")._repr_html_()
    assert "<script" not in shown
    assert "javascript:" not in shown
    assert "&lt;script&gt;" in shown
    assert '<a href="https://arxiv.org/abs/2111.12345"' in shown


def test_a_search_imports_no_models_until_a_reference_is_asked_for(toy, python):
    Catalogue.open(toy).close()
    code = """
import sys
from llmprimer import Catalogue
with Catalogue.open(sys.argv[1]) as catalogue:
    hits = catalogue.search("walknet")
    rows, counts = catalogue.select("topic:robots").rows, catalogue.counts("kind")
    print(sorted({"pydantic", "yaml", "httpx", "rich", "asyncio", "typer"} & set(sys.modules)))
    hits[0].reference
    print("pydantic" in sys.modules)
"""
    assert python(code, str(toy)).splitlines() == ["[]", "True"]
