"""W: works and their relations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from llmprimer.catalogue.matching import Matcher, Work
from llmprimer.lint.finding import Fix, Remark, Severity
from llmprimer.lint.registry import catalogue_rule
from llmprimer.lint.views import CatalogueView, RecordView

_EVIDENCE = {
    "arxiv": "the same arXiv identifier",
    "doi": "the same DOI",
    "url": "the same address",
    "title": "nearly the same title, and the same first author",
}


def _work(record: RecordView) -> Work:
    # Without DOIs: I602 reports a DOI in two records, because often one of the two is wrong.
    return Work.of(record.key, record.values)._replace(doi="", published_doi="")


@catalogue_rule(
    "W701",
    "duplicate-work",
    Severity.WARNING,
    reason="A work with two keys has its facts in two records and is cited twice.",
    bad="""
title: A list
references:
  one: {type: article, kind: website, title: One, url: https://example.org/study}
  two: {type: article, kind: website, title: Two, url: http://www.example.org/study/?utm_source=x}
""",
    good="""
title: A list
references:
  one: {type: article, kind: website, title: One, url: https://example.org/study}
""",
)
def duplicate_work(catalogue: CatalogueView) -> Iterator[Remark]:
    """Records of the same work, by identifier, address, or title and author."""
    matcher = Matcher()
    for record in catalogue.records:
        work = _work(record)
        match = matcher.find(work)
        if match is not None:
            field = match.by if match.by in record.values else "url"
            first = catalogue.by_key[match.key]
            message = f"{_EVIDENCE[match.by]} as {match.key} (line {first.first_line})"
            yield record.remark(message, field)
        matcher.add(work)


@catalogue_rule(
    "W702",
    "relation-to-a-work-inside",
    Severity.WARNING,
    reason="The target of the relation is in this catalogue; with its key, the relation is shown for both references.",
    bad="""
title: A list
references:
  one: {type: article, kind: website, title: One, url: https://example.org/one}
  two:
    type: article
    kind: website
    title: Two
    url: https://example.org/two
    relations:
    - {type: announces, title: One, url: https://example.org/one}
""",
    good="""
title: A list
references:
  one: {type: article, kind: website, title: One, url: https://example.org/one}
  two:
    type: article
    kind: website
    title: Two
    url: https://example.org/two
    relations:
    - {type: announces, target: one}
""",
    fixable=True,
)
def relation_to_a_work_inside(catalogue: CatalogueView) -> Iterator[Remark]:
    """Relations with a title instead of a possible key; compares only identifiers and addresses."""
    if not any(record.values.get("relations") for record in catalogue.records):
        return
    matcher = Matcher()
    for record in catalogue.records:
        matcher.add(Work.of(record.key, record.values)._replace(title=""))
    for record in catalogue.records:
        for index, relation in enumerate(record.mappings("relations")):
            url, doi, arxiv = (relation.get(field) for field in ("url", "doi", "arxiv"))
            outside = Work(
                record.key,
                urls=(url,) if isinstance(url, str) else (),
                doi=doi if isinstance(doi, str) else "",
                arxiv=arxiv if isinstance(arxiv, str) else "",
            )
            match = matcher.find(outside) if "target" not in relation else None
            if match is not None:
                fix = _naming(record, index, {"type": relation.get("type"), "target": match.key})
                yield record.remark(f"this work is {match.key}", "relations", index, fix=fix)


def _naming(record: RecordView, index: int, relation: dict[str, Any]) -> Fix:
    return record.changing("relations", lambda value: [*value[:index], relation, *value[index + 1 :]])


@catalogue_rule(
    "W703",
    "relations-in-a-circle",
    Severity.WARNING,
    reason="Two works cannot each announce, implement or build on the other.",
    bad="""
title: A list
references:
  one:
    {type: article, kind: website, title: One, url: https://example.org/1, relations: [{type: announces, target: two}]}
  two:
    {type: article, kind: website, title: Two, url: https://example.org/2, relations: [{type: announces, target: one}]}
""",
    good="""
title: A list
references:
  one: {type: article, kind: website, title: One, url: https://example.org/1}
  two:
    {type: article, kind: website, title: Two, url: https://example.org/2, relations: [{type: announces, target: one}]}
""",
)
def relations_in_a_circle(catalogue: CatalogueView) -> Iterator[Remark]:
    """The same relation in both directions."""
    seen: set[tuple[str, str, str]] = set()
    for record in catalogue.records:
        for index, relation in enumerate(record.mappings("relations")):
            kind, target = str(relation.get("type")), relation.get("target")
            if not isinstance(target, str):
                continue
            if (target, kind, record.key) in seen:
                yield record.remark(f"{target} has the same relation to this one", "relations", index)
            seen.add((record.key, kind, target))


_STATUS_ADVICE = {
    "retracted": "its results are not to be relied on",
    "withdrawn": "its authors no longer stand by it",
    "superseded": "a later work replaces it",
}


@catalogue_rule(
    "W704",
    "retracted-or-superseded",
    Severity.WARNING,
    reason="Readers trust a work that a list recommends. Remove a retracted, withdrawn or superseded work, or explain "
    "in an ignore comment why it stays.",
    bad="""
title: A list
references:
  one:
    type: article
    kind: paper
    title: One
    url: https://arxiv.org/abs/2401.00917
    arxiv: {id: '2401.00917'}
    status: {type: withdrawn, arxiv: '2406.00780'}
""",
    good="""
title: A list
references:
  two:
    type: article
    kind: paper
    title: Two
    url: https://arxiv.org/abs/2406.00780
    arxiv: {id: '2406.00780'}
""",
)
def retracted_or_superseded(catalogue: CatalogueView) -> Iterator[Remark]:
    """Retracted, withdrawn or superseded works, with the work that replaces them."""
    if not any("status" in record.values for record in catalogue.records):
        return
    matcher = Matcher()
    for record in catalogue.records:
        matcher.add(Work.of(record.key, record.values)._replace(title=""))
    for record in catalogue.records:
        status = record.text("status", "type")
        if status not in _STATUS_ADVICE:
            continue
        url = record.text("status", "url")
        arxiv, doi = record.text("status", "arxiv"), record.text("status", "doi")
        other = matcher.find(Work(record.key, urls=(url,) if url else (), arxiv=arxiv, doi=doi))
        successor = other.key if other is not None else f"arXiv:{arxiv}" if arxiv else f"doi:{doi}" if doi else url
        when = record.text("status", "issued")
        message = f"{status}{f' on {when}' if when else ''}: {_STATUS_ADVICE[status]}{f'; see {successor}' if successor else ''}"
        yield record.remark(message, "status")
