"""DOIs: Crossref (https://api.crossref.org/swagger-ui/), and DataCite (https://support.datacite.org/docs/api) for the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from llmprimer.dates import PartialDate
from llmprimer.errors import NotFoundError
from llmprimer.identifiers import arxiv_id
from llmprimer.records.citing import valid_date
from llmprimer.records.draft import Draft
from llmprimer.records.people import parse_name
from llmprimer.sources import Found, Services, Wanted, json_of, seen, text_of

if TYPE_CHECKING:
    from llmprimer.net.client import Client

_CROSSREF_TYPES = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference", "book": "book", "monograph": "book", "edited-book": "book",
    "reference-book": "book", "book-chapter": "chapter", "book-section": "chapter", "reference-entry": "entry", "posted-content": "article",
    "report": "report", "dissertation": "thesis", "dataset": "dataset", "standard": "standard", "proceedings": "collection", "peer-review": "review",
}  # fmt: skip
_DATACITE_TYPES = {
    "Dataset": "dataset", "Software": "software", "JournalArticle": "article-journal", "ConferencePaper": "paper-conference", "Preprint": "article",
    "Report": "report", "Dissertation": "thesis", "Book": "book", "BookChapter": "chapter", "Audiovisual": "motion_picture",
}  # fmt: skip


def look_up(wanted: Wanted, client: Client, services: Services) -> Found:
    """The work as Crossref has it, or DataCite if Crossref does not know it."""
    what = f"doi:{wanted.value}"
    path = quote(wanted.value, safe="")
    try:
        data = json_of(client.get(f"{services.crossref}/{path}", accept="application/json"), what)
    except NotFoundError:
        data = json_of(client.get(f"{services.datacite}/{path}", accept="application/vnd.api+json"), what)
        return _datacite(wanted, data)
    message = data.get("message") if isinstance(data, dict) else None
    if not isinstance(message, dict):
        raise NotFoundError(f"Crossref knows nothing of {what}")
    return _crossref(wanted, message)


def _first(value: object) -> str:
    return text_of(value[0]) if isinstance(value, list) and value else text_of(value)


def _without_tags(text: str) -> str:
    return " ".join(re.sub(r"<[^<>]{0,200}>", " ", text).split())


def _crossref(wanted: Wanted, message: dict[str, Any]) -> Found:
    fields: dict[str, Any] = {}
    if type_ := _CROSSREF_TYPES.get(text_of(message.get("type"))):
        fields["type"] = type_
    title, subtitle = _without_tags(_first(message.get("title"))), _without_tags(_first(message.get("subtitle")))
    if title:
        fields["title"] = f"{title}: {subtitle}" if subtitle and subtitle.lower() not in title.lower() else title
    for role in ("author", "editor"):
        people = message.get(role)
        names = [parsed for person in people if (parsed := _person(person))] if isinstance(people, list) else []
        if names:
            fields[role] = names
    for name in ("published-print", "issued", "published-online", "published", "posted"):
        if (date := _date(message.get(name))) is not None:
            fields["issued"] = str(date)
            break
    for theirs, ours in (
        ("container-title", "container_title"),
        ("publisher", "publisher"),
        ("volume", "volume"),
        ("issue", "issue"),
        ("page", "page"),
        ("publisher-location", "publisher_place"),
    ):
        if value := _without_tags(_first(message.get(theirs))):
            fields[ours] = value
    for theirs, ours in (("ISBN", "isbn"), ("ISSN", "issn")):
        if value := _first(message.get(theirs)):
            fields[ours] = value
    if re.fullmatch(r"[a-z]{2}", language := text_of(message.get("language"))):
        fields["language"] = language
    fields["doi"] = wanted.value
    fields["provenance"] = seen(f"doi:{wanted.value} (Crossref)", fields)
    fields["url"] = f"https://doi.org/{wanted.value}"
    return Found(Draft(1, fields), _without_tags(text_of(message.get("abstract"))))


def _person(person: object) -> dict[str, str] | None:
    if not isinstance(person, dict):
        return None
    family, given, name = text_of(person.get("family")), text_of(person.get("given")), text_of(person.get("name"))
    if family:
        parsed = parse_name(f"{family}, {given}") if given else {"family": family}
        if parsed is not None and (suffix := text_of(person.get("suffix"))):
            parsed["suffix"] = suffix
        return parsed
    return {"literal": name} if name else None


def _date(value: object) -> PartialDate | None:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = [part for part in first[:3] if isinstance(part, int)] if isinstance(first, list) else []
    return valid_date(numbers)


def _datacite(wanted: Wanted, data: object) -> Found:
    inner = data.get("data") if isinstance(data, dict) else None
    attributes = inner.get("attributes") if isinstance(inner, dict) else None
    if not isinstance(attributes, dict):
        raise NotFoundError(f"DataCite knows nothing of doi:{wanted.value}")
    fields: dict[str, Any] = {}
    types = attributes.get("types")
    if isinstance(types, dict) and (type_ := _DATACITE_TYPES.get(text_of(types.get("resourceTypeGeneral")))):
        fields["type"] = type_
    titles = attributes.get("titles")
    if (
        isinstance(titles, list)
        and titles
        and isinstance(titles[0], dict)
        and (title := text_of(titles[0].get("title")))
    ):
        fields["title"] = title
    creators = attributes.get("creators")
    names = [name for creator in creators if (name := _creator(creator))] if isinstance(creators, list) else []
    if names:
        fields["author"] = names
    if (date := _datacite_date(attributes)) is not None:
        fields["issued"] = str(date)
    publisher = attributes.get("publisher")
    if publisher := text_of(publisher.get("name") if isinstance(publisher, dict) else publisher):
        fields["publisher"] = publisher
    fields["doi"] = wanted.value
    if (arxiv := arxiv_id(wanted.value)) is not None:
        fields["arxiv"] = {"id": arxiv}
        del fields["doi"]
    fields["provenance"] = seen(f"doi:{wanted.value} (DataCite)", fields)
    fields["url"] = f"https://doi.org/{wanted.value}"
    about = attributes.get("descriptions")
    text = (
        text_of(about[0].get("description")) if isinstance(about, list) and about and isinstance(about[0], dict) else ""
    )
    return Found(Draft(1, fields), _without_tags(text))


def _creator(creator: object) -> dict[str, str] | None:
    if not isinstance(creator, dict):
        return None
    family, given, name = (text_of(creator.get(part)) for part in ("familyName", "givenName", "name"))
    if family:
        return parse_name(f"{family}, {given}") if given else {"family": family}
    if creator.get("nameType") == "Personal" and name:
        return parse_name(name)
    return {"literal": name} if name else None


def _datacite_date(attributes: dict[str, Any]) -> PartialDate | None:
    dates = attributes.get("dates")
    issued = (
        [text_of(d.get("date")) for d in dates if isinstance(d, dict) and d.get("dateType") in ("Issued", "Available")]
        if isinstance(dates, list)
        else []
    )
    for text in (*issued, str(attributes.get("publicationYear") or "")):
        if match := re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", text):
            try:
                return PartialDate.parse(match[0])
            except ValueError:
                continue
    return None
