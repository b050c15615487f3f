"""Semantic Scholar, an index of works: https://api.semanticscholar.org/api-docs/graph

The batch interface takes up to 500 identifiers in one POST; the answers have the same order, with null for unknown works.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from llmprimer.identifiers import arxiv_id, bare_doi, is_arxiv_doi
from llmprimer.records.people import parse_name
from llmprimer.sources.service import (
    Facts,
    Item,
    Service,
    WorkQuery,
    abstract_of,
    object_of,
    objects_of,
    short_list,
    text_of,
    title_of,
    without_empty,
)
from llmprimer.vocabulary import Confidence

_FIELDS = "title,abstract,venue,year,externalIds,publicationDate,journal,authors"
_PREPRINTS = re.compile(r"arxiv|corr|biorxiv|medrxiv|ssrn|preprint", re.IGNORECASE)
#: Not names and year: given names are often initials, and the year may be the preprint's or the publication's.
_WRITES = frozenset({"abstract"})


class SemanticScholarService(Service):
    """Publications of preprints, and abstracts. Identifiers are `arxiv:2203.02155` and `doi:10.1/x`."""

    name = "semanticscholar"
    label = "Semantic Scholar"
    address = "https://api.semanticscholar.org/graph/v1"
    batch_size = 500
    pause = 1.5
    searched_kinds = frozenset(["paper"])
    limits = "one request a second with a key (LLMPRIMER_SEMANTICSCHOLAR_KEY), a share of what is left without"

    def fetch(self, ids: Sequence[str]) -> dict[str, Item | None]:
        names = [f"{kind.upper()}:{value}" for kind, _, value in (identity.partition(":") for identity in ids)]
        url = f"{self.base}/paper/batch?{urlencode({'fields': _FIELDS})}"
        answer = self._client.post(url, {"ids": names}, headers=self._headers(), pause=self.pause)
        kind, _, value = names[0].partition(":")
        what = short_list([value, *names[1:]], kind)
        # Semantic Scholar answers 400 if it has none of the works.
        if answer.status == 400 and "no valid paper ids" in answer.text[:500].lower():
            return dict.fromkeys(ids)
        papers = self._json(answer, what)
        if not isinstance(papers, list) or len(papers) != len(ids):
            raise self._unexpected_form(what)
        return {
            identity: paper if isinstance(paper, dict) else None
            for identity, paper in zip(ids, papers, strict=True)
            if paper is None or (isinstance(paper, dict) and not _has_other_id(paper, identity))
        }

    def search(self, wanted: WorkQuery) -> dict[str, Item]:
        query = urlencode({"query": wanted.title, "fields": _FIELDS})
        answer = self._get(f"{self.base}/paper/search/match?{query}", headers=self._headers())
        what = f'the title "{wanted.title[:60]}"'
        data = self._json(answer, what)
        if data is None:  # 404: nothing matches
            return {}
        found = {}
        for paper in self._objects(data, "data", what)[:5]:
            if leads := _leads(paper):
                kind, value = next(iter(leads.items()))
                found[f"{kind}:{value}"] = paper
        return found

    def read(self, identity: str, item: Item) -> Facts:
        authors = objects_of(item.get("authors"))
        names = [name for author in authors if (name := parse_name(text_of(author.get("name"))))]
        year = item.get("year")
        date = text_of(item.get("publicationDate"))
        fields = without_empty(
            [
                ("title", title_of(text_of(item.get("title")))),
                ("author", names),
                ("issued", date or (str(year) if isinstance(year, int) else "")),
                ("abstract", abstract_of(text_of(item.get("abstract")))),
            ]
        )
        leads = _leads(item)
        venue = text_of(item.get("venue"))
        remarks: tuple[str, ...] = ()
        if venue and "doi" not in leads and not _PREPRINTS.search(venue):
            remarks = (f"Semantic Scholar has it in {venue}, without a DOI",)
        shown = identity.replace("arxiv:", "arXiv:")
        return Facts(f"{shown} (Semantic Scholar)", fields, Confidence.LIKELY, remarks, leads, _WRITES)

    def _headers(self) -> dict[str, str]:
        return {"x-api-key": self._key} if self._key else {}


def _has_other_id(paper: Item, identity: str) -> bool:
    """Whether the paper has another identifier of that kind: then the order of the answers is wrong."""
    kind, _, value = identity.partition(":")
    ids = object_of(paper.get("externalIds"))
    own = arxiv_id(text_of(ids.get("ArXiv"))) if kind == "arxiv" else bare_doi(text_of(ids.get("DOI")))
    return own is not None and own.lower() != value.lower()


def _leads(paper: Item) -> dict[str, str]:
    """The work's identifiers, except the DOI of a preprint."""
    ids = object_of(paper.get("externalIds"))
    doi = bare_doi(text_of(ids.get("DOI"))) or ""
    found = {"arxiv": arxiv_id(text_of(ids.get("ArXiv"))) or "", "doi": "" if is_arxiv_doi(doi) else doi}
    return {kind: value for kind, value in found.items() if value}
