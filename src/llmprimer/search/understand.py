"""From the words of a query to the terms that are looked for: spellings, corrections, kinds, dates, topics."""

from __future__ import annotations

import itertools
import math
import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llmprimer.search.spelling import near_words, words_that_begin
from llmprimer.search.words import MONTHS, STOP, VAGUE, kinds_of
from llmprimer.stem import stem
from llmprimer.text import words

_YEAR = r"(?:19|20)\d\d"
# How far another way of writing may be trusted.
_JOINED_QUALITY = 0.95
_SPLIT_QUALITY = 0.95
#: Kinds and dates said in words weigh less than the subject.
_FACET_WEIGHT = 0.55
#: A span of words longer than this names no topic.
_LONGEST_NAME = 7


class Term:
    """One word of the query, what may stand for it, and how rare it is.

    `variants` maps a stem to its quality (1 for the word itself); a variant of two stems (`wu dao`) must be adjacent.
    `ids` are references that satisfy it whatever their words: of that kind, or issued then. A plain class, because
    `dataclasses` writes and compiles code at import, which a cold search would pay for.
    """

    __slots__ = (
        "corrected",
        "facet",
        "frequency",
        "idf",
        "ids",
        "known",
        "position",
        "stem",
        "text",
        "vague",
        "variants",
        "weight",
    )

    def __init__(
        self, text: str, root: str, variants: dict[str, float], corrected: tuple[str, ...], position: int
    ) -> None:
        self.text = text
        self.stem = root
        self.variants = variants
        self.corrected = corrected
        self.position = position
        self.known = bool(variants)
        self.idf = 0.0
        #: In how many references its commonest variant occurs.
        self.frequency = 0
        self.weight = 1.0
        self.ids: frozenset[int] = frozenset()
        self.facet = ""
        self.vague = text in VAGUE


class Understood(NamedTuple):
    """A query's words, understood: its terms, and the topics that it names with the terms that name them."""

    terms: list[Term]
    topics: dict[str, tuple[int, ...]]
    #: All stems of the words in order, for comparing whole names.
    whole: tuple[str, ...]
    #: The words as typed.
    typed: str


def understand(
    connection: sqlite3.Connection, texts: Sequence[str], count: int, *, unfinished: bool = False
) -> Understood:
    """The terms of the words in `texts`, in order; `count` is the number of references in the catalogue.

    With `unfinished`, the last word stands for those that begin with it, if it is none itself.
    """
    in_order = [word for text in texts for word in words(text)]
    kept = [
        (i, word) for i, word in enumerate(in_order) if word not in STOP or (word in MONTHS and _dated(in_order, i))
    ]
    if not kept:
        kept = list(enumerate(in_order))
    frequency = _frequencies(connection, in_order)
    last = len(in_order) - 1 if unfinished else -1
    terms = [_term(connection, in_order, i, word, frequency, count, begun=i == last) for i, word in kept]
    whole = tuple(stem(word) for word in in_order)
    return Understood(terms, _topics(connection, whole, terms), whole, " ".join(in_order))


def _dated(in_order: list[str], i: int) -> bool:
    return i + 1 < len(in_order) and re.fullmatch(_YEAR, in_order[i + 1]) is not None


def _frequencies(connection: sqlite3.Connection, in_order: list[str]) -> dict[str, int]:
    """In how many references each stem, and each pair of neighbours written as one, occurs."""
    wanted = {stem(word) for word in in_order}
    wanted.update(stem(a + b) for a, b in itertools.pairwise(in_order))
    return frequencies(connection, wanted)


def frequencies(connection: sqlite3.Connection, stems: Iterable[str]) -> dict[str, int]:
    """In how many references each of the stems occurs; those in none are left out."""
    wanted = sorted(set(stems))[:500]
    places = ",".join("?" * len(wanted))
    return dict(connection.execute(f"SELECT term, doc FROM term WHERE term IN ({places})", wanted))


def rarity(count: int, frequency: int) -> float:
    """Inverse document frequency; at its largest for what occurs nowhere."""
    return math.log(1 + (count - min(frequency, count) + 0.5) / (frequency + 0.5))


