"""Repairs of Markdown and BibTeX files: the address changes, everything around it keeps every byte."""

from __future__ import annotations

import os

import pytest

from links.archive import ToyArchive
from links.hostile import ok, redirect
from llmprimer.links import Link
from llmprimer.links.model import LinkResult, Probe, Verdict
from llmprimer.links.repair.texts import repair_text

MARKDOWN = """\
# A list\r
- [Old]({host}/old) and [again](<{host}/old> "title"), see {host}/old.\r
- [Longer]({host}/old/more) and {host}/old.html are other addresses.\r
- [Gone]({host}/gone), [for now]({host}/for-now)\r
\r
[ref]: {host}/old\r
```\r
curl {host}/old\r
```\r
caf\xe9\r
"""
BIBTEX = """\
% {host}/old
@misc{a, title = {Old}, url = {{host}/old},
  note = {See {host}/old today}}
@misc{b, howpublished = {\\url{{host}/old}}, url = "{host}/old/more"}
"""


@pytest.fixture
def host(server):
    host = server()
    here = ok(text="walking robots " + "that walk and walk " * 80)
    host.paths |= {
        "/old": redirect(301, "/new"),
        "/new": here,
        "/for-now": redirect(302, "/new"),
        "/old/more": here,
        "/old.html": here,
    }
    return host


@pytest.fixture
def fix(run):
    def call(*argv):
        return run("check", *argv, "--fix", "--allow-private", "--no-history", "--delay", "0", "--retries", "0")

    return call


def written(path, text, host):
    path.write_bytes(text.replace("{host}", host.url).encode("latin-1"))
    return path


def test_markdown_gets_the_new_address_everywhere_but_in_code(fix, host, tmp_path):
    path = written(tmp_path / "list.md", MARKDOWN, host)
    done = fix(path, "--yes")
    lines = MARKDOWN.replace("{host}", host.url).split("\r\n")
    for place in (1, 5):
        lines[place] = lines[place].replace("/old", "/new")
    assert path.read_bytes() == "\r\n".join(lines).encode("latin-1")
    assert f"+- [Old]({host.url}/new) and [again](<{host.url}/new>" in done.err + done.out
    assert "list.md is written" in done.err


def test_bibtex_gets_it_in_fields_for_addresses_alone(fix, host, tmp_path):
    path = written(tmp_path / "list.bib", BIBTEX, host)
    assert "is written" in fix(path, "--yes").err
    expected = BIBTEX.replace("url = {{host}/old}", "url = {{host}/new}").replace(
        "\\url{{host}/old}", "\\url{{host}/new}"
    )
    assert path.read_text() == expected.replace("{host}", host.url)


@pytest.mark.parametrize("name", ["list.md", "list.bib"])
def test_nothing_is_written_without_consent_or_in_a_dry_run(fix, host, tmp_path, name):
    path = written(tmp_path / name, MARKDOWN if name.endswith("md") else BIBTEX, host)
    before = path.read_bytes()
    done = fix(path)
    assert done.status == 1
    assert "--yes writes it" in done.err
    done = fix(path, "--dry-run")
    assert "/new" in done.err + done.out
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [name]


def test_a_dead_link_of_a_list_becomes_its_archived_copy(fix, server, host, tmp_path, monkeypatch):
    toy = ToyArchive(server(), ("20230113120000", host.url + "/gone", "200"))
    monkeypatch.setenv("LLMPRIMER_ARCHIVE_URL", toy.url)
    path = written(tmp_path / "list.md", MARKDOWN, host)
    fix(path, "--archive", "--yes")
    assert f"[Gone](https://web.archive.org/web/20230113120000/{host.url}/gone)" in path.read_bytes().decode("latin-1")
    bib = written(tmp_path / "list.bib", "@misc{a, url = {{host}/gone}}\n", host)
    done = fix(bib, "--archive", "--yes")
    assert "the archived copy is not written here: https://web.archive.org/" in done.err


def test_a_catalogue_and_a_list_are_repaired_in_one_run(fix, host, tmp_path):
    listed = written(tmp_path / "list.md", "[a]({host}/old)\n", host)
    text = "title: A\nreferences:\n  a:\n    type: webpage\n    kind: website\n    title: A\n    url: {host}/old\n"
    catalogue = written(tmp_path / "references.yaml", text, host)
    fix(listed, catalogue, "--yes")
    assert listed.read_text() == f"[a]({host.url}/new)\n"
    assert f"url: {host.url}/new" in catalogue.read_text()


def moved(old: str, new: str) -> LinkResult:
    return LinkResult(Link(old), Verdict.MOVED, "moved", "r", Probe(old, final_url=new), moved_to=new)


OLD = "https://example.org/a"


@pytest.mark.parametrize(
    ("form", "text", "new", "reason"),
    [
        ("markdown", f"[a]({OLD})", "http://example.org/b", "not encrypted"),
        ("markdown", f"[a]({OLD}) https://example.org/b", "https://example.org/b", "another link in the file has"),
        ("markdown", f"[a]({OLD})", "https://example.org/b_(c)", "characters that the format"),
        ("bibtex", f"@misc{{a, url = {{{OLD}}}}}", "https://example.org/{b}", "characters that the format"),
        ("bibtex", f"@misc{{a, note = {{{OLD}}}}}", "https://example.org/b", "in a part that is not changed"),
        ("markdown", "[a](https://example.org/a&amp;b)", "https://example.org/b", "spells it differently"),
    ],
)
def test_what_is_not_sure_is_left_alone_and_named(form, text, new, reason):
    repairs = repair_text(text, form, [moved(OLD, new)])
    assert (repairs.text, repairs.changed) == (text, 0)
    ((url, said),) = repairs.refused
    assert url == OLD
    assert reason in said


def test_two_links_do_not_become_one():
    text = f"[a]({OLD}) [b](https://example.org/b)"
    both = [moved(OLD, "https://example.org/c"), moved("https://example.org/b", "https://example.org/c")]
    repairs = repair_text(text, "markdown", both)
    assert (repairs.text, len(repairs.refused)) == (text, 2)
