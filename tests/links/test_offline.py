"""A machine without a network says nothing about links."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3

import pytest

from links.hostile import ok
from llmprimer.links import Link, LinkResult, Probe, Verdict
from llmprimer.links.model import Hop
from llmprimer.links.running.offline import no_host_answered
from llmprimer.links.running.run import check_async
from llmprimer.links.settings import Settings


@pytest.fixture
def no_names(monkeypatch):
    real = socket.getaddrinfo

    def only_addresses(name, *rest, **more):
        if name.replace(".", "").isdigit():
            return real(name, *rest, **more)
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", only_addresses)


URLS = [f"https://site{n}.example/paper" for n in range(4)]


def kept(history) -> int:
    with sqlite3.connect(history) as connection:
        return connection.execute("SELECT count(*) FROM result").fetchone()[0]


def test_a_run_without_any_answer_is_told_and_not_kept(run, no_names, tmp_path):
    history = tmp_path / "links.sqlite3"
    done = run("check", *URLS, "--history", str(history), "--format", "json")
    assert "is this machine online?" in done.err
    assert done.status == 4
    assert {result["verdict"] for result in json.loads(done.out)["results"]} == {"dns"}
    assert kept(history) == 0


def test_one_answer_proves_the_network_and_the_others_at_fault(run, no_names, server, tmp_path):
    host = server()
    host.paths["/a/b"] = ok()
    history = tmp_path / "links.sqlite3"
    done = run("check", *URLS, f"{host.url}/a/b", "--history", str(history), "--allow-private", "--format", "json")
    assert "online" not in done.err
    assert kept(history) == 5


def test_no_pause_is_made_between_requests_that_are_not_sent(no_names):
    """The pause is for the host; where its name is not known, nothing was sent to it."""

    async def checked() -> list[LinkResult]:
        async with asyncio.timeout(30):
            links = [Link(f"https://site.example/{n}") for n in range(4)]
            return await check_async(links, Settings(delay=1000.0, retries=0))

    assert [found.verdict for found in asyncio.run(checked())] == [Verdict.DNS] * 4


def test_two_hosts_that_are_down_prove_nothing(run, no_names, tmp_path):
    history = tmp_path / "links.sqlite3"
    done = run("check", *URLS[:2], "--history", str(history), "--format", "json")
    assert "online" not in done.err
    assert kept(history) == 2


def result(url: str, verdict: Verdict, **probe: object) -> LinkResult:
    return LinkResult(Link(url), verdict, "because", "test", Probe(url, **probe))


@pytest.mark.parametrize(
    ("more", "offline"),
    [
        ([], True),
        ([result("nonsense", Verdict.INVALID_URL)], True),
        ([result("https://other.example/", Verdict.NOT_FOUND, requests=1, hops=[Hop("https://other.example/", 404)])], False),
        ([result("https://other.example/", Verdict.RESET, requests=1)], False),
        ([result("https://other.example/", Verdict.TIMEOUT, requests=2, hops=[Hop("https://other.example/", 302)])], False),
    ],
)  # fmt: skip
def test_every_word_of_a_host_counts(more, offline):
    results = [result(url, Verdict.DNS) for url in URLS[:3]] + more
    assert no_host_answered(results) is offline


def test_ones_own_hosts_are_not_the_network():
    assert not no_host_answered([result(f"http://127.0.0.{n}:9/", Verdict.REFUSED) for n in range(1, 9)])


@pytest.mark.parametrize("folder", [".", "..", "./"])
def test_a_folder_is_no_query(run, folder):
    done = run("check", folder, "--no-history")
    assert (done.status, done.out) == (3, "")
    assert "it is a folder, not a file" in done.err


def test_a_source_without_links_has_no_dead_ones(run, tmp_path):
    notes = tmp_path / "notes.md"
    notes.write_text("Nothing here.\n", encoding="utf-8")
    done = run("check", notes, "--no-history")
    assert (done.status, done.out) == (0, "")
    assert f"no links in {notes}" in done.err
