"""How well parts of a line suit the fields that a form puts there."""

from __future__ import annotations

import re

from llmprimer.identifiers import arxiv_id, bare_doi
from llmprimer.importing.document.labels import is_resource
from llmprimer.records.column_roles import is_nobody, name_likeness, people_of_cell
from llmprimer.records.name_words import is_organization
from llmprimer.records.people_lists import People
from llmprimer.records.venues import is_meeting, is_preprint, names_publication
from llmprimer.records.written_dates import is_date, parse_date

#: How often it is asked whether a text names people or a publication: for one line, and for a document. Further texts count as undecided.
_FOR_LINE, _FOR_DOCUMENT = 80, 40_000
_UNDECIDED = 0.3
_OLD_YEAR = re.compile(r"(?<!\d)1[0-9]\d\d(?!\d)")
#: What stands in the place of a date that is not known yet.
_UNDATED = re.compile(r"n\.?\s?d\.?|forthcoming|in press|to appear|unknown|undated|\?+", re.IGNORECASE)
_LONGEST_DATE = 40
#: The fields that hold names, not sentences.
_NAMES_ONLY = ("container_title", "publisher", "organizations", "aliases")
#: Up to five words without digits, stops and colons: `The Lamp Collective`, `deadlamps`.
_NAME = re.compile(r"[^\W\d_][^\s:.?!\d]*(?:\s[^\s:.?!\d]+){0,4}")
_ENDS_ANEW = re.compile(r"[.?!]\s\S+(?:\s\S+)?$")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"), ("（", "）"), ("《", "》"), ("【", "】"))


class Scores:
    """Scores texts for fields; asks the costly questions only so often that hostile documents stay cheap."""

    def __init__(self) -> None:
        self._document = _FOR_DOCUMENT
        self._line = _FOR_LINE

    def begin_line(self) -> None:
        """Begins another line."""
        self._line = _FOR_LINE

    def score(self, field: str, text: str, share: float) -> float:
        """How well a text suits a field, usually from 0 to 1; `share` is its part of the line."""
        return self._suits(field, text, share) - 0.5 * _unbalanced(text)

    def _suits(self, field: str, text: str, share: float) -> float:
        if field == "title":
            # `Large lamps. ACM Trans`: two words behind a full stop are the beginning of what follows.
            return 0.5 * share - (0.5 if is_date(text) or _ENDS_ANEW.search(text) else 0.0)
        if field in ("summary", "note"):
            return 0.6 * share
        if field == "issued":
            return 1.0 - share + (0.2 if is_date(text.strip(" ()[]")) else 0.0)
        if field in ("author", "editor"):
            return self._named(text)
        if field in ("container_title", "publisher", "organizations"):
            return self._published(field, text)
        if field == "aliases":
            return 0.6 if len(text.split()) == 1 else 0.4 if len(text.split()) <= 4 else 0.0
        return 0.3 * share

    def _may_ask(self) -> bool:
        if min(self._line, self._document) <= 0:
            return False
        self._line -= 1
        self._document -= 1
        return True

    def _named(self, text: str) -> float:
        if len(text.split()) > 200 or not re.match(r"[^\W\d_]|[\[(（【'\"]", text):
            return 0.0
        if not self._may_ask():
            return _UNDECIDED
        likeness = name_likeness(text)
        # Of several splits at commas the one with all the people is right.
        return likeness * (1 + 0.1 * min(8, len(re.findall(r"[,;、&]|\band\b", text))))

    def _published(self, field: str, text: str) -> float:
        if is_date(text):
            return -0.5
        if not self._may_ask():
            return _UNDECIDED
        if field != "container_title":
            return 1.0 if is_organization(text) else _UNDECIDED
        if is_meeting(text) or names_publication(text) or is_preprint(text):
            return 1.0
        return _UNDECIDED if len(text.split()) <= 8 else 0.0


def stated_people(text: str) -> People | None:
    """The people that a text names, given that it names some: a short name that may be anything is one; None for sentences and the like."""
    text = text.strip(" ,;:*_")
    if (people := people_of_cell(text)) is not None:
        return people
    if not is_nobody(text) and (is_organization(text) or _NAME.fullmatch(text)):
        return People([{"literal": text}], has_others=False, organizations=[])
    return None


def why_not(field: str, text: str) -> str | None:
    """Why a text cannot be in a field at all; None if it can."""
    if field == "issued":
        return None if dated(text) and len(text) <= _LONGEST_DATE else "is no date"
    if field == "doi":
        return None if bare_doi(text.strip(" .,;")) else "is no DOI"
    if field == "arxiv":
        return None if arxiv_id(text.strip(" .,;[]()")) else "is no arXiv identifier"
    if field in _NAMES_ONLY and _turned(text):
        return "has brackets of other parts"
    if field in ("container_title", "publisher"):
        if is_date(text):
            return "is a date"
        if text == text.lower() and is_resource(text) and not names_publication(text):
            return "is the label of a link"
    if field in ("title", "author", "editor") and not re.search(r"\w", text):
        return "has no words"
    return None


def dated(text: str) -> bool:
    """Whether there is a date in a text, or that there is none yet: `n.d.`, `forthcoming`."""
    text = text.strip(" .,;()[]")
    return parse_date(text) is not None or _OLD_YEAR.search(text) is not None or _UNDATED.fullmatch(text) is not None


def _turned(text: str) -> bool:
    """Whether a bracket closes before it opens, `CHI] [code`."""
    return any(closing in text.partition(opening)[0] for opening, closing in _PAIRS[:2])


def _unbalanced(text: str) -> int:
    """The number of kinds of brackets and quotation marks that open and do not close, or the other way round."""
    return sum(text.count(opening) != text.count(closing) for opening, closing in _PAIRS) + text.count('"') % 2
