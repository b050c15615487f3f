"""What docs/importing.md shows is what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from llmprimer.catalogue.scaffold import start_catalogue
from llmprimer.cli import main
from llmprimer.errors import ExitCode
from llmprimer.importing.detect import FORMS, WITH_LINES
from llmprimer.importing.stated.line_pattern import FIELDS
from llmprimer.sources import all_services

TEXT = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")


def block(language: str, number: int = 0) -> str:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)[number]


def test_the_worked_example_is_true(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("LIST.md").write_text(block("markdown"), encoding="utf-8")
    for line in block("sh").splitlines():
        command = line.split()
        assert command[0] == "llmprimer"
        status = main([*command[1:], *(["--yes"] if command[1] == "import" else [])])
        assert status == ExitCode.DONE
        told = capsys.readouterr()
    assert told.err.startswith(block("text"))
    assert block("yaml") in Path("mine/references.yaml").read_text(encoding="utf-8")
    added = "".join(line[1:] + "\n" for line in told.out.splitlines() if line.startswith("+"))
    assert block("yaml") in added


def test_the_example_of_stated_lines_is_true(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("LIST.md").write_text(block("markdown", 1), encoding="utf-8")
    start_catalogue(Path("."), "Talks")
    command = shlex.split(block("sh", 1).replace("\\\n", " "))
    assert command[0] == "llmprimer"
    assert main([*command[1:], "--yes", "--catalogue", "references.yaml"]) == ExitCode.DONE
    assert capsys.readouterr().err.startswith(block("text", 1))
    assert block("yaml", 1) in Path("references.yaml").read_text(encoding="utf-8")


def test_every_field_and_form_of_patterns_is_named():
    section = TEXT[TEXT.index("## When import does not understand") : TEXT.index("## Adding one work")]
    assert all(f"`{{{field}}}`" in section for field in FIELDS)
    assert all(f"`{form}`" in section.splitlines()[-2] for form in WITH_LINES)


def test_every_form_is_in_the_table():
    first_cells = re.findall(r"^\| (`[a-z].*?) \|", TEXT, re.MULTILINE)
    assert set(re.findall(r"`([\w-]+)`", " ".join(first_cells))) == set(FORMS)


@pytest.mark.parametrize("name", [service.name for service in all_services()])
def test_every_service_that_can_be_elsewhere_is_named(name):
    assert f"LLMPRIMER_{name.upper()}_URL" in TEXT
