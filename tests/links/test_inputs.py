"""Links out of texts that people write."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from links.hostile import ok
from llmprimer.links.inputs.reading import from_text, names_a_source


def urls(text: str, name: str = "list.md") -> list[str]:
    return [link.url for link in from_text(text, name)]


def test_a_quoted_bibtex_entry_does_not_make_markdown_a_bibliography():
    text = "- [A paper here](https://a.example/p)\n```\n@misc{key,\n url = {https://b.example/}\n}\n```\n"
    assert urls(text) == ["https://a.example/p"]
    assert urls("@misc{key,\n  url = {https://b.example/}\n}\n", "paper.bib") == ["https://b.example/"]


def test_definitions_that_are_no_addresses_are_no_links():
    text = "[^1]: A footnote\n[x]: ./a.md\n[y]: #z\n[w]: https://w.example/\n[^2]: See https://f.example/x.\n"
    assert urls(text) == ["https://w.example/", "https://f.example/x"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("see https://x.example/O'Reilly today", "https://x.example/O'Reilly"),
        ("it is 'https://x.example/a'.", "https://x.example/a"),
        ("(https://x.example/a_(b))", "https://x.example/a_(b)"),
    ],
)
def test_a_bare_address_ends_where_the_sentence_goes_on(written, meant):
    assert urls(written) == [meant]


def test_titles_are_taken_and_labels_are_not():
    links = from_text("- [Attention is all you need](https://a.example/) [[pdf]](https://b.example/p.pdf)", "l.md")
    assert [(link.title, link.line) for link in links] == [("Attention is all you need", 1), (None, 1)]


# BibTeX: (text, [(address, key, title, line)]).

BIBLIOGRAPHIES = {
    "one line": ("@misc{a, title={One Line}, url={https://a.example/x}}", [("https://a.example/x", "a", "One Line", 1)]),
    "two on one line": (
        "@misc{a, url={https://a.example/}} @misc{b, url = {https://b.example/}}",
        [("https://a.example/", "a", None, 1), ("https://b.example/", "b", None, 1)],
    ),
    "closing brace on the last field's line": (
        "@article{a,\n  title = {On walking},\n  url = {https://a.example/}}\n",
        [("https://a.example/", "a", "On walking", 3)],
    ),
    "title over lines, with braces": (
        '@article{a,\n  title = {On {BERT}\n    and {\\"U}mlauts \\& more},\n  url = "https://a.example/",\n}\n',
        [("https://a.example/", "a", "On BERT and Ümlauts & more", 4)],
    ),
    "strings and comments": (
        '@comment{ url = {https://no.example/} }\n@string{base = "https://a.example/"}\n% @misc{x, url={https://no.example/}}\n'
        "@misc{a,\n  url = base # {paper}\n}\n",
        [("https://a.example/paper", "a", None, 5)],
    ),
    "howpublished": (
        "@misc{a,\n  title={A},\n  howpublished = {\\url{https://a.example/b_c}},\n  year=2020}",
        [("https://a.example/b_c", "a", "A", 3)],
    ),
    "howpublished, with words": (
        "@misc{a, howpublished = {Available at https://a.example/x.}}", [("https://a.example/x", "a", None, 1)],
    ),
    "a note": ("@misc{a, note = {See \\href{https://a.example/x}{here}}}", [("https://a.example/x", "a", None, 1)]),
    "doi": ("@article{a, doi = {10.1000/X_y}}", [("https://doi.org/10.1000/x_y", "a", None, 1)]),
    "doi as an address": ("@article{a, doi = {https://doi.org/10.1000/xy}}", [("https://doi.org/10.1000/xy", "a", None, 1)]),
    "arxiv": (
        "@misc{a, eprint={2001.08361v2}, archivePrefix={arXiv}}\n@misc{b,\n eprint=2001.08362}",
        [("https://arxiv.org/abs/2001.08361", "a", None, 1), ("https://arxiv.org/abs/2001.08362", "b", None, 3)],
    ),
    "an eprint of another archive": ("@misc{a, eprint={2001.08361}, eprinttype={jstor}}", []),
    "url before all others": (
        "@misc{a, doi={10.1000/x}, eprint={2001.08361}, url={https://a.example/}}", [("https://a.example/", "a", None, 1)],
    ),
    "escapes": (
        "@misc{a, url = {https://a.example/\\~{}me/b\\_c\\%20d\\&e\\#f}}", [("https://a.example/~me/b_c%20d&e#f", "a", None, 1)],
    ),
    "an address over two lines": ("@misc{a,\n url = {https://a.example/long/\n   path}}", [("https://a.example/long/path", "a", None, 2)]),
    "two addresses in one field": (
        "@misc{a, url = {https://a.example/, https://b.example/}}",
        [("https://a.example/", "a", None, 1), ("https://b.example/", "a", None, 1)],
    ),
    "parentheses, quotes and an upper-case name": (
        '@MISC(a,\n URL = "https://a.example/(x)",\n)', [("https://a.example/(x)", "a", None, 2)],
    ),
    "no address": ("@misc{a, title={None}}", []),
    "an empty url": ("@misc{a, url={}, doi={10.1000/x}}", [("https://doi.org/10.1000/x", "a", None, 1)]),
    "a broken entry before a whole one": (
        "@misc{a,\n  title = {never closed,\n  url = {https://a.example/}\n}\n@misc{b, url={https://b.example/}}\n",
        [("https://a.example/", "a", "never closed", 3), ("https://b.example/", "b", None, 5)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BIBLIOGRAPHIES.values(), ids=BIBLIOGRAPHIES)
def test_bibliographies(text, expected):
    links = from_text(text, "refs.bib")
    assert [(link.url, link.citation_key, link.title, link.line) for link in links] == expected
    assert {link.file for link in links} <= {"refs.bib"}


def test_a_bibliography_on_standard_input_is_known_by_its_entries():
    (link,) = from_text("@misc{a, url={https://a.example/}}", None)
    assert (link.url, link.citation_key, link.file) == ("https://a.example/", "a", None)


# HTML.

PAGE = """<!doctype html><html><head><title>https://no.example/title</title>
<link rel="stylesheet" href="https://no.example/style.css">
<script>var a = '<a href="https://no.example/script">x</a>';</script></head><body>
<!-- <a href="https://no.example/comment">x</a> -->
<p><a href="https://a.example/?x=1&amp;y=2">Attention is
  <em>all</em> you need</a> and <A CLASS='x' HREF='https://b.example/'>PDF</A></p>
