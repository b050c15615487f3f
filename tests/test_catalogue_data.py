"""The built-in catalogue is held to its promises, record by record."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from yaml import CBaseLoader, load

from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.emitting import emit_catalogue
from llmprimer.dates import PartialDate
from llmprimer.identifiers import clean_url, comparable_url
from llmprimer.model import Record, Reference
from llmprimer.text import fold, looks_mojibake
from llmprimer.vocabulary import Confidence

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "data" / "references.yaml"
CATALOGUE = CatalogueContent.read(FILE)
REFERENCES = list(CATALOGUE)
#: The README of the source of 13 January 2023, its addresses and the slides that cite them, as facts to compare with.
LISTED = json.loads((Path(__file__).parent / "data" / "listed.json").read_text(encoding="utf-8"))
ACCESSED = PartialDate(2023, 1, 13)
each = pytest.mark.parametrize("reference", REFERENCES, ids=[r.citation_key for r in REFERENCES])


def texts(value: object) -> list[str]:
    """Every text inside a model's plain values."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    return [text for inner in value for text in texts(inner)] if isinstance(value, list | tuple) else []


def test_every_listed_address_is_there_once_and_nothing_else():
    assert len(LISTED) == 121
    assert Counter(r.listed.url for r in REFERENCES) == Counter(entry["url"] for entry in LISTED)


def test_no_work_is_there_twice():
    assert len({comparable_url(r.url) for r in REFERENCES}) == 121
    ids = [r.arxiv.id for r in REFERENCES if r.arxiv]
    assert len(ids) == len(set(ids))


def test_positions_titles_and_slides_are_those_of_the_source():
    by_url = {r.listed.url: r for r in REFERENCES}
    for entry in LISTED:
        reference = by_url[entry["url"]]
        assert reference.listed.position == entry["position"]
        assert reference.listed.title == entry["title"]
        assert list(reference.slides) == entry["slides"]


def test_loading_and_saving_gives_the_same_bytes():
    text = FILE.read_text(encoding="utf-8")
    head, _, body = text.partition("\n")
    assert head == "# yaml-language-server: $schema=catalogue.schema.json"
    assert emit_catalogue(CATALOGUE.header, REFERENCES) == body


def test_the_schema_that_editors_use_accepts_the_file():
    schema = json.loads((ROOT / "data" / "catalogue.schema.json").read_text(encoding="utf-8"))
    plain = json.loads(CATALOGUE.header.model_dump_json(exclude_defaults=True))
    plain["references"] = {
        r.citation_key: json.loads(r.model_dump_json(exclude_defaults=True, exclude={"citation_key"}))
        for r in REFERENCES
    }
    assert list(Draft202012Validator(schema).iter_errors(plain)) == []


def test_records_are_sorted_by_key_and_fields_stand_in_the_order_of_the_model():
    records = load(FILE.read_text(encoding="utf-8"), CBaseLoader)["references"]
    assert list(records) == sorted(records)
    order = list(Record.model_fields)
    for key, record in records.items():
        assert list(record) == sorted(record, key=order.index), key


def test_the_vocabulary_has_thirty_to_forty_five_topics_and_each_is_used():
    used = {slug for r in REFERENCES for slug in r.topics}
    above = {topic.broader for topic in CATALOGUE.topics.values()}
    assert 30 <= len(CATALOGUE.topics) <= 45
    assert set(CATALOGUE.topics) - used - above == set()
    assert all(topic.definition.endswith(".") for topic in CATALOGUE.topics.values())


def test_the_two_slide_decks_are_the_sources():
    issued = {key: str(source.issued) for key, source in CATALOGUE.header.sources.items()}
    assert issued == {"llm-primer-v2": "2023-01", "llm-primer-v1": "2022-07"}
    assert [slide.slide for slide in CATALOGUE.header.outline] == list(range(1, 50))


@each
def test_the_key_has_the_year_of_a_dated_work_and_no_nd(reference: Reference):
    key = reference.citation_key
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", key)
    assert "nd" not in key.split("-")
    years = re.findall(r"\b(?:19|20)\d\d\b", key)
    if reference.issued is None or reference.kind == "repository":
        assert years == []
    else:
        assert years == [str(reference.issued.year)]


