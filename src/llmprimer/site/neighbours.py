"""The nearest references of each reference, with the weights of `index.lookup.related` but without a query for each."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

from llmprimer.index.lookup import SAME_SLIDE, SHARED_AUTHOR, SHARED_TOPIC, TYPED

#: For a topic or slide with more references, only this many before and after a reference are compared, by date.
_AROUND = 40


class Neighbours:
    """Positions by topic and slide, and authors by position, as arrays of numbers."""

    def __init__(self) -> None:
        self._topics: list[tuple[str, ...]] = []
        self._slides: list[tuple[int, ...]] = []
        self._interned: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._at_topic: dict[str, tuple[array[int], array[int]]] = {}
        self._at_slide: dict[int, array[int]] = {}
        self._authors: array[int] = array("Q")
        self._ends: array[int] = array("I", [0])
        self._sizes: Mapping[str, int] = {}
        #: The authors of more than one reference; others connect no references.
        self._shared: frozenset[int] = frozenset()

    def add(self, topics: Sequence[str], slides: Sequence[int], authors: Iterable[str]) -> None:
        """Adds the next reference."""
        position = len(self._topics)
        # Many references have the same topics, so they share one tuple.
        kept = self._interned.setdefault(tuple(topics), tuple(topics))
        self._topics.append(kept)
        self._slides.append(tuple(slides))
        for rank, slug in enumerate(kept):
            at, ranks = self._at_topic.setdefault(slug, (array("I"), array("B")))
            at.append(position)
            ranks.append(min(rank, 255))
        for slide in slides:
            self._at_slide.setdefault(slide, array("I")).append(position)
        self._authors.extend(sorted(_number(name) for name in authors))
        self._ends.append(len(self._authors))

    def finish(self, sizes: Mapping[str, int]) -> None:
        """Ends the additions. `sizes` are the numbers of references of the topics, including narrower topics."""
        self._sizes = sizes
        self._shared = frozenset(one for one, other in pairwise(sorted(self._authors)) if one == other)

    def of(self, position: int, typed: Iterable[int], limit: int) -> list[tuple[int, float]]:
        """(position, score) of the nearest, nearest first, at most `limit`."""
        scores: dict[int, float] = {}
        for other in typed:
            scores[other] = scores.get(other, 0.0) + TYPED
        for rank, slug in enumerate(self._topics[position]):
            share = SHARED_TOPIC / (1 + self._sizes.get(slug, 0) / 10) * (1 - 0.1 * rank)
            at, ranks = self._at_topic[slug]
            for index in _around(at, position):
                other = at[index]
                scores[other] = scores.get(other, 0.0) + share * (1 - 0.1 * ranks[index])
        for slide in self._slides[position]:
            at = self._at_slide[slide]
            for index in _around(at, position):
                scores[at[index]] = scores.get(at[index], 0.0) + SAME_SLIDE
        scores.pop(position, None)
        own = self._shared.intersection(self._names(position))
        if own:
            ends, authors = self._ends, self._authors
            for other in scores:
                if not own.isdisjoint(authors[ends[other] : ends[other + 1]]):
                    scores[other] += SHARED_AUTHOR
        nearest = sorted(scores.items(), key=itemgetter(1), reverse=True)[:limit]
        return [(other, round(score, 9)) for other, score in nearest]

    def _names(self, position: int) -> array[int]:
        return self._authors[self._ends[position] : self._ends[position + 1]]


def _around(at: array[int], position: int) -> range:
    middle = bisect_left(at, position)
    return range(max(0, middle - _AROUND), min(len(at), middle + _AROUND + 1))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest())
