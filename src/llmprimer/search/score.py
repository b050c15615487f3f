"""Scores one reference for an understood query, with reasons."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import NamedTuple

from llmprimer.index.tokens import FIELDS, JOINABLE
from llmprimer.search import weights as w
from llmprimer.search.understand import Term, Understood
from llmprimer.stem import stem

_WEIGHTS = tuple(w.FIELD_WEIGHTS[field] for field in FIELDS)
_USUAL = tuple(w.USUAL_LENGTH.get(field, 0) for field in FIELDS)
_JOINABLE = frozenset(FIELDS.index(field) for field in JOINABLE)
#: Fields in which a whole entry may equal the query; titles may also contain it in order.
NAMES = {field: FIELDS.index(field) for field in ("title", "aliases", "organizations", "author")}
_TITLES = ("title", "aliases")


class Reason(NamedTuple):
    """One part of a score: what was found, where, and its points."""

    what: str
    where: str
    points: float


class Scored(NamedTuple):
    """A reference's score, the share of the query that it covers (0 to 1, weighted by worth), and the reasons."""

    score: float
    coverage: float
    reasons: list[Reason]


class Hit(NamedTuple):
    """A term in a field: quality of the best match, points adjusted for text length, number of matches, matched word."""

    quality: float
    points: float
    times: int
    word: str


class Wanted:
    """Lookup tables of what a reference may match, by first word."""

    __slots__ = ("beginnings", "neighbours", "pairs", "phrases", "read", "starts", "stems", "typed", "words")

    def __init__(self, understood: Understood) -> None:
        terms = understood.terms
        #: Token -> (number of the term, quality, word); a token with a hyphen is part of a compound.
        self.words: dict[str, list[tuple[int, float, str]]] = {}
        #: First word, in any form -> (number of the term, quality, stems).
        self.phrases: dict[str, list[tuple[int, float, tuple[str, ...]]]] = {}
        self.pairs: dict[str, list[tuple[int, float, str]]] = {}
        #: First of two adjacent words that joined may be a word of the query -> the same without a compound's hyphen.
        self.beginnings: dict[str, str] = {}
        for number, term in enumerate(terms):
            for word, quality in term.words.items():
                self.words.setdefault(word, []).append((number, quality, word))
                self.words.setdefault(word + "-", []).append((number, quality * w.COMPOUND_PART, word))
                self.pairs.setdefault(word, []).append((number, min(quality, w.VARIANT), word))
                for beginning in (word[:end] for end in range(1, len(word))):
                    self.beginnings[beginning] = self.beginnings[beginning + "-"] = beginning
            for phrase, quality in term.phrases.items():
                for word in understood.first_words[phrase[0]]:
                    self.phrases.setdefault(word, []).append((number, quality, phrase))
        #: A segment with none of these words does not match.
        self.starts = frozenset(self.words).union(self.phrases, (word + "-" for word in self.phrases), self.beginnings)
        #: The whole query as typed, as corrected (`read`), and in stems.
        self.typed = " ".join(understood.in_order)
        best = {term.position: term.best for term in terms}
        self.read = " ".join(best.get(i, word) for i, word in enumerate(understood.in_order))
        self.stems = " ".join(stem(word) for word in understood.in_order)
        #: (number of the term, distance to the next term in words) for terms at most two words apart in the query.
        self.neighbours = [
            (number, b.position - a.position)
            for number, (a, b) in enumerate(itertools.pairwise(terms))
            if b.position - a.position <= 2
        ]


