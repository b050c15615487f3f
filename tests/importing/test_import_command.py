from __future__ import annotations

import io

import pytest

from llmprimer import export
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.scaffold import start_catalogue
from llmprimer.cli import main
from llmprimer.errors import ExitCode
from llmprimer.importing.detect import read
from llmprimer.importing.formats.markdown import read as read_markdown
from llmprimer.records.plan import Outcome, make_plan
from llmprimer.records.topics import Vocabulary

LIST = """\
# Awesome retrieval

## Dense retrieval
- [Dense Passage Retrieval](https://arxiv.org/pdf/2004.04906v3.pdf) (2020) - Two encoders.
- **ColBERT: Efficient Search** (2020), O. Khattab and M. Zaharia. [[pdf]](https://arxiv.org/abs/2004.12832) [[code]](https://github.com/stanford-futuredata/ColBERT)

## Tools
- [GitHub - facebookresearch/faiss: A library for search](https://github.com/facebookresearch/faiss?utm_source=x)
- [faiss again](https://www.github.com/facebookresearch/faiss/)
- Please read the [docs](https://faiss.ai/docs) first.
"""


@pytest.fixture
def own(tmp_path):
    """A catalogue of one's own, as `init` makes it."""
    start_catalogue(tmp_path, "Retrieval")
    return tmp_path / "references.yaml"


@pytest.fixture
def reading_list(tmp_path):
    path = tmp_path / "LIST.md"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_list_becomes_a_valid_catalogue_with_topics_from_its_headings(own, reading_list, capsys):
    assert main(["import", str(reading_list), "--yes", "--catalogue", str(own)]) == ExitCode.DONE
    catalogue = CatalogueContent.read(own)
    assert sorted(catalogue.references) == ["arxiv-2020-dense", "facebookresearch-faiss", "khattab-2020-colbert"]
    colbert = catalogue["khattab-2020-colbert"]
    assert colbert.title == "ColBERT: Efficient Search"
    assert colbert.url == "https://arxiv.org/abs/2004.12832"
    assert [name.display for name in colbert.author] == ["O. Khattab", "M. Zaharia"]
    assert colbert.topics == ("dense-retrieval",)
    faiss = catalogue["facebookresearch-faiss"]
    assert (faiss.title, faiss.kind, faiss.url) == (
        "faiss: A library for search",
        "repository",
        "https://github.com/facebookresearch/faiss",
    )
    dense = catalogue["arxiv-2020-dense"]
    assert dense.arxiv is not None
    assert (dense.arxiv.id, str(dense.issued), dense.summary) == ("2004.04906", "2020", "Two encoders.")
    assert {"dense-retrieval", "tools"} <= set(catalogue.topics)
    told = capsys.readouterr()
    assert "3 new, 1 already there, 2 lines left over" in told.err
    assert (
        f"{reading_list}:9: already there: faiss again (facebookresearch-faiss: the same address as line 8)" in told.err
    )
    assert f"{reading_list}:10: left over (a link within a sentence): Please read the docs first." in told.err
    assert "+  khattab-2020-colbert:" in told.out


def test_a_description_is_of_the_list_also_where_the_date_is_inferred(own, tmp_path):
    (tmp_path / "LIST.md").write_text(
        "- [Large Lamps](https://arxiv.org/abs/2004.04906) - Two lamps.\n", encoding="utf-8"
    )
    main(["import", str(tmp_path / "LIST.md"), "--yes", "--catalogue", str(own)])
    (lamps,) = CatalogueContent.read(own)
    assert [(seen.source, seen.fields) for seen in lamps.provenance] == [
        ("the arXiv identifier", ("issued",)),
        ("the words of LIST.md", ("summary",)),
    ]


def test_importing_again_changes_nothing(own, reading_list, capsys):
    main(["import", str(reading_list), "--yes", "--catalogue", str(own)])
    before = own.read_bytes()
    capsys.readouterr()
    assert main(["import", str(reading_list), "--yes", "--catalogue", str(own)]) == ExitCode.DONE
    assert own.read_bytes() == before
    assert "4 already there" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--dry-run"], []])
def test_nothing_is_written_without_consent(own, reading_list, capsys, options):
    before = own.read_bytes()
    status = main(["import", str(reading_list), *options, "--catalogue", str(own)])
    assert status == (ExitCode.DONE if options else ExitCode.NOTHING)
    assert own.read_bytes() == before
    assert capsys.readouterr().out.startswith("--- a/")


def test_headings_that_the_vocabulary_lacks_stay_in_the_report(toy, reading_list, capsys):
    assert main(["import", str(reading_list), "--yes", "--catalogue", str(toy)]) == ExitCode.DONE
    assert "headings without a topic: Dense retrieval (2), Tools (1)" in capsys.readouterr().err
    catalogue = CatalogueContent.read(toy)
    assert catalogue["facebookresearch-faiss"].topics == ()
    assert "tools" not in catalogue.topics


