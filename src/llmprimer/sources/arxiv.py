"""arXiv's API, which returns Atom: https://info.arxiv.org/help/api/user-manual.html

`id_list` takes many identifiers; the answer leaves out those that arXiv does not have. An error is an entry with the title
"Error", with status 200 or 400. A withdrawn paper has a comment that says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from llmprimer.errors import NetworkError
from llmprimer.identifiers import arxiv_id, bare_doi, host, is_arxiv_doi
from llmprimer.records.people import parse_name
from llmprimer.sources.service import (
    Facts,
    Item,
    Service,
    WorkQuery,
    abstract_of,
    list_of,
    short_list,
    text_of,
    title_of,
    without_empty,
)
from llmprimer.sources.statuses import arxiv_status

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
#: How many identifiers that the API rejects are removed from one request before it fails.
_MAX_REFUSED = 3


class ArxivService(Service):
    """Preprints: authors, the day of version 1, the primary class, the abstract, and the comment of a withdrawal."""

    name = "arxiv"
    label = "arXiv"
    address = "https://export.arxiv.org/api/query"
    batch_size = 100
    pause = 3.0
    searched_kinds = frozenset(["paper", "report"])
    limits = "one request in 3 s (https://info.arxiv.org/help/api/tou.html)"

    def fetch(self, ids: Sequence[str]) -> dict[str, Item | None]:
        by_canonical = {canonical(identity): identity for identity in ids}
        found: dict[str, Item | None] = {}
        for _ in range(_MAX_REFUSED + 1):
            feed = self._ask(
                {"id_list": ",".join(by_canonical), "max_results": str(len(by_canonical))}, short_list(ids, "arXiv")
            )
            refused = _refused(feed)
            if refused is None:
                break
            if refused not in by_canonical:
                raise NetworkError(f"{self.label} refuses the question for {short_list(ids, 'arXiv')}")
            found[by_canonical.pop(refused)] = None
            if not by_canonical:
                return found
        else:
            raise NetworkError(f"{self.label} refuses the question for {short_list(ids, 'arXiv')}")
        items = [item for entry in feed.iter(f"{_ATOM}entry") if (item := _item(entry))]
        for item in items:
            if (identity := by_canonical.get(canonical(item["id"]))) is not None:
                found.setdefault(identity, item)
        total = _total(feed)
        if total < 0 and not items:
            raise self._unexpected_form(short_list(ids, "arXiv"))
        # The total can be larger than the number of entries; otherwise arXiv does not have the missing works.
        if 0 <= total <= sum(item is not None for item in found.values()):
            found |= {identity: None for identity in by_canonical.values() if identity not in found}
        return found

    def search(self, wanted: WorkQuery) -> dict[str, Item]:
        words = " ".join(re.findall(r"\w+", wanted.title))
        query = f'ti:"{words}"'
        if author := " ".join(re.findall(r"\w+", wanted.author)):
            query = f'{query} AND au:"{author}"'
        feed = self._ask({"search_query": query, "max_results": "5"}, f'the title "{wanted.title[:60]}"')
        if _refused(feed) is not None:
            return {}
        found = (item for entry in feed.iter(f"{_ATOM}entry") if (item := _item(entry)))
        return {item["id"]: item for item in found}

    def read(self, identity: str, item: Item) -> Facts:
        names = [name for text in list_of(item.get("authors")) if (name := parse_name(text_of(text)))]
        arxiv = without_empty([("id", identity), ("primary_class", text_of(item.get("primary_class")))])
        doi = bare_doi(text_of(item.get("doi"))) or ""
        formal = {"doi": doi} if doi and not is_arxiv_doi(doi) else {}
        abstract = abstract_of(text_of(item.get("summary")))
        status = arxiv_status(text_of(item.get("comment")), text_of(item.get("summary")), identity)
        fields = without_empty(
            [
                ("type", "article"),
                ("kind", "paper"),
                ("title", title_of(text_of(item.get("title")))),
                ("author", names),
                ("issued", text_of(item.get("published"))),
                ("arxiv", arxiv),
                ("published", formal),
                ("status", status),
                # The notice of a withdrawal may replace the abstract.
                ("abstract", "" if status and abstract == text_of((status or {}).get("note")) else abstract),
                ("url", f"https://arxiv.org/abs/{identity}"),
            ]
        )
        return Facts(f"arXiv:{identity} (the API of arXiv)", fields)

    def _ask(self, parameters: dict[str, str], what: str) -> ET.Element:
        answer = self._get(f"{self.base}?{urlencode(parameters)}", accept="application/atom+xml")
        answering_host = host(answer.url) or self.label
        if answer.status not in (200, 400):
            raise NetworkError(f"{answering_host} answers {answer.status} for {what}")
        not_atom = NetworkError(f"{answering_host} answers with something else than Atom for {what}")
        # arXiv declares no entities; an answer with entities may be an attack.
        if b"<!DOCTYPE" in answer.body or b"<!ENTITY" in answer.body:
            raise not_atom
        try:
            feed = ET.fromstring(answer.body)  # noqa: S314 - no entities, see above, and the size is bounded
        except (ET.ParseError, ValueError, LookupError, RecursionError):
            raise not_atom from None
        if feed.tag != f"{_ATOM}feed":
            raise not_atom
        return feed


def canonical(identity: str) -> str:
    """The form that the API uses: `math/0309136` for `math.GT/0309136`."""
    return re.sub(r"\.[A-Za-z]{2}(?=/)", "", identity).lower()


def _text(element: ET.Element, name: str) -> str:
    found = element.find(name)
    return text_of(found.text or "") if found is not None else ""


def _item(entry: ET.Element) -> Item | None:
    """The values of an entry that `read` needs; None if it is not a paper."""
    identity = arxiv_id(_text(entry, f"{_ATOM}id"))
    title = _text(entry, f"{_ATOM}title")
    if identity is None or not title:
        return None
    primary = entry.find(f"{_ARXIV}primary_category")
    published = re.match(r"\d{4}-\d\d-\d\d", _text(entry, f"{_ATOM}published"))
    return without_empty(
        [
            ("id", identity),
            ("title", title),
            ("authors", [_text(author, f"{_ATOM}name") for author in entry.findall(f"{_ATOM}author")]),
            ("published", published[0] if published else ""),
            ("primary_class", text_of(primary.get("term")) if primary is not None else ""),
            ("doi", _text(entry, f"{_ARXIV}doi")),
            ("comment", _text(entry, f"{_ARXIV}comment")),
            ("summary", _text(entry, f"{_ATOM}summary")),
        ]
    )


def _refused(feed: ET.Element) -> str | None:
    """The identifier that an error feed names, empty for another error; None for a feed of papers."""
    for entry in feed.findall(f"{_ATOM}entry"):
        error = re.search(r"/api/errors#(?:incorrect_id_format_for_)?(.*)", _text(entry, f"{_ATOM}id"))
        if error is not None or _text(entry, f"{_ATOM}title") == "Error":
            return error[1].lower() if error is not None else ""
    return None


def _total(feed: ET.Element) -> int:
    """How many works the feed says there are; -1 if it says nothing."""
    text = _text(feed, f"{_OPENSEARCH}totalResults")
    return int(text[:9]) if text.isascii() and text.isdigit() else -1
