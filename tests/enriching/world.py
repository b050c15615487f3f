"""A loopback stand-in for all services at once: a small world of works, told in the shapes that the services document.

Shapes: https://info.arxiv.org/help/api/user-manual.html (Atom; an unknown id is left out, a malformed one is an entry
"Error" with status 400), https://api.crossref.org/swagger-ui/index.html (filters of one name are alternatives; 404 with
plain text), https://support.datacite.org/docs/api (JSON:API), https://developers.openalex.org/api-reference/works,
https://api.semanticscholar.org/api-docs/graph (batch: null for what it lacks, in order), https://docs.github.com/en/rest
and https://openlibrary.org/dev/docs/api/books. What recorded answers in public test suites show beyond the documents is
followed too: arXiv's totalResults counts what was found, its ids have versions; Crossref's `updated-by`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from sources.server import LoopbackServer, Reply

SERVICES = ("arxiv", "crossref", "datacite", "openalex", "semanticscholar", "github", "openlibrary")


@dataclass
class Paper:
    """A work as every service knows it; empty where none does."""

    title: str
    authors: tuple[str, ...] = ()
    arxiv: str = ""
    submitted: str = ""
    primary: str = "cs.CL"
    comment: str = ""
    abstract: str = ""
    #: The DOI of its publication, and what its registry says.
    doi: str = ""
    registry: str = "crossref"
    published: str = ""
    formal_title: str = ""
    venue: str = ""
    type: str = "proceedings-article"
    more: dict[str, Any] = field(default_factory=dict)
    #: Whether arXiv itself, and Semantic Scholar, know the DOI.
    arxiv_knows: bool = False
    scholar_knows: bool = True
    scholar_doi: str = ""
    retracted_in_openalex: bool = False
    openalex_abstract: str = ""


@dataclass
class Repository:
    name: str
    description: str = ""
    license: str = "MIT"
    citation: str = ""
    commits: tuple[str, ...] = ("2022-12-28T00:51:12Z",)


class World(LoopbackServer):
    """`asked` counts requests by service; `faults` are answered first."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []
        self.repositories: list[Repository] = []
        self.books: dict[str, dict[str, Any]] = {}
        self.asked: Counter[str] = Counter()
        self.paths: list[str] = []
        self.headers: list[tuple[str, dict[str, str]]] = []
        self.faults: dict[str, list[Reply]] = {}
        super().__init__()

    def reply_to(self, request: BaseHTTPRequestHandler, body: bytes) -> Reply:
        parts = urlsplit(request.path)
        service, _, rest = parts.path.strip("/").partition("/")
        self.asked[service] += 1
        self.paths.append(request.path)
        self.headers.append((service, {name.lower(): value for name, value in request.headers.items()}))
        faults = self.faults.get(service)
        if faults:
            return faults.pop(0) if len(faults) > 1 else faults[0]
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        reply: Reply = getattr(self, service)(unquote(rest), query, body)
        return reply

    # -- arXiv ---------------------------------------------------------------------------------------------------------

    def arxiv(self, _: str, query: dict[str, str], __: bytes) -> Reply:
        if "id_list" in query:
            ids = query["id_list"].split(",")
            assert len(ids) <= 100, "arXiv is asked for more than a hundred ids"
            for identity in ids:
                if not re.fullmatch(r"\d{4}\.\d{4,5}(v\d+)?|[a-z-]+(\.[A-Z]{2})?/\d{7}", identity):
                    return Reply(_arxiv_error(identity), 400, "application/atom+xml")
            wanted = [paper for identity in ids for paper in self.papers if paper.arxiv == identity]
        else:
            words = {word.lower() for word in re.findall(r'ti:"([^"]*)"', query["search_query"])[0].split()}
            author = (re.findall(r'au:"([^"]*)"', query["search_query"]) or [""])[0].lower()
            wanted = [
                paper
                for paper in self.papers
                if paper.arxiv
                and words <= {word.lower() for word in re.findall(r"\w+", paper.title)}
                and author in " ".join(paper.authors).lower()
            ]
        return Reply(_feed(wanted[: int(query.get("max_results", 10))]), media_type="application/atom+xml")

    # -- registries ----------------------------------------------------------------------------------------------------

    def crossref(self, doi: str, query: dict[str, str], _: bytes) -> Reply:
        known = [paper for paper in self.papers if paper.doi and paper.registry == "crossref"]
        if doi:
            found = [paper for paper in known if paper.doi == doi.lower()]
            if not found:
                return Reply("Resource not found.", 404, "text/plain")
            return Reply(json.dumps({"status": "ok", "message-type": "work", "message": _crossref(found[0])}))
        if "filter" in query:
            dois = [part.removeprefix("doi:") for part in query["filter"].split(",")]
            assert len(dois) <= int(query["rows"])
            found = [paper for paper in known if paper.doi in dois]
        else:
            words = {word.lower() for word in re.findall(r"\w+", query["query.bibliographic"])}
            near = [(len(words & {w.lower() for w in re.findall(r"\w+", p.title)}), p) for p in known]
            found = [paper for score, paper in sorted(near, key=lambda pair: -pair[0]) if score][: int(query["rows"])]
        items = [_crossref(paper) for paper in found]
        return Reply(json.dumps({"status": "ok", "message": {"total-results": len(items), "items": items}}))

    def datacite(self, doi: str, query: dict[str, str], _: bytes) -> Reply:
        known = [paper for paper in self.papers if paper.doi and paper.registry == "datacite"]
        if doi:
            found = [paper for paper in known if paper.doi == doi.lower()]
            if not found:
                return Reply(json.dumps({"errors": [{"status": "404", "title": "The resource doesn't exist."}]}), 404)
            return Reply(json.dumps({"data": _datacite(found[0])}))
        dois = re.findall(r'"([^"]+)"', query["query"])
        return Reply(json.dumps({"data": [_datacite(paper) for paper in known if paper.doi in dois], "meta": {}}))

    # -- indexes -------------------------------------------------------------------------------------------------------

    def openalex(self, _: str, query: dict[str, str], __: bytes) -> Reply:
        dois = query["filter"].removeprefix("doi:").split("|")
        assert len(dois) <= 50
        results = [
            {
                "id": f"https://openalex.org/W{number}",
                "doi": f"https://doi.org/{paper.doi}",
                "title": paper.formal_title or paper.title,
                "publication_date": paper.published or paper.submitted,
                "is_retracted": paper.retracted_in_openalex,
                "authorships": [{"author": {"display_name": name}} for name in paper.authors],
                "abstract_inverted_index": _inverted(paper.openalex_abstract),
            }
            for number, paper in enumerate(self.papers)
            if paper.doi in dois
        ]
        return Reply(json.dumps({"meta": {"count": len(results)}, "results": results}))

    def semanticscholar(self, path: str, query: dict[str, str], body: bytes) -> Reply:
        if path == "paper/batch":
            ids = json.loads(body)["ids"]
            assert len(ids) <= 500
            found = [self._scholar(identity) for identity in ids]
            if not any(found):
                return Reply(json.dumps({"error": "No valid paper ids given"}), 400)
            return Reply(json.dumps(found))
        assert path == "paper/search/match"
        words = {word.lower() for word in re.findall(r"\w+", query["query"])}
        for paper in self.papers:
            if paper.scholar_knows and words == {word.lower() for word in re.findall(r"\w+", paper.title)}:
                return Reply(json.dumps({"data": [{**_scholar(paper), "matchScore": 200.0}]}))
        return Reply(json.dumps({"error": "Title match not found"}), 404)

    def _scholar(self, identity: str) -> dict[str, Any] | None:
        kind, _, value = identity.partition(":")
        for paper in self.papers:
            if paper.scholar_knows and value and value.lower() == (paper.arxiv if kind == "ARXIV" else paper.doi):
                return _scholar(paper)
        return None

    # -- the rest ------------------------------------------------------------------------------------------------------

    def github(self, path: str, query: dict[str, str], _: bytes) -> Reply:
        kind, owner, name, *rest = path.split("/")
        assert kind == "repos"
        found = next((r for r in self.repositories if r.name.lower() == f"{owner}/{name}".lower()), None)
        if found is None:
            return Reply(json.dumps({"message": "Not Found"}), 404)
        if rest == ["contents", "CITATION.cff"]:
            return (
                Reply(found.citation, media_type="application/vnd.github.raw+json")
                if found.citation
                else Reply("{}", 404)
            )
        if rest == ["commits"]:
            page = int(query.get("page", 1))
            date = found.commits[page - 1]
            last = f'<{self.url}/github/repositories/1/commits?per_page=1&page={len(found.commits)}>; rel="last"'
            headers = (("link", last),) if page < len(found.commits) else ()
            return Reply(json.dumps([{"commit": {"author": {"name": "A", "date": date}}}]), headers=headers)
        full = found.name
        return Reply(
            json.dumps(
                {
                    "name": full.split("/")[1],
                    "full_name": full,
                    "description": found.description,
                    "owner": {"login": full.split("/")[0]},
                    "license": {"spdx_id": found.license} if found.license else None,
                    "created_at": "2023-01-05T00:00:00Z",
                }
            )
        )

    def openlibrary(self, path: str, query: dict[str, str], _: bytes) -> Reply:
        if path == "api/books":
            keys = query["bibkeys"].split(",")
            return Reply(json.dumps({key: self.books[key[5:]] for key in keys if key[5:] in self.books}))
        words = set(query["title"].lower().split())
        docs = [
            {
                "key": f"/works/OL{isbn[-4:]}W",
                "title": book["title"],
                "author_name": [author["name"] for author in book["authors"]],
                "first_publish_year": int(re.findall(r"\d{4}", book["publish_date"])[0]),
            }
            for isbn, book in self.books.items()
            if words <= set(book["title"].lower().split())
        ]
        return Reply(json.dumps({"numFound": len(docs), "docs": docs}))


