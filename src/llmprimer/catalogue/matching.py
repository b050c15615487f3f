"""Whether two entries are one work: by identifier, by address in any spelling, or by title, first author and year.

Import, add, enrich and lint all use this module.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from llmprimer.identifiers import arxiv_id, bare_doi, comparable_url, doi_in_address
from llmprimer.text import fold, words

if TYPE_CHECKING:
    from llmprimer.model import Reference

#: Titles with at least this similarity (0 to 1) and the same numbers count as the same.
MIN_SIMILARITY = 0.9
#: Long titles with less similarity, or with less than half of their words in common, belong to different works.
_MIN_RELATED = 0.6
#: Titles with fewer words ("Introduction", "Home") are too common to be compared without authors.
_ENOUGH_WORDS = 4
#: A title of up to this many words may be a short name.
_SHORT = 3
#: Titles are compared where they share one of these words; more common words would give too many pairs.
_RARE_WORDS = 3
#: A word that one author (or nobody named) has in more titles is not rare; this bounds the work for odd catalogues.
_COMMON = 200
#: Works of the same title further apart than this, in years, are editions or namesakes.
_YEARS_APART = 3
#: Kinds whose titles are their own; "Home" and "Documentation" are titles of many pages.
_TITLED_KINDS = frozenset({"", "paper", "book", "thesis", "report"})
_SMALL = frozenset("a an the of for and in on to with from by via at as is are using towards toward".split())


class Work(NamedTuple):
    """The data that identify a work; empty texts and tuples where unknown.

    `sort` separates works that may share a title: the paper, the post that announces it, the repository. `names` are its
    short names. The title is empty if it is only a description of ours. `marks` stand for identifiers that were withdrawn
    because lines of one source give them to different works.
    """

    key: str
    sort: str = ""
    title: str = ""
    author: str = ""
    urls: tuple[str, ...] = ()
    arxiv: str = ""
    doi: str = ""
    published_doi: str = ""
    year: int = 0
    names: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    @classmethod
    def of(cls, key: str, fields: Mapping[str, Any]) -> Work:
        """The work of a record's plain values, valid or not."""

        def text(value: Any) -> str:
            return value if isinstance(value, str) else ""

        def inner(field: str, name: str) -> str:
            value = fields.get(field)
            return text(value.get(name)) if isinstance(value, Mapping) else ""

        authors = fields.get("author")
        first = authors[0] if isinstance(authors, list | tuple) and authors else None
        name = (first.get("family") or first.get("literal")) if isinstance(first, Mapping) else None
        year = re.match(r"\d{4}", str(fields.get("issued") or ""))
        aliases = fields.get("aliases")
        return cls(
            key,
            sort=text(fields.get("kind")),
            title="" if str(fields.get("title_described")).lower() == "true" else text(fields.get("title")),
            author=text(name),
            urls=tuple(url for url in (text(fields.get("url")), inner("listed", "url")) if url),
            arxiv=inner("arxiv", "id"),
            doi=text(fields.get("doi")),
            published_doi=inner("published", "doi"),
            year=int(year[0]) if year else 0,
            names=tuple(text(a) for a in aliases) if isinstance(aliases, list | tuple) else (),
        )

    @classmethod
    def of_reference(cls, reference: Reference) -> Work:
        """The work of a validated reference."""
        first = reference.author[0] if reference.author else None
        listed = reference.listed.url if reference.listed else None
        return cls(
            reference.citation_key,
            sort=str(reference.kind),
            title="" if reference.title_described else reference.title,
            author=(first.family or first.literal or "") if first else "",
            urls=tuple(url for url in (reference.url, listed) if url),
            arxiv=reference.arxiv.id if reference.arxiv else "",
            doi=reference.doi or "",
            published_doi=(reference.published.doi or "") if reference.published else "",
            year=int(str(reference.issued)[:4]) if reference.issued else 0,
            names=reference.aliases,
        )


