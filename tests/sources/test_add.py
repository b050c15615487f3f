from __future__ import annotations

import json

import pytest

from llmprimer import Catalogue as Open
from llmprimer import NotFoundError, UsageError
from llmprimer.catalogue import CatalogueContent
from llmprimer.cli import main
from llmprimer.errors import ExitCode
from sources.server import Reply, drip, flood

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query</title>
  <entry>
    <id>http://arxiv.org/abs/2203.02155v1</id>
    <published>2022-03-04T07:04:42Z</published>
    <title>Training language models to follow
  instructions with human feedback</title>
    <summary>Making language models bigger does not make them better at following intent.</summary>
    <author><name>Long Ouyang</name></author>
    <author><name>Jeff Wu</name></author>
    <author><name>Laurens van der Maaten</name></author>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL"/>
  </entry>
</feed>"""
NO_ENTRY = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><title>ArXiv Query</title>'
    "<opensearch:totalResults>0</opensearch:totalResults></feed>"
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&b;</title></entry></feed>'
)
CROSSREF = {
    "message": {
        "DOI": "10.1000/bert",
        "type": "proceedings-article",
        "title": ["BERT &amp; friends"],
        "author": [{"given": "Jacob", "family": "Devlin"}, {"name": "The Group"}],
        "issued": {"date-parts": [[2019, 6]]},
        "container-title": ["Proceedings of Things"],
        "publisher": "ACL",
        "page": "1-9",
        "abstract": "<jats:p>Words</jats:p>",
    }
}
DATACITE = {
    "data": {
        "attributes": {
            "doi": "10.5281/zenodo.1",
            "titles": [{"title": "A data set"}],
            "creators": [{"name": "Doe, Jane", "familyName": "Doe", "givenName": "Jane"}],
            "publicationYear": 2021,
            "publisher": "Zenodo",
            "types": {"resourceTypeGeneral": "Dataset"},
        }
    }
}
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ignored | Example</title>
<meta property="og:title" content="A post about things | Example"><meta property="og:type" content="article">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "BlogPosting", "headline": "A post about things",
"author": {"@type": "Person", "name": "Ada Lovelace"}, "datePublished": "2023-04-05T00:00:00Z"}</script></head><body>x</body></html>"""
SCHOLAR = """<html><head><meta name="citation_title" content="On Engines"><meta name="citation_author" content="Babbage, Charles">
<meta name="citation_publication_date" content="1832/05/01"><meta name="citation_journal_title" content="Engines">
<meta name="citation_doi" content="10.1000/engines"></head></html>"""


def add(own, *arguments):
    return main(["add", *arguments, "--yes", "--catalogue", str(own)])


def test_a_paper_of_arxiv_is_added_with_a_key_by_the_rule_and_a_suggested_topic(services, own, capsys):
    services.replies["/arxiv"] = Reply(ATOM, media_type="application/atom+xml")
    assert add(own, "arXiv:2203.02155") == ExitCode.DONE
    paper = CatalogueContent.read(own)["ouyang-2022-training"]
    assert paper.title == "Training language models to follow instructions with human feedback"
    assert [name.display for name in paper.author] == ["Long Ouyang", "Jeff Wu", "Laurens van der Maaten"]
    assert paper.author[2].non_dropping_particle == "van der"
    assert str(paper.issued) == "2022-03-04"
    assert paper.arxiv is not None
    assert (paper.arxiv.primary_class, paper.topics) == ("cs.CL", ("alignment",))
    assert "+  ouyang-2022-training:" in capsys.readouterr().out


def test_what_is_there_already_is_not_asked_for_again(services, own, capsys):
    services.replies["/arxiv"] = Reply(ATOM)
    add(own, "2203.02155")
    before, asked = own.read_bytes(), len(services.asked)
    assert add(own, "https://arxiv.org/pdf/2203.02155v3") == ExitCode.NOTHING
    assert (own.read_bytes(), len(services.asked)) == (before, asked)
    assert "is there already: ouyang-2022-training" in capsys.readouterr().err


