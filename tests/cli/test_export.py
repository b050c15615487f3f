"""`llmprimer export`."""

from __future__ import annotations

import io
import json
import os
import stat
import threading

import pytest

from export.records import NASTY, nasty, written


@pytest.fixture(autouse=True)
def nasty_catalogue(monkeypatch):
    monkeypatch.setenv("LLMPRIMER_CATALOGUE", str(NASTY))


def keys_of(text):
    return [item["id"] for item in json.loads(text)]


def test_everything_is_exported_when_nothing_is_said(run):
    done = run("export", "-f", "csl-json")
    assert done.status == 0
    assert done.out == written("csl-json")


def test_a_query_and_filters_select(run):
    assert keys_of(run("export", "attention", "--kind", "paper", "-f", "csl-json").out) == [
        "vaswani-2017",
        "maths-unicode",
    ]
    assert keys_of(run("export", "--until", "2001", "--type", "book", "-f", "csl-json").out) == ["single-names"]


def test_keys_keep_the_order_in_which_they_are_given(run):
    done = run("export", "--key", "von-jr", "--key", "cjk", "--key", "von-jr", "-f", "csl-json")
    assert keys_of(done.out) == ["von-jr", "cjk"]
    assert done.status == 0


def test_keys_come_from_standard_input(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"von-jr\ncjk emoji\n")))
    assert keys_of(run("export", "-", "-f", "csl-json").out) == ["von-jr", "cjk", "emoji"]


def test_keys_and_filters_must_both_hold(run):
    assert keys_of(run("export", "--key", "von-jr", "--key", "emoji", "--kind", "paper", "-f", "csl-json").out) == [
        "von-jr"
    ]


def test_an_unknown_key_is_named_and_the_others_are_exported(run):
    done = run("export", "--key", "von-x", "--key", "cjk", "-f", "csl-json")
    assert done.status == 1
    assert keys_of(done.out) == ["cjk"]
    assert 'no reference has the key "von-x"; did you mean "von-jr"?' in done.err


def test_what_a_document_cites_is_exported_and_what_is_missing_is_named(run, tmp_path):
    paper = tmp_path / "paper.tex"
    paper.write_text(r"\cite{cjk,nobody-2020} \parencite{vaswani-2017} \cite{CJK}")
    done = run("export", "--cited-in", paper, "-f", "csl-json")
    assert done.status == 1
    assert keys_of(done.out) == ["cjk", "vaswani-2017"]
    assert "nobody-2020" in done.err
    assert 'no reference has the key "CJK"; did you mean "cjk"?' in done.err
    paper.write_text(r"\nocite{*}")
    assert len(keys_of(run("export", "--cited-in", paper, "-f", "csl-json").out)) == len(nasty())


def test_a_document_that_cites_nothing_exports_nothing(run, tmp_path):
    paper = tmp_path / "paper.md"
    paper.write_text("Nothing.")
    done = run("export", "--cited-in", paper, "-f", "bibtex", "-o", tmp_path / "refs.bib")
    assert done.status == 1
    assert "cites nothing" in done.err
    assert not (tmp_path / "refs.bib").exists()


def test_an_empty_selection_writes_nothing_and_exits_1(run, tmp_path):
    done = run("export", "xyzzyplugh", "-f", "bibtex", "-o", tmp_path / "refs.bib")
    assert (done.status, done.out) == (1, "")
    assert "nothing fits" in done.err
    assert not (tmp_path / "refs.bib").exists()


def test_the_suffix_of_the_output_says_the_format_where_it_can(run, tmp_path):
    assert run("export", "-o", tmp_path / "refs.ris").status == 0
    assert (tmp_path / "refs.ris").read_text() == written("ris")
    done = run("export", "-o", tmp_path / "refs.bib")
    assert done.status == 2
    assert "biblatex or bibtex" in done.err
    assert run("export").status == 2
    assert run("export", "-o", tmp_path / "refs.doc").status == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ("-f", "bibtx"),
        ("-f", "bibtex", "--encoding", "ascii"),
        ("-f", "ris", "--encoding", "latex"),
        ("-f", "ris", "--prefer", "both"),
        ("-f", "ris", "--as-listed"),
    ],
)
def test_what_cannot_be_understood_exits_2(run, wrong):
    done = run("export", *wrong)
    assert (done.status, done.out) == (2, "")


