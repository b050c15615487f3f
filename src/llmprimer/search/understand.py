"""Turns the words of a query into search terms: forms, corrections, abbreviations, kinds, dates, topics."""

from __future__ import annotations

import itertools
import math
import re
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from llmprimer.index.stop import STOP
from llmprimer.index.tokens import joined_query
from llmprimer.search import weights as w
from llmprimer.search.forms import (
    by_initials,
    forms,
    long_forms,
    pairs,
    short_by_initials,
    short_forms,
    signed,
    with_phrase,
    without_a_word,
    words_of_stem,
)
from llmprimer.search.spelling import near_words, words_that_begin
from llmprimer.search.words import MONTHS, kinds_of
from llmprimer.stem import singular, stem
from llmprimer.text import words

_YEAR = r"(?:19|20)\d\d"
#: Maximum number of words in the name of a topic.
_LONGEST_NAME = 7


class Term:
    """One word of the query, what it may match, and its worth.

    `words` maps words of the catalogue to their quality (1 for the word itself), `phrases` maps the stems of adjacent
    words to theirs. `ids` are references that match whatever their words: those of this kind or date. A plain class,
    because `dataclasses` compiles code at import, which slows down a cold search.
    """

    __slots__ = ("corrected", "facet", "frequency", "ids", "phrases", "position", "text", "words", "worth")

    def __init__(self, text: str, position: int) -> None:
        self.text = text
        self.position = position
        self.words: dict[str, float] = {}
        self.phrases: dict[tuple[str, ...], float] = {}
        self.corrected: tuple[str, ...] = ()
        #: Number of references with the word, weighted by the quality of its forms.
        self.frequency = 0.0
        self.worth = 0.0
        self.ids: frozenset[int] = frozenset()
        self.facet = ""

    @property
    def known(self) -> bool:
        """Whether the catalogue has the word as typed, in any form."""
        return bool(self.words or self.phrases) and not self.corrected

    @property
    def best(self) -> str:
        """The most likely word of the catalogue; the typed word if there is none."""
        return min(self.words, key=lambda word: (-self.words[word], word), default=self.text)


class Understood(NamedTuple):
    """The terms of a query, and the topics that it names."""

    terms: list[Term]
    #: Topic -> positions of the words that name it.
    topics: dict[str, tuple[int, ...]]
    #: All words in order.
    in_order: tuple[str, ...]
    #: First stem of each phrase of a term -> words of the catalogue with this stem.
    first_words: dict[str, list[str]]


def understand(
    connection: sqlite3.Connection, texts: Sequence[str], count: int, *, unfinished: bool = False
) -> Understood:
    """The terms of the words in `texts`, in order; `count` is the number of references in the catalogue.

    With `unfinished`, a last word that the catalogue lacks matches the words that begin with it.
    """
    in_order = [word for text in texts for word in words(text)]
    names = _signed(connection, in_order)
    kept = [
        i
        for i, word in enumerate(in_order)
        if word not in STOP or i in names or (word in MONTHS and _dated(in_order, i))
    ]
    last = len(in_order) - 1 if unfinished else -1
    terms = [
        _term(connection, count, in_order, i, names.get(i), unfinished=i == last) for i in kept or range(len(in_order))
    ]
    stems = [stem(word) for word in in_order]
    _abbreviate(connection, terms, in_order, stems)
    for term in terms:
        _weigh(connection, term, count)
    _weigh_against_the_others(terms)
    starts = {phrase[0] for term in terms for phrase in term.phrases}
    first_words = {start: words_of_stem(connection, start) for start in sorted(starts)}
    return Understood(terms, _topics(connection, stems, terms), tuple(in_order), first_words)


def _dated(in_order: list[str], i: int) -> bool:
    return i + 1 < len(in_order) and re.fullmatch(_YEAR, in_order[i + 1]) is not None


def rarity(count: int, frequency: float) -> float:
    """Inverse document frequency: largest for a word without occurrences, above zero for a word in every record."""
    return math.log(1 + (w.EVERYWHERE * count + 0.5) / (frequency + 0.5))


