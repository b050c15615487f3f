"""Crossref, the registry of most DOIs of publications: https://api.crossref.org/swagger-ui/index.html

One `filter` takes several DOIs. `updated-by` has the notices about a work (with retractions from Retraction Watch),
`relation` its preprints and publications.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from llmprimer.identifiers import arxiv_id, bare_doi, doi_url
from llmprimer.records.people import parse_name
from llmprimer.sources.service import (
    Facts,
    Item,
    Service,
    WorkQuery,
    abstract_of,
    first_of,
    object_of,
    objects_of,
    short_list,
    text_of,
    title_of,
    without_empty,
    without_tags,
)
from llmprimer.sources.statuses import crossref_status, date_of

_TYPES = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference", "book": "book", "monograph": "book", "edited-book": "book",
    "reference-book": "book", "book-chapter": "chapter", "book-section": "chapter", "reference-entry": "entry", "posted-content": "article",
    "report": "report", "dissertation": "thesis", "dataset": "dataset", "standard": "standard", "proceedings": "collection", "peer-review": "review",
}  # fmt: skip
#: The fields to return; with lists of references, answers would be ten times as long.
_SELECTED = (
    "DOI,type,title,subtitle,author,editor,published-print,published-online,issued,published,posted,container-title,"
    "publisher,publisher-location,volume,issue,page,ISBN,ISSN,abstract,relation,updated-by"
)
#: Marks that publishers put before the title of a retracted work.
_RETRACTION_MARK = re.compile(
    r"^\W*(?:retracted(?:\s+(?:article|chapter|paper))?|withdrawn|removed|retraction)\s*[:\]\-–—]+\s*", re.IGNORECASE
)


class CrossrefService(Service):
    """Publications by DOI: names, dates, venue, volume, pages, abstract, retractions, and the publication of a preprint."""

    name = "crossref"
    label = "Crossref"
    address = "https://api.crossref.org/works"
    batch_size = 50
    pause = 0.5
    searched_kinds = frozenset(["paper", "report", "thesis", "book"])
    limits = "three lists a second with a contact address, one without (the headers of its answers)"

    def fetch(self, ids: Sequence[str]) -> dict[str, Item | None]:
        # A comma ends a filter value, so a DOI with a comma needs its own request.
        alone = ids if len(ids) == 1 else [doi for doi in ids if "," in doi]
        found = {doi: item for doi in alone for item in self._fetch_one(doi).values()}
        together = [doi for doi in ids if doi not in found]
        return found | self._fetch_batch(together) if together else found

    def _fetch_batch(self, ids: Sequence[str]) -> dict[str, Item | None]:
        query = {"filter": ",".join(f"doi:{doi}" for doi in ids), "rows": str(len(ids)), "select": _SELECTED}
        what = short_list(ids, "doi")
        message = self._message(self._get(f"{self.base}?{urlencode(query | self._mail())}"), what)
        items = self._objects(message, "items", what)
        by_doi = {doi: _selected(item) for item in items if (doi := _doi(item))}
        total = object_of(message).get("total-results")
        return self._answered(ids, by_doi, what, is_complete=not isinstance(total, int) or total <= len(items))

    def search(self, wanted: WorkQuery) -> dict[str, Item]:
        words = " ".join(part for part in (wanted.title, wanted.author, str(wanted.year or "")) if part)
        query = {"query.bibliographic": words[:500], "rows": "5", "select": _SELECTED}
        what = f'the title "{wanted.title[:60]}"'
        message = self._message(self._get(f"{self.base}?{urlencode(query | self._mail())}"), what)
        return {doi: _selected(item) for item in self._objects(message, "items", what) if (doi := _doi(item))}

    def read(self, identity: str, item: Item) -> Facts:
        own = _own_fields(item)
        status, remarks = crossref_status(item)
        published = _related(item, "is-preprint-of")
        preprint = next((doi for doi in _related(item, "has-preprint", "arxiv") if arxiv_id(doi)), "")
        is_preprint = item.get("type") == "posted-content"
        fields = own | without_empty(
            [
                ("published", {"doi": published[0]} if is_preprint and published else {}),
                ("status", status),
                ("abstract", _abstract(item)),
                ("doi", identity),
                ("url", doi_url(identity)),
            ]
        )
        leads = without_empty([("arxiv", arxiv_id(preprint) or "")])
        return Facts(f"doi:{identity} (Crossref)", fields, remarks=remarks, leads=leads)

    def _fetch_one(self, doi: str) -> dict[str, Item | None]:
        query = f"?{urlencode(mail)}" if (mail := self._mail()) else ""
        what = f"doi:{doi}"
        message = self._message(self._get(f"{self.base}/{quote(doi, safe='')}{query}"), what)
        return self._answered([doi], {_doi(message): _selected(message)} if message is not None else {}, what)

    def _message(self, answer: Any, what: str) -> Item | None:
        data = self._json(answer, what)
        if data is None:
            return None
        message = data.get("message") if isinstance(data, dict) else None
        if not isinstance(message, dict):
            raise self._unexpected_form(what)
        return message

    def _mail(self) -> dict[str, str]:
        return {"mailto": self._contact} if self._contact else {}


def _doi(item: Item) -> str:
    return bare_doi(text_of(item.get("DOI"))) or ""


def _selected(item: Item) -> Item:
    names = {*_SELECTED.split(","), "language"}
    return {name: value for name, value in item.items() if name in names}


def _own_fields(item: Item) -> Item:
    title, subtitle = without_tags(first_of(item.get("title"))), without_tags(first_of(item.get("subtitle")))
    title = _RETRACTION_MARK.sub("", title)
    if title and subtitle and subtitle.lower() not in title.lower():
        title = f"{title}: {subtitle}"
    dates = ("published-print", "issued", "published-online", "published", "posted")
    language = text_of(item.get("language"))
    pairs: list[tuple[str, Any]] = [
        ("type", _TYPES.get(text_of(item.get("type")))),
        ("title", title_of(title)),
        *((role, _people(item.get(role))) for role in ("author", "editor")),
        ("issued", next((date for name in dates if (date := date_of(item.get(name)))), "")),
    ]
    for theirs, ours in (
        ("container-title", "container_title"),
        ("publisher", "publisher"),
        ("publisher-location", "publisher_place"),
        ("volume", "volume"),
        ("issue", "issue"),
        ("page", "page"),
        ("ISBN", "isbn"),
        ("ISSN", "issn"),
    ):
        pairs.append((ours, without_tags(first_of(item.get(theirs)))))
    pairs.append(("language", language if re.fullmatch(r"[a-z]{2}", language) else ""))
    return without_empty(pairs)


def _people(people: object) -> list[dict[str, str]]:
    return [name for person in objects_of(people) if (name := _person(person))]


def _person(person: Item) -> dict[str, str] | None:
    family, given, name = (without_tags(text_of(person.get(part))) for part in ("family", "given", "name"))
    if family:
        parsed = parse_name(f"{family}, {given}") if given else {"family": family}
        if parsed is not None and (suffix := text_of(person.get("suffix"))):
            parsed["suffix"] = suffix
        return parsed
    return {"literal": name} if name else None


def _abstract(item: Item) -> str:
    # Only the first heading is the abstract's own; the others belong to the text.
    text = re.sub(r"^\s*<jats:title>[^<]{0,30}</jats:title>", "", str(item.get("abstract") or ""))
    return abstract_of(without_tags(text))


def _related(item: Item, relation: str, id_type: str = "doi") -> list[str]:
    """The DOIs, and identifiers of type `id_type`, of the works with this relation."""
    return [
        text_of(one.get("id")).lower()
        for one in objects_of(object_of(item.get("relation")).get(relation))
        if one.get("id-type") in ("doi", id_type) and text_of(one.get("id"))
    ]
