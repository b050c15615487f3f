"""T: the vocabulary and its use, and keywords."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from llmprimer.lint.finding import Remark, Severity
from llmprimer.lint.registry import catalogue_rule, record_rule
from llmprimer.lint.views import CatalogueView, RecordView
from llmprimer.text import fold


@catalogue_rule(
    "T101",
    "unused-topic",
    Severity.WARNING,
    reason="No record has the topic, and none has a narrower topic of it.",
    bad="""
title: A list
topics:
  rlhf: {label: RLHF, definition: Learning from people.}
references: {}
""",
    good="""
title: A list
topics:
  rlhf: {label: RLHF, definition: Learning from people.}
references:
  lee-2020-study: {type: article, kind: website, title: A study, topics: [rlhf], url: https://example.org/}
""",
)
def unused_topic(catalogue: CatalogueView) -> Iterator[Remark]:
    """Topics that no record uses, directly or through a narrower topic."""
    used = {topic for record in catalogue.records for topic in record.texts("topics")}
    broader = {slug: value.get("broader") for slug, value in catalogue.topics.items() if isinstance(value, dict)}
    waiting = list(used)
    while waiting:
        above = broader.get(waiting.pop())
        if isinstance(above, str) and above not in used:
            used.add(above)
            waiting.append(above)
    for slug, line in catalogue.topic_lines.items():
        if slug not in used:
            yield Remark(line, f'no reference has the topic "{slug}"')


@record_rule(
    "T102",
    "repeated-topic",
    Severity.WARNING,
    reason="A topic that is given twice counts once.",
    bad="topics: [rlhf, rlhf]",
    good="topics: [rlhf]",
    fixable=True,
)
def repeated_topic(record: RecordView) -> Iterator[Remark]:
    """The same topic twice in one record."""
    topics = record.texts("topics")
    seen: set[str] = set()
    for index, topic in enumerate(topics):
        if topic in seen:
            fix = record.changing("topics", lambda value: list(dict.fromkeys(value)))
            yield record.remark(f'"{topic}" is given twice', "topics", index, fix=fix)
        seen.add(topic)


@record_rule(
    "T103",
    "repeated-keyword",
    Severity.WARNING,
    reason="Keywords say what a work is about. Its other names, its organisations and its authors have fields of their own, "
    "which are searched too.",
    bad="author:\n- {literal: OpenAI}\nkeywords: [OpenAI, dialogue]",
    good="author:\n- {literal: OpenAI}\nkeywords: [dialogue]",
    fixable=True,
)
def repeated_keyword(record: RecordView) -> Iterator[Remark]:
    """Keywords that are also in another field of the record, or twice in the list."""
    fields = {fold(text): field for field in ("organizations", "aliases") for text in record.texts(field)}
    fields.update((fold(name), "author") for name in _names(record))
    for index, keyword in enumerate(record.texts("keywords")):
        if (field := fields.setdefault(fold(keyword), f"keywords.{index}")) != f"keywords.{index}":
            fix = record.changing("keywords", partial(_without_last, keyword))
            yield record.remark(f'"{keyword}" is in `{field.partition(".")[0]}`', "keywords", index, fix=fix)


def _names(record: RecordView) -> Iterator[str]:
    for name in record.mappings("author"):
        parts = (
            name.get(part) for part in ("given", "dropping_particle", "non_dropping_particle", "family", "literal")
        )
        yield " ".join(part for part in parts if isinstance(part, str))


def _without_last(keyword: str, keywords: list[str]) -> list[str]:
    """The list without the last occurrence of a keyword, so that the first one stays."""
    if keyword not in keywords:
        return keywords
    index = len(keywords) - 1 - keywords[::-1].index(keyword)
    return [*keywords[:index], *keywords[index + 1 :]]
