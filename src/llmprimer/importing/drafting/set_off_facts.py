"""Parses what is set off from the words around a title, in brackets or as code, and dates: publication, date, people, tags."""

from __future__ import annotations

import re

from llmprimer.importing.document.flattening import ITALIC, LINK, ROMAN, tidy
from llmprimer.importing.document.labels import is_resource, plain
from llmprimer.importing.drafting.named_people import PRESENTED, SHORT_YEAR, NamedPeople
from llmprimer.importing.drafting.taken import WORD
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.venues import is_meeting, is_preprint, names_publication, read_tail
from llmprimer.records.written_dates import date_at_start, is_date, parse_date
from llmprimer.text import CAPITAL

#: `Ada presents`: who speaks of the work in a course.
_PRESENTS = re.compile(rf"{CAPITAL}[\w.'’ &-]{{1,60}} (?:presents?|presenting)")
_SERVER = re.compile(r"\s*([^\W\d_]{3,12})[\s,]\s*(?=[A-Z\d])")
#: `2020/05/14 CHI-20`: a day in numbers, which is a date whatever follows.
_DAY = re.compile(r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}\s")
#: `CHI(2020)`
_YEAR_IN_BRACKETS = re.compile(r"^([A-Z][\w&/ -]{1,60}?)\s?\(((?:19|20)\d\d)\)$")
#: `[2023 Lamp Reviews] Large Lamps`
_YEAR_LED = re.compile(r"(?P<year>(?:19|20)\d\d)[\s,]\s*(?P<where>[A-Z][^\d,.:;()\[\]]{2,60})")


def is_affiliation(text: str) -> bool:
    """Whether it is an affiliation: `University of Light, Harbour Lab`; at least one name has a word for an organization."""
    parts = [part.strip() for part in re.split(r"[,;/&]", text)]
    body = ORGANIZATION.search(text)
    return (
        body is not None
        and body[0].strip()[:1].isupper()  # `Economic institutions` is none
        and all(part[:1].isupper() and len(part.split()) <= 7 for part in parts)
        and not re.search(r"\d{4}|[.:!?]", text)
    )


class SetOffFacts(NamedPeople):
    """Fields of one entry from what is in brackets or in the style of code, and from dates at the beginning of a text."""

    def bracketed(self, inner: str, position: str = "") -> None:
        """Parses a text in brackets."""
        text = self.behind_date(inner.replace(LINK, " ").replace(ITALIC, "").replace(ROMAN, "").strip(" ,;|*_`/"))
        if not re.search(r"\w", text):
            return
        if position.startswith("before") and (led := _YEAR_LED.fullmatch(text)) is not None:
            text = f"{led['where']} {led['year']}"
        if is_date(text):
            if (date := parse_date(text)) is not None:
                self._dated(str(date))
            return
        if is_preprint(re.sub(r"\W*(?:19|20)\d\d(?:[./-]\d{1,2})?$", "", text)):  # `arXiv 2024.08`
            self._dated(str(date)) if (date := parse_date(text)) is not None else None
            return
        if is_resource(text) and not WORD.search(text):
            return
        if (
            not self.authors
            and not (self.is_paper and PRESENTED.match(text))
            and not (position.startswith("before") and not re.search(r"\d{4}|et al|\.", text))  # `[Python, GPU]`: tags
            and (leading := self._people_in_brackets(text)) is not None
        ):
            self.take(leading[0], "brackets")
            if (year := SHORT_YEAR.fullmatch(leading[1])) is not None:
                self.left.append(year[0])
            else:
                self._tail(leading[1], is_certain=True)
            return
        if is_meeting(text) or (
            names_publication(text) and (len(text.split()) <= 12 or "page" in read_tail(text).fields)
        ):
            self._tail(text, is_certain=True)
            return
        if is_resource(text):
            return
        if is_affiliation(text):
            self._organizations(text)
            return
        date = parse_date(text)
        if date is not None and len(text) <= 45:
            self._tail(text, is_certain=False)
            return
        if _PRESENTS.fullmatch(text):
            self.left.append(text)
        elif len(text.split()) == 1 or (position.startswith("before") and len(text) <= 40):
            self.keywords.append(plain(text)) if WORD.search(text) and len(text) <= 40 else self.left.append(text)
        elif WORD.search(text):
            self.asides.append(tidy(text))
        else:
            self.left.append(text)

    def _tagged(self, inner: str) -> None:
        """Parses a text in code style: a date, a venue, or a tag of the list."""
        inner = _YEAR_IN_BRACKETS.sub(r"\1 \2", inner.strip())
        if is_date(inner):
            if (date := parse_date(inner)) is not None:
                self._dated(str(date))
        elif is_meeting(inner) or (is_preprint(inner) and parse_date(inner) is not None):
            self._tail(inner, is_certain=True)
        elif WORD.search(inner) and not is_resource(inner):
            self.keywords.append(inner.strip())

    def _date(self, run: str) -> int | None:
        found = date_at_start(run)
        if found is None:
            return None
        date, length = found
        after = run[length:]
        if re.match(r"\s+[^\W\d_]{2,}", after) and not _DAY.match(run):
            return None  # `2020 was a good year`
        self._dated(str(date))
        return length

    def _preprint_date(self, run: str) -> int | None:
        """The date behind the name of a server of preprints, `arXiv Jun 2024`."""
        match = _SERVER.match(run)
        if match is None or not is_preprint(match[1]):
            return None
        length = self._date(run[match.end() :])
        return None if length is None else match.end() + length