class Match(NamedTuple):
    """The key of the work that is the same, and what shows it: `arxiv`, `doi`, `url` or `title`.

    `agrees` is False if other data contradict the match: another title under the same identifier or address, or another
    identifier under the same title.
    """

    key: str
    by: str
    agrees: bool = True


class _Titled(NamedTuple):
    """A work with its comparable title and name; `sort` is empty for a kind that nothing showed."""

    work: Work
    sort: str
    title: str
    author: str
    numbers: frozenset[str]
    has_identity: bool

    @classmethod
    def of(cls, work: Work) -> _Titled:
        title, numbers = comparable_title(work.title)
        has_identity = next(identities(work._replace(marks=())), None) is not None
        sort = "" if work.sort == "other" and not has_identity else work.sort
        return cls(work, sort, title, _comparable_name(work.author), numbers, has_identity)


class Matcher:
    """Finds the same work among those that were added."""

    def __init__(self, works: Iterable[Work] = ()) -> None:
        self._exact: dict[tuple[str, str], Work] = {}
        self._titles: list[_Titled] = []
        self._same_title: dict[str, list[int]] = defaultdict(list)
        # By author and word: a word may be common in a field, but one author has it in few titles.
        self._by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
        for work in works:
            self.add(work)

    def add(self, work: Work) -> None:
        """Remembers a work; of two with one identifier the first is found."""
        for name in identities(work):
            self._exact.setdefault(name, work)
        one = _Titled.of(work)
        if not one.title:
            return
        number = len(self._titles)
        self._titles.append(one)
        self._same_title[one.title].append(number)
        if one.author:
            for word in set(one.title.split()):
                self._by_word[one.author, word].append(number)

    def find(self, work: Work, *, ids_only: bool = False) -> Match | None:
        """The same work under another key, by the most reliable evidence first; None if there is none."""
        for name in identities(work):
            other = self._exact.get(name)
            if other is not None and other.key != work.key:
                return Match(other.key, name[0], titles_agree(work, other, by_address=name[0] == "url"))
        return None if ids_only else self._find_title(work)

    def _find_title(self, work: Work) -> Match | None:
        one = _Titled.of(work)
        title, author = one.title, one.author
        if not title:
            return None
        for number in self._same_title.get(title, ())[:_COMMON]:
            other = self._titles[number]
            if other.work.key != work.key and _is_same(one, other):
                return Match(other.work.key, "title", not _identifiers_differ(work, other.work))
        if not author:
            return None
        # One rare word in common is sufficient: a typing mistake changes one word, rarely three.
        names = [(author, word) for word in set(title.split())]
        found = [name for name in names if 0 < len(self._by_word.get(name, ())) <= _COMMON]
        rare = sorted(found, key=lambda name: (len(self._by_word[name]), name))[:_RARE_WORDS]
        for number in sorted({number for name in rare for number in self._by_word[name]}):
            other = self._titles[number]
            if (
                other.work.key != work.key
                and one.numbers == other.numbers
                and _is_same(one, other)
                and _are_similar(title, other.title)
            ):
                return Match(other.work.key, "title", not _identifiers_differ(work, other.work))
        return None


def identities(work: Work) -> Iterator[tuple[str, str]]:
    """The identifiers of the work, as (`arxiv`, `doi` or `url`, canonical spelling)."""
    seen: set[tuple[str, str]] = set()
    for kind, value in _normalised(work):
        if (kind, value) not in seen:
            seen.add((kind, value))
            yield kind, value


def _normalised(work: Work) -> Iterator[tuple[str, str]]:
    if work.arxiv:
        yield "arxiv", arxiv_id(work.arxiv) or work.arxiv
    for doi in (work.doi, work.published_doi):
        if doi and (bare := bare_doi(doi)):
            arxiv = arxiv_id(bare)
            yield ("arxiv", arxiv) if arxiv else ("doi", bare)
    for mark in work.marks:
        yield "url", mark
    for url in work.urls:
        if preprint := arxiv_id(url):
            yield "arxiv", preprint
        elif spelled_doi := bare_doi(url) or doi_in_address(url):
            yield "doi", spelled_doi
        else:
            spelled = comparable_url(url)
            if spelled.startswith("arxiv.org/abs/"):
                yield "arxiv", spelled.removeprefix("arxiv.org/abs/")
            else:
                yield "url", spelled