def _feed(papers: list[Paper]) -> str:
    entries = "".join(_entry(paper) for paper in papers)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">\n'
        "<id>https://arxiv.org/api/x</id><title>arXiv Query</title>"
        f"<opensearch:totalResults>{len(papers)}</opensearch:totalResults>{entries}</feed>"
    )


def _entry(paper: Paper) -> str:
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in paper.authors)
    doi = f"<arxiv:doi>{escape(paper.doi)}</arxiv:doi>" if paper.arxiv_knows else ""
    comment = f"<arxiv:comment>{escape(paper.comment)}</arxiv:comment>" if paper.comment else ""
    return (
        f"<entry><id>http://arxiv.org/abs/{paper.arxiv}v3</id><title>{escape(paper.title)}</title>"
        f"<updated>2024-01-01T00:00:00Z</updated><published>{paper.submitted}T17:57:34Z</published>"
        f"<summary>{escape(paper.abstract)}</summary>{authors}{doi}{comment}"
        f'<arxiv:primary_category term="{paper.primary}"/></entry>'
    )


def _arxiv_error(identity: str) -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Search Results</title><entry>'
        f"<id>https://arxiv.org/api/errors#incorrect_id_format_for_{escape(identity)}</id><title>Error</title>"
        f"<summary>incorrect id format for {escape(identity)}</summary></entry></feed>"
    )


