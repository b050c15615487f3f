"""What many runs know together: deaths, what became dead, runs at once, runs that were killed, and damaged files."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from links.hostile import Answer, ok, status
from llmprimer.errors import CatalogueError, WriteError
from llmprimer.links import Link
from llmprimer.links.history.database import APPLICATION, VERSION
from llmprimer.links.history.store import History
from llmprimer.links.model import Group, LinkResult, Probe, Verdict

START = dt.datetime(2023, 1, 13, 12, tzinfo=dt.UTC)
LINK = Link("https://example.org/a")


def found(verdict: Verdict, link: Link = LINK, **probe: object) -> LinkResult:
    return LinkResult(link, verdict, "because", "test", Probe(link.url, **probe))


def life(tmp_path, *checks: tuple[float, Verdict]) -> list[LinkResult]:
    """What was said of one link, checked at these days with these verdicts, each in a run of its own."""
    said = []
    for day, verdict in checks:
        history = History(tmp_path / "links.sqlite3", START + dt.timedelta(days=day))
        history.begin([LINK.url])
        said.append(history.add(found(verdict)))
        history.finish()
        history.close()
    return said


def groups(results: list[LinkResult]) -> list[str]:
    return [str(result.group) for result in results]


def test_three_failures_three_days_apart_are_a_death(tmp_path):
    said = life(tmp_path, *[(day, Verdict.TIMEOUT) for day in (0, 3, 6)])
    assert groups(said) == ["uncertain", "uncertain", "dead"]
    assert [result.failed_since for result in said] == [None, None, "2023-01-13"]
    assert said[2].reason == "because; it has failed since 2023-01-13"


def test_many_failures_in_a_short_time_are_none(tmp_path):
    assert set(groups(life(tmp_path, *[(day / 10, Verdict.DNS) for day in range(12)]))) == {"uncertain"}


def test_one_success_brings_a_link_back_at_once(tmp_path):
    checks = [(0, Verdict.DNS), (3, Verdict.DNS), (6, Verdict.DNS), (7, Verdict.OK), (8, Verdict.DNS)]
    assert groups(life(tmp_path, *checks)) == ["uncertain", "uncertain", "dead", "alive", "uncertain"]


def test_a_wall_between_failures_proves_neither(tmp_path):
    checks = [(0, Verdict.DNS), (4, Verdict.DNS), (8, Verdict.RATE_LIMITED), (12, Verdict.DNS)]
    assert groups(life(tmp_path, *checks)) == ["uncertain", "uncertain", "uncertain", "dead"]


NEWS = {
    "without a past": ([Verdict.NOT_FOUND], [True]),
    "once": ([Verdict.OK, Verdict.NOT_FOUND, Verdict.NOT_FOUND, Verdict.GONE], [False, True, False, False]),
    "back and gone": ([Verdict.GONE, Verdict.OK, Verdict.GONE], [True, False, True]),
    "through a wall": ([Verdict.NOT_FOUND, Verdict.BLOCKED, Verdict.NOT_FOUND], [True, False, False]),
    "through silence": ([Verdict.NOT_FOUND, Verdict.TIMEOUT, Verdict.DNS, Verdict.GONE], [True, False, False, False]),
    "by failing long": ([Verdict.DNS] * 5, [False, False, True, False, False]),
    "through a suspect page": ([Verdict.NOT_FOUND, Verdict.PARKED, Verdict.NOT_FOUND], [True, False, True]),
}


@pytest.mark.parametrize(("verdicts", "new"), NEWS.values(), ids=NEWS)
def test_a_death_is_news_once(tmp_path, verdicts, new):
    said = life(tmp_path, *((3 * n, verdict) for n, verdict in enumerate(verdicts)))
    assert [result.became_dead for result in said] == new


def test_what_a_link_was_before_is_told(tmp_path):
    said = life(
        tmp_path, (0, Verdict.OK), (1, Verdict.BLOCKED), (2, Verdict.NOT_FOUND), (3, Verdict.TIMEOUT), (4, Verdict.OK)
    )
    assert [result.previous_group for result in said] == [None, Group.ALIVE, Group.UNCERTAIN, Group.DEAD, Group.DEAD]
    assert said[2].as_json()["previous_group"] == "uncertain"
    assert said[2].as_json()["became_dead"] is True


@pytest.mark.parametrize(
    ("verdict", "days", "served"), [(Verdict.OK, 2, True), (Verdict.OK, 8, False), (Verdict.TIMEOUT, 2, False)]
)
def test_only_what_was_alive_lately_is_not_asked(tmp_path, verdict, days, served):
    life(tmp_path, (0, verdict))
    history = History(tmp_path / "links.sqlite3", START + dt.timedelta(days=days))
    history.begin([LINK.url])
    assert (history.kept_result(LINK, dt.timedelta(days=7)) is not None) is served
    assert history.kept_result(LINK, None) is None
    history.close()


def test_what_is_served_says_what_was_seen(tmp_path):
    path = tmp_path / "links.sqlite3"
    history = History(path, START)
    history.begin([LINK.url])
    moved = LinkResult(
        LINK, Verdict.MOVED, "it has moved", "moved", Probe(LINK.url, status_code=200, final_url="https://b.example/"), "https://b.example/"
    )  # fmt: skip
    history.add(moved)
    history.finish()
    history.close()
    history = History(path, START + dt.timedelta(days=1))
    history.begin([LINK.url])
    served = history.kept_result(LINK, dt.timedelta(days=7))
    assert (served.verdict, served.moved_to, served.probe.final_url) == (
        Verdict.MOVED,
        "https://b.example/",
        "https://b.example/",
    )
    assert (served.rule, served.reason) == ("history", "it has moved, seen 2023-01-13")
    assert [(one.final_url, one.status_code) for one in history.of(LINK.url)] == [("https://b.example/", 200)]
    history.close()


def test_times_are_utc(tmp_path):
    path = tmp_path / "links.sqlite3"
    history = History(path, dt.datetime(2023, 1, 14, 1, tzinfo=dt.timezone(dt.timedelta(hours=9))))
    history.begin([LINK.url])
    history.add(found(Verdict.OK, final_url=LINK.url))
    history.finish()
    assert [(one.checked, one.final_url) for one in history.of(LINK.url)] == [("2023-01-13T16:00:00+00:00", LINK.url)]
    history.close()


def test_a_failure_without_an_answer_has_no_final_address(tmp_path):
    life(tmp_path, (0, Verdict.DNS))
    history = History(tmp_path / "links.sqlite3")
    assert [one.final_url for one in history.of(LINK.url)] == [None]
    history.close()


# The size of the file.


def test_old_successes_are_thinned_and_failures_are_not(tmp_path):
    path = tmp_path / "links.sqlite3"
    weekly = [(7 * week, Verdict.NOT_FOUND if week in (20, 21, 40) else Verdict.OK) for week in range(104)]
    life(tmp_path, *weekly)
    history = History(path)
    kept = history.of(LINK.url)
    history.close()
    assert [one.verdict for one in kept].count(Verdict.NOT_FOUND) == 3
    days = [one.checked[:10] for one in kept]
    by_week = [(START + dt.timedelta(days=7 * week)).date().isoformat() for week in range(104)]
    # The first and the last, those beside failures, and the last thirty days stay whatever their month has.
    assert {by_week[n] for n in (0, 19, 20, 21, 22, 39, 40, 41, 99, 100, 101, 102, 103)} <= set(days)
    assert {day[:7] for day in days} == {day[:7] for day in by_week}
    assert len(days) < 40


def test_thinning_changes_no_verdict(tmp_path):
    # The success in the middle of each row of failures keeps them from being a death.
    checks = [(0, Verdict.DNS), (3, Verdict.DNS), (4, Verdict.OK), (5, Verdict.OK), (6, Verdict.OK), (8, Verdict.DNS), (11, Verdict.DNS)]  # fmt: skip
    assert groups(life(tmp_path, *checks, (200, Verdict.OK), (201, Verdict.DNS)))[-4:] == ["uncertain"] * 2 + [
        "alive",
        "uncertain",
    ]
    history = History(tmp_path / "links.sqlite3", START + dt.timedelta(days=204))
    past = history.of(LINK.url)
    assert len(past) == 8  # the third success in a row was not needed
    history.begin([LINK.url])
    assert history.add(found(Verdict.DNS)).group == "uncertain"
    history.finish()
    history.close()


def test_nothing_is_left_beside_the_file_and_no_room_is_wasted(tmp_path):
    path = tmp_path / "links.sqlite3"
    links = [Link(f"https://example.org/page/{n}") for n in range(300)]
    for day in range(0, 140, 7):
        history = History(path, START + dt.timedelta(days=day))
        history.begin([link.url for link in links])
        for link in links:
            history.add(found(Verdict.OK, link, status_code=200, final_url=link.url))
        history.finish()
        history.close()
    assert os.listdir(tmp_path) == ["links.sqlite3"]
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    free, pages = database.execute("PRAGMA freelist_count").fetchone(), database.execute("PRAGMA page_count").fetchone()
    assert free[0] <= pages[0] // 10
    size = path.stat().st_size
    database.execute("VACUUM")
    database.close()
    assert path.stat().st_size >= size * 0.9
    assert size < 300 * 10 * 200  # ten checks of twenty are left, in less than 200 bytes each


def test_reading_a_life_does_not_touch_the_file(run, tmp_path):
    life(tmp_path, (0, Verdict.OK), (7, Verdict.GONE))
    path = tmp_path / "links.sqlite3"
    before = path.read_bytes()
    done = run("check", "--history-of", LINK.url, "--history", path)
    assert done.status == 0
    assert done.out == ("2023-01-13T12:00:00+00:00\tok\t\tbecause\n2023-01-20T12:00:00+00:00\tgone\t\tbecause\n")
    assert path.read_bytes() == before
    assert run("check", "--history-of", LINK.url, "--history", tmp_path / "none.sqlite3").status == 1
    assert os.listdir(tmp_path) == ["links.sqlite3"]


# Files that are not what they should be.


def unusable(tmp_path: Path, path: Path) -> CatalogueError:
    with pytest.raises(CatalogueError) as caught, contextlib.closing(History(path)) as history:
        history.begin([LINK.url])
    return caught.value


def test_a_damaged_file_is_told_and_left_alone(run, tmp_path):
    path = tmp_path / "links.sqlite3"
    path.write_bytes(b"this is no database " * 100)
    done = run("check", "http://127.0.0.1:1/", "--history", path)
    assert done.status == 3
    assert f"{path}: the file is damaged or is not a link history" in done.err
    assert "Traceback" not in done.err
    assert path.read_bytes().startswith(b"this is no database")


def test_a_file_that_is_damaged_further_in_is_told(tmp_path):
    path = tmp_path / "links.sqlite3"
    life(tmp_path, (0, Verdict.OK))
    data = bytearray(path.read_bytes())
    data[4096 : len(data)] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    assert "damaged" in unusable(tmp_path, path).message


def test_another_database_is_no_history(tmp_path):
    path = tmp_path / "bookmarks.sqlite3"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE moz_places (url TEXT)")
    database.commit()
    database.close()
    before = path.read_bytes()
    assert "not a link history" in unusable(tmp_path, path).message
    assert path.read_bytes() == before


def test_a_file_of_a_newer_version_is_not_touched(tmp_path):
    life(tmp_path, (0, Verdict.OK))
    path = tmp_path / "links.sqlite3"
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {VERSION + 1}")
    database.close()
    error = unusable(tmp_path, path)
    assert "newer llmprimer" in error.message
    assert "update" in error.hint


def test_a_verdict_that_only_a_newer_version_knows_is_passed_over(tmp_path):
    life(tmp_path, (0, Verdict.OK), (1, Verdict.NOT_FOUND))
    database = sqlite3.connect(tmp_path / "links.sqlite3")
    database.execute("UPDATE result SET verdict = 'haunted' WHERE verdict = 'ok'")
    database.commit()
    database.close()
    history = History(tmp_path / "links.sqlite3")
    assert [one.verdict for one in history.of(LINK.url)] == [Verdict.NOT_FOUND]
    history.close()


def test_a_file_of_the_first_form_is_taken_over(tmp_path):
    path = tmp_path / "links.sqlite3"
    database = sqlite3.connect(path)
    database.executescript(
        """CREATE TABLE result (url TEXT NOT NULL, citation_key TEXT, checked TEXT NOT NULL, verdict TEXT NOT NULL,
             reason TEXT NOT NULL, status_code INTEGER, final_url TEXT, moved_to TEXT);
           CREATE INDEX result_by_url ON result (url, checked);
           CREATE TABLE run (id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT);
           INSERT INTO result VALUES ('https://example.org/a', 'key', '2023-01-01T00:00:00+00:00', 'not_found', 'r', 404,
             'https://example.org/a', NULL);"""
    )
    database.close()
    history = History(path, START)
    assert history.of(LINK.url)[0].final_url == LINK.url
    history.begin([LINK.url])
    assert history.add(found(Verdict.NOT_FOUND)).became_dead is False
    history.finish()
    history.close()
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    database.close()


@contextlib.contextmanager
def nobody():
    """Without root's right to write everywhere."""
    if os.geteuid() == 0:
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        yield


