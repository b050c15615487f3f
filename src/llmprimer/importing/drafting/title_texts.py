"""Parses the text of a title that has more than the title: a whole citation, a date, a publication, authors."""

from __future__ import annotations

import re
from typing import Any

from llmprimer.importing.drafting.around import Surroundings
from llmprimer.importing.drafting.named_people import are_full
from llmprimer.importing.drafting.title_ends import (
    YEAR_BEFORE,
    without_brackets,
    without_last_sentence,
    without_meeting_last,
)
from llmprimer.records.citing import cite
from llmprimer.records.name_words import has_initials
from llmprimer.records.parsed_citation import ParsedCitation
from llmprimer.records.people_lists import People, is_certain, leading_people, people_in
from llmprimer.records.titles import strip_decoration
from llmprimer.records.venues import take_identifiers

#: A link's text that is a title in quotation marks, with the date before it or the authors behind it.
_QUOTED_TITLE = re.compile(
    r"(?P<before>[(\[]?(?:19|20)\d\d[\d./-]{0,6}[)\]]?\s*[:.,–—-]?\s+)?[\"“](?P<title>[^\"“”]{4,300})[\"”](?P<after>(?:\s+by\s+\S.*)?)"
)


#: `owner/name`, and what is said behind it: `owner/name - A lamp`; a picture parts a name alone from it too, `name📝A lamp`.
_OWNED = re.compile(r"([\w.-]+)/([\w.-]+)(?:\s*[:|]\s+|\s*：\s*|\s+[-–—]+\s+|\s+|$)(.*)", re.DOTALL)
_PICTURED = re.compile("([\\w.-]+)\\s*[\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?\\s*(\\w.*)", re.DOTALL)


def name_and_words(text: str, address: str) -> tuple[str, str]:
    """The name in a text `owner/name - what it is`, and what it is, if the address has owner and name too; else the text.

    The owner stays, as printed: `rust` alone would not say what `tensorflow/rust` is.
    """
    if (pictured := _PICTURED.match(text.strip())) is not None and address.rstrip("/").lower().endswith(
        f"/{pictured[1]}".lower()
    ):
        return pictured[1], pictured[2]
    if (owned := _OWNED.fullmatch(text.strip())) is None:
        return text, ""
    owner, name, about = owned.groups()
    in_address = f"/{owner}/{name}/".lower() in f"{address.rstrip('/')}/".lower()
    return (f"{owner}/{name}", strip_decoration(about).lstrip(" -–—:")) if in_address else (text, "")


