"""What a line of a list says around a title: when, by whom, where."""

from __future__ import annotations

import re
from typing import NamedTuple

from llmprimer.dates import PartialDate
from llmprimer.records.people import NameParts, people_in

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_YEAR = r"(?P<year>(?:19[5-9]|20[0-4])\d)"
_FORMS = (
    re.compile(rf"(?<![\w./-]){_YEAR}[-./](?P<month>1[0-2]|0?[1-9])[-./](?P<day>3[01]|[12]\d|0?[1-9])(?![\w/-])"),
    re.compile(rf"(?<![\w./-]){_YEAR}[-./](?P<month>1[0-2]|0?[1-9])(?![\w/-]|\.\d)"),
    re.compile(rf"{_YEAR}\s*年(?:\s*(?P<month>1[0-2]|0?[1-9])\s*月(?:\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*日)?)?"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"(?<![\w./-]){_YEAR}(?![\w/-]|\.\d)"),
)
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{1,60})[)\]）】]|`([^`]{1,40})`")
_VENUE_YEAR = re.compile(
    r"\b[A-Z][A-Za-z]{1,12}(?:\s+[A-Z][A-Za-z&-]{2,12}){0,2}\s*[\s'’`-]\s*(?P<full>(?:19[5-9]|20[0-4])\d)\b|\b[A-Z]{2,10}\s?['’](?P<short>\d\d)\b"
)


def parse_date(text: str) -> PartialDate | None:
    """The first date in a text, at its own precision; None where there is none."""
    for form in _FORMS:
        if (match := form.search(text)) is not None and (date := _dated(match.groupdict())) is not None:
            return date
    return None


def valid_date(numbers: list[int]) -> PartialDate | None:
    """Year, month and day as a date, as far as they make one: the 31st of June is June."""
    for count in range(len(numbers), 0, -1):
        try:
            return PartialDate(*numbers[:count])
        except (ValueError, OverflowError):
            continue
    return None


def stamp_date(text: str) -> PartialDate | None:
    """The day of a time stamp or metadata field: `2023-04-05T00:00:00Z`, `1832/05/01`; else the first date in it."""
    match = re.match(r"\s*(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?=$|[T\s,;+])", text)
    if match is None:
        return parse_date(text)
    numbers = [int(part) for part in match.groups() if part]
    return valid_date(numbers)


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    text = text.strip(" []()【】（）*_`:：,.-–—|/")
    return any(form.fullmatch(text) for form in _FORMS)


def _dated(found: dict[str, str | None]) -> PartialDate | None:
    month, day = found.get("month"), found.get("day")
    number = None
    if month:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return PartialDate(int(found["year"] or 0), number, int(day) if day else None)
    except ValueError:
        return None


def stated_date(text: str) -> PartialDate | None:
    """A date that stands as one: in brackets, with a venue, or alone at an end; not a year within a sentence."""
    for match in _BRACKETED.finditer(text):
        inside = match[1] or match[2] or ""
        if (date := parse_date(inside)) is not None and len(inside) <= 45:
            return date
        if short := re.search(r"\b[A-Z]{2,10}\s?['’](\d\d)\b", inside):
            return PartialDate(2000 + int(short[1]) if int(short[1]) < 50 else 1900 + int(short[1]))
    if venue := _VENUE_YEAR.search(text):
        if venue["full"]:
            return PartialDate(int(venue["full"]))
        return PartialDate(2000 + int(venue["short"]) if int(venue["short"]) < 50 else 1900 + int(venue["short"]))
    stripped = text.strip(" .,;:-–—|*_`")
    for end in (stripped[:20], stripped[-20:]):
        for form in _FORMS:
            found = form.search(end)
            if found is not None and (end.startswith(found[0]) or end.endswith(found[0])):
                return _dated(found.groupdict())
    return None


class Cited(NamedTuple):
    """A citation in plain text, taken apart."""

    title: str
    authors: list[NameParts]
    has_others: bool
    issued: PartialDate | None


_QUOTED = re.compile(r"[\"“«「『]([^\"”»」』]{8,300})[\"”»」』]")
_YEAR_IN_PARENTHESES = re.compile(
    rf"[(\[（]\s*(?:[^()\[\]（）]{{0,30}}?[\s,])?{_YEAR}[a-z]?(?:[-./,\s][^()\[\]（）]{{0,24}})?\s*(?:[)\]）]|,)"
)
_SENTENCE_END = re.compile(
    r"(?<=[^\W\d][^\W\d])[.](?=\s+[^\Wa-z]|\s*$)|(?<=[\d)\]])[.](?=\s+[^\Wa-z])|(?<=[?!])\s+(?=[^\Wa-z])"
)


def cite(text: str, *, title: str = "") -> Cited:
    """A line of a list taken apart: `Title (2015), G. Hinton et al.`, `Authors. Title. Venue, 2020.` and the like.

    With `title` known already, the text is what stands around it.
    """
    text = " ".join(text.split())
    issued = stated_date(text)
    if title:
        people = _people_around(text)
        return Cited(title, people[0], people[1], issued)
    match = _QUOTED.search(text)
    if match and (match[1].endswith((".", ",")) or not re.match(r"\s*[\w:：-]", text[match.end() :])):
        around = f"{text[: match.start()]} | {text[match.end() :]}"
        if len(match[1].split()) >= 3 or match.start() == 0:
            people = _people_around(around)
            return Cited(match[1].strip(" ,."), people[0], people[1], issued or parse_date(around))
    if (match := _YEAR_IN_PARENTHESES.search(text)) is not None:
        before, after = text[: match.start()].strip(" ,"), text[match.end() :]
        if before:
            return _around_year(before, after, _dated(match.groupdict()) or issued)
    return _by_sentences(text, issued)


