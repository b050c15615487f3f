"""Works without identifier: a title counts only with its author and year; else candidates are shown."""

from __future__ import annotations

import pytest

from enriching.test_filling import SCALING
from enriching.world import Paper
from llmprimer.enriching.agreement import WorkDescription, contradicts, is_same_work

BARE = """  kettles:
    type: article
    kind: paper
    title: Scaling laws for kettles
    author:
    - {family: Lovelace, given: Ada}
    issued: 2023
"""


def test_a_work_found_by_title_author_and_year_gets_its_identifier_and_all_it_leads_to(world, own, enrich):
    world.papers = [
        Paper(
            **{
                **SCALING.__dict__,
                "doi": "10.1000/k",
                "published": "2023-12",
                "venue": "Kettles",
                "scholar_knows": True,
            }
        )
    ]
    own.write(BARE)
    enrich()
    paper = own["kettles"]
    assert (paper.arxiv.id, paper.url, paper.published.doi) == (
        "2301.00001",
        "https://arxiv.org/abs/2301.00001",
        "10.1000/k",
    )
    assert paper.abstract == SCALING.abstract
    assert str(paper.issued) == "2023"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (BARE.replace("    issued: 2023\n", ""), "the record has no year to compare"),
        (
            BARE.replace("    author:\n    - {family: Lovelace, given: Ada}\n", ""),
            "the record has no author to compare",
        ),
        (BARE.replace("2023", "2019"), "title, year and first author do not all agree"),
    ],
)
def test_without_all_three_the_candidate_is_shown_and_nothing_is_written(world, own, enrich, record, reason):
    world.papers = [SCALING]
    own.write(record)
    before = own.path.read_bytes()
    done = enrich()
    assert own.path.read_bytes() == before
    assert (
        f"kettles: not taken: {reason}\n  “Scaling laws for kettles” (Lovelace, 2023), arXiv:2301.00001 (the API of arXiv)\n"
        in done.err
    )


def test_two_papers_of_one_title_author_and_year_are_both_shown_and_nothing_is_written(world, own, enrich):
    twin = Paper(**{**SCALING.__dict__, "arxiv": "2305.00009", "submitted": "2023-05-02", "abstract": "Other kettles."})
    published = Paper(SCALING.title, SCALING.authors, doi="10.1000/k", published="2023-05", venue="Kettles")
    world.papers = [SCALING, twin, published]
    own.write(BARE)
    before = own.path.read_bytes()
    done = enrich()
    assert own.path.read_bytes() == before
    assert (
        "kettles: not taken: title, year and first author agree for each\n"
        "  “Scaling laws for kettles” (Lovelace, 2023), arXiv:2301.00001 (the API of arXiv)\n"
        "  “Scaling laws for kettles” (Lovelace, 2023), arXiv:2305.00009 (the API of arXiv)\n"
    ) in done.err
    # The other services are not asked: whichever paper they know, it would be a guess.
    assert world.asked["crossref"] == world.asked["semanticscholar"] == 0


CROSSREF = Paper(
    "Scaling laws for kettles", ("Ada Lovelace",), doi="10.1000/k", published="2023-05", scholar_knows=False
)


def test_several_dois_of_one_title_author_and_year_are_shown_and_nothing_is_written(world, own, enrich):
    world.papers = [CROSSREF, Paper(**{**CROSSREF.__dict__, "doi": "10.1000/j", "venue": "Teapots"})]
    own.write(BARE)
    before = own.path.read_bytes()
    done = enrich()
    assert own.path.read_bytes() == before
    assert "kettles: not taken: title, year and first author agree for each\n" in done.err
    assert "doi:10.1000/k (Crossref)" in done.err
    assert "doi:10.1000/j (Crossref)" in done.err


@pytest.mark.parametrize("first", [0, 1])
def test_a_preprint_and_its_publication_are_one_work_in_any_order(world, own, enrich, first):
    formal = {"relation": {"is-preprint-of": [{"id": "10.1000/K", "id-type": "doi"}]}}
    preprint = {**CROSSREF.__dict__, "doi": "10.1000/p", "type": "posted-content", "more": formal}
    papers = [CROSSREF, Paper(**preprint)]
    world.papers = [papers[first], papers[1 - first]]
    own.write(BARE)
    enrich()
    assert own["kettles"].doi == "10.1000/k"


def test_one_paper_that_a_service_names_twice_is_taken(world, own, enrich):
    world.papers = [SCALING, Paper(**SCALING.__dict__)]
    own.write(BARE)
    enrich()
    assert own["kettles"].arxiv.id == "2301.00001"


def test_a_publication_that_only_crossref_has_is_found(world, own, enrich):
    world.papers = [
        Paper(
            "Scaling laws for kettles",
            ("Ada Lovelace",),
            doi="10.1000/k",
            published="2023-05",
            venue="Kettles",
            scholar_knows=False,
        ),
        Paper("Scaling laws for teapots", ("Ada Lovelace",), doi="10.1000/t", published="2023-05", venue="Teapots"),
    ]
    own.write(BARE)
    enrich()
    assert (own["kettles"].doi, own["kettles"].container_title) == ("10.1000/k", "Kettles")