@each
def test_what_is_kept_on_a_hosting_site_is_keyed_by_owner_and_name(reference: Reference):
    found = re.match(r"https://(?:github\.com|huggingface\.co(?:/spaces)?)/(.+)", reference.url)
    if found and reference.kind in ("repository", "model", "demo"):
        words = iter(re.split(r"[^a-z0-9]+", found[1].lower()))
        assert all(word in words for word in reference.citation_key.split("-"))


@each
def test_what_every_record_has_is_there(reference: Reference):
    assert reference.summary
    assert reference.language
    assert reference.accessed == ACCESSED
    assert 1 <= len(reference.topics) <= 6
    assert reference.provenance
    assert reference.url == clean_url(reference.listed.url)


@each
def test_no_mojibake_and_no_site_in_the_title(reference: Reference):
    assert not any(looks_mojibake(text) for text in texts(reference.model_dump(mode="json")))
    assert not re.search(
        r"\| TechCrunch|^GitHub - |^\[\d{4}\.\d{5}\]|r/MachineLearning|\| Hacker News", reference.title
    )


@each
def test_dates_lie_before_the_day_of_the_list(reference: Reference):
    if reference.issued is not None:
        assert reference.issued.earliest >= "1900"
        assert reference.issued.earliest <= ACCESSED.latest


@each
def test_a_date_agrees_with_the_arxiv_identifier(reference: Reference):
    if reference.arxiv is None or "/" in reference.arxiv.id:
        return
    year, month = 2000 + int(reference.arxiv.id[:2]), int(reference.arxiv.id[2:4])
    first, last = f"{year}-{month:02d}-01", f"{year}-{month:02d}-31"
    # A paper sent in on the last days of a month may carry the next month's number.
    assert reference.issued.latest >= f"{year - (month == 1)}-{(month - 2) % 12 + 1:02d}-25"
    assert reference.issued.earliest <= last, (first, last)


@each
def test_papers_have_people_as_authors_and_all_names_are_whole(reference: Reference):
    if reference.kind != "paper":
        return
    assert reference.author
    for name in reference.author:
        assert name.family, name
        assert name.given, name
        assert not name.family.isupper()


@each
def test_every_bibliographic_fact_says_where_it_was_seen(reference: Reference):
    seen = {field for provenance in reference.provenance for field in provenance.fields}
    facts = {field for field in ("author", "issued", "doi", "arxiv", "published") if getattr(reference, field)}
    assert facts - seen == set()
    assert {provenance.confidence for provenance in reference.provenance} <= set(Confidence)


@each
def test_a_corporate_author_is_an_organisation_of_the_work(reference: Reference):
    groups = ("team", "authors", "contributors")
    corporate = {name.literal for name in reference.author if name.literal}
    known = {*reference.organizations, "mippie_moe"}
    assert {name for name in corporate if not name.lower().endswith(groups)} <= known


@each
def test_the_publisher_is_neither_the_site_nor_an_author(reference: Reference):
    assert reference.publisher is None or reference.publisher not in {
        reference.container_title,
        *(name.display for name in reference.author),
    }


def test_pages_of_organisations_have_an_author():
    kinds = ("organization", "product", "docs", "repository", "model", "demo", "dataset")
    assert [r.citation_key for r in REFERENCES if r.kind in kinds and not r.author] == []


@each
def test_aliases_are_few_and_keywords_are_other_words(reference: Reference):
    assert len(reference.aliases) <= 7
    assert not {fold(text) for text in reference.aliases} & {fold(text) for text in reference.keywords}


@each
def test_a_post_does_not_carry_the_identifiers_of_the_paper_it_announces(reference: Reference):
    if reference.kind in ("blog", "news", "social", "forum", "video", "repository"):
        assert reference.doi is None
        assert reference.arxiv is None
        assert reference.published is None


def test_lamda_has_all_sixty_authors():
    (lamda,) = [r for r in REFERENCES if r.arxiv and r.arxiv.id == "2201.08239"]
    assert len(lamda.author) == 60
