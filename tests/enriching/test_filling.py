"""What goes into a record: from whom, where it is said, and what stays as it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from enriching.world import Paper, Repository
from llmprimer.errors import ExitCode
from llmprimer.vocabulary import Confidence

TODAY = datetime.now(UTC).date().isoformat()

SCALING = Paper(
    "Scaling laws for kettles",
    ("Ada Lovelace", "Charles Babbage", "Joost van der Putten"),
    arxiv="2301.00001",
    submitted="2023-01-02",
    abstract="We boil water in kettles of many sizes and find a power law over three decades.",
    scholar_knows=False,
)
RECORD = """  lovelace-2023-scaling:
    type: article
    kind: paper
    title: Scaling laws for kettles
    arxiv: {id: '2301.00001'}
    url: https://arxiv.org/abs/2301.00001
"""


def provenance(reference):
    return {name: seen for seen in reference.provenance for name in seen.fields}


def test_a_preprint_gets_authors_date_class_and_abstract_with_source_and_day(world, own, enrich):
    world.papers = [SCALING]
    own.write(RECORD)
    assert enrich().status == ExitCode.DONE
    paper = own["lovelace-2023-scaling"]
    assert [name.display for name in paper.author] == ["Ada Lovelace", "Charles Babbage", "Joost van der Putten"]
    assert paper.author[2].non_dropping_particle == "van der"
    assert (str(paper.issued), paper.arxiv.primary_class) == ("2023-01-02", "cs.CL")
    assert paper.abstract == SCALING.abstract
    seen = provenance(paper)
    assert {*seen} == {"author", "issued", "arxiv.primary_class", "abstract"}
    assert {(entry.source, str(entry.accessed), entry.confidence) for entry in seen.values()} == {
        ("arXiv:2301.00001 (the API of arXiv)", TODAY, Confidence.CERTAIN)
    }


def test_what_is_filled_stays(world, own, enrich):
    world.papers = [SCALING]
    own.write(
        RECORD + "    author:\n    - {family: Lovelace, given: A.}\n    issued: 2022\n    abstract: Of our own.\n"
    )
    before = own.path.read_text()
    done = enrich("--field", "author", "--field", "issued", "--field", "abstract")
    assert (done.status, own.path.read_text()) == (ExitCode.DONE, before)
    assert "3 facts differ: --update proposes them" in done.err


def test_comments_and_order_of_the_file_stay(world, own, enrich):
    world.papers = [SCALING]
    own.write(RECORD.replace("    title:", "    # our favourite\n    title:"))
    enrich()
    text = own.path.read_text()
    assert "    # our favourite\n    title: Scaling laws for kettles\n    author:\n" in text


def test_the_authors_that_and_others_stands_for_are_filled_in(world, own, enrich):
    world.papers = [SCALING]
    own.write(RECORD + "    author:\n    - {family: Lovelace, given: A.}\n    and_others: true\n")
    enrich()
    paper = own["lovelace-2023-scaling"]
    assert [name.display for name in paper.author] == ["A. Lovelace", "Charles Babbage", "Joost van der Putten"]
    assert not paper.and_others


def test_authors_in_another_order_are_not_completed(world, own, enrich):
    world.papers = [SCALING]
    own.write(RECORD + "    author:\n    - {family: Babbage, given: C.}\n    and_others: true\n")
    done = enrich()
    assert [name.display for name in own["lovelace-2023-scaling"].author] == ["C. Babbage"]
    assert own["lovelace-2023-scaling"].and_others
    assert "1 fact differs" in done.err


def test_a_title_of_our_own_gives_way_to_the_title(world, own, enrich):
    world.papers = [SCALING]
    own.write(RECORD.replace("Scaling laws for kettles", "Page of arxiv.org\n    title_described: true"))
    enrich()
    paper = own["lovelace-2023-scaling"]
    assert (paper.title, paper.title_described) == ("Scaling laws for kettles", False)


PUBLISHED = SCALING.__class__(
    **{
        **SCALING.__dict__,
        "doi": "10.1000/kettles",
        "published": "2023-12-06",
        "formal_title": "Scaling laws for kettles and pots",
        "venue": "Proceedings of the Kettle Conference",
        "scholar_knows": True,
        "more": {"page": "17-28", "volume": "3"},
    }
)


def test_the_formal_publication_of_a_preprint_is_found_and_verified(world, own, enrich):
    world.papers = [PUBLISHED]
    own.write(RECORD)
    assert enrich().status == ExitCode.DONE
    paper = own["lovelace-2023-scaling"]
    formal = paper.published
    assert (formal.doi, formal.container_title, formal.page) == (
        "10.1000/kettles",
        "Proceedings of the Kettle Conference",
        "17-28",
    )
    assert (formal.title, str(formal.issued), formal.type) == (
        "Scaling laws for kettles and pots",
        "2023-12-06",
        "paper-conference",
    )
    assert (paper.title, str(paper.issued)) == ("Scaling laws for kettles", "2023-01-02")
    assert provenance(paper)["published"].source == "doi:10.1000/kettles (Crossref)"


def test_of_a_publication_that_is_there_the_missing_parts_are_filled_and_named(world, own, enrich):
    world.papers = [PUBLISHED]
    own.write(RECORD + "    published:\n      doi: 10.1000/kettles\n      page: 17-29\n")
    enrich()
    paper = own["lovelace-2023-scaling"]
    assert (paper.published.page, paper.published.volume) == ("17-29", "3")
    assert {"published.volume", "published.title"} <= {*provenance(paper)}
    assert "published.page" not in provenance(paper)


def test_an_index_that_is_wrong_about_a_publication_is_not_believed(world, own, enrich):
    other = Paper("A history of teapots", ("Grace Hopper",), doi="10.1000/teapots", published="1999-01-01")
    world.papers = [Paper(**{**SCALING.__dict__, "scholar_knows": True, "scholar_doi": "10.1000/teapots"}), other]
    own.write(RECORD)
    done = enrich()
    assert own["lovelace-2023-scaling"].published is None
    assert "A history of teapots" in done.err
    assert "as its formal publication: another title" in done.err


def test_a_venue_without_a_doi_is_told_and_not_written(world, own, enrich):
    world.papers = [Paper(**{**SCALING.__dict__, "scholar_knows": True, "venue": "Kettle Conference"})]
    own.write(RECORD)
    done = enrich()
    assert own["lovelace-2023-scaling"].published is None
    assert "lovelace-2023-scaling: Semantic Scholar has it in Kettle Conference, without a DOI" in done.err


def test_the_identifier_of_another_work_is_told_and_nothing_is_written(world, own, enrich):
    world.papers = [
        Paper("Voyages of an open-ended agent", ("Guanzhi Wang",), arxiv="2301.00001", submitted="2023-05-25")
    ]
    own.write(RECORD)
    before = own.path.read_bytes()
    done = enrich()
    assert own.path.read_bytes() == before
    assert "Voyages of an open-ended agent" in done.err
    assert "arXiv:2301.00001 is the identifier of another work" in done.err


def test_an_identifier_that_nobody_has_is_told(world, own, enrich):
    world.papers = []
    own.write(RECORD)
    assert "arXiv:2301.00001 is not known to its registry" in enrich().err


JOURNAL = """  babbage-1999-engines:
    type: article-journal
    kind: paper
    title: On engines
    doi: 10.1000/engines
    url: https://doi.org/10.1000/engines
