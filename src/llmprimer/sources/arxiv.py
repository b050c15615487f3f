"""arXiv's API, which answers in Atom: https://info.arxiv.org/help/api/user-manual.html"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from llmprimer.errors import NetworkError, NotFoundError
from llmprimer.identifiers import bare_doi, host
from llmprimer.records.draft import Draft
from llmprimer.records.people import parse_name
from llmprimer.sources import Found, Services, Wanted, seen

if TYPE_CHECKING:
    from llmprimer.net.client import Client

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


def look_up(wanted: Wanted, client: Client, services: Services) -> Found:
    """The paper as arXiv has it: the date is that of version 1."""
    query = urlencode({"id_list": wanted.value, "max_results": 1})
    answer = client.get(f"{services.arxiv}?{query}", accept="application/atom+xml")
    place = host(answer.url) or "arXiv"
    if answer.status == 404:
        raise NotFoundError(f"{place} has no arXiv:{wanted.value}")
    if answer.status not in (200, 400):
        raise NetworkError(f"{place} answers {answer.status} for arXiv:{wanted.value}")
    # Nothing that arXiv sends declares entities; what does is something else, and perhaps a trap.
    if b"<!DOCTYPE" in answer.body or b"<!ENTITY" in answer.body:
        raise NetworkError(f"{place} answers with something else than Atom for arXiv:{wanted.value}")
    try:
        feed = ET.fromstring(answer.body)  # noqa: S314 - no entities, see above, and the size is bounded
    except (ET.ParseError, ValueError, LookupError, RecursionError):
        raise NetworkError(f"{place} answers with something else than Atom for arXiv:{wanted.value}") from None
    entry = feed.find(f"{_ATOM}entry")
    title = _text(entry, f"{_ATOM}title")
    if entry is None or not title or title == "Error" or "/api/errors" in _text(entry, f"{_ATOM}id"):
        raise NotFoundError(f"{place} has no arXiv:{wanted.value}")
    fields: dict[str, Any] = {"type": "article", "kind": "paper", "title": title}
    authors = [
        name for author in entry.findall(f"{_ATOM}author") if (name := parse_name(_text(author, f"{_ATOM}name")))
    ]
    if authors:
        fields["author"] = authors
    if match := re.match(r"\d{4}-\d\d-\d\d", _text(entry, f"{_ATOM}published")):
        fields["issued"] = match[0]
    fields["arxiv"] = {"id": wanted.value}
    primary = entry.find(f"{_ARXIV}primary_category")
    if primary is not None and primary.get("term"):
        fields["arxiv"]["primary_class"] = primary.get("term")
    if (doi := bare_doi(_text(entry, f"{_ARXIV}doi"))) is not None and not doi.startswith("10.48550/"):
        fields["published"] = {"doi": doi}
    fields["provenance"] = seen(f"arXiv:{wanted.value} (the API of arXiv)", fields)
    fields["url"] = f"https://arxiv.org/abs/{wanted.value}"
    return Found(Draft(1, fields), _text(entry, f"{_ATOM}summary"))


def _text(element: ET.Element | None, name: str) -> str:
    found = element.find(name) if element is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""
