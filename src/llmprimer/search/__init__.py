"""Ranked search: returns the references for a query, best first, and whether the results are confident."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from llmprimer.identifiers import Identifier, host, identifier_in, same_host
from llmprimer.index import Index
from llmprimer.index.select import on_each_match
from llmprimer.index.tokens import FIELDS
from llmprimer.query import And, Node, Not, Or, Phrase, Word, conjunction, parse
from llmprimer.query.tree import CitationKeys
from llmprimer.search import weights as w
from llmprimer.search.score import Reason, Wanted, score
from llmprimer.search.understand import Understood, understand
from llmprimer.stem import stem

#: Number of the references matching any word that are scored in full.
CANDIDATES = 200
#: A word in more references than this selects no candidates if the query has a rarer word: it would add tens of thousands
#: of references, which takes long and does not change the results. All words count in the score.
COMMON = 2000
#: Maximum number of matches that are ranked, in file order: a word with more matches does not distinguish references, and
#: ranking all of them is too slow for search while typing.
RANKED = 10_000
#: Number of nearest references shown if the results are not confident.
NEAREST = 10


class Result(NamedTuple):
    """One reference found: its row, its score, and the parts of the score."""

    row: dict[str, Any]
    score: float
    reasons: list[Reason]

    @property
    def citation_key(self) -> str:
        return str(self.row["citation_key"])


class SearchResults(NamedTuple):
    """The results of a search, best first (ties by key); `total` also counts those beyond the limit.

    If `confident` is False, no reference fits the query and the results are only the nearest.
    """

    results: list[Result]
    confident: bool
    #: (as typed, as understood) for each corrected word.
    corrections: list[tuple[str, str]]
    total: int


def find(
    index: Index, text: str, filters: And = And(()), *, limit: int | None = 10, unfinished: bool = False
) -> SearchResults:
    """The references that answer the query, best first, at most `limit`.

    Looks up an identifier. Otherwise bare words rank (any may match), while phrases, fields, exclusions and OR groups
    must match. With `unfinished`, the last word may be the beginning of a word that is still being typed. Raises
    QueryError for an invalid query.
    """
    identifier = identifier_in(text)
    if identifier is not None:
        found = _look_up(index, identifier, filters, limit)
        if found is not None:
            return found
    tree = parse(text)
    soft, hard = _divide(tree)
    ranking = _positive_texts(tree)
    condition, parameters = index.condition(conjunction((*hard, *filters.nodes)), text)
    # A word followed by a space, a quotation mark or a parenthesis is finished.
    being_typed = unfinished and bool(soft) and text.endswith(soft[-1].text)
    understood = understand(index.connection, ranking, len(index), unfinished=being_typed)
    if not understood.terms:
        # Words and phrases that are only punctuation match nothing.
        return SearchResults([], False, [], 0) if ranking else _all(index, condition, parameters, limit)
    candidates = _candidates(index, understood, condition, parameters, everything=not soft)
    scored = []
    ancestors = index.ancestors
    wanted = Wanted(understood)
    for identity, key, topics, segments in candidates:
        result = score(segments, identity, topics.split(), understood, wanted, lambda slug: ancestors.get(slug, []))
        if result.score > 0 or not soft:
            scored.append((result, key))
    scored.sort(key=lambda pair: (-round(pair[0].score, 6), pair[1]))
    best = scored[0][0] if scored else None
    confident = best is not None and (
        not soft or max(s.coverage for s, _ in scored[:3]) >= _minimum_coverage(understood)
    )
    if best is not None and confident and soft:
        scored = [pair for pair in scored if pair[0].score >= w.TAIL * best.score]
    if not confident:
        limit = NEAREST if limit is None else min(limit, NEAREST)
    shown = scored[:limit]
    rows = index.rows_of([key for _, key in shown])
    results = [Result(rows[key], round(s.score, 3), s.reasons) for s, key in shown]
    corrections = [(term.text, term.corrected[0]) for term in understood.terms if term.corrected]
    return SearchResults(results, confident, corrections, len(scored))


def search(text: str, *, catalogue: str | None = None, limit: int | None = 10) -> SearchResults:
    """Searches like `llmprimer search`: the given catalogue file, or the one that the command line would use."""
    from llmprimer.catalogue.locate import locate

    return find(Index.open(locate(catalogue)), text, limit=limit)


def _divide(tree: Node) -> tuple[list[Word], list[Node]]:
    """The bare words, which only rank, and the conditions that must match."""
    nodes = tree.nodes if isinstance(tree, And) else (tree,)
    soft = [node for node in nodes if isinstance(node, Word)]
    return soft, [node for node in nodes if not isinstance(node, Word)]


def _positive_texts(node: Node) -> list[str]:
    """The texts that rank the results: words and phrases that are not excluded, in order."""
    match node:
        case Word(text) | Phrase(text):
            return [text]
        case And(nodes) | Or(nodes):
            return [text for inner in nodes for text in _positive_texts(inner)]
        case Not() | CitationKeys():
            return []
    return [node.value] if node.name in ("title", "summary", "author", "organization") else []


def _minimum_coverage(understood: Understood) -> float:
    """The minimum share of the query that the best results must cover."""
    subject = [term for term in understood.terms if not term.facet]
    enough = len(subject) >= w.QUESTION or all(term.known for term in subject)
    return w.CONFIDENT_ENOUGH if enough else w.CONFIDENT_COVERAGE


def _look_up(index: Index, identifier: Identifier, filters: And, limit: int | None) -> SearchResults | None:
    """The references with the identifier; None if there are none and the search should use its words instead."""
    field = "site" if identifier.kind == "host" else identifier.kind
    condition, parameters = index.condition(filters)
    sql = f"SELECT r.row FROM reference AS r JOIN facet AS f ON f.id = r.id WHERE f.field = ? AND f.value = ? AND {condition}"
    rows = [
        json.loads(text)
        for (text,) in index.connection.execute(
            sql, [field, same_host(identifier.value) if field == "site" else identifier.value, *parameters]
        )
    ]
    if not rows:
        return None if identifier.kind in ("host", "handle", "url") else SearchResults([], False, [], 0)
    rows.sort(
        key=lambda row: (identifier.kind == "host" and host(row["url"] or "") != identifier.value, row["citation_key"])
    )
    results = [Result(row, 1.0, [Reason(identifier.value, identifier.kind, 1.0)]) for row in rows]
    return SearchResults(results[:limit], True, [], len(results))


def _all(index: Index, condition: str, parameters: list[Any], limit: int | None) -> SearchResults:
    """All matching references by key, for a query without words to rank by."""
    results = [Result(row, 0.0, []) for row in index.page(condition, parameters, limit=limit)]
    total = len(results) if limit is None or len(results) < limit else index.count_where(condition, parameters)
    return SearchResults(results, bool(results), [], total)


def _candidates(
    index: Index, understood: Understood, condition: str, parameters: list[Any], *, everything: bool
) -> list[tuple[int, str, str, str]]:
    """Id, citation key, topics and segments of the references to score."""
    columns = "SELECT r.id, r.citation_key, r.topics, r.segments FROM reference AS r"
    found: dict[int, tuple[int, str, str, str]] = {}

    def take(sql: str, values: list[Any]) -> None:
        found.update((row[0], row) for row in index.connection.execute(sql, values))

    if everything:
        take(f"{columns} WHERE {condition}", parameters)
    match = " OR ".join(_candidate_matches(understood))
    if match:
        weights = ", ".join(str(w.FIELD_WEIGHTS[field]) for field in FIELDS)
        # Only the wide rows of the best are read: a join would read those of all matches, which takes three times as long.
        # The condition is tested on each match, which is faster than collecting all references that fulfil it.
        fitting = f" AND {on_each_match(condition)}" if condition != "1" else ""
        ranked = (
            f"SELECT id FROM (SELECT rowid AS id, bm25(text, {weights}) AS distance FROM text "
            f"WHERE text MATCH ?{fitting} LIMIT {RANKED}) ORDER BY distance, id LIMIT {CANDIDATES}"
        )
        take(f"{columns} WHERE r.id IN ({ranked})", [match, *parameters])
    marked = [term.ids for term in understood.terms if term.ids]
    if marked:
        both = frozenset.intersection(*marked) or frozenset.union(*marked)
        chosen = sorted(both)[:CANDIDATES]
        take(f"{columns} WHERE r.id IN ({','.join('?' * len(chosen))}) AND {condition}", [*chosen, *parameters])
    for topic in understood.topics:
        facet = "r.id IN (SELECT id FROM facet WHERE field = 'topic' AND value = ? LIMIT ?)"
        take(f"{columns} WHERE {facet} AND {condition}", [topic, CANDIDATES, *parameters])
    return [row for _, row in sorted(found.items())]


def _candidate_matches(understood: Understood) -> list[str]:
    """The full-text queries for candidates: the forms and phrases of each term that is rare enough."""
    found = [term for term in understood.terms if term.words or term.phrases]
    rare = [term for term in found if term.frequency <= COMMON]
    picking = rare or sorted(found, key=lambda term: (term.frequency, term.position))[:1]
    wanted: dict[str, None] = {}
    for term in picking:
        for word in term.words:
            wanted.update({f'"{stem(word)}"': None, f'"{word}"': None})
        wanted.update({f'"{" ".join(phrase)}"': None for phrase in term.phrases})
    return list(wanted)


__all__ = ["Reason", "Result", "SearchResults", "find", "search"]
