"""The real services, asked for five well-known works each: `pytest -m live`. Without a network each test is skipped.

What is expected is what the built-in catalogue says of its works; the ISBNs are those on the publishers' pages. Each
service gets one question for five works (GitHub one for each).
"""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit

import pytest

from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.locate import builtin
from llmprimer.enriching.agreement import contradicts, describe_facts, describe_reference, same_author
from llmprimer.sources import connect_services
from llmprimer.sources.service import WorkQuery

pytestmark = pytest.mark.live

PREPRINTS = ["vaswani-2017-attention", "devlin-2018-bert", "brown-2020-gpt3", "raffel-2019-t5", "liu-2019-roberta"]
PUBLISHED = ["devlin-2018-bert", "he-2021-mae", "lewis-2019-bart", "lin-2021-survey", "su-2021-roformer"]
REPOSITORIES = [
    "google/BIG-bench",
    "karpathy/nanoGPT",
    "huggingface/transformers",
    "salesforce/CodeT5",
    "PaddlePaddle/PaddleNLP",
]
BOOKS = {
    "9780262033848": "Cormen",
    "9780262039246": "Sutton",
    "9780387310732": "Bishop",
    "9780136042594": "Russell",
    "9780262035613": "Goodfellow",
}


@pytest.fixture(scope="module")
def services():
    client, services = connect_services(os.environ, patience=60)
    yield services
    client.close()


@pytest.fixture(scope="module")
def catalogue():
    return CatalogueContent.read(builtin("references.yaml"))


@pytest.fixture
def service(request, services):
    """The service that the test is about, if it can be reached at all."""
    one = services[request.param]
    host = urlsplit(one.base).hostname
    try:
        socket.create_connection((host, 443), timeout=5).close()
    except OSError as error:
        pytest.skip(f"{host} cannot be reached: {error}")
    return one


def asked_of(name):
    return pytest.mark.parametrize("service", [name], indirect=True)


@asked_of("arxiv")
def test_arxiv(service, catalogue):
    works = {catalogue[key].arxiv.id: catalogue[key] for key in PREPRINTS}
    answers = service.fetch(list(works))
    for identity, work in works.items():
        facts = service.read(identity, answers[identity])
        assert not contradicts(describe_reference(work), describe_facts(facts.fields))
        assert facts.fields["issued"] == str(work.issued)
        assert len(facts.fields["author"]) == len(work.author)
        assert len(facts.fields["abstract"]) > 400


@asked_of("arxiv")
def test_arxiv_finds_a_title(service, catalogue):
    work = catalogue["vaswani-2017-attention"]
    assert work.arxiv.id in service.search(WorkQuery(work.title, work.author[0].family_name, work.issued.year))


@asked_of("crossref")
def test_crossref(service, catalogue):
    works = {catalogue[key].published.doi: catalogue[key] for key in PUBLISHED}
    answers = service.fetch(list(works))
    for doi, work in works.items():
        facts = service.read(doi, answers[doi])
        assert not contradicts(describe_reference(work), describe_facts(facts.fields))
        assert same_author(describe_reference(work).author, describe_facts(facts.fields).author)
        assert facts.fields["container_title"]


@asked_of("crossref")
def test_crossref_finds_a_title(service, catalogue):
    work = catalogue["devlin-2018-bert"]
    assert work.published.doi in service.search(WorkQuery(work.title, "Devlin", 2019))


@asked_of("datacite")
def test_datacite(service, catalogue):
    works = {f"10.48550/arxiv.{catalogue[key].arxiv.id}": catalogue[key] for key in PREPRINTS}
    answers = {doi: item for doi, item in service.fetch(list(works)).items() if item is not None}
    assert len(answers) >= 4
    for doi, item in answers.items():
        assert not contradicts(describe_reference(works[doi]), describe_facts(service.read(doi, item).fields))


@asked_of("openalex")
def test_openalex(service, catalogue):
    works = {catalogue[key].published.doi: catalogue[key] for key in PUBLISHED}
    answers = {doi: item for doi, item in service.fetch(list(works)).items() if item is not None}
    assert len(answers) >= 4
    for doi, item in answers.items():
        assert not contradicts(describe_reference(works[doi]), describe_facts(service.read(doi, item).fields))


@asked_of("semanticscholar")
def test_semantic_scholar(service, catalogue):
    works = {f"arxiv:{catalogue[key].arxiv.id}": catalogue[key] for key in PREPRINTS}
    answers = service.fetch(list(works))
    for name, work in works.items():
        assert answers[name] is not None
        assert not contradicts(describe_reference(work), describe_facts(service.read(name, answers[name]).fields))


@asked_of("github")
def test_github(service, catalogue):
    for name in REPOSITORIES:
        facts = service.read(name, service.fetch([name])[name])
        assert facts.fields["url"].lower() == f"https://github.com/{name}".lower() or facts.remarks


@asked_of("github")
def test_the_first_commit(service, catalogue):
    name = "karpathy/nanoGPT#first-commit"
    assert service.read(name, service.fetch([name])[name]).fields["issued"] == str(catalogue["karpathy-nanogpt"].issued)


@asked_of("openlibrary")
def test_open_library(service):
    answers = {isbn: item for isbn, item in service.fetch(list(BOOKS)).items() if item is not None}
    assert len(answers) >= 4
    for isbn, item in answers.items():
        authors = service.read(isbn, item).fields["author"]
        assert BOOKS[isbn] in {name.get("family") for name in authors}