def _signed(connection: sqlite3.Connection, in_order: list[str]) -> dict[int, tuple[str, str]]:
    """Position -> (initial, last name), for first and last names of authors who sign with an initial."""
    found: dict[int, tuple[str, str]] = {}
    for i, (first, last) in enumerate(itertools.pairwise(in_order)):
        if first not in STOP and (name := signed(connection, first, last)) is not None:
            found[i] = found[i + 1] = name
    return found


def _term(
    connection: sqlite3.Connection,
    count: int,
    in_order: list[str],
    i: int,
    name: tuple[str, str] | None,
    *,
    unfinished: bool,
) -> Term:
    word = in_order[i]
    term = Term(word, i)
    if name is not None:
        term.phrases[name] = w.VARIANT
    _add_forms(term, forms(connection, word), 1.0)
    neighbours = [joined_query(a, b) for a, b in _pairs(in_order, i)]
    for spelt, frequency in pairs(connection, {word, stem(word), *neighbours}).items():
        if spelt not in term.words:
            term.words[spelt] = w.VARIANT
            term.frequency += w.VARIANT * frequency
    known = bool(term.words)
    if unfinished and not known:
        for _, _, found in words_that_begin(connection, word):
            _add_forms(term, forms(connection, found), w.BEGINNING)
    if not term.phrases:
        term.phrases.update(long_forms(connection, word) or by_initials(connection, word, known=known))
        term.phrases.update(without_a_word(connection, term.phrases, lambda frequency: rarity(count, frequency)))
    if not term.words and not term.phrases:
        split = _split(connection, word)
        if split:
            term.phrases[split] = w.VARIANT
        for found, trust in () if split else near_words(connection, word):
            _add_forms(term, forms(connection, found), trust)
            term.corrected = (*term.corrected, found)
    _add_facets(connection, term, in_order, i)
    return term


def _add_forms(term: Term, found: dict[str, tuple[float, int]], trust: float) -> None:
    for word, (quality, frequency) in found.items():
        if quality * trust > term.words.get(word, 0.0):
            term.words[word] = quality * trust
            term.frequency += quality * trust * frequency


def _abbreviate(connection: sqlite3.Connection, terms: list[Term], in_order: list[str], stems: list[str]) -> None:
    """Adds each abbreviation as a form of the words that it abbreviates."""
    guessed = short_by_initials(connection, in_order, stems)
    for start, end, short in (*short_forms(connection, stems), *guessed):
        found = forms(connection, short)
        for term in terms:
            if start <= term.position < end:
                _add_forms(term, found, w.VARIANT)


def _weigh(connection: sqlite3.Connection, term: Term, count: int) -> None:
    term.frequency += sum(with_phrase(connection, phrase) for phrase in term.phrases)
    frequency = max(term.frequency, len(term.ids)) if term.facet else term.frequency
    term.worth = rarity(count, frequency) ** w.RARITY_POWER * (w.FACET if term.facet else 1.0)


def _weigh_against_the_others(terms: list[Term]) -> None:
    """Limits the worth of unknown and corrected words by that of the rarest known word.

    The worth of an unknown word cannot be computed: it may be the subject, or a word such as "introduction".
    """
    known = [term.worth for term in terms if term.known and not term.facet]
    if not known:
        return
    for term in terms:
        if term.corrected:
            term.worth = min(term.worth, w.CORRECTED * max(known))
        elif not term.known and not term.ids:
            term.worth = w.UNKNOWN * max(known)


def _pairs(in_order: list[str], i: int) -> list[tuple[str, str]]:
    """The pairs of the word and its neighbour on either side that may be one name."""
    sides = [(in_order[n], in_order[n + 1]) for n in (i - 1, i) if 0 <= n < len(in_order) - 1]
    return [(a, b) for a, b in sides if a.isascii() and b.isascii() and not (a in STOP and b in STOP)]


