"""The nearest snapshot, from an archive that answers, or does not, in the ways the Internet Archive is known to."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from links.archive import TOO_MANY, ToyArchive, rows_answer
from links.hostile import Answer, in_turn, page, status
from llmprimer.dates import PartialDate
from llmprimer.errors import NetworkError
from llmprimer.links import Link
from llmprimer.links.model import LinkResult, Probe, Verdict
from llmprimer.links.repair.archive import Archive, day_of_record, with_snapshots
from llmprimer.model import Reference
from llmprimer.net.client import Client

PAGE = "http://example.org/study"
DAY = dt.date(2023, 1, 13)
AROUND = [
    ("20210301101500", PAGE, "200"),
    ("20230110090000", PAGE, "404"),
    ("20230111120000", "http://example.org:80/study", "200"),
    ("20230113110000", PAGE, "301"),
    ("20230113113000", PAGE, "-"),
    ("20230116120000", PAGE, "200"),
]
NEAREST = f"https://web.archive.org/web/20230111120000/{PAGE}"
BROKEN = {
    "503": status(503, b"<html>Temporarily Offline</html>"),
    "429": status(429, TOO_MANY, retry_after="3600"),
    "HTML that says 200": lambda request, before: Answer(body=page("Internet Archive: Error", "Something went wrong.")),
    "nothing at all": lambda request, before: Answer(body=b"", kind="application/json"),
    "another shape": lambda request, before: Answer(body=b'{"archived_snapshots": {}}', kind="application/json"),
    "rows without names": lambda request, before: rows_answer([["20230113110000", PAGE]]),
    "rows of another length": lambda request, before: rows_answer(
        [["timestamp", "original", "statuscode"], ["20230113110000"]]
    ),
    "timestamps that are none": lambda request, before: rows_answer(
        [["timestamp", "original", "statuscode"], ["20231399000000", PAGE, "200"]]
    ),
    "JSON nested deeply": lambda request, before: Answer(body=b"[" * 100_000, kind="application/json"),
    "a reset": lambda request, before: Answer(body=b"[", length=100, reset=True),
    "revisits and redirects, the filter ignored": lambda request, before: rows_answer(
        [["timestamp", "original", "statuscode"], ["20230113113000", PAGE, "-"], ["20230113110000", PAGE, "301"]]
    ),
}


@pytest.fixture
def toy(server):
    return lambda *captures: ToyArchive(server(), *captures)


@pytest.fixture
def asking(toy):
    """Makes what asks a toy archive, without pauses unless told otherwise."""
    made = []

    def make(archive: ToyArchive, **options) -> Archive:
        options = {"pause": 0.0, "sleep": lambda seconds: None, **options}
        made.append(Archive(Client(trusted=[archive.url], **options), archive.url))
        return made[-1]

    yield make
    for one in made:
        one.close()


def result(url: str = PAGE, verdict: Verdict = Verdict.NOT_FOUND, **more) -> LinkResult:
    return LinkResult(Link(url), verdict, "because", "test", Probe(url), **more)


def test_the_nearest_page_that_said_200_is_found(toy, asking):
    archive = toy(*AROUND)
    found = asking(archive).nearest(PAGE, DAY)
    assert (found.url, found.day) == (NEAREST, dt.date(2023, 1, 11))
    assert archive.asked == ["index"]
    (query,) = archive.queries()
    assert query["closest"] == ["20230113120000"]
    assert (query["sort"], query["filter"], query["matchType"]) == (["closest"], ["statuscode:200"], ["exact"])


def test_a_server_that_neither_sorts_nor_filters_is_not_believed(toy, asking):
    archive = toy()
    archive.index = lambda request, before: rows_answer([["timestamp", "original", "statuscode"], *map(list, AROUND)])
    assert asking(archive).nearest(PAGE, DAY).url == NEAREST


@pytest.mark.parametrize(
    ("day", "timestamp"),
    [
        ((2021, 2, 1), "20210301101500"),
        ((2023, 1, 12), "20230111120000"),
        ((2023, 1, 14), "20230116120000"),
        ((2026, 1, 1), "20230116120000"),
    ],
)
def test_the_day_decides(toy, asking, day, timestamp):
    for index in (None, status(503)):
        archive = toy(*(capture for capture in AROUND if capture[2] == "200"))
        archive.index = index
        assert asking(archive).nearest(PAGE, dt.date(*day)).timestamp == timestamp


def test_of_two_equally_near_the_earlier_is_taken(toy, asking):
    archive = toy(("20230115120000", PAGE, "200"), ("20230111120000", PAGE, "200"))
    assert asking(archive).nearest(PAGE, DAY).timestamp == "20230111120000"


def test_an_empty_answer_of_the_index_means_none(toy, asking):
    archive = toy(("20230111120000", "http://example.org/other", "200"))
    assert asking(archive).nearest(PAGE, DAY) is None
    assert archive.asked == ["index"]


@pytest.mark.parametrize("name", BROKEN)
def test_where_the_index_is_unclear_the_timegate_is_asked(toy, asking, name):
    archive = toy(*(capture for capture in AROUND if capture[2] == "200"))
    archive.index = BROKEN[name]
    assert asking(archive).nearest(PAGE, DAY).url == NEAREST
    assert archive.asked[-2:] == ["timegate", "timegate"]


@pytest.mark.parametrize("captured", ["404", "410", "500", "503", "301", "302"])
def test_a_timegate_that_leads_to_a_copy_of_an_error_or_a_redirect_has_none(toy, asking, captured):
    archive = toy(("20230113120001", PAGE, captured), ("20230113120001", "https://elsewhere.example.org/", "200"))
    archive.index = status(503)
    assert asking(archive).nearest(PAGE, DAY) is None


def test_a_timegate_that_says_404_has_none(toy, asking):
    archive = toy()
    archive.index = status(429, TOO_MANY, retry_after="60")
    assert asking(archive).nearest(PAGE, DAY) is None
    assert archive.asked == ["index", "timegate"]


def test_a_site_that_the_archive_keeps_to_itself_has_none(toy, asking):
    archive = toy()
    archive.index = status(
        403, b"org.archive.util.io.RuntimeIOException: AdministrativeAccessControlException: Blocked"
    )
    assert asking(archive).nearest(PAGE, DAY) is None
    archive.index = status(503)
    archive.timegate = status(403, x_archive_wayback_runtime_error="RobotAccessControlException: Blocked By Robots")
    assert asking(archive).nearest(PAGE, DAY) is None


@pytest.mark.parametrize(
    "timegate",
    [
        status(200, b"<html>We are offline</html>"),
        status(302, location="https://web.archive.org/sorry"),
        status(302, location="http://169.254.169.254/web/20230113110000/x"),
        status(503),
        status(429, retry_after="600"),
        status(500),
        lambda request, before: Answer(
            302, headers={"location": f"/web/2023011{len(before) % 9}110000id_/http://www.example.org/study"}
        ),
    ],
)
def test_a_timegate_that_says_nothing_clear_is_trouble_or_has_none(toy, asking, timegate):
    archive = toy()
    archive.index, archive.timegate = status(503), timegate
    try:
        assert asking(archive).nearest(PAGE, DAY) is None
    except NetworkError as error:
        assert error.message
    assert all(request.path.startswith(("/cdx/", "/web/")) for request in archive.server.log)


def test_a_timegate_without_head_is_asked_with_get(toy, asking):
    archive = toy(*AROUND[:1])
    archive.index = status(503)
    plain = archive._redirect
    archive.timegate = lambda request, before: Answer(405) if request.method == "HEAD" else plain(request, before)
    assert asking(archive).nearest(PAGE, DAY).timestamp == "20210301101500"


def test_a_short_retry_after_is_kept_and_a_long_one_is_not_waited_for(toy, asking):
    waited: list[float] = []
    archive = toy(*AROUND)
    plain = archive._rows
    archive.index = in_turn(status(429, TOO_MANY, retry_after="7"), plain)
    assert asking(archive, sleep=waited.append).nearest(PAGE, DAY).url == NEAREST
    assert waited == [7.0]
    archive.index = status(429, TOO_MANY, retry_after="61")
    archive.timegate = status(429, TOO_MANY, retry_after="61")
    waited.clear()
    with pytest.raises(NetworkError, match="asks to wait 61 s"):
        asking(archive, sleep=waited.append).nearest(PAGE, DAY)
    assert waited == []


@pytest.mark.parametrize("index", [None, status(500)])
def test_one_request_at_a_time_with_a_pause_before_each_but_the_first(toy, asking, index):
    archive = toy()
    archive.index = index
    waits: list[tuple[int, float]] = []
    asked = [result(f"http://example.org/{n}") for n in range(4)]
    patient = asking(archive, pause=100.0, sleep=lambda seconds: waits.append((len(archive.server.log), seconds)))
    with_snapshots(asked, patient, lambda link: DAY)
    requests = 4 if index is None else 6
    assert len(archive.server.log) == requests
    assert [done for done, _ in waits] == list(range(1, requests))
    assert all(90 < seconds <= 100 for _, seconds in waits)
    assert archive.server.connections == 1


def test_an_interruption_keeps_what_is_known(toy, asking):
    archive = toy(*((f"2023011{n}120000", f"http://example.org/{n}", "200") for n in range(4)))
    stops = iter([None, None, KeyboardInterrupt])

    def sleep(seconds):
        if (stop := next(stops)) is not None:
            raise stop

    asked = [result(f"http://example.org/{n}") for n in range(5)]
    archived = with_snapshots(asked, asking(archive, pause=100.0, sleep=sleep), lambda link: DAY)
    assert archived.interrupted
    assert [bool(one.archive_url) for one in archived.results] == [True, True, True, False, False]


def test_after_repeated_refusals_no_more_is_asked_and_nothing_else_changes(toy, asking):
    archive = toy()
    archive.index = archive.timegate = status(429, TOO_MANY, retry_after="3600")
    asked = [result(f"http://example.org/{n}") for n in range(50)]
    archived = with_snapshots(asked, asking(archive), lambda link: DAY)
    assert archived.results == asked
    assert archived.unanswered == 50
    assert "asks to wait 3600 s" in archived.last_error
    assert archive.asked == ["index", "timegate", "index", "timegate", "timegate"]


def test_one_failure_among_successes_ends_nothing(toy, asking):
    archive = toy(*((f"2023011{n}120000", f"http://example.org/{n}", "200") for n in range(4)))
    plain = archive._rows
    archive.timegate = status(500)
    archive.index = in_turn(status(500), plain, status(500), plain)
    asked = [result(f"http://example.org/{n}") for n in range(4)]
    archived = with_snapshots(asked, asking(archive), lambda link: DAY)
    assert [bool(one.archive_url) for one in archived.results] == [False, True, False, True]
    assert archived.unanswered == 2


def test_only_the_dead_and_suspect_are_looked_up_and_each_address_once(toy, asking):
    archive = toy(*AROUND)
    asked = [
        result(),
        result(),
        result("http://example.org/ok", Verdict.OK),
        result("http://example.org/moved", Verdict.MOVED),
        result("http://example.org/wall", Verdict.BLOCKED),
        result("http://example.org/parked", Verdict.PARKED),
        result("http://example.org/long", Verdict.TIMEOUT, failed_since="2023-01-01"),
    ]
    archived = with_snapshots(asked, asking(archive), lambda link: DAY)
    assert [one.archive_url for one in archived.results] == [NEAREST, NEAREST, None, None, None, None, None]
    assert [query["url"][0].rpartition("/")[2] for query in archive.queries()] == ["study", "parked", "long"]


def test_passwords_and_fragments_are_not_sent(toy, asking):
    archive = toy(("20230111120000", "http://example.org/a?b=1", "200"))
    found = asking(archive).nearest("http://me:secret@Example.org/a?b=1#part", DAY)
    assert found.url == "https://web.archive.org/web/20230111120000/http://example.org/a?b=1#part"
    archive.index = status(503)
    assert asking(archive).nearest("http://me:secret@Example.org/a?b=1#part", DAY) == found
    assert "secret" not in repr(archive.server.log)
    assert "part" not in repr(archive.server.log)


def test_an_original_that_is_another_page_is_not_named(toy, asking):
    archive = toy()
    archive.index = lambda request, before: rows_answer(
        [["timestamp", "original", "statuscode"], ["20230111120000", "javascript:alert(1)", "200"]]
    )
    assert asking(archive).nearest(PAGE, DAY).url == NEAREST


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a",
        "http://[::1]/a",
        "http://10.1.2.3/a",
        "http://intranet/a",
        "http://wiki.internal/a",
        "https://web.archive.org/web/2020/http://example.org/",
        "ftp://example.org/a",
        "http://",
        "nonsense",
        "http://example.org:99999/",
    ],
)
def test_the_public_archive_is_not_told_what_is_private_or_no_page(url):
    class Silent:
        def get(self, url, **more):
            raise AssertionError(url)

        head = get

    assert Archive(Silent()).nearest(url, DAY) is None


def test_without_the_variable_the_public_archive_is_asked_slowly_and_by_public_addresses_only(monkeypatch, server):
    host = server()
    assert Archive.of({}).is_public
    assert not Archive.of({"LLMPRIMER_ARCHIVE_URL": host.url}).is_public
    stranger = Archive(Client(pause=0), host.url)
    with pytest.raises(NetworkError, match="is a private address"):
        stranger.nearest(PAGE, DAY)
    stranger.close()
    assert host.log == []


@pytest.mark.parametrize(
    ("accessed", "issued", "day"),
    [
        ("2023-01-13", "2020", "2023-01-13"),
        (None, "2020-05-06", "2020-05-06"),
        (None, "2020-02", "2020-02-15"),
        (None, "2021", "2021-07-02"),
        (None, None, "2026-01-01"),
        ("2027", None, "2026-01-01"),
    ],
)
def test_the_day_is_that_of_access_then_that_of_issue_then_today(accessed, issued, day):
    dates = {
        name: PartialDate.parse(text) for name, text in (("accessed", accessed), ("issued", issued)) if text is not None
    }
    record = Reference(citation_key="a", type="webpage", kind="blog", title="A", **dates)
    assert str(day_of_record(record, dt.date(2026, 1, 1))) == day


CATALOGUE = """\
schema_version: 1
title: A few
references:
  gone:
    type: webpage
    kind: blog
    title: Walking robots
    url: {host}/gone/page
    accessed: 2023-01-13
  here:
    type: webpage
    kind: blog
    title: Walking robots
    url: {host}/here
