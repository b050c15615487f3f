"""`llmprimer export`."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import threading

import pytest

from export.records import NASTY, nasty, written
from llmprimer import export


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


def without_stamps(text):
    """What a BibTeX file has besides the comments by which llmprimer knows its own entries."""
    return re.sub(r"^% llmprimer [0-9a-f]{8}\n", "", text, flags=re.MULTILINE)


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
    for name, form in (("refs.json", "csl-json"), ("refs.yml", "hayagriva"), ("refs.md", "markdown")):
        assert run("export", "-o", tmp_path / name).status == 0
        assert export.get(form).recognises((tmp_path / name).read_text())
    assert run("export", "-o", tmp_path / "refs.bib").status == 0
    assert without_stamps((tmp_path / "refs.bib").read_text()) == written("bibtex")
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


def test_what_gets_lost_is_said_briefly_and_by_name_only_when_asked_for(run):
    done = run("export", "-f", "hayagriva")
    assert re.fullmatch(
        r"llmprimer: hayagriva cannot hold \d+ fields of the catalogue \(--verbose names them\)\n", done.err
    )
    done = run("export", "-f", "hayagriva", "--verbose")
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
    assert without_stamps(path.read_text()).startswith("@misc{emoji")
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


HAND_WRITTEN = "@article{mine,\n  title = {Mine},\n  year = 2020\n}\n"


def test_a_bibliography_that_a_person_wrote_or_edited_is_not_replaced(run, tmp_path):
    path = tmp_path / "paper.bib"
    path.write_text(HAND_WRITTEN)
    done = run("export", "--key", "von-jr", "-o", path)
    assert (done.status, path.read_text()) == (2, HAND_WRITTEN)
    assert "--force" in done.err
    assert "--update" in done.err
    assert run("export", "--key", "von-jr", "-o", path, "--force").status == 0
    assert run("export", "--key", "von-jr", "--key", "single-names", "-o", path).status == 0
    ours = path.read_text()
    for edited in (ours + HAND_WRITTEN, "% my bibliography\n" + ours, ours.replace("Plato", "Platon")):
        path.write_text(edited)
        assert run("export", "--key", "von-jr", "-o", path).status == 2
        assert path.read_text() == edited


@pytest.mark.parametrize("name", ["refs.yml", "refs.yaml", "refs.html", "refs.md"])
def test_a_file_with_comments_that_was_edited_is_not_replaced(run, tmp_path, name):
    path = tmp_path / name
    assert run("export", "-o", path).status == 0
    assert run("export", "-o", path).status == 0
    edited = path.read_text().replace("Attention", "Inattention", 1)
    path.write_text(edited)
    assert run("export", "-o", path).status == 2
    assert path.read_text() == edited


def test_a_bibliography_is_updated_and_every_other_byte_stays(run, tmp_path):
    path = tmp_path / "paper.bib"
    before = b"\xef\xbb\xbf% mine\r\n@string{x = {y}}\r\n@ARTICLE (odd, title = {t})\r\n@book{ Single-Names ,\r\n title={Not {his}}}\r\n  "
    path.write_bytes(before)
    done = run("export", "--key", "von-jr", "--key", "single-names", "-o", path, "--update")
    assert done.status == 0
    assert "1 added, 1 not touched, because they are not llmprimer's" in done.err
    first = path.read_bytes()
    assert first.startswith(before + b"\r\n\r\n% llmprimer ")
    assert b"@article{von-jr,\r\n" in first
    assert b"\n" not in first.replace(b"\r\n", b"")
    # The same again changes nothing; what has changed in the catalogue is renewed in its place.
    assert run("export", "--key", "von-jr", "-o", path, "--update").status == 0
    assert path.read_bytes() == first
    after = b"\r\n@misc{last, title={l}}"
    path.write_bytes(first + after)
    done = run("export", "--key", "von-jr", "-f", "biblatex", "-o", path, "--update")
    assert "1 renewed" in done.err
    renewed = path.read_bytes()
    assert renewed.startswith(before)
    assert renewed.endswith(after)
    assert b"journaltitle" in renewed
    # What a person changed in llmprimer's entry is theirs.
    edited = renewed.replace(b"Particles and suffixes", b"Particles")
    path.write_bytes(edited)
    done = run("export", "--key", "von-jr", "-o", path, "--update")
    assert "1 not touched, because they were edited" in done.err
    assert path.read_bytes() == edited


def test_an_update_needs_a_bibtex_file_that_can_be_read(run, tmp_path):
    assert run("export", "-f", "ris", "-o", tmp_path / "refs.ris", "--update").status == 2
    assert run("export", "-f", "bibtex", "--update").status == 2
    path = tmp_path / "latin.bib"
    path.write_bytes("@misc{é}".encode("latin-1"))
    done = run("export", "--key", "von-jr", "-o", path, "--update")
    assert done.status == 3
    assert "not UTF-8" in done.err
    assert path.read_bytes() == "@misc{é}".encode("latin-1")
    new = tmp_path / "new.bib"
    assert run("export", "--key", "von-jr", "-o", new, "--update").status == 0
    assert without_stamps(new.read_text()) == run("export", "--key", "von-jr", "-f", "bibtex").out


def test_summaries_are_exported_only_when_asked_for(run):
    for form, name in (("bibtex", "annote"), ("biblatex", "annotation")):
        assert f"{name} = " not in run("export", "-f", form).out
        assert f"{name} = " in run("export", "-f", form, "--annotations").out


def test_files_that_a_document_takes_in_are_read_too(run, tmp_path):
    (tmp_path / "part.tex").write_text(r"\cite{von-jr}")
    (tmp_path / "paper.tex").write_text(r"\cite{cjk} \input{part} \include{gone}")
    done = run("export", "--cited-in", tmp_path / "paper.tex", "-f", "csl-json")
    assert keys_of(done.out) == ["cjk", "von-jr"]
    assert "not read: gone: no such file" in done.err


def test_a_symbolic_link_is_followed_not_replaced(run, tmp_path):
    (tmp_path / "link.ris").symlink_to(tmp_path / "real.ris")
    assert run("export", "-f", "ris", "-o", tmp_path / "link.ris").status == 0
    assert (tmp_path / "link.ris").is_symlink()
    assert (tmp_path / "real.ris").read_text() == written("ris")


def test_a_failure_midway_leaves_what_was_there(run, tmp_path, monkeypatch):
    from llmprimer.export.ris import Ris

    path = tmp_path / "refs.ris"
    path.write_text("TY  - GEN\nID  - old\n")

    def fail(self, references, header, out, options):
        out.write("TY  - half")
        raise KeyboardInterrupt

    monkeypatch.setattr(Ris, "write", fail)
    assert run("export", "-f", "ris", "-o", path).status == 130
    assert path.read_text() == "TY  - GEN\nID  - old\n"
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
    assert [line.split()[0] for line in lines[1:]] == export.format_ids()
    assert [line.split()[1] for line in lines[1:]] == [export.get(name).suffix for name in export.format_ids()]


def test_help_imports_no_format(python):
    code = """
import sys
from llmprimer.cli import main
main(["export", "--help"])
print([name for name in sys.modules if name.startswith(("llmprimer.export", "llmprimer.model", "pydantic", "yaml"))])
"""
    assert python(code).splitlines()[-1] == "[]"
