"""DataCite, the registry of DOIs of data, software and preprints: https://support.datacite.org/docs/api"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlencode

from llmprimer.dates import PartialDate
from llmprimer.identifiers import arxiv_id, bare_doi, doi_url
from llmprimer.records.people import parse_name
from llmprimer.sources.service import (
    Facts,
    Item,
    Service,
    abstract_of,
    list_of,
    object_of,
    objects_of,
    short_list,
    text_of,
    title_of,
    without_empty,
    without_tags,
)
from llmprimer.sources.statuses import datacite_status

_TYPES = {
    "Dataset": "dataset", "Software": "software", "JournalArticle": "article-journal", "ConferencePaper": "paper-conference", "Preprint": "article",
    "Report": "report", "Dissertation": "thesis", "Book": "book", "BookChapter": "chapter", "Audiovisual": "motion_picture",
}  # fmt: skip
#: The attributes of a DOI that `read` uses.
_SELECTED = (
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


class DataCiteService(Service):
    """Data, software and preprints by DOI, if Crossref does not have the DOI."""

    name = "datacite"
    label = "DataCite"
    address = "https://api.datacite.org/dois"
    batch_size = 50
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
                raise self._unexpected_form(what)
            return self._answered(ids, _by_doi([one]), what)
        what = short_list(ids, "doi")
        # DataCite stores DOIs in lower case, and its queries are case-sensitive.
        names = " OR ".join('"' + re.sub(r'["\\]', "", doi.lower()) + '"' for doi in ids)
        query = {"query": f"doi:({names})", "page[size]": str(len(ids))}
        data = self._json(self._get(f"{self.base}?{urlencode(query)}", accept=_MEDIA), what)
        return self._answered(ids, _by_doi(self._objects(data, "data", what)), what)

    def read(self, identity: str, item: Item) -> Facts:
        publisher = item.get("publisher")
        arxiv = arxiv_id(identity)
        fields = without_empty(
            [
                ("type", _TYPES.get(text_of(object_of(item.get("types")).get("resourceTypeGeneral")))),
                ("title", title_of(without_tags(_text_in(item.get("titles"), "title")))),
                ("author", [name for creator in objects_of(item.get("creators")) if (name := _creator(creator))]),
                ("issued", _date(item)),
                ("publisher", text_of(publisher.get("name") if isinstance(publisher, dict) else publisher)),
                ("arxiv", {"id": arxiv} if arxiv else {}),
                ("status", datacite_status(item)),
                ("abstract", _abstract(item.get("descriptions"))),
                ("doi", "" if arxiv else identity),
                ("url", doi_url(identity)),
            ]
        )
        return Facts(f"doi:{identity} (DataCite)", fields)


_MEDIA = "application/vnd.api+json"


def _by_doi(entries: Iterable[Item]) -> dict[str, Item]:
    found = (object_of(entry.get("attributes")) for entry in entries)
    return {doi: _selected(one) for one in found if (doi := bare_doi(text_of(one.get("doi"))))}


def _selected(attributes: Item) -> Item:
    return {name: attributes[name] for name in _SELECTED if name in attributes}


def _text_in(values: object, name: str) -> str:
    return text_of(object_of(next(iter(list_of(values)), None)).get(name))


def _abstract(descriptions: object) -> str:
    for one in objects_of(descriptions):
        if one.get("descriptionType", "Abstract") == "Abstract":
            return abstract_of(without_tags(text_of(one.get("description"))))
    return ""


def _creator(creator: Item) -> dict[str, str] | None:
    family, given, name = (text_of(creator.get(part)) for part in ("familyName", "givenName", "name"))
    if family:
        return parse_name(f"{family}, {given}") if given else {"family": family}
    if creator.get("nameType") == "Personal" and name:
        return parse_name(name)
    return {"literal": name} if name else None


def _date(attributes: Item) -> str:
    dates = objects_of(attributes.get("dates"))
    issued = [text_of(date.get("date")) for date in dates if date.get("dateType") in ("Issued", "Available")]
    for text in (*issued, str(attributes.get("publicationYear") or "")):
        if match := re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", text):
            try:
                return str(PartialDate.parse(match[0]))
            except ValueError:
                continue
    return ""