def test_a_doi_comes_from_crossref(services, own):
    services.replies["/crossref/10.1000%2Fbert"] = Reply(json.dumps(CROSSREF))
    assert add(own, "https://doi.org/10.1000/BERT") == ExitCode.DONE
    (work,) = CatalogueContent.read(own)
    assert (work.citation_key, work.type, work.doi) == ("devlin-2019-bert", "paper-conference", "10.1000/bert")
    assert [name.display for name in work.author] == ["Jacob Devlin", "The Group"]
    assert (str(work.issued), work.container_title, work.page) == ("2019-06", "Proceedings of Things", "1-9")


def test_the_address_of_a_publisher_that_spells_the_doi_comes_from_crossref(services, own):
    services.replies["/crossref/10.1000%2Fbert"] = Reply(json.dumps(CROSSREF))
    assert add(own, "https://journals.example.org/doi/full/10.1000/BERT?casa_token=x") == ExitCode.DONE
    (work,) = CatalogueContent.read(own)
    assert (work.citation_key, work.doi) == ("devlin-2019-bert", "10.1000/bert")


def test_a_doi_that_crossref_does_not_know_comes_from_datacite(services, own):
    services.replies["/datacite/10.5281%2Fzenodo.1"] = Reply(json.dumps(DATACITE))
    assert add(own, "10.5281/zenodo.1") == ExitCode.DONE
    (work,) = CatalogueContent.read(own)
    assert (work.title, work.type, work.publisher, str(work.issued)) == ("A data set", "dataset", "Zenodo", "2021")


def test_a_repository_comes_from_github(services, own):
    services.replies["/github/repos/karpathy/nanoGPT"] = Reply(
        json.dumps(
            {
                "name": "nanoGPT",
                "full_name": "karpathy/nanoGPT",
                "description": "The simplest GPT",
                "owner": {"login": "karpathy"},
            }
        )
    )
    assert add(own, "https://github.com/karpathy/nanoGPT.git") == ExitCode.DONE
    work = CatalogueContent.read(own)["karpathy-nanogpt"]
    assert (work.title, work.kind, work.publisher) == ("nanoGPT: The simplest GPT", "repository", "karpathy")


def test_a_book_comes_from_open_library(services, own):
    book = {
        "title": "Deep Learning",
        "authors": [{"name": "Ian Goodfellow"}],
        "publish_date": "Nov 18, 2016",
        "publishers": [{"name": "MIT Press"}],
    }
    services.replies["/openlibrary/api/books"] = Reply(json.dumps({"ISBN:9780262035613": book}))
    assert add(own, "ISBN 978-0-262-03561-3") == ExitCode.DONE
    work = CatalogueContent.read(own)["goodfellow-2016-deep"]
    assert (work.type, work.isbn, str(work.issued), work.publisher) == (
        "book",
        "9780262035613",
        "2016-11-18",
        "MIT Press",
    )


@pytest.mark.parametrize(
    ("page", "title", "author", "issued"),
    [
        (PAGE, "A post about things", "Ada Lovelace", "2023-04-05"),
        (SCHOLAR, "On Engines", "Charles Babbage", "1832-05-01"),
    ],
)
def test_a_page_is_asked_what_it_is(server, own, monkeypatch, page, title, author, issued):
    # A page on loopback is private; that a configured service is not lets it through.
    monkeypatch.setenv("LLMPRIMER_ARXIV_URL", server.url + "/arxiv")
    server.replies["/post"] = Reply(page, media_type="text/html; charset=utf-8")
    assert add(own, server.url + "/post") == ExitCode.DONE
    (work,) = CatalogueContent.read(own)
    assert (work.title, work.author[0].display, str(work.issued)) == (title, author, issued)


def test_several_are_added_at_once_and_one_failure_is_told(services, own, capsys):
    services.replies["/arxiv"] = Reply(ATOM)
    assert add(own, "2203.02155", "10.9999/nothing") == ExitCode.NOTHING
    assert "ouyang-2022-training" in CatalogueContent.read(own)
    assert "10.9999/nothing" in capsys.readouterr().err


