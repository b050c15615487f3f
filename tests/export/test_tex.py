"""BibTeX, biber and LaTeX take the exports without an error and without a warning, and print every entry."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from export import pages
from export.records import builtin, nasty, written
from llmprimer import export
from llmprimer.export import Options

pytestmark = [pytest.mark.tools, pytest.mark.slow]


def needs(*programs: str):
    """Skips without these programs and, where they are given with a suffix, files of TeX."""
    missing = [name for name in programs if not (pages.found(name) if "." in name else shutil.which(name))]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} missing: {pages.INSTALL}")


T1 = r"\usepackage[T1]{fontenc}\usepackage{lmodern}"
CJK = (
    r"\usepackage{fontspec}\setmainfont{Noto Serif CJK JP}[ItalicFont=Noto Serif CJK JP,BoldFont=Noto Serif CJK JP]"
    r"\setmonofont{Noto Sans Mono CJK JP}"
)
#: urlbst's styles write \href, which is hyperref's; the other styles only need \url.
PACKAGE = {"plainurl": r"\usepackage{hyperref}"}


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=180)
    return (done.stdout + done.stderr).decode("utf-8", errors="replace")


def complaints(log: str) -> list[str]:
    """Errors, and warnings but those that only ask for another run or that a machine's fonts cause."""
    found = re.findall(r"^(?:!.*|.*\bWarning\b.*|.*Invalid UTF-8.*|WARN.*|ERROR.*)$", log, re.MULTILINE)
    allowed = r"rerun|Biber reported the following|has changed|undefined references|font|Missing mandatory field - one of 'date, year'"
    return [line for line in found if not re.search(allowed, line, re.IGNORECASE)]


def undated(log: str) -> list[str]:
    """The entries of which biber says that they have no date, which is true."""
    return re.findall(r"Entry '(.*?)' .*Missing mandatory field - one of 'date, year'", log)


def printed(folder: Path) -> str:
    return (folder / "paper.bbl").read_text(encoding="utf-8", errors="replace")


def compile_bibtex(folder: Path, text: str, *, style: str, engine: str) -> None:
    """Runs LaTeX and BibTeX on a document that cites everything; any complaint fails the test."""
    (folder / "refs.bib").write_text(text, encoding="utf-8")
    preamble = (CJK if engine == "xelatex" else T1) + PACKAGE.get(style, r"\usepackage{url}")
    (folder / "paper.tex").write_text(
        rf"\documentclass{{article}}{preamble}\begin{{document}}\nocite{{*}}"
        rf"\bibliographystyle{{{style}}}\bibliography{{refs}}\end{{document}}"
    )
    latex = (engine, "-interaction=nonstopmode", "paper.tex")
    run(folder, *latex)
    bibtex = run(folder, "bibtex", "paper")
    assert "Warning" not in bibtex, bibtex
    assert "error" not in bibtex.lower(), bibtex
    run(folder, *latex)
    run(folder, *latex)
    assert complaints((folder / "paper.log").read_text(encoding="utf-8", errors="replace")) == []
    assert sorted(re.findall(r"\\bibitem(?:\[.*?\])?\{(.*?)\}", printed(folder))) == sorted(
        re.findall(r"^@\w+\{(.*?),", text, re.MULTILINE)
    )


def compile_biblatex(folder: Path, text: str, *, engine: str) -> None:
    """Runs LaTeX and biber on a document that cites everything; any complaint fails the test."""
    (folder / "refs.bib").write_text(text, encoding="utf-8")
    preamble = (CJK if engine == "xelatex" else T1) + r"\usepackage[backend=biber]{biblatex}\addbibresource{refs.bib}"
    (folder / "paper.tex").write_text(
        rf"\documentclass{{article}}{preamble}\begin{{document}}\nocite{{*}}\printbibliography\end{{document}}"
    )
    latex = (engine, "-interaction=nonstopmode", "paper.tex")
    run(folder, *latex)
    assert complaints(run(folder, "biber", "--validate-datamodel", "paper")) == []
    run(folder, *latex)
    run(folder, *latex)
    assert complaints((folder / "paper.log").read_text(encoding="utf-8", errors="replace")) == []
    assert sorted(re.findall(r"\\entry\{(.*?)\}", printed(folder))) == sorted(
        re.findall(r"^@\w+\{(.*?),", text, re.MULTILINE)
    )


def for_pdflatex(name: str, options: Options) -> str:
    """The entries but those of which the export itself says that pdflatex cannot print them."""
    kept = []
    for reference in nasty():
        out = io.StringIO()
        losses = export.get(name).write(iter([reference]), nasty().header, out, options)
        if not any("pdflatex" in what for what in losses.counts):
            kept.append(out.getvalue())
    assert len(kept) >= len(nasty()) - 5
    return "\n".join(kept)


@needs("biber")
@pytest.mark.parametrize("options", [Options(), Options(encoding="latex"), Options(prefer="preprint")])
def test_biber_finds_the_data_model_respected(tmp_path, options):
    (tmp_path / "refs.bib").write_text(written("biblatex", options), encoding="utf-8")
    said = run(tmp_path, "biber", "--tool", "--validate-datamodel", "--output-file", "out.bib", "refs.bib")
    assert complaints(said) == []
    assert undated(said) == [r.citation_key for r in nasty() if r.issued is None and r.type != "dataset"]
    assert "Datamodel validation complete" in said
    assert re.findall(r"^@\w+\{(.*?),", (tmp_path / "out.bib").read_text(), re.MULTILINE) == list(nasty().references)


@needs("bibtex", "pdflatex", "lmodern.sty")
@pytest.mark.parametrize("style", ["plain", "plainurl", "IEEEtran"])
def test_bibtex_and_pdflatex(tmp_path, style):
    if not pages.found(f"{style}.bst"):
        pytest.skip(f"{style}.bst missing: {pages.INSTALL}")
    compile_bibtex(tmp_path, for_pdflatex("bibtex", Options(encoding="latex")), style=style, engine="pdflatex")


@needs("bibtex", "pdflatex", "lmodern.sty", "IEEEtran.bst")
def test_initials_are_whole_characters_in_unicode_too(tmp_path):
    compile_bibtex(tmp_path, for_pdflatex("bibtex", Options()), style="IEEEtran", engine="pdflatex")


@needs("bibtex", "xelatex", "fontspec.sty")
def test_bibtex_and_xelatex_print_cjk(tmp_path):
    compile_bibtex(tmp_path, written("bibtex"), style="plain", engine="xelatex")
    assert "大規模言語モデル" in printed(tmp_path)


@needs("biber", "pdflatex", "lmodern.sty", "biblatex.sty")
def test_biblatex_and_pdflatex(tmp_path):
    compile_biblatex(tmp_path, for_pdflatex("biblatex", Options()), engine="pdflatex")


@needs("biber", "xelatex", "fontspec.sty", "biblatex.sty")
def test_biblatex_and_xelatex_print_everything(tmp_path):
    compile_biblatex(tmp_path, written("biblatex"), engine="xelatex")


@needs("biber")
def test_biber_finds_the_data_model_respected_in_the_builtin_catalogue(tmp_path):
    (tmp_path / "refs.bib").write_text(written("biblatex", catalogue=builtin()), encoding="utf-8")
    said = run(tmp_path, "biber", "--tool", "--validate-datamodel", "--output-file", "out.bib", "refs.bib")
    assert complaints(said) == []
    assert undated(said) == [r.citation_key for r in builtin() if r.issued is None]
