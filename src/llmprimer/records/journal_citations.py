"""Citations as journals of physics and engineering print them, `A. Stern, B. Lind, Large lamps, J. Light. 12 (3) (2007) 1-20.`

Papers of a meeting have `in: Proc. CHI, 2007, pp. 1-20` behind the title. Nothing but a comma parts the authors, the title and the journal. Initials with their points show where the authors end, and the volume
before a year in brackets where the journal is.
"""

from __future__ import annotations

import re
from typing import Any

from llmprimer.records.parsed_citation import ParsedCitation
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import read_tail

_NAME = (
    r"(?:[^\W\d_a-z]\.[\s-]?){1,4}\s?(?:(?:van|von|de|der|den|del|di|da|la|le|el|al)\s)*"
    r"[^\W\d_a-z][\w'’-]+(?:\s[^\W\d_a-z][\w'’-]+)?(?:,?\sJr\.?)?"
)
_AUTHORS = rf"(?P<authors>{_NAME}(?:(?:,\s|,?\s(?:and|&)\s){_NAME}){{0,60}}+(?:,?\set\s?al\.?)?),\s+"
_IN_BOOK = re.compile(_AUTHORS + r"(?P<title>\S.{8,300}?),\s+in:\s+(?P<rest>\S.*)")
_CITATION = re.compile(
    _AUTHORS
    + r"(?P<title>\S.{8,300}?),\s+(?P<container_title>[^\W\d_a-z][^,]{1,100}?)\s(?P<volume>[A-Z]?\d{1,5})(?:\s?\((?P<issue>[\w–-]{1,9})\))?"
    r",?\s\((?P<issued>(?:1[89]|20)\d\d)\)(?:,?\s(?P<page>[A-Z]{0,3}\d(?:[\w.]*\w)?(?:\s?[-–—]\s?[A-Z]{0,3}\d\w*)?))?\.?\s*"
)


def cite_journal(text: str, fields: dict[str, Any]) -> ParsedCitation | None:
    """The citation with `fields` and those of its journal or proceedings; None if the text is of another form."""
    match = _CITATION.fullmatch(text) or _IN_BOOK.fullmatch(text)
    people = people_in(match["authors"], sure=True) if match is not None else None
    if match is None or people is None:
        return None
    groups = {name: value for name, value in match.groupdict().items() if value}
    title, rest = groups["title"].strip(), ""
    if "rest" in groups:
        tail = read_tail(groups["rest"])
        own, rest = dict(tail.fields), tail.rest
    else:
        own = {
            name: groups[name] for name in ("container_title", "volume", "issue", "issued", "page") if name in groups
        }
    if "page" in groups:
        own["page"] = re.sub(r"\s?[-–—]\s?", "-", groups["page"])
    return ParsedCitation(title, people.names, people.has_others, {**own, **fields}, people.organizations, rest)
