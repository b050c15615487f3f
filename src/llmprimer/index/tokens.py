"""What of a reference can be found by words: its fields as segments of stems."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from llmprimer.identifiers import host
from llmprimer.stem import stem
from llmprimer.text import split_camel, words

if TYPE_CHECKING:
    from llmprimer.model import Name, Reference, Topic

#: Indexed fields, in the order of the index's columns, and what a hit in each is worth.
WEIGHTS: dict[str, float] = {
    "title": 5.0,
    "aliases": 5.0,
    "keywords": 5.0,
    "author": 4.0,
    "organizations": 4.0,
    "topics": 3.0,
    "summary": 2.0,
    "other": 1.5,
    "address": 1.0,
}
FIELDS = tuple(WEIGHTS)

Segments = dict[str, list[list[str]]]

_WORDS_OF_KIND = {
    "social": "tweet post social",
    "forum": "forum discussion thread question",
    "docs": "docs documentation guide manual",
    "repository": "repository code github source",
    "blog": "blog post article",
    "news": "news article press",
    "video": "video talk lecture",
    "organization": "organization company lab",
    "encyclopedia": "encyclopedia wiki",
    "dataset": "dataset data",
}
_DROPPED_ADDRESS_WORDS = frozenset(
    ["www", "http", "https", "com", "org", "net", "html", "htm", "php", "index", "abs", "pdf", "status", "watch"]
)
_NUMBERED = r"\d{6,}|[0-9a-f]{16,}"


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in words(text)]


def joined(segment: list[str]) -> Iterable[str]:
    """Neighbouring words written as one: `wu dao` as `wudao`, `gpt 2` as `gpt2`."""
    return (a + b for a, b in itertools.pairwise(segment) if a.isascii() and b.isascii())


def plain_words(reference: Reference, topics: Mapping[str, Topic]) -> dict[str, list[str]]:
    """The texts of each indexed field."""
    published = reference.published
    titles = [reference.title]
    if published is not None and published.title:
        titles.append(published.title)
    if reference.listed is not None and reference.listed.title and "://" not in reference.listed.title:
        titles.append(reference.listed.title)
    venue = [text for text in (reference.container_title, reference.publisher, reference.event_title) if text]
    if published is not None and published.container_title:
        venue.append(published.container_title)
    return {
        "title": _distinct(titles),
        "aliases": list(reference.aliases),
        "keywords": list(reference.keywords),
        "author": [name_text(name) for name in (*reference.author, *reference.editor)],
        "organizations": _distinct([*reference.organizations, *([reference.publisher] if reference.publisher else [])]),
        "topics": _distinct(text for slug in reference.topics for text in _topic_texts(slug, topics)),
        "summary": [reference.summary] if reference.summary else [],
        "other": _distinct([*venue, reference.kind, _WORDS_OF_KIND.get(reference.kind, ""), reference.note or ""]),
        "address": _address_texts(reference.url),
    }


def name_text(name: Name) -> str:
    """A name in the order it is spoken."""
    return name.display


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _topic_texts(slug: str, topics: Mapping[str, Topic]) -> Iterable[str]:
    topic = topics.get(slug)
    if topic is None:
        return
    yield topic.label
    yield slug
    yield from topic.aliases


def _address_texts(url: str | None) -> list[str]:
    if url is None:
        return []
    parts = urlsplit(url)
    kept = [w for w in words(unquote(parts.path)) if w not in _DROPPED_ADDRESS_WORDS and not re.fullmatch(_NUMBERED, w)]
    name = [w for w in words(host(url)) if w not in _DROPPED_ADDRESS_WORDS]
    return [" ".join(name), " ".join(kept)]


def segments(reference: Reference, topics: Mapping[str, Topic], vocabulary: set[str] | None = None) -> Segments:
    """The stems of every field, one list a segment; the unstemmed words are added to `vocabulary` for spelling.

    A word in camel case stands as one word and, in a segment of its own, as its parts.
    """
    found: Segments = {}
    for field, texts in plain_words(reference, topics).items():
        lists: list[list[str]] = []
        for text in texts:
            for spelling in dict.fromkeys((text, split_camel(text))):
                in_order = words(spelling)
                if vocabulary is not None:
                    vocabulary.update(in_order)
                    if field not in ("summary", "topics", "address"):
                        vocabulary.update(joined(in_order))
                lists.append([stem(word) for word in in_order])
        found[field] = [segment for segment in lists if segment]
    return found


def column(field: str, lists: list[list[str]]) -> str:
    """The text of one column of the full-text index; segments are kept apart, joined spellings follow."""
    parts = [" ".join(segment) for segment in lists]
    if field in ("title", "aliases", "keywords", "organizations", "author", "other"):
        parts.append(" ".join(stem(pair) for segment in lists for pair in joined(segment)))
    return " \u00b6 ".join(part for part in parts if part)