HOSTILE = {
    "no such paper": (Reply(NO_ENTRY), ExitCode.NOTHING),
    "not found, which is not how arXiv says that it lacks a paper": (Reply("", 404), ExitCode.NETWORK),
    "a feed that counts nothing and has nothing": (
        Reply('<feed xmlns="http://www.w3.org/2005/Atom"/>'),
        ExitCode.NETWORK,
    ),
    "HTML where Atom is due": (Reply("<html><body>Sorry<p></body>"), ExitCode.NETWORK),
    "nothing at all": (Reply(b""), ExitCode.NETWORK),
    "wrong encoding": (Reply(b"<?xml version='1.0' encoding='utf-8'?><feed>\xff\xfe\x00</feed>"), ExitCode.NETWORK),
    "an encoding that nobody knows": (Reply("<?xml version='1.0' encoding='klingon'?><feed/>"), ExitCode.NETWORK),
    "entities": (Reply(LAUGHS), ExitCode.NETWORK),
    "the server's own error": (Reply("oops", 500), ExitCode.NETWORK),
    "rate limit for a day": (Reply("slow down", 429, headers=(("retry-after", "86400"),)), ExitCode.NETWORK),
    "a date to wait for": (
        Reply("", 503, headers=(("retry-after", "Fri, 31 Dec 2099 23:59:59 GMT"),)),
        ExitCode.NETWORK,
    ),
    "a redirect in circles": (Reply("", 302, headers=(("location", "/arxiv"),)), ExitCode.NETWORK),
    "a redirect to a private address": (
        Reply("", 302, headers=(("location", "http://127.0.0.2:9/"),)),
        ExitCode.NETWORK,
    ),
    "a redirect to the metadata service": (
        Reply("", 302, headers=(("location", "http://169.254.169.254/"),)),
        ExitCode.NETWORK,
    ),
    "a redirect to a file": (Reply("", 302, headers=(("location", "file:///etc/passwd"),)), ExitCode.NETWORK),
    "a redirect to no host": (Reply("", 302, headers=(("location", "http://[::1"),)), ExitCode.NETWORK),
    "500 MB": (Reply(write=flood), ExitCode.NETWORK),
    "compressed without being asked": (Reply(b"\x1f\x8b", headers=(("content-encoding", "gzip"),)), ExitCode.NETWORK),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_answers_end_in_a_message_and_an_untouched_file(services, own, capsys, monkeypatch, what):
    monkeypatch.setattr("llmprimer.net.client._sleep", lambda _: None)
    reply, status = HOSTILE[what]
    services.replies["/arxiv"] = reply
    before = own.read_bytes()
    assert add(own, "2203.02155") == status
    assert own.read_bytes() == before
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("llmprimer: 2203.02155: ")
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "null",
        '{"message": []}',
        '{"message": {"title": {}, "author": [1, {}]}}',
        "[" * 100_000,
        "<html>",
        '{"message": {"issued": {"date-parts": [[99999, 1]]}}}',
    ],
)
def test_json_of_the_wrong_shape_ends_in_a_message(services, own, capsys, body):
    services.replies["/crossref/10.1000%2Fx"] = Reply(body)
    before = own.read_bytes()
    status = add(own, "10.1000/x")
    assert status in (ExitCode.NETWORK, ExitCode.NOTHING, ExitCode.DONE)
    assert "Traceback" not in capsys.readouterr().err
    CatalogueContent.read(own)
    if status != ExitCode.DONE:
        assert own.read_bytes() == before


def test_a_server_that_drips_is_left_at_the_deadline(server):
    import time

    from llmprimer.errors import NetworkError
    from llmprimer.net.client import Client

    server.replies["/slow"] = Reply(write=drip)
    client = Client(trusted=[server.url], timeout=0.6, pause=0)
    began = time.monotonic()
    with pytest.raises(NetworkError):
        client.get(server.url + "/slow")
    assert time.monotonic() - began < 5
    client.close()


