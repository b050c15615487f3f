"""A page's metadata: citation_* tags (https://scholar.google.com/intl/en/scholar/inclusion.html), JSON-LD, Open Graph, <title>."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from llmprimer.errors import NetworkError, NotFoundError
from llmprimer.identifiers import arxiv_id, bare_doi, host, is_arxiv_doi
from llmprimer.net.html import parse
from llmprimer.records.draft import Draft
from llmprimer.records.people import parse_name
from llmprimer.records.titles import clean_title
from llmprimer.records.written_dates import stamp_date
from llmprimer.sources import LookUp, WorkId, provenance_of
from llmprimer.sources.service import text_of

if TYPE_CHECKING:
    from llmprimer.net.client import Client

_LD_TYPES = {
    "NewsArticle": "article-newspaper", "BlogPosting": "post-weblog", "ScholarlyArticle": "article-journal", "Book": "book", "Dataset": "dataset",
    "SoftwareSourceCode": "software", "VideoObject": "motion_picture", "TechArticle": "webpage", "Article": "", "WebPage": "webpage", "Report": "report",
    "DiscussionForumPosting": "post", "SocialMediaPosting": "post", "ReportageNewsArticle": "article-newspaper", "Course": "webpage",
}  # fmt: skip
#: The most JSON-LD scripts that are read.
_MAX_SCRIPTS = 50
#: Titles of error, login and captcha pages.
_ERROR_TITLES = re.compile(
    r"just a moment|attention required|access denied|are you (?:a )?(?:human|robot)|page not found|404|error \d{3}|sign in|log ?in\b|captcha",
    re.IGNORECASE,
)


def look_up(wanted: WorkId, client: Client) -> LookUp:
    """The work described by the page's metadata; NetworkError if the page cannot be read or has no title."""
    answer = client.get(wanted.value, accept="text/html,application/xhtml+xml")
    page_host = host(wanted.value) or wanted.value
    if answer.status in (404, 410):
        raise NotFoundError(f"{page_host} has no such page ({answer.status})")
    if answer.status != 200:
        raise NetworkError(f"{page_host} answers {answer.status}")
    if answer.media_type not in ("text/html", "application/xhtml+xml", ""):
        raise NetworkError(f"{page_host}: a file ({answer.media_type}), which says nothing of itself")
    tags = _Tags(answer.text)
    fields = _citation(tags) or {}
    for more in (_linked_data(tags), _open_graph(tags)):
        for name, value in more.items():
            fields.setdefault(name, value)
    if not fields.get("title") or _ERROR_TITLES.match(str(fields["title"])):
        raise NetworkError(f"{page_host}: the page does not say what it is")
    fields["title"] = clean_title(str(fields["title"]), wanted.value)
    fields["provenance"] = provenance_of(wanted.value, fields)
    fields["url"] = wanted.value
    return LookUp(Draft(1, fields), tags.first("description", "og:description", "citation_abstract"))


class _Tags:
    """The metadata of a page: meta tags, JSON-LD, the title and the language."""

    def __init__(self, text: str) -> None:
        tree = parse(text)
        self.meta: dict[str, list[str]] = {}
        for node in tree.tags("meta"):
            attributes = node.attributes
            name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").lower()
            if name and (content := attributes.get("content")) is not None:
                self.meta.setdefault(name, []).append(content)
        self.linked = [node.text() for node in tree.css('script[type="application/ld+json" i]')[:_MAX_SCRIPTS]]
        self.title = " ".join(titles[0].text().split()) if (titles := tree.tags("title")) else ""
        self.language = (html[0].attributes.get("lang") or "") if (html := tree.tags("html")) else ""

    def first(self, *names: str) -> str:
        """The value of the first of these tags that has one."""
        return next((text for name in names for value in self.meta.get(name, ()) if (text := text_of(value))), "")


