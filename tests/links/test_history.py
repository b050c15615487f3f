"""What many runs know together."""

from __future__ import annotations

import datetime as dt

import pytest

from links.hostile import ok, status
from llmprimer.links import Link
from llmprimer.links.history import History
from llmprimer.links.model import LinkResult, Probe, Verdict

START = dt.datetime(2023, 1, 13, 12, tzinfo=dt.UTC)
LINK = Link("https://example.org/a")


def life(tmp_path, *checks: tuple[float, Verdict]) -> list[str]:
    """The groups that one link had, checked at these days with these verdicts."""
    groups = []
    for day, verdict in checks:
        history = History(tmp_path / "links.sqlite3", START + dt.timedelta(days=day))
        history.begin([LINK.url])
        result = history.add(LinkResult(LINK, verdict, "because", "test", Probe(LINK.url)))
        groups.append(str(result.group))
        history.finish()
        history.close()
    return groups


def test_three_failures_three_days_apart_are_a_death(tmp_path):
    checks = [(day, Verdict.TIMEOUT) for day in (0, 3, 6)]
    assert life(tmp_path, *checks) == ["uncertain", "uncertain", "dead"]


def test_many_failures_in_a_short_time_are_none(tmp_path):
    assert set(life(tmp_path, *[(day / 10, Verdict.DNS) for day in range(12)])) == {"uncertain"}


def test_one_success_brings_a_link_back_at_once(tmp_path):
    checks = [(0, Verdict.DNS), (3, Verdict.DNS), (6, Verdict.DNS), (7, Verdict.OK), (8, Verdict.DNS)]
    assert life(tmp_path, *checks) == ["uncertain", "uncertain", "dead", "alive", "uncertain"]


def test_a_wall_between_failures_proves_neither(tmp_path):
    checks = [(0, Verdict.DNS), (4, Verdict.DNS), (8, Verdict.RATE_LIMITED), (12, Verdict.DNS)]
    assert life(tmp_path, *checks) == ["uncertain", "uncertain", "uncertain", "dead"]


@pytest.mark.parametrize(
    ("verdict", "days", "served"), [(Verdict.OK, 2, True), (Verdict.OK, 8, False), (Verdict.TIMEOUT, 2, False)]
)
def test_only_what_was_alive_lately_is_not_asked(tmp_path, verdict, days, served):
    life(tmp_path, (0, verdict))
    history = History(tmp_path / "links.sqlite3", START + dt.timedelta(days=days))
    history.begin([LINK.url])
    assert (history.known(LINK, dt.timedelta(days=7)) is not None) is served
    history.close()


@pytest.mark.parametrize(("fail_on", "code"), [("dead", 1), ("suspect", 1), ("never", 0)])
def test_the_exit_status_follows_the_worst_group(run, server, tmp_path, fail_on, code):
    host = server()
    host.paths["/a/b"] = status(404)
    done = run("check", host.url + "/a/b", "--allow-private", "--no-history", "--fail-on", fail_on, "-f", "csv")
    assert done.status == code
    assert "not_found" in done.out


def test_a_server_fault_is_no_failure_unless_asked(run, server):
    host = server()
    host.paths["/a/b"] = status(500)
    address = host.url + "/a/b"
    assert run("check", address, "--allow-private", "--no-history", "--retries", "0").status == 0
    assert (
        run("check", address, "--allow-private", "--no-history", "--retries", "0", "--fail-on", "uncertain").status == 1
    )


def test_a_file_that_is_not_there_is_no_query(run):
    done = run("check", "nowhere.md", "--no-history")
    assert done.status not in (0, 1)
    assert "nowhere.md: no such file" in done.err


def test_what_was_alive_lately_is_not_asked_again_by_the_command(run, server, tmp_path):
    host = server()
    host.paths["/a/b"] = ok()
    argv = ["check", host.url + "/a/b", "--allow-private", "--history", str(tmp_path / "h.sqlite3")]
    assert run(*argv).status == 0
    asked = len(host.log)
    assert run(*argv, "--max-age", "7d").status == 0
    assert len(host.log) == asked
    assert run(*argv).status == 0
    assert len(host.log) > asked
    assert run("check", "--history-of", host.url + "/a/b", *argv[3:]).out.count("\tok\t") == 2