def test_options_reach_the_format(run):
    from llmprimer.export import Options

    assert run("export", "-f", "bibtex", "--encoding", "latex").out == written("bibtex", Options(encoding="latex"))
    assert run("export", "-f", "ris", "--prefer", "preprint").out == written("ris", Options(prefer="preprint"))
    assert run("export", "-f", "markdown", "--as-listed").out == (
        "  - [[1706.03762] Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"
    )


def test_what_gets_lost_is_said_once_and_privately(run):
    done = run("export", "-f", "hayagriva")
    assert done.err.count("\n") == 1
    assert "topics (3, as in vaswani-2017)" in done.err
    assert "private" not in done.err
    assert "provenance" not in done.err


def test_characters_that_pdflatex_cannot_print_are_said(run):
    assert "pdflatex" in run("export", "--key", "cjk", "-f", "bibtex").err
    assert "pdflatex" not in run("export", "--key", "von-jr", "-f", "bibtex").err


def test_a_file_of_the_same_format_is_replaced_and_keeps_its_mode(run, tmp_path):
    path = tmp_path / "refs.bib"
    assert run("export", "--key", "cjk", "-f", "bibtex", "-o", path).status == 0
    path.chmod(0o640)
    assert run("export", "--key", "emoji", "-f", "biblatex", "-o", path).status == 0
    assert path.read_text().startswith("@software{emoji")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["refs.bib"]


def test_a_file_of_another_kind_is_replaced_only_by_force(run, tmp_path):
    path = tmp_path / "package.json"
    path.write_text('{"name": "mine"}')
    done = run("export", "-f", "csl-json", "-o", path)
    assert done.status == 2
    assert "--force" in done.err
    assert path.read_text() == '{"name": "mine"}'
    assert run("export", "-f", "csl-json", "-o", path, "--force").status == 0
    assert path.read_text() == written("csl-json")


def test_a_symbolic_link_is_followed_not_replaced(run, tmp_path):
    (tmp_path / "link.ris").symlink_to(tmp_path / "real.ris")
    assert run("export", "-f", "ris", "-o", tmp_path / "link.ris").status == 0
    assert (tmp_path / "link.ris").is_symlink()
    assert (tmp_path / "real.ris").read_text() == written("ris")


def test_a_failure_midway_leaves_what_was_there(run, tmp_path, monkeypatch):
    from llmprimer.export.ris import Ris

    path = tmp_path / "refs.ris"
    path.write_text("TY  - old\n")

    def fail(self, references, header, out, options):
        out.write("TY  - half")
        raise KeyboardInterrupt

    monkeypatch.setattr(Ris, "write", fail)
    assert run("export", "-f", "ris", "-o", path).status == 130
    assert path.read_text() == "TY  - old\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["refs.ris"]


def test_a_place_that_cannot_be_written_exits_3(run, tmp_path):
    assert run("export", "-f", "ris", "-o", tmp_path / "nowhere" / "refs.ris").status == 3
    assert run("export", "-f", "ris", "-o", tmp_path).status == 3


def test_a_pipe_is_written_to_as_it_is(run, tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got = []
    reader = threading.Thread(target=lambda: got.append(path.read_text()))
    reader.start()
    assert run("export", "-f", "ris", "-o", path).status == 0
    reader.join(10)
    assert got == [written("ris")]
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_the_list_of_formats_has_them_all(run):
    from llmprimer import export

    lines = run("export", "--list-formats").out.splitlines()
    assert lines[0].split()[:2] == ["format", "suffix"]
    assert [line.split()[0] for line in lines[1:]] == export.names()
    assert [line.split()[1] for line in lines[1:]] == [export.get(name).suffix for name in export.names()]


def test_help_imports_no_format(python):
    code = """
import sys
from llmprimer.cli import main
main(["export", "--help"])
print([name for name in sys.modules if name.startswith(("llmprimer.export", "llmprimer.model", "pydantic", "yaml"))])
"""
    assert python(code).splitlines()[-1] == "[]"