def test_what_semantic_scholar_matches_is_looked_up_at_its_registry(world, own, enrich):
    world.papers = [SCALING.__class__(**{**SCALING.__dict__, "scholar_knows": True})]
    own.write(BARE)
    enrich("--source", "semanticscholar", "--source", "crossref")
    assert own["kettles"].arxiv is None, "arXiv was not asked, and an index is no registry"
    enrich("--source", "semanticscholar", "--source", "arxiv")
    assert own["kettles"].arxiv.id == "2301.00001"


def test_a_book_is_searched_in_the_library(world, own, enrich):
    world.books = {
        "9780262035613": {
            "title": "Kettle Learning",
            "authors": [{"name": "Ada Lovelace"}],
            "publish_date": "2016",
            "publishers": [],
        }
    }
    own.write(
        "  book:\n    type: book\n    kind: book\n    title: Kettle Learning\n    author:\n    - {family: Lovelace, given: A.}\n"
    )
    assert "Kettle Learning" in enrich().err


def test_no_search_asks_nobody(world, own, enrich):
    world.papers = [SCALING]
    own.write(BARE)
    enrich("--no-search")
    assert world.asked.total() == 0


def test_pages_and_described_titles_are_not_searched(world, own, enrich):
    own.write(
        BARE.replace("kind: paper", "kind: blog")
        + BARE.replace("  kettles:", "  other:").replace("    author:", "    title_described: true\n    author:")
    )
    enrich()
    assert world.asked.total() == 0


ONE = WorkDescription("Deep Interest Network for Click-Through Rate Prediction", "Zhou", 2018)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (ONE._replace(title="Deep interest network for click through rate prediction."), True),
        (ONE._replace(title="Deep Interest Networks for Click-Through Rate Prediction"), True),
        (ONE._replace(title="Deep Interest Evolution Network for Click-Through Rate Prediction", year=2019), False),
        (ONE._replace(year=2019), True),
        (ONE._replace(year=2021), False),
        (ONE._replace(year=None), False),
        (ONE._replace(author="Zhóu"), True),
        (ONE._replace(author="Zhang"), False),
        (ONE._replace(author=""), False),
        (ONE._replace(given="Guorui"), True),
        (ONE._replace(title="Deep Intrest Network for Click-Through Rate Prediction"), True),
    ],
)
def test_agreement(other, same):
    assert is_same_work(ONE, other) is same
    assert is_same_work(other, ONE) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Second Workshop on Kettles in Practice", "The Third Workshop on Kettles in Practice"),
        ("On kettles: part 1, boiling of water", "On kettles: part 2, boiling of water"),
        ("GPT-3 as a few-shot kettle operator", "GPT-4 as a few-shot kettle operator"),
        ("Kettles are few-shot learners", "Kettles are zero-shot learners"),
        ("On the boiling of kettles II", "On the boiling of kettles III"),
        ("Supervised learning of kettle control", "Unsupervised learning of kettle control"),
        ("Fast optimization of convex kettles", "Fast optimization of nonconvex kettles"),
        ("Online learning with many kettles", "Offline learning with many kettles"),
        ("Macro kettles in daily practice", "Micro kettles in daily practice"),
    ],
)
def test_titles_that_differ_in_one_telling_word_are_two_works(one, other):
    assert not is_same_work(WorkDescription(one, "Zhou", 2020), WorkDescription(other, "Zhou", 2020))


def test_a_namesake_with_another_given_name_wrote_another_work(world, own, enrich):
    world.papers = [Paper(**{**SCALING.__dict__, "authors": ("Bob Lovelace", "Alan Turing")})]
    own.write(BARE)
    done = enrich()
    assert own["kettles"].arxiv is None
    assert "title, year and first author do not all agree" in done.err
    assert is_same_work(ONE._replace(given="Guorui"), ONE._replace(given="G."))


@pytest.mark.parametrize(
    ("ours", "theirs", "wrong"),
    [
        ("LoRA", "LoRA: Low-Rank Adaptation of Large Language Models", False),
        (
            "Training Compute-Optimal Large Language Models",
            "An empirical analysis of compute-optimal large language model training",
            False,
        ),
        ("FireAct", "Voyager: An Open-Ended Embodied Agent with Large Language Models", True),
        (
            "FireAct: Toward Language Agent Fine-tuning",
            "Voyager: An Open-Ended Embodied Agent with Large Language Models",
            True,
        ),
        ("", "Anything", False),
    ],
)
def test_an_identifier_of_another_work_is_seen_by_its_title(ours, theirs, wrong):
    assert contradicts(WorkDescription(ours, "", None), WorkDescription(theirs, "Wang", 2023)) is wrong


def test_a_name_that_only_the_abstract_has_is_the_works():
    ours = WorkDescription("GPT-3", "", None)
    theirs = WorkDescription("Language Models are Few-Shot Learners", "Brown", 2020)
    assert contradicts(ours, theirs)
    assert not contradicts(ours, theirs, "Specifically, we train GPT-3, an autoregressive language model.")
    assert contradicts(WorkDescription("FireAct", "", None), theirs, "We train GPT-3.")
    assert contradicts(
        WorkDescription("How we train a language model", "", None), theirs, "how we train a language model in GPT-3"
    )