def _crossref(paper: Paper) -> dict[str, Any]:
    names = [name.rpartition(" ") for name in paper.authors]
    item = {
        "DOI": paper.doi.upper(),
        "type": paper.type,
        "title": [paper.formal_title or paper.title],
        "author": [{"given": given, "family": family, "sequence": "additional"} for given, _, family in names],
        "published": {"date-parts": [[int(part) for part in paper.published.split("-")]]} if paper.published else {},
        "container-title": [paper.venue] if paper.venue else [],
        "publisher": "A Society",
        "reference": [{"key": str(number)} for number in range(50)],
    }
    return {**item, **paper.more}


def _datacite(paper: Paper) -> dict[str, Any]:
    return {
        "id": paper.doi,
        "type": "dois",
        "attributes": {
            "doi": paper.doi,
            "titles": [{"title": paper.title}],
            "creators": [
                {"name": name, "givenName": name.rpartition(" ")[0], "familyName": name.rpartition(" ")[2]}
                for name in paper.authors
            ],
            "publicationYear": int(paper.published[:4]),
            "dates": [{"date": paper.published, "dateType": "Issued"}],
            "publisher": paper.venue,
            "types": {"resourceTypeGeneral": "Dataset"},
            "descriptions": [{"description": paper.abstract, "descriptionType": "Abstract"}],
        }
        | paper.more,
    }


def _scholar(paper: Paper) -> dict[str, Any]:
    doi = paper.scholar_doi or paper.doi or (f"10.48550/arXiv.{paper.arxiv}" if paper.arxiv else "")
    ids = {"ArXiv": paper.arxiv, "DOI": doi}
    return {
        "paperId": "0" * 40,
        "externalIds": {name: value for name, value in ids.items() if value},
        "title": paper.title,
        "abstract": paper.abstract or None,
        "venue": paper.venue or "arXiv.org",
        "year": int((paper.submitted or paper.published)[:4]),
        "publicationDate": paper.submitted or None,
        "journal": {"name": paper.venue} if paper.venue else None,
        "authors": [{"authorId": "1", "name": f"{name[0]}. {name.rpartition(' ')[2]}"} for name in paper.authors],
    }


def _inverted(text: str) -> dict[str, list[int]] | None:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(text.split()):
        index.setdefault(word, []).append(place)
    return index or None
