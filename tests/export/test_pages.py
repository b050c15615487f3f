"""The printed page: every work of four catalogues, in fourteen styles, read back from the PDF and compared with its record.

Each style is set once, with everything in it. `tests/export/faults.py` says what counts as a fault; none may be left.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT
from export import pages
from export.faults import faults
from export.records import SUBJECTS, names_of
from llmprimer import export
from llmprimer.catalogue import CatalogueContent
from llmprimer.cli import main
from llmprimer.model import Reference

pytestmark = [pytest.mark.tools, pytest.mark.slow]

LISTS = ROOT.parent / "shared" / "lists"
IMPORTED = ("awesome-deep-learning-papers.md", "top100papers.bib")
#: biblatex's own styles for numbers print no date where there is none; so does biblatex-chicago of what is @misc.
SILENT = frozenset({"numeric", "alphabetic", "ieee", "chicago"})


@cache
def imported(name: str) -> CatalogueContent | None:
    """The catalogue that `llmprimer import` makes of a public list, where the list is beside the repository."""
    if not (LISTS / name).is_file():
        return None
    quiet = contextlib.ExitStack()
    with tempfile.TemporaryDirectory() as folder, quiet:
        quiet.enter_context(contextlib.redirect_stdout(io.StringIO()))
        quiet.enter_context(contextlib.redirect_stderr(io.StringIO()))
        assert main(["init", folder + "/list"]) == 0
        path = Path(folder, "list", "references.yaml")
        assert main(["import", str(LISTS / name), "--yes", "--catalogue", str(path)]) == 0
        return CatalogueContent.read(path)


def catalogues() -> Iterator[tuple[str, CatalogueContent]]:
    for name, subject in SUBJECTS.items():
        yield name, subject()
    for name in IMPORTED:
        if (catalogue := imported(name)) is not None:
            yield Path(name).stem, catalogue


def entries(form: str, *, for_pdflatex: bool, only: str | None = None) -> tuple[str, dict[str, Reference]]:
    """One bibliography of all catalogues and its works by key, without those that pdfLaTeX cannot print.

    For the other engines, whose large fonts take minutes: these, and the records made to break exporters.
    """
    text = []
    works = {}
    for prefix, catalogue in catalogues():
        if only not in (None, prefix):
            continue
        options = export.Options(names=names_of(catalogue))
        for reference in catalogue:
            renamed = reference.model_copy(update={"citation_key": f"{prefix}:{reference.citation_key}"})
            out = io.StringIO()
            losses = export.get(form).write(iter([renamed]), catalogue.header, out, options)
            printable = not any("pdflatex" in what for what in losses.counts)
            if printable if for_pdflatex else (prefix == "nasty" or not printable):
                text.append(out.getvalue())
                works[renamed.citation_key] = renamed
    return "\n".join(text), works


def check(folder: Path, style: pages.Style, engine: str) -> None:
    pages.needs(style, engine)
    text, works = entries("biblatex" if style.biblatex else "bibtex", for_pdflatex=engine == "pdflatex")
    shown = pages.printed(folder, text, style, engine)
    # What the font has no glyph for (emoji, in a font for CJK) is no fault of the bibliography.
    log = (folder / "paper.log").read_text(encoding="utf-8", errors="replace")
    lacking = set(re.findall(r"Missing character: There is no (\S)", log)) | {"\ufffd"}
    if engine != "pdflatex":
        works = {key: work for key, work in works.items() if not lacking & set(shown[key].entry + work.title)}
        assert len(works) > len(shown) * 0.6
    found = [
        f"{key}: {fault} | {shown[key].citation} | {shown[key].entry}"
        for key, work in works.items()
        for fault in faults(shown[key], work, dated=style.name not in SILENT)
    ]
    assert not found, f"{len(found)} faults\n" + "\n".join(found)


@pytest.mark.parametrize("name", pages.STYLES)
def test_the_printed_page_shows_each_work_rightly(tmp_path, name):
    check(tmp_path, pages.STYLES[name], "pdflatex")


@pytest.mark.parametrize(
    ("name", "engine"), [("authoryear", "xelatex"), ("plainnat", "xelatex"), ("apa", "lualatex"), ("plain", "lualatex")]
)
def test_engines_that_know_every_character_print_what_pdflatex_cannot(tmp_path, name, engine):
    check(tmp_path, pages.STYLES[name], engine)


@pytest.mark.parametrize("name", ["plain", "plainnat", "IEEEtran", "ieee", "authoryear"])
def test_addresses_do_not_run_off_the_page(tmp_path, name):
    pages.needs(pages.STYLES[name], "pdflatex")
    if not pages.found("xurl.sty"):
        pytest.skip(f"xurl is missing: {pages.INSTALL}")
    text, _ = entries("biblatex" if pages.STYLES[name].biblatex else "bibtex", for_pdflatex=True, only="builtin")
    assert [points for points in pages.overfull(tmp_path, text, pages.STYLES[name]) if points > 3] == []


def test_the_lists_beside_the_repository_are_printed_too():
    if not LISTS.is_dir():
        pytest.skip("the public lists are not beside the repository")
    assert all(len(imported(name)) > 90 for name in IMPORTED)
    assert shutil.which("pdflatex") is None or len(entries("bibtex", for_pdflatex=True)[1]) > 400
