"""The reports that people and machines read, read back by readers that are not ours."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from llmprimer.errors import UsageError
from llmprimer.links import Link, LinkResult, Probe, Verdict
from llmprimer.links.formats import csv as csv_format
from llmprimer.links.formats import github, junit, markdown, sarif
from llmprimer.links.formats import json as json_format
from llmprimer.links.inputs.reading import from_text
from llmprimer.links.model import Group, Hop, PageFacts
from llmprimer.links.report import sections
from llmprimer.report_formats import format_names, renderer

# MIT, from npm (see .ci/run): the licence of OASIS does not say that its own copy may be handed on.
SCHEMA = Path(__file__).parents[1] / "export/node/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
NASTY = "a|b `c` [d](https://evil.example/) @octocat #12 GH-7 owner/repo#3 <img src=x onerror=alert(1)> **x** ~~y~~ &lt;z :tada: $x$ 0123abc\n\n# h"


def result(
    verdict: Verdict = Verdict.NOT_FOUND,
    url: str = "https://example.org/a",
    reason: str = "because",
    *,
    before: Group | None = None,
    since: str | None = None,
    title: str | None = None,
    moved_to: str | None = None,
    **link: object,
) -> LinkResult:
    probe = Probe(
        url, hops=[Hop(url, 404, seconds=0.12345, bytes=512)], status_code=404, final_url=url, seconds=1.5, requests=2, bytes=512,
        page=PageFacts(title=title) if title else None,
    )  # fmt: skip
    return LinkResult(
        Link(url, **link), verdict, reason, "test", probe, moved_to=moved_to, failed_since=since, previous_group=before
    )


def one_of_each() -> list[LinkResult]:
    return [
        result(
            verdict, f"https://example.org/{verdict}", citation_key=f"key-{verdict}", line=n + 1, file="data/list.yaml"
        )
        for n, verdict in enumerate(Verdict)
    ]


@pytest.mark.parametrize("name", format_names("links"))
@pytest.mark.parametrize("results", [[], one_of_each(), [result(reason=NASTY, url="-", citation_key=NASTY, title=NASTY)]], ids=["none", "all", "nasty"])  # fmt: skip
def test_every_format_takes_every_result(name, results):
    text = renderer("links", name)(results)
    assert isinstance(text, str)
    assert not text.endswith("\n")
    for one in results:
        if one.verdict is not Verdict.OK and name != "github":
            assert str(one.verdict) in text


def test_a_format_that_is_not_there_is_told():
    with pytest.raises(UsageError, match="sarif"):
        renderer("links", "sariff")


# GitHub annotations, read by what the runner does: properties to the second `::`, values unescaped.


def annotations(text: str) -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in text.splitlines():
        assert line.startswith("::")
        head, _, data = line[2:].partition("::")
        level, _, properties = head.partition(" ")
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        found.append((level, {name: unescaped(value) for name, value in pairs.items()}, unescaped(data)))
    return found


def unescaped(text: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_annotations_stand_at_their_lines_with_levels():
    text = github.render(one_of_each())
    levels = {properties["title"].split(": ")[1]: level for level, properties, _ in annotations(text)}
    assert levels == {
        str(verdict): {"dead": "error", "suspect": "warning"}.get(verdict.group, "notice")
        for verdict in Verdict
        if verdict is not Verdict.OK
    }
    ((_, properties, data),) = annotations(github.render([result(citation_key="k,1", file="data/a b.yaml", line=7)]))
    assert properties == {"file": "data/a b.yaml", "line": "7", "title": "k,1: not_found"}
    assert data == "https://example.org/a: because"


def test_annotations_survive_what_strangers_write():
    reason = "100% ::error::\r\n::add-mask::x, y: z"
    ((_, properties, data),) = annotations(
        github.render([result(reason=reason, citation_key="a\n::b,c", line=1, file="f:1,2.md")])
    )
    assert data == f"https://example.org/a: {reason}"
    assert properties == {"file": "f:1,2.md", "line": "1", "title": "a\n::b,c: not_found"}


def test_standard_input_is_no_file():
    (link,) = from_text("first\nhttps://example.org/a\n", None)
    assert (link.file, link.line) == (None, 2)
    one = LinkResult(link, Verdict.GONE, "because", "test", Probe(link.url))
    ((_, properties, _),) = annotations(github.render([one]))
    assert properties == {"title": "link: gone (line 2 of standard input)"}
    assert "locations" not in json.loads(sarif.render([one]))["runs"][0]["results"][0]


def test_a_file_below_the_current_directory_is_named_from_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for written in (tmp_path / "sub" / "a.md", "sub/a.md", "./sub/../sub/a.md"):
        ((_, properties, _),) = annotations(github.render([result(file=str(written), line=1)]))
        assert properties["file"] == "sub/a.md"


def test_a_link_that_has_failed_for_long_is_an_error():
    one = result(Verdict.OK, reason="x", since="2023-01-01")
    assert github.render([one]).startswith("::error ")
    assert json.loads(sarif.render([one]))["runs"][0]["results"][0]["level"] == "error"
    assert "<failure" in junit.render([one])


# SARIF.


@pytest.fixture(scope="module")
def schema() -> dict:
    if not SCHEMA.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "the schema of SARIF is missing: npm install --prefix tests/export/node"
        )
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


@pytest.mark.tools
@pytest.mark.parametrize("results", [[], one_of_each(), [result(file="/else where/ü.md", line=3, reason=NASTY, title=NASTY, since="2023-01-01")]], ids=["none", "all", "nasty"])  # fmt: skip
def test_sarif_is_valid_by_the_official_schema(schema, results):
    jsonschema.Draft4Validator(schema).validate(json.loads(sarif.render(results)))


@pytest.mark.tools
def test_the_schema_would_tell(schema):
    report = json.loads(sarif.render(one_of_each()))
    report["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate(report)


def test_sarif_files_are_relative_addresses_below_the_root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {"sub dir/ä 100%#1?.md": "sub%20dir/%C3%A4%20100%25%231%3F.md", str(tmp_path / "a:b.md"): "a%3Ab.md"}
    for name, uri in names.items():
        (run,) = json.loads(sarif.render([result(file=name, line=3)]))["runs"]
        (place,) = run["results"][0]["locations"]
        assert place["physicalLocation"] == {
            "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 3},
        }
        assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]
        assert str(tmp_path) not in json.dumps(run)


def test_sarif_files_elsewhere_are_whole_addresses(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for name in ("../a b.md", str(tmp_path / "a b.md")):
        (run,) = json.loads(sarif.render([result(file=name)]))["runs"]
        artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        assert "uriBaseId" not in artifact
        assert urlsplit(artifact["uri"]).scheme == "file"
        assert unquote(urlsplit(artifact["uri"]).path) == str(tmp_path / "a b.md")


def test_sarif_carries_rules_evidence_and_what_makes_a_finding_the_same():
    (run,) = json.loads(sarif.render([*one_of_each(), result(before=Group.ALIVE, citation_key="k")]))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [str(verdict) for verdict in Verdict]
    assert all(rule["help"]["text"].startswith(rule["shortDescription"]["text"]) for rule in rules)
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert [one for one in run["results"] if one["ruleId"] == "ok"] == []
    levels = {one["ruleId"]: one["level"] for one in run["results"]}
    assert (levels["not_found"], levels["parked"], levels["dns"], levels["moved"]) == (
        "error",
        "warning",
        "note",
        "note",
    )
    (one,) = [one for one in run["results"] if one["properties"]["citation_key"] == "k"]
    assert one["properties"]["group"] == "dead"
    assert one["properties"]["became_dead"] is True
    assert one["properties"]["previous_group"] == "alive"
    assert one["properties"]["hops"][0]["status_code"] == 404

    def mark(other: LinkResult) -> str:
        return json.loads(sarif.render([other]))["runs"][0]["results"][0]["partialFingerprints"]["link/v1"]

    assert mark(result(line=1)) == mark(result(line=9, reason="put otherwise"))
    assert len({mark(result()), mark(result(Verdict.GONE)), mark(result(url="https://b.example/")), mark(result(citation_key="k"))}) == 4  # fmt: skip


def test_sarif_messages_hold_no_links_and_nothing_to_fill_in():
    (run,) = json.loads(sarif.render([result(reason="see [here](https://evil.example/) or {0}")]))["runs"]
    assert run["results"][0]["message"]["text"].endswith("see [here\\](https://evil.example/) or {{0}}")


# JUnit.


def test_junit_is_read_back():
    results = [
        *one_of_each(),
        result(reason=NASTY + "\x00\x1b\ufffe", url="https://example.org/?a=1&b=<2>\"'", citation_key="k&k"),
    ]
    (suite,) = JUnitXml.fromstring(junit.render(results).encode())
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (len(results), 6, 0, 15)
    cases = list(suite)
    assert [case.name for case in cases] == [one.link.url for one in results]
    kinds = {case.classname: [type(told).__name__ for told in case.result] for case in cases}
    for verdict in Verdict:
        kind = {"dead": ["Failure"], "alive": []}.get(verdict.group, ["Skipped"])
        assert kinds[f"key-{verdict}"] == kind
    assert cases[3].result[0].message == "parked: because"
    assert cases[3].result[0].type == "parked"
    assert (cases[-1].classname, cases[-1].time) == ("k&k", 1.5)
    assert "onerror=alert(1)" in cases[-1].result[0].message


def test_junit_escapes_what_xml_cannot_hold():
    ((case,),) = JUnitXml.fromstring(junit.render([result(reason="a\x00b\ud800c\tä\U0001f600")]).encode())
    assert case.result[0].text == "not_found: abc\tä\U0001f600"


# CSV.


def rows(results: list[LinkResult]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_format.render(results))))


def test_csv_has_every_column_worst_first():
    both = [
        result(Verdict.OK, citation_key="fine"),
        result(citation_key="k", title='A, "B"', since="2023-01-13", file="a.md", line=4),
    ]
    first, second = rows(both)
    assert (first["citation_key"], second["citation_key"]) == ("k", "fine")
    assert tuple(first) == csv_format.COLUMNS
    assert (first["failed_since"], first["title"], first["file"], first["line"]) == (
        "2023-01-13",
        'A, "B"',
        "a.md",
        "4",
    )
    assert second["failed_since"] == ""


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("https://evil.example/")']
)
def test_no_cell_is_a_formula(text):
    (row,) = rows([result(reason=text, citation_key=text, title=text, url=text)])
    for column in ("reason", "citation_key", "title", "url"):
        assert row[column].startswith("'")
        assert row[column].lstrip("' \t\r").startswith(text.strip())
    assert float(row["seconds"]) == 1.5


def test_a_cell_is_one_line():
    assert len(csv_format.render([result(reason="a\r\nb\u2028c\vd\0e")]).splitlines()) == 2


# JSON.


def test_json_has_the_documented_shape():
    report = json.loads(
        json_format.render([result(Verdict.OK), result(before=Group.SUSPECT, citation_key="ä", file="a.md", line=2)])
    )
    assert list(report) == ["shape", "links_by_group", "results"]
    assert report["links_by_group"] == {"alive": 1, "suspect": 0, "uncertain": 0, "dead": 1}
    first = report["results"][0]
    assert (first["citation_key"], first["group"], first["previous_group"], first["became_dead"]) == (
        "ä",
        "dead",
        "suspect",
        True,
    )
    assert first["hops"] == [
        {
            "url": "https://example.org/a",
            "status_code": 404,
            "method": "GET",
            "via": "http",
            "seconds": 0.123,
            "bytes": 512,
        }
    ]
    assert (first["file"], first["line"]) == ("a.md", 2)
    lines = renderer("links", "jsonl")([result(Verdict.OK), result()]).splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["ok", "not_found"]


# Markdown, as markdown-it renders it with GitHub's tables.


def tables(text: str) -> dict[str, list[list[list]]]:
    """Heading -> rows -> cells -> the tokens of each cell, header rows left out."""
    found: dict[str, list[list[list]]] = {}
    heading, tokens = "", MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    for n, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[n + 1].content
            found.setdefault(heading, [])
        elif token.type == "tr_open":
            found[heading].append([])
        elif token.type == "td_open":
            found[heading][-1].append(tokens[n + 1].children)
    return {heading: [row for row in its if row] for heading, its in found.items()}


def shown(cell: list) -> str:
    return "".join(token.content for token in cell)


def test_markdown_puts_what_became_dead_first():
    results = [
        result(Verdict.DNS, citation_key="uncertain"),
        result(citation_key="long", before=Group.DEAD),
        result(citation_key="new", before=Group.ALIVE),
        result(Verdict.OK, citation_key="fine"),
        result(Verdict.MOVED, citation_key="moved", moved_to="https://b.example/"),
        result(Verdict.PARKED, citation_key="parked"),
        result(citation_key="unknown"),
    ]
    report = tables(markdown.render(results))
    assert list(report) == ["Link check", "Newly dead", "Dead", "Suspect", "Uncertain", "Moved"]
    names = {heading: [shown(row[0]) for row in its] for heading, its in report.items()}
    assert names == {
        "Link check": [], "Newly dead": ["new", "unknown"], "Dead": ["long"], "Suspect": ["parked"], "Uncertain": ["uncertain"],
        "Moved": ["moved"],
    }  # fmt: skip
    assert [title for title, _ in sections(results)] == list(report)[1:]


@pytest.mark.parametrize("field", ["reason", "citation_key", "title", "file"])
def test_markdown_makes_nothing_of_what_strangers_write(field):
    more = {"citation_key": None, field: NASTY} if field != "file" else {"file": NASTY}
    label = {"title": NASTY} if field == "title" else {}
    link = {name: value for name, value in more.items() if name in ("citation_key", "file")}
    one = result(reason=NASTY if field == "reason" else "because", **link)
    if label:
        one = LinkResult(Link(one.link.url, title=NASTY), one.verdict, one.reason, one.rule, one.probe)
    report = tables(markdown.render([one]))
    assert list(report) == ["Link check", "Newly dead"]
    ((name, verdict, reason),) = report["Newly dead"]
    assert shown(verdict) == "not_found"
    kinds = {token.type for token in (*name, *reason)}
    assert kinds <= {"text", "code_inline", "link_open", "link_close", "text_special"}
    links = [token.attrs["href"] for token in (*name, *reason) if token.type == "link_open"]
    assert links == ["https://example.org/a"]
    if field != "file":
        cell = name if field in ("citation_key", "title") else reason
        assert shown(cell) == " ".join(NASTY.split())
        for token in cell:  # what GitHub acts upon is in code, where it does not
            if token.type != "code_inline":
                assert not any(
                    sign in token.content for sign in ("@", "#", "<", "://", "GH-", ":tada:", "$", "0123abc")
                )


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a|b", "https://example.org/a>b<c", "https://example.org/`x`", "https://example.org/a b\nc", "https://example.org/\\|x", "https://example.org/[x](y)"],
)  # fmt: skip
def test_markdown_links_lead_where_the_address_says(url):
    ((name, _, _),) = tables(markdown.render([result(url=url)]))["Newly dead"]
    (href,) = [token.attrs["href"] for token in name if token.type == "link_open"]
    assert unquote(href) == url
    assert shown(name).replace(" ", "") == "".join(url.split())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/@me", "not an address `#1`"])
def test_what_is_no_web_address_is_no_link(url):
    for key in (None, "key"):
        ((name, _, _),) = tables(markdown.render([result(Verdict.INVALID_URL, url=url, citation_key=key)]))[
            "Newly dead"
        ]
        assert {token.type for token in name} <= {"text", "code_inline"}
        assert "".join(url.split()) in shown(name).replace(" ", "")


def test_a_report_fits_into_an_issue():
    results = [
        result(url=f"https://example.org/{n}/{'x' * 400}", reason="y" * 500, before=Group.DEAD if n % 2 else None)
        for n in range(900)
    ]
    text = markdown.render(results)
    assert len(text) < 65_536
    report = tables(text)
    told = sum(len(its) for its in report.values())
    more = [int(line.split()[2]) for line in text.splitlines() if line.startswith("… and ")]
    assert told + sum(more) == 900
    assert "900 links: 0 alive, 0 suspect, 0 uncertain, 900 dead" in text