def _citation(tags: _Tags) -> dict[str, Any]:
    title = tags.first("citation_title", "dc.title", "dcterms.title", "prism.title")
    if not title:
        return {}
    fields: dict[str, Any] = {"title": title}
    people = [
        *tags.meta.get("citation_author", ()),
        *(() if "citation_author" in tags.meta else tags.meta.get("dc.creator", ())),
    ]
    if "citation_authors" in tags.meta and not people:
        people = tags.first("citation_authors").split(";")
    authors = [parsed for person in people if (parsed := parse_name(person))]
    if authors:
        fields["author"] = authors
    if (
        date := stamp_date(
            tags.first(
                "citation_publication_date", "citation_date", "citation_online_date", "dc.date", "prism.publicationdate"
            )
        )
    ) is not None:
        fields["issued"] = str(date)
    kind = ""
    for name, type_ in (
        ("citation_journal_title", "article-journal"),
        ("citation_conference_title", "paper-conference"),
        ("citation_inbook_title", "chapter"),
    ):
        if container := tags.first(name):
            fields["container_title"], kind = container, kind or type_
            break
    for name, ours in (
        ("citation_volume", "volume"),
        ("citation_issue", "issue"),
        ("citation_publisher", "publisher"),
        ("citation_isbn", "isbn"),
        ("citation_issn", "issn"),
    ):
        if value := tags.first(name):
            fields[ours] = value
    first, last = tags.first("citation_firstpage"), tags.first("citation_lastpage")
    if first:
        fields["page"] = f"{first}-{last}" if last else first
    if institution := tags.first("citation_dissertation_institution"):
        fields["publisher"], kind = institution, "thesis"
    elif institution := tags.first("citation_technical_report_institution"):
        fields["publisher"], kind = institution, "report"
    if (doi := bare_doi(tags.first("citation_doi", "dc.identifier", "prism.doi"))) is not None:
        fields["doi"] = doi
    if (arxiv := arxiv_id(tags.first("citation_arxiv_id"))) is not None:
        fields["arxiv"], kind = {"id": arxiv}, kind or "article"
        fields.pop("doi", None) if is_arxiv_doi(fields.get("doi", "")) else None
    if kind:
        fields["type"] = kind
    return fields


def _linked_data(tags: _Tags) -> dict[str, Any]:
    for script in tags.linked:
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kinds = item.get("@type")
            kind = next(
                (k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str) and k in _LD_TYPES),
                None,
            )
            title = text_of(item.get("headline")) or text_of(item.get("name"))
            if kind is None or not title:
                continue
            fields: dict[str, Any] = {"title": title}
            if _LD_TYPES[kind]:
                fields["type"] = _LD_TYPES[kind]
            authors = item.get("author") or item.get("creator")
            if names := [
                name for person in (authors if isinstance(authors, list) else [authors]) if (name := _person(person))
            ]:
                fields["author"] = names
            date = text_of(item.get("datePublished")) or text_of(item.get("uploadDate"))
            if (parsed := stamp_date(date)) is not None:
                fields["issued"] = str(parsed)
            publisher = item.get("publisher")
            if isinstance(publisher, dict) and text_of(publisher.get("name")):
                fields[
                    "container_title" if kind in ("NewsArticle", "BlogPosting", "ReportageNewsArticle") else "publisher"
                ] = text_of(publisher["name"])
            if re.fullmatch(r"[a-z]{2}(-[A-Za-z]{2,4})?", language := text_of(item.get("inLanguage"))):
                fields["language"] = language
            return fields
    return {}


def _items(data: object) -> list[dict[str, Any]]:
    items = data if isinstance(data, list) else [data]
    found: list[dict[str, Any]] = []
    for item in items[:100]:
        if isinstance(item, dict):
            found.append(item)
            graph = item.get("@graph")
            if isinstance(graph, list):
                found += [node for node in graph[:200] if isinstance(node, dict)]
    return found


def _person(person: object) -> dict[str, str] | None:
    if isinstance(person, str):
        return parse_name(person)
    if not isinstance(person, dict) or not (name := text_of(person.get("name"))):
        return None
    return {"literal": name} if person.get("@type") == "Organization" else parse_name(name)


def _open_graph(tags: _Tags) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if title := tags.first("og:title", "twitter:title") or tags.title:
        fields["title"] = title
    if (
        date := stamp_date(
            tags.first("article:published_time", "og:article:published_time", "date", "pubdate", "publish-date")
        )
    ) is not None:
        fields["issued"] = str(date)
    if (
        (site := tags.first("og:site_name"))
        and site.lower() != str(fields.get("title", "")).lower()
        and tags.first("og:type") == "article"
    ):
        fields["container_title"] = site
    author = tags.first("article:author", "author")
    if (
        author
        and "://" not in author
        and len(author) < 80
        and (name := parse_name(author)) is not None
        and "family" in name
    ):
        fields["author"] = [name]
    if re.fullmatch(r"[a-z]{2}(-[A-Za-z]{2,4})?", tags.language):
        fields["language"] = tags.language
    return fields
