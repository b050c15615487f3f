"""How well one reference answers an understood query, and why."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import NamedTuple

from llmprimer.index.tokens import FIELDS, WEIGHTS
from llmprimer.search.understand import Term, Understood
from llmprimer.stem import stem

# What the parts are worth. Tuned on the judged queries with cross-validation over their classes (bench/search.py).
_OTHER_FIELDS = 0.2
_KIND_HIT = 4.0
_TOPIC = 4.5
_TOPIC_STEP = 0.13
_NARROWER_TOPIC = 0.45
_WHOLE_TOPIC = 6.0
_WHOLE_NAME = 10.0
_WHOLE_WORDS = 6.0
_ADJACENT = 0.55
# What a word such as "method" counts in the coverage where it is not found.
_VAGUE = 0.25
_JOINABLE = ("title", "aliases", "keywords", "organizations", "author", "other")
_NAMES = ("title", "aliases", "organizations", "author")


class Reason(NamedTuple):
    """One part of a score: what was found, where, and what it was worth."""

    what: str
    where: str
    points: float


class Scored(NamedTuple):
    """A reference's score, how much of the query it covers (0 to 1, by rarity), and the reasons."""

    score: float
    coverage: float
    reasons: list[Reason]


class Document:
    """The segments of one reference, arranged for looking up stems."""

    __slots__ = ("fields", "segments", "whole")

    def __init__(self, text: str) -> None:
        self.segments: list[list[list[str]]] = [
            [segment.split(" ") for segment in line.split("\t")] if line else [] for line in text.split("\n")
        ]
        self.whole: list[list[str]] = [line.split("\t") if line else [] for line in text.split("\n")]
        #: For each field, how often each stem (or joined pair) occurs.
        self.fields: list[dict[str, int]] = []
        for field, segments in zip(FIELDS, self.segments, strict=True):
            counts: dict[str, int] = {}
            for segment in segments:
                for token in segment:
                    counts[token] = counts.get(token, 0) + 1
                if field in _JOINABLE:
                    for a, b in itertools.pairwise(segment):
                        if a.isascii() and b.isascii():
                            counts.setdefault(stem(a + b), 1)
            self.fields.append(counts)

    def has_pair(self, field: int, a: str, b: str) -> bool:
        """Whether the two stems are neighbours, in this order, in the field."""
        for segment in self.segments[field]:
            for i, token in enumerate(segment[:-1]):
                if token == a and segment[i + 1] == b:
                    return True
        return False


def score(
    document: Document, identity: int, topics: list[str], understood: Understood, broader_of: Callable[[str], list[str]]
) -> Scored:
    """The score of one reference; `topics` are its topics in order, `broader_of` gives a topic and all above it."""
    reasons: list[Reason] = []
    total = covered = possible = 0.0
    covered_positions = _topic_points(topics, understood, broader_of, reasons)
    total += sum(reason.points for reason in reasons)
    for term in understood.terms:
        weight = term.idf * term.weight
        points, quality, where = _term_points(document, identity, term)
        if quality < 0.9 and term.position in covered_positions:
            quality = 0.9
        # A kind or a date said in words raises, and its absence does not lower.
        counts = weight * 0.5 if term.facet else weight * _VAGUE if term.vague and not quality else weight
        possible += counts
        covered += counts * quality
        if points:
            total += weight * points
            reasons.append(
                Reason(term.text if not term.corrected else f"{term.text} → {where[1]}", where[0], weight * points)
            )
    coverage = covered / possible if possible else 1.0
    adjacent = _adjacency(document, understood)
    whole = _whole_names(document, understood)
    for reason in (*adjacent, *whole):
        total += reason.points
        reasons.append(reason)
    return Scored(total * (0.25 + 0.75 * coverage * coverage), coverage, reasons)


def _topic_points(
    topics: list[str], understood: Understood, broader_of: Callable[[str], list[str]], reasons: list[Reason]
) -> set[int]:
    positions: set[int] = set()
    for wanted, at in understood.topics.items():
        rarity = sum(term.idf for term in understood.terms if term.position in at) / max(len(at), 1)
        for rank, slug in enumerate(topics):
            if slug == wanted:
                share = 1 - _TOPIC_STEP * rank
            elif wanted in broader_of(slug):
                share = _NARROWER_TOPIC * (1 - _TOPIC_STEP * rank)
            else:
                continue
            whole = _WHOLE_TOPIC * share if len(at) == len(understood.whole) else 0.0
            reasons.append(Reason(slug, "topic", _TOPIC * share * max(rarity, 1.0) + whole))
            positions.update(at)
            break
    return positions


def _term_points(document: Document, identity: int, term: Term) -> tuple[float, float, tuple[str, str]]:
    """Points before rarity, the quality of the best match, and (field, stem) of it."""
    best = others = quality = 0.0
    where = ("", "")
    for number, field in enumerate(FIELDS):
        counts = document.fields[number]
        for variant, trust in term.variants.items():
            if " " in variant:
                a, b = variant.split(" ")
                times = int(document.has_pair(number, a, b))
            else:
                times = counts.get(variant, 0)
            if not times:
                continue
            points = WEIGHTS[field] * trust * (1.0, 1.15, 1.25)[min(times, 3) - 1]
            if points > best:
                others += best
                best, where = points, (field, variant)
            else:
                others += points
            quality = max(quality, trust)
    if identity in term.ids:
        quality = 1.0
        if best < _KIND_HIT:
            others += best
            best, where = _KIND_HIT, (term.facet, term.text)
        else:
            others += _KIND_HIT
    return best + _OTHER_FIELDS * others, quality, where


def _adjacency(document: Document, understood: Understood) -> list[Reason]:
    """Neighbours in the query that are neighbours in the reference."""
    found = []
    for a, b in zip(understood.terms, understood.terms[1:], strict=False):
        if b.position - a.position != 1:
            continue
        first = max(a.variants, key=a.variants.__getitem__, default=a.stem)
        second = max(b.variants, key=b.variants.__getitem__, default=b.stem)
        for number, field in enumerate(FIELDS[:-1]):
            if document.has_pair(number, first, second):
                points = _ADJACENT * WEIGHTS[field] * (a.idf * a.weight + b.idf * b.weight) / 2
                found.append(Reason(f"{a.text} {b.text}", f"{field}, adjacent", points))
                break
    return found


def _whole_names(document: Document, understood: Understood) -> list[Reason]:
    """The whole query is a title, alias, author or organisation; or a title holds all of it in order."""
    spelt = " ".join(understood.whole)
    corrected = " ".join(max(t.variants, key=t.variants.__getitem__, default=t.stem) for t in understood.terms)
    joined = stem("".join(understood.whole)) if all(part.isascii() for part in understood.whole) else spelt
    for field in _NAMES:
        number = FIELDS.index(field)
        for name in document.whole[number]:
            if name in (spelt, corrected) or name.replace(" ", "") == joined:
                return [Reason(understood.typed, f"{field}, whole", _WHOLE_NAME)]
    if len(understood.whole) > 1:
        for field in ("title", "aliases"):
            for name in document.whole[FIELDS.index(field)]:
                if f" {spelt} " in f" {name} ":
                    return [Reason(understood.typed, f"{field}, in order", _WHOLE_WORDS)]
    return []