def _around_year(before: str, after: str, issued: PartialDate | None) -> Cited:
    """APA has the authors before the year and the title behind it; lists have it the other way round."""
    people = people_in(before)
    rest = after.strip(" .,:")
    if people is not None and rest:
        return Cited(_first_sentence(rest), people[0], people[1], issued)
    around = _people_around(after, sure=True)
    if not around[0]:
        sentences = _sentences(before)
        if len(sentences) > 1 and (last := people_in(sentences[-1])) is not None:
            return Cited(". ".join(sentences[:-1]), last[0], last[1], issued)
        if len(sentences) > 1 and (first := people_in(sentences[0])) is not None:
            return Cited(sentences[1], first[0], first[1], issued)
        split = _by_commas(before, issued)
        if split.authors:
            return split
    return Cited(before, around[0], around[1], issued)


def _sentences(text: str) -> list[str]:
    return [part.strip(" .") for part in _SENTENCE_END.split(text) if part and part.strip(" .")]


def _first_sentence(text: str) -> str:
    return (_sentences(text) or [text])[0]


def _by_sentences(text: str, issued: PartialDate | None) -> Cited:
    sentences = _sentences(text)
    if len(sentences) >= 2:
        if (people := people_in(sentences[0])) is not None:
            return Cited(sentences[1], people[0], people[1], issued or parse_date(" ".join(sentences[2:])))
        for index, sentence in enumerate(sentences[1:3], 1):
            if (people := people_in(sentence)) is not None:
                rest = " ".join(sentences[index + 1 :])
                return Cited(". ".join(sentences[:index]), people[0], people[1], issued or parse_date(rest))
    if (match := _FAMILY_FIRST.match(text)) is not None and (
        people := people_in(match[1].replace(".", ". "), sure=True)
    ):
        rest = text[match.end() :]
        names = [_family_first(name) for name in people[0]]
        return Cited(_first_sentence(rest), names, people[1], issued or parse_date(rest))
    split = _by_commas(text, issued)
    if split.authors:
        return split
    if match := re.match(r"(.{3,80}?)\s*[:：]\s+(\S.*)", text):
        people = people_in(match[1])
        if people is not None:
            return Cited(_first_sentence(match[2]), people[0], people[1], issued)
    for separator in (" - ", " – ", " — ", " | ", " by "):
        before, found, after = text.rpartition(separator)
        if found and (people := people_in(after, sure=separator == " by ")) is not None:
            return Cited(before, people[0], people[1], issued)
    if len(sentences) >= 2 and len(sentences[0].split()) >= 3:
        return Cited(sentences[0], [], False, issued or parse_date(" ".join(sentences[1:])))
    return Cited(_without_venue(text), [], False, issued)


#: `Brown T., Mann B. B. ` before a title.
_FAMILY_FIRST = re.compile(r"((?:[^\W\d_a-z][\w'’-]+ (?:[^\W\d_a-z]\. ?)+(?:, ?|and |& ?)?){2,})(?=[^\W\d_a-z]\w+ )")


def _family_first(name: NameParts) -> NameParts:
    """A name read as `given family` that was written `Family I.`."""
    initials, family = name.get("family", ""), name.get("given", "")
    return (
        {"family": family, "given": f"{initials.rstrip('.')}."} if family and len(initials.rstrip(".")) == 1 else name
    )


def _without_venue(text: str) -> str:
    """`Title, NeurIPS 2020` without what follows the comma."""
    text = text.rstrip(" ,，;")
    match = re.search(r",\s*(?:in\s+)?[A-Z][\w&' -]{1,30}?[\s'’-]*(?:19|20)?\d\d\.?\s*$", text)
    return text[: match.start()] if match and len(text[: match.start()].split()) >= 3 else text


def _by_commas(text: str, issued: PartialDate | None) -> Cited:
    """`Title, A. Author, B. Author, 2020` from its end; `A. Author and B. Author, Title` from its beginning."""
    pieces = re.split(r"\s*[,，]\s+", text.rstrip(" ,，"))
    end = len(pieces)
    while end > 1 and (is_date(pieces[end - 1]) or _VENUE_YEAR.fullmatch(pieces[end - 1].strip(" ."))):
        issued = issued or parse_date(pieces[end - 1])
        end -= 1
    for start in range(1, end):
        people = people_in(", ".join(pieces[start:end]))
        if people is not None:
            return Cited(", ".join(pieces[:start]), people[0], people[1], issued)
    for stop in range(end - 1, 0, -1):
        people = people_in(", ".join(pieces[:stop]))
        if people is not None:
            return Cited(", ".join(pieces[stop:end]), people[0], people[1], issued)
    return Cited(", ".join(pieces[:end]), [], False, issued)


def _people_around(text: str, *, sure: bool = False) -> tuple[list[NameParts], bool]:
    """The first run of names in the text around a title."""
    text = _BRACKETED.sub(" | ", text)
    for sentence in re.split(r"\s*[|\n]\s*|\s+[-–—]+\s+", text):
        pieces = _sentences(sentence) or [sentence]
        for piece in (sentence, *pieces):
            piece = piece.strip(" ,;:.")
            by = piece.lower().startswith(("by ", "by: ", "作者", "author"))
            if piece and (people := people_in(re.sub(r",\s*(?:19|20)\d\d$", "", piece), sure=sure or by)) is not None:
                return people
        cited = _by_commas(sentence, None)
        if cited.authors:
            return cited.authors, cited.has_others
    return [], False