def _is_same(one: _Titled, other: _Titled) -> bool:
    """Whether two works of nearly the same title are one, by kind, first author and year."""
    if one.sort and other.sort and one.sort != other.sort:
        return False
    if one.work.year and other.work.year and abs(one.work.year - other.work.year) > _YEARS_APART:
        return False
    if one.author and other.author:
        return one.author == other.author
    if one.title != other.title:
        return False
    if len(one.title.split()) >= _ENOUGH_WORDS:
        # Without an address, there is no page that could only share the title.
        is_titled = one.sort in _TITLED_KINDS and other.sort in _TITLED_KINDS
        return is_titled or not (one.has_identity and other.has_identity)
    # Nothing tells them apart.
    one_known, other_known = (bool(titled.author) or titled.has_identity for titled in (one, other))
    return not (one_known or other_known) and one.work.year == other.work.year


def _identifiers_differ(one: Work, other: Work) -> bool:
    ids = dict(reversed(list(identities(one)))), dict(reversed(list(identities(other))))
    return any(kind in ids[0] and kind in ids[1] and ids[0][kind] != ids[1][kind] for kind in ("arxiv", "doi"))


def titles_agree(one: Work, other: Work, *, by_address: bool = False) -> bool:
    """Whether two titles may be of one work: spellings, a short name and the full title, a title and its first half.

    An address may lead to a page about several things, so with `by_address` one common word is sufficient.
    """
    first, second = comparable_title(one.title)[0], comparable_title(other.title)[0]
    if not first or not second or first == second:
        return True
    short, long = sorted((first, second), key=len)
    joined, joined_long = short.replace(" ", ""), long.replace(" ", "")
    if f" {short} " in f" {long} " or joined_long.startswith(joined) or joined_long == joined:
        return True
    names = {comparable_title(name)[0].replace(" ", "") for name in (*one.names, *other.names)}
    if {joined, joined_long} & names:
        return True
    ours, theirs = ({w for w in title.split() if w not in _SMALL} for title in (short, long))
    if any(len(word) >= 3 for word in ours & theirs) and (by_address or len(short.split()) <= _SHORT):
        return True
    for words_of_one, words_of_other in ((ours, theirs), (theirs, ours)):
        plain_words = {word for word in words_of_one if not any(c.isdigit() for c in word)}
        if plain_words and plain_words <= words_of_other:  # `OPT-1.3B` and `OPT: Open Pre-trained Transformers`
            return True
    if len(short.split()) <= _SHORT + 2 and first.split()[:2] == second.split()[:2]:
        return True
    if "".join(word[0] for word in long.split() if word not in _SMALL) == joined:
        return True
    if 2 * len(ours & theirs) >= len(ours | theirs):
        return True
    return SequenceMatcher(None, first[:300], second[:300], autojunk=False).ratio() >= _MIN_RELATED


def comparable_title(title: str) -> tuple[str, frozenset[str]]:
    """Folded words, and those with digits: "GPT-3" and "GPT-4" differ by one letter and are two works."""
    found = words(re.sub(r"^\[[^\]]{1,20}\]\s*", "", title))
    return " ".join(found), frozenset(word for word in found if not word.isalpha() and any(c.isdigit() for c in word))


def _comparable_name(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").split())


def _are_similar(one: str, other: str) -> bool:
    if one == other:
        return True
    longer = max(len(one), len(other))
    if abs(len(one) - len(other)) > (1 - MIN_SIMILARITY) * 2 * longer:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= MIN_SIMILARITY and matcher.ratio() >= MIN_SIMILARITY