def test_a_short_wait_is_waited(server):
    from llmprimer.net.client import Client

    waited: list[float] = []
    server.replies["/x"] = [Reply("", 429, headers=(("retry-after", "2"),)), Reply("ok")]
    client = Client(trusted=[server.url], pause=0, sleep=waited.append)
    assert client.get(server.url + "/x").body == b"ok"
    assert waited == [2.0]
    client.close()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fe80::1%eth0",
        "0.0.0.0",
        "224.0.0.1",
        "x",
    ],
)
def test_private_addresses_are_known(address):
    from llmprimer.net.guard import is_public

    assert not is_public(address)
    assert is_public("93.184.216.34")


def test_offline_only_a_wanted_draft_is_written(own, monkeypatch, capsys):
    monkeypatch.setenv("LLMPRIMER_ARXIV_URL", "http://127.0.0.1:9/arxiv")  # nobody answers there
    before = own.read_bytes()
    assert add(own, "2203.02155") == ExitCode.NETWORK
    assert own.read_bytes() == before
    assert "--draft" in capsys.readouterr().err
    assert add(own, "2203.02155", "--draft") == ExitCode.DONE
    (work,) = CatalogueContent.read(own)
    assert (work.title_described, str(work.issued), work.url) == (True, "2022-03", "https://arxiv.org/abs/2203.02155")
    assert "not known: author" in capsys.readouterr().err


def test_a_draft_of_which_only_the_identifier_is_known_is_called_by_it(own, monkeypatch):
    monkeypatch.setenv("LLMPRIMER_OPENLIBRARY_URL", "http://127.0.0.1:9/books")
    assert add(own, "978-0-262-03561-3", "--draft") == ExitCode.DONE
    assert list(CatalogueContent.read(own).references) == ["isbn-9780262035613"]


def test_a_key_can_be_given_and_is_checked_first(services, own, capsys):
    services.replies["/arxiv"] = Reply(ATOM)
    for arguments, said in (
        (["2203.02155", "2203.02156", "--key", "x"], "a key names one work, and 2 identifiers are given"),
        (["2203.02155", "--key", "a b"], "'a b' is not a citation key"),
    ):
        assert add(own, *arguments) == ExitCode.USAGE
        assert said in capsys.readouterr().err
    assert services.asked == []
    assert add(own, "2203.02155", "--key", "instructGPT") == ExitCode.DONE
    assert list(CatalogueContent.read(own).references) == ["instructGPT"]
    assert add(own, "2203.02156", "--key", "instructgpt") == ExitCode.USAGE
    assert "the key instructGPT is taken by “Training language models" in capsys.readouterr().err


def test_the_api_adds_with_a_key_and_tells_what_is_there(services, own):
    services.replies["/arxiv"] = Reply(ATOM)
    with Open.open(own) as catalogue:
        with pytest.raises(UsageError, match="not a citation key"):
            catalogue.add("2203.02155", key="a b")
        assert services.asked == []
        plan = catalogue.add("arXiv:2203.02155", key="instructgpt")
        assert (plan.new, plan.present) == (["instructgpt"], {})
        assert plan.apply() == ["instructgpt"]
        assert catalogue["instructgpt"].author[0].family == "Ouyang"
        asked = len(services.asked)
        assert catalogue.add("https://arxiv.org/abs/2203.02155").present == {
            "https://arxiv.org/abs/2203.02155": "instructgpt"
        }
        assert len(services.asked) == asked


def test_the_api_stops_at_what_cannot_be_looked_up_unless_a_draft_will_do(services, own):
    services.replies["/arxiv"] = Reply(NO_ENTRY)
    with Open.open(own) as catalogue:
        with pytest.raises(NotFoundError):
            catalogue.add("2203.02155")
        plan = catalogue.add("2203.02155", draft=True)
        assert (plan.new, list(plan.failures)) == (["arxiv-2203-02155"], ["2203.02155"])


@pytest.mark.parametrize("text", ["", "some words", "978-0-262-03561-4", "http://", "https://[bad/"])
def test_what_names_nothing_is_a_usage_error(own, text):
    assert add(own, text) == ExitCode.USAGE
