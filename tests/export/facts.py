"""What a reading must say of a reference: title, authors, date, URL, DOI, each in a form that readings agree on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import unquote

from llmprimer.export import Options
from llmprimer.export._work import work_of
from llmprimer.model import Name, Reference


class Facts(NamedTuple):
    title: str
    authors: tuple[str, ...]
    date: tuple[int, ...]
    url: str
    doi: str


def text(value: str) -> str:
    """One form for the quotes, dashes and capitals that readers change by design (smart quotes, sentence case)."""
    value = unicodedata.normalize("NFC", " ".join(re.sub(r"</?(?:span|sup|sub|i|em)\b[^>]*>", "", value).split()))
    value = re.sub(r"[\u2018\u2019\u201c\u201d\"`']+", "'", value)
    return re.sub(r"[-\u2013\u2014]+", "-", value).casefold()


def person(*parts: str | None) -> str:
    """All parts of a name as a set of words: readers differ in what they call a particle."""
    words = " ".join(part for part in parts if part).replace(",", " ").replace("\u201a", " ").split()
    return text(" ".join(sorted(words)))


def of(reference: Reference, *, prefer: str = "published") -> Facts:
    work = work_of(reference, Options(prefer=prefer))
    return Facts(
        text(work.title),
        tuple(_name(name) for name in reference.author),
        () if work.issued is None else work.issued.parts,
        url(work.url),
        (work.doi or "").casefold(),
    )


def _name(name: Name) -> str:
    return person(*(getattr(name, part) for part in type(name).model_fields))


def url(address: str | None) -> str:
    return unquote(address or "")


def of_csl(item: dict[str, Any]) -> Facts:
    """Of a CSL item that a tool has made."""
    return Facts(
        text(item.get("title", "")),
        tuple(person(*(str(part) for part in name.values())) for name in item.get("author", ())),
        tuple(int(part) for part in (item.get("issued", {}).get("date-parts") or [[]])[0] if int(part)),
        url(item.get("URL")),
        item.get("DOI", "").casefold(),
    )


def differences(
    readings: dict[str, Facts], references: Iterable[Reference], fields: str = "title authors date url doi"
) -> list[str]:
    """For each fact that was read otherwise than the catalogue has it: the key, what was read, what it should be."""
    found = []
    for reference in references:
        expected = of(reference)
        got = readings.get(reference.citation_key)
        if got is None:
            found.append(f"{reference.citation_key} is missing")
            continue
        found += [
            f"{reference.citation_key}.{field}: {getattr(got, field)!r} is not {getattr(expected, field)!r}"
            for field in fields.split()
            if getattr(got, field) != getattr(expected, field)
        ]
    return found
