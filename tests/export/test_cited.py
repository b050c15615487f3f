"""Which keys a document cites."""

from __future__ import annotations

import pytest

from llmprimer.errors import CatalogueError, UsageError
from llmprimer.export._cited import EVERYTHING, cited_keys


def cited(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return cited_keys(path).keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (r"\cite{a} \cite{b,c}", ["a", "b", "c"]),
        (r"\citep[see][p. 3]{a}", ["a"]),
        (r"\parencite*{a}\Textcite{b}\footfullcite{c}\citeauthor{d}", ["a", "b", "c", "d"]),
        (r"\autocites(pre)(post)[1]{a}[2][3]{b}{c}", ["a", "b", "c"]),
        (r"\cite{a}{not a key}", ["a"]),
        ("\\cite {a,\n  b}", ["a", "b"]),
        (r"\cite[{\cite{b}}]{a}", ["a", "b"]),
        ("% \\cite{no}\n\\cite{a} 100\\% \\cite{b}", ["a", "b"]),
        (r"\nocite{a}\bibentry{b}", ["a", "b"]),
        (r"\nocite{*}", [EVERYTHING]),
        (r"\citestyle{acmauthoryear}\setcitestyle{square}", []),
        (r"\newcommand{\mine}[1]{\cite{#1}}", []),
        ("\\begin{verbatim}\\cite{no}\\end{verbatim}\\verb|\\cite{no}|\\cite{a}", ["a"]),
        (r"\cite{a}\cite{a}", ["a"]),
        (r"\citation", []),
    ],
)
def test_latex(tmp_path, text, keys):
    assert sorted(cited(tmp_path, "paper.tex", text)) == sorted(keys)


def test_latex_with_the_files_that_it_takes_in_each_once_in_the_order_of_the_document(tmp_path):
    files = {
        "main.tex": r"\cite{a}\input{ch/one}\include{two} \subfile{ch/three.tex}\import{ch/}{four}\input ch/five"
        "\n% \\input{no}\n"
        r"\import*{ch/deep/}{six}\cite{z}\input{ch/one}\includegraphics{no}\subimport{ch}{seven}\input{one more}",
        "ch/one.tex": r"\citep{b}\input{ch/one}\input{main}",
        "two.tex": r"\cite{c}",
        "ch/three.tex": r"\cite{d}\input{local}",
        "ch/local.tex": r"\cite{e}",
        "ch/four.tex": r"\cite{f}\subimport{deep/}{sub}",
        "ch/deep/sub.tex": r"\cite{g}",
        "ch/five.tex": r"\cite{h}",
        "ch/deep/six.tex": r"\cite{i}",
        "ch/seven.tex": r"\cite{j}",
        "one more.tex": r"\cite{k}",
        "no.tex": r"\cite{no}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = cited_keys(tmp_path / "main.tex")
    assert found == (["a", "b", "c", "d", "e", "f", "g", "h", "i", "z", "j", "k"], [])


def test_what_could_not_be_read_is_named(tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "outside.tex").write_text(r"\cite{secret}")
    (project / "folder.tex").mkdir()
    (project / "main.tex").write_text(r"\input{gone}\input{../outside}\input{\jobname-x}\input{folder}\cite{a}")
    keys, unread = cited_keys(project / "main.tex")
    assert keys == ["a"]
    assert unread[0] == "gone: no such file"
    assert unread[1].startswith("../outside: is outside the project")
    assert unread[2] == "\\jobname-x: a macro names the file"
    assert unread[3].startswith("folder: no such file")


def test_a_project_is_what_is_under_version_control_together(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "paper").mkdir()
    (tmp_path / "shared.tex").write_text(r"\cite{b}")
    (tmp_path / "paper" / "main.tex").write_text(r"\cite{a}\input{../shared}")
    assert cited_keys(tmp_path / "paper" / "main.tex").keys == ["a", "b"]


def test_aux_of_bibtex_and_of_biblatex_with_the_parts_of_the_document(tmp_path):
    (tmp_path / "part.aux").write_text("\\citation{c}\n\\@input{main.aux}\n")
    text = "\\relax\n\\citation{a,b}\n\\abx@aux@cite{0}{d}\n\\abx@aux@cite{e}\n\\@input{part.aux}\n\\@input{gone.aux}\n"
    assert cited(tmp_path, "main.aux", text) == ["a", "b", "d", "e", "c"]


def test_bcf(tmp_path):
    text = '<bcf:section number="0"><bcf:citekey order="1">a</bcf:citekey><bcf:citekey order="2">b</bcf:citekey>'
    assert cited(tmp_path, "paper.bcf", text) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("As @a says [@b, p. 3; see -@c].", ["a", "b", "c"]),
        ("@{a/b}. And @c:2020.", ["a/b", "c:2020"]),
        ("Write to me@example.org or `@no` or\n```\n@no\n```\n@a", ["a"]),
        ("~~~ {.r}\n@no\n~~~\n<!-- @no --> @a", ["a"]),
        ("See @fig:x and @sec-y, and [@a].", ["a"]),
        (r"\@no @a_b--c", ["a_b--c"]),
    ],
)
def test_markdown(tmp_path, text, keys):
    assert cited(tmp_path, "paper.md", text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('As @a says. @b[p. 3] #cite(<c>, form: "prose")', ["a", "b", "c"]),
        ("#figure() <fig> See @fig and @a.", ["a"]),
        ('// @no\n/* @no */ `@no` "@no" https://example.org/@x @a', ["a"]),
        ('#cite(label("a/b"))', ["a/b"]),
    ],
)
def test_typst(tmp_path, text, keys):
    assert [key for key in cited(tmp_path, "paper.typ", text) if key != "x"] == keys


def test_other_kinds_of_files_are_refused(tmp_path):
    with pytest.raises(UsageError, match="not a kind of document"):
        cited(tmp_path, "paper.docx", "")


def test_a_missing_document_is_an_error(tmp_path):
    with pytest.raises(CatalogueError, match="No such file"):
        cited_keys(tmp_path / "paper.tex")