@pytest.fixture
def open_folder():
    """A folder that anybody may enter, unlike pytest's."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)
        os.chmod(folder, 0o755)


@pytest.mark.parametrize("locked", ["file", "folder"])
def test_a_file_or_folder_that_cannot_be_written(open_folder, locked):
    path = open_folder / "links.sqlite3"
    life(open_folder, (0, Verdict.OK))
    path.chmod(0o444 if locked == "file" else 0o666)
    if locked == "folder":
        open_folder.chmod(0o555)
    with nobody():
        error = unusable(open_folder, path)
        assert "cannot be written" in error.message
        assert "--history FILE" in error.hint
        history = History(path)  # reading goes on
        assert len(history.of(LINK.url)) == 1
        history.close()


def test_the_own_file_is_a_convenience_and_a_named_one_a_condition(run, server, tmp_path, monkeypatch):
    host = server()
    host.paths["/a/b"] = ok()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    done = run("check", host.url + "/a/b", "--allow-private")
    assert done.status == 0
    assert "continuing without it" in done.err
    done = run("check", host.url + "/a/b", "--allow-private", "--history", tmp_path / "file" / "links.sqlite3")
    assert done.status == 3
    assert done.out == ""


def test_a_file_that_cannot_be_written_is_no_reason_not_to_check(run, server, tmp_path, monkeypatch):
    host = server()
    host.paths["/a/b"] = ok()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own = tmp_path / "llmprimer" / "links.sqlite3"
    argv = ["check", host.url + "/a/b", "--allow-private"]
    assert run(*argv).status == 0
    database = sqlite3.connect(own)
    database.execute("DROP TABLE run")
    database.close()
    done = run(*argv)
    assert (done.status, "continuing without it" in done.err) == (0, True)
    done = run(*argv, "--history", own)
    assert (done.status, done.out) == (3, "")


def test_results_are_shown_though_they_cannot_be_kept(run, server, tmp_path):
    host = server()
    path = tmp_path / "links.sqlite3"

    def sabotage(request, before):
        database = sqlite3.connect(path)
        database.execute("DROP TABLE IF EXISTS result")
        database.close()
        return ok()(request, before)

    host.paths["/a/b"] = sabotage
    done = run("check", host.url + "/a/b", "--allow-private", "--history", path, "-f", "csv")
    assert done.status == 3
    assert "/a/b,ok,alive" in done.out
    assert "the results could not be kept (no such table: result)" in done.err


def test_results_that_cannot_be_written_are_not_lost_silently(tmp_path):
    path = tmp_path / "links.sqlite3"
    history = History(path)
    history.begin([LINK.url])
    database = sqlite3.connect(path)
    database.execute("DROP TABLE result")
    database.close()
    history.add(found(Verdict.OK))
    with pytest.raises(WriteError, match="could not be kept"):
        history.finish()
    history.close()


# Runs of their own processes.

COUNTED = """
import sys, time
from pathlib import Path
from llmprimer.links import Link
from llmprimer.links.history.store import History
from llmprimer.links.model import LinkResult, Probe, Verdict

