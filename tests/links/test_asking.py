"""Sites asked through their interfaces, and robots.txt, in whole runs on loopback."""

from __future__ import annotations

import itertools
import json
import socket

import pytest

from links.hostile import Answer, in_turn, ok, page, redirect, status
from llmprimer.links import Link, Settings, check

QUICK = Settings(timeout=3, retries=0, delay=0)


@pytest.fixture
def no_names(monkeypatch):
    """No name but localhost is found, so that nothing leaves the machine; gives the names that were looked up."""
    real, asked = socket.getaddrinfo, []

    def only_addresses(name, *rest, **more):
        if name.replace(".", "").isdigit() or name == "localhost":
            return real(name, *rest, **more)
        asked.append(name)
        raise socket.gaierror(-2, "not here")

    monkeypatch.setattr(socket, "getaddrinfo", only_addresses)
    return asked


@pytest.fixture
def github(server, monkeypatch, no_names):
    """A loopback server in the place of GitHub's interface."""
    host = server()
    monkeypatch.setenv("LLMPRIMER_GITHUB_URL", host.url)
    monkeypatch.delenv("GH_TOKEN", raising=False)
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    return host


def said(code: int = 200, headers: dict[str, str] | None = None, **answer):
    body = json.dumps(answer).encode()
    return lambda request, before: Answer(code, body, headers or {}, kind="application/json")


def test_a_repository_is_asked_of_the_interface_and_its_page_is_not(github, no_names):
    github.paths["/repos/openai/gpt-2"] = said(full_name="openai/gpt-2", html_url="https://github.com/openai/gpt-2")
    (result,) = check([Link("https://github.com/openai/gpt-2", title="Language models")], QUICK)
    assert (result.verdict, result.rule) == ("ok", "site:github")
    assert [(hop.via, hop.url) for hop in result.probe.hops] == [("api", f"{github.url}/repos/openai/gpt-2")]
    assert no_names == []


def test_a_renamed_repository_is_followed_on_the_same_host_and_has_moved(github):
    github.paths["/repos/old/name"] = redirect(301, "/repositories/7")
    github.paths["/repositories/7"] = said(full_name="new/name", html_url="https://github.com/new/name")
    (result,) = check([Link("https://github.com/old/name")], QUICK)
    assert (result.verdict, result.moved_to) == ("moved", "https://github.com/new/name")
    assert len(result.probe.hops) == 2


def test_a_token_goes_to_the_interface_alone(github, server, monkeypatch):
    elsewhere = server()
    elsewhere.other = said(full_name="a/b")
    monkeypatch.setenv("GITHUB_TOKEN", "secret-token")
    github.paths["/repos/a/b"] = redirect(302, f"{elsewhere.url}/repos/a/b")
    github.paths["/repos/c/d"] = said(full_name="c/d")
    results = check([Link("https://github.com/a/b"), Link("https://github.com/c/d")], QUICK)
    assert {request.headers.get("authorization") for request in github.log} == {"Bearer secret-token"}
    assert elsewhere.log == []
    assert not any("secret" in json.dumps(result.as_json()) for result in results)


def test_without_a_clear_answer_the_page_is_asked(github, no_names):
    github.other = status(500, b"<h1>Unicorn</h1>")
    (result,) = check([Link("https://github.com/a/b")], QUICK)
    assert result.verdict == "dns"  # the page's host, which is not found here
    assert no_names == ["github.com"]


def test_an_interface_that_has_had_enough_is_asked_nothing_more(github, no_names):
    github.other = said(403, {"x-ratelimit-remaining": "0"}, message="API rate limit exceeded")
    links = [Link(f"https://github.com/a/b{n}") for n in range(30)]
    results = check(links, Settings(timeout=3, retries=0, delay=0, per_host=1))
    assert len(github.log) == 1
    assert {result.verdict for result in results} == {"dns"}


