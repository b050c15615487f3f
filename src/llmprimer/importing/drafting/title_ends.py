"""Parses the end of a title and the text after it: a meeting, a bracket, a subtitle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.outline import Span
from llmprimer.importing.drafting.around import Surroundings
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.parsed_citation import ParsedCitation
from llmprimer.records.people_lists import People, leading_people, people_in
from llmprimer.records.venues import is_meeting, is_preprint, names_publication
from llmprimer.records.written_dates import is_date, parse_date

#: `2020: Title of It`.
YEAR_BEFORE = re.compile(r"\s*((?:19|20)\d\d(?:[-./](?:0[1-9]|1[0-2]))?)\s*[:：|]\s*(?=[\"“«]|\S+\s+\S)")
#: Only brackets, `[PyTorch] (2017)`.
TAGS_ONLY = re.compile(r"\s*(?:[(\[][^()\[\]]{0,60}[)\]]\s*)+")
#: `Title of Several Words RSS 2014`: a meeting in capitals and its year directly after a title, without a separator.
_MEETING_BEHIND = re.compile(
    r"(?<![\s,](?:in|at|of|on|by))(?<![\s,](?:the|for|and))[\s,]+((?:(?:ACM|IEEE|AAAI)[\s/-])?[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z]{0,8}"
    r"(?:\s[Ww]orkshops?)?[\s'’-]+(?:(?:19|20)\d\d|(?<=['’])\d\d))$"
)
#: At most so many words before a meeting may be less than a title.
_SHORT = 3


def without_meeting(cited: ParsedCitation, around: Surroundings) -> ParsedCitation:
    """The citation, with a meeting at the end of its title moved to the publication."""
    match = _MEETING_BEHIND.search(cited.title)
    if (
        match is None
        or cited.authors
        or "container_title" in cited.fields
        or len(cited.title[: match.start()].split()) <= _SHORT
    ):
        return cited
    around.bracketed(match[1])
    return cited._replace(title=cited.title[: match.start()].rstrip(" ,.;:-–—"))


#: `Title of Several Words, RSS'14`: what a list adds behind a comma, shorter than a part of a title.
_MEETING_LAST = re.compile(r",\s+((?:[A-Z][\w/&-]*\s){0,2}[A-Z][\w/&-]*\s?['’]\d\d)$")


def without_meeting_last(title: str, around: Surroundings) -> str:
    """The text of a link without a meeting and its short year behind a comma; of whole years `dated_titles` knows more."""
    match = _MEETING_LAST.search(title)
    if match is None or len(title[: match.start()].split()) <= _SHORT or not is_meeting(match[1]):
        return title
    around.bracketed(match[1])
    return title[: match.start()]


def subtitle(name: str, after: str) -> str:
    """The rest of a paper's title if only its short name is the link: `[RETRO](...): Improving Language Models by ...`."""
    match = re.match(r"\s*[:：]\s*([^\x1f\x02\x03\n|.;([]{12,200})\s*(?=$|[\x1f\n|([])", after)
    if match is None or len(name.split()) > 3:
        return ""
    long = [word for word in match[1].split() if len(word) > 3]
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in long)
    is_titled = len(match[1].split()) >= 3 and capitals >= 0.6 * len(long) and leading_people(match[1]) is None
    return match[1].strip() if is_titled and not names_publication(match[1]) else ""


#: `Stern, Lind & Roe, 2015`: family names, and the year.
_CITED = re.compile(r"(?P<who>[^\W\d_][^\d()\[\]:;/|]{2,70}?)(?:,\s*|\s+)(?P<year>(?:19|20)\d\d)[a-z]?")
_AND = re.compile(r"\s(?:&|and|und|et|y|e)\s")


def _people_and_year(inner: str) -> tuple[People, str] | None:
    """The people that are cited by their family names in a bracket, and the year; None of other texts."""
    match = _CITED.fullmatch(inner)
    people = people_in(match["who"], sure=True) if match is not None else None
    if match is None or people is None or people.has_others or ORGANIZATION.search(match["who"]) is not None:
        return None
    if is_resource(match["who"]) or is_meeting(match["who"]) or names_publication(match["who"]):
        return None
    are_families = all(name.keys() == {"family"} for name in people.names)
    return (people, match["year"]) if are_families else None


