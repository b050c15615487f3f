"""What holds for every format, and what each of them is for."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import jsonschema
import pytest
import yaml

from export.records import HERE, builtin, nasty, written
from llmprimer import export
from llmprimer.catalogue import CatalogueContent
from llmprimer.errors import UsageError
from llmprimer.model import Header, Reference

FORMATS = export.format_ids()
BIBTEX = ("bibtex", "biblatex")


def test_each_file_of_the_folder_is_a_format_and_the_issue_has_its_formats():
    assert set(FORMATS) >= {
        "bibtex", "biblatex", "csl-json", "ris", "hayagriva", "markdown", "html", "csv", "json", "jsonl", "yaml",
    }  # fmt: skip


def test_a_new_format_is_one_new_file(tmp_path, monkeypatch):
    (tmp_path / "zz_new.py").write_text("exporter = 'the new one'")
    (tmp_path / "_shared.py").write_text("")
    monkeypatch.setattr(export, "__path__", [*export.__path__, str(tmp_path)])
    assert "zz-new" in export.format_ids()
    assert "-shared" not in export.format_ids()
    assert export.get("zz-new") == "the new one"


def test_naming_the_formats_imports_none(python):
    code = "import sys, llmprimer.export as e; e.format_ids(); print([m for m in sys.modules if m.startswith('llmprimer.export.')])"
    assert python(code).strip() == "[]"


def test_an_unknown_format_is_an_error_that_names_the_nearest():
    with pytest.raises(UsageError, match='did you mean "bibtex"') as caught:
        export.get("bibtx")
    assert "ris" in caught.value.hint


@pytest.mark.parametrize("name", FORMATS)
def test_private_fields_never_leak(name):
    for options in (export.Options(), export.Options(prefer="preprint"), export.Options(encoding="latex")):
        text = written(name, options)
        assert "SECRET" not in text
        assert "private_note" not in text
        assert "provenance" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_catalogue_gives_the_same_bytes(name):
    assert written(name) == written(name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_has_no_byte_order_mark_and_ends_with_one_line_break(name):
    text = written(name)
    assert not text.startswith("\ufeff")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_recognises_its_own_files_and_not_those_of_others(name):
    exporter = export.get(name)
    assert exporter.recognises(written(name)[:4096])
    others = {other for other in FORMATS if other != name and exporter.recognises(written(other)[:4096])}
    assert others == ({"bibtex", "biblatex"} - {name} if name in BIBTEX else set())
    for text in (
        '{"name": "package", "version": "1.0"}',
        "# Read me\n\nHello.\n",
        "<html><body>mine",
        "key: value\n",
        "a,b,c\n1,2,3\n",
        "% My paper\n\\documentclass{article}\n",
        "@import url(x);\n@media print {a {color: red}}\n",
        "- a note of mine\n- another\n",
        '[{"id": 1, "name": "x"}]',
        "schema_version: 1\n",
    ):
        assert not exporter.recognises(text)


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_format_carries_are_fields_of_a_reference(name):
    exporter = export.get(name)
    assert exporter.carries <= set(Reference.model_fields)
    assert not exporter.carries & export.PRIVATE_FIELDS
    assert exporter.suffix.startswith(".")
    assert "/" in exporter.media_type


@pytest.mark.parametrize("name", FORMATS)
def test_no_references_make_a_file_that_is_still_of_the_format(name):
    out = io.StringIO()
    exporter = export.get(name)
    losses = exporter.write(iter(()), nasty().header, out, export.Options())
    assert losses.counts == {}
    if out.getvalue():
        assert exporter.recognises(out.getvalue())


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "yaml"])
def test_references_are_written_as_they_come(name):
    """Streaming: the first reference is in the output before the second is asked for."""
    out = io.StringIO()
    seen = []

    def references():
        for reference in nasty():
            seen.append(len(out.getvalue()))
            yield reference

    export.get(name).write(references(), nasty().header, out, export.Options())
    assert seen == sorted(set(seen))


def test_what_gets_lost_is_counted():
    out = io.StringIO()
    losses = export.get("hayagriva").write(iter(nasty()), nasty().header, out, export.Options())
    assert losses.fields["topics"] == (3, "vaswani-2017")
    assert "topics" not in export.get("bibtex").write(iter(nasty()), nasty().header, out, export.Options()).fields


def test_csl_json_fits_the_official_schema():
    schema = json.loads((HERE / "csl-data.json").read_text())
    for options in (export.Options(), export.Options(prefer="preprint")):
        jsonschema.Draft7Validator(schema).validate(json.loads(written("csl-json", options)))


def test_yaml_is_a_catalogue_again():
    text = written("yaml")
    again = CatalogueContent.parse(text)
    assert written("yaml", catalogue=again) == text
    for before, after in zip(nasty(), again, strict=True):
        assert after == before.model_copy(update={"provenance": (), "private_note": None})


def test_yaml_of_a_selection_has_no_relation_that_points_nowhere():
    text = """
schema_version: 1
title: t
references:
  a: {type: webpage, kind: other, title: A, relations: [{type: announces, target: b}, {type: builds-on, title: Outside}]}
  b: {type: webpage, kind: other, title: B}
