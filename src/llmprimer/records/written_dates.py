"""Parses dates as lists and bibliographies write them."""

from __future__ import annotations

import re

from llmprimer.dates import PartialDate

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
#: Months in Spanish, French, German, Italian and Portuguese, in the order of the year; only between day and year.
_FOREIGN = (
    "ene(?:ro)?|jan(?:eiro|uar|v(?:ier)?)|gen(?:naio)?", "febr(?:ero|uar)|febbraio|feb|f[eé]v(?:r(?:ier)?|ereiro)?", "m[aä]r(?:z|zo|s|[cç]o)|mrz",
    "abr(?:il)?|avr(?:il)?|aprile", "mai|mayo|maio|maggio", "jun(?:io|i|ho)?|juin|giu(?:gno)?", "jul(?:io|i|ho)?|juil(?:let)?|lug(?:lio)?",
    "ago(?:sto)?|ao[uû]t", "sep(?:t(?:iembre|embre)?)?|set(?:t?em?bre|embro|iembre)?", "o[ck]t(?:ubre|obre|ober)?|out(?:ubro)?|ott(?:obre)?",
    "nov(?:i?embre|embro)?", "d(?:ic|ez|[eé]c)(?:i?embre|embro|ember)?",
)  # fmt: skip
_NAMED = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(_FOREIGN, 1))
#: The second month of an issue, `May/June 2009`.
_TO_MONTH = rf"(?:\s?[/–-]\s?{_MONTH.replace('?P<month>', '?:')})?"
YEAR = r"(?P<year>19\d\d|20[0-4]\d)"
_FORMS = (
    re.compile(rf"(?<![\w./-]){YEAR}[-./](?P<month>1[0-2]|0?[1-9])[-./](?P<day>3[01]|[12]\d|0?[1-9])(?![\w/-])"),
    re.compile(rf"(?<![\w./-]){YEAR}[-./](?P<month>1[0-2]|0?[1-9])(?![\w/-]|\.\d)"),
    # `02-2026`, `02/2026`; behind words for an issue it is that issue of a year.
    re.compile(
        rf"(?<![\w./-])(?<!no\.\s)(?<!nr\.\s)(?<!heft\s)(?<!issue\s)(?P<month>1[0-2]|0[1-9])[-/]{YEAR}(?![\w/-]|\.\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"{YEAR}\s*年(?:\s*(?P<month>1[0-2]|0?[1-9])\s*月(?:\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*日)?)?"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s+{YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+{_MONTH},?\s+{YEAR}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?P<day>3[01]|[12]\d|0?[1-9])(?:[.º]|er)?\s+(?:de\s+)?(?:{_NAMED})\.?,?\s+(?:de\s+)?{YEAR}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_MONTH}{_TO_MONTH},?\s+{YEAR}\b", re.IGNORECASE),
    re.compile(rf"(?<![\w./-]){YEAR},\s+{_MONTH}(?:\s+(?P<day>3[01]|[12]\d|0?[1-9])(?!\d))?(?![\w-])", re.IGNORECASE),
    re.compile(rf"(?<![\w./:–-]){YEAR}(?![\w/–-]|\.\d)"),
)
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{1,60})[)\]）】]|`([^`]{1,40})`")
#: `(1641)`, `(Lamp Review, 1890)`: in brackets a number may be a year before 1900.
_OLD_YEAR = re.compile(r"(?:^|,\s)(1[5-8]\d\d)$")
_VENUE_YEAR = re.compile(
    r"\b[A-Z][A-Za-z]{1,12}(?:\s+[A-Z][A-Za-z&-]{2,12}){0,2}\s*[\s'’`-]\s*(?P<full>(?:19[5-9]|20[0-4])\d)\b|\b[A-Z]{2,10}\s?['’](?P<short>\d\d)\b"
)


def is_month(word: str) -> bool:
    """Whether a word is the name of a month between day and year, in any of the languages whose dates are read."""
    return re.fullmatch(_NAMED, word, re.IGNORECASE) is not None


def parse_date(text: str) -> PartialDate | None:
    """The first date in a text, at its own precision; None without one."""
    for form in _FORMS:
        if (match := form.search(text)) is not None and (date := dated(match.groupdict())) is not None:
            return date
    return None


def valid_date(numbers: list[int]) -> PartialDate | None:
    """Year, month and day as a date, as far as valid: the 31st of June becomes June."""
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
    """Whether the whole text is a date."""
    text = text.strip(" []()【】（）*_`:：,.-–—|/")
    return any(form.fullmatch(text) for form in _FORMS)


def dated(found: dict[str, str | None]) -> PartialDate | None:
    month, day = found.get("month"), found.get("day")
    number = None
    if month:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    else:
        number = next((n for n in range(1, 13) if found.get(f"m{n}")), None)
    try:
        return PartialDate(int(found["year"] or 0), number, int(day) if day else None)
    except ValueError:
        return None


def stated_date(text: str) -> PartialDate | None:
    """A stated date: in brackets, with a venue, or alone at an end; not a year within a sentence."""
    for match in _BRACKETED.finditer(text):
        inside = match[1] or match[2] or ""
        if (date := parse_date(inside)) is not None and len(inside) <= 45:
            return date
        if (old := _OLD_YEAR.search(inside)) is not None:
            return PartialDate(int(old[1]))
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
                return dated(found.groupdict())
    return None


_AT_START = tuple(re.compile(rf"\s*[(\[]?\s*(?:{form.pattern})[)\]]?", form.flags) for form in _FORMS)


def date_at_start(text: str) -> tuple[PartialDate, int] | None:
    """The date at the beginning of a text and its length in characters; None if there is none."""
    head = text[:40]
    if not any(c.isdigit() for c in head):
        return None
    for form in _AT_START:
        if (match := form.match(head)) is not None and (date := dated(match.groupdict())) is not None:
            return date, match.end()
    return None


def month_in(text: str | None) -> dict[str, str]:
    """The month, and the day where there is one, of `, July 12`."""
    match = re.match(r"\W*([A-Za-z]{3})[a-z]*\.?\s*(\d{1,2})?$", text or "")
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    if match is None or match[1].lower() not in months:
        return {}
    return {"month": match[1], **({"day": match[2]} if match[2] else {})}
