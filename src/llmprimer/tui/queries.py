"""The queries of the browser: rows page by page, counts of facets, and one reference with its relations.

Everything here may be called from any thread, and does not depend on a terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from llmprimer.api.catalogue import Catalogue
from llmprimer.api.references import SearchHits
from llmprimer.errors import NotFoundError
from llmprimer.index.rows import authors_of
from llmprimer.tui.request import Request

Row = dict[str, Any]
#: Facet -> how many of its values are shown at most.
FACETS = {"topic": 60, "kind": 30, "year": 60, "author": 40}
#: Rows of a page: more than a screen has lines, few enough to be loaded at once.
PAGE = 60


class Results(NamedTuple):
    """The results of a request: their number, the size of the catalogue, and the first page."""

    request: Request
    total: int
    catalogue_size: int
    rows: Sequence[Row]
    #: Whether the results can be relied on; if not, they are only the nearest.
    confident: bool = True
    #: (as typed, as understood).
    corrections: Sequence[tuple[str, str]] = ()
    #: Whether the results are ranked by words; then the second page has all the rest.
    ranked: bool = False


class Details(NamedTuple):
    """One reference: its record, and its relations in both directions, each with its label."""

    record: dict[str, Any]
    relations: Sequence[tuple[str, Row]] = ()


def first_page(catalogue: Catalogue, request: Request) -> Results:
    """The first page of the results; QueryError if the query is not valid."""
    size = len(catalogue)
    if not request.words.strip():
        rows = catalogue.select(request.within, sort=_sort(request.order), limit=PAGE).rows
        total = len(rows) if len(rows) < PAGE else catalogue.count(request.within)
        return Results(request, total, size, rows)
    hits = _search(catalogue, request, PAGE)
    ranked = any(hit.score for hit in hits)
    if not ranked and hits.total > len(hits) and request.order != "best":  # fields alone: nothing to rank by
        rows = catalogue.select(_whole(request), sort=_sort(request.order), limit=PAGE).rows
        return Results(request, hits.total, size, rows)
    rows = [hit.row for hit in hits]
    if hits.total > len(hits) and hits.confident and request.order != "best":
        rows = [hit.row for hit in _search(catalogue, request, None)]
    total = hits.total if hits.confident else len(rows)
    return Results(
        request, total, size, ordered(rows, request.order), hits.confident or not rows, hits.corrections, ranked
    )


def page(catalogue: Catalogue, found: Results, start: int) -> list[Row]:
    """The rows from `start` on: a page, or all the rest if they are ranked."""
    request = found.request
    if found.ranked:
        return [hit.row for hit in _search(catalogue, request, None)][start:]
    return catalogue.select(_whole(request), sort=_sort(request.order), limit=PAGE, offset=start).rows


def facets(catalogue: Catalogue, found: Results) -> dict[str, dict[str, int]]:
    """Facet -> value -> how many of all results have it; years newest first, others by count.

    Values of one field but topics are alternatives: they are counted as if none of them were chosen.
    """
    counted = {}
    rows_of: dict[Request, list[Row]] = {}
    for name, most in FACETS.items():
        request = found.request if name == "topic" else found.request.without(name)
        if not found.ranked:
            counted[name] = catalogue.counts(name, _whole(request), limit=None if name == "year" else most)
        else:
            if request not in rows_of:
                rows_of[request] = _all_ranked(catalogue, found, request)
            counted[name] = _count(catalogue, rows_of[request], name)
    counted["year"] = dict(sorted(counted["year"].items(), reverse=True)[: FACETS["year"]])
    return counted


def _all_ranked(catalogue: Catalogue, found: Results, request: Request) -> list[Row]:
    if request == found.request and found.total == len(found.rows):
        return list(found.rows)
    return [hit.row for hit in _search(catalogue, request, None)]


def details_of(catalogue: Catalogue, citation_key: str) -> Details | None:
    """The record alone, which takes no time; None if the key no longer exists."""
    try:
        return Details(catalogue.record(citation_key))
    except NotFoundError:
        return None


def with_relations(catalogue: Catalogue, details: Details) -> Details:
    """The same with its relations, which take longer."""
    return details._replace(relations=catalogue.relations(details.record["citation_key"]))


def nearest(catalogue: Catalogue, citation_key: str) -> list[tuple[str, Row]]:
    """The references nearest to one, with what they have in common."""
    return [(", ".join(hit.how), hit.row) for hit in catalogue.related(citation_key)]


def link_state(url: str) -> tuple[str, str] | None:
    """(day of the last check, state), from the user's history of checks; None if it was never checked."""
    from llmprimer.links.history.states import state_changes

    states = state_changes([url])[url]
    return (states[-1][0][:10], states[-1][1]) if states else None


def ordered(rows: Sequence[Row], order: str) -> Sequence[Row]:
    """Ranked rows in another order; undated ones last, ties by key."""
    if order == "best":
        return rows
    by_key = sorted(rows, key=lambda row: str(row["citation_key"]))
    if order == "title":
        return sorted(by_key, key=lambda row: str(row["title"]).casefold())
    dated = [row for row in by_key if row["issued"]]
    dated.sort(key=lambda row: str(row["issued"]), reverse=order == "-issued")
    return [*dated, *(row for row in by_key if not row["issued"])]


def _search(catalogue: Catalogue, request: Request, limit: int | None) -> SearchHits:
    return catalogue.search(request.words, within=request.within, limit=limit, unfinished=True)


def _sort(order: str) -> str:
    return "key" if order == "best" else order


def _whole(request: Request) -> str:
    """The query and the filters as one query."""
    return " ".join(f"({part})" for part in (request.words.strip(), request.within) if part)


def _count(catalogue: Catalogue, rows: Sequence[Row], name: str) -> dict[str, int]:
    counter: Counter[str] = Counter()
    broader = {topic.slug: topic.broader for topic in catalogue.topics} if name == "topic" else {}
    for row in rows:
        match name:
            case "topic":
                counter.update(_with_broader(row["topics"], broader))
            case "kind":
                counter[row["kind"]] += 1
            case "year" if row["issued"]:
                counter[str(row["issued"])[:4]] += 1
            case "author":
                counter.update(set(authors_of(row)))
    most_first = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(most_first if name == "year" else most_first[: FACETS[name]])


def _with_broader(slugs: Sequence[str], broader: dict[str, str | None]) -> set[str]:
    found: set[str] = set()
    for slug in slugs:
        at: str | None = slug
        while at is not None and at not in found:
            found.add(at)
            at = broader.get(at)
    return found
