"""The page of each reference: everything that is known of it, how to cite it, and what stands near it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from llmprimer.export._work import keywords, work_of
from llmprimer.model import Reference
from llmprimer.site import addresses, citations, metadata
from llmprimer.site.content import page_digest
from llmprimer.site.plan import SECTIONS, Row
from llmprimer.site.rendering import Page, Rendering
from llmprimer.vocabulary import RelationType

#: Works shown as related, at most.
_RELATED = 6


def pages(rendering: Rendering) -> Iterator[Page]:
    content = rendering.content
    outline = {slide.slide: slide.title for slide in content.header.outline}
    for position, reference in enumerate(content.references()):
        yield from _reference(rendering, reference, position, outline)


def _reference(rendering: Rendering, reference: Reference, position: int, outline: dict[int, str]) -> Iterator[Page]:
    content = rendering.content
    key = reference.citation_key
    relations = list(_relations(rendering, reference))
    typed = [target["citation_key"] for _, target in relations if "citation_key" in target]
    related = content.plan.related(position, typed, _RELATED)
    groups = _groups(rendering, reference)
    link = content.links.get(reference.url or "")
    apa = content.apa.get(key)
    cited = citations.exported(reference, content.header, content.options)
    content.cited.update("".join(cited.values()).encode("utf-8", "replace"))
    address = addresses.reference(key)
    digest = page_digest(
        content, reference.model_dump_json(), relations, related, sorted(groups.items()), link, apa, cited,
    )  # fmt: skip

    @cache
    def values() -> dict[str, Any]:
        return {
            "page": address,
            "root": addresses.to_root(address),
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

    yield Page(f"{address}index.html", _html(rendering, reference, cited, values), digest, listed=True)
    yield Page(f"{address}index.md", lambda: rendering.text("reference.md", **values()), digest)


def _html(
    rendering: Rendering, reference: Reference, cited: dict[str, str], values: Callable[[], dict[str, Any]]
) -> Callable[[], str]:
    return lambda: rendering.html(
        "reference.html",
        citations=cited,
        formats=citations.FORMATS,
        tags=metadata.citation_tags(reference),
        json_ld=metadata.json_ld(reference),
        coins=metadata.coins(reference),
        **values(),
    )


def _relations(rendering: Rendering, reference: Reference) -> Iterator[tuple[str, Row]]:
    """(words, target) of relations to others and from them; a reference that is not on the site is left out."""
    plan = rendering.content.plan
    for relation in reference.relations:
        words = relation.type.value.replace("-", " ")
        if relation.target is None:
            yield words, relation.model_dump(mode="json", exclude_defaults=True)
        elif (target := plan.row(relation.target)) is not None:
            yield words, target
    for kind, source in plan.relations_to(reference.citation_key):
        if (row := plan.row(source)) is not None:
            yield RelationType(kind).inverse, row


def _groups(rendering: Rendering, reference: Reference) -> dict[tuple[str, str], str]:
    """(section, name) -> address of the pages of the groups that the reference is in."""
    names = {
        "topics": reference.topics,
        "years": [f"{reference.issued.year:04d}"] if reference.issued else [],
        "kinds": [reference.kind.value],
        "authors": [name.display for name in reference.author],
        "organizations": reference.organizations,
    }
    found = {}
    for section in SECTIONS:
        for name in names[section]:
            if (address := rendering.content.plan.address(section, name)) is not None:
                found[section, name] = address
    return found
