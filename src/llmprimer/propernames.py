"""Which words of a catalogue are proper names, learnt from its own texts: where running text writes them with a capital.

A title in title case says nothing of its words. But a summary that writes "the company Alibaba Cloud" within a sentence
does, and so do a title in sentence case, the name of an organisation, and a surname. A word that some text of the
catalogue writes in lower case is no name on its own, only as part of a longer one ("Hugging Face").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

#: Longer names are sentences in disguise.
_MOST_WORDS = 4

_WORD = re.compile(r"[^\W_][\w'\u2019.+#&-]*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
#: What ends a sentence or a clause, or opens a quotation: the capital behind it need not be a name's.
_BREAK = re.compile(r"(?:[.?!:;\u2026]|[(\[\"\u201c\u2018\u2014\u2013|\u00b7])")
#: Where the parts of a joined name meet: between `n` and `A` of OpenAI.
_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OPENING_MARKS = "([{\"'\u2018\u201c\u00ab"
_OPENING = frozenset(_OPENING_MARKS)
_CLOSING = ")]}\"'\u2019\u201d\u00bb,.;:?!"
#: Names in every field: continents, countries, peoples and languages, months and days.
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
#: Words that begin a name only by being capitalised in front of it.
_ARTICLES = frozenset({"the", "a", "an"})


def is_sentence_case(words: list[str]) -> bool:
    """Whether most of the longer words of a title but the first are in lower case, so that a capital is a name's."""
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
        """What has been learnt so far, for adding up: (`lower`, `single` or `several`, word or words)."""
        by_kind = (("lower", self._lower), ("single", self._single), ("several", self._several))
        return {(kind, text) for kind, texts in by_kind for text in texts}

    def title(self, text: str) -> None:
        """A title; one in title case teaches nothing."""
        if is_sentence_case(text.split()):
            self.prose(text)

    def prose(self, text: str) -> None:
        """Running text: whole sentences."""
        self._lower.update(word for word in _WORD.findall(text) if word.islower())
        for name in _capitalised(text):
            self._add(name)

    def keyword(self, text: str) -> None:
        """A keyword: its words in lower case are no names; words with a capital may be either."""
        self._lower.update(word for word in _WORD.findall(text) if word.islower())

    def name(self, text: str) -> None:
        """The name of a person's family, of an organisation, or another name of a work."""
        words = text.split()
        if words and words[0].lower() in _ARTICLES:
            del words[0]
        if 0 < len(words) <= _MOST_WORDS and all(word[0].isupper() for word in words):
            self._add(words)

    def _add(self, words: list[str]) -> None:
        if len(words) == 1 and len(words[0]) > 2:
            self._single.add(words[0])
        elif len(words) > 1:
            text = " ".join(words)
            if all(len(part.split()) <= _MOST_WORDS for part in text.split(" of ")):
                self._several.add(text)

    def names(self) -> list[str]:
        """The names, sorted: single words, and several words with one space between each two."""
        single = {word for word in self._single if word.lower() not in self._lower}
        # People write the joined names of companies and programs apart too: OpenAI as Open AI.
        several = self._several | {_JOINT.sub(" ", word) for word in single if _JOINT.search(word)}
        return sorted(single | {name for name in several if self._is_name(name.split())})

    def _is_name(self, words: list[str]) -> bool:
        """Whether no more than half of the words are common ones; the others are a title."""
        counted = [word for word in words if word != "of"]
        return sum(word.lower() in self._lower for word in counted) * 2 <= len(counted)


def _capitalised(text: str) -> Iterator[list[str]]:
    """The runs of capitalised words within sentences, and what "of" joins to them: a part of that is no name on its own."""
    run: list[str] = []
    begins = True
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        end = match.end()
        word = match[0].rstrip(".-'\u2019&")
        if between.strip():
            yield from _without_last_of(run)
            run = []
            begins = begins or _BREAK.search(between) is not None
        if word[:1].isupper() and not begins:
            owner = _POSSESSIVE.sub("", word)
            run.append(owner)
            if owner != word:
                yield from _without_last_of(run)
                run = []
        elif word == "of" and run and not run[-1].isupper():
            run.append(word)
        else:
            yield from _without_last_of(run)
            run = []
        # The full stop behind a single letter is an initial's.
        begins = match[0].endswith(".") and len(word) > 1
        if begins:
            yield from _without_last_of(run)
            run = []
    yield from _without_last_of(run)


def _without_last_of(run: list[str]) -> Iterator[list[str]]:
    """The run, unless it is empty, and what stands before its first "of"."""
    if run and run[-1] == "of":
        run = run[:-1]
    if run:
        yield run
    if "of" in run:
        yield run[: run.index("of")]


class ProperNames:
    """Proper names to look up: single words (joined ones in any case: Pytorch), and longer names by their first word.

    The names given, and those of every field: countries, peoples and languages, months and days.
    """

    __slots__ = ("_joined", "_longer", "_words")

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._words: set[str] = set()
        self._joined: set[str] = set()
        self._longer: dict[str, list[list[str]]] = {}
        for name in (*_GENERAL, *_GENERAL_LONGER, *names):
            first, *rest = name.split()
            if rest:
                self._longer.setdefault(first, []).append([first, *rest])
            else:
                self._words.add(first)
                if _JOINT.search(first):
                    self._joined.add(first.lower())

    def __contains__(self, word: str) -> bool:
        return word in self._words or word.lower() in self._joined

    def runs(self, words: list[str]) -> list[tuple[int, int]]:
        """Where the words of a title are the words of a longer name: from, to; the longest first, none within another."""
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
        """How many words from `at` on are a longer name; marks around it do not count."""
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