def test_headings_that_the_vocabulary_knows_become_topics(toy, tmp_path):
    path = tmp_path / "x.md"
    path.write_text("## RLHF\n- [A study](https://a.example.org/study)\n", encoding="utf-8")
    assert main(["import", str(path), "--yes", "--catalogue", str(toy)]) == ExitCode.DONE
    assert CatalogueContent.read(toy)["example-study"].topics == ("feedback",)


def test_what_holds_no_reference_is_said_to(own, tmp_path, capsys):
    path = tmp_path / "x.md"
    path.write_text("# Nothing\n\nBut words.\n", encoding="utf-8")
    assert main(["import", str(path), "--catalogue", str(own)]) == ExitCode.NOTHING
    assert "no reference found" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["missing.md", "."])
def test_a_file_that_cannot_be_read_is_an_error(own, tmp_path, name, capsys):
    assert main(["import", str(tmp_path / name), "--catalogue", str(own)]) == ExitCode.CATALOGUE
    assert "llmprimer: " in capsys.readouterr().err


def test_the_primers_own_list_gives_its_121_references_with_their_titles():
    builtin = CatalogueContent.read(export_source())
    out = io.StringIO()
    export.get("markdown").write(builtin, builtin.header, out, export.Options(as_listed=True))
    lines = out.getvalue().splitlines()
    # As the source has it: some titles were read as Mac Roman once.
    broken = [_misread(line) for line in lines]
    assert broken != lines
    text = "\n".join(
        [
            "# llm-primer",
            "## Slides",
            "- [V2 slides](https://github.com/hululuzhu/llm-primer/blob/main/v2.pdf)",
            "## References",
            "<details>",
            "  <summary>~120 References</summary>",
            "",
            *broken,
            "</details>",
        ]
    )
    reading = read_markdown(text, "README.md")
    assert len(reading.drafts) == len(builtin) == 121
    assert [leftover.line for leftover in reading.leftovers] == [1, 2, 3]
    listed = {reference.listed.position: reference for reference in builtin if reference.listed}
    for position, draft in enumerate(reading.drafts, 1):
        wanted = listed[position]
        title = draft.fields.get("title")
        if title is not None and not wanted.title_described:
            for trace in (
                "[1",
                "| TechCrunch",
                "GitHub - ",
                " - The New York Times",
                "· Hugging Face",
                "Ã",
                "‚Ä",
                "[D]",
            ):
                assert trace not in title


def _misread(line: str) -> str:
    try:
        return line.encode("utf-8").decode("mac_roman") if not line.isascii() else line
    except UnicodeError:
        return line


def export_source():
    from llmprimer.catalogue.locate import builtin

    return builtin("references.yaml")


#: Fields that a format carries but cannot tell from another, with the reason.
BLURRED = {
    # A heading of BibTeX's `misc` says what a work is and where it stands in one phrase.
    "bibtex": {"type", "container_title", "publisher", "language", "author"},
    # `online` stands for several types; Chinese in two scripts is one language; `De Freitas` is one family name.
    "biblatex": {"type", "container_title", "publisher", "note", "language", "author"},
    "ris": {"author", "note", "summary"},
    "csl-json": {"arxiv"},
    "hayagriva": {"arxiv", "type"},
}


@pytest.mark.parametrize("form", sorted(BLURRED))
def test_our_own_exports_give_back_what_was_exported(form):
    catalogue = CatalogueContent.read(export_source())
    exporter = export.get(form)
    out = io.StringIO()
    exporter.write(catalogue, catalogue.header, out, export.Options(prefer="preprint"))
    reading = read(out.getvalue(), f"x{exporter.suffix}")
    plan = make_plan(reading, [], Vocabulary(catalogue.topics), keywords=True)
    assert [step.key for step in plan.having(Outcome.NEW)] == list(catalogue.references)
    assert reading.leftovers == []
    for step in plan.steps:
        assert step.reference is not None
        original = catalogue[step.key]
        for field in exporter.carries - BLURRED[form]:
            assert (field, getattr(step.reference, field)) == (field, getattr(original, field)), step.key
        for field in ("title", "issued", "url", "doi"):
            assert getattr(step.reference, field) == getattr(original, field)


def test_a_catalogue_in_yaml_comes_back_whole(toy, own):
    assert main(["import", str(toy), "--yes", "--catalogue", str(own)]) == ExitCode.DONE
    original, copied = CatalogueContent.read(toy), CatalogueContent.read(own)
    assert set(copied.references) == set(original.references)
    for reference in original:
        gone = {"slides": (), "listed": None}
        assert copied[reference.citation_key] == reference.model_copy(update=gone)