<a href=https://c.example/unquoted>one two</a> <a name="here">no link</a> <a href="#here">up</a> <a href="mailto:x@y.example">mail</a>
<a href="/relative">r</a> <a href="javascript:void(0)">j</a> <a href="//d.example/x">d</a>
<a title="a > b" href="https://e.example/">it's &lt;e&gt; <img src="x.png"></a>
<a title=it's href="https://f.example/">f
</body></html>
"""


def test_html_gives_its_links_with_texts_and_lines():
    found = [(link.url, link.title, link.line) for link in from_text(PAGE, "page.html")]
    assert found == [
        ("https://a.example/?x=1&y=2", "Attention is all you need", 5),
        ("https://b.example/", None, 6),
        ("https://c.example/unquoted", "one two", 7),
        ("https://d.example/x", None, 8),
        ("https://e.example/", "it's <e>", 9),
        ("https://f.example/", None, 10),
    ]


def test_a_base_makes_relative_links_whole():
    text = '<base href="https://a.example/dir/"><a href="x.html">x</a><a href="?q=1">q</a><a href="#top">t</a>'
    assert urls(text, "page.HTM") == ["https://a.example/dir/x.html", "https://a.example/dir/?q=1"]


@pytest.mark.parametrize("piece", ["<a href='x' ", '<a href="', "<!--", "<script>", "<a href=https://x.example/ '"])
def test_html_that_is_never_closed_takes_no_time(piece):
    # Quadratic time would be minutes here; the suite's own time tells.
    assert len(from_text(piece * 60_000, "page.html")) <= 1


# What an argument is.


@pytest.mark.parametrize(
    ("word", "source"),
    [
        ("-", True), ("https://example.org/", True), ("ftp://x", True),
        ("list.md", True), ("refs.BIB", True), ("page.html", True), ("notes.txt", True), ("other.yml", True),
        ("./x", True), ("../x", True), ("/x/y", True), ("~/x", True), ("~me/x", True), ("C:\\x\\y", True), (".\\x", True),
        ("sub/missing", True), ("sub\\missing", True), ("sub/", True), ("plain", True),
        ("TCP/IP", False), ("and/or", False), ("CI/CD pipelines", False), ("input\\output", False), ("~approx", False),
        ("rlhf", False), ("topic:rlhf", False), ("url:index.html", False), ("-kind:x.md", False), ("llama.cpp", False), ("GPT-4", False),
        ("x" * 5000 + "/y", False), ("nul\0/x", False),
    ],
)  # fmt: skip
def test_what_is_read_and_what_is_sought(tmp_path, monkeypatch, word, source):
    (tmp_path / "sub").mkdir()
    (tmp_path / "plain").write_text("https://example.org/")
    monkeypatch.chdir(tmp_path)
    assert names_a_source(word) is source


def test_words_with_a_slash_are_a_query(run, toy):
    done = run("check", "TCP/IP", "--catalogue", toy, "--no-history")
    assert (done.status, done.err) == (1, "llmprimer: nothing fits 'TCP/IP'\n")


@pytest.mark.parametrize("word", ["nowhere.md", "./nowhere", "nowhere.html"])
def test_a_file_that_is_not_there_is_no_query(run, word):
    done = run("check", word, "--no-history")
    assert done.status == 3
    assert f"{word}: no such file" in done.err


def test_a_folder_is_no_file(run, tmp_path):
    done = run("check", f"{tmp_path}/", "--no-history")
    assert done.status == 3
    assert "it is a folder" in done.err


def test_standard_input_may_hold_any_bytes(server, tmp_path):
    host = server()
    host.paths["/a/b"] = ok()
    done = subprocess.run(
        [sys.executable, "-m", "llmprimer", "check", "-", "--allow-private", "--no-history", "-f", "json"],
        input=b"\xef\xbb\xbfcaf\xe9\n" + host.url.encode() + b"/a/b\n", capture_output=True, timeout=60,
    )  # fmt: skip
    (result,) = json.loads(done.stdout)["results"]
    assert (done.returncode, result["file"], result["line"]) == (0, None, 2)
