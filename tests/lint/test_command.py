"""`llmprimer lint`: formats, fixes with consent, exit codes, and lines that are exact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from llmprimer.errors import ExitCode, UsageError
from llmprimer.lint import lint, select_rules
from llmprimer.lint.registry import rules
from llmprimer.report_formats import MAX_ISSUE, format_names, renderer

ROOT = Path(__file__).resolve().parents[2]
TEXT = """\
title: A list
topics:
  rlhf: {label: RLHF, definition: Learning from people.}
references:

  # first
  b-2020-two:
    type: webpage
    kind: website
    title: 'Two | TechCrunch'   # as the page has it
    topics: [rlhf]
    url: https://example.org/two?utm_source=x

  a-2020-one:
    type: webpage
    kind: website
    title: One
    author:
    - {family: Lee, given: Ann}
    - {family: KIMURA, given: Bo}
    url: https://example.org/one
"""


@pytest.fixture
def path(tmp_path) -> Path:
    path = tmp_path / "references.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_findings_have_their_exact_lines(run, path):
    done = run("lint", path)
    assert done.status == ExitCode.NOTHING
    assert done.out.splitlines() == [
        f'{path}:10: S401 warning: b-2020-two: the title without the site: "Two" [fixable]',
        f"{path}:12: A501 warning: b-2020-two: the address without tracking: https://example.org/two [fixable]",
        f"{path}:14: O801 warning: a-2020-one: belongs before b-2020-two [fixable]",
        f'{path}:20: N301 warning: a-2020-one: "KIMURA" is all capitals',
    ]
    assert "4 warnings; 3 fixable" in done.err


def test_fix_shows_the_diff_and_waits_for_consent(run, path):
    done = run("lint", path, "--fix")
    assert done.status == ExitCode.NOTHING
    assert "+    title: Two   # as the page has it" in done.out
    assert path.read_text() == TEXT


def test_fix_corrects_what_is_safe_and_reports_the_rest(run, path):
    done = run("lint", path, "--fix", "--yes")
    assert done.status == ExitCode.NOTHING
    assert [finding.code for finding in lint(path.read_text(), "x")] == ["N301"]
    assert "N301" in done.err
    assert path.read_text().index("a-2020-one:") < path.read_text().index("# first\n  b-2020-two:")


@pytest.mark.parametrize("consent", [["--yes"], []])
@pytest.mark.parametrize("form", ["json", "sarif"])
def test_with_fix_a_format_for_programs_has_standard_output_to_itself(run, path, form, consent):
    done = run("lint", path, "--fix", "--format", form, *consent)
    assert json.loads(done.out)
    assert "+    title: Two   # as the page has it" in done.err


def test_fix_of_a_clean_catalogue_writes_nothing(run, path):
    path.write_text(TEXT.replace("KIMURA", "Kimura"))
    run("lint", path, "--fix", "--yes")
    stamp = path.stat().st_mtime_ns
    assert run("lint", path, "--fix", "--yes").status == ExitCode.DONE
    assert path.stat().st_mtime_ns == stamp


def test_rules_are_chosen_by_the_beginning_of_their_code(run, path):
    assert [line.split()[1] for line in run("lint", path, "--select", "S,A501").out.splitlines()] == ["S401", "A501"]
    assert [line.split()[1] for line in run("lint", path, "--ignore", "S,A", "--ignore", "o").out.splitlines()] == [
        "N301"
    ]
    assert run("lint", path, "--select", "Q").status == ExitCode.USAGE


def test_the_rules_can_be_listed(run):
    listed = [line.split("\t")[0] for line in run("lint", "--rules").out.splitlines()]
    assert listed == list(rules())
    assert all(line.startswith("S") for line in run("lint", "--rules", "--select", "S").out.splitlines())


def test_every_format_of_the_folder_is_in_the_help(run):
    assert f"One of {', '.join(format_names('lint'))}" in " ".join(run("lint", "--help").out.replace("│", " ").split())
    with pytest.raises(UsageError, match='did you mean "sarif"'):
        renderer("lint", "sarff")


def test_json_has_everything(run, path):
    content = json.loads(run("lint", path, "--format", "json").out)
    assert content["shape"] == "llmprimer.lint/1"
    assert content["findings"][0] == {
        "path": str(path),
        "line": 10,
        "citation_key": "b-2020-two",
        "code": "S401",
        "name": "site-in-title",
        "severity": "warning",
        "message": 'the title without the site: "Two"',
        "fixable": True,
    }


def test_sarif_names_rule_place_and_level(run, path):
    log = json.loads(run("lint", path, "--format", "sarif").out)
    described = log["runs"][0]["tool"]["driver"]["rules"]
    result = log["runs"][0]["results"][0]
    assert (log["version"], described[result["ruleIndex"]]["id"], result["ruleId"]) == ("2.1.0", "S401", "S401")
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 10}
    assert result["level"] in ("error", "warning", "note")
    assert [rule["id"] for rule in described] == list(rules())


def test_github_commands_escape_what_would_end_them(run, tmp_path):
    path = tmp_path / "a,b.yaml"
    path.write_text(TEXT.replace("'Two | TechCrunch'", "'100%, | TechCrunch'"))
    line = run("lint", path, "--format", "github", "--select", "S401").out
    assert line.startswith("::warning file=")
    assert 'a%2Cb.yaml,line=10,title=S401 site-in-title::b-2020-two: the title without the site: "100%25,"' in line


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("# llmprimer: ignore[S401]", []),
        ("# llmprimer: ignore[S]", []),
        ("# a word on it; llmprimer: ignore[S401, A501]", ["L001"]),
        ("# llmprimer: ignore[A501]", ["L001", "S401"]),
        ("# llmprimer: ignore[X999]", ["L001", "S401"]),
        ("# llmprimer: ignore[]", ["S401"]),
    ],
)
def test_a_comment_on_the_line_ignores_what_it_names(comment, left):
    text = TEXT.replace("# as the page has it", comment)
    assert sorted(finding.code for finding in lint(text, "x") if finding.line == 10) == left


def test_a_comment_on_the_key_ignores_for_the_whole_record():
    text = TEXT.replace("b-2020-two:", "b-2020-two:  # llmprimer: ignore[S401,A501]")
    assert [finding.code for finding in lint(text, "x")] == ["O801", "N301"]


def test_an_ignore_comment_is_not_unused_when_its_rule_did_not_run():
    text = TEXT.replace("# as the page has it", "# llmprimer: ignore[S401]")
    assert lint(text, "x", select_rules(["A501", "L001"]))[0].code == "A501"
    assert "L001" not in {finding.code for finding in lint(text, "x", select_rules(["A501", "L001"]))}


def test_a_file_that_is_not_valid_is_linted_as_far_as_it_goes(run, path):
    path.write_text(TEXT.replace("kind: website\n    title: One", "kind: sight\n    title: One | TechCrunch"))
    lines = run("lint", path).out.splitlines()
    assert f'{path}:16: E002 error: a-2020-one: unknown kind "sight"' in lines[3]
    assert f"{path}:17: S401 warning" in lines[4]


def test_topics_that_are_no_mapping_are_a_finding(run, path):
    path.write_text("title: T\ntopics:\n  a\nreferences: {}\n", encoding="utf-8")
    done = run("lint", path, "--format", "json")
    assert done.status == ExitCode.NOTHING
    (finding,) = json.loads(done.out)["findings"]
    assert (finding["code"], finding["line"]) == ("E002", 2)
    assert finding["message"] == '`topics` must be a mapping, not "a"'


def test_a_file_that_is_no_yaml_is_one_finding(run, path):
    path.write_text("title: [\n")
    done = run("lint", path, "--format", "json")
    assert [finding["code"] for finding in json.loads(done.out)["findings"]] == ["E001"]
    assert done.status == ExitCode.NOTHING


def test_a_missing_file_is_an_error(run, tmp_path):
    assert run("lint", tmp_path / "none.yaml").status == ExitCode.CATALOGUE


def test_notes_alone_do_not_fail(run, path):
    path.write_text(
        "title: T\nreferences:\n  a-2020-one: {type: webpage, kind: website, title: A  b, url: https://example.org/}\n"
    )
    done = run("lint", path)
    assert (done.status, "S405 note" in done.out) == (ExitCode.DONE, True)


def test_the_built_in_catalogue_is_clean(run):
    done = run("lint", ROOT / "data" / "references.yaml")
    assert (done.status, done.out) == (ExitCode.DONE, "")


def test_the_example_of_ignore_comments_in_the_documentation_has_no_findings():
    text = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
    section = text.partition("## Ignoring findings")[2].partition("## ")[0]
    example = section.partition("```yaml\n")[2].partition("```")[0]
    assert example.count("llmprimer: ignore") == 2
    assert lint(example, "x") == []
    without = example.replace("# llmprimer: ignore", "# ")
    assert sorted({finding.code for finding in lint(without, "x")}) == ["A504", "S403"]


def test_the_documentation_has_every_rule_and_no_other():
    from llmprimer.lint.documentation import rules_as_markdown

    text = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
    made = text.partition("]]] -->\n")[2].partition("\n<!-- [[[end]]] -->")[0]
    assert made == rules_as_markdown()


def test_the_hook_for_others_calls_a_command_that_there_is(run):
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        program, command, *_ = hook["entry"].split()
        assert program == "llmprimer"
        assert run(command, "--help").status == ExitCode.DONE


# -- forms, explanations, standard input ---------------------------------------------------------------------------


@pytest.fixture
def typed(monkeypatch):
    """Puts text on standard input."""
    import io

    def put(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return put


def test_standard_input_is_checked(run, typed, path):
    typed(TEXT)
    done = run("lint", "-")
    assert done.status == ExitCode.NOTHING
    assert done.out.splitlines()[0].startswith("<stdin>:10: S401 warning: b-2020-two: ")
    assert done.out.replace("<stdin>", str(path)) == run("lint", path).out


def test_standard_input_is_corrected_on_standard_output(run, typed, path):
    run("lint", path, "--fix", "--yes")
    typed(TEXT)
    done = run("lint", "-", "--fix")
    assert done.out == path.read_text()
    assert "N301" in done.err
    typed(TEXT)
    assert run("lint", "-", path, "--fix").status == ExitCode.USAGE


def test_statistics_count_the_findings_of_each_rule(run, path):
    done = run("lint", path, "--statistics")
    assert done.out.splitlines() == [
        "1\tA501\twarning\ttracking-parameters\t1 fixable",
        "1\tN301\twarning\tname-in-capitals",
        "1\tO801\twarning\trecords-out-of-order\t1 fixable",
        "1\tS401\twarning\tsite-in-title\t1 fixable",
    ]
    assert done.status == ExitCode.NOTHING
    assert run("lint", path, "--statistics", "-f", "json").status == ExitCode.USAGE


@pytest.mark.parametrize("code", sorted(rules()))
def test_every_rule_is_explained_with_its_examples(run, code):
    done = run("lint", "--explain", code.lower())
    rule = rules()[code]
    assert done.status == ExitCode.DONE
    assert done.out.startswith(f"{code} {rule.name} ({rule.severity})\n\n{rule.reason}")
    for text in (rule.bad, rule.good):
        assert "\n".join(f"  {line}".rstrip() for line in text.splitlines()) in done.out


def test_a_rule_that_is_not_there_is_not_explained(run):
    done = run("lint", "--explain", "S999")
    assert (done.status, done.out) == (ExitCode.USAGE, "")
    assert 'no rule has the code "S999"' in done.err


def test_junit_has_a_failure_for_each_finding(run, path):
    from junitparser import JUnitXml

    suite = JUnitXml.fromstring(run("lint", path, "-f", "junit").out.encode())
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (4, 4, 0, 0)
    (first, *_) = next(iter(suite))
    assert first.result[0].type == "S401"
    assert first.result[0].message == 'the title without the site: "Two"'
    clean = path.with_name("clean.yaml")
    clean.write_text("title: Clean\nreferences: {}\n", encoding="utf-8")
    suite = JUnitXml.fromstring(run("lint", clean, "-f", "junit").out.encode())
    assert (suite.tests, suite.failures) == (1, 0)


def test_junit_and_markdown_hold_whatever_a_title_says(run, path):
    from junitparser import JUnitXml
    from markdown_it import MarkdownIt

    nasty = "A <b>&amp;| @somebody #12 `x` \\| | TechCrunch"
    path.write_text(TEXT.replace("'Two | TechCrunch'", f"'{nasty}'"), encoding="utf-8")
    assert JUnitXml.fromstring(run("lint", path, "-f", "junit").out.encode()).failures == 5
    report = run("lint", path, "-f", "markdown").out
    assert "`@somebody` `#12`" in report, "code hosts make no mentions or links of code"
    tables = MarkdownIt().enable("table").parse(report)
    rows = [token for token in tables if token.type == "tr_open"]
    cells = [token for token in tables if token.type == "td_open"]
    assert (len(rows), len(cells)) == (1 + 5, 4 * 5)
    html = MarkdownIt().enable("table").render(report)
    assert "<code>@somebody</code> <code>#12</code> <code>`x`</code> \\|" in html


def test_a_long_markdown_report_fits_into_an_issue(run, tmp_path):
    from llmprimer.lint import Finding, Severity
    from llmprimer.lint.formats.markdown import render

    findings = [Finding("S401", "x", Severity.ERROR, "a.yaml", n, f"k-{n}", "m" * 300) for n in range(1, 900)]
    report = render(findings)
    assert len(report) < MAX_ISSUE + 100
    shown = report.count("| S401")
    assert f"… and {899 - shown} more." in report


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: A\nreferences:\n\ta:\n", 3, "a tab at the beginning of the line; YAML is indented with spaces"),
        ("title: A\nreferences:\n  a:\n    type: book\n\tkind: book\n", 5, "a tab at the beginning of the line"),
        ("title: A\nreferences:\n  a:\n   \tkind: book\n", 4, "a tab at the beginning of the line"),
        ("title: A\nreferences:\n  a:\n    title: 'x\n    kind: book\n", 4, "a quotation mark is never closed"),
        ("title: A\nreferences: {a: b\n", 2, "a brace is never closed"),
        ("title: A\nreferences:\n  a:\n    topics: [x\n    kind: book\n", 4, "a bracket is never closed"),
        ("title: A: B\nreferences: {}\n", 1, "put the value in quotes"),
        ("title: A\nreferences:\n  a:\n    title: X: y\n", 4, "put the value in quotes"),
    ],
)
def test_broken_yaml_is_one_finding_in_words(run, tmp_path, text, line, message):
    path = tmp_path / "references.yaml"
    path.write_text(text, encoding="utf-8")
    done = run("lint", path)
    (only,) = done.out.splitlines()
    assert only.startswith(
        f"{path}:{line}: E001 error: not valid YAML: {message}" if message[0] == "a" else f"{path}:{line}: E001"
    )
    assert message in only
    assert done.err == "llmprimer: 1 error\n"
    assert run("list", "--catalogue", path).err.count("\n") == 1


def test_a_tab_within_a_value_is_fine(run, tmp_path):
    path = tmp_path / "references.yaml"
    path.write_text("title:\tA\nreferences: {}\n", encoding="utf-8")
    assert run("lint", path).out == ""
