"""Describes a record field by field, for display."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from llmprimer.nameforms import full_name

Line = tuple[str, str]


def identity_of(target: Mapping[str, Any]) -> str:
    """The identifier of the target of a relation: its key, else its DOI, address or arXiv id; empty without any."""
    identity = target.get("citation_key") or target.get("doi") or target.get("url") or ""
    return f"arXiv:{target['arxiv']}" if not identity and "arxiv" in target else str(identity)


def described(record: Mapping[str, Any]) -> Iterator[Line]:
    """(field name, value as text) of every field for readers, in the order of a reference."""
    ours = " (our description)" if record.get("title_described") else ""
    yield "title", record["title"] + ours
    yield "citation_key", record["citation_key"]
    yield "kind", f"{record['kind']} ({record['type']})"
    for field in ("author", "editor"):
        if names := record.get(field):
            yield field, ", ".join(map(full_name, names))
    if "organizations" in record:
        yield "organizations", ", ".join(record["organizations"])
    if issued := record.get("issued"):
        yield "issued", issued
    for field in (
        "container_title",
        "collection_title",
        "event_title",
        "publisher",
        "genre",
        "number",
        "edition",
        "volume",
        "issue",
        "page",
    ):
        if field in record:
            yield field, record[field]
    if arxiv := record.get("arxiv"):
        primary = f" [{arxiv['primary_class']}]" if "primary_class" in arxiv else ""
        yield "arxiv", arxiv["id"] + primary
    for field in ("doi", "isbn", "issn"):
        if field in record:
            yield field, record[field]
    if published := record.get("published"):
        yield "published", _publication(published)
    if status := record.get("status"):
        yield "status", _status(status)
    for field in ("license", "url", "archive_url"):
        if field in record:
            yield field, record[field]
    if topics := record.get("topics"):
        yield "topics", ", ".join(topics)
    for field in ("aliases", "keywords"):
        if field in record:
            yield field, ", ".join(record[field])
    if language := record.get("language"):
        yield "language", language
    if slides := record.get("slides"):
        yield "slides", ", ".join(map(str, slides))
    for field in ("summary", "abstract", "note"):
        if field in record:
            yield field, record[field]


def _publication(published: Mapping[str, Any]) -> str:
    parts = [published.get("title"), published.get("container_title")]
    volume = published.get("volume", "")
    if issue := published.get("issue"):
        volume += f"({issue})"
    page = published.get("page")
    parts += [volume, f"pp. {page}" if page else "", published.get("publisher"), published.get("issued")]
    parts += [f"doi:{published['doi']}" if "doi" in published else None, published.get("url")]
    return ", ".join(part for part in parts if part)


def _status(status: Mapping[str, Any]) -> str:
    """`retracted, 2010-02-06, doi:10.1016/...: the words of the notice`."""
    parts = [status["type"], status.get("issued")]
    parts += [
        f"arXiv:{status['arxiv']}" if "arxiv" in status else None,
        f"doi:{status['doi']}" if "doi" in status else None,
    ]
    parts.append(status.get("url"))
    facts = ", ".join(part for part in parts if part)
    return f"{facts}: {status['note']}" if "note" in status else facts
