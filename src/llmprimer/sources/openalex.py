"""OpenAlex, an index of works: https://developers.openalex.org/api-reference/works

Abstracts come as an index from words to places. A list of 100 costs the same as a list of one, out of an allowance
that a free key (LLMPRIMER_OPENALEX_KEY) makes ten times as large.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from llmprimer.identifiers import bare_doi
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
from llmprimer.vocabulary import Confidence

_SELECTED = "id,doi,title,publication_date,authorships,primary_location,biblio,abstract_inverted_index,is_retracted"
_LONGEST = 4_000
#: Its names are those that it gives to authors, not those of the title page.
_WRITES = frozenset({"abstract"})


class OpenAlex(Service):
    """Abstracts by DOI where the registry has none, and a second opinion on retractions."""

    name = "openalex"
    label = "OpenAlex"
    address = "https://api.openalex.org/works"
    at_once = 50
    pause = 0.5
    limits = "1,000 lists a day, 10,000 with a free key (https://developers.openalex.org/api-reference/authentication)"

    def fetch(self, ids: Sequence[str]) -> dict[str, Item | None]:
        # A comma or a bar in a DOI would end it.
        sure = [doi for doi in ids if not set(doi) & set(",|")]
        if not sure:
            return {}
        query = {"filter": f"doi:{'|'.join(sure)}", "per-page": str(len(sure)), "select": _SELECTED}
        query |= filled([("mailto", self._contact), ("api_key", self._key)])
        what = in_a_few(sure, "doi")
        data = self._json(self._get(f"{self.base}?{urlencode(query)}"), what)
        results = data.get("results") if isinstance(data, dict) else None
        if not isinstance(results, list):
            raise self._strange(what)
        by_doi = {
            doi: result
            for result in reversed(results)
            if isinstance(result, dict) and (doi := bare_doi(text_of(result.get("doi"))))
        }
        return {doi: by_doi.get(doi.lower()) for doi in sure}

    def read(self, identity: str, item: Item) -> Facts:
        authorships = item.get("authorships")
        names = []
        for one in authorships if isinstance(authorships, list) else ():
            author = one.get("author") if isinstance(one, dict) else None
            if isinstance(author, dict) and (name := parse_name(text_of(author.get("display_name")))):
                names.append(name)
        fields = filled(
            [
                ("title", title_of(without_tags(text_of(item.get("title"))))),
                ("author", names),
                ("abstract", abstract_of(without_tags(_abstract(item.get("abstract_inverted_index"))))),
            ]
        )
        remarks = ("OpenAlex calls it retracted",) if item.get("is_retracted") is True else ()
        return Facts(f"doi:{identity} (OpenAlex)", fields, Confidence.LIKELY, remarks, writes=_WRITES)


def _abstract(index: object) -> str:
    """The text of an inverted index; nothing where places are missing, taken twice, or too many."""
    words: dict[int, str] = {}
    for word, places in index.items() if isinstance(index, dict) else ():
        for place in places if isinstance(places, list) else ():
            if not isinstance(place, int) or place in words or not 0 <= place < _LONGEST:
                return ""
            words[place] = text_of(word)
    if sorted(words) != list(range(len(words))):
        return ""
    return " ".join(words[place] for place in range(len(words)))
