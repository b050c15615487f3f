"""Repairs written into catalogues: only what is sure, only those lines, only with consent."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import llmprimer
from links.archive import ToyArchive
from links.hostile import Answer, ok, page, redirect, status
from llmprimer.catalogue import CatalogueContent
from llmprimer.links import Link
from llmprimer.links.model import LinkResult, Probe, Verdict
from llmprimer.links.repair.repairs import plan_repairs, reason_to_keep
from llmprimer.model import Reference

ANSWERED = "https://web.archive.org/web/20230113120000/"
TEXT = """\
# A list that somebody keeps by hand.
schema_version: 1
title:   'Links, old and new'
references:
  # Moved for good, in two steps.
  a-moved:   # since 2020
    type: webpage
    kind: blog
    title: "Walking robots"
    url:   {host}/old#part   # checked by hand
    accessed: 2023-01-13

  b-for-now:
    type: webpage
    kind: blog
    title: Walking robots
    url: '{host}/for-now'

  c-gone:
    type: webpage
    kind: blog
    title: 'Walking robots'
    url: {host}/gone
    # Read in a train.
    accessed: 2023-01-13
  d-flow: {type: webpage, kind: blog, title: 'Walking: robots', url: '{host}/flow', accessed: 2023-01-13}  # short
  e-flow: {
    type: webpage, kind: blog,   # two to a line
    title: Walking robots, url: {host}/old-flow,
    topics: [],
  }
  f-kept:
    type: webpage
    kind: blog
    title: Walking robots
    url: {host}/gone-too
    archive_url: https://web.archive.org/web/2019/http://example.org/
  g-fine:
    type: webpage
    kind: blog
    title: Walking robots
    url: {host}/fine
