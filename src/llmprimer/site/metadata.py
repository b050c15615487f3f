"""Metadata in the page of a reference: JSON-LD of schema.org, Google Scholar's `citation_*` tags, and COinS."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from llmprimer.dates import PartialDate
from llmprimer.escaping import is_linkable
from llmprimer.export import Options
from llmprimer.export._work import work_of
from llmprimer.identifiers import doi_url
from llmprimer.model import Name, Reference
from llmprimer.vocabulary import CslType

#: CSL type -> subtype of https://schema.org/CreativeWork.
_SCHEMA_TYPES = {
    CslType.ARTICLE: "ScholarlyArticle",
    CslType.ARTICLE_JOURNAL: "ScholarlyArticle",
    CslType.ARTICLE_MAGAZINE: "Article",
    CslType.ARTICLE_NEWSPAPER: "NewsArticle",
    CslType.BOOK: "Book",
    CslType.CHAPTER: "Chapter",
    CslType.DATASET: "Dataset",
    CslType.MANUSCRIPT: "Manuscript",
    CslType.MOTION_PICTURE: "VideoObject",
    CslType.PAPER_CONFERENCE: "ScholarlyArticle",
    CslType.POST: "SocialMediaPosting",
    CslType.POST_WEBLOG: "BlogPosting",
    CslType.REPORT: "Report",
    CslType.SOFTWARE: "SoftwareSourceCode",
    CslType.SPEECH: "PresentationDigitalDocument",
    CslType.THESIS: "Thesis",
    CslType.WEBPAGE: "WebPage",
}
#: The tag of the container: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
_CONTAINER_TAGS = {
    CslType.ARTICLE_JOURNAL: "citation_journal_title",
    CslType.ARTICLE_MAGAZINE: "citation_journal_title",
    CslType.ARTICLE_NEWSPAPER: "citation_journal_title",
    CslType.PAPER_CONFERENCE: "citation_conference_title",
    CslType.CHAPTER: "citation_inbook_title",
}
#: The format and genre of a context object, for the types that have one (Z39.88-2004, registry of metadata formats).
_CONTEXT_GENRES = {
    CslType.ARTICLE_JOURNAL: ("journal", "article"),
    CslType.BOOK: ("book", "book"),
    CslType.CHAPTER: ("book", "bookitem"),
    CslType.PAPER_CONFERENCE: ("book", "proceeding"),
    CslType.REPORT: ("book", "report"),
    CslType.THESIS: ("dissertation", ""),
}
#: Dublin Core's type is free text; Zotero, the most common reader, accepts its own item types.
_ZOTERO_TYPES = {
    CslType.ARTICLE: "preprint",
    CslType.ARTICLE_MAGAZINE: "magazineArticle",
    CslType.ARTICLE_NEWSPAPER: "newspaperArticle",
    CslType.BROADCAST: "tvBroadcast",
    CslType.DATASET: "dataset",
    CslType.ENTRY_DICTIONARY: "dictionaryEntry",
    CslType.ENTRY_ENCYCLOPEDIA: "encyclopediaArticle",
    CslType.GRAPHIC: "artwork",
    CslType.INTERVIEW: "interview",
    CslType.MANUSCRIPT: "manuscript",
    CslType.MAP: "map",
    CslType.MOTION_PICTURE: "videoRecording",
    CslType.PATENT: "patent",
    CslType.POST: "forumPost",
    CslType.POST_WEBLOG: "blogPost",
    CslType.SOFTWARE: "computerProgram",
    CslType.SPEECH: "presentation",
    CslType.STANDARD: "standard",
}

#: The fields of the formal publication.
_PUBLISHED = Options()


def json_ld(reference: Reference) -> dict[str, Any]:
    """The work in schema.org's terms, without unknown values."""
    work = work_of(reference, _PUBLISHED)
    same = [doi_url(doi) for doi in dict.fromkeys((work.doi, reference.doi)) if doi]
    if reference.arxiv is not None:
        same.append(f"https://arxiv.org/abs/{reference.arxiv.id}")
    found = {
        "@context": "https://schema.org",
        "@type": _SCHEMA_TYPES.get(work.type, "CreativeWork"),
        "name": work.title,
        "author": [_agent(name) for name in reference.author],
        "editor": [_agent(name) for name in reference.editor],
        "datePublished": str(work.issued) if work.issued else None,
        "inLanguage": reference.language,
        "abstract": reference.abstract,
        "description": reference.summary,
        "keywords": list(reference.keywords),
        "isPartOf": {"@type": "CreativeWork", "name": work.container_title} if work.container_title else None,
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else None,
        "isbn": reference.isbn,
        "url": work.url if work.url and is_linkable(work.url) else None,
        "sameAs": same,
    }
    return {name: value for name, value in found.items() if value}


