"""Hayagriva's YAML, the bibliography format of Typst.

Its types and fields: https://github.com/typst/hayagriva/blob/main/docs/file-format.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from llmprimer.identifiers import arxiv_id, bare_doi
from llmprimer.importing.formats.values import account_values, flat
from llmprimer.importing.formats.yaml_entries import entries
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.people import NameParts, parse_name

_TYPES = {
    "article": "article-journal", "chapter": "chapter", "entry": "entry", "anthos": "chapter", "report": "report", "thesis": "thesis", "web": "webpage",
    "scene": "motion_picture", "artwork": "graphic", "patent": "patent", "case": "legal_case", "newspaper": "article-newspaper", "legislation": "legislation",
    "manuscript": "manuscript", "original": "book", "post": "post", "misc": "document", "performance": "performance", "periodical": "periodical",
    "proceedings": "collection", "book": "book", "blog": "post-weblog", "reference": "collection", "conference": "event", "anthology": "collection",
    "repository": "software", "thread": "post", "video": "motion_picture", "audio": "song", "exhibition": "event",
}  # fmt: skip
#: The type of an article, by the type of its parent.
_WITHIN = {
    "newspaper": "article-newspaper", "blog": "post-weblog", "proceedings": "paper-conference", "conference": "paper-conference",
    "periodical": "article-journal", "reference": "entry-encyclopedia", "anthology": "chapter",
}  # fmt: skip


_TRANSLATED = {"type": "type", "language": "language", "date": "issued"}


def read(text: str, name: str) -> Reading:
    """A draft of each entry."""
    reading = Reading()
    for key, value, line in entries(text, name):
        if not isinstance(value, dict):
            reading.leave(line, f"{key}: {value}", "not an entry")
            continue
        fields = _fields(value)
        if "title" not in fields and "url" not in fields:
            said = ", ".join(f"{name}: {text}" for name, text in flat(value))
            reading.leave(line, f"{key}: {said}", "neither a title nor an address")
        else:
            draft = Draft(line, fields, key)
            reading.drafts.append(draft)
            account_values(reading, draft, (pair for pair in flat(value) if not _is_syntax(pair[0])), _TRANSLATED)
    return reading


def _is_syntax(name: str) -> bool:
    """Whether a value says how to read another one: `verbatim`, and the type of a parent."""
    return name.endswith("verbatim") or (name.startswith("parent.") and name.endswith("type"))


def _plain(value: object) -> str | None:
    """The text of a value at any depth, without the braces that keep capitals."""
    verbatim = False
    for _ in range(4):
        if not isinstance(value, dict):
            break
        verbatim = verbatim or str(value.get("verbatim", "")).lower() == "true"
        value = value.get("value")
    if not isinstance(value, str):
        return None
    return (value if verbatim else re.sub(r"[{}]", "", value)).strip() or None


def _parents(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    parent = entry.get("parent")
    for _ in range(8):
        if isinstance(parent, list):
            parent = parent[0] if parent else None
        if not isinstance(parent, dict):
            return
        yield parent
        parent = parent.get("parent")


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    kind = str(entry.get("type", "")).lower()
    parents = list(_parents(entry))
    container = next((p for p in parents if str(p.get("type")) != "conference" or kind == "article"), None)
    fields: dict[str, Any] = {}
    type_ = _TYPES.get(kind)
    if container is not None and kind in ("article", "entry", "chapter"):
        type_ = _WITHIN.get(str(container.get("type", "")).lower(), type_)
    elif kind == "article":
        type_ = None
    if type_ is not None and type_ != "document":
        fields["type"] = type_
    for role in ("author", "editor"):
        given = (
            entry.get(role) or next((p[role] for p in parents if role in p), None)
            if role == "editor"
            else entry.get(role)
        )
        people = [name for person in (given if isinstance(given, list) else [given]) if (name := _name(person))]
        if people:
            fields[role] = people
    for theirs, ours in (
        ("title", "title"),
        ("genre", "genre"),
        ("abstract", "abstract"),
        ("note", "note"),
        ("language", "language"),
    ):
        if (value := _plain(entry.get(theirs))) is not None:
            fields[ours] = value
    for theirs, ours in (
        ("location", "publisher_place"),
        ("issue", "issue"),
        ("volume", "volume"),
        ("edition", "edition"),
    ):
        value = next((v for e in (entry, *parents) if (v := _plain(e.get(theirs)))), None)
        if value is not None:
            fields[ours] = value
    publisher = next((p for e in (entry, *parents) if (p := e.get("publisher") or e.get("organization"))), None)
    if isinstance(publisher, dict) and "name" in publisher:
        place = _plain(publisher.get("location"))
        if place:
            fields["publisher_place"] = place
        publisher = publisher["name"]
    if (value := _plain(publisher)) is not None:
        fields["publisher"] = value
    for parent in parents:
        title = _plain(parent.get("title"))
        role = "container_title" if parent is container and str(parent.get("type")) != "conference" else "event_title"
        if role == "event_title" and str(parent.get("type")) == "anthology":
            role = "collection_title"
        if title and role not in fields:
            fields[role] = title
    if (pages := _plain(entry.get("page-range"))) is not None:
        fields["page"] = pages
    date = entry.get("date") or next((p["date"] for p in parents if "date" in p), None)
    if isinstance(date, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        fields["issued"] = date
    url = entry.get("url")
    if isinstance(url, dict):
        if isinstance(url.get("date"), str):
            fields["accessed"] = url["date"]
        url = url.get("value")
    if isinstance(url, str):
        fields["url"] = url
    _serial(entry.get("serial-number"), fields)
    return fields


def _serial(serial: object, fields: dict[str, Any]) -> None:
    if isinstance(serial, str):
        fields["number"] = serial
    if not isinstance(serial, dict):
        return
    given = {str(name).lower(): value for name, value in serial.items() if isinstance(value, str)}
    if (doi := bare_doi(given.get("doi", ""))) is not None:
        fields["doi"] = doi
    if (arxiv := arxiv_id(given.get("arxiv", ""))) is not None:
        fields["arxiv"] = {"id": arxiv}
        fields.setdefault("type", "article")
    for name, ours in (("isbn", "isbn"), ("issn", "issn"), ("serial", "number")):
        if name in given:
            fields[ours] = given[name]


def _name(person: object) -> NameParts | None:
    if isinstance(person, str):
        return (
            parse_name(person)
            if "," in person
            else parse_name(person)
            if len(person.split()) == 2
            else {"literal": person}
        )
    if not isinstance(person, dict) or not isinstance(person.get("name"), str):
        return None
    if "given-name" not in person and "prefix" not in person:
        return {"literal": person["name"]}
    ours = {"name": "family", "given-name": "given", "prefix": "non_dropping_particle", "suffix": "suffix"}
    return {ours[part]: value for part, value in person.items() if part in ours and isinstance(value, str) and value}