class Hits:
    """The positions of the terms in one reference."""

    __slots__ = ("adjacent", "fields", "found")

    def __init__(self, text: str, terms: int, wanted: Wanted) -> None:
        #: For each term: number of the field -> hit, in the order of the fields.
        self.found: list[dict[int, Hit]] = [{} for _ in range(terms)]
        #: (number of a term, number of the field) -> quality, if the next term follows at the same distance as in the query.
        self.adjacent: dict[tuple[int, int], float] = {}
        self.fields = text.split("\n")
        starts = wanted.starts
        for field, line in enumerate(self.fields):
            # Most fields have none of the words, so test the whole field before splitting it into segments.
            if not starts.isdisjoint(line.split()):
                for segment in line.split("\t"):
                    tokens = segment.split(" ")
                    if not starts.isdisjoint(tokens):
                        self._look(tokens, field, wanted)

    def _look(self, tokens: list[str], field: int, wanted: Wanted) -> None:
        at: dict[tuple[int, int], float] = {}
        usual = _USUAL[field]
        share = 1 / (1 + w.LENGTH * (len(tokens) / usual - 1)) if usual else 1.0
        for index, token in enumerate(tokens):
            hits = wanted.words.get(token)
            if hits is not None:
                for number, quality, word in hits:
                    self._note(number, field, quality, share, word)
                    at[number, index] = max(quality, at.get((number, index), 0.0))
        if wanted.phrases:
            self._look_for_phrases(tokens, field, wanted, share)
        if field in _JOINABLE:
            for token, after in itertools.pairwise(tokens):
                a = wanted.beginnings.get(token)
                if a is None or not a.isascii() or not after.isascii():
                    continue
                for number, quality, word in wanted.pairs.get(a + stem(after.rstrip("-")), ()):
                    self._note(number, field, quality, share, word)
        for number, gap in wanted.neighbours if len(at) > 1 else ():
            for (term, index), quality in at.items():
                if term == number and (number + 1, index + gap) in at:
                    both = min(quality, at[number + 1, index + gap])
                    self.adjacent[number, field] = max(both, self.adjacent.get((number, field), 0.0))

    def _look_for_phrases(self, tokens: list[str], field: int, wanted: Wanted, share: float) -> None:
        for index, token in enumerate(tokens):
            for number, quality, phrase in wanted.phrases.get(token.rstrip("-"), ()):
                rest = tokens[index + 1 : index + len(phrase)]
                if tuple(stem(word.rstrip("-")) for word in rest) == phrase[1:]:
                    self._note(number, field, quality, share, " ".join(phrase))

    def _note(self, number: int, field: int, quality: float, share: float, word: str) -> None:
        found = self.found[number]
        hit = found.get(field)
        if hit is None:
            found[field] = Hit(quality, quality * share, 1, word)
        elif quality * share > hit.points:
            found[field] = Hit(max(quality, hit.quality), quality * share, hit.times + 1, word)
        else:
            found[field] = hit._replace(quality=max(quality, hit.quality), times=hit.times + 1)


def score(
    text: str,
    identity: int,
    topics: list[str],
    understood: Understood,
    wanted: Wanted,
    broader_of: Callable[[str], list[str]],
) -> Scored:
    """The score of the reference with the segments `text`; `topics` are its topics in order, `broader_of` returns a topic
    and all its broader topics.
    """
    hits = Hits(text, len(understood.terms), wanted)
    reasons: list[Reason] = []
    covered = possible = count = found = 0.0
    by_topic = _topic_points(topics, understood, broader_of, reasons)
    for number, term in enumerate(understood.terms):
        points, quality, where, word = _term_points(hits, number, identity, term, named=term.position in by_topic)
        if quality < 0.9 and term.position in by_topic:
            quality = 0.9
        possible += term.worth
        covered += term.worth * quality
        count += 0.0 if term.facet else 1.0
        found += 0.0 if term.facet else quality
        if points:
            label = f"{term.text} → {word}" if term.corrected or " " in word else term.text
            reasons.append(Reason(label, where, term.worth * points))
    reasons.extend(_adjacency(hits, understood.terms))
    reasons.extend(_whole_names(hits, wanted, words=len(understood.in_order)))
    coverage = covered / possible if possible else 1.0
    if count:
        coverage = (1 - w.EQUAL_SHARE) * coverage + w.EQUAL_SHARE * found / count
    total = sum(reason.points for reason in reasons)
    return Scored(total * (w.UNCOVERED + (1 - w.UNCOVERED) * coverage**w.COVERAGE_POWER), coverage, reasons)