name, first, last, ending = sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
history = History(Path(sys.argv[1]))
urls = [f"https://example.org/{name}/{n}" for n in range(last)]
print(history.begin(urls), flush=True)
for url in urls[first:]:
    if history.kept_result(Link(url), None) is None:
        history.add(LinkResult(Link(url), Verdict.OK, "because", "test", Probe(url)))
        time.sleep(0.001)
if ending == "wait":
    time.sleep(1)
    print("noted", flush=True)
    time.sleep(60)
history.finish()
history.close()
"""


def runner(path: Path, name: str, first: int, last: int, ending: str = "finish") -> subprocess.Popen[str]:
    argv = [sys.executable, "-c", COUNTED, str(path), name, str(first), str(last), ending]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    return out


def test_two_runs_at_once_lose_nothing_and_serve_nothing_to_each_other(tmp_path):
    path = tmp_path / "links.sqlite3"
    both = [runner(path, "same", 0, 500), runner(path, "same", 0, 500), runner(path, "other", 0, 500)]
    assert [ended(process) for process in both] == ["0\n"] * 3
    database = sqlite3.connect(path)
    counts = dict(database.execute("SELECT run, count(*) FROM result GROUP BY run").fetchall())
    assert counts == {1: 500, 2: 500, 3: 500}
    assert database.execute("SELECT count(*) FROM run WHERE finished IS NULL OR owner IS NOT NULL").fetchone() == (0,)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    assert os.listdir(tmp_path) == ["links.sqlite3"]


def test_a_killed_run_is_taken_up_by_the_same_links_alone(tmp_path):
    path = tmp_path / "links.sqlite3"
    first = runner(path, "same", 100, 300, "wait")
    assert first.stdout.readline() == "0\n"
    assert first.stdout.readline() == "noted\n"
    # It lives: neither the same links nor others take it up.
    assert ended(runner(path, "same", 0, 300)) == "0\n"
    first.kill()
    first.communicate()
    assert ended(runner(path, "other", 0, 10)) == "0\n"
    assert ended(runner(path, "same", 0, 300)) == "200\n"
    database = sqlite3.connect(path)
    assert database.execute("SELECT count(*) FROM result WHERE run = 1").fetchone() == (300,)
    database.close()
    # And it is taken up once.
    assert ended(runner(path, "same", 0, 300)) == "0\n"


def test_a_killed_run_is_taken_up_by_one_of_two(tmp_path):
    path = tmp_path / "links.sqlite3"
    first = runner(path, "same", 100, 300, "wait")
    assert [first.stdout.readline(), first.stdout.readline()] == ["0\n", "noted\n"]
    first.kill()
    first.communicate()
    both = [runner(path, "same", 0, 300), runner(path, "same", 0, 300)]
    assert sorted(ended(process) for process in both) == ["0\n", "200\n"]


def test_a_run_says_that_it_is_alive_while_nothing_comes(tmp_path, monkeypatch):
    monkeypatch.setattr("llmprimer.links.history.writer.HEARTBEAT_SECONDS", 0.25)
    history = History(tmp_path / "links.sqlite3")
    history.begin([LINK.url])
    history.add(found(Verdict.OK))
    wait_for(lambda: kept(tmp_path / "links.sqlite3") == 1)
    database = sqlite3.connect(tmp_path / "links.sqlite3")

    def beat() -> str:
        return database.execute("SELECT beat FROM run").fetchone()[0]

    first = beat()
    wait_for(lambda: beat() > first)
    history.close()
    assert database.execute("SELECT owner, beat, finished FROM run").fetchone() == (None, None, None)
    database.close()


def test_a_run_of_another_machine_is_taken_up_when_it_has_fallen_silent(tmp_path):
    path = tmp_path / "links.sqlite3"
    other = History(path, START)
    other.begin([LINK.url])
    other.add(found(Verdict.OK))
    other._flush()
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("UPDATE run SET owner = 'elsewhere:1'")
    database.close()
    other._connection.close()
    for seconds, done in ((20, 0), (40, 1)):
        history = History(path, START + dt.timedelta(seconds=seconds))
        assert history.begin([LINK.url]) == done
        if not done:
            history.finish()
        history.close()


def test_a_death_in_a_run_that_was_broken_off_is_still_news(tmp_path):
    path = tmp_path / "links.sqlite3"
    life(tmp_path, (0, Verdict.OK))
    for minutes in (0, 1):
        history = History(path, START + dt.timedelta(days=7, minutes=minutes))
        assert history.begin([LINK.url]) == minutes
        assert history.kept_result(LINK, None) is None
        assert history.add(found(Verdict.NOT_FOUND)).became_dead
        history.close()


# The command.


def command(*argv: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "llmprimer", "check", *map(str, argv)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def some_that_hang(host, hanging: set[int]) -> str:
    """A text of ten addresses on this host, these of which do not answer for a minute."""
    for n in range(10):
        host.paths[f"/page/{n}"] = (lambda request, before: Answer(pause=60)) if n in hanging else ok()
    return "".join(f"{host.url}/page/{n}\n" for n in range(10))


def wait_for(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def kept(path: Path) -> int:
    if not path.exists():
        return 0
    database = sqlite3.connect(path, timeout=10)
    try:
        return database.execute("SELECT count(*) FROM result").fetchone()[0]
    except sqlite3.OperationalError:  # not there yet
        return 0
    finally:
        database.close()


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["kill", "term", "int"]
)
def test_a_command_that_is_ended_is_taken_up(server, tmp_path, sent, code):
    host = server()
    (tmp_path / "list.txt").write_text(some_that_hang(host, {8, 9}))
    path = tmp_path / "h.sqlite3"
    argv = (
        tmp_path / "list.txt",
        "--allow-private",
        "--history",
        path,
        "--timeout",
        "50",
        "--per-host",
        "20",
        "-f",
        "json",
    )
    process = command(*argv)
    wait_for(lambda: kept(path) == 8)
    process.send_signal(sent)
    out, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert "Traceback" not in err
    if sent != signal.SIGKILL:
        assert json.loads(out)["links_by_group"]["alive"] == 8
        assert "interrupted; 2 of 10 links were not checked" in err
    asked = {n: len(host.asked(f"/page/{n}")) for n in range(8)}
    some_that_hang(host, set())
    again = command(*argv)
    out, err = again.communicate(timeout=30)
    assert (again.returncode, json.loads(out)["links_by_group"]["alive"]) == (0, 10)
    assert "resuming the run that was interrupted after 8 links" in err
    assert {n: len(host.asked(f"/page/{n}")) for n in range(8)} == asked
    assert sorted(os.listdir(tmp_path)) == ["h.sqlite3", "list.txt"]


def test_two_commands_at_once_each_ask_for_themselves(server, tmp_path):
    host = server()
    (tmp_path / "list.txt").write_text(some_that_hang(host, {9}))
    path = tmp_path / "h.sqlite3"
    argv = (tmp_path / "list.txt", "--allow-private", "--history", path, "--per-host", "20", "-f", "json")
    first = command(*argv, "--timeout", "50")
    wait_for(lambda: kept(path) == 9)
    second = command(*argv, "--timeout", "0.5", "--retries", "0")
    out, err = second.communicate(timeout=30)
    assert "broken off" not in err
    assert json.loads(out)["links_by_group"] == {"alive": 9, "suspect": 0, "uncertain": 1, "dead": 0}
    assert all(len(host.asked(f"/page/{n}")) >= 2 for n in range(9))
    first.send_signal(signal.SIGINT)
    assert first.wait(30) == 130
    first.communicate()


@pytest.mark.parametrize(("fail_on", "code"), [("dead", 1), ("suspect", 1), ("new", 1), ("never", 0)])
def test_the_exit_status_follows_the_worst_group(run, server, tmp_path, fail_on, code):
    host = server()
    host.paths["/a/b"] = status(404)
    done = run("check", host.url + "/a/b", "--allow-private", "--no-history", "--fail-on", fail_on, "-f", "csv")
    assert done.status == code
    assert "not_found" in done.out


def test_only_a_death_of_this_run_fails_on_new(run, server, tmp_path):
    host = server()
    argv = ["check", host.url + "/a/b", "--allow-private", "--history", tmp_path / "h.sqlite3", "--fail-on", "new"]
    for behaviour, code in (
        (ok(), 0),
        (status(404), 1),
        (status(404), 0),
        (status(503), 0),
        (status(410), 0),
        (ok(), 0),
        (status(404), 1),
    ):
        host.paths["/a/b"] = behaviour
        assert run(*argv, "--retries", "0").status == code


def test_a_server_fault_is_no_failure_unless_asked(run, server):
    host = server()
    host.paths["/a/b"] = status(500)
    address = host.url + "/a/b"
    assert run("check", address, "--allow-private", "--no-history", "--retries", "0").status == 0
    assert (
        run("check", address, "--allow-private", "--no-history", "--retries", "0", "--fail-on", "uncertain").status == 1
    )


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