def test_the_interface_may_be_private_only_where_it_was_configured(server, monkeypatch, no_names):
    host = server()
    monkeypatch.delenv("LLMPRIMER_GITHUB_URL", raising=False)
    monkeypatch.setenv("LLMPRIMER_DOI_URL", host.url)
    check([Link("https://github.com/a/b"), Link(f"{host.url.replace('127.0.0.1', 'localhost')}/page")], QUICK)
    assert host.log == []


def test_many_papers_are_one_question(server, monkeypatch, no_names):
    host = server()
    monkeypatch.setenv("LLMPRIMER_ARXIV_URL", f"{host.url}/api/query")
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/2203.{n:05}v1</id><title>Paper {n}</title><published>2022-03-04T00:00:00Z</published></entry>"
        for n in range(1, 31)
    )
    feed = (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        "<opensearch:totalResults>30</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>"
        f"<opensearch:itemsPerPage>30</opensearch:itemsPerPage>{entries}</feed>"
    )
    host.paths["/api/query"] = lambda request, before: Answer(body=feed.encode(), kind="application/atom+xml")
    links = [Link(f"https://arxiv.org/abs/2203.{n:05}") for n in range(1, 31)]
    results = check(links, QUICK)
    assert len(host.log) == 1
    assert {(result.verdict, result.rule) for result in results} == {("ok", "site:arxiv")}
    assert no_names == []


def test_sites_can_be_left_out(github, no_names):
    check([Link("https://github.com/a/b")], Settings(timeout=3, retries=0, sites=False))
    assert github.log == []
    assert no_names == ["github.com"]


# robots.txt

KEPT = Settings(timeout=3, retries=0, allow_private=True, robots=True)


def robots_txt(text: str):
    return lambda request, before: Answer(body=text.encode(), kind="text/plain")


def test_robots_txt_is_asked_once_and_kept(server):
    host = server()
    host.other = lambda request, before: Answer(body=page(f"Robots {request.path}"))
    host.paths["/robots.txt"] = robots_txt("User-agent: *\nDisallow: /private/\n")
    links = [Link(f"{host.url}{path}") for path in ("/private/a", "/open/b", "/private/c")]
    results = check(links, KEPT)
    assert [r.verdict for r in results] == ["blocked", "ok", "blocked"]
    assert "robots.txt" in results[0].reason
    assert len(host.asked("/robots.txt")) == 1
    assert not host.asked("/private/a")


def test_robots_txt_counts_at_every_hop(server):
    front, back = server(), server()
    front.paths["/robots.txt"] = status(404)
    front.paths["/go"] = redirect(302, f"{back.url}/private/page")
    back.paths["/robots.txt"] = robots_txt("User-agent: llmprimer\nDisallow: /private/\n")
    back.paths["/private/page"] = ok()
    (result,) = check([Link(f"{front.url}/go")], KEPT)
    assert result.verdict == "blocked"
    assert not back.asked("/private/page")


@pytest.mark.parametrize(("answer", "verdict"), [(404, "ok"), (403, "ok"), (500, "blocked"), (503, "blocked")])
def test_a_missing_robots_txt_allows_and_a_failing_one_does_not(server, answer, verdict):
    host = server()
    host.paths = {"/robots.txt": status(answer), "/a/b": ok()}
    assert check([Link(f"{host.url}/a/b")], KEPT)[0].verdict == verdict


def test_a_crawl_delay_is_kept(server):
    host = server()
    host.other = lambda request, before: Answer(body=page(f"Robots {request.path}"))
    host.paths["/robots.txt"] = in_turn(robots_txt("User-agent: *\nCrawl-delay: 0.4\n"))
    check(
        [Link(f"{host.url}/a/{n}") for n in range(4)], Settings(timeout=3, allow_private=True, robots=True, per_host=1)
    )
    times = sorted(request.time for request in host.log if request.path.startswith("/a/"))
    assert all(later - earlier > 0.38 for earlier, later in itertools.pairwise(times[1:]))


def test_without_the_option_no_robots_txt_is_asked(server):
    host = server()
    host.paths["/a/b"] = ok()
    check([Link(f"{host.url}/a/b")], Settings(timeout=3, allow_private=True))
    assert not host.asked("/robots.txt")