# The end.
"""
#: The lines that the repair of TEXT changes, as they are afterwards.
NEW_URL = "    url: {host}/new#part   # checked by hand\n"
NEW_FLOW = "    title: Walking robots, url: {host}/new-flow,\n"


@pytest.fixture
def host(server):
    host = server()
    here = ok(text="robots <a id='part'>here</a> " + "that walk and walk " * 80)
    host.paths |= {
        "/old": redirect(301, "/older"),
        "/older": redirect(308, "/new"),
        "/new": here,
        "/for-now": redirect(302, "/new"),
        "/old-flow": redirect(301, "/new-flow"),
        "/new-flow": here,
        "/fine": here,
    }
    return host


@pytest.fixture
def archive(server, host, monkeypatch):
    captures = [("20230113120000", host.url + path, "200") for path in ("/gone", "/flow", "/gone-too")]
    toy = ToyArchive(server(), *captures)
    monkeypatch.setenv("LLMPRIMER_ARCHIVE_URL", toy.url)
    return toy


@pytest.fixture
def path(tmp_path, host):
    return written(tmp_path / "list.yaml", TEXT, host)


def written(path, text, host, newline="\n"):
    path.write_bytes(text.replace("{host}", host.url).replace("\n", newline).encode())
    return path


@pytest.fixture
def fix(run):
    def call(*argv):
        return run("check", *argv, "--fix", "--allow-private", "--no-history", "--delay", "0", "--retries", "0")

    return call


def repaired(host, *, archived=False):
    """TEXT with the repairs by hand."""
    lines = TEXT.splitlines(keepends=True)
    lines[9], lines[28] = NEW_URL, NEW_FLOW
    if archived:
        lines[25] = lines[25].replace("/flow', ", f"/flow', archive_url: {ANSWERED}{{host}}/flow, ")
        lines.insert(23, f"    archive_url: {ANSWERED}{{host}}/gone\n")
    return "".join(lines).replace("{host}", host.url)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_those_lines_change(fix, host, tmp_path, newline):
    path = written(tmp_path / "list.yaml", TEXT, host, newline)
    done = fix(path, "--yes")
    before = TEXT.replace("{host}", host.url).replace("\n", newline).encode().splitlines(keepends=True)
    after = path.read_bytes().splitlines(keepends=True)
    assert [n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [9, 28]
    assert path.read_bytes() == repaired(host).replace("\n", newline).encode()
    assert done.status == 1  # there are dead links still
    assert "is written" in done.err
    assert CatalogueContent.read(path)["a-moved"].url == host.url + "/new#part"


def test_copies_are_written_where_there_are_none(fix, host, archive, path):
    done = fix(path, "--archive", "--yes")
    assert path.read_text() == repaired(host, archived=True)
    catalogue = CatalogueContent.read(path)
    assert catalogue["c-gone"].archive_url == f"{ANSWERED}{host.url}/gone"
    assert catalogue["d-flow"].archive_url == f"{ANSWERED}{host.url}/flow"
    assert catalogue["f-kept"].archive_url == "https://web.archive.org/web/2019/http://example.org/"
    assert catalogue["g-fine"].archive_url is None
    assert done.status == 1
    again = fix(path, "--archive", "--yes")
    assert "nothing to change" in again.err


def test_nothing_is_written_without_yes(fix, path):
    before = path.read_bytes()
    done = fix(path)
    assert path.read_bytes() == before
    assert done.status == 1
    assert "+    url: " in done.err
    assert "+++ " not in done.out
    assert "nothing is written; --yes writes it" in done.err


def test_a_refusal_in_a_pipe_is_told_by_the_exit_status_even_if_all_links_live(fix, host, tmp_path):
    path = written(tmp_path / "list.yaml", TEXT[: TEXT.index("\n  c-gone")], host)
    assert fix(path).status == 1
    assert fix(path, "--dry-run").status == 0
    assert fix(path, "--yes").status == 0
    assert fix(path).status == 0


def test_a_dry_run_shows_and_writes_nothing_even_with_yes(fix, path):
    before = path.read_bytes()
    done = fix(path, "--dry-run", "--yes")
    assert path.read_bytes() == before
    assert "+    url: " in done.err
    assert "+++ " not in done.out
    assert "written" not in done.err


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "junit"])
def test_a_machine_gets_the_report_alone(fix, path, form, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")  # as on a terminal, where the diff would stand below a table
    assert "+    url: " in fix(path, "--dry-run").out
    done = fix(path, "-f", form, "--yes")
    assert "+++ " not in done.out
    assert "+    url: " in done.err
    if form == "json":
        assert len(json.loads(done.out)["results"]) == 7


def test_the_catalogue_in_use_is_fixed_and_only_the_selection(fix, run, host, path):
    assert fix("key:a-moved", "--catalogue", path, "--yes").status == 0
    catalogue = CatalogueContent.read(path)
    assert catalogue["a-moved"].url == host.url + "/new#part"
    assert catalogue["e-flow"].url == host.url + "/old-flow"


def test_the_catalogue_of_an_installed_package_is_not_changed(tmp_path):
    shutil.copytree(Path(llmprimer.__file__).parent, tmp_path / "llmprimer")
    shutil.copytree(Path(__file__).resolve().parents[2] / "data", tmp_path / "llmprimer" / "data", dirs_exist_ok=True)
    # A query that nothing fits: whatever goes wrong here, nobody is asked.
    argv = [sys.executable, "-m", "llmprimer", "check", "zzzzqqqq", "--fix", "--yes", "--no-history"]
    done = subprocess.run(
        argv, env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "the built-in catalogue cannot be changed" in done.stderr


@pytest.mark.parametrize("other", ["list.txt", "list.html", "https://example.org/", "-"])
def test_what_cannot_be_repaired_is_not_fixed_nor_asked(fix, host, path, tmp_path, other, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.txt").write_text(f"[Walking robots]({host.url}/old)\n")
    (tmp_path / "list.html").write_text(f'<a href="{host.url}/old">Walking robots</a>')
    done = fix(path, other, "--yes")
    assert done.status == 2
    assert "--fix writes into catalogues, Markdown and .bib files only" in done.err
    assert "hint:" in done.err
    assert host.log == []


def test_several_catalogues_are_fixed_each(fix, host, tmp_path):
    one = written(tmp_path / "one.yaml", TEXT, host)
    two = written(tmp_path / "two.yaml", TEXT[: TEXT.index("\n  c-gone")], host)
    fix(one, two, one, "--yes")
    for path in (one, two):
        assert CatalogueContent.read(path)["a-moved"].url == host.url + "/new#part"


def test_an_error_in_one_catalogue_does_not_keep_back_another(fix, host, tmp_path):
    one = written(tmp_path / "one.yaml", TEXT, host)
    two = written(tmp_path / "two.yaml", TEXT.replace("A list", "Another list"), host)
    plain = host.paths["/older"]

    def spoil(request, before):
        one.write_text("schema_version: 1\ntitle: [\n")
        return plain(request, before)

    host.paths["/older"] = spoil
    done = fix(one, two, "--yes")
    assert done.status == 3
    assert "one.yaml" in done.err
    assert one.read_text() == "schema_version: 1\ntitle: [\n"
    assert CatalogueContent.read(two)["a-moved"].url == host.url + "/new#part"


def test_a_record_that_changed_during_the_check_is_left(fix, host, path):
    plain = host.paths["/older"]

    def edit(request, before):
        path.write_text(path.read_text().replace("/old#part", "/by-hand").replace("A list", "My list"))
        return plain(request, before)

    host.paths["/older"] = edit
    done = fix(path, "--yes")
    assert "a-moved: its record has changed since it was checked" in done.err
    assert CatalogueContent.read(path)["a-moved"].url == host.url + "/by-hand"
    assert CatalogueContent.read(path)["e-flow"].url == host.url + "/new-flow"
    assert path.read_text().startswith("# My list")


def test_a_file_that_changes_after_the_diff_is_not_overwritten(fix, path, monkeypatch):
    from llmprimer.cli import changing

    shown = changing.show_diff

    def show(diff, **more):
        shown(diff, **more)
        path.write_text(
            path.read_text().replace("a-moved:   # since 2020\n", "a-moved:   # since 2020\n    # added meanwhile\n")
        )

    monkeypatch.setattr(changing, "show_diff", show)
    before = path.read_text()
    done = fix(path, "--yes")
    assert done.status == 3
    assert "changed since it was read" in done.err
    assert path.read_text() == before.replace(
        "a-moved:   # since 2020\n", "a-moved:   # since 2020\n    # added meanwhile\n"
    )


RECORD = """\
  {key}:
    type: webpage
    kind: blog
    title: Walking robots
    url: {url}
