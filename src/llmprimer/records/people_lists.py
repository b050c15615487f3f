"""Parses lists of people in running text: their end, the style of the names, and affiliations.

Styles: names in order (`Jane Doe, J. Q. Public and Li Wei`), APA (`Doe, J., & Public, J. Q.`), Vancouver (`Doe J, Public JQ`),
MLA (`Doe, Jane, and John Q. Public`), BibTeX (`Doe, Jane and Public, John`), Chinese, Japanese and Korean names.
An ambiguous list is parsed only if the caller is `sure` that it names people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

from llmprimer.records.name_styles import names_by_style
from llmprimer.records.name_words import ORGANIZATION, has_initials, is_given, may_be_surname
from llmprimer.records.people import PARTICLES, SUFFIX, NameParts, without_footnotes
from llmprimer.text import CAPITAL, SMALL, has_cjk


class People(NamedTuple):
    """Names in order, whether others follow (`et al.`), and the organizations in parentheses."""

    names: list[NameParts]
    has_others: bool
    organizations: list[str]


#: Longer texts are no list of authors.
_LONGEST = 4_000
_MOST = 300
#: Texts of up to this many characters are kept with their people.
_CACHED = 600
_PARENTHESES = re.compile(r"[(（](?:[^()（）]|[(（][^()（）]{0,200}[)）]){0,300}[)）]")
#: A name in brackets before the family name, `Ada (Addie) Stern`.
_NICKNAME = re.compile(rf"\s[(“\"]{CAPITAL}[a-z]+[)”\"](?=\s{CAPITAL}[\w'’-]+\s*(?:[,;:]|and\b|&|\.?$))")
#: A number between people of one name, `Zhi Wang 0004, Bo Li`.
NUMBERED = re.compile(r"(?<=[^\W\d_]) 0\d{3}(?=\s*(?:[,;&.]|and\b|$))")
_EMAIL = re.compile(r"<?\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}>?")
_SEPARATOR = re.compile(
    rf"\s*(?:[;；、|·•]|[,，]\s*(?:and|&|und|et|(?-i:y|e))\s|[,，]|\s(?:and|&|und|et(?!\.?\s*al)|(?-i:(?:y|e|och|i)(?=\s+{CAPITAL}[\w'’-])(?!\s+{CAPITAL}[\w'’-]{{2,30}},\s{CAPITAL}[\w'’-]+\s)))(?=\s))\s*(?:and(?:\s|(?-i:(?=[A-Z]\.)))|&\s)?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"[,，;\s]*(?:\bet[.,]?\s*al\b\.?|(?:\band|&)\s+(?:\d+\s+|several\s+|many\s+)?(?:others|more|colleagues)\b|等(?:人)?|\bu\.\s?a\.|외\s*\d*\s*(?:명|인)?$)[.,;:]?",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"(?:\.\s?){3}|…")
_BY = re.compile(
    r"(?:(?:written|created|presented|posted|given)\s+)?(?:by\s+)?by\s*[:：]?\s+|authors?\s*[:：]\s*|from\s+|von\s+|作者\s*[:：]\s*|著者\s*[:：]\s*|저자\s*[:：]\s*",
    re.IGNORECASE,
)
#: Family names in capitals, before given names or initials: `DOE, Jane`, `DOE J, ROE R`.
_CAPITALS = re.compile(rf"\b{CAPITAL}{{4,}}(?=,\s*{CAPITAL}|\s(?-i:[A-Z]{{1,2}})(?:[,.;\s]|$))")
#: `Doe W. D. and M. Roe`: the initials of the first alone stand behind the name.
_INITIALS_BEHIND = re.compile(
    rf"^({CAPITAL}[\w'’-]+)\s((?:{CAPITAL}\.\s?){{1,3}})(?<=\s)(?=(?:and|&)\s(?:{CAPITAL}\.\s?){{1,3}}{CAPITAL}[\w'’-]+$)"
)
#: `DOE Jane`
_FAMILY_FIRST = re.compile(
    rf"(?<![^\s,;&])(?<!{CAPITAL}\s)(?<![{SMALL}.]\s)({CAPITAL}{{4,}})\s({CAPITAL}[{SMALL}]+(?:[ -]{CAPITAL}[{SMALL}]+)?)(?=\s*(?:[,;&]|$)|\s(?:and|et|und|y)\s)"
)
HONORIFIC = re.compile(rf"(?<![^\s,;(&])(?:Prof(?:essors?|s)?|Drs?|Sir|Dame)\.?\s+(?={CAPITAL})")
_NOBODY = re.compile(r"anonymous|anon|unknown|various|several|multiple|none|myself|me|staff|tb[ad]", re.IGNORECASE)
_STARTS_NO_NAME = re.compile(r"(?:A|An|The)\s+\w{3}")


def people_in(text: str, *, sure: bool = False) -> People | None:
    """The people if the whole text is a list of names; None if it is, or may be, something else."""
    return _copied(_found(text, sure))


def _found(text: str, sure: bool) -> People | None:
    """The same; not to be changed, as it may be kept."""
    return _people_in(text, sure) if len(text) <= _CACHED else _people_in.__wrapped__(text, sure)


def _copied(people: People | None) -> People | None:
    return people and People([name.copy() for name in people.names], people.has_others, [*people.organizations])


#: Names of works side by side, `LampCache, GLOW`, which are no family name and initials.
_CALLED = re.compile(r"[A-Z][a-z]{3,}[A-Z]\w*, [A-Z]{4,}")


# Cached because the rules for entries ask about the same text many times.
@lru_cache(1 << 15)
def _people_in(text: str, sure: bool) -> People | None:
    if text.isascii() and text == text.lower():
        return None  # without a capital nobody is named
    text = " ".join(text.split()).strip(" ,.;:[]-–—*_") + (
        "." if "." in text and re.search(rf"\b{CAPITAL}\.\W*$|\bal\.\W*$", text) else ""
    )
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if match := _BY.match(text):
        # `by Jane Doe from Light Labs`
        sure, text = True, re.sub(r"\s(?:from|at)\s+([^,;()]{3,60})$", r" (\1)", text[match.end() :])
    text = HONORIFIC.sub("", _composed(_with_joined_parts(text)))
    # `Doe.J., Roe.R.` and `Doe., J.`
    if "." in text:
        text = re.sub(r"(?<=[a-z]{3})\.(?=[A-Z]\.)|(?<=[a-z]{3})\.,(?=\s[A-Z]\.)", ",", text)
        text = re.sub(r"(?<=[a-z]{3}),(?=[A-Z]\.)", ", ", text)
    text = _CAPITALS.sub(lambda m: m[0][0] + m[0][1:].lower(), text) if _CAPITALS.match(text) else text
    text = _INITIALS_BEHIND.sub(r"\1, \2, ", text)
    if sure:
        text = _FAMILY_FIRST.sub(_given_first, text)
    if not text or len(text) > _LONGEST or (_STARTS_NO_NAME.match(text) and not sure):
        return None
    asides: list[str] = []
    if "@" in text:  # `Jane Doe @ Light Labs`
        text = re.sub(rf"\s@\s?({CAPITAL}[\w.&-]*(?:\s{CAPITAL}[\w.&-]*){{0,3}})", r" (\1)", text)
    text = _PARENTHESES.sub(lambda m: _replace_parentheses(m[0], asides), _NICKNAME.sub("", text))
    text = _EMAIL.sub("", text) if "@" in text else text
    text = NUMBERED.sub("", text) if " 0" in text else text
    if re.search(r"\d{3}|https?:|[?!=\"“”{}]|\w['’]s(?:\s|$)", text):
        return None
    has_others = is_turned = False
    if (others := _OTHERS.search(text)) is not None:
        behind = text[others.end() :]
        if _without_placeholders(behind).strip(" .,;"):
            return None
        # MLA has a comma there, `Doe, Jane, et al.`; of `Doe, Roe et al.` both are families.
        is_turned = others[0].startswith((",", "，", ";"))
        text, has_others = text[: others.start()] + behind.strip(" .,;"), True
    if (dots := _ELLIPSIS.search(text)) is not None:
        text, has_others = text[: dots.start()].rstrip(" ,;&"), True
    chunks = _split_names(text)
    if not chunks or len(chunks) > _MOST:
        return None
    if len(chunks) >= 4 and re.fullmatch(rf"{CAPITAL}\.?", chunks[-1]) and all(" " in chunk for chunk in chunks[:-1]):
        chunks, has_others = chunks[:-1], True  # cut off: `A. Stern, B. Lind, C. Roe, D.`
    # `Jane Doe (University of Light)`: an organization in brackets shows that the words before it are a person.
    capitals = "".join(re.findall(rf"\b{CAPITAL}", _without_placeholders(text))) if asides else ""
    is_affiliated = any(
        (ORGANIZATION.search(aside) and not _PRESS.search(aside))
        or (re.fullmatch(r"(?!(?:USA?|UK|EU|EN|CN)$)[A-Z]{2,6}(?:\s\w+)?", aside) and aside not in capitals)
        for aside in asides  # `Room Light Lamp (RLL)` is short for itself
    )
    is_shown = is_affiliated and " " in chunks[0]
    names = names_by_style(
        chunks, _without_placeholders(text), sure=sure or is_shown, has_others=has_others, is_turned=is_turned
    )
    if names is not None and is_shown and not sure and any("literal" in name for name in names):
        return None  # `University of Light (UL)`
    if names is None or (
        len(names) == 1 and "given" not in names[0] and _NOBODY.fullmatch(_without_placeholders(text).strip(" .,"))
    ):
        return None
    if len(names) == 1 and _CALLED.fullmatch(f"{names[0].get('family', '')}, {names[0].get('given', '')}") is not None:
        return None
    organizations = [body for aside in asides for body in _organizations(aside)]
    return People(names, has_others, list(dict.fromkeys(organizations)))


def _given_first(match: re.Match[str]) -> str:
    """The name with its family name last; `LUMEN Harbour University` is no person."""
    return match[0] if ORGANIZATION.search(match[0]) else f"{match[2]} {match[1].capitalize()}"


#: The words between names that begin with a small letter.
_JOINING = frozenset({*PARTICLES, "and", "et", "al", "al.", "others", "und"})


def people_before_words(text: str) -> tuple[People, str] | None:
    """The people at the beginning of a text up to the first word of a sentence, and the text from there on."""
    for word in re.finditer(r"\s+([^\W\d_A-Z][^\s]*)", text[:_LONGEST]):
        if not word[1][0].islower() or word[1].rstrip(",;") in _JOINING:
            continue
        named = HONORIFIC.sub("", text[: word.start()])
        if re.search(r"[,;:.&(]\s*$|\band\s*$|\s[-–—]\s|[:;]|[a-z]{2}\.\s", named):
            return None
        people = people_in(named, sure=True)
        return (people, text[word.start() :]) if people is not None else None
    return None


def leading_people(text: str, *, sure: bool = False) -> tuple[People, str] | None:
    """The people at the beginning of a text, and the rest of the text; None if it begins with something else."""
    found = _leading(text, sure) if len(text) <= _CACHED else _leading.__wrapped__(text[:_LONGEST], sure)
    if found is None or (people := _copied(found[0])) is None:
        return None
    return people, text[found[1] :]


@lru_cache(1 << 15)
def _leading(head: str, sure: bool) -> tuple[People, int] | None:
    """The people at the beginning of a text, and where they end."""
    if _ABBREVIATED_JOURNAL.match(head):
        return None
    after_initials: list[int] = []
    for end, after_initial, is_sure in _list_ends(head):
        if head.count("(", 0, end) > head.count(")", 0, end):
            continue  # `Jane Doe (University of Light, 2022)`
        if head[:end].endswith(")") and _NICKNAME.match(head, head.rfind(" (", 0, end)):
            continue
        if after_initial:
            after_initials.append(end)
        elif (people := _found(head[:end], sure or is_sure)) is not None:
            return people, end
    # `Hinton G. Deep learning.`: a full stop after an initial ends the list only if nothing else does.
    for end in reversed(after_initials[-12:]):
        if (people := _found(head[:end], sure)) is not None:
            return people, end
    return None


_END = re.compile(
    r"(?P<others>\bet[.,]?\s*al\b\.?(?:\s*\([^()\d][^()\d]{0,80}\))?|\band\s+others\b\.?|等人?)"
    r"|(?P<stop>(?<=[^\W\d_])(?:[*†‡\d]{0,3}| 0\d{3})\.)(?=\s|$|\[)|(?P<year>[\s,.]\s*(?=[(\[（]\s*(?:1[6-9]|20)\d\d[a-z]?\b))|(?P<bare>(?:[,.]\s+|(?<=[^\W\d_)])\s+)(?=(?:1[6-9]|20)\d\d\b(?!\w)))"
    r"|(?P<published>\s+(?=[(（](?P<where>[^()（）\d]{2,60}),\s*(?:1[6-9]|20)\d\d[)）]))"
    r"|(?P<venue>,\s+(?=(?i:arxiv\b|preprint\b|in\s+proc|(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s\d)|(?:ieee|acm|proceedings|journal|transactions|international|conference|annual|symposium|advances|nature|science)\s)|[A-Z][\w&/-]*[A-Z][\w&/-]*(?:[\s-][A-Z][\w-]*){0,2},?\s*['’]?(?:(?:19|20)\d\d|\d\d)\b))"
    r"|(?P<quote>[,.:]?\s*(?=[\"“«「『]))|(?P<mark>\s*[:：|\n\x1f\x03]|[,.]?\s?\x02|\s+[-–—]+(?=\s)|\s+(?=[(\[（][\d?]{1,3}:[\d?]{2})|$)|(?P<aside>(?<=\))\s*[.:]?\s(?!\s*(?:and|und|et|&)(?!\w)))|(?P<closed>(?<=[^\W\d_]{2}),\s+(?=[^\W\d_]))"
    r"|(?P<turned>(?<=[A-Z]\.),\s+(?=[^\W\d_]))"
)
#: `Int. J. Lamp. Sci. 2022`, `J. Lamp. Light.`: three or more shortened words, two of them longer than initials, and no name behind them.
_ABBREVIATED_JOURNAL = re.compile(
    r"(?=J|[A-Z][a-z])(?=(?:[A-Z]\.\s?)*[A-Z][a-z]+\.\s?(?:[A-Z]\.\s?)*[A-Z][a-z]+\.)(?:[A-Z][a-z]{0,6}\.\s?){3,}(?=$|[\d,;:(\[])"
    r"|Int\.\s?J\.\s"
)
#: `Ada Stern (Lumen University Press, 2010)` has no affiliation.
_PRESS = re.compile(r"\b(?:press|verlag|publish\w+)\b", re.IGNORECASE)
#: `& Roe, C.`, the last of a list of turned names, and one that goes on, `Moss, E.`
_LAST_TURNED = re.compile(r"[\s,](?:and|&|und|y|et)\s+[^\W\d_][^,&]{1,40},\s+(?:[A-Z]\.[\s-]?){1,4}$")
_NEXT_TURNED = re.compile(r"[^\W\d_][\w'’ -]{1,40},\s+[A-Z]\.")


#: The year or the quoted title, which only follow the authors.
_YEAR_OR_QUOTE = re.compile(r"[\s,.:*_]*(?:[\"“«「『]|[(\[（]\s*(?:19|20)\d\d)")


#: A quotation that ends what it stands in: without spaces, `面向“AI”研究` and `新しい「灯」の研究` are sentences.
_QUOTED_ALONE = re.compile(r"(?:“[^”]*”|\"[^\"]*\"|«[^»]*»|「[^」]*」|『[^』]*』)(?!\s?\w)")


def _list_ends(text: str) -> Iterator[tuple[int, bool, bool]]:
    """Where a list of names may end: the place, whether an initial stands before it, whether what follows makes it sure."""
    for match in islice(_END.finditer(text), 120):
        kind = match.lastgroup
        if kind == "published":
            where = match["where"]
            if not ORGANIZATION.search(where) or _PRESS.search(where):
                yield match.start(), False, False
            continue
        if kind == "closed":
            if _is_closed(text, match):
                yield match.start(), False, False
            continue
        if kind == "turned":
            before = text[max(0, match.start() - 80) : match.start()]
            if _LAST_TURNED.search(before) and not _NEXT_TURNED.match(text, match.end()):
                yield match.start(), False, False
            continue
        if kind == "others":
            yield match.end(), False, _YEAR_OR_QUOTE.match(text, match.end()) is not None
        elif kind == "stop":
            word = re.search(r"[^\W\d_]+$", text[max(0, match.start() - 30) : match.start()])
            if word is not None and word[0] in ("Prof", "Profs", "Dr", "Drs"):
                continue
            is_initial = word is not None and len(word[0]) <= 2 and word[0][0].isupper()
            # A family name of two letters: `Bo Li.`
            is_initial = (
                is_initial
                and re.search(
                    r"(?:^|[,;&]\s|\band\s)[A-Z][a-z]+\s[A-Z][a-z]$", text[max(0, match.start() - 40) : match.start()]
                )
                is None
            )
            is_initial = is_initial or (word is not None and word[0].isupper() and len(word[0]) <= 4)
            yield match.start() + len(match[0]), is_initial, False
        elif match.start() > 0:
            # `Rosenblatt, Frank (1957)`, but `Mask R-CNN (2017)`
            is_sure = kind == "quote" or (kind == "year" and "," in text[: match.start()])
            if kind == "quote" and has_cjk(text[: match.start()]):
                if not _QUOTED_ALONE.match(text, match.end()):
                    continue
                is_sure = may_be_surname(text.lstrip()[:1])  # `提出「灯」` is a verb and what it is about
            yield match.start(), False, is_sure


_LAST = re.compile(r"(?:^|[\s,])(?:and|&|und|y|et)\s+([^,]{3,40})$")


_BY_FIRST = re.compile(r"^by\s+", re.IGNORECASE)


def _is_closed(text: str, comma: re.Match[str]) -> bool:
    """Whether "and" before the name that ends at a comma shows it to be the last: `A. Doe and R. Roe, Title of It, 1993`."""
    last = _LAST.search(text[max(0, comma.start() - 60) : comma.start()])
    if last is not None and _goes_on(text[comma.end() :]):
        return False  # `Ada Doe and Li Wei, Jane Roe, and Max Lind. 2006.`
    following = text[comma.end() :].split(",", maxsplit=1)[0]
    first = _BY_FIRST.sub("", text.split(",", maxsplit=1)[0].strip())  # `by Doe, Ann and Van Roe, Max` are turned names
    return (
        last is not None
        and " " in last[1].strip()
        and " " in first
        and not has_initials(following)
        and not (is_given(following) and "." in following)
        and not SUFFIX.fullmatch(following.strip())
    )


_TRANSLITERATED = re.compile(r"[\u3400-\u9fff]+(?:\s?[·•‧・]\s?[\u3400-\u9fff]+)+")


def _with_joined_parts(text: str) -> str:
    """The text with one dot between the parts of foreign names in Chinese characters, `凯文·凯利`; in lists of Chinese names they stand between these."""
    return _TRANSLITERATED.sub(_joined, text) if re.search("[·•‧]", text) else text


def _joined(match: re.Match[str]) -> str:
    parts = re.split(r"\s?[·•‧・]\s?", match[0])
    are_names = len(parts) > 2 and all(2 <= len(part) <= 3 and may_be_surname(part) for part in parts)
    return "、".join(parts) if are_names else "・".join(parts)


def _composed(text: str) -> str:
    """The text with accents that stand before their letters, as PDF files have them, put on these."""
    if not re.search("[\u00b4\u0301`\u0300\u00a8\u0308]", text):
        return text
    marks = {"\u00b4": "\u0301", "`": "\u0300", "\u00a8": "\u0308"}
    turned = re.sub(
        "\\s?([\u00b4\u0301`\u0300\u00a8\u0308])\\s?([^\\W\\d_])",
        lambda m: m[2].replace("\u0131", "i") + marks.get(m[1], m[1]),
        text,
    )
    return normalize("NFC", turned)


def _goes_on(text: str) -> bool:
    """Whether more names follow, up to a year or a full stop: at least two, joined by "and"."""
    end = re.search(r"(?<=[a-z])\.\s|[,.]?\s+\(?(?:19|20)\d\d\b", text[:_LONGEST])
    if end is None or end.start() > 600 or not re.search(r"\s(?:and|&)\s", text[: end.start()]):
        return False
    people = people_in(text[: end.start()])
    return people is not None and len(people.names) > 1 and all("given" in name for name in people.names)


def _replace_parentheses(text: str, asides: list[str]) -> str:
    asides.append(text[1:-1].strip())
    return chr(0xE000 + min(len(asides), 6000))


def _without_placeholders(text: str) -> str:
    return text if text.isascii() else "".join(c for c in text if not "\ue000" <= c <= "\uf8ff")


def _organizations(aside: str) -> Iterator[str]:
    """The organizations in brackets after a name; not `(equal contribution)` or numbers."""
    for part in re.split(r"\s*[;；/]\s*", aside):
        part = part.strip(" ,.")
        if re.search(r"[^\W\d_]{2}", part) and (part[:1].isupper() or has_cjk(part)) and not re.search(r"\d{4}", part):
            yield part


def _split_names(text: str) -> list[str]:
    """The names between the separators, without footnote marks and brackets."""
    chunks: list[str] = []
    marked = False
    for piece in _SEPARATOR.split(text):
        bare = _without_placeholders(piece).strip()
        if not bare:
            continue
        if re.fullmatch(r"[\d*†‡§]{1,3}", bare):
            if not marked:
                return []
            continue
        chunk = without_footnotes(bare)
        marked = chunk != bare
        if SUFFIX.fullmatch(chunk) and chunks and " " in chunks[-1]:
            chunks[-1] += f" {chunk}"
        elif chunk:
            chunks.append(chunk)
    return chunks


def is_certain(people: People) -> bool:
    """Whether it is more than one word that may be anything."""
    return len(people.names) > 1 or people.has_others or "given" in people.names[0]
