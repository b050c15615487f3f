"""The sources of facts about works: arXiv, Crossref, DataCite, GitHub, Open Library and others, or the page itself.

Each service is one file with one class (`service.Service`), which sends the requests and reads the answers.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from llmprimer.errors import NotFoundError, UsageError
from llmprimer.identifiers import arxiv_id, bare_doi, clean_url, doi_in_address, doi_url, host, is_isbn
from llmprimer.records.draft import Draft
from llmprimer.sources.service import list_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmprimer.net.client import Client
    from llmprimer.sources.service import Facts, Service


class WorkId(NamedTuple):
    """The identifier of a work: `kind` is arxiv, doi, github, isbn or url."""

    kind: str
    value: str

    @property
    def fields(self) -> dict[str, Any]:
        """The fields that the identifier itself gives."""
        match self.kind:
            case "arxiv":
                return {"arxiv": {"id": self.value}, "url": f"https://arxiv.org/abs/{self.value}"}
            case "doi":
                return {"doi": self.value, "url": doi_url(self.value)}
            case "github":
                return {"url": f"https://github.com/{self.value}"}
            case "isbn":
                return {"isbn": self.value, "type": "book"}
            case _:
                return {"url": self.value}


class LookUp(NamedTuple):
    """The draft, and an abstract or description from which topics are suggested."""

    draft: Draft
    about: str


def work_id_of(text: str) -> WorkId:
    """The identifier in an argument; UsageError if it is not one."""
    text = text.strip().strip("<>")
    if (arxiv := arxiv_id(text)) is not None:
        return WorkId("arxiv", arxiv)
    if (doi := bare_doi(text)) is not None:
        return WorkId("doi", doi)
    number = (
        re.sub(r"^(?:isbn(?:-1[03])?:?\s*)", "", text, flags=re.IGNORECASE).replace("-", "").replace(" ", "").upper()
    )
    if is_isbn(number):
        return WorkId("isbn", number)
    url = text if "://" in text else f"https://{text}" if re.match(r"[\w-]+(?:\.[\w-]+)+(?:/|$)", text) else ""
    if re.match(r"https?://[^\s/]+\.?[^\s]*$", url, re.IGNORECASE):
        try:
            path = urlsplit(url).path.strip("/").removesuffix(".git")
        except ValueError:
            raise UsageError(f"{text[:200]}: not an address") from None
        if host(url) == "github.com" and re.fullmatch(r"(?!features/|topics/|orgs/)[\w.-]+/[\w.-]+", path):
            return WorkId("github", path)
        if (doi := doi_in_address(url)) is not None:
            return WorkId("doi", doi)
        return WorkId("url", clean_url(url))
    hint = "an arXiv identifier, a DOI, an ISBN, or an address; `llmprimer import` reads files"
    raise UsageError(f"{text[:200]!r} is nothing that can be looked up", hint=hint)


#: Name of a service -> module and class, the most trusted first. `enrich` searches and asks in this order.
SERVICES = {
    "arxiv": "arxiv:ArxivService",
    "openlibrary": "books:OpenLibraryService",
    "crossref": "crossref:CrossrefService",
    "datacite": "datacite:DataCiteService",
    "github": "github:GitHubService",
    "openalex": "openalex:OpenAlexService",
    "semanticscholar": "semantic_scholar:SemanticScholarService",
}


def all_services() -> list[type[Service]]:
    """Every service, the most trusted first."""
    located = (row.split(":") for row in SERVICES.values())
    return [getattr(import_module(f"{__name__}.{module}"), name) for module, name in located]


def connect_services(
    environment: Mapping[str, str], *, patience: float | None = None
) -> tuple[Client, dict[str, Service]]:
    """A client and the services by name, configured by the environment; the caller closes the client.

    `patience` is the longest wait, in seconds, that a service may ask for. UsageError for an invalid contact address.
    """
    from llmprimer.net.client import LONGEST_WAIT, Client, contact_of
    from llmprimer.sources.service import configured

    contact = contact_of(environment)
    known = all_services()
    trusted = [url for one in known if (url := configured(one.name, environment))]
    client = Client(trusted=trusted, contact=contact, patience=LONGEST_WAIT if patience is None else patience)
    return client, {one.name: one(client, environment, contact) for one in known}


#: The services for each kind of identifier, in the order of the requests.
SERVICES_BY_KIND = {
    "arxiv": ("arxiv",),
    "doi": ("crossref", "datacite"),
    "github": ("github",),
    "isbn": ("openlibrary",),
}


def look_up(wanted: WorkId, client: Client, services: Mapping[str, Service]) -> LookUp:
    """The work as its source describes it; NotFoundError if the source does not have it, NetworkError if the request fails."""
    if wanted.kind == "url":
        from llmprimer.sources import page

        return page.look_up(wanted, client)
    for name in SERVICES_BY_KIND[wanted.kind]:
        item = services[name].fetch([wanted.value]).get(wanted.value)
        if item is not None:
            return _to_draft(services[name].read(wanted.value, item), item)
    labels = " and ".join(services[name].label for name in SERVICES_BY_KIND[wanted.kind])
    raise NotFoundError(f"{labels} has no {_ID_PREFIXES[wanted.kind]}{wanted.value}")


_ID_PREFIXES = {"arxiv": "arXiv:", "doi": "doi:", "github": "repository ", "isbn": "ISBN "}


def _to_draft(facts: Facts, item: Mapping[str, Any]) -> LookUp:
    """A draft with the facts; the abstract is not in it, but in the text for topics."""
    from llmprimer.sources.books import subjects

    fields = dict(facts.fields)
    if not fields.get("title"):
        raise NotFoundError(f"{facts.source} gives no title")
    words = [text for value in list_of(item.get("topics")) if (text := text_of(value))]
    about = " ".join([str(fields.pop("abstract", "")), *words, *subjects(dict(item))]).strip()
    url = fields.pop("url", "")
    fields["provenance"] = provenance_of(facts.source, fields, str(facts.confidence))
    return LookUp(Draft(1, {**fields, **({"url": url} if url else {})}), about)


def provenance_of(source: str, given: Mapping[str, Any], confidence: str = "certain") -> list[dict[str, Any]]:
    """The provenance of the fields that a source gave today."""
    names = [name for name in given if name not in ("type", "kind")]
    today = datetime.now(UTC).date().isoformat()
    return [{"source": source, "fields": names, "confidence": confidence, "accessed": today}]
