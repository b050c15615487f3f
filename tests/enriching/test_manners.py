"""How services are asked: in batches, nothing twice in a day, at their pace, with a contact address, to be interrupted."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from enriching.test_filling import RECORD, REPOSITORY, SCALING
from enriching.world import Paper, Repository
from llmprimer.api.enriching import Run
from llmprimer.catalogue import CatalogueContent
from llmprimer.errors import ExitCode
from llmprimer.net.answers import MAX_AGE_SECONDS, Answers
from sources.server import Reply


def family(number):
    """A family name for each number: letters alone, because digits behind names are marks of footnotes."""
    return "N" + "".join("abcdefghij"[int(digit)] for digit in str(number))


def many(count):
    """So many preprints, and their records without anything but title and identifier."""
    papers, records = [], []
    for number in range(count):
        identity = f"{2301 + number // 5000}.{number % 5000 + 10000:05d}"
        papers.append(
            Paper(
                f"Kettle number {number}",
                ("Ada Lovelace", f"Author {family(number)}"),
                arxiv=identity,
                submitted="2023-01-02",
                abstract=f"We boil water in kettle number {number} and measure it.",
                doi=f"10.1000/kettle.{number}" if number % 2 else "",
                published="2023-06" if number % 2 else "",
            )
        )
        records.append(
            f"  kettle-{number:04d}:\n    type: article\n    kind: paper\n    title: Kettle number {number}\n"
            f"    arxiv: {{id: '{identity}'}}\n    url: https://arxiv.org/abs/{identity}\n"
        )
    return papers, "".join(records)


def test_a_thousand_preprints_take_at_most_twelve_requests_to_arxiv(world, own):
    world.papers, records = many(1000)
    own.write(records)
    with Run(list(CatalogueContent.read(own.path))) as run:
        run.ask()
        steps = run.plan().steps
    assert world.asked["arxiv"] == 10
    assert world.asked["semanticscholar"] == 2
    assert world.asked["crossref"] == 10
    found = {step.reference.citation_key: {change.field: change.new for change in step.fills} for step in steps}
    assert found["kettle-0999"]["author"][1] == {"family": family(999), "given": "Author"}
    assert found["kettle-0999"]["published.doi"] == "10.1000/kettle.999"


def test_nothing_is_asked_twice_in_a_day(world, own, enrich):
    world.papers, records = many(30)
    own.write(records)
    enrich(yes=False)
    first = world.asked.total()
    assert first
    done = enrich()
    assert world.asked.total() == first
    assert done.status == ExitCode.DONE
    assert own["kettle-0001"].author


def test_what_a_service_does_not_have_is_not_asked_again_either(world, own, enrich):
    own.write(RECORD)
    enrich()
    first = world.asked.total()
    enrich()
    assert world.asked.total() == first


def test_another_selection_asks_only_for_the_rest(world, own, enrich):
    world.papers, records = many(8)
    own.write(records)
    enrich("--source", "arxiv", "key:kettle-0003", yes=False)
    enrich("--source", "arxiv", yes=False)
    asked = [path.partition("id_list=")[2].partition("&")[0].split("%2C") for path in world.paths]
    assert [len(ids) for ids in asked] == [1, 7]


def test_answers_are_forgotten_after_a_day(tmp_path):
    now = 1_800_000_000.0
    path = str(tmp_path / "a" / "answers.sqlite3")
    with Answers(path, clock=lambda: now) as answers:
        answers.put({"q": {"title": "盘古 \u0000"}, "nothing": None})
    with Answers(path, clock=lambda: now + MAX_AGE_SECONDS - 1) as answers:
        assert answers.get("q").content == {"title": "盘古 \u0000"}
        assert answers.get("nothing").content is None
        assert answers.get("other") is None
        assert str(answers.get("q").day) == "2027-01-15"
    with Answers(path, clock=lambda: now + MAX_AGE_SECONDS + 1) as answers:
        assert answers.get("q") is None
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM answer").fetchone() == (0,)
    with Answers(path, clock=lambda: now) as answers:
        answers.put({"q": 1})
    with Answers(path, clock=lambda: now - 3 * MAX_AGE_SECONDS) as answers:
        assert answers.get("q") is None, "an answer of a time to come is of a wrong clock"


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100, None])
def test_a_damaged_or_impossible_file_of_answers_is_gone_on_without(tmp_path, damage):
    path = tmp_path / "answers.sqlite3"
    path.mkdir() if damage is None else path.write_bytes(damage)
    with Answers(str(path)) as answers:
        answers.put({"q": 1})
        assert answers.get("q").content == 1


def test_a_mirror_is_not_taken_for_the_service(world, own, enrich, monkeypatch):
    world.papers = [SCALING]
    own.write(RECORD)
    enrich("--source", "arxiv", yes=False)
    monkeypatch.setenv("LLMPRIMER_ARXIV_URL", f"{world.url}/arxiv?mirror=1&x=")
    world.asked.clear()
    enrich("--source", "arxiv", yes=False)
    assert world.asked["arxiv"] == 1


def test_each_service_is_left_the_pause_that_it_asks_for(world, own, run, monkeypatch):
    waited: list[float] = []
    monkeypatch.setattr("llmprimer.net.client._sleep", waited.append)
    world.papers, records = many(250)
    own.write(records)
    run("enrich", "--source", "arxiv", "--catalogue", str(own.path))
    assert world.asked["arxiv"] == 3
    # No second goes by in this test; on a busy machine a request may take one.
    assert len(waited) == 2
    assert all(1.0 < seconds <= 3.0 for seconds in waited), waited


def test_a_wait_that_a_service_asks_for_is_waited(world, own, enrich, monkeypatch):
    waited: list[float] = []
    world.papers = [SCALING]
    own.write(RECORD)
    world.faults["arxiv"] = [Reply("Rate exceeded.", 429, "text/plain", headers=(("retry-after", "42"),))]

    def wait(seconds):
        world.faults.clear()
        waited.append(seconds)

    monkeypatch.setattr("llmprimer.net.client._sleep", wait)
    assert enrich("--source", "arxiv").status == ExitCode.DONE
    assert 42.0 in waited
    assert own["lovelace-2023-scaling"].author


def test_a_wait_of_an_hour_ends_the_questions_to_that_service_alone(world, own, enrich):
    world.papers, records = many(120)
    own.write(records)
    world.faults["semanticscholar"] = [Reply("{}", 429, headers=(("retry-after", "3600"),))]
    done = enrich()
    assert done.status == ExitCode.NETWORK
    assert "Semantic Scholar: 127.0.0.1 asks to wait 3600 s" in done.err
    assert "no answer to 120 questions" in done.err
    assert own["kettle-0001"].author, "what arXiv said is written"
    assert world.asked["arxiv"] == 2


def test_a_service_that_fails_twice_in_a_row_is_left_alone(world, own, enrich):
    world.papers, records = many(450)
    own.write(records)
    world.faults["arxiv"] = [Reply("oops", 500)]
    done = enrich("--source", "arxiv")
    assert done.status == ExitCode.NETWORK
    assert world.asked["arxiv"] == 2
    assert "no answer to 450 questions" in done.err


def test_one_bad_batch_does_not_keep_back_the_others(world, own, enrich):
    world.papers, records = many(230)
    own.write(records)
    good = world.arxiv

    def bad_once(*arguments):
        world.arxiv = good
        return Reply("oops", 500)

    world.arxiv = bad_once
    done = enrich("--source", "arxiv")
    assert (done.status, world.asked["arxiv"]) == (ExitCode.NETWORK, 3)
    assert "no answer to 100 questions" in done.err
    assert own["kettle-0229"].author
    assert not own["kettle-0000"].author
    enrich("--source", "arxiv")
    assert own["kettle-0000"].author
    assert world.asked["arxiv"] == 4


def test_an_id_that_arxiv_cannot_read_does_not_spoil_its_batch(world, own, enrich):
    world.papers, records = many(3)
    own.write(records + RECORD.replace("2301.00001", "hep-th.AB/0309136"))
    enrich("--source", "arxiv")
    assert own["kettle-0002"].author


def test_the_contact_address_is_told(world, own, enrich, monkeypatch):
    monkeypatch.setenv("LLMPRIMER_CONTACT", "curator@example.org")
    world.papers, records = many(4)
    own.write(records)
    enrich()
    assert all("mailto:curator@example.org" in headers["user-agent"] for _, headers in world.headers)
    assert any("/crossref?" in path and "mailto=curator%40example.org" in path for path in world.paths)


@pytest.mark.parametrize("address", ["nobody", "a@b", "x@example.org\r\nX-Evil: 1", "a b@example.org"])
def test_a_contact_address_that_is_none_is_a_usage_error(world, own, enrich, monkeypatch, address):
    monkeypatch.setenv("LLMPRIMER_CONTACT", address)
    own.write(RECORD)
    assert enrich().status == ExitCode.USAGE
    assert world.asked.total() == 0


def test_keys_go_to_their_services_alone(world, own, enrich, monkeypatch):
    monkeypatch.setenv("LLMPRIMER_SEMANTICSCHOLAR_KEY", "secret-s2")
    monkeypatch.setenv("LLMPRIMER_OPENALEX_KEY", "secret-oa")
    monkeypatch.setenv("GITHUB_TOKEN", "secret-gh")
    world.papers = [
        Paper("On engines", ("Charles Babbage",), doi="10.1000/engines", published="1999", scholar_knows=False)
    ]
    world.repositories = [Repository("owner/kettle", "Boils water with a model")]
    own.write(
        "  babbage-1999-engines:\n    type: article-journal\n    kind: paper\n    title: On engines\n"
        "    doi: 10.1000/engines\n" + REPOSITORY
    )
    done = enrich()
    for service, headers in world.headers:
        assert ("secret-s2" in headers.get("x-api-key", "")) is (service == "semanticscholar")
        assert ("secret-gh" in headers.get("authorization", "")) is (service == "github")
    assert all(("secret-oa" in path) is ("/openalex" in path) for path in world.paths)
    assert "secret" not in done.err + done.out + own.path.read_text()


def test_a_token_does_not_follow_a_redirect_to_another_host(world, own, enrich, monkeypatch):
    from enriching.world import World

    monkeypatch.setenv("GITHUB_TOKEN", "secret-gh")
    other = World()
    try:
        monkeypatch.setenv("LLMPRIMER_OPENALEX_URL", other.url)  # so that it may be reached at all
        own.write(REPOSITORY)
        world.faults["github"] = [Reply("", 301, headers=(("location", f"{other.url}/github/repos/owner/kettle"),))]
        enrich("--source", "github")
        assert other.asked["github"]
        assert all("authorization" not in headers for _, headers in other.headers)
    finally:
        other.close()


def test_github_tells_when_it_answers_again(world, own, enrich):
    reset = int(time.time()) + 600
    own.write(REPOSITORY)
    limits = (("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", str(reset)))
    world.faults["github"] = [Reply('{"message": "API rate limit exceeded"}', 403, headers=limits)]
    done = enrich()
    until = time.strftime("%H:%M", time.gmtime(reset))
    assert done.status == ExitCode.NETWORK
    assert f"GitHub answers no more questions until {until} UTC (GITHUB_TOKEN allows more)" in done.err


def test_a_run_that_is_interrupted_goes_on_where_it_stopped(world, own, tmp_path, monkeypatch):
    """A real process, a real SIGINT in the middle of the second batch."""
    world.papers, records = many(230)
    own.write(records)
    answer = world.arxiv
    held, over = threading.Event(), threading.Event()

    def slow(*arguments):
        if world.asked["arxiv"] == 2:
            held.set()
            over.wait(15)
        return answer(*arguments)

    world.arxiv = slow
    command = [
        sys.executable,
        "-c",
        "import llmprimer.net.client as c; c._sleep = lambda _: None; from llmprimer.cli import run; run()",
    ]
    command += ["enrich", "--source", "arxiv", "--yes", "--catalogue", str(own.path)]
    before = own.path.read_bytes()
    process = subprocess.Popen(command, env={**os.environ}, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert held.wait(30)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    over.set()
    assert process.returncode == ExitCode.INTERRUPTED, err
    assert own.path.read_bytes() == before
    assert "interrupted, nothing is written; the answers are kept for a day" in err
    assert f"family: {family(99)}, given: Author" in out, "what was known by then is shown"
    world.arxiv = answer
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == ExitCode.DONE, done.stderr
    asked = [len(path.partition("id_list=")[2].partition("&")[0].split("%2C")) for path in world.paths]
    assert asked == [100, 100, 100, 30], "the first hundred were not asked again"
    assert own["kettle-0229"].author


def test_a_doi_with_a_comma_takes_a_question_of_its_own(world, own, enrich):
    dois = ["10.1000/one", "10.1000/a,b", "10.1000/two"]
    world.papers = [
        Paper(f"On engines {number}", ("Charles Babbage",), doi=doi, published="1999", scholar_knows=False)
        for number, doi in enumerate(dois)
    ]
    own.write(
        "".join(
            f"  engines-{number}:\n    type: article-journal\n    kind: paper\n    title: On engines {number}\n    doi: {doi}\n"
            for number, doi in enumerate(dois)
        )
    )
    enrich("--source", "crossref")
    assert world.asked["crossref"] == 2
    assert all(own[f"engines-{number}"].author for number in range(3))