"""


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "markdown", None])
def test_every_format_shows_the_copy_and_trouble_changes_no_verdict(run, server, toy, tmp_path, monkeypatch, form):
    host = server()
    host.paths["/here"] = lambda request, before: Answer(body=page("Walking robots"))
    path = tmp_path / "list.yaml"
    path.write_text(CATALOGUE.replace("{host}", host.url))
    archive = toy(*((timestamp, host.url + "/gone/page", code) for timestamp, _, code in AROUND))
    monkeypatch.setenv("LLMPRIMER_ARCHIVE_URL", archive.url)
    monkeypatch.setenv("COLUMNS", "250")
    argv = [
        "check",
        path,
        "--allow-private",
        "--no-history",
        "--archive",
        "--delay",
        "0",
        *(["-f", form] if form else []),
    ]
    done = run(*argv)
    copy = f"https://web.archive.org/web/20230111120000/{host.url}/gone/page"
    assert done.status == 1
    assert copy in done.out
    assert "no answer" not in done.err
    if form == "json":
        by_key = {one["citation_key"]: one for one in json.loads(done.out)["results"]}
        assert (by_key["gone"]["archive_url"], by_key["here"]["archive_url"]) == (copy, None)
        assert by_key["gone"]["verdict"] == "not_found"
    archive.index = archive.timegate = status(500)
    done = run(*argv)
    assert done.status == 1
    assert "web.archive.org" not in done.out
    assert "not_found" in done.out
    assert "no answer from the archive for 1 link" in done.err


def test_without_the_option_the_archive_is_not_asked(run, server, toy, monkeypatch):
    host, archive = server(), toy()
    monkeypatch.setenv("LLMPRIMER_ARCHIVE_URL", archive.url)
    assert run("check", host.url + "/gone/page", "--allow-private", "--no-history").status == 1
    assert archive.server.log == []
