"""Every rule finds its own bad example and is content with its good one; a safe fix makes the one into the other."""

from __future__ import annotations

import pytest
import yaml

from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.lint import apply_fixes, lint, select_rules
from llmprimer.lint.registry import rules

BASE = {"type": "webpage", "kind": "website", "title": "A study", "url": "https://example.org/study"}
HEAD = "title: A list\ntopics:\n  rlhf: {label: RLHF, definition: Learning from people.}\nreferences:\n"
OTHER = "  base-2020-use: {type: webpage, kind: website, title: Base, topics: [rlhf], url: https://example.org/base}\n"


def catalogue(example: str) -> str:
    """The example itself, if it is a whole catalogue, or a catalogue with a record that has those fields."""
    if "references:" in example:
        return example + "\n"
    given = {line.partition(":")[0] for line in example.splitlines()}
    lines = [f"{name}: {value}" for name, value in BASE.items() if name not in given] + example.splitlines()
    return HEAD + OTHER + "  lee-2020-study:\n" + "".join(f"    {line}\n" for line in lines)


def codes(text: str, only: str | None = None) -> set[str]:
    return {finding.code for finding in lint(text, "x.yaml", select_rules([only]) if only else None)}


every_rule = pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)


@every_rule
def test_the_bad_example_is_found(rule):
    select = ["L001", "S401"] if rule.code == "L001" else [rule.code]
    found = lint(catalogue(rule.bad), "x.yaml", select_rules(select))
    assert {finding.code for finding in found} == {rule.code}


@every_rule
def test_the_good_example_is_clean(rule):
    select = ["L001", "S401"] if rule.code == "L001" else [rule.code]
    assert lint(catalogue(rule.good), "x.yaml", select_rules(select)) == []


@every_rule
def test_the_good_example_is_a_valid_catalogue(rule):
    assert not {code for code in codes(catalogue(rule.good)) if code.startswith("E")}


@every_rule
def test_a_fix_makes_the_finding_go_and_nothing_invalid(rule, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(catalogue(rule.bad), encoding="utf-8")
    if not rule.fixable:
        assert all(finding.fix is None for finding in lint(path.read_text(encoding="utf-8"), "x.yaml", [rule]))
        return
    file = CatalogueFile.open(path)
    assert apply_fixes(file, [rule]) > 0
    file.commit()
    text = path.read_text(encoding="utf-8")
    assert lint(text, "x.yaml", [rule]) == []
    if rule.code not in ("O801", "O802", "A502"):
        assert _plain(text) == _plain(catalogue(rule.good))


def _plain(text: str) -> object:
    return yaml.load(text, yaml.BaseLoader)


@every_rule
def test_a_rule_says_why_and_what(rule):
    assert rule.reason.endswith(".")
    assert rule.name == rule.name.lower().replace(" ", "-")
