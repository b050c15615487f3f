"""DataCite, the registry of DOIs of data, software and preprints: https://support.datacite.org/docs/api"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from llmprimer.dates import PartialDate
from llmprimer.identifiers import arxiv_id, bare_doi
from llmprimer.records.people import parse_name
from llmprimer.sources.service import (
    Facts,
    Item,
    Service,
    abstract_of,
    filled,
    in_a_few,
    text_of,
    title_of,
    without_tags,
)
from llmprimer.sources.statuses import datacite_status

_TYPES = {
    "Dataset": "dataset", "Software": "software", "JournalArticle": "article-journal", "ConferencePaper": "paper-conference", "Preprint": "article",
    "Report": "report", "Dissertation": "thesis", "Book": "book", "BookChapter": "chapter", "Audiovisual": "motion_picture",
}  # fmt: skip
#: What `read` uses of the attributes of a DOI.
_KEPT = (
    "doi",
    "titles",
    "creators",
    "dates",
    "publicationYear",
    "publisher",
    "types",
    "descriptions",
    "relatedIdentifiers",
)


class DataCite(Service):
    """Data, software and preprints by DOI, where Crossref does not have it."""

    name = "datacite"
    label = "DataCite"
    address = "https://api.datacite.org/dois"
    at_once = 50
    pause = 1.0
    limits = "1,000 requests in 5 minutes with a contact address, 500 without"

    def fetch(self, ids: Sequence[str]) -> dict[str, Item | None]:
        if len(ids) == 1:
            what = f"doi:{ids[0]}"
            data = self._json(self._get(f"{self.base}/{quote(ids[0], safe='')}", accept=_MEDIA), what)
            if data is None:
                return {ids[0]: None}
            one = data.get("data") if isinstance(data, dict) else None
            if not isinstance(one, dict) or not isinstance(one.get("attributes"), dict):
                raise self._strange(what)
            return {ids[0]: _kept(one["attributes"])}
        what = in_a_few(ids, "doi")
        # DataCite keeps DOIs in lower case, and its query language minds the case.
        names = " OR ".join('"' + re.sub(r'["\\]', "", doi.lower()) + '"' for doi in ids)
        query = {"query": f"doi:({names})", "page[size]": str(len(ids))}
        data = self._json(self._get(f"{self.base}?{urlencode(query)}", accept=_MEDIA), what)
        entries = data.get("data") if isinstance(data, dict) else None
        if not isinstance(entries, list):
            raise self._strange(what)
        by_doi: dict[str, Item] = {}
        for entry in entries:
            attributes = entry.get("attributes") if isinstance(entry, dict) else None
            if isinstance(attributes, dict) and (doi := bare_doi(text_of(attributes.get("doi")))) is not None:
                by_doi[doi] = _kept(attributes)
        return {doi: by_doi.get(doi.lower()) for doi in ids}

    def read(self, identity: str, item: Item) -> Facts:
        types = item.get("types")
        publisher = item.get("publisher")
        arxiv = arxiv_id(identity)
        creators = item.get("creators")
        fields = filled(
            [
                ("type", _TYPES.get(text_of(types.get("resourceTypeGeneral"))) if isinstance(types, dict) else ""),
                ("title", title_of(without_tags(_text_in(item.get("titles"), "title")))),
                ("author", [name for c in creators if (name := _creator(c))] if isinstance(creators, list) else []),
                ("issued", _date(item)),
                ("publisher", text_of(publisher.get("name") if isinstance(publisher, dict) else publisher)),
                ("arxiv", {"id": arxiv} if arxiv else {}),
                ("status", datacite_status(item)),
                ("abstract", _abstract(item.get("descriptions"))),
                ("doi", "" if arxiv else identity),
                ("url", f"https://doi.org/{identity}"),
            ]
        )
        return Facts(f"doi:{identity} (DataCite)", fields)


_MEDIA = "application/vnd.api+json"


def _kept(attributes: Item) -> Item:
    return {name: attributes[name] for name in _KEPT if name in attributes}


def _text_in(values: object, name: str) -> str:
    first = values[0] if isinstance(values, list) and values else None
    return text_of(first.get(name)) if isinstance(first, dict) else ""


def _abstract(descriptions: object) -> str:
    for one in descriptions if isinstance(descriptions, list) else ():
        if isinstance(one, dict) and one.get("descriptionType", "Abstract") == "Abstract":
            return abstract_of(without_tags(text_of(one.get("description"))))
    return ""


def _creator(creator: Any) -> dict[str, str] | None:
    if not isinstance(creator, dict):
        return None
    family, given, name = (text_of(creator.get(part)) for part in ("familyName", "givenName", "name"))
    if family:
        return parse_name(f"{family}, {given}") if given else {"family": family}
    if creator.get("nameType") == "Personal" and name:
        return parse_name(name)
    return {"literal": name} if name else None


def _date(attributes: Item) -> str:
    dates = attributes.get("dates")
    issued = [
        text_of(date.get("date"))
        for date in (dates if isinstance(dates, list) else ())
        if isinstance(date, dict) and date.get("dateType") in ("Issued", "Available")
    ]
    for text in (*issued, str(attributes.get("publicationYear") or "")):
        if match := re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", text):
            try:
                return str(PartialDate.parse(match[0]))
            except ValueError:
                continue
    return ""
