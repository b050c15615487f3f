"""Works that were withdrawn, retracted or superseded: the lint rule, `show`, the query and the CSL variable."""

from __future__ import annotations

import json

import pytest

from llmprimer.lint import lint, select_rules

LIST = """schema_version: 1
title: A list
references:
  gone-2024-solver:
    type: article
    kind: paper
    title: A hybrid solver
    issued: 2024-01-01
    arxiv: {id: '2401.00917'}
    status:
      type: superseded
      issued: 2024-06-10
      note: It has been superseded by a significantly updated version.
      arxiv: '2406.00780'
    url: https://arxiv.org/abs/2401.00917
  later-2024-solver:
    type: article
    kind: paper
    title: Learning cuts online
    issued: 2024-06-02
    arxiv: {id: '2406.00780'}
    url: https://arxiv.org/abs/2406.00780
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(LIST, encoding="utf-8")
    return path


def findings(text):
    return [finding for finding in lint(text, "own.yaml", select_rules(["W704"])) if finding.code == "W704"]


def test_lint_names_the_work_that_takes_the_place_of_another():
    (finding,) = findings(LIST)
    assert finding.key == "gone-2024-solver"
    assert finding.message == "superseded on 2024-06-10: a later work replaces it; see later-2024-solver"
    assert LIST.splitlines()[finding.line - 1] == "    status:"


def test_lint_names_the_identifier_of_a_notice_outside_the_catalogue():
    (finding,) = findings(LIST.replace("arxiv: '2406.00780'\n    url", "doi: 10.1000/notice\n    url", 1))
    assert finding.message.endswith("see doi:10.1000/notice")


def test_an_ignore_comment_accepts_such_a_work():
    assert findings(LIST.replace("    status:", "    status:  # llmprimer: ignore[W704]")) == []


def test_show_says_what_became_of_a_work(run, own):
    shown = run("show", "gone-2024-solver", "--catalogue", own).out
    line = next(line for line in shown.splitlines() if line.startswith("status: "))
    assert line == (
        "status: superseded, 2024-06-10, arXiv:2406.00780: It has been superseded by a significantly updated version."
    )


def test_a_query_finds_works_with_a_status(run, own):
    assert [line.split("\t")[0] for line in run("list", "has:status", "--catalogue", own).out.splitlines()] == [
        "gone-2024-solver"
    ]


def test_csl_has_a_variable_for_it(run, own):
    items = json.loads(run("export", "--format", "csl-json", "--catalogue", own).out)
    assert [item.get("status") for item in items] == ["superseded", None]
