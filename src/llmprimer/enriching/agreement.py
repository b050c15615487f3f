"""Whether a service describes the work of a record: by title, first author and year.

The titles are compared by the one matcher (`catalogue.matching`), and then word by word. The limits were measured:
docs/enriching.md has the figures, and `bench/enrich_matching.py` gives them.
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

#: A preprint of one year is often published in the next.
MOST_YEARS_APART = 1
#: Two words with this similarity (0 to 1) are spellings of one word, if they begin with the same letters: what is put before a
#: word changes its sense (unsupervised, nonconvex, offline).
SPELLINGS, SAME_BEGINNING = 0.85, 3
#: A name has at most this many words.
LONGEST_NAME = 2
#: Where an identifier is given, titles are of one work if so large a share of the shorter one's words is in both: if the
#: first author is another, is not known, or is the same.
SHARED_BY_OTHERS, SHARED, SHARED_BY_ONE = 0.8, 0.5, 0.25


class WorkDescription(NamedTuple):
    """A work as a record or a service describes it: title, family and given name of the first author, year; empty where
    not known.
    """

    title: str
    author: str
    year: int | None
    given: str = ""


def describe_reference(reference: Reference) -> WorkDescription:
    """The work by its record; a title that the curator made up is left out."""
    title = "" if reference.title_described else reference.title
    given = (reference.author[0].given or "") if reference.author else ""
    return WorkDescription(
        title, _of_name(reference.author), reference.issued.year if reference.issued else None, given
    )


def describe_facts(fields: Mapping[str, Any]) -> WorkDescription:
    """The work by a service's facts."""
    names = fields.get("author") or ()
    first = names[0] if names else {}
    year = re.match(r"\d{4}", str(fields.get("issued") or ""))
    author = str(first.get("family") or first.get("literal") or "")
    given = str(first.get("given") or "")
    return WorkDescription(str(fields.get("title") or ""), author, int(year[0]) if year else None, given)


def agrees(ours: WorkDescription, theirs: WorkDescription) -> bool:
    """Whether both are surely one work: title, first author and year are known of both, and agree.

    Of given names the first letters must agree, where both are known: many are called Zhang.
    """
    if not (ours.author and theirs.author and ours.year and theirs.year):
        return False
    return (
        abs(ours.year - theirs.year) <= MOST_YEARS_APART
        and same_author(ours.author, theirs.author)
        and same_initial(ours.given, theirs.given)
        and same_title(ours.title, theirs.title)
    )


def contradicts(ours: WorkDescription, theirs: WorkDescription, abstract: str = "") -> bool:
    """Whether the identifier is of another work: its title has too few words of the record's title.

    Titles change between versions, and lists shorten them to a name, so not all words need to be the same. A name
    that the title does not have may be in the `abstract`: GPT-3 for "Language Models are Few-Shot Learners".
    """
    if not ours.title or not theirs.title or same_title(ours.title, theirs.title):
        return False
    own, other = _significant_words(ours.title), _significant_words(theirs.title)
    if own and len(own) <= LONGEST_NAME and own <= _significant_words(abstract):
        return False
    short, long = sorted((own, other), key=len)
    limit = SHARED
    if ours.author and theirs.author:
        limit = SHARED_BY_ONE if same_author(ours.author, theirs.author) else SHARED_BY_OTHERS
    return not short or len(short & long) < limit * len(short)


def same_title(one: str, other: str) -> bool:
    """Whether the matcher finds the titles equal, and they have the same words except for spelling.

    "Deep Interest Network for Click-Through Rate Prediction" and "Deep Interest Evolution Network for ..." are two works.
    """
    matcher = Matcher()
    matcher.add(Work("one", title=one, author="x"))
    return matcher.find(Work("other", title=other, author="x")) is not None and _differ_in_spelling(one, other)


def _differ_in_spelling(one: str, other: str) -> bool:
    ours, theirs = words(one), words(other)
    if "".join(ours) == "".join(theirs):
        return True
    left, right = (list((Counter(a) - Counter(b)).elements()) for a, b in ((ours, theirs), (theirs, ours)))
    # Words written as one or as two: `pre training`, `pretraining`.
    if "".join(left) == "".join(right):
        return True
    return len(left) == len(right) and all(_one_word(a, b) for a, b in zip(left, right, strict=True))


def _one_word(one: str, other: str) -> bool:
    if one in _SMALL or other in _SMALL:
        return one in _SMALL and other in _SMALL
    if singular(one) == singular(other):
        return True
    if one[:SAME_BEGINNING] != other[:SAME_BEGINNING] or _ROMAN.fullmatch(one) or _ROMAN.fullmatch(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SPELLINGS


def same_author(one: str, other: str) -> bool:
    """Whether two family names are one: particles, hyphens and accents do not count."""
    ours, theirs = _family_words(one), _family_words(other)
    return bool(ours and theirs) and (ours == theirs or ours[-1:] == theirs or ours == theirs[-1:])


def same_initial(one: str, other: str) -> bool:
    """Whether two given names may be one: they begin with the same letter, or one is not known."""
    return not one or not other or fold(one)[:1] == fold(other)[:1]


_ROMAN = re.compile("[ivxlcdm]+")
_SMALL = frozenset(
    "a an and are as at by do for from how in is it its of on or that the to via what with you your".split()
)


def _significant_words(title: str) -> frozenset[str]:
    return frozenset(word for word in words(title) if word not in _SMALL)


def _of_name(names: tuple[Name, ...]) -> str:
    return (names[0].family or names[0].literal or "") if names else ""


def _family_words(name: str) -> list[str]:
    return re.findall(r"\w+", fold(name).replace("-", " "))