"""
    catalogue = CatalogueContent.parse(text)
    out = io.StringIO()
    losses = export.get("yaml").write(iter([catalogue["a"]]), catalogue.header, out, export.Options())
    assert len(CatalogueContent.parse(out.getvalue())["a"].relations) == 1
    assert losses.counts == {"relations to references that are not selected": (1, "a")}


def test_json_and_jsonl_hold_the_same_records_as_the_catalogue():
    document = json.loads(written("json"))
    assert [r["citation_key"] for r in document["references"]] == list(nasty().references)
    assert [json.loads(line) for line in written("jsonl").splitlines()] == document["references"]
    assert Reference.model_validate(document["references"][3]) == list(nasty())[3]


def test_csv_has_a_row_for_each_reference():
    rows = list(csv.DictReader(io.StringIO(written("csv"))))
    assert [row["citation_key"] for row in rows] == list(nasty().references)
    assert rows[0]["author"].startswith("Ashish Vaswani; Noam Shazeer")
    assert all(None not in row for row in rows)


def test_hayagriva_is_yaml_with_the_titles_as_they_are():
    entries = yaml.safe_load(written("hayagriva"))
    assert list(entries) == list(nasty().references)
    for reference in nasty():
        title = entries[reference.citation_key]["title"]
        plain = title["value"]["value"] if isinstance(title, dict) else title.replace("{", "").replace("}", "")
        formal = reference.published.title if reference.published else None
        assert plain == (formal or reference.title)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values:
            self.links.append(values["href"])

    def handle_data(self, data):
        self.text += data


def test_html_shows_every_title_and_anchors_every_key():
    page = _Page()
    page.feed(written("html"))
    assert page.ids == list(nasty().references)
    for reference in nasty():
        assert reference.title in page.text
        if reference.url:
            assert reference.url in page.links


HOSTILE = """
schema_version: 1
title: t
references:
  a:
    type: webpage
    kind: other
    title: "=HYPERLINK(1)\\n<script>alert(1)</script>"
    url: 'javascript:alert(1)'
    listed: {position: 1, title: "=x <img src=x>\\ny", url: 'javascript:alert(1)'}
"""


@pytest.mark.parametrize(
    ("name", "options"),
    [("html", export.Options()), ("markdown", export.Options()), ("markdown", export.Options(as_listed=True))],
)
def test_a_page_links_to_nothing_that_a_browser_would_run(name, options):
    text = written(name, options, CatalogueContent.parse(HOSTILE))
    assert "javascript" not in text
    assert not re.search(r"(?<!\\)<(script|img)", text)


def test_a_spreadsheet_runs_no_cell_as_a_formula():
    row = next(csv.DictReader(io.StringIO(written("csv", catalogue=CatalogueContent.parse(HOSTILE)))))
    assert row["title"] == "'=HYPERLINK(1) <script>alert(1)</script>"


def test_markdown_reproduces_the_list_that_the_catalogue_came_from():
    text = """
schema_version: 1
title: t
references:
  b: {type: webpage, kind: other, title: B, listed: {position: 2, title: 'B | it''s [b]', url: 'https://example.org/b_b'}}
  c: {type: webpage, kind: other, title: C}
  a: {type: webpage, kind: other, title: A, listed: {position: 1, title: '[1706.03762] A', url: 'https://example.org/a'}}
"""
    out = io.StringIO()
    catalogue = CatalogueContent.parse(text)
    losses = export.get("markdown").write(iter(catalogue), catalogue.header, out, export.Options(as_listed=True))
    assert (
        out.getvalue() == "  - [[1706.03762] A](https://example.org/a)\n  - [B | it's [b]](https://example.org/b_b)\n"
    )
    assert losses.counts == {"a place in the source list": (1, "c")}


def test_the_formal_publication_is_cited_unless_the_preprint_is_preferred():
    formal = json.loads(written("csl-json"))[0]
    assert formal["type"] == "paper-conference"
    assert formal["issued"] == {"date-parts": [[2017]]}
    preprint = json.loads(written("csl-json", export.Options(prefer="preprint")))[0]
    assert preprint["type"] == "article"
    assert preprint["issued"] == {"date-parts": [[2017, 6, 12]]}
    assert preprint["number"] == "arXiv:1706.03762"
    assert preprint["publisher"] == "arXiv"


def test_dates_are_as_precise_as_they_are_known():
    ris = written("ris")
    assert "DA  - 1999///" in ris
    assert "DA  - 2020/02//" in ris
    assert "DA  - 2021/03/05/" in ris
    biblatex = written("biblatex")
    assert "date = {1999}," in biblatex
    assert "date = {2020-02}," in biblatex
    assert "date = {2021-03-05}," in biblatex
    assert "month = mar,\n" in written("bibtex")


@pytest.mark.parametrize("name", FORMATS)
def test_the_builtin_catalogue_goes_through_every_format(name):
    text = written(name, catalogue=builtin())
    assert all(provenance.source not in text for reference in builtin() for provenance in reference.provenance)


def test_markdown_reproduces_the_list_of_the_primer():
    lines = written("markdown", export.Options(as_listed=True), builtin()).splitlines()
    listed = sorted((reference.listed.position, reference.listed) for reference in builtin() if reference.listed)
    assert [position for position, _ in listed] == list(range(1, 122))
    assert lines == [f"  - [{entry.title}]({entry.url})" for _, entry in listed]
    assert lines[1] == "  - [[1706.03762] Attention Is All You Need](https://arxiv.org/abs/1706.03762)"
    assert not any("\u201a\u00c4" in line for line in lines)


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "csl-json", "ris", "hayagriva"])
def test_abstracts_are_exported_on_demand_alone(name):
    reference = Reference(
        citation_key="one",
        type="article",
        kind="paper",
        title="One",
        url="https://example.org/1",
        abstract="We boil water.",
    )
    for wanted in (False, True):
        out = io.StringIO()
        export.get(name).write([reference], Header(title="A list"), out, export.Options(annotations=wanted))
        assert ("We boil water." in out.getvalue()) is wanted