"""


def test_a_publication_gets_the_facts_of_its_registry(world, own, enrich):
    world.papers = [
        Paper(
            "On engines",
            ("Charles Babbage",),
            doi="10.1000/engines",
            published="1999-02",
            venue="Journal of Engines",
            type="journal-article",
            more={
                "volume": "7",
                "issue": "2",
                "page": "1-9",
                "editor": [{"given": "E.", "family": "Handling"}],
                "abstract": "<jats:title>Abstract</jats:title><jats:p>Engines &amp; their uses, <jats:italic>in brief</jats:italic>.</jats:p>",
            },
        )
    ]
    own.write(JOURNAL)
    assert enrich().status == ExitCode.DONE
    paper = own["babbage-1999-engines"]
    assert (str(paper.issued), paper.container_title, paper.volume, paper.issue, paper.page) == (
        "1999-02",
        "Journal of Engines",
        "7",
        "2",
        "1-9",
    )
    assert paper.abstract == "Engines & their uses, in brief."
    assert paper.editor == ()


def test_a_doi_that_only_the_address_spells_is_asked(world, own, enrich):
    world.papers = [Paper("On engines", ("Charles Babbage",), doi="10.1000/engines", published="1999-02")]
    address = "https://journals.example.org/doi/full/10.1000/engines"
    own.write(JOURNAL.replace("https://doi.org/10.1000/engines", address).replace("    doi: 10.1000/engines\n", ""))
    assert enrich().status == ExitCode.DONE
    paper = own["babbage-1999-engines"]
    assert (str(paper.issued), paper.url, paper.author[0].display) == ("1999-02", address, "Charles Babbage")


def test_a_doi_that_crossref_does_not_have_is_asked_of_datacite(world, own, enrich):
    world.papers = [
        Paper(
            "Kettle data",
            ("Ada Lovelace",),
            doi="10.5281/zenodo.1",
            registry="datacite",
            published="2021-03-04",
            venue="Zenodo",
            scholar_knows=False,
        )
    ]
    own.write(
        "  data:\n    type: dataset\n    kind: dataset\n    title: Kettle data\n    doi: 10.5281/zenodo.1\n"
        "    url: https://doi.org/10.5281/zenodo.1\n"
    )
    enrich()
    data = own["data"]
    assert (str(data.issued), data.publisher, data.author[0].display) == ("2021-03-04", "Zenodo", "Ada Lovelace")


def test_an_abstract_that_no_registry_has_comes_from_an_index(world, own, enrich):
    text = "Engines compute tables without errors of the hand."
    world.papers = [
        Paper(
            "On engines",
            ("Charles Babbage",),
            doi="10.1000/engines",
            published="1999",
            scholar_knows=False,
            openalex_abstract=text,
        )
    ]
    own.write(JOURNAL)
    enrich()
    paper = own["babbage-1999-engines"]
    assert paper.abstract == text
    assert (provenance(paper)["abstract"].source, provenance(paper)["abstract"].confidence) == (
        "doi:10.1000/engines (OpenAlex)",
        Confidence.LIKELY,
    )


REPOSITORY = """  owner-kettle:
    type: software
    kind: repository
    title: kettle
    url: https://github.com/owner/kettle.git
