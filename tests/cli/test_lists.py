"""Lists as people and programs read them: whole keys, fields that were asked for, how many are shown, and empty ones."""

from __future__ import annotations

import csv
import json
import re

import pytest

from cli.screens import screen, visible
from llmprimer.text import width

WIDTHS = [60, 80, 120]
LISTS = [
    ["search", "rlhf", "-n", "50"],
    ["list"],
    ["related", "vaswani-2017-attention"],
    ["topics", "rlhf"],
    ["slides"],
    ["slides", "33"],
]


@pytest.fixture(scope="module")
def built_in_keys():
    from llmprimer import Catalogue
    from llmprimer.catalogue.locate import builtin

    with Catalogue.open(builtin("references.yaml")) as catalogue:
        return set(catalogue.keys)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("argv", LISTS, ids=" ".join)
def test_keys_are_never_cut(built_in_keys, columns, argv):
    lines = visible(screen(None, columns, *argv))
    assert max(map(width, lines)) <= columns
    shown = {word for line in lines for word in line.split()} & built_in_keys
    program = _keys(argv)
    assert program <= shown
    # And nothing that looks like the beginning of one.
    assert not [word for line in lines for word in line.split() if re.fullmatch(r"[a-z0-9]+-\d{4}-\w*…", word)]


def _keys(argv) -> set[str]:
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO

    from llmprimer.cli import main

    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()):
        assert main([*argv, "--format", "keys"]) == 0
    return set(out.getvalue().split())


@pytest.mark.parametrize("columns", [20, 40])
def test_a_key_that_is_wider_than_the_terminal_is_whole_all_the_same(toy, columns):
    key = "muller-" + "walking-" * 6 + "end"
    toy.write_text(toy.read_text(encoding="utf-8").replace("muller-2021-walking", key), encoding="utf-8")
    for argv in (["list"], ["slides"]):
        assert key in "\n".join(visible(screen(toy, columns, *argv)))


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_person_is_told_how_many_more_there_are(columns):
    shown = "\n".join(visible(screen(None, columns, "search", "language model")))
    assert re.search(r"llmprimer: 10 of \d+ shown; --limit \d+ shows all", shown)
    assert "llmprimer: 3 of 121 shown" in "\n".join(visible(screen(None, columns, "list", "-n", "3")))
    assert "shown" not in "\n".join(visible(screen(None, columns, "slides", "33")))


def test_a_script_is_told_where_nobody_gave_the_limit(run):
    assert re.fullmatch(r"llmprimer: 10 of \d+ shown; --limit \d+ shows all\n", run("search", "language model").err)
    assert run("search", "language model", "-n", "10").err == ""
    assert run("search", "language model", "--json").err == ""
    assert re.match("llmprimer: 10 of", run("related", "vaswani-2017-attention").err)


def test_fields_are_the_columns(run, toy):
    done = run("list", "kind:paper", "--fields", "title,doi,author,arxiv,topics,slides", "--catalogue", toy)
    assert done.out == (
        "{Walking} with GPT-3: 70% less & more\t10.1000/example.42\t"
        "Jürgen Müller; Anna van den Berg; Martin Luther King Jr.\t2111.12345\tfeedback; robots\t3\n"
    )
    assert (
        run("search", "walking", "--fields", "score,citation_key", "-n", "1", "--catalogue", toy).out.count("\t") == 1
    )
    assert run("related", "agency", "--fields", "how", "--catalogue", toy).out


def test_csv_has_a_head_and_runs_no_formula(run, toy):
    text = toy.read_text(encoding="utf-8").replace("title: Institute of Gait", 'title: \'=HYPERLINK("x"), "y"\'')
    toy.write_text(text, encoding="utf-8")
    rows = list(csv.reader(run("list", "-f", "csv", "--catalogue", toy).out.splitlines()))
    assert rows[0] == ["citation_key", "issued", "kind", "title", "url"]
    assert len(rows) == 6
    (home,) = [row for row in rows if row[0] == "site-nd-home"]
    assert not home[3].startswith("=")
    assert 'HYPERLINK("x"), "y"' in home[3]
    assert run("list", "kind:video", "-f", "csv", "--catalogue", toy).out == "citation_key,issued,kind,title,url\n"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--fields", "titel"], 'there is no field "titel"; did you mean "title"?'),
        (["--fields", ","], "--fields names no field"),
        (["--fields", "title", "--json"], "--fields is for the formats table, tsv, csv, not for json"),
        (["--fields", "title", "-f", "keys"], "not for keys"),
    ],
)
def test_fields_that_cannot_be_shown_are_a_mistake(run, argv, message):
    done = run("list", *argv)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_table_of_fields_fits(columns):
    lines = visible(screen(None, columns, "list", "topic:rlhf", "--fields", "citation_key,title,doi"))
    assert lines[0].split() == ["citation_key", "title", "doi"]
    assert max(map(width, lines)) <= columns
    assert any("christiano-2017-preferences" in line for line in lines)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["list", "kind:video"], "llmprimer: nothing fits 'kind:video'"),
        (["search", "zzyzx qwrt"], "llmprimer: nothing fits 'zzyzx qwrt'"),
        (["stats", "kind:video"], "llmprimer: nothing fits 'kind:video'"),
        (["stats", "kind:video", "--by", "topic", "--over", "year"], "llmprimer: nothing fits 'kind:video'"),
        (["timeline", "kind:video"], "llmprimer: nothing fits 'kind:video'"),
        (["slides", "2"], "llmprimer: no reference is cited there"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
@pytest.mark.parametrize("columns", WIDTHS)
def test_nothing_found_has_no_bare_head(toy, columns, argv, said):
    lines = [line for line in visible(screen(toy, columns, *argv, status=1)) if line.strip()]
    expected = [said] if argv[0] != "slides" else ["2  Nothing is cited here", said]
    assert [line.strip() for line in lines] == expected


def test_an_empty_vocabulary_is_told(run, toy, tmp_path):
    empty = tmp_path / "empty.yaml"
    empty.write_text("title: E\nreferences:\n", encoding="utf-8")
    done = run("topics", "--catalogue", empty)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("llmprimer: the vocabulary is empty\n  hint: `llmprimer topic add")
    assert json.loads(run("topics", "--json", "--catalogue", empty).out)["results"] == []
    lines = visible(screen(empty, 80, "topics", status=1))
    assert "references" not in "\n".join(lines)
