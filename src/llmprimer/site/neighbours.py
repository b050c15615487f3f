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
#: The authors are sorted in so many portions.
_PORTIONS = 16


class _Lists:
    """Lists of whole numbers, in two arrays: a list object for each reference would take twenty times the memory."""

    def __init__(self, kind: str) -> None:
        self._numbers = array(kind)
        self._ends = array("I", [0])

    def append(self, numbers: Iterable[int]) -> None:
        """Adds a list."""
        self._numbers.extend(numbers)
        self._ends.append(len(self._numbers))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> array[int]:
        return self._numbers[self._ends[index] : self._ends[index + 1]]

    def repeated(self) -> set[int]:
        """The numbers that occur more than once."""
        found: set[int] = set()
        for portion in range(_PORTIONS):
            some = sorted(number for number in self._numbers if number % _PORTIONS == portion)
            found.update(one for one, other in pairwise(some) if one == other)
        return found


class Neighbours:
    """Positions by topic and slide, and authors by position, as arrays of numbers."""

    def __init__(self) -> None:
        #: Topics and slides have numbers in the order in which they come.
        self._topic_numbers: dict[str, int] = {}
        self._slide_numbers: dict[int, int] = {}
        self._topics = _Lists("I")
        self._slides = _Lists("I")
        #: By the number of the topic: the positions that have it, and at which rank.
        self._at_topic: list[tuple[array[int], array[int]]] = []
        self._at_slide: list[array[int]] = []
        self._authors = _Lists("Q")
        self._sizes: list[int] = []

    def add(self, topics: Sequence[str], slides: Sequence[int], authors: Iterable[str]) -> None:
        """Adds the next reference."""
        position = len(self._topics)
        topic_numbers = [self._topic_numbers.setdefault(slug, len(self._topic_numbers)) for slug in topics]
        slide_numbers = [self._slide_numbers.setdefault(slide, len(self._slide_numbers)) for slide in slides]
        self._topics.append(topic_numbers)
        self._slides.append(slide_numbers)
        for rank, number in enumerate(topic_numbers):
            if number == len(self._at_topic):
                self._at_topic.append((array("I"), array("B")))
            at, ranks = self._at_topic[number]
            at.append(position)
            ranks.append(min(rank, 255))
        for number in slide_numbers:
            if number == len(self._at_slide):
                self._at_slide.append(array("I"))
            self._at_slide[number].append(position)
        self._authors.append(map(_number, authors))

    def finish(self, sizes: Mapping[str, int]) -> None:
        """Tells that all are there, and how many references each topic has, those of narrower topics included."""
        self._sizes = [sizes.get(slug, 0) for slug in self._topic_numbers]
        # The authors of one reference bring no references together.
        shared = self._authors.repeated()
        authors = _Lists("Q")
        for position in range(len(self._authors)):
            authors.append(filter(shared.__contains__, self._authors[position]))
        self._authors = authors

    def of(self, position: int, typed: Iterable[int], limit: int) -> list[tuple[int, float]]:
        """(position, score) of the nearest, nearest first, at most `limit`."""
        scores: dict[int, float] = {}
        for other in typed:
            scores[other] = scores.get(other, 0.0) + TYPED
        for rank, number in enumerate(self._topics[position]):
            share = SHARED_TOPIC / (1 + self._sizes[number] / 10) * (1 - 0.1 * rank)
            at, ranks = self._at_topic[number]
            for index in _around(at, position):
                other = at[index]
                scores[other] = scores.get(other, 0.0) + share * (1 - 0.1 * ranks[index])
        for number in self._slides[position]:
            at = self._at_slide[number]
            for index in _around(at, position):
                scores[at[index]] = scores.get(at[index], 0.0) + SAME_SLIDE
        scores.pop(position, None)
        authors = self._authors
        own = set(authors[position])
        if own:
            for other in scores:
                if not own.isdisjoint(authors[other]):
                    scores[other] += SHARED_AUTHOR
        nearest = sorted(scores.items(), key=itemgetter(1), reverse=True)[:limit]
        return [(other, round(score, 9)) for other, score in nearest]


def _around(at: array[int], position: int) -> range:
    middle = bisect_left(at, position)
    return range(max(0, middle - _AROUND), min(len(at), middle + _AROUND + 1))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest())