def _split(connection: sqlite3.Connection, word: str) -> tuple[str, str] | None:
    """An unknown word split into two adjacent known words: `wudao` as `wu dao`; tries cuts between letters and digits first."""
    if len(word) < 4 or not word.isascii():
        return None
    cuts = sorted(
        range(1, len(word)), key=lambda n: (word[n - 1].isalpha() == word[n].isalpha(), abs(2 * n - len(word)))
    )
    known = pairs(connection, {part for n in cuts for part in (word[:n], word[n:])})
    for n in cuts:
        a, b = word[:n], word[n:]
        changes_class = a[-1].isalpha() != b[0].isalpha()
        if a in known and b in known and (changes_class or (len(a) > 1 and len(b) > 1)):
            both = (stem(a), stem(b))
            if connection.execute("SELECT 1 FROM text WHERE text MATCH ? LIMIT 1", (f'"{" ".join(both)}"',)).fetchone():
                return both
    return None


def _add_facets(connection: sqlite3.Connection, term: Term, in_order: list[str], i: int) -> None:
    """Adds the references of the kind or date that the word means."""
    kinds = kinds_of(term.text)
    if kinds and _modifies_the_next(in_order, i):
        return
    if kinds:
        marks = ",".join("?" * len(kinds))
        sql = f"SELECT id FROM facet WHERE field = 'kind' AND value IN ({marks}) LIMIT 20000"
        ids = frozenset(n for (n,) in connection.execute(sql, kinds))
        if ids:
            term.ids, term.facet = ids, "kind"
        return
    if re.fullmatch(_YEAR, term.text):
        low, high = f"{term.text}-01-01", f"{term.text}-12-31"
        before = in_order[i - 1] if i else ""
        if before in MONTHS:
            low, high = f"{term.text}-{MONTHS[before]:02d}-01", f"{term.text}-{MONTHS[before]:02d}-31"
        elif before in ("since", "after"):
            high = "9999"
        elif before in ("before", "until"):
            low = "0000"
        sql = "SELECT id FROM reference WHERE first <= ? AND last >= ? LIMIT 20000"
        term.ids = frozenset(n for (n,) in connection.execute(sql, (high, low)))
        term.facet = "date"


def _modifies_the_next(in_order: list[str], i: int) -> bool:
    """Whether a word for a kind belongs to the subject, because it stands before a noun: "video" in "video classification".

    A plural, and a word before a function word, a date or another word for a kind mean the kind: "papers rlhf", "blog posts".
    """
    after = in_order[i + 1] if i + 1 < len(in_order) else ""
    other = not after or after in STOP or kinds_of(after) or after in MONTHS or re.fullmatch(_YEAR, after)
    return not other and singular(in_order[i]) == in_order[i]


def _topics(connection: sqlite3.Connection, stems: list[str], terms: list[Term]) -> dict[str, tuple[int, ...]]:
    """The topics that the words name in full; a name inside a longer one does not count."""
    spans: dict[str, list[tuple[int, int]]] = {}
    best = {term.position: stem(term.best) for term in terms}
    corrected = [best.get(i, own) for i, own in enumerate(stems)]
    for start in range(len(stems)):
        for end in range(start + 1, min(len(stems), start + _LONGEST_NAME) + 1):
            for sequence in (stems, corrected):
                span = sequence[start:end]
                spans.setdefault(" ".join(span), []).append((start, end))
                spans.setdefault("".join(span), []).append((start, end))
    names = sorted(spans)[:900]
    if not names:
        return {}
    marks = ",".join("?" * len(names))
    rows = connection.execute(f"SELECT name, topic FROM concept WHERE name IN ({marks}) AND NOT part", names)
    named = sorted({(*span, topic) for name, topic in rows for span in spans[name]}, key=lambda s: (s[0] - s[1], s))
    accepted: list[tuple[int, int]] = []
    found: dict[str, tuple[int, ...]] = {}
    for start, end, topic in named:
        inside = any(a <= start and end <= b and (a, b) != (start, end) for a, b in accepted)
        if not inside:
            accepted.append((start, end))
            found.setdefault(topic, tuple(range(start, end)))
    return found
