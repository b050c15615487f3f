"""Takes the periodical, volume and page from the end of a citation in the styles of physics and law, and court cases."""

from __future__ import annotations

import re
from typing import Any

_WORD = r"(?:[A-Z][\w&'’.-]*|of|the|and|for|&|in)"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
#: `, Int. J. Theor. Phys. 21, 467 (1982)`, `Nature 526, 68–74 (2015)`: the volume, the page and the year in brackets.
_PHYSICS = re.compile(
    rf"(?P<name>[A-Z][\w&'’.-]*(?:\s{_WORD}){{0,9}}),?\s+(?P<volume>[A-Z]?\d{{1,4}}),\s*(?P<page>[A-Z]?\d{{1,7}}(?:\s?[–-]+\s?\d{{1,7}})?)\s*\({_YEAR}\)\.?$"
)
#: `, 99 Mich. L. Rev. 1251, 1255 (2001)`: the volume stands first.
_LAW = re.compile(
    rf"[\s,.]+(?P<volume>\d{{1,4}})\s+(?P<name>[A-Z][\w&'’.-]*(?:\s{_WORD}){{0,9}})\s+(?:\([^()]{{1,20}}\)\s)?(?P<page>\d{{1,5}}|_{{2,}})(?:,\s*[\d–-]+)*\s*\((?:[^()]{{1,30}}\s)?{_YEAR}\)\.?$"
)
#: `Stern v. Lind`, `In re Lamps`, `Lamp Act of 1964`: a court case or statute, with where it is reported behind it.
_CASE = re.compile(
    r"(?:[A-Z][\w.,&'’ -]{1,80}?\sv\.?\s[A-Z][\w.,&'’() -]{1,80}?|In\sre\s[A-Z][\w.,&'’ -]{1,80}?|[A-Z][\w&'’ -]{2,80}?\sAct(?:\sof\s\d{4})?(?=,\s+(?:Pub\.|\d{1,4}\s(?:U\.S\.C|Stat))))(?=,?\s+(?:\d{1,4}\s[A-Z]|\[(?:1[6-9]|20)\d\d\]|\((?:1[6-9]|20)\d\d\)|Pub\.|$))"
)
_FULL_STOP = re.compile(r"(?<=[a-z]{4})[.?!][”\"’]?\s+|[,”\"’]\s+|(?<=[)?!])\s+")


def take_periodical(text: str, fields: dict[str, Any]) -> str:
    """The text without the periodical at its end; its name, volume, page and year become fields."""
    text = text.rstrip(" ,")
    if not re.search(r"\d\s*\([^()]*\d{4}\)\.?$", text):
        return text
    if (law := _LAW.search(text)) is not None and law.start() > 0:
        return _taken(text[: law.start()], law["name"], law, fields)
    for start in (match.end() for match in _FULL_STOP.finditer(text)):
        if (physics := _PHYSICS.match(text, start)) is not None:
            return _taken(text[:start].rstrip(" ,"), physics["name"], physics, fields)
    return text


def _taken(before: str, name: str, match: re.Match[str], fields: dict[str, Any]) -> str:
    fields.setdefault("container_title", name.strip(" ,"))
    fields.setdefault("volume", match["volume"])
    if "_" not in match["page"]:
        fields.setdefault("page", re.sub(r"\s*[–-]+\s*", "-", match["page"]))
    fields.setdefault("issued", match["year"])
    return before


def case_name(text: str) -> str:
    """The name of the court case or statute that a citation begins with; empty where it is another work."""
    match = _CASE.match(text)
    return match[0].strip(" ,") if match is not None else ""
