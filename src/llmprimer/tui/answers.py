"""Asks the catalogue what the browser shows: rows page by page, counts of facets, and one reference with what is around it.

Everything here may be called from any thread, and knows no terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from llmprimer.api.catalogue import Catalogue
from llmprimer.api.references import SearchHits
from llmprimer.errors import NotFoundError
from llmprimer.index.rows import authors_of
from llmprimer.tui.asked import Asked

Row = dict[str, Any]
#: Facet -> how many of its values are shown at most.
FACETS = {"topic": 60, "kind": 30, "year": 60, "author": 40}
#: So many rows come at a time: more than a screen holds, and few enough to come at once.
PAGE = 60


class Results(NamedTuple):
    """The answer to a question: how many fit, of how many, and the first page of them."""

    asked: Asked
    total: int
    of: int
    rows: Sequence[Row]
    #: Whether the results can be relied on; if not, they are only the nearest.
    confident: bool = True
    #: (as typed, as understood).
    corrections: Sequence[tuple[str, str]] = ()
    #: Whether the words ranked the results; then all of them come at once.
    ranked: bool = False


class Details(NamedTuple):
    """One reference: its record, and the relations to and from it with their words."""

    record: dict[str, Any]
    relations: Sequence[tuple[str, Row]] = ()


def find(catalogue: Catalogue, asked: Asked) -> Results:
    """The first page of what fits; QueryError where the words cannot be understood."""
    of = len(catalogue)
    if not asked.words.strip():
        rows = catalogue.select(asked.within, sort=_sort(asked.order), limit=PAGE).rows
        total = len(rows) if len(rows) < PAGE else catalogue.count(asked.within)
        return Results(asked, total, of, rows)
    hits = _search(catalogue, asked, PAGE)
    ranked = any(hit.score for hit in hits)
    if not ranked and hits.total > len(hits) and asked.order != "best":  # fields alone: nothing to rank by
        rows = catalogue.select(_whole(asked), sort=_sort(asked.order), limit=PAGE).rows
        return Results(asked, hits.total, of, rows)
    rows = [hit.row for hit in hits]
    if hits.total > len(hits) and hits.confident and asked.order != "best":
        rows = [hit.row for hit in _search(catalogue, asked, None)]
    total = hits.total if hits.confident else len(rows)
    return Results(asked, total, of, ordered(rows, asked.order), hits.confident or not rows, hits.corrections, ranked)


def page(catalogue: Catalogue, found: Results, start: int) -> list[Row]:
    """The rows from `start` on: a page, or all that are left where the words ranked them."""
    asked = found.asked
    if found.ranked:
        return [hit.row for hit in _search(catalogue, asked, None)][start:]
    return catalogue.select(_whole(asked), sort=_sort(asked.order), limit=PAGE, offset=start).rows


def facets(catalogue: Catalogue, found: Results) -> dict[str, dict[str, int]]:
    """Facet -> value -> how many of all that fit have it; years newest first, others by count.

    Values of one field but topics are alternatives: they are counted as if none of them were chosen.
    """
    counted = {}
    rows_of: dict[Asked, list[Row]] = {}
    for name, most in FACETS.items():
        asked = found.asked if name == "topic" else found.asked.without(name)
        if not found.ranked:
            counted[name] = catalogue.counts(name, _whole(asked), limit=None if name == "year" else most)
        else:
            if asked not in rows_of:
                rows_of[asked] = _all_ranked(catalogue, found, asked)
            counted[name] = _count(catalogue, rows_of[asked], name)
    counted["year"] = dict(sorted(counted["year"].items(), reverse=True)[: FACETS["year"]])
    return counted


def _all_ranked(catalogue: Catalogue, found: Results, asked: Asked) -> list[Row]:
    if asked == found.asked and found.total == len(found.rows):
        return list(found.rows)
    return [hit.row for hit in _search(catalogue, asked, None)]


def look(catalogue: Catalogue, citation_key: str) -> Details | None:
    """The record alone, which is there at once; None if the key has gone."""
    try:
        return Details(catalogue.record(citation_key))
    except NotFoundError:
        return None


def look_around(catalogue: Catalogue, details: Details) -> Details:
    """The same with its relations, for which a large catalogue is searched through."""
    return details._replace(relations=catalogue.relations(details.record["citation_key"]))


def nearest(catalogue: Catalogue, citation_key: str) -> list[tuple[str, Row]]:
    """The references nearest to one, with what they share."""
    return [(", ".join(hit.how), hit.row) for hit in catalogue.related(citation_key)]


def link_state(url: str) -> tuple[str, str] | None:
    """(day of the last check, what the link counts as since), from the user's history of checks; None without one."""
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


def _search(catalogue: Catalogue, asked: Asked, limit: int | None) -> SearchHits:
    return catalogue.search(asked.words, within=asked.within, limit=limit, unfinished=True)


def _sort(order: str) -> str:
    return "key" if order == "best" else order


def _whole(asked: Asked) -> str:
    """Words that are conditions, and filters, as one query."""
    return " ".join(f"({part})" for part in (asked.words.strip(), asked.within) if part)


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
