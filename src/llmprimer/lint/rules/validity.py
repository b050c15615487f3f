"""E: codes for the errors that CatalogueReader finds; and L001."""

from __future__ import annotations

from collections.abc import Iterator

from llmprimer.lint.finding import Remark, Severity
from llmprimer.lint.registry import catalogue_rule
from llmprimer.lint.views import CatalogueView


def _problems(catalogue: CatalogueView, about: str) -> Iterator[Remark]:
    for problem in catalogue.problems:
        if problem.about == about:
            yield Remark(problem.line or 1, problem.message, problem.key)


@catalogue_rule(
    "E001",
    "not-yaml",
    Severity.ERROR,
    reason="The file is not valid YAML, or has anchors, aliases or tags; nothing else can be checked.",
    bad="title: A list\nreferences: [",
    good="title: A list\nreferences: {}",
)
def not_yaml(catalogue: CatalogueView) -> Iterator[Remark]:
    """YAML errors, anchors, tags, excessive nesting."""
    return _problems(catalogue, "yaml")


@catalogue_rule(
    "E002",
    "invalid-field",
    Severity.ERROR,
    reason="A field is unknown, missing, empty or given twice, or its value is invalid (wrong form, control characters).",
    bad="issued: June 2017",
    good="issued: 2017-06",
)
def invalid_field(catalogue: CatalogueView) -> Iterator[Remark]:
    """Fields that the model rejects."""
    return _problems(catalogue, "field")


@catalogue_rule(
    "E003",
    "unknown-topic",
    Severity.ERROR,
    reason="A record or a topic names a topic that the vocabulary does not have, or topics are broader than each other.",
    bad="topics: [rhlf]",
    good="topics: [rlhf]",
)
def unknown_topic(catalogue: CatalogueView) -> Iterator[Remark]:
    """Topics that do not exist."""
    return _problems(catalogue, "topic")


@catalogue_rule(
    "E004",
    "dangling-relation",
    Severity.ERROR,
    reason="A relation names a citation key that the catalogue does not have, or the record itself.",
    bad="relations:\n- {type: builds-on, target: nobody-2020-nothing}",
    good="relations:\n- {type: builds-on, title: A work outside, url: https://example.org/outside}",
)
def dangling_relation(catalogue: CatalogueView) -> Iterator[Remark]:
    """Relations to keys that do not exist."""
    return _problems(catalogue, "relation")


@catalogue_rule(
    "E005",
    "keys-differ-in-case",
    Severity.ERROR,
    reason="Two citation keys differ only in case; BibTeX and some file systems treat them as equal.",
    bad="""
title: A list
references:
  lee-2020-study: {type: article, kind: website, title: One, url: https://example.org/1}
  Lee-2020-study: {type: article, kind: website, title: Two, url: https://example.org/2}
""",
    good="""
title: A list
references:
  lee-2020-other: {type: article, kind: website, title: Two, url: https://example.org/2}
  lee-2020-study: {type: article, kind: website, title: One, url: https://example.org/1}
""",
)
def keys_differ_in_case(catalogue: CatalogueView) -> Iterator[Remark]:
    """Keys that are equal if case is ignored."""
    return _problems(catalogue, "key")


@catalogue_rule(
    "L001",
    "unused-ignore",
    Severity.WARNING,
    reason="An ignore comment without a finding would hide a later one.",
    bad="title: A study  # llmprimer: ignore[S401]",
    good="title: A study | TechCrunch  # llmprimer: ignore[S401]",
)
def unused_ignore(_: CatalogueView) -> Iterator[Remark]:
    """Yields nothing: `lint` itself reports these, after all other rules have run."""
    return iter(())
