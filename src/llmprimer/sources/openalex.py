"""OpenAlex, an index of works: https://developers.openalex.org/api-reference/works

Abstracts come as an inverted index (word to positions). One list counts as one request of the daily limit, whatever its
length; a free key (LLMPRIMER_OPENALEX_KEY) gives ten times the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from llmprimer.identifiers import bare_doi, is_arxiv_doi
from llmprimer.records.people import parse_name
from llmprimer.sources.service import (
    Facts,
    Item,
    KnownWork,
    Service,
    WorkQuestion,
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
from llmprimer.vocabulary import Confidence

_SELECTED = "id,doi,title,publication_date,authorships,primary_location,biblio,abstract_inverted_index,is_retracted"
_MAX_WORDS = 4_000
#: Not the names: OpenAlex normalises them, so they differ from the title page.
_WRITES = frozenset({"abstract"})


class OpenAlexService(Service):
    """Abstracts by DOI if the registry has none, and remarks on retractions."""

    name = "openalex"
    label = "OpenAlex"
    address = "https://api.openalex.org/works"
    batch_size = 50
    pause = 0.5
    limits = "1,000 lists a day, 10,000 with a free key (https://developers.openalex.org/api-reference/authentication)"

    def questions(self, work: KnownWork) -> Iterable[WorkQuestion]:
        # arXiv's DOIs: arXiv itself has the abstract.
        return (
            [WorkQuestion(work.accepted_doi)]
            if work.accepted_doi and not work.has("abstract") and not is_arxiv_doi(work.accepted_doi)
            else []
        )

    def fetch(self, ids: Sequence[str]) -> dict[str, Item | None]:
        # In a filter, a comma or a bar ends the DOI.
        supported = [doi for doi in ids if not set(doi) & set(",|")]
        if not supported:
            return {}
        query = {"filter": f"doi:{'|'.join(supported)}", "per-page": str(len(supported)), "select": _SELECTED}
        query |= without_empty([("mailto", self._contact), ("api_key", self._key)])
        what = short_list(supported, "doi")
        data = self._json(self._get(f"{self.base}?{urlencode(query)}"), what)
        results = reversed(self._objects(data, "results", what))
        by_doi = {doi: result for result in results if (doi := bare_doi(text_of(result.get("doi"))))}
        return self._answered(supported, by_doi, what)

    def read(self, identity: str, item: Item) -> Facts:
        authors = (object_of(one.get("author")) for one in objects_of(item.get("authorships")))
        names = [name for author in authors if (name := parse_name(text_of(author.get("display_name"))))]
        fields = without_empty(
            [
                ("title", title_of(without_tags(text_of(item.get("title"))))),
                ("author", names),
                ("abstract", abstract_of(without_tags(_abstract(item.get("abstract_inverted_index"))))),
            ]
        )
        remark = "OpenAlex calls it retracted" if item.get("is_retracted") is True else ""
        return Facts(f"doi:{identity} (OpenAlex)", fields, Confidence.LIKELY, writes=_WRITES, status_remark=remark)


def _abstract(index: object) -> str:
    """The text of an inverted index; empty if positions are missing, repeated, or too many."""
    words: dict[int, str] = {}
    for word, positions in object_of(index).items():
        for position in list_of(positions):
            if not isinstance(position, int) or position in words or not 0 <= position < _MAX_WORDS:
                return ""
            words[position] = text_of(word)
    if sorted(words) != list(range(len(words))):
        return ""
    return " ".join(words[position] for position in range(len(words)))