def without_brackets(title: str, around: Surroundings) -> str:
    """The title without a bracket at its end that has the date, publication or authors."""
    while (match := re.search(r"\s*[(\[（]([^()\[\]（）]{4,80})[)\]）]\s*$", title)) is not None and match.start() > 0:
        inner = match[1]
        if (cited := _people_and_year(inner)) is not None:
            if "brackets" not in around.sure and (len(cited[0].names) < 2 or _AND.search(inner) is None):
                around.doubtful.add("brackets")  # `(Harbour, Oslo, 2015)` may be where it was published
            elif not around.authors:
                around.take(cited[0], "brackets")
                around.bracketed(cited[1])
                title = title[: match.start()]
                continue
        if not (
            is_date(inner)
            or is_meeting(inner)
            or is_preprint(inner)
            or names_publication(inner)
            or (parse_date(inner) is not None and leading_people(inner) is not None)
            or (re.search(r"\bet\.? al\.?$", inner) is not None and people_in(inner) is not None)
        ):
            break
        around.bracketed(inner)
        title = title[: match.start()]
    return title


#: `21-SOSP-Title`, and `21-Title` among such.
_MEETING_BEFORE = re.compile(r"\s*(?P<year>\d\d)(?P<mark>[-_])(?:(?P<name>[A-Z][A-Za-z]{1,9})(?P=mark))?(?=[^\W_])")
#: What may be a date or a publication before a title: `2019 - `, `[CVPR] `, `ICLR 2019: `.
_PART_BEFORE = re.compile(
    r"\s*(?:[(\[]([^()\[\]]{2,30})[)\]]\s*[-–—:|,]?|([^()\[\],|:–—]{2,30}?)(?:\s+[-–—|]|,|(?P<colon>:)))(?:\s+|(?<=\d,)(?=[A-Z])|$)"
)


#: `CHI'20 Title of It`, `CHI 2020 Title of It`: nothing but a space stands behind the year.
_MEETING_ADJOINS = re.compile(
    r"\s*(?P<name>[A-Z][\w@&/-]*(?: [A-Z][\w@&/-]*)?(?: ?['’] ?\d\d| (?:19|20)\d\d))\s+(?=[^\W_]|[\"“]|$)"
)


def publication_before(text: str, *, may_adjoin: bool = False) -> tuple[str, int] | None:
    """The meeting and year before a title, `21-SOSP-Title`, `2019 - ICLR - Title`, and where the title begins; None without both.

    In lists that write `CHI'20 Title of It` it `may_adjoin` the title.
    """
    if may_adjoin and (match := _MEETING_ADJOINS.match(text)) is not None and _is_meeting_at(match["name"]):
        return match["name"], match.end()
    if (match := _MEETING_BEFORE.match(text)) is not None:
        meeting = f"{match['name']} {_full_year(match['year'])}"
        return (meeting, match.end()) if match["name"] and is_meeting(meeting) else None
    where = year = ""
    at = 0
    while (match := _PART_BEFORE.match(text, at)) is not None:
        part = re.sub(r"^((?:19|20)\d\d),?\s+(?=[A-Z])(.+)", r"\2 \1", match[1] or match[2])
        if is_date(part):
            year = year or part
        elif where in ("", part) and (is_meeting(part) or not match["colon"]) and part[:1].isupper():
            where = part
        else:
            break
        at = match.end()
    meeting = where if is_meeting(where) else f"{where} {year[:4]}"
    return (meeting, at) if where and is_meeting(meeting) else None


def _is_meeting_at(name: str) -> bool:
    """Whether it is a meeting and its year, or something held there: `CHI'20`, `Workshop@CHI'20`."""
    return is_meeting(name.rpartition("@")[2])


class MeetingsFirst(NamedTuple):
    """How the titles of a list stand behind meetings: whether they do, with hyphens, and with nothing between both."""

    is_usual: bool
    is_glued: bool
    may_adjoin: bool


def stand_behind_meetings(texts: Iterable[str]) -> MeetingsFirst:
    """Whether the titles of a list stand behind meetings; these recur, other words before titles do not."""
    texts = list(texts)
    long = [text for text in texts if len(text.split()) > _SHORT]
    adjoining = [match["name"] for text in long if (match := _MEETING_ADJOINS.match(text)) is not None]
    adjoining = list(filter(_is_meeting_at, adjoining))
    # Tasks and data sets may be called so too, `LampEval 2020 Task 1`: not by most of a list.
    may_adjoin = len(set(adjoining)) < len(adjoining) >= _USUAL and 2 * len(adjoining) > len(long)
    found = [(before[0], text) for text in texts if (before := publication_before(text)) is not None]
    glued = sum(_MEETING_BEFORE.match(text) is not None for _, text in found) >= _USUAL
    recur = len({meeting for meeting, _ in found}) < len(found)
    return MeetingsFirst(may_adjoin or glued or (len(found) >= _USUAL and recur), glued, may_adjoin)


#: How often a form must occur in a list to count as its style.
_USUAL = 3


def _full_year(short: str) -> str:
    return f"{'19' if short > '50' else '20'}{short}"


