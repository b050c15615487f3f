"""What stands on the printed page: bibliographies set by LaTeX in real styles, read back from the PDF entry by entry.

The pages are so wide that no line breaks, and each entry has a page or marks of its own, so that its text is exactly what
a style prints of it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

INSTALL = "apt-get install (the packages of .ci/apt-packages.txt)"
#: Programs that every page needs besides its engine.
_PDFTOTEXT = "pdftotext"


class Style(NamedTuple):
    """A bibliography style: the files of it that TeX must have, and how a document asks for it."""

    name: str
    files: tuple[str, ...]
    #: What biblatex is loaded with; None for a style of BibTeX.
    biblatex: str | None = None
    #: natbib or others, for the styles that are made for them.
    packages: str = ""


STYLES = {
    style.name: style
    for style in (
        Style("authoryear", ("biblatex.sty", "authoryear.bbx"), r"\usepackage[style=authoryear]{biblatex}"),
        Style("apa", ("biblatex.sty", "apa.bbx"), r"\usepackage[style=apa]{biblatex}"),
        Style("alphabetic", ("biblatex.sty", "alphabetic.bbx"), r"\usepackage[style=alphabetic]{biblatex}"),
        Style("numeric", ("biblatex.sty", "numeric.bbx"), r"\usepackage[style=numeric]{biblatex}"),
        Style("ieee", ("biblatex.sty", "ieee.bbx"), r"\usepackage[style=ieee]{biblatex}"),
        Style("chicago", ("biblatex-chicago.sty",), r"\usepackage[authordate,backend=biber]{biblatex-chicago}"),
        Style("plain", ("plain.bst",)),
        Style("plainnat", ("plainnat.bst", "natbib.sty"), packages=r"\usepackage{natbib}"),
        Style("abbrvnat", ("abbrvnat.bst", "natbib.sty"), packages=r"\usepackage{natbib}"),
        Style("apalike", ("apalike.bst",)),
        Style("alpha", ("alpha.bst",)),
        Style("IEEEtran", ("IEEEtran.bst",)),
        Style(
            "ACM-Reference-Format",
            ("ACM-Reference-Format.bst", "natbib.sty"),
            packages=r"\usepackage[numbers]{natbib}",
        ),
        Style("unsrt", ("unsrt.bst",)),
    )
}

#: A page without end, where nothing is hyphenated, and a font with every letter.
_WIDE = r"""
\makeatletter
\ifdefined\pdfpagewidth\else\let\pdfpagewidth\pagewidth\let\pdfpageheight\pageheight\fi
\pdfpagewidth=500cm \pdfpageheight=500cm \paperwidth=500cm \paperheight=500cm
\textwidth=490cm \textheight=480cm \hsize=490cm \oddsidemargin=0pt \topmargin=0pt \headheight=0pt \headsep=0pt
\hyphenpenalty=10000 \exhyphenpenalty=10000 \sloppy \pagestyle{empty}
\makeatother
"""
_FONTS = {
    "pdflatex": r"\usepackage[T1]{fontenc}\usepackage{lmodern}\input{glyphtounicode}\pdfgentounicode=1",
    "xelatex": r"\usepackage{fontspec}\setmainfont{Noto Serif CJK JP}[ItalicFont=Noto Serif CJK JP,"
    r"BoldFont=Noto Serif CJK JP,SmallCapsFont=Noto Serif CJK JP]"
    r"\setmonofont{Noto Sans Mono CJK JP}\setsansfont{Noto Sans CJK JP}",
}
_FONTS["lualatex"] = _FONTS["xelatex"]
#: Before each entry, before its label, and before each citation.
_ENTRY, _LABEL, _CITED = "@@E@@", "@@L@@", "@@C@@"
_MARKED = (
    rf"\defbibenvironment{{bibliography}}{{}}{{}}{{\endgraf\noindent\edef\markedkey{{\thefield{{entrykey}}}}"
    rf"\texttt{{{_ENTRY}\detokenize\expandafter{{\markedkey}}@@}} }}"
)


@cache
def found(file: str) -> bool:
    """Whether TeX has the file: by kpsewhich, which knows where this TeX keeps what."""
    if shutil.which("kpsewhich") is None:
        return False
    done = subprocess.run(["kpsewhich", file], capture_output=True, timeout=60)
    return done.returncode == 0 and bool(done.stdout.strip())


def missing(style: Style, engine: str) -> list[str]:
    """The programs and files that the style needs and that are not there."""
    programs = [engine, _PDFTOTEXT, "biber" if style.biblatex else "bibtex"]
    fonts = ("lmodern.sty", "glyphtounicode.tex") if engine == "pdflatex" else ("fontspec.sty",)
    absent = [program for program in programs if shutil.which(program) is None]
    return absent + [file for file in (*style.files, *fonts) if not found(file)]


def needs(style: Style, engine: str) -> None:
    """Skips the test with the reason where part of TeX is missing."""
    if absent := missing(style, engine):
        pytest.skip(f"{style.name} with {engine} needs {', '.join(absent)}: {INSTALL}")


class Page(NamedTuple):
    """What a document shows of one work: how it cites it in the text, and its entry in the bibliography."""

    citation: str
    entry: str


def printed(folder: Path, bib: str, style: Style, engine: str) -> dict[str, Page]:
    """Each citation key with what the document shows of it."""
    keys = re.findall(r"^@\w+\{(.*?),", bib, re.MULTILINE)
    (folder / "refs.bib").write_text(bib, encoding="utf-8")
    paper = folder / "paper.tex"
    # What is cited, and how an entry is numbered, is told to biber, BibTeX and the last pass by passes without the large
    # fonts of the other engines, which take seconds to load.
    paper.write_text(_document(keys, style, None if engine != "pdflatex" else engine), encoding="utf-8")
    draft = ("-no-pdf",) if engine == "xelatex" else ("-draftmode",)
    latex = (engine, "-interaction=nonstopmode", "-halt-on-error")
    _succeed(folder, *latex, *draft, "paper.tex")
    if style.biblatex:
        _succeed(folder, "biber", "paper")
    else:
        _succeed(folder, "bibtex", "paper")
        bbl = folder / "paper.bbl"
        bbl.write_text(_marked(_read(bbl)), encoding="utf-8")
        _succeed(folder, *latex, *draft, "paper.tex")
    paper.write_text(_document(keys, style, engine), encoding="utf-8")
    _succeed(folder, *latex, "paper.tex")
    _succeed(folder, _PDFTOTEXT, "-raw", "-enc", "UTF-8", "paper.pdf", "paper.txt")
    # Fonts for CJK let the wide form of a digit, and other hyphens, be read where the usual ones are printed.
    text = unicodedata.normalize("NFKC", _read(folder / "paper.txt")).replace("\u2010", "-").replace("\u2011", "-")
    text = " ".join(text.split())
    cited, *entries = text.split(_ENTRY)
    citations = cited.split(_CITED)[1:]
    assert len(citations) == len(keys), f"{len(citations)} citations of {len(keys)} works"
    shown = dict(entry.partition(_LABEL)[0].lstrip().split("@@", 1) for entry in entries)
    assert sorted(shown) == sorted(keys), f"printed are {sorted(shown)}"
    assert len(entries) == len(keys), f"{len(entries)} printed entries of {len(keys)}"
    return {key: Page(citation.strip(), shown[key].strip()) for key, citation in zip(keys, citations, strict=True)}


def overfull(folder: Path, bib: str, style: Style) -> list[float]:
    """By how many points the lines of a usual page, in two columns and with xurl, are too long; longest first."""
    (folder / "refs.bib").write_text(bib, encoding="utf-8")
    packages, end = style.packages, rf"\bibliographystyle{{{style.name}}}\bibliography{{refs}}"
    if style.biblatex:
        packages, end = style.biblatex + r"\addbibresource{refs.bib}", r"\printbibliography"
    document = (
        rf"\documentclass[twocolumn]{{article}}{_FONTS['pdflatex']}{packages}\usepackage{{xurl}}"
        rf"\begin{{document}}\nocite{{*}}{end}\end{{document}}"
    )
    (folder / "paper.tex").write_text(document, encoding="utf-8")
    latex = ("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-draftmode", "paper.tex")
    _succeed(folder, *latex)
    _succeed(folder, "biber" if style.biblatex else "bibtex", "paper")
    _succeed(folder, *latex)
    log = _read(folder / "paper.log")
    return sorted((float(points) for points in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)), reverse=True)


def _document(keys: list[str], style: Style, fonts: str | None) -> str:
    """A document with the fonts that are for that engine, or with those that LaTeX has by itself."""
    cite = r"\parencite" if style.biblatex else r"\citep" if "natbib" in style.packages else r"\cite"
    body = "\n\n".join(rf"\noindent\texttt{{{_CITED}}} {cite}{{{key}}}" for key in keys)
    packages, end = r"\usepackage{url}", rf"\bibliographystyle{{{style.name}}}\bibliography{{refs}}"
    if style.biblatex:
        packages, end = style.biblatex + r"\addbibresource{refs.bib}" + _MARKED, r"\printbibliography"
    elif style.packages:
        packages += style.packages
    return (
        rf"\documentclass{{article}}{_FONTS[fonts] if fonts else ''}{_WIDE}{packages}\begin{{document}}"
        f"\n{body}\n\n{end}\n"
        r"\end{document}"
    )


def _marked(bbl: str) -> str:
    """The bibliography with a mark before the text of each entry."""
    parts = []
    end = 0
    for start in re.finditer(r"\\bibitem(?=[\[{])", bbl):
        at = start.end()
        if bbl[at] == "[":
            at = _closing(bbl, at, "[]")
        after = _closing(bbl, at, "{}")
        before = rf"\texttt{{{_LABEL}}}" if parts else ""
        parts += [
            bbl[end : start.start()],
            before,
            bbl[start.start() : after],
            rf"\texttt{{{_ENTRY}\detokenize{bbl[at:after]}@@}} ",
        ]
        end = after
    return "".join([*parts, bbl[end:]])


def _closing(text: str, at: int, signs: str) -> int:
    """Where what opens at `at` has ended; of the other sign's pairs nothing counts."""
    depth = braces = 0
    for place in range(at, len(text)):
        sign = text[place]
        if signs != "{}":
            braces += {"{": 1, "}": -1}.get(sign, 0)
        if braces == 0 and sign in signs:
            depth += 1 if sign == signs[0] else -1
            if depth == 0:
                return place + 1
    raise AssertionError(f"not closed: {text[at : at + 80]}")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _succeed(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=600, stdin=subprocess.DEVNULL)
    said = (done.stdout + done.stderr).decode("utf-8", errors="replace")
    assert done.returncode == 0, f"{command[0]}: {said[-3000:]}"