def _term(
    connection: sqlite3.Connection,
    in_order: list[str],
    i: int,
    word: str,
    frequency: dict[str, int],
    count: int,
    *,
    begun: bool = False,
) -> Term:
    root = stem(word)
    variants = {root: 1.0} if root in frequency else {}
    for pair in _pairs(in_order, i):
        joined = stem("".join(pair))
        if joined in frequency:
            variants.setdefault(joined, _JOINED_QUALITY)
    corrected: tuple[str, ...] = ()
    if not variants and begun:
        variants = {stem(known): quality for known, quality in words_that_begin(connection, word)}
    if not variants:
        apart = _apart(connection, word)
        if apart:
            variants[apart] = _SPLIT_QUALITY
        for known, quality in () if apart else near_words(connection, word):
            variants.setdefault(stem(known), quality)
            corrected = (*corrected, known)
    term = Term(word, root, variants, corrected, i)
    _add_facets(connection, term, in_order, i)
    found = [n for v in variants if (n := frequency.get(v) or sum(frequencies(connection, v.split()).values()))]
    term.frequency = max(found, default=0)
    lowest = frequency.get(root) or (min(found) if found else 0)
    term.idf = rarity(count, lowest) if not term.facet else rarity(count, max(lowest, len(term.ids)))
    return term


def _pairs(in_order: list[str], i: int) -> list[tuple[str, str]]:
    """The word with its neighbour on either side, where the two may be one name."""
    sides = []
    if i > 0:
        sides.append((in_order[i - 1], in_order[i]))
    if i + 1 < len(in_order):
        sides.append((in_order[i], in_order[i + 1]))
    return [
        pair for pair in sides if pair[0].isascii() and pair[1].isascii() and not (pair[0] in STOP and pair[1] in STOP)
    ]


def _apart(connection: sqlite3.Connection, word: str) -> str | None:
    """An unknown word as two known ones: `wudao` as `wu dao`; letters from digits first."""
    if len(word) < 4 or not word.isascii():
        return None
    cuts = sorted(
        range(1, len(word)), key=lambda n: (word[n - 1].isalpha() == word[n].isalpha(), abs(2 * n - len(word)))
    )
    parts = {part for n in cuts for part in (word[:n], word[n:])}
    places = ",".join("?" * len(parts))
    known = {w for (w,) in connection.execute(f"SELECT word FROM word WHERE word IN ({places})", sorted(parts))}
    for n in cuts:
        a, b = word[:n], word[n:]
        changes_class = a[-1].isalpha() != b[0].isalpha()
        if a in known and b in known and (changes_class or (len(a) > 1 and len(b) > 1)):
            both = f"{stem(a)} {stem(b)}"
            if connection.execute("SELECT 1 FROM text WHERE text MATCH ? LIMIT 1", (f'"{both}"',)).fetchone():
                return both
    return None


def _add_facets(connection: sqlite3.Connection, term: Term, in_order: list[str], i: int) -> None:
    """What the word says of kind or date, as the references for which it holds."""
    kinds = kinds_of(term.text)
    if kinds:
        places = ",".join("?" * len(kinds))
        sql = f"SELECT id FROM facet WHERE field = 'kind' AND value IN ({places}) LIMIT 20000"
        ids = frozenset(n for (n,) in connection.execute(sql, kinds))
        if ids:
            term.ids, term.facet, term.weight = ids, "kind", _FACET_WEIGHT
            term.known = True
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
        ids = frozenset(n for (n,) in connection.execute(sql, (high, low)))
        term.ids, term.facet, term.weight = ids, "date", _FACET_WEIGHT
        term.known = term.known or bool(ids)


def _topics(connection: sqlite3.Connection, whole: tuple[str, ...], terms: list[Term]) -> dict[str, tuple[int, ...]]:
    """Topic slug -> positions of the words that name it; the longest name wins where names overlap."""
    spans: dict[str, list[tuple[int, int]]] = {}
    best = {term.position: max(term.variants, key=lambda v: (term.variants[v], v), default=term.stem) for term in terms}
    corrected = [best.get(i, root) for i, root in enumerate(whole)]
    for start in range(len(whole)):
        for end in range(start + 1, min(len(whole), start + _LONGEST_NAME) + 1):
            for sequence in (whole, corrected):
                span = sequence[start:end]
                spans.setdefault(" ".join(span), []).append((start, end))
                spans.setdefault("".join(span), []).append((start, end))
    names = sorted(spans)[:900]
    if not names:
        return {}
    places = ",".join("?" * len(names))
    rows = connection.execute(
        f"SELECT name, topic FROM concept WHERE name IN ({places}) ORDER BY topic", names
    ).fetchall()
    named = sorted({(*span, topic) for name, topic in rows for span in spans[name]}, key=lambda s: (s[0] - s[1], s))
    taken: list[tuple[int, int]] = []
    found: dict[str, tuple[int, ...]] = {}
    for start, end, topic in named:
        inside = any(a <= start and end <= b and (a, b) != (start, end) for a, b in taken)
        if not inside:
            taken.append((start, end))
            found.setdefault(topic, tuple(range(start, end)))
    return found
