"""Services that answer nonsense, half, too much, too slowly, or with malice: the file stays whole, the reason is told."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enriching.test_filling import CITATION, JOURNAL, RECORD, REPOSITORY, SCALING
from enriching.world import Paper, Repository, _scholar
from llmprimer.catalogue import CatalogueContent
from llmprimer.errors import ExitCode
from llmprimer.identifiers import bare_doi
from llmprimer.sources import all_services
from llmprimer.sources.service import Facts, abstract_of
from sources.server import Reply, drip, flood

BOOK = "  book:\n    type: book\n    kind: book\n    title: Deep Learning\n    isbn: '9780262035613'\n"
ALL = RECORD + JOURNAL + REPOSITORY + BOOK
SERVICES = [service.name for service in all_services()]

NONSENSE = {
    "nothing at all": Reply(b""),
    "HTML": Reply("<html><body>Please sign in", media_type="text/html"),
    "half of a JSON": Reply('{"message": {"items": [{"DOI": "10.1000/engines", "title": ["On eng'),
    "half of a feed": Reply('<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2301.0000'),
    "a list": Reply("[]"),
    "null": Reply("null"),
    "a number": Reply("17"),
    "deep nesting": Reply("[" * 200_000),
    "not UTF-8": Reply(b"\xff\xfe\x00{\x00}\x00"),
    "an unknown encoding": Reply(
        "<?xml version='1.0' encoding='klingon'?><feed/>", media_type="text/xml; charset=klingon"
    ),
    "entities": Reply('<!DOCTYPE a [<!ENTITY b "ha">]><feed xmlns="http://www.w3.org/2005/Atom">&b;</feed>'),
    "an error of the server": Reply("oops", 500),
    "forbidden": Reply("no", 403),
    "a redirect in circles": Reply("", 302, headers=(("location", "?"),)),
    "a redirect to the metadata service": Reply("", 302, headers=(("location", "http://169.254.169.254/"),)),
    "a redirect to a file": Reply("", 307, headers=(("location", "file:///etc/passwd"),)),
    "too much": Reply(write=flood),
    "compressed without being asked": Reply(b"\x1f\x8b", headers=(("content-encoding", "gzip"),)),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_from_all_services_changes_nothing_and_is_told(world, own, enrich, what):
    own.write(ALL)
    before = own.path.read_bytes()
    for service in SERVICES:
        world.faults[service] = [NONSENSE[what]]
    done = enrich()
    assert done.status == ExitCode.NETWORK, done.err
    assert own.path.read_bytes() == before
    assert done.out == ""
    assert "Traceback" not in done.err
    for label in ("arXiv", "Crossref", "Open Library", "GitHub", "Semantic Scholar"):
        assert f"llmprimer: {label}: " in done.err, f"{label} is not told of"


def test_a_service_that_drips_is_left_at_the_deadline(world, own, enrich, monkeypatch):
    from llmprimer.net import client

    original = client.Client.__init__
    monkeypatch.setattr(client.Client, "__init__", lambda self, **more: original(self, **{**more, "timeout": 0.5}))
    own.write(RECORD)
    world.faults["arxiv"] = [Reply(write=drip)]
    began = time.monotonic()
    assert enrich("--source", "arxiv").status == ExitCode.NETWORK
    assert time.monotonic() - began < 10


def test_a_feed_that_counts_more_than_it_has_leaves_the_rest_open(world, own, enrich):
    """The API is known for it: what is missing may come at the next question, and is not called unknown."""
    feed = world.arxiv("", {"id_list": "2301.00001"}, b"").body.replace(
        "<opensearch:totalResults>0<", "<opensearch:totalResults>1<"
    )
    own.write(RECORD)
    world.faults["arxiv"] = [Reply(feed, media_type="application/atom+xml")]
    done = enrich("--source", "arxiv")
    assert "is not known to its registry" not in done.err
    world.faults.clear()
    world.papers = [SCALING]
    enrich("--source", "arxiv")
    assert own["lovelace-2023-scaling"].author


def test_a_list_of_another_length_is_not_taken_for_the_answer(world, own, enrich):
    own.write(RECORD)
    world.faults["semanticscholar"] = [Reply("[null, null]")]
    assert "Semantic Scholar: Semantic Scholar answers in an unknown form" in enrich("--source", "semanticscholar").err


def test_answers_about_works_that_nobody_asked_for_are_passed_over(world, own, enrich):
    other = Paper("Another paper", ("Eve Mallory",), arxiv="2401.99999", submitted="2024-01-01")
    world.papers = [SCALING, other]
    genuine = world.arxiv
    world.arxiv = lambda rest, query, body: genuine(
        rest, {**query, "id_list": "2401.99999,2301.00001", "max_results": "2"}, body
    )
    own.write(RECORD)
    enrich("--source", "arxiv")
    assert own["lovelace-2023-scaling"].author[0].display == "Ada Lovelace"


def test_control_characters_markup_and_mojibake_do_not_reach_the_file(world, own, enrich):
    world.papers = [
        Paper(
            "On engines",
            ("Dirk WÃ¼bben", "Eve\u001b[31m Mallory\u0000"),
            doi="10.1000/engines",
            published="1999",
            venue="Journal of\u202e Engines",
            scholar_knows=False,
            more={
                "abstract": "<p>One\u0007 two &lt;three&gt; four<script>x</script> five\u0085 six seven.</p>",
                "volume": "7\n8",
            },
        )
    ]
    own.write(JOURNAL)
    assert enrich().status == ExitCode.DONE
    paper = own["babbage-1999-engines"]
    assert [name.display for name in paper.author] == ["Dirk Wübben", "Eve[31m Mallory"]
    assert (paper.volume, paper.container_title) == ("7 8", "Journal of Engines")
    assert "\x07" not in own.path.read_text()
    assert paper.abstract == "One two <three> fourx five six seven."


def test_a_terminal_is_not_driven_by_what_a_service_says(world, own, enrich):
    world.papers = [
        Paper(
            "Voyages \u001b]0;owned\u0007 of an agent", ("Eve\u001b[2J",), doi="10.1000/engines", published="2023-05-25"
        )
    ]
    own.write(JOURNAL)
    done = enrich()
    assert "of an agent" in done.err
    assert "\x1b" not in done.err + done.out


@pytest.mark.parametrize(
    "more",
    [
        {"title": [{}], "author": [1, {}, {"family": 7}], "published": {"date-parts": [["x"]]}},
        {"title": "x" * 5000, "abstract": "y " * 30_000},
        {"page": ["1", "2"], "volume": 7, "ISSN": [None], "relation": [], "updated-by": {}},
        {"published": {"date-parts": [[99999, 1]]}, "issued": {"date-parts": [[2021, 13, 40]]}},
        {"author": [{"given": "A", "family": "B", "suffix": []}] * 3000},
    ],
)
def test_values_of_a_strange_shape_are_left_out(world, own, enrich, more):
    world.papers = [
        Paper(
            "On engines", ("Charles Babbage",), doi="10.1000/engines", published="1999", scholar_knows=False, more=more
        )
    ]
    own.write(JOURNAL)
    done = enrich()
    assert "Traceback" not in done.err
    assert CatalogueContent.read(own.path)["babbage-1999-engines"].title == "On engines"


@pytest.mark.parametrize(
    "text",
    [CITATION + "x: &a [*a]\n", "a: b: c", "", "- list", "authors: 7\nlicense: [x]", "authors:\n- given-names: 7\n- 8"],
)
def test_a_citation_file_that_is_none_says_nothing(world, own, enrich, text):
    world.repositories = [Repository("owner/kettle", "Boils water with a model", citation=text)]
    own.write(REPOSITORY)
    done = enrich()
    assert "Traceback" not in done.err
    assert own["owner-kettle"].license == "MIT"
    assert own["owner-kettle"].author == ()


@pytest.mark.parametrize(
    "index", [{"a": [0, 0]}, {"a": [5000]}, {"a": [-1]}, {"a": "0"}, {"a": [0], "b": [2]}, [], {"a": [True]}]
)
def test_an_inverted_index_with_holes_is_no_abstract(index):
    from llmprimer.sources.openalex import _abstract

    assert _abstract(index) in ("", "a")


@pytest.mark.parametrize(
    ("text", "abstract"),
    [
        ("Abstract: We boil water in kettles.", "We boil water in kettles."),
        ("Abstract We boil water in kettles.", "We boil water in kettles."),
        ("ABSTRACTThis paper boils water in kettles.", "This paper boils water in kettles."),
        ("Abstract Meaning Representation is what we boil.", "Abstract Meaning Representation is what we boil."),
        ("Abstract interpretation of kettles is hard.", "Abstract interpretation of kettles is hard."),
        ("No abstract is available for this article.", ""),
        ("An abstract is not available for this content so a preview has been provided.", ""),
        ("Abstract unavailable for this content today.", ""),
    ],
)
def test_a_notice_is_no_abstract_and_a_heading_is_no_part_of_one(text, abstract):
    assert abstract_of(text) == abstract


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=30)
    | st.sampled_from(["10.1000/x", "2301.00001", "Ada Lovelace", "2023-05-05"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
#: The names that the services use, so that strange values come where they are looked for.
NAMES = (
    "id title authors published primary_class doi comment summary DOI type author editor issued container-title publisher volume issue page ISBN "
    "abstract relation updated-by language subtitle name full_name description owner license date creators dates titles types descriptions "
    "relatedIdentifiers publicationYear externalIds venue year publicationDate authorships abstract_inverted_index is_retracted author_name "
    "publish_date publishers url first_publish_year"
).split()


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SERVICES), st.dictionaries(st.sampled_from(NAMES), JSON, max_size=8))
def test_no_item_whatever_its_shape_makes_a_reader_fail(name, item):
    service = next(one for one in all_services() if one.name == name)
    json.loads(json.dumps(item))
    for identity in (
        "2301.00001",
        "10.1000/x",
        "owner/kettle",
        "owner/kettle#citation",
        "9780262035613",
        "arxiv:2301.00001",
    ):
        facts = service(None, {}, "").read(identity, item)
        assert isinstance(facts, Facts)
        assert all(value not in ("", None, [], {}) for value in facts.fields.values())


def test_an_answer_in_another_order_is_not_taken_for_the_works_asked_about(world, own, enrich):
    """The batch of Semantic Scholar has no identifiers of the question: a described title cannot show the mistake."""
    papers = [
        Paper(
            f"Title {n}", ("Ada Lovelace",), f"2301.0000{n}", "2023-01-02", abstract=f"This is the text of paper {n}."
        )
        for n in (1, 2)
    ]
    own.write(
        "".join(
            f"  kettle-{n}:\n    type: article\n    kind: paper\n    title: A paper on kettles, its title not known to us\n"
            f"    title_described: true\n    arxiv: {{id: 2301.0000{n}}}\n    url: https://arxiv.org/abs/2301.0000{n}\n"
            for n in (1, 2)
        )
    )
    world.papers = papers
    world.semanticscholar = lambda *_: Reply(json.dumps([_scholar(paper) for paper in reversed(papers)]))
    enrich("--source", "semanticscholar")
    assert [own[f"kettle-{n}"].abstract for n in (1, 2)] == [None, None]
    del world.semanticscholar
    enrich("--source", "semanticscholar")
    assert [own[f"kettle-{n}"].abstract for n in (1, 2)] == [paper.abstract for paper in papers]


TWO_DOIS = JOURNAL + JOURNAL.replace("babbage-1999-engines", "babbage-1999-mills").replace(
    "10.1000/engines", "10.1000/mills"
)


def described(records: str) -> str:
    """The records with titles of ours, which cannot show that an answer is about another work."""
    return records.replace("    title: On engines\n", "    title: Something on engines\n    title_described: true\n")


@pytest.mark.parametrize("registry", ["crossref", "datacite"])
@pytest.mark.parametrize("records", [JOURNAL, TWO_DOIS])
def test_a_registry_that_answers_about_another_doi_is_not_believed(world, own, enrich, registry, records):
    other = Paper(
        "Another paper",
        ("Eve Mallory",),
        doi="10.1000/other",
        registry=registry,
        published="2020",
        abstract="A b c d e.",
    )
    world.papers = [other]
    genuine = getattr(world, registry)
    setattr(
        world,
        registry,
        lambda doi, query, body: genuine(
            doi and other.doi, {**query, "filter": "doi:10.1000/other", "query": 'doi:("10.1000/other")'}, body
        ),
    )
    own.write(described(records))
    before = own.path.read_bytes()
    done = enrich("--source", "crossref", "--source", "datacite")
    assert own.path.read_bytes() == before
    assert done.status == ExitCode.NETWORK
    assert "answers about another work for doi:10.1000/engines" in done.err
    assert "is not known" not in done.err


@pytest.mark.parametrize(
    ("service", "reply"),
    [
        ("arxiv", Reply("gone", 404)),
        ("arxiv", Reply('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', media_type="application/atom+xml")),
        ("openlibrary", Reply("gone", 404)),
    ],
)
def test_a_page_that_is_missing_does_not_say_that_the_works_are(world, own, enrich, service, reply):
    own.write(ALL)
    world.faults[service] = [reply]
    done = enrich("--source", service)
    assert done.status == ExitCode.NETWORK
    assert "is not known to its registry" not in done.err


def test_a_time_to_wait_that_cannot_be_read_is_not_called_a_day(world, own, enrich):
    own.write(RECORD)
    world.faults["arxiv"] = [Reply("", 429, headers=(("retry-after", "soon"),))]
    assert "arXiv: 127.0.0.1 asks to wait for a time that cannot be read" in enrich("--source", "arxiv").err


@pytest.mark.parametrize("doi", ["10.1000/a#b?c", "10.1000/(sici)1-2<3::aid-4>3.0.co;2-#", "10.1000/a,b"])
def test_a_doi_with_odd_characters_is_asked_for_and_linked_whole(world, own, enrich, doi):
    world.papers = [Paper("On engines", ("Charles Babbage",), doi=doi, published="1999", scholar_knows=False)]
    record = f"  engines:\n    type: article-journal\n    kind: paper\n    title: On engines\n    doi: '{doi}'\n"
    own.write(record + record.replace("  engines:", "  mills:").replace(doi, "10.1000/mills"))
    enrich("--source", "crossref")
    paper = own["engines"]
    assert paper.author[0].family == "Babbage"
    assert "#" not in paper.url
    assert "<" not in paper.url
    assert bare_doi(paper.url) == doi
