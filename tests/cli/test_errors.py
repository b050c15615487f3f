"""Errors of commands that take works in: what was wrong, where, and what to do next, on standard error, and nothing written."""

from __future__ import annotations

import sys

import pytest

from llmprimer.catalogue.scaffold import start_catalogue
from llmprimer.cli import main
from llmprimer.errors import ExitCode


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["import", "LIST.md", "--format", "markdwn"], ExitCode.USAGE, 'unknown form "markdwn"; did you mean "markdown"?'),
        (["import", "missing.md"], ExitCode.CATALOGUE, "missing.md: no such file"),
        (["import", "broken.json"], ExitCode.CATALOGUE, "broken.json:1: not valid JSON"),
        (["add", "some words"], ExitCode.USAGE, "some words"),
        (["add", "2203.02155", "2203.02156", "--key", "x"], ExitCode.USAGE, "a key names one work, and 2 identifiers are given"),
    ],
)  # fmt: skip
def test_an_error_says_what_was_wrong_and_writes_nothing(tmp_path, monkeypatch, capsys, arguments, status, said):
    start_catalogue(tmp_path, "Lamps")
    (tmp_path / "LIST.md").write_text("- [Lamps](https://a.example.org/)\n", encoding="utf-8")
    (tmp_path / "broken.json").write_text("[{", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    before = (tmp_path / "references.yaml").read_bytes()
    assert main([*arguments, "--catalogue", "references.yaml"]) == status
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err
    assert told.out == ""
    assert (tmp_path / "references.yaml").read_bytes() == before


def test_a_folder_in_the_place_of_a_catalogue_is_told_with_the_file_in_it(tmp_path, capsys):
    start_catalogue(tmp_path, "Lamps")
    assert main(["search", "lamps", "--catalogue", str(tmp_path)]) == ExitCode.CATALOGUE
    told = capsys.readouterr().err
    assert f"{tmp_path}: a folder, no file" in told
    assert f"hint: its catalogue is {tmp_path / 'references.yaml'}" in told


def test_the_name_of_a_file_is_none_of_a_folder_to_start_in(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["init", "lamps.yaml"]) == ExitCode.USAGE
    assert "`llmprimer init lamps` makes lamps/references.yaml" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_while_the_parser_is_imported_has_no_traceback(run, monkeypatch):
    class Interrupting:
        def find_spec(self, name, path=None, target=None):
            if name == "llmprimer.cli.app":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "llmprimer.cli.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    outcome = run("list")
    assert (outcome.status, outcome.out, outcome.err) == (130, "", "llmprimer: interrupted\n")
