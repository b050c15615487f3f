"""Learns the proper names in a catalogue from its own texts: words that running text capitalises.

A title in title case is ignored, because it capitalises all words. The sources are running text ("the company Alibaba
Cloud" within a sentence), titles in sentence case, names of organisations, and surnames. A word that also occurs in lower
case is not a name on its own, but may be part of a longer name ("Hugging Face").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

#: The most words of a name; longer ones are sentences.
_MAX_WORDS = 4

_WORD = re.compile(r"[^\W_][\w'\u2019.+#&-]*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
#: The end of a sentence or clause, or an opening quotation mark: a capitalised word after it may not be a name.
_SENTENCE_BREAK = re.compile(r"(?:[.?!:;\u2026]|[(\[\"\u201c\u2018\u2014\u2013|\u00b7])")
#: The boundary inside a compound name: between `n` and `A` in OpenAI.
_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OPENING_MARKS = "([{\"'\u2018\u201c\u00ab"
_OPENING = frozenset(_OPENING_MARKS)
_CLOSING = ")]}\"'\u2019\u201d\u00bb,.;:?!"
#: Names that any subject has: continents, countries, peoples, languages, months, days.
_GENERAL = frozenset(
    """
    Africa African America American Americas Antarctica Antarctic Arctic Asia Asian Atlantic Australia Australian Austria
    Austrian Babylonian Balkan Baltic Bangladesh Belgian Belgium Bengali Berlin Bible Brazil Brazilian Britain British
    Buddhist Bulgarian California Canada Canadian Cantonese Caribbean Catalan Chile Chilean China Chinese Christian
    Colombia Croatian Czech Danish Denmark Dutch Egypt Egyptian England English Estonian Ethiopian Euclidean Europe
    European Finland Finnish France French Georgia German Germany Greece Greek Hebrew Hindi Hindu Holland Hungarian
    Hungary Iceland Icelandic India Indian Indonesia Indonesian Internet Iran Iranian Iraq Ireland Irish Islam Islamic
    Israel Israeli Italian Italy Jamaica Japan Japanese Java Jewish Kenya Kenyan Korea Korean Latin Latvian Lithuanian
    London Malaysia Malaysian Mandarin Mediterranean Mexican Mexico Moroccan Moscow Muslim Netherlands Nigeria Nigerian
    Norway Norwegian Pacific Pakistan Paris Persian Peru Peruvian Philippines Poland Portugal Portuguese Romanian Rome
    Russia Russian Sanskrit Scotland Scottish Serbian Siberia Singapore Slavic Slovak Slovenian Spain Spanish Swahili
    Sweden Swedish Swiss Switzerland Tamil Thai Thailand Tokyo Turkey Turkish Ukraine Ukrainian Urdu Vietnam Vietnamese
    Wales Welsh January February April June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """.split()
)
_GENERAL_LONGER = (
    "Costa Rica", "Czech Republic", "Great Britain", "Hong Kong", "Latin America", "Los Angeles", "Middle East",
    "Monte Carlo", "New England", "New York", "New Zealand", "North America", "North Korea", "San Francisco",
    "Saudi Arabia", "Silicon Valley", "South Africa", "South America", "South Korea", "Soviet Union", "Sri Lanka",
    "United Kingdom", "United Nations", "United States",
)  # fmt: skip
#: Words that are not part of a name even if capitalised before it.
_ARTICLES = frozenset({"the", "a", "an"})


def is_sentence_case(words: list[str]) -> bool:
    """Whether most longer words of a title after the first are in lower case; then a capitalised word is a name."""
    long = "".join([word[0] for word in words[1:] if len(word) > 3])
    if not long or long.isupper():
        return False
    letters = sum(map(str.isalpha, long))
    return letters >= 2 and sum(map(str.islower, long)) * 2 > letters


class Learner:
    """Collects the proper names of a catalogue, text by text; `names` returns them at the end."""

    def __init__(self, spellings: Iterable[tuple[str, str]] = ()) -> None:
        self._lower: set[str] = set()
        self._single: set[str] = set()
        self._several: set[str] = set()
        by_kind = {"lower": self._lower, "single": self._single, "several": self._several}
        for kind, text in spellings:
            by_kind[kind].add(text)

    def spellings(self) -> set[tuple[str, str]]:
        """The words learnt so far, for merging: (`lower`, `single` or `several`, word or words)."""
        by_kind = (("lower", self._lower), ("single", self._single), ("several", self._several))
        return {(kind, text) for kind, texts in by_kind for text in texts}

    def title(self, text: str) -> None:
        """Learns from a title, if it is in sentence case."""
        if is_sentence_case(text.split()):
            self.prose(text)

    def prose(self, text: str) -> None:
        """Learns from running text in whole sentences."""
        self._lower.update(word for word in _WORD.findall(text) if word.islower())
        for name in _capitalised(text):
            self._add(name)

    def keyword(self, text: str) -> None:
        """Learns from a keyword: its lower-case words are not names; its capitalised words are ignored."""
        self._lower.update(word for word in _WORD.findall(text) if word.islower())

    def name(self, text: str) -> None:
        """Learns a surname, the name of an organisation, or an alias of a work."""
        words = text.split()
        if words and words[0].lower() in _ARTICLES:
            del words[0]
        if 0 < len(words) <= _MAX_WORDS and all(word[0].isupper() for word in words):
            self._add(words)

    def _add(self, words: list[str]) -> None:
        if len(words) == 1 and len(words[0]) > 2:
            self._single.add(words[0])
        elif len(words) > 1:
            text = " ".join(words)
            if all(len(part.split()) <= _MAX_WORDS for part in text.split(" of ")):
                self._several.add(text)

    def names(self) -> list[str]:
        """The names, sorted: single words, and several words separated by one space."""
        single = {word for word in self._single if word.lower() not in self._lower}
        # Compound names are also written as separate words: OpenAI as Open AI.
        several = self._several | {_BOUNDARY.sub(" ", word) for word in single if _BOUNDARY.search(word)}
        return sorted(single | {name for name in several if self._is_name(name.split())})

    def _is_name(self, words: list[str]) -> bool:
        """Whether at most half of the words occur in lower case; otherwise it is a title."""
        counted = [word for word in words if word != "of"]
        return sum(word.lower() in self._lower for word in counted) * 2 <= len(counted)


def _capitalised(text: str) -> Iterator[list[str]]:
    """The runs of capitalised words within sentences; "of" joins two runs."""
    run: list[str] = []
    begins = True
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        end = match.end()
        word = match[0].rstrip(".-'\u2019&")
        if between.strip():
            yield from _parts_of_run(run)
            run = []
            begins = begins or _SENTENCE_BREAK.search(between) is not None
        if word[:1].isupper() and not begins:
            owner = _POSSESSIVE.sub("", word)
            run.append(owner)
            if owner != word:
                yield from _parts_of_run(run)
                run = []
        elif word == "of" and run and not run[-1].isupper():
            run.append(word)
        else:
            yield from _parts_of_run(run)
            run = []
        # A full stop after a single letter marks an initial.
        begins = match[0].endswith(".") and len(word) > 1
        if begins:
            yield from _parts_of_run(run)
            run = []
    yield from _parts_of_run(run)


def _parts_of_run(run: list[str]) -> Iterator[list[str]]:
    """The run without a final "of", if not empty, and its part before the first "of"."""
    if run and run[-1] == "of":
        run = run[:-1]
    if run:
        yield run
    if "of" in run:
        yield run[: run.index("of")]


class ProperNames:
    """Looks up proper names: single words (compound names in any case: Pytorch), and longer names by their first word.

    Besides the given names it knows general ones: countries, peoples, languages, months, days.
    """

    __slots__ = ("_compound", "_longer", "_words")

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._words: set[str] = set()
        self._compound: set[str] = set()
        self._longer: dict[str, list[list[str]]] = {}
        for name in (*_GENERAL, *_GENERAL_LONGER, *names):
            first, *rest = name.split()
            if rest:
                self._longer.setdefault(first, []).append([first, *rest])
            else:
                self._words.add(first)
                if _BOUNDARY.search(first):
                    self._compound.add(first.lower())

    def __contains__(self, word: str) -> bool:
        return word in self._words or word.lower() in self._compound

    def runs(self, words: list[str]) -> list[tuple[int, int]]:
        """The (start, end) positions of longer names in a title, without overlaps; the longest name at each position."""
        found: list[tuple[int, int]] = []
        if self._longer.keys().isdisjoint(words) and _OPENING.isdisjoint([word[0] for word in words]):
            return found
        at = 0
        while at < len(words):
            length = self._length(words, at)
            if length:
                found.append((at, at + length))
            at += max(length, 1)
        return found

    def _length(self, words: list[str], at: int) -> int:
        """The number of words of the longest name at `at`, ignoring punctuation around it; 0 if there is none."""
        candidates = self._longer.get(words[at]) or self._longer.get(words[at].lstrip(_OPENING_MARKS)) or []
        longest = 0
        for name in candidates:
            size = len(name)
            end = at + size - 1
            if size > longest and end < len(words) and words[at + 1 : end] == name[1:-1]:
                last = words[end].rstrip(_CLOSING)
                if name[-1] in (last, _POSSESSIVE.sub("", last)):
                    longest = size
        return longest
