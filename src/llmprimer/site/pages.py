"""The pages of a site, one function for each kind. A page is its address and its text; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from llmprimer.export import Options, get
from llmprimer.export._work import keywords, work_of
from llmprimer.site import addresses, metadata
from llmprimer.site.content import SECTIONS, Content, Group, Row
from llmprimer.site.rendering import Rendering

if TYPE_CHECKING:
    from llmprimer.model import Reference

#: Rows on one page of a list.
PER_PAGE = 200
#: Rows on the start page, newest first; the rest is one click away.
ON_START = 20
#: Works shown as related, at most.
RELATED = 6
#: The formats in which each reference's page shows its citation.
CITED_AS = ("bibtex", "ris", "csl-json")


class Page(NamedTuple):
    """One file of the site: its path below the root, and its content. `listed` pages stand in the sitemap."""

    path: str
    text: str
    listed: bool = False


def pages(content: Content) -> Iterator[Page]:
    """Every page, in a fixed order."""
    rendering = Rendering(content)
    yield _page(rendering, "start.html", "", rows=content.rows[:ON_START], title=content.title)
    yield from _list(rendering, "all/", "All references", content.rows)
    for section, heading in SECTIONS.items():
        groups = content.groups[section]
        yield _page(rendering, "groups.html", f"{section}/", title=heading, groups=groups, section=section)
        for group in groups:
            yield from _list(rendering, group.address, group.label, group.rows, group)
    if content.header.outline:
        yield _page(rendering, "slides.html", "slides/", title="Slides", slides=_slides(content))
    for reference in content.references():
        yield from _reference(rendering, content, reference)
    yield Page("404.html", rendering.page("404.html", "404.html", title="Page not found", root=_absolute_root(content)))


def _page(rendering: Rendering, template: str, address: str, **values: Any) -> Page:
    return Page(f"{address}index.html", rendering.page(template, address, **values), listed=True)


def _absolute_root(content: Content) -> str:
    """What a 404 page's links begin with: it is shown at any depth, so they cannot be relative."""
    return "/" + content.url.split("/", 3)[3] if content.url else "/"


def _list(
    rendering: Rendering, address: str, title: str, rows: list[Row], group: Group | None = None
) -> Iterator[Page]:
    count = max(1, -(-len(rows) // PER_PAGE))
    places = [address if number == 1 else f"{address}{number}/" for number in range(1, count + 1)]
    for number, place in enumerate(places, start=1):
        yield _page(
            rendering,
            "list.html",
            place,
            title=title if number == 1 else f"{title} ({number} of {count})",
            heading=title,
            rows=rows[(number - 1) * PER_PAGE : number * PER_PAGE],
            total=len(rows),
            group=group,
            places=places,
            number=number,
        )


def _slides(content: Content) -> list[tuple[Any, list[Row]]]:
    on: dict[int, list[Row]] = {}
    for row in content.rows:
        for slide in row.get("slides", ()):
            on.setdefault(slide, []).append(row)
    return [(slide, on.get(slide.slide, [])) for slide in content.header.outline]


def _reference(rendering: Rendering, content: Content, reference: Reference) -> Iterator[Page]:
    address = addresses.reference(reference.citation_key)
    values: dict[str, Any] = {
        "title": reference.title,
        "r": reference,
        "work": work_of(reference, Options()),
        "labels": dict(zip(reference.topics, keywords(reference, content.header), strict=True)),
        "outline": {slide.slide: slide.title for slide in content.header.outline},
        "relations": list(_relations(content, reference.citation_key)),
        "related": _related(content, reference.citation_key),
    }
    yield _page(
        rendering,
        "reference.html",
        address,
        citations={name: _exported(content, reference, name) for name in CITED_AS},
        tags=metadata.citation_tags(reference),
        json_ld=metadata.json_ld(reference),
        coins=metadata.coins(reference),
        twin="index.md",
        **values,
    )
    yield Page(f"{address}index.md", rendering.text("reference.md", address, **values))


def _relations(content: Content, citation_key: str) -> Iterator[tuple[str, Row]]:
    """Relations to and from others; a reference that is not on the site is left out."""
    for words, target in content.catalogue.relations(citation_key):
        if "citation_key" not in target or target["citation_key"] in content.by_key:
            yield words, target


def _related(content: Content, citation_key: str) -> list[Row]:
    found = content.catalogue.related(citation_key, limit=None if content.query else RELATED)
    return [hit.row for hit in found if hit.citation_key in content.by_key][:RELATED]


def _exported(content: Content, reference: Reference, name: str) -> str:
    out = StringIO()
    get(name).write([reference], content.header, out, Options())
    return out.getvalue()
