"""Merges several lines of one source about one work, and finds identifiers that several works share by mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from llmprimer.catalogue.matching import Work, identities, titles_agree
from llmprimer.identifiers import comparable_url
from llmprimer.records.draft import Draft
from llmprimer.records.records import Completed
from llmprimer.text import fold

#: Fields that are lists: further items of a second line are added.
_LISTS = ("organizations", "keywords", "aliases")
#: Fields that are not taken from a second line: facts about the line itself, or derived from others.
_OWN = frozenset(
    {
        "type",
        "kind",
        "title",
        "title_described",
        "url",
        "links",
        "topics",
        "listed",
        "provenance",
        "and_others",
        *_LISTS,
    }
)


class Dispute(NamedTuple):
    """An identifier that two lines give to works whose titles have nothing in common; lines count from 1."""

    identifier: str
    first_line: int
    first_title: str
    line: int
    title: str


def withdraw_disputed(
    drafts: Sequence[Draft], completed: Sequence[Completed], works: Sequence[Work]
) -> tuple[list[Dispute], dict[int, tuple[str, ...]]]:
    """Removes disputed arXiv ids and DOIs from all works that have them: the right one is undecidable here.

    `works` are those of the completed drafts. Returns the disputes, and the marks of each draft that lost an identifier;
    lines whose titles agree have the same.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, work in enumerate(works):
        for name in identities(work):
            if name[0] != "url":
                groups[name].append(number)
    disputes: list[Dispute] = []
    marks: dict[int, tuple[str, ...]] = {}
    for (kind, value), numbers in groups.items():
        if len(numbers) < 2:
            continue
        sides = _sides(numbers, works)
        if len(sides) < 2:
            continue
        label = f"{_LABELS[kind]}{value}"
        for count, side in enumerate(sides):
            for number in side:
                _withdraw(completed[number].fields, kind, value)
                marks[number] = (*marks.get(number, ()), f"disputed {value}#{count}")
        first = drafts[sides[0][0]]
        others = (drafts[side[0]] for side in sides[1:])
        disputes += [Dispute(label, first.line, first.title, other.line, other.title) for other in others]
    return disputes, marks


def _sides(numbers: Sequence[int], works: Sequence[Work]) -> list[list[int]]:
    """The works of one identifier, grouped by titles that agree."""
    sides: list[list[int]] = []
    for number in sorted(numbers, key=lambda n: (not works[n].title, n)):
        agreeing = [side for side in sides if any(titles_agree(works[number], works[other]) for other in side[:20])]
        if agreeing:
            for side in agreeing[1:]:  # a line that agrees with both sides shows that they are one
                agreeing[0].extend(side)
                sides.remove(side)
            agreeing[0].append(number)
        else:
            sides.append([number])
    return sorted((sorted(side) for side in sides), key=lambda side: side[0])


_LABELS = {"arxiv": "arXiv:", "doi": "doi:"}


def _withdraw(fields: dict[str, Any], kind: str, value: str) -> None:
    """Removes an identifier, its addresses, and the date inferred from it, from a record."""
    if kind == "arxiv" and isinstance(fields.get("arxiv"), dict) and fields["arxiv"].get("id") == value:
        del fields["arxiv"]
    if str(fields.get("doi", "")).lower() == value:
        del fields["doi"]
    for address in ("url", "listed"):
        spelling = fields.get(address)
        url = spelling.get("url") if isinstance(spelling, dict) else spelling
        if isinstance(url, str) and (kind, value) in identities(Work("", urls=(url,))):
            del fields[address]
    provenance = fields.get("provenance", ())
    kept = [seen for seen in provenance if seen.get("source") != "the arXiv identifier"]
    if len(kept) < len(provenance):
        fields.pop("issued", None)
        fields["provenance"] = kept
        if not kept:
            del fields["provenance"]


def merge_fields(first: dict[str, Any], again: dict[str, Any]) -> None:
    """Adds the facts of another line to the record of a work; existing facts do not change.

    Only a short name is replaced by the full title, and kept as an alias.
    """
    short, full = str(first.get("title") or ""), str(again.get("title") or "")
    if full and fold(short) != fold(full) and not again.get("title_described"):
        if first.get("title_described") or (len(short.split()) <= 3 < len(full.split())):
            first["title"] = full
            if not first.pop("title_described", False) and short:
                first["aliases"] = [*first.get("aliases", ()), short]
        elif len(full.split()) <= 3 < len(short.split()) and fold(full) not in fold(short):
            first["aliases"] = list(dict.fromkeys((*first.get("aliases", ()), full)))
    for name in _LISTS:
        if again.get(name):
            first[name] = list(dict.fromkeys((*first.get(name, ()), *again[name])))
    inferred = {
        f
        for seen in again.get("provenance", ())
        if seen.get("confidence") == "inferred"
        for f in seen.get("fields", ())
    }
    had_authors = "author" in first
    for name, value in again.items():
        if name not in _OWN and name not in first and name not in inferred:
            first[name] = value
            if name == "summary" and (
                seen := [s for s in again.get("provenance", ()) if "summary" in s.get("fields", ())]
            ):
                first["provenance"] = [*first.get("provenance", ()), *seen]
    if again.get("and_others") and not had_authors:
        first["and_others"] = True
    _merge_links(first, again)


def _merge_links(first: dict[str, Any], again: dict[str, Any]) -> None:
    links = list(first.get("links", ()))
    seen = {comparable_url(str(url)) for url in (first.get("url"), *(link.get("url") for link in links)) if url}
    further = list(again.get("links", ()))
    if again.get("url"):
        further.insert(0, {"type": "other", "url": again["url"]})
    for link in further:
        if comparable_url(str(link["url"])) not in seen:
            seen.add(comparable_url(str(link["url"])))
            links.append(link)
    if links:
        first["links"] = links