def _topic_points(
    topics: list[str], understood: Understood, broader_of: Callable[[str], list[str]], reasons: list[Reason]
) -> set[int]:
    """Adds reasons for topics that the query names; returns the positions of the words that name a matched topic."""
    positions: set[int] = set()
    for wanted, at in understood.topics.items():
        worth = sum(term.worth for term in understood.terms if term.position in at) / max(len(at), 1)
        for rank, slug in enumerate(topics):
            if slug == wanted:
                share = 1 - w.TOPIC_STEP * min(rank, 6)
            elif wanted in broader_of(slug):
                share = w.NARROWER_TOPIC * (1 - w.TOPIC_STEP * min(rank, 6))
            else:
                continue
            whole = w.WHOLE_TOPIC * share if len(at) == len(understood.in_order) else 0.0
            reasons.append(Reason(slug, "topic", w.TOPIC * share * max(worth, 1.0) + whole))
            positions.update(at)
            break
    return positions


def _term_points(hits: Hits, number: int, identity: int, term: Term, *, named: bool) -> tuple[float, float, str, str]:
    """Points before worth, the quality of the best match, and the field and word of the hit with most points.

    `named`: the word names a topic of the reference, which has points already. The points of all fields together
    saturate: the best field counts most, further fields add little.
    """
    best = together = quality = 0.0
    where, matched = "", term.text
    for field, hit in hits.found[number].items():
        name = FIELDS[field]
        points = _WEIGHTS[field] * hit.points * w.TIMES[min(hit.times, 3) - 1]
        if name == "topics" and named:
            points *= w.NAMED_TOPIC_TEXT
        cover = w.CORRECTED_COVER if term.corrected else w.COVER
        quality = max(quality, hit.quality * cover.get(name, 1.0))
        together += points
        if points > best:
            best, where, matched = points, name, hit.word
    if term.facet and identity not in term.ids:
        together *= w.FACET_TEXT
        best *= w.FACET_TEXT
    if identity in term.ids:
        quality = 1.0
        together += w.FACET_POINTS
        if best < w.FACET_POINTS:
            where, matched = term.facet, term.text
    return w.MOST * together / (w.HALF + together), quality, where, matched


def _adjacency(hits: Hits, terms: list[Term]) -> list[Reason]:
    """Reasons for adjacent terms of the query with the same distance in the reference, in the field of highest weight."""
    found: list[Reason] = []
    if not hits.adjacent:
        return found
    for number, (a, b) in enumerate(itertools.pairwise(terms)):
        worth = max(
            (_WEIGHTS[field] * quality for (first, field), quality in hits.adjacent.items() if first == number),
            default=0.0,
        )
        if worth:
            found.append(Reason(f"{a.text} {b.text}", "adjacent", w.ADJACENT * worth * (a.worth + b.worth) / 2))
    return found


def _whole_names(hits: Hits, wanted: Wanted, *, words: int) -> list[Reason]:
    """A reason if the query equals a title, alias, author or organisation, or if a title contains it in order."""
    typed, read, stems = wanted.typed, wanted.read, wanted.stems
    joined = typed.replace(" ", "")
    starts = (typed[:1], read[:1])
    by_stems = False
    for field, number in NAMES.items():
        for segment in hits.fields[number].split("\t"):
            # A segment that equals the query has the same first letter; testing it first is cheap.
            if segment[:1] not in starts:
                continue
            name = segment.replace("- ", " ").rstrip("-")
            if name in (typed, read) or name.replace(" ", "") == joined:
                return [Reason(typed, f"{field}, whole", w.WHOLE_NAME)]
            by_stems = by_stems or (name[:2] == typed[:2] and " ".join(map(stem, name.split(" "))) == stems)
    if by_stems:
        return [Reason(typed, "whole name", w.WHOLE_NAME)]
    if words > 1:
        for field in _TITLES:
            for segment in hits.fields[NAMES[field]].split("\t"):
                name = segment.replace("- ", " ").rstrip("-")
                if f" {typed} " in f" {name} " or f" {read} " in f" {name} ":
                    return [Reason(typed, f"{field}, in order", w.WHOLE_WORDS)]
    return []
