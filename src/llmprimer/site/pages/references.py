"""The page of each reference: all its facts, its citations, and related references."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from llmprimer.export._work import keywords, work_of
from llmprimer.index.rows import authors_of
from llmprimer.model import Reference
from llmprimer.site import addresses, citations, metadata
from llmprimer.site.content import page_digest
from llmprimer.site.plan import SECTIONS, Row
from llmprimer.site.rendering import Page, Rendering
from llmprimer.vocabulary import RelationType

#: The most related references.
_RELATED = 6


def pages(rendering: Rendering) -> Iterator[Page]:
    content = rendering.content
    outline = {slide.slide: slide.title for slide in content.header.outline}
    for position, (_, text) in enumerate(content.catalogue.stored(content.query, sort="-issued")):
        yield from _reference(rendering, text, position, outline)


def _reference(rendering: Rendering, text: str, position: int, outline: dict[int, str]) -> Iterator[Page]:
    """The pages of a reference. Only what the digest needs is computed before the page is made."""
    content = rendering.content
    record = json.loads(text)
    key = record["citation_key"]
    relations = _relations(rendering, record)
    typed = [target["citation_key"] for _, target in relations if "citation_key" in target]
    related = content.plan.related(position, typed, _RELATED)
    groups = _groups(rendering, record)
    link = content.links.get(record.get("url"))
    apa = content.apa.get(key)
    address = addresses.reference(key)
    digest = page_digest(
        content, text, relations, related, sorted(groups.items()), link, apa, content.names_in(text)
    )  # fmt: skip

    @cache
    def values() -> dict[str, Any]:
        reference = Reference.model_validate_json(text)
        return {
            "page": address,
            "root": addresses.path_to_root(address),
            "title": reference.title,
            "r": reference,
            "work": work_of(reference, content.options),
            "labels": dict(zip(reference.topics, keywords(reference, content.header), strict=True)),
            "outline": outline,
            "groups": groups,
            "relations": relations,
            "related": related,
            "link": link,
            "apa": apa,
        }

    yield Page(f"{address}index.html", lambda: _html(rendering, values()), digest)
    yield Page(f"{address}index.md", lambda: rendering.text("reference.md", **values()), digest)


def _html(rendering: Rendering, values: dict[str, Any]) -> str:
    reference = values["r"]
    content = rendering.content
    return rendering.html(
        "reference.html",
        citations=citations.exported(reference, content.header, content.options),
        formats=citations.FORMATS,
        tags=metadata.citation_tags(reference),
        json_ld=metadata.json_ld(reference),
        coins=metadata.coins(reference),
        **values,
    )


def _relations(rendering: Rendering, record: dict[str, Any]) -> list[tuple[str, Row]]:
    """(words, target) of relations to others and from them; a reference that is not on the site is left out."""
    plan = rendering.content.plan
    own = record.get("relations", ())
    found = [(relation["type"].replace("-", " "), relation) for relation in own]
    found += [
        (RelationType(kind).inverse, {"target": source}) for kind, source in plan.relations_to(record["citation_key"])
    ]
    on_site = plan.briefs([target["target"] for _, target in found if "target" in target])
    targets = [(words, on_site.get(target["target"]) if "target" in target else target) for words, target in found]
    return [(words, target) for words, target in targets if target is not None]


def _groups(rendering: Rendering, record: dict[str, Any]) -> dict[tuple[str, str], str]:
    """(section, name) -> address of the pages of the groups that the reference is in."""
    issued = record.get("issued")
    names = {
        "topics": record.get("topics", ()),
        "years": [issued[:4]] if issued else [],
        "kinds": [record["kind"]],
        "authors": authors_of(record),
        "organizations": record.get("organizations", ()),
    }
    return {
        (section, name): address
        for section in SECTIONS
        for name, address in rendering.content.plan.addresses(section, names[section]).items()
    }
