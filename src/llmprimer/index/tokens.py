"""The searchable words of a reference: its fields as segments of words.

Everything here depends only on the text of one record and the labels of its topics.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from llmprimer.identifiers import host
from llmprimer.index.kinds import KIND_WORDS
from llmprimer.nameforms import full_name
from llmprimer.stem import stem
from llmprimer.text import camel_words, marked_words, words

#: Indexed fields, in the order of the index's columns and of the lines of `reference.segments`.
FIELDS = (
    "title",
    "aliases",
    "keywords",
    "author",
    "organizations",
    "topics",
    "summary",
    "abstract",
    "other",
    "address",
)
#: Fields in which two adjacent words may be one name: `wu dao` and `wudao`.
JOINABLE = ("title", "aliases", "keywords", "author", "organizations", "other")
#: Fields of names: all words of a query must be in one name.
NAME_FIELDS = ("author", "organizations")
#: Maximum number of words before a colon in a title that count as the name of the work.
LONGEST_NAME = 4
#: Fields whose initials may be an unexplained abbreviation.
INITIALED = ("title", "aliases", "keywords")
#: Fields that do not show how a name is written.
_UNSPELT = ("summary", "abstract", "topics", "address")

#: The words of each segment of each field; a word that is part of a compound ends in a hyphen.
Segments = dict[str, list[list[str]]]

_DROPPED_ADDRESS_WORDS = frozenset(
    ["www", "http", "https", "com", "org", "net", "html", "htm", "php", "index", "abs", "pdf", "status", "watch"]
)
#: Separator of segments: FTS5 treats this private-use character as a token, so no phrase crosses it.
APART = "\ue000"
_NUMBERED = r"\d{6,}|[0-9a-f]{16,}"


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in words(text)]


def joined(segment: Iterable[str]) -> Iterable[str]:
    """Adjacent words joined, the second one stemmed: `wu dao` as `wudao`, `chat bots` as `chatbot`."""
    return (a + stem(b) for a, b in itertools.pairwise(segment) if a.isascii() and b.isascii())


def joined_query(a: str, b: str) -> str:
    """Two words of a query joined in the same way."""
    return a + stem(b)


def plain_words(record: Mapping[str, Any], topics: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """The texts of each indexed field."""
    get = record.get
    published, listed = get("published", {}), get("listed", {})
    titles = [record["title"], published.get("title", "")]
    if "://" not in listed.get("title", ""):
        titles.append(listed.get("title", ""))
    venue = [get("container_title", ""), get("event_title", ""), published.get("container_title", "")]
    kind = record["kind"]
    return {
        "title": _distinct(titles),
        "aliases": _distinct([*get("aliases", ()), *_names(titles)]),
        "keywords": list(get("keywords", ())),
        "author": [text for name in (*get("author", ()), *get("editor", ())) for text in _name_texts(name)],
        "organizations": _distinct([*get("organizations", ()), get("publisher", "")]),
        "topics": _distinct(text for slug in get("topics", ()) for text in _topic_texts(slug, topics)),
        "summary": [get("summary")] if get("summary") else [],
        "abstract": [get("abstract")] if get("abstract") else [],
        "other": _distinct([*venue, kind, " ".join(KIND_WORDS.get(kind, ())), get("note", "")]),
        "address": _address_texts(get("url")),
    }


def _name_texts(name: Mapping[str, str]) -> tuple[str, ...]:
    """A name in reading order; also its family name alone if that is not a separate word in it."""
    read = full_name(name)
    family = name.get("family", "")
    return (family, read) if family and family != read and " " not in read else (read,)


def _names(titles: Iterable[str]) -> Iterable[str]:
    """The name of the work before a colon: "Generative Agents: Interactive Simulacra of Human Behavior"."""
    for title in titles:
        name, colon, _ = title.partition(": ")
        if colon and len(words(name)) <= LONGEST_NAME:
            yield name


@lru_cache(2048)
def _spelt(text: str) -> tuple[str, ...]:
    # Cached because the names of topics recur with every reference.
    return tuple(words(text))


@lru_cache(2048)
def _spellings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of the text, and the parts of each word in camel case."""
    return tuple(tuple(marked) for one in (text, *camel_words(text)) if (marked := marked_words(one)))


def _distinct(texts: Iterable[str]) -> list[str]:
    """The texts without duplicates, ignoring case and punctuation."""
    kept: dict[tuple[str, ...], str] = {}
    for text in texts:
        if text:
            kept.setdefault(_spelt(text), text)
    return list(kept.values())


def _topic_texts(slug: str, topics: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    topic = topics.get(slug)
    if topic is None:
        return
    yield topic["label"]
    yield slug
    yield from topic.get("aliases", ())


def _address_texts(url: str | None) -> list[str]:
    if url is None:
        return []
    parts = urlsplit(url)
    kept = [w for w in words(unquote(parts.path)) if w not in _DROPPED_ADDRESS_WORDS and not re.fullmatch(_NUMBERED, w)]
    name = [w for w in words(host(url)) if w not in _DROPPED_ADDRESS_WORDS]
    return [" ".join(name), " ".join(kept)]


def segments(texts: Mapping[str, list[str]], vocabulary: dict[str, bool] | None = None) -> Segments:
    """The words of each field of `plain_words`, one list per segment. A text with words in camel case gives more
    segments, with these words split into their parts.

    Adds each word to `vocabulary` with True, and each pair that may be one word with False unless it is a word.
    """
    found: Segments = {}
    for field, of_field in texts.items():
        lists: list[list[str]] = []
        for text in of_field:
            for marked in _spellings(text):
                lists.append(list(marked))
                if vocabulary is not None:
                    in_order = [word.rstrip("-") for word in marked]
                    vocabulary.update(dict.fromkeys(in_order, True))
                    if field not in _UNSPELT:
                        for pair in joined(in_order):
                            vocabulary.setdefault(pair, False)
        found[field] = lists
    return found


def column(field: str, lists: list[list[str]]) -> str:
    """The text of one full-text column: the stems of each segment, then the joined pairs, separated by APART."""
    bare = [[word.rstrip("-") for word in segment] for segment in lists]
    parts = [" ".join(stem(word) for word in segment) for segment in bare]
    if field in JOINABLE:
        parts.append(" ".join(pair for segment in bare for pair in joined(segment)))
    return f" {APART} ".join(part for part in parts if part)


def letter_pairs(initials: str) -> str:
    """The initials as pairs of adjacent letters, so that a run of initials is a phrase: `abc` as `ab bc`."""
    pairs = (a + b for a, b in itertools.pairwise(initials))
    return " ".join(APART if "#" in pair else pair for pair in pairs)