"""


def catalogue(tmp_path, **urls):
    path = tmp_path / "list.yaml"
    records = "".join(RECORD.format(key=key, url=url) for key, url in urls.items())
    path.write_text(f"schema_version: 1\ntitle: A few\nreferences:\n{records}")
    return path


def test_the_address_of_another_record_is_not_taken(fix, host, tmp_path):
    path = catalogue(tmp_path, a=host.url + "/old", b=host.url + "/new")
    before = path.read_bytes()
    done = fix(path, "--yes")
    assert path.read_bytes() == before
    assert f"a: its address stays, b has the new one already: {host.url}/new" in done.err
    assert done.status == 0


def test_two_records_do_not_become_one(fix, host, tmp_path):
    path = catalogue(tmp_path, a=host.url + "/old", b=host.url + "/older")
    before = path.read_bytes()
    done = fix(path, "--yes")
    assert path.read_bytes() == before
    assert done.err.count("others would move to the same one") == 2


def test_records_of_one_address_go_on_together_and_so_do_places_in_a_page(fix, host, tmp_path):
    old = host.url + "/old"
    path = catalogue(tmp_path, a=old, b=old, c=old + "#part")
    assert fix(path, "--yes").status == 0
    read = CatalogueContent.read(path)
    new = host.url + "/new"
    assert [read[key].url for key in "abc"] == [new, new, new + "#part"]


def test_a_chain_is_written_as_far_as_it_is_permanent(fix, host, tmp_path):
    host.paths |= {"/a": redirect(301, "/b"), "/b": redirect(302, "/new")}
    path = catalogue(tmp_path, a=host.url + "/a")
    assert fix(path, "--yes").status == 0
    assert CatalogueContent.read(path)["a"].url == host.url + "/b"


def test_what_is_not_alive_in_the_end_has_not_moved(fix, host, tmp_path):
    host.paths |= {"/a": redirect(301, "/b"), "/c/d": redirect(301, "/"), "/": ok("Home")}
    path = catalogue(tmp_path, a=host.url + "/a", c=host.url + "/c/d")
    before = path.read_bytes()
    assert fix(path, "--yes").status == 1
    assert path.read_bytes() == before


def test_what_history_knows_to_have_moved_is_written(run, host, tmp_path):
    path = catalogue(tmp_path, a=host.url + "/old")
    argv = ["check", path, "--allow-private", "--history", tmp_path / "h.sqlite3", "--max-age", "7d"]
    assert run(*argv).status == 0
    asked = len(host.log)
    assert run(*argv, "--fix", "--yes").status == 0
    assert len(host.log) == asked
    assert CatalogueContent.read(path)["a"].url == host.url + "/new"


def test_a_parked_page_gets_the_copy_from_the_day_it_was_read(fix, server, host, tmp_path, monkeypatch):
    host.paths["/sold"] = lambda request, before: Answer(
        body=page("example.com", "This domain is for sale. Buy this domain.")
    )
    path = catalogue(tmp_path, a=host.url + "/sold")
    path.write_text(path.read_text() + "    accessed: 2023-01-13\n")
    archive = ToyArchive(
        server(), ("20260101000000", host.url + "/sold", "200"), ("20230110000000", host.url + "/sold", "200")
    )
    monkeypatch.setenv("LLMPRIMER_ARCHIVE_URL", archive.url)
    assert fix(path, "--archive", "--yes").status == 0
    assert CatalogueContent.read(path)["a"].archive_url == f"https://web.archive.org/web/20230110000000/{host.url}/sold"
    assert CatalogueContent.read(path)["a"].url == host.url + "/sold"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("http://example.org/a", "https://example.org/a"),
        ("http://example.org/", "https://www.example.org/en/"),
        ("http://example.org/a", "https://example.org/en/a"),
        ("https://blog.example.org/2020/a", "https://example.com/blog/a"),
        ("http://example.org/?p=42", "https://example.org/2020/walking-robots/"),
        ("http://example.org/view?id=42", "https://example.org/view/42"),
        ("http://example.org/view?id=42&old=1", "https://example.org/view?page=42"),
        ("http://dx.doi.org/10.1000/42", "https://doi.org/10.1000/42"),
        ("http://bit.ly/abc", "https://example.org/study"),
        ("https://example.org/login", "https://example.org/sign-in"),
        ("https://example.org/authors/a", "https://example.org/people/a"),
        ("https://example.org/a?utm_source=x", "https://example.org/b?utm_source=x"),
    ],
)
def test_a_maintainer_would_write_this(old, new):
    assert reason_to_keep(old, new) is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("https://example.org/a", "http://example.org/b", "not encrypted"),
        ("http://example.org/a", "https://me:secret@example.org/a", "password"),
        ("http://example.org/a", "https://example.org/a;jsessionid=1A2B", "session id"),
        ("http://example.org/a", "https://example.org/a?PHPSESSID=1a2b", "session id"),
        ("http://example.org/a", "https://example.org/a?v=2&session_id=1a2b", "session id"),
        ("http://example.org/a", "https://files.example.org/a?X-Amz-Signature=1a2b", "session id"),
        ("http://example.org/a", "https://example.org/b?utm_source=redirect", "tracking"),
        ("http://example.org/a?utm_source=mail", "https://example.org/a", "parameters"),
        ("http://example.org/view?id=42", "https://example.org/view", "lacks parameters"),
        ("http://example.org/a", "https://example.org/login?next=/a", "login"),
        ("http://example.org/a", "https://accounts.example.org/a", "login"),
        ("http://example.org/a", "https://consent.example.org/m?continue=a", "consent"),
        ("http://example.org/a", "https://example.org/cookie-wall?to=/a", "consent"),
        ("http://example.org/a", "https://example.org/captcha/a", "consent"),
        ("http://example.org/a", "https://example.com/", "home page"),
        ("http://example.org/", "https://example.com/", "home page"),
        ("http://example.org/a/b", "https://example.org/en/", "home page"),
        ("https://doi.org/10.1000/42", "https://example.org/article/42", "persistent identifier"),
        ("https://purl.org/x/y", "https://example.org/y", "persistent identifier"),
        ("http://example.org/a", "https://example.org/" + "a" * 3000, "not a valid address"),
        ("http://example.org/a", "https://example.org/a b", "not a valid address"),
        ("http://example.org/a", "ftp://example.org/a", "not a valid address"),
        ("http://example.org/a", "https://example.org:99999/a", "not a valid address"),
    ],
)
def test_an_unsuitable_new_address_is_refused(old, new, reason):
    assert reason in (reason_to_keep(old, new) or "")


def test_a_refusal_is_reported_and_the_rest_written(fix, host, tmp_path):
    host.paths |= {"/s": redirect(301, "/new?sid=42")}
    path = catalogue(tmp_path, a=host.url + "/old", s=host.url + "/s")
    done = fix(path, "--yes")
    assert f"s: its address stays, the new one has a session id: {host.url}/new?sid=42" in done.err
    assert CatalogueContent.read(path)["a"].url == host.url + "/new"
    assert CatalogueContent.read(path)["s"].url == host.url + "/s"


def test_uncertain_links_get_no_copy_though_they_have_one():
    record = Reference(citation_key="a", type="webpage", kind="blog", title="A", url="https://example.org/a")
    link = Link("https://example.org/a", "a")
    for verdict, changes in ((Verdict.TIMEOUT, 0), (Verdict.GONE, 1), (Verdict.DRIFTED, 1), (Verdict.OK, 0)):
        result = LinkResult(link, verdict, "because", "test", Probe(link.url), archive_url=ANSWERED + link.url)
        assert len(plan_repairs([result], {"a": record}).changes) == changes


def test_consent_is_asked_for_on_a_terminal(path, tmp_path, host):
    """A real terminal: the answer no leaves the file alone, yes writes it."""
    pty = pytest.importorskip("pty")
    for answer, changed in (("n", False), ("y", True)):
        copy = tmp_path / f"{answer}.yaml"
        shutil.copy(path, copy)
        before = copy.read_bytes()
        ours, theirs = pty.openpty()
        argv = ["check", str(copy), "--fix", "--allow-private", "--no-history", "--delay", "0", "--retries", "0"]
        child = subprocess.Popen(
            [sys.executable, "-m", "llmprimer", *argv], stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
        )
        os.close(theirs)
        seen = b""
        reader = threading.Timer(60, child.kill)
        reader.start()
        while True:
            try:
                data = os.read(ours, 65_536)
            except OSError:
                break
            if not data:
                break
            seen += data
            if b"Write " in seen and answer:
                os.write(ours, answer.encode() + b"\n")
                answer = ""
        child.wait()
        reader.cancel()
        os.close(ours)
        assert b"Write " in seen, seen
        assert (copy.read_bytes() != before) is changed


def test_the_archive_is_not_asked_without_its_option(fix, archive, path):
    fix(path, "--yes")
    assert archive.server.log == []
    assert "archive_url" in path.read_text()  # the one that was there


def test_a_server_error_at_the_archive_changes_neither_file_nor_status(fix, host, archive, path):
    archive.index = archive.timegate = status(500)
    done = fix(path, "--archive", "--yes")
    assert done.status == 1
    assert "no answer from the archive for 3 links" in done.err
    assert path.read_text() == repaired(host)