def linked_title(text: str, found: dict[str, Any], around: Surroundings) -> None:
    """Parses the text of a link: a title, a whole citation, or a title followed by a date or authors in brackets."""
    if (dated := YEAR_BEFORE.match(text)) is not None:
        around.bracketed(dated[1])
        text = text[dated.end() :]
    led = leading_people(text) if len(text.split()) >= 6 and not around.named_elsewhere else None
    if (
        led is not None
        and is_certain(led[0])
        and (
            re.match(r"[\s.,]*(?:[(\[]?(?:19|20)\d\d|[\"“«])", led[1])
            or (len(led[0].names) > 1 and len(led[1].split()) >= 4)
        )
        and _is_cited(led, text, around)
    ):
        cited = cite(text)
        if cited.title and cited.authors:
            take_citation(cited, found, around)
            return
    title = take_identifiers(text, around.fields) if re.search(r"arxiv\s*:|\bdoi\b", text, re.IGNORECASE) else text
    title = without_brackets(title, around)
    title = without_meeting_last(without_last_sentence(title, around), around)
    if (quoted := _QUOTED_TITLE.fullmatch(title)) is not None:  # `2021: "Title" by Jane Doe at Lamp Week`
        around.before(quoted["before"] or "")
        around.after(quoted["after"])
        title = quoted["title"]
    if around.named_elsewhere:
        found["title"] = title
        return
    for comma in re.finditer(r",\s+", title) if " and " in title and len(title) < 300 else ():
        people = people_in(title[comma.end() :])
        if people is not None and len(people.names) > 1 and all("given" in name for name in people.names):
            around.take(people, "title")
            title = title[: comma.start()]
            break
    # `Title by Jane Doe` and `Title - Jane Doe`: one plain name counts where other titles of the list end so.
    # `Faster Lamps by Reducing Wicks` says how.
    for mark, pattern in (("title by", r"\s+by\s+(?=[^\Wa-z])(?!\w+ing\b)"), ("title dash", r"\s+[-–—]\s+")):
        parts = re.split(pattern, title)
        people = people_in(parts[-1], sure=True) if len(parts) > 1 and "author" not in around.result() else None
        if people is None or len(parts[-1].split()) > 30 or parts[-1].lstrip()[:1].isdigit():
            continue  # `Lamp Week - 2018 Harbour Contest`
        # `Title, by Stern`: words of a title would have no comma before them.
        is_set_off = mark == "title by" and parts[-2].rstrip().endswith(",") and _are_families(people)
        if is_set_off and _FAMILIES.fullmatch(parts[-1].strip()):
            around.take(people, mark)
            title = title[: title.rindex(parts[-1])].rstrip().removesuffix("by").rstrip(" ,")
            continue
        if not are_full(people) and re.search(r"[a-z]ed$", parts[-2].rstrip()) is not None:
            continue  # `Rooms Guided by Lamplight`
        if not are_full(people) and mark not in around.sure:
            around.doubtful.update({mark} if mark == "title by" and _are_families(people) else ())
        if not are_full(people) and not (mark == "title by" and mark in around.sure and _are_families(people)):
            continue
        is_plain = len(people.names) == 1 and not people.has_others and not has_initials(parts[-1])
        if is_plain and mark not in around.sure:
            around.doubtful.add(mark)
            continue
        around.take(people, mark)
        title = title[: title.rindex(parts[-1])].rstrip()
        title = re.sub(r"(?:\s+by|\s*[-–—]+)$", "", title)
    found["title"] = title


#: One family name, or several.
_FAMILIES = re.compile(r"[^\W\d_a-z][\w'’-]+(?:(?:,\s|,?\s(?:and|&)\s)[^\W\d_a-z][\w'’-]+)*")


def _are_families(people: People) -> bool:
    """Whether all names are persons', in full or by their family names."""
    return all("family" in name for name in people.names)


def _is_cited(led: tuple[People, str], text: str, around: Surroundings) -> bool:
    """Whether the text of a link begins with authors; of `Old Lamps Burn, New Lamps Shine: A Title` only the list tells."""
    people, rest = led
    is_evident = people.has_others or has_initials(text[: len(text) - len(rest)].split(",", maxsplit=1)[0])
    if is_evident or len(people.names) > 2 or not rest.lstrip().startswith((":", "：")):
        around.named.add("title cited")
        return True
    around.doubtful.add("title cited")
    return "title cited" in around.sure


def one_before_publication(cited: ParsedCitation, text: str) -> str | None:
    """The only author, whose whole name stands right behind the title and before the publication; None in other forms."""
    name = cited.authors[0] if len(cited.authors) == 1 and not cited.has_others else {}
    whole, turned = (f"{name.get(one)} {name.get(other)}" for one, other in (("given", "family"), ("family", "given")))
    is_one = (
        text.startswith((f"{cited.title}, {whole}", f"{cited.title}, {turned}")) and "container_title" in cited.fields
    )
    return whole if is_one and len(cited.title.split()) >= 3 else None


def take_citation(cited: ParsedCitation, found: dict[str, Any], around: Surroundings) -> None:
    """Takes the fields of a citation."""
    if cited.title:
        found["title"] = cited.title
    if cited.authors:
        around.take(People(cited.authors, cited.has_others, cited.organizations), "citation")
    elif cited.organizations:
        around.organizations += cited.organizations
    for name, value in cited.fields.items():
        around.fields.setdefault(name, value)
    if re.search(r"[^\W\d_]{2}", cited.rest):
        (around.descriptions if len(cited.rest.split()) >= 5 else around.left).append(cited.rest.lstrip(" -–—:"))
