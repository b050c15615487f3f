"""The end of a citation that says when its page was visited: `Retrieved May 2, 2019, from https://...`, `Geraadpleegd op 2 mei 2019`, and of MLA `Web. 2 May 2019`."""

from __future__ import annotations

import re
from typing import Any

from llmprimer.records.written_dates import date_at_start

_VISITED = re.compile(
    r"(?:(?<=[.,;:)\]?!])\s*|\s+|^)[(\[]?(?:(?-i:Web)\.(?=\s+\d{1,2}\s)|(?:last\s+)?"
    r"(?:retrieved|accessed|geraadpleegd|opgehaald|abgerufen|zugriff|consulté|consultée|récupéré|recuperado|consultado|acessado|consultato)"
    r"(?:\s+(?:on|op|am|le|el|em|il|in))?\b):?\s*(?P<behind>.*)$",
    re.IGNORECASE,
)
#: What may stand behind the day: where from, and the address.
_SOURCE = re.compile(r"[\s,]*(?:(?:from|van|von|vom|de|da|à)\b)?:?\s*(?:<?https?://\S*)?[\s.>)\]]*")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def is_visit(text: str) -> bool:
    """Whether a text is nothing but such an end."""
    return (match := _VISITED.match(text)) is not None and date_at_start(match["behind"]) is not None


def take_visit(text: str, fields: dict[str, Any]) -> str:
    """The text without that end but for its address; the day becomes the field `accessed`. The whole text where it has no such end."""
    match = _VISITED.search(text)
    if match is None or not text[: match.start()].strip():
        return text
    behind = match["behind"]
    day, rest = None, behind
    if (dated := date_at_start(behind)) is not None:
        day, rest = dated[0], behind[dated[1] :]
    is_end = day is not None or bool(rest) or match[0][:1] in "([" or text[match.start() - 1] in ".;)"
    if not is_end or _SOURCE.fullmatch(rest) is None:
        return text
    if day is not None:
        fields["accessed"] = str(day)
    kept, address = text[: match.start()].rstrip(" ,;"), _ADDRESS.search(rest)
    return kept if address is None else f"{kept} {address[0]}"
