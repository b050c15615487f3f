"""Takes editors and translators out of a citation: they are not its authors."""

from __future__ import annotations

import re
from typing import Any

from llmprimer.records.people_lists import People, people_in
from llmprimer.text import CAPITAL

_WORD = rf"(?:(?:{CAPITAL}\.-?){{1,4}}|{CAPITAL}[\w'’-]+|(?:de|van|von|der|den|la|le|du|di|da|del|al|ten|ter)(?=\s))"
_NAME = re.compile(rf"{_WORD}(?:\s{_WORD}){{0,4}}")
_BETWEEN = re.compile(rf"(?P<last>,?\s+(?:and|&|und|et|y|e)\s+)|,\s+(?={CAPITAL})")
#: `, ed. Jane Doe`, `. Translated by Jane Doe`, `(ed. Jane Doe)`, and at the beginning `Eds. Jane Doe, Li Wei.`
_ROLE_BEFORE = re.compile(
    r"(?P<lead>^|[,.;:”\"’)?!]\s+|\s*\(|\s+(?=\w+\s+by\b))(?:(?P<translator>translated(?:\s+and\s+\w+)?\s+by|transl?\.(?:\s+by)?|tr\.|übers(?:etzt|\.)\s+von"
    r"|traduit\s+par|trad\.(?:\s+(?:par|por|de))?)|(?P<editor>edited(?:\s+and\s+\w+)?\s+by|eds?\.(?:\s+by)?|editors?:?|(?:hrsg|hg)\.(?:\s+v(?:on|\.))?"
    rf"|herausgegeben\s+von|sous\s+la\s+dir(?:ection|\.)\s+de|a\s+cura\s+di|editado\s+por))\s+(?-i:(?={CAPITAL}))",
    re.IGNORECASE,
)
_EDITS = r"(?:eds?|editors?|hrsg|hgg?|herausgeber(?:in)?|dir|coords?)"
_TRANSLATES = r"(?P<translator>trans(?:l|lators?)?|übers)"
#: `(J. Doe & R. Roe, Eds.)` behind a title.
_ROLE_BEHIND = re.compile(rf"\s*\((?P<who>[^()\d]{{4,200}}?),\s*(?:{_EDITS}|{_TRANSLATES})\.?\)", re.IGNORECASE)
#: `In J. Doe & R. Roe (Eds.), Lamps`, `in: Doe, J. (Hg.): Lamps`
_EDITORS_OF_BOOK = re.compile(
    rf"(?P<lead>(?:[.,?!”\"’)]|^)\s*\bin:?\s+)(?P<who>(?-i:{CAPITAL})[^\d\"“”():]{{3,200}}?)(?:\s*\({_EDITS}\.?\)|,\s+{_EDITS}\b\.?)[,.:]*\s+",
    re.IGNORECASE,
)
#: `Stern, Ada, and Bo Lind, editors. Title`, `Ada Stern (Hrsg.): Title`, `Stern, A. (Ed.). (2001). Title`
_EDITORS_FIRST = re.compile(
    rf"(?P<who>[^()\d\"“”]{{3,400}}?)(?:,?\s*\({_EDITS}\.?\)|(?:,\s+{_EDITS}|\s+(?-i:eds?|editors?))(?=[.,:])\.?)[.,:]*(?:\s+(?=\S)|\s*$)",
    re.IGNORECASE,
)


def take_editors_first(text: str) -> tuple[People, str] | None:
    """The editors that a citation begins with, and the text behind them; None where it begins otherwise."""
    role = _ROLE_BEFORE.match(text)
    if role is not None and role["editor"] and (end := _end_of_names(text, role.end(), is_several=True)) is not None:
        who, rest = text[role.end() : end], text[end:].lstrip(" .,;:)")
    elif (match := _EDITORS_FIRST.match(text)) is not None and not text[match.end() :][:1].islower():
        who, rest = match["who"], text[match.end() :]
    else:
        return None
    people = people_in(who, sure=True)
    return (people, rest) if people is not None and _are_people(people) else None


def take_contributors(text: str, fields: dict[str, Any]) -> str:
    """The text without the editors and translators behind a title; editors become a field, translators a note."""
    if (book := _EDITORS_OF_BOOK.search(text)) is not None and _take(book["who"], fields, is_editor=True):
        text = f"{text[: book.end('lead')]}{text[book.end() :]}"
    for _ in range(3):
        if (behind := _ROLE_BEHIND.search(text)) is not None and _take(
            behind["who"], fields, is_editor=behind["translator"] is None
        ):
            text = text[: behind.start()] + text[behind.end() :]
        match = _ROLE_BEFORE.search(text)
        if match is None:
            break
        end = _end_of_names(text, match.end(), is_several="eds" in match[0].lower())
        if end is None or not _take(text[match.end() : end], fields, is_editor=match["translator"] is None):
            break
        before, after = text[: match.start()], text[end:]
        if "(" in match["lead"]:
            after = after[1:] if after.startswith(")") else f" ({after.lstrip(' ,;.')}"
        else:
            mark = match["lead"].strip()
            before += mark if mark in ("”", '"', "’", ")", "?", "!") else ""
            after = after if after.lstrip()[:1] in (".", ",", ":", ";", "(") or mark not in (".", ",") else mark + after
        text = (before + after).strip(" ,")
    return text


def _take(who: str, fields: dict[str, Any], *, is_editor: bool) -> bool:
    """Keeps the people of a role; returns whether they are people."""
    people = people_in(who, sure=True)
    if people is None or not _are_people(people):
        return False
    if is_editor:
        fields.setdefault("editor", people.names)
    else:
        fields["note"] = ", ".join(part for part in (fields.get("note"), f"translated by {who.strip(' ,')}") if part)
    return True


def _are_people(people: People) -> bool:
    return all("family" in name for name in people.names)


def _end_of_names(text: str, at: int, *, is_several: bool) -> int | None:
    """Where the names end: "and" shows that more than one follows, since a comma may stand before the publisher."""
    match = _NAME.match(text, at)
    if match is None:
        return None
    first = end = match.end()
    words = len(match[0].split())
    while (between := _BETWEEN.match(text, end)) is not None:
        following = _NAME.match(text, between.end())
        if following is None or (words > 1 and " " not in following[0] and not between["last"]):
            break  # `Ada Stern, Penguin`
        end = following.end()
        if between["last"]:
            return end
    closes = text[end : end + 1] in (".", ")", "")
    return end if is_several and closes else first
