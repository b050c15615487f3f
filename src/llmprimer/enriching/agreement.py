"""Whether a service describes the work of a record: by title, first author and year.

Titles are compared by `catalogue.matching`, and then word by word. The limits were measured with
`bench/enrich_matching.py`; docs/enriching.md has the figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from llmprimer.catalogue.matching import Matcher, Work
from llmprimer.stem import singular
from llmprimer.text import fold, words

if TYPE_CHECKING:
    from llmprimer.model import Name, Reference

#: A preprint is often published in the next year.
MAX_YEARS_APART = 1
#: Two words are spellings of one word if their similarity (0 to 1) is this high and their first letters are the same: a
#: prefix changes the meaning (unsupervised, nonconvex, offline).
MIN_SPELLING_SIMILARITY, SPELLING_PREFIX = 0.85, 3
#: A name has at most this many words.
MAX_NAME_WORDS = 2
#: With an identifier, the share of the shorter title's words that must be in the other title: if the first author differs,
#: is unknown, or is the same.
MIN_SHARED_OTHER_AUTHOR, MIN_SHARED, MIN_SHARED_SAME_AUTHOR = 0.8, 0.5, 0.25


class WorkDescription(NamedTuple):
    """A work in a record or an answer: title, family and given name of the first author, year; empty if unknown."""

    title: str
    author: str
    year: int | None
    given: str = ""


def describe_reference(reference: Reference) -> WorkDescription:
    """The description of a record's work; a title that the curator made up is left out."""
    title = "" if reference.title_described else reference.title
    given = (reference.author[0].given or "") if reference.author else ""
    return WorkDescription(
        title, _first_family_name(reference.author), reference.issued.year if reference.issued else None, given
    )


def describe_facts(fields: Mapping[str, Any]) -> WorkDescription:
    """The description of the work in a service's facts."""
    names = fields.get("author") or ()
    first = names[0] if names else {}
    year = re.match(r"\d{4}", str(fields.get("issued") or ""))
    author = str(first.get("family") or first.get("literal") or "")
    given = str(first.get("given") or "")
    return WorkDescription(str(fields.get("title") or ""), author, int(year[0]) if year else None, given)


def is_same_work(ours: WorkDescription, theirs: WorkDescription) -> bool:
    """Whether both are certainly the same work: title, first author and year are known for both, and agree.

    The first letters of the given names must agree too, if both are known: many people are called Zhang.
    """
    if not (ours.author and theirs.author and ours.year and theirs.year):
        return False
    return (
        abs(ours.year - theirs.year) <= MAX_YEARS_APART
        and same_author(ours.author, theirs.author)
        and same_initial(ours.given, theirs.given)
        and same_title(ours.title, theirs.title)
    )


def contradicts(ours: WorkDescription, theirs: WorkDescription, abstract: str = "") -> bool:
    """Whether the identifier belongs to another work: the titles share too few words.

    Not all words need to be the same: titles change between versions, and lists shorten them to a name. The name may
    be in the `abstract` only: GPT-3 for "Language Models are Few-Shot Learners".
    """
    if not ours.title or not theirs.title or same_title(ours.title, theirs.title):
        return False
    own, other = _significant_words(ours.title), _significant_words(theirs.title)
    if own and len(own) <= MAX_NAME_WORDS and own <= _significant_words(abstract):
        return False
    short, long = sorted((own, other), key=len)
    limit = MIN_SHARED
    if ours.author and theirs.author:
        limit = MIN_SHARED_SAME_AUTHOR if same_author(ours.author, theirs.author) else MIN_SHARED_OTHER_AUTHOR
    return not short or len(short & long) < limit * len(short)


def same_title(one: str, other: str) -> bool:
    """Whether the matcher finds the titles equal, and their words differ in spelling only.

    "Deep Interest Network for Click-Through Rate Prediction" and "Deep Interest Evolution Network for ..." are different.
    """
    matcher = Matcher()
    matcher.add(Work("one", title=one, author="x"))
    return matcher.find(Work("other", title=other, author="x")) is not None and _differ_in_spelling(one, other)


def _differ_in_spelling(one: str, other: str) -> bool:
    ours, theirs = words(one), words(other)
    if "".join(ours) == "".join(theirs):
        return True
    left, right = (list((Counter(a) - Counter(b)).elements()) for a, b in ((ours, theirs), (theirs, ours)))
    # One word or two: `pre training`, `pretraining`.
    if "".join(left) == "".join(right):
        return True
    return len(left) == len(right) and all(_is_same_word(a, b) for a, b in zip(left, right, strict=True))


def _is_same_word(one: str, other: str) -> bool:
    if one in _FUNCTION_WORDS or other in _FUNCTION_WORDS:
        return one in _FUNCTION_WORDS and other in _FUNCTION_WORDS
    if singular(one) == singular(other):
        return True
    if one[:SPELLING_PREFIX] != other[:SPELLING_PREFIX] or _ROMAN.fullmatch(one) or _ROMAN.fullmatch(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= MIN_SPELLING_SIMILARITY


def same_author(one: str, other: str) -> bool:
    """Whether two family names are the same, apart from particles, hyphens and accents."""
    ours, theirs = _family_words(one), _family_words(other)
    return bool(ours and theirs) and (ours == theirs or ours[-1:] == theirs or ours == theirs[-1:])


def same_initial(one: str, other: str) -> bool:
    """Whether two given names may be the same: they have the same first letter, or one is unknown."""
    return not one or not other or fold(one)[:1] == fold(other)[:1]


_ROMAN = re.compile("[ivxlcdm]+")
_FUNCTION_WORDS = frozenset(
    "a an and are as at by do for from how in is it its of on or that the to via what with you your".split()
)


def _significant_words(title: str) -> frozenset[str]:
    return frozenset(word for word in words(title) if word not in _FUNCTION_WORDS)


def _first_family_name(names: tuple[Name, ...]) -> str:
    return (names[0].family or names[0].literal or "") if names else ""


def _family_words(name: str) -> list[str]:
    return re.findall(r"\w+", fold(name).replace("-", " "))
