"""The authors of a citation that only their place shows: one turned name, or what stands before the year."""

from __future__ import annotations

import re

from llmprimer.records.given_names import are_frequent_given_names
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.people_lists import People, is_certain, leading_people, people_in
from llmprimer.text import CAPITAL, SMALL, has_cjk

#: The year directly after the authors, as in APA (`(2016, July)`, `(n.d.)` in several languages, `(n.d.-a)`) and ACM (`2016.`).
YEAR_AFTER_PEOPLE = re.compile(
    r"[\s,.:;]*(?:[(\[（](?:\s*[^()\[\]\d]{0,12}|[^()\[\]]{1,14}\s)(?P<bracketed>(?:1[6-9]|20)\d\d)[a-z]?(?P<month>\s*,\s*[^()\[\]]{3,24}|/\d{4})?\s*[)\]）]"
    rf"|(?P<undated>\((?:[nsz]\.\s?d\.|o\.\s?J\.|s\.\s?f\.|б\.\s?г\.)(?:-?[a-z])?\))|(?P<bare>(?:1[6-9]|20)\d\d)[a-z]?(?=\s*[.:,]|\s+{CAPITAL}|\s*[\"“]))[\s.,:]*"
)
#: Words that say what is done, and hardly ever are names of families.
_ABSTRACT = re.compile(r"\w{5,}ing|\w{4,}[ts]ion|\w{3,}(?:ness|ity|ism|ysis|ogy)")
#: `Doe JQ.`, `Doe, Jane.` or `Доу Д. Д.` as the whole of the first sentence.
ONE_AUTHOR = re.compile(
    rf"{CAPITAL}[\w'’-]+(?:\s[A-Z]{{1,3}}\.|,\s{CAPITAL}[\w'’-]+(?:\s{CAPITAL}[\w'’-]*\.?){{0,2}}(?<!\.)\.|,?\s(?:{CAPITAL}\.\s?){{1,3}}(?<=\.)|\s(?:[А-ЯЁ]\.\s?){{1,2}})\s+(?=[^\W{SMALL}])"
)

#: Family names alone before a year in brackets: `Doe and Roe (2016)`, `Doe, Roe & Stern (2016)`.
FAMILIES = re.compile(
    rf"(?:{CAPITAL}[\w'’-]+,\s){{0,4}}{CAPITAL}[\w'’-]+,?\s(?:and|&)\s{CAPITAL}[\w'’-]+\s*(?=\((?:19|20)\d\d[a-z]?\)|(?:19|20)\d\d[a-z]?[.:,]?\s{CAPITAL})"
)


def is_evident(text: str) -> bool:
    """Whether a text can be nothing but a citation: one turned name to begin with, volume and pages or a year at the end."""
    if ONE_AUTHOR.match(text) is None:
        return False
    return (
        re.search(r"\b(?:1[6-9]|20)\d\d[a-z]?\W*$|\d\s*\(\d+\)\s*[:,]\s*\d|;\s*\d+\s*:\s*\d|\d{4}\.\s+\d+\s", text)
        is not None
    )


#: `Doe, J.`, `DOE, Jane` or `Doe JQ` at the beginning.
TURNED = re.compile(
    rf"{CAPITAL}[\w'’-]+(?:\s{CAPITAL}[\w'’-]+){{0,2}}(?:,\s*(?:{CAPITAL}\.|{CAPITAL}{{1,3}}\b)|\s[A-Z]{{1,3}}\b)"
)


def framing_year(text: str) -> tuple[str, re.Match[str], str] | None:
    """What stands before the first year that authors may stand before, the year, and the text from there on."""
    for at in re.finditer(r"[\s,.:;]+(?=[(\[]|(?:19|20)\d\d)", text[:1500]):
        year = YEAR_AFTER_PEOPLE.match(text, at.start())
        if year is not None and at.start() > 1:
            rest = text[at.start() :]
            matched = YEAR_AFTER_PEOPLE.match(rest)
            return (text[: at.end()].strip(), matched, rest) if matched is not None else None
    return None


def people_before_year(who: str, following: str) -> People | None:
    """The authors before a year where their looks alone do not tell: one turned name, slips of the pen, a body."""
    stopped = who.endswith(".")
    if (leading := leading_people(following)) is not None and is_certain(leading[0]):
        return None  # the title stands before the year, its authors following
    if TURNED.match(who) or (stopped and "," in who):
        mended = re.sub(r"(?<=[a-z])\.\s(?=[A-Z]\.)", ", ", re.sub(r"\.\s*\.(?=,|\s*&)", ".", who))
        if (people := people_in(mended, sure=True)) is not None and is_certain(people):
            return people
    body = who.strip(" .,")
    if body.lower() in ("anonymous", "anon", "unknown", "various", "various authors"):
        return People([], False, [])
    is_named = ORGANIZATION.search(body) is not None or (stopped and len(body.split()) <= 5)
    if (
        is_named
        and body[:1].isalpha()
        and re.search(r"[A-Za-z]", body)
        and not re.search(r"[,:;?!]", body)
        and len(body.split()) <= 9
    ):
        words = len(following.split())
        return People([{"literal": body}], False, []) if words >= 4 else None
    return None


#: `Stern, Ada / Lind, Bo`, as German lists write them.
_SLASHED = re.compile(
    rf"{CAPITAL}[\w'’-]+,\s{CAPITAL}[\w.'’-]+(?:\s{CAPITAL}\.)?(?:\s*/\s*{CAPITAL}[\w'’-]+,\s{CAPITAL}[\w.'’-]+(?:\s{CAPITAL}\.)?){{1,8}}(?=\s*[:(,])"
)
#: `费孝通. 乡土中国[M]. `: Chinese lists mark what a work is behind its title.
_MARKED = re.compile(
    r"(?P<who>[^.．。\[\]]{2,80})[.．。]\s*(?P<title>[^\[\]]{2,200}?)\s*\[[A-Z]{1,2}(?:/OL)?\]\s*(?://|[.．。,，])?\s*"
)


def without_slashes(text: str) -> str:
    """The text with semicolons between the authors that it begins with, instead of slashes."""
    slashed = _SLASHED.match(text)
    return re.sub(r"\s*/\s*", "; ", slashed[0]) + text[slashed.end() :] if slashed is not None else text


def marked_title(text: str) -> tuple[People, str, str] | None:
    """The authors, the title and the rest of a citation in Chinese that marks its type; None for others."""
    match = _MARKED.match(text) if has_cjk(text[:60]) else None
    people = people_in(match["who"], sure=True) if match is not None else None
    return (people, match["title"].strip(), text[match.end() :]) if match is not None and people is not None else None


def are_named(people: People) -> bool:
    """Whether they are persons, or an abbreviation: in `adaptation by backpropagation` and `Seeing by Dynamic Sampling` nobody is."""
    if len(people.names) == 1 and _ABSTRACT.fullmatch(people.names[0].get("family", "")) is not None:
        return people.has_others or are_frequent_given_names([people.names[0].get("given", "")])
    return people.has_others or all("family" in name or name["literal"].isupper() for name in people.names)