def _agent(name: Name) -> dict[str, str]:
    if name.literal is not None:
        return {"@type": "Organization", "name": name.literal}
    parts = {"@type": "Person", "name": name.display, "givenName": name.given, "familyName": name.family_name}
    return {part: value for part, value in parts.items() if value}


def citation_tags(reference: Reference) -> list[tuple[str, str]]:
    """Names and contents of the `meta` elements, in their order."""
    work = work_of(reference, _PUBLISHED)
    first, _, last = (work.page or "").partition("-")
    tags = [
        ("citation_title", work.title),
        *(("citation_author", _inverted(name)) for name in reference.author),
        ("citation_publication_date", _slashed(work.issued)),
        (_CONTAINER_TAGS.get(work.type, "citation_series_title"), work.container_title),
        ("citation_volume", work.volume),
        ("citation_issue", work.issue),
        ("citation_firstpage", first.strip()),
        ("citation_lastpage", last.strip(" -–")),
        ("citation_publisher", work.publisher),
        ("citation_doi", work.doi),
        ("citation_isbn", reference.isbn),
        ("citation_issn", reference.issn),
        ("citation_arxiv_id", reference.arxiv.id if reference.arxiv else None),
        ("citation_language", reference.language),
        *(("citation_pdf_url", link.url) for link in reference.links if link.type == "pdf" and is_linkable(link.url)),
        *(("citation_keywords", keyword) for keyword in reference.keywords),
    ]
    return [(name, content) for name, content in tags if content]


def coins(reference: Reference) -> str:
    """The work as a context object in one line (Z39.88), for the title of an empty element."""
    work = work_of(reference, _PUBLISHED)
    form, genre = _CONTEXT_GENRES.get(work.type, ("dc", _ZOTERO_TYPES.get(work.type, "webpage")))
    # `atitle` is the title of a part, `btitle` that of a book or report.
    part = genre in ("article", "bookitem", "proceeding")
    title = "rft.atitle" if part else "rft.btitle" if form == "book" else "rft.title"
    container = {"journal": "rft.jtitle", "dc": "rft.source"}.get(form, "rft.btitle" if part else "rft.series")
    publisher = {"dc": "rft.publisher", "dissertation": "rft.inst"}.get(form, "rft.pub")
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft.genre" if form != "dc" else "rft.type", genre),
        (title, work.title),
        (container, work.container_title),
        ("rft.date", str(work.issued) if work.issued else None),
        ("rft.volume", work.volume),
        ("rft.issue", work.issue),
        ("rft.pages", work.page),
        (publisher, work.publisher),
        *(("rft.au", _contextual(name)) for name in reference.author),
        ("rft.edition", reference.edition),
        ("rft.isbn", reference.isbn),
        ("rft.issn", reference.issn),
        ("rft.language", reference.language),
        ("rft_id", f"info:doi/{work.doi}" if work.doi else None),
        ("rft_id", work.url),
        ("rft.identifier", work.url if form == "dc" else None),
    ]
    return urlencode([(name, value) for name, value in pairs if value], errors="replace")


def _contextual(name: Name) -> str:
    """The name as `Family, Given`, because readers of context objects split a name without a comma at its spaces."""
    return _inverted(name) if name.literal is None else f"{name.literal},"


def _inverted(name: Name) -> str:
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    return f"{name.family_name}, {given}" if given else name.family_name


def _slashed(date: PartialDate | None) -> str | None:
    return re.sub("-", "/", str(date)) if date else None