"""
CITATION = """cff-version: 1.2.0
title: kettle
authors:
- family-names: Putten
  name-particle: van der
  given-names: Joost
- name: The Kettle Team
license: Apache-2.0
"""


def test_a_repository_gets_description_licence_first_commit_and_authors(world, own, enrich):
    commits = ("2024-05-01T00:00:00Z", "2023-05-01T00:00:00Z", "2022-12-28T00:51:12Z")
    world.repositories = [Repository("owner/kettle", "Boils water with a model", "MIT", CITATION, commits)]
    own.write(REPOSITORY)
    assert enrich().status == ExitCode.DONE
    work = own["owner-kettle"]
    assert (work.license, work.abstract, str(work.issued)) == ("MIT", "Boils water with a model", "2022-12-28")
    assert [name.display for name in work.author] == ["Joost van der Putten", "The Kettle Team"]
    assert (work.publisher, world.asked["github"]) == (None, 4)
    assert provenance(work)["issued"].source == "https://github.com/owner/kettle (the first commit)"


def test_the_name_of_a_repository_is_not_called_another_title(world, own, enrich):
    world.repositories = [Repository("owner/kettle", "Boils water with a model")]
    own.write(REPOSITORY)
    assert "differ" not in enrich().err


def test_a_complete_repository_is_not_asked_about(world, own, enrich):
    own.write(
        REPOSITORY
        + "    author:\n    - {literal: Owner}\n    issued: 2022\n    license: MIT\n    abstract: Boils water.\n"
    )
    enrich()
    assert world.asked["github"] == 0


def test_a_book_gets_the_facts_of_its_isbn(world, own, enrich):
    world.books = {
        "9780262035613": {
            "title": "Deep Learning",
            "authors": [{"name": "Ian Goodfellow"}, {"name": "Yoshua Bengio"}],
            "publish_date": "Nov 18, 2016",
            "publishers": [{"name": "MIT Press"}],
        }
    }
    own.write("  book:\n    type: book\n    kind: book\n    title: Deep Learning\n    isbn: 978-0-262-03561-3\n")
    enrich()
    book = own["book"]
    assert (str(book.issued), book.publisher, len(book.author)) == ("2016-11-18", "MIT Press", 2)


def test_several_services_agree_on_who_is_believed(world, own, enrich):
    # arXiv before Semantic Scholar, whose abstract is cut.
    shorter = Paper(**{**SCALING.__dict__, "scholar_knows": True})
    world.papers = [shorter]
    own.write(RECORD)
    enrich()
    assert provenance(own["lovelace-2023-scaling"])["abstract"].source.startswith("arXiv:")


@pytest.mark.parametrize("field", ["author", "abstract", "published"])
def test_only_the_chosen_fields_are_filled(world, own, enrich, field):
    world.papers = [PUBLISHED]
    own.write(RECORD)
    enrich("--field", field)
    paper = own["lovelace-2023-scaling"]
    filled = {name for name in ("author", "issued", "abstract", "published") if getattr(paper, name)}
    assert filled == {field}
