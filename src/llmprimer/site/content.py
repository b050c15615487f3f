"""What the pages are made from: the selected references, and how they are grouped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from llmprimer.model import Site
from llmprimer.site import addresses

if TYPE_CHECKING:
    from llmprimer.api.catalogue import Catalogue
    from llmprimer.index.lookup import TopicNode
    from llmprimer.model import Header, Reference

Row = dict[str, Any]

#: The groups of a site: folder -> its heading. Topics stand apart: they are a tree.
SECTIONS = {
    "topics": "Topics",
    "years": "Years",
    "kinds": "Kinds",
    "authors": "Authors",
    "organizations": "Organisations",
}


class Group(NamedTuple):
    """The references that share a topic, year, kind, author or organisation; `rows` are newest first."""

    section: str
    slug: str
    label: str
    rows: list[Row]
    depth: int = 0
    topic: TopicNode | None = None

    @property
    def address(self) -> str:
        """Where its page is."""
        return addresses.group(self.section, self.slug)


class Content:
    """A selection of a catalogue as its site shows it."""

    def __init__(self, catalogue: Catalogue, query: str = "") -> None:
        self.catalogue = catalogue
        self.header: Header = catalogue.header
        self.site: Site = self.header.site or Site()
        self.query = query
        self._selected = catalogue.select(query, sort="-issued")
        #: Newest first, undated ones last, ties by key.
        self.rows: list[Row] = self._selected.rows
        self.by_key: dict[str, Row] = {row["citation_key"]: row for row in self.rows}
        self.groups: dict[str, list[Group]] = {section: [] for section in SECTIONS}
        self._group()

    @property
    def title(self) -> str:
        """The title of the site."""
        return self.site.title or self.header.title

    @property
    def description(self) -> str | None:
        """The description of the site."""
        return self.site.description or self.header.description

    @property
    def url(self) -> str | None:
        """The address that the site is published at, with a slash at its end; None where it is not known."""
        return None if self.site.url is None else self.site.url.rstrip("/") + "/"

    def references(self) -> Iterator[Reference]:
        """The references, one at a time, in the order of the rows."""
        return iter(self._selected)

    def _group(self) -> None:
        by: dict[str, dict[str, list[Row]]] = {section: {} for section in SECTIONS}

        def add(section: str, name: str, row: Row) -> None:
            rows = by[section].setdefault(name, [])
            if not rows or rows[-1] is not row:
                rows.append(row)

        broader = {node.slug: node.broader for node in self.catalogue.topics}
        for row, reference in zip(self.rows, self.references(), strict=True):
            above = {slug for topic in reference.topics for slug in _with_broader(topic, broader)}
            for slug in sorted(above):
                add("topics", slug, row)
            if reference.issued is not None:
                add("years", f"{reference.issued.year:04d}", row)
            add("kinds", reference.kind.value, row)
            for name in reference.author:
                add("authors", name.display, row)
            for organization in reference.organizations:
                add("organizations", organization, row)
        self.groups["topics"] = [
            Group("topics", node.slug, node.label, by["topics"][node.slug], node.depth, node)
            for node in self.catalogue.topics
            if node.slug in by["topics"]
        ]
        for section in ("years", "kinds", "authors", "organizations"):
            found = by[section]
            slugs = addresses.slugs(found)
            names = sorted(found, key=lambda name: (name.casefold(), name), reverse=section == "years")
            self.groups[section] = [Group(section, slugs[name], name, found[name]) for name in names]
        #: (section, name or topic slug) -> address, for links from the pages of references.
        self.group_addresses = {
            (section, group.slug if section == "topics" else group.label): group.address
            for section, groups in self.groups.items()
            for group in groups
        }


def _with_broader(slug: str, broader: dict[str, str | None]) -> list[str]:
    found: list[str] = []
    at: str | None = slug
    while at is not None and at in broader and at not in found:
        found.append(at)
        at = broader[at]
    return found
