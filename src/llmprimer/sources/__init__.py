"""Where the facts about one work come from: arXiv, Crossref, DataCite, GitHub, Open Library, or the page itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from llmprimer.errors import NetworkError, NotFoundError, UsageError
from llmprimer.identifiers import arxiv_id, bare_doi, clean_url, host, is_isbn
from llmprimer.records.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmprimer.net.client import Answer, Client

#: What may be set to ask a mirror or a proxy instead: LLMPRIMER_ARXIV_URL and so on.
ENVIRONMENT_PREFIX = "LLMPRIMER_"


@dataclass(frozen=True)
class Services:
    """The addresses of the services, without a slash at the end."""

    arxiv: str = "https://export.arxiv.org/api/query"
    crossref: str = "https://api.crossref.org/works"
    datacite: str = "https://api.datacite.org/dois"
    github: str = "https://api.github.com"
    openlibrary: str = "https://openlibrary.org/api/books"

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Services:
        """The services, as far as the environment does not name others."""
        given = {
            f.name: environment.get(f"{ENVIRONMENT_PREFIX}{f.name.upper()}_URL", "").rstrip("/") for f in fields(cls)
        }
        return cls(**{name: url for name, url in given.items() if url})

    @property
    def configured(self) -> list[str]:
        """The addresses that are not the usual ones: somebody has chosen them, so they may be on a private network."""
        return [url for f in fields(self) if (url := getattr(self, f.name)) != f.default]


class Wanted(NamedTuple):
    """What is looked for: `kind` is arxiv, doi, github, isbn or url."""

    kind: str
    value: str

    @property
    def fields(self) -> dict[str, Any]:
        """What is known of it without asking anybody."""
        match self.kind:
            case "arxiv":
                return {"arxiv": {"id": self.value}, "url": f"https://arxiv.org/abs/{self.value}"}
            case "doi":
                return {"doi": self.value, "url": f"https://doi.org/{self.value}"}
            case "github":
                return {"url": f"https://github.com/{self.value}"}
            case "isbn":
                return {"isbn": self.value, "type": "book"}
            case _:
                return {"url": self.value}


class Found(NamedTuple):
    """The draft, and the text about the work (an abstract or description) that topics are suggested from."""

    draft: Draft
    about: str


def identify(text: str) -> Wanted:
    """What an argument names; UsageError if it is nothing that can be looked up."""
    text = text.strip().strip("<>")
    if (arxiv := arxiv_id(text)) is not None:
        return Wanted("arxiv", arxiv)
    if (doi := bare_doi(text)) is not None:
        return Wanted("doi", doi)
    number = (
        re.sub(r"^(?:isbn(?:-1[03])?:?\s*)", "", text, flags=re.IGNORECASE).replace("-", "").replace(" ", "").upper()
    )
    if is_isbn(number):
        return Wanted("isbn", number)
    url = text if "://" in text else f"https://{text}" if re.match(r"[\w-]+(?:\.[\w-]+)+(?:/|$)", text) else ""
    if re.match(r"https?://[^\s/]+\.?[^\s]*$", url, re.IGNORECASE):
        try:
            path = urlsplit(url).path.strip("/").removesuffix(".git")
        except ValueError:
            raise UsageError(f"{text[:200]}: not an address") from None
        if host(url) == "github.com" and re.fullmatch(r"(?!features/|topics/|orgs/)[\w.-]+/[\w.-]+", path):
            return Wanted("github", path)
        return Wanted("url", clean_url(url))
    hint = "an arXiv identifier, a DOI, an ISBN, or an address; `llmprimer import` reads files"
    raise UsageError(f"{text[:200]!r} is nothing that can be looked up", hint=hint)


def look_up(wanted: Wanted, client: Client, services: Services) -> Found:
    """The work as its source describes it; NotFoundError if the source has no such work, NetworkError if it cannot be asked."""
    from llmprimer.sources import arxiv, books, doi, github, page

    match wanted.kind:
        case "arxiv":
            return arxiv.look_up(wanted, client, services)
        case "doi":
            return doi.look_up(wanted, client, services)
        case "github":
            return github.look_up(wanted, client, services)
        case "isbn":
            return books.look_up(wanted, client, services)
        case _:
            return page.look_up(wanted, client)


def json_of(answer: Answer, what: str) -> Any:
    """The JSON of an answer; NotFoundError for 404 and 410, NetworkError for any other than success and JSON."""
    place = host(answer.url) or answer.url
    if answer.status in (404, 410):
        raise NotFoundError(f"{place} has no {what}")
    if answer.status != 200:
        raise NetworkError(f"{place} answers {answer.status} for {what}")
    try:
        return json.loads(answer.text)
    except (ValueError, RecursionError):
        raise NetworkError(f"{place} answers with something else than JSON for {what}") from None


def seen(source: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    """The provenance of the fields that a source gave."""
    return [
        {"source": source, "fields": [name for name in given if name not in ("type", "kind")], "confidence": "certain"}
    ]


def text_of(value: object) -> str:
    """The value if it is text, on one line; else nothing."""
    return " ".join(value.split()) if isinstance(value, str) else ""
