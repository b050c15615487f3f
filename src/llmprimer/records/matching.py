"""Whether a work is there already: by its identifiers, its address in any spelling, its title and first author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from llmprimer.identifiers import comparable_url
from llmprimer.model import Reference
from llmprimer.records.keys import SMALL_WORDS
from llmprimer.text import fold, words

#: Titles that agree to this degree are spellings of one title.
_NEAR = 0.9
#: Addresses whose titles agree less than this lead to a page about several things.
_FAR = 0.5


class Match(NamedTuple):
    """The work that it is, or may be: its key, why, and whether that is in doubt."""

    key: str
    reason: str
    is_doubtful: bool


class Known:
    """Works that are there, looked up by what identifies them."""

    def __init__(self, references: Iterable[Reference] = ()) -> None:
        self._keys: set[str] = set()
        self._by_id: dict[tuple[str, str], str] = {}
        self._titles: dict[str, str] = {}
        self._by_title: dict[str, list[str]] = {}
        #: First author and a longer word of the title -> keys.
        self._by_author: dict[tuple[str, str], list[str]] = {}
        self._about: dict[str, tuple[str, str, str, str, str]] = {}  # title, first author, kind, arXiv id, DOI
        for reference in references:
            self.add(reference.citation_key, reference.model_dump(mode="json", exclude_defaults=True))

    def has_key(self, key: str) -> bool:
        """Whether the key is taken, in whatever case."""
        return key.lower() in self._keys

    def add(self, key: str, fields: dict[str, Any]) -> None:
        """Counts one more work as there."""
        self._keys.add(key.lower())
        for identity in _identities(fields):
            self._by_id.setdefault(identity, key)
        title, author = _title(fields), _first_author(fields)
        arxiv = str((fields.get("arxiv") or {}).get("id", ""))
        self._about[key] = (title, author, str(fields.get("kind", "")), arxiv, str(fields.get("doi", "")))
        self._by_title.setdefault(title, []).append(key)
        if author:
            for word in _telling(title):
                self._by_author.setdefault((author, word), []).append(key)

    def match(self, fields: dict[str, Any]) -> Match | None:
        """The work that these fields are already there as, if any."""
        title, author = _title(fields), _first_author(fields)
        for kind, value in _identities(fields):
            key = self._by_id.get((kind, value))
            if key is None:
                continue
            other, *_ = self._about[key]
            described = bool(fields.get("title_described")) or not title or not other
            if described or _share_a_word(title, other) or _likeness(title, other) >= _FAR:
                return Match(key, f"the same {_NAMES[kind]}", is_doubtful=False)
            return Match(key, f"the same {_NAMES[kind]}, but another title", is_doubtful=True)
        return self._by_name(fields, title, author)

    def _by_name(self, fields: dict[str, Any], title: str, author: str) -> Match | None:
        if len(title) < 12:
            return None
        arxiv, doi = str((fields.get("arxiv") or {}).get("id", "")), str(fields.get("doi", ""))
        candidates = list(self._by_title.get(title, ()))
        if author:
            sharing = Counter(key for word in _telling(title) for key in self._by_author.get((author, word), ())[:50])
            candidates += [key for key, _ in sharing.most_common(5) if _may_be_near(title, self._about[key][0])]
        for key in candidates:
            other, other_author, kind, other_arxiv, other_doi = self._about[key]
            if author and other_author and author != other_author:
                continue
            if kind != str(fields.get("kind", "")) or (title != other and _likeness(title, other) < _NEAR):
                continue
            if not (author and other_author) and (
                kind not in ("paper", "book", "thesis", "report") or title != other or len(title.split()) < 4
            ):
                continue
            if (arxiv and other_arxiv and arxiv != other_arxiv) or (doi and other_doi and doi != other_doi):
                return Match(key, "the same title and first author, but another identifier", is_doubtful=True)
            return Match(
                key, "the same title" + (" and first author" if author and other_author else ""), is_doubtful=False
            )
        return None


_NAMES = {"arxiv": "arXiv id", "doi": "DOI", "url": "address"}


def _identities(fields: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    arxiv = fields.get("arxiv")
    if isinstance(arxiv, dict) and arxiv.get("id"):
        found.append(("arxiv", str(arxiv["id"])))
    published = fields.get("published")
    both = (fields, published if isinstance(published, dict) else {})
    found += [("doi", str(source["doi"]).lower()) for source in both if source.get("doi")]
    listed = fields.get("listed")
    for source in (fields, listed if isinstance(listed, dict) else {}):
        url = str(source.get("url") or "")
        # Both forms of a preprint's address are its identifier, which has been looked at.
        if url and not (found and comparable_url(url).startswith(("arxiv.org/abs/", "doi.org/"))):
            found.append(("url", comparable_url(url)))
    return list(dict.fromkeys(found))


def _title(fields: dict[str, Any]) -> str:
    return " ".join(words(str(fields.get("title") or "")))


def _first_author(fields: dict[str, Any]) -> str:
    authors = fields.get("author") or ()
    if not authors:
        return ""
    first = authors[0]
    return fold(str(first.get("family") or first.get("literal") or "")).replace("-", " ").strip()


def _share_a_word(one: str, other: str) -> bool:
    """Whether two titles have a word in common that says something: short names go with long titles."""
    return any(len(word) >= 3 and word not in SMALL_WORDS for word in {*one.split()} & {*other.split()})


def _telling(title: str) -> set[str]:
    """The words by which a title is found again although a letter of it may differ."""
    return {word for word in title.split() if len(word) > 4}


def _may_be_near(one: str, other: str) -> bool:
    """A quick look before a slow one: of a length, with the same numbers, and half of their words in common."""
    if not other or abs(len(one) - len(other)) > 0.25 * max(len(one), len(other)):
        return False
    ours, theirs = {*one.split()}, {*other.split()}
    if {word for word in ours ^ theirs if any(character.isdigit() for character in word)}:
        return False  # part 1 is not part 2, and GPT-3 not GPT-4
    return 2 * len(ours & theirs) >= len(ours | theirs)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:300], other[:300], autojunk=False).ratio()
