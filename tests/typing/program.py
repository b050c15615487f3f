"""A program of somebody else, for type checkers: it is checked by tests/typing/test_program.py and never run."""

from __future__ import annotations

from pathlib import Path

from llmprimer import Catalogue, Finding, LinkResult, NotFoundError, PartialDate, QueryError, Reference, SearchHits


def titles(query: str) -> list[str]:
    with Catalogue.open() as catalogue:
        hits: SearchHits = catalogue.search(query, limit=5)
        if not hits.confident:
            return []
        return [hit.title for hit in hits]


def issued(catalogue: Catalogue, key: str) -> PartialDate | None:
    try:
        reference: Reference = catalogue[key]
    except NotFoundError as error:
        print(error.message)
        return None
    return reference.issued


async def dead(catalogue: Catalogue) -> list[LinkResult]:
    return [result async for result in catalogue.check("kind:blog") if result.group == "dead"]


def errors(path: Path) -> list[Finding]:
    with Catalogue.open(path) as catalogue:
        return [finding for finding in catalogue.lint() if finding.severity == "error"]


def bibtex(catalogue: Catalogue, query: str) -> str:
    try:
        return catalogue.export("bibtex", query)
    except QueryError as error:
        return f"% {error.position}"