def with_meeting_first(spans: Sequence[Span], usual: MeetingsFirst) -> list[Span] | None:
    """The spans of an entry with the meeting before its title as one tag, `[SOSP 2021] Title of It`; None without one.

    In a list of titles such as `21-SOSP-Title of It` one may lack its meeting, `21-Title of It`.
    """
    if not usual.is_usual:
        return None
    text = spans[0].text if spans and not spans[0].href else ""
    before = publication_before(text, may_adjoin=usual.may_adjoin)
    if before is None and usual.is_glued and (match := _MEETING_BEFORE.match(text)) is not None and not match["name"]:
        return [spans[0]._replace(text=f"({_full_year(match['year'])}) {text[match.end() :]}"), *spans[1:]]
    if before is None or " | " in text[before[1] :]:
        return None
    is_bold = len(spans) > 1 and spans[1].bold and spans[1].href is None  # the title, or the name that it begins with
    if len(text[before[1] :].split()) < 2 and not (is_bold and not text[before[1] :].strip()):
        return None
    return [spans[0]._replace(text=f"[{before[0]}] {text[before[1] :]}"), *spans[1:]]


#: `, 2021`, ` 2024.08` at the end of a publication.
_YEAR_LAST = re.compile(r"[\s,'’]+(?:19|20)\d\d(?:[./-]\d{1,2})?\W*$")


def with_italics_in_brackets(spans: Sequence[Span]) -> list[Span]:
    """The spans, with a publication and its year in italics before the title in brackets: `*NeurIPS 2020*. Title of It`."""
    first = spans[0] if len(spans) > 1 else None
    if first is None or not first.italic or first.href is not None or not _YEAR_LAST.search(first.text):
        return list(spans)
    is_published = names_publication(first.text) or is_preprint(_YEAR_LAST.sub("", first.text).strip())
    title = "".join(s.text for s in spans[1:] if not s.href or not is_resource(s.text)).strip(" .,:–—-")
    if not is_published or len(title.split()) < 3 or leading_people(title) is not None:
        return list(spans)
    behind = spans[1]._replace(text=re.sub(r"^[\s.,:–—-]+", " ", spans[1].text)) if not spans[1].href else spans[1]
    return [Span(f"[{first.text.strip(' .,:')}] "), behind, *spans[2:]]


def without_last_sentence(title: str, around: Surroundings) -> str:
    """The title without a date or publication with its year that stands as a sentence behind it: `Title of It. 2019-05`."""
    while True:
        before, stop, last = title.rstrip(" .").rpartition(". ")
        is_dated = re.search(r"\b(?:19|20)\d\d$", last) is not None and len(last.split()) <= 8
        if not stop or len(before.split()) < 3 or len(last) > 60:
            return title
        if not (is_date(last) or is_meeting(last) or (is_dated and names_publication(last))):
            return title
        around.bracketed(last)
        title = before


#: `(GLOW) Title of It`, `(GLOW & Glow-2) Title of It`: one word or two joined in brackets before a title.
_NAME_BEFORE = re.compile(
    r"\s*\((?!(?:how|what|why|when|not|no|all|almost|more|oral|spotlight|poster|highlight|best|new|survey|review)\))([^\W_][\w.+*-]{1,23}(?:\s?(?:&|and|/|,|\+)\s?[^\W_][\w.+*-]{1,23})?)\)(?:\s+(?=[^\W_]\S*\s)|\s*$)",
    re.IGNORECASE,
)
#: No word of a sentence is written so: `GLOW`, `T5`, `P-lamp`, `LampNet`; `Adapter` may be one.
_NAME_LIKE = re.compile(r"\w*[A-Z\d]\w*[A-Z\d]\w*|[A-Z]\d|[A-Z]+-\w+")


def is_name_like(word: str) -> bool:
    """Whether a word can only be a name."""
    return all(_NAME_LIKE.fullmatch(part) is not None for part in re.split(r"\s?(?:&|\band\b|[/,])\s?", word))


def name_before(spans: Sequence[Span]) -> str | None:
    """The word in brackets before a title; None without one."""
    at = next((n for n, s in enumerate(spans) if s.text.strip() and not s.image), None)
    match = _NAME_BEFORE.match(spans[at].text) if at is not None else None
    if match is None or is_meeting(match[1]) or is_preprint(match[1]) or is_date(match[1]) or is_resource(match[1]):
        return None
    return match[1]


def without_name_before(spans: Sequence[Span]) -> list[Span]:
    """The spans without the word in brackets before the title."""
    at = next(n for n, s in enumerate(spans) if s.text.strip() and not s.image)
    return [*spans[:at], spans[at]._replace(text=_NAME_BEFORE.sub("", spans[at].text, count=1)), *spans[at + 1 :]]
