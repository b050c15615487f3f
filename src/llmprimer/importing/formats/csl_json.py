"""CSL-JSON, as Zotero, pandoc and citation processors write it.

The schema: https://github.com/citation-style-language/schema (csl-data.json).
"""

from __future__ import annotations

import json
import re
from typing import Any

from llmprimer.dates import PartialDate
from llmprimer.errors import CatalogueError
from llmprimer.identifiers import arxiv_id, bare_doi
from llmprimer.importing.formats.values import account_values, flat, untag
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.written_dates import valid_date

_SAME = "type title container_title collection_title publisher publisher_place genre number edition volume issue page language abstract note".split()
_UPPER = {"DOI": "doi", "URL": "url", "ISBN": "isbn", "ISSN": "issn", "annote": "summary"}
_NAME_PARTS = ("family", "given", "dropping_particle", "non_dropping_particle", "suffix", "literal")
_ARCHIVED = re.compile(r"(?:^|\.\s+)Archived at (\S+)$")

#: Variables whose values are translated to our vocabulary.
_TRANSLATED = {"type": "type", "language": "language", "issued.date-parts": "issued", "accessed.date-parts": "accessed"}
_LEADING_ARXIV = re.compile(r"arXiv:(\S+?)(?:\.\s+|$)")


def read(text: str, name: str) -> Reading:
    """A draft of each item; CatalogueError where the text is no JSON."""
    try:
        data = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise CatalogueError(f"{name}:{error.lineno}: not valid JSON: {error.msg}") from None
    except RecursionError:
        raise CatalogueError(f"{name}:1: nested too deeply") from None
    except ValueError as error:  # a number of more digits than Python reads
        raise CatalogueError(f"{name}:1: not valid JSON: {error}") from None
    items = data.get("items", data.get("references")) if isinstance(data, dict) and "title" not in data else data
    items = [items] if isinstance(items, dict) else items
    if not isinstance(items, list):
        raise CatalogueError(f"{name}:1: not CSL-JSON: a list of items")
    reading = Reading()
    at = _Lines(text)
    for item in items:
        if not isinstance(item, dict):
            reading.leave(1, json.dumps(item, ensure_ascii=False), "not an item")
            continue
        key = _text(item.get("id") or item.get("citation-key"))
        line = at.line_of(key or _text(item.get("title")) or "")
        fields = _fields(item)
        untag(fields)
        if "title" not in fields and "url" not in fields:
            reading.leave(line, json.dumps(item, ensure_ascii=False), "neither a title nor an address")
            continue
        keywords = item.get("keyword")
        words = tuple(k.strip() for k in re.split(r"[,;]", keywords) if k.strip()) if isinstance(keywords, str) else ()
        draft = Draft(line, fields, _key(item, key), words)
        reading.drafts.append(draft)
        account_values(reading, draft, ((name, said) for name, said in flat(item) if name != "id"), _TRANSLATED)
    if items is not data and isinstance(data, dict) and "title" not in data:
        for path, leftover in flat({n: inner for n, inner in data.items() if inner is not items}):
            reading.leave(1, f"{path}: {leftover}", "outside the items")
    return reading


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a repeated name keeps both values, the second under a name that no field has."""
    made: dict[str, Any] = {}
    for name, value in pairs:
        while name in made:
            name += "\u2032"
        made[name] = value
    return made


class _Lines:
    """Finds the line of each item by its id, going forward only."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def line_of(self, value: str) -> int:
        if value:
            offset = self._text.find(json.dumps(value, ensure_ascii=False), self._at)
            if offset >= 0:
                self._line += self._text.count("\n", self._at, offset)
                self._at = offset
        return self._line


def _key(item: dict[str, Any], key: str | None) -> str | None:
    """The key; Zotero's ids are addresses of its library, so they are dropped."""
    given = _text(item.get("citation-key")) or key
    return None if given is None or "://" in given or given.isdecimal() else given


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _fields(item: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for ours in _SAME:
        value = _text(item.get(ours.replace("_", "-"), item.get(ours)))
        if value is not None:
            fields[ours] = value
    for theirs, ours in _UPPER.items():
        if (value := _text(item.get(theirs))) is not None:
            fields[ours] = value
    if (event := _text(item.get("event-title") or item.get("event"))) is not None:
        fields["event_title"] = event
    for role in ("author", "editor"):
        people = item.get(role)
        names = (
            [name for person in people if isinstance(person, dict) and (name := _name(person))]
            if isinstance(people, list)
            else []
        )
        if names:
            fields[role] = names
    for role in ("issued", "accessed"):
        if (date := _date(item.get(role))) is not None:
            fields[role] = str(date)
    _tidy(item, fields)
    return fields


def _tidy(item: dict[str, Any], fields: dict[str, Any]) -> None:
    if "doi" in fields:
        doi = bare_doi(fields["doi"])
        fields["doi"] = doi if doi is not None else fields["doi"]
    custom = item.get("custom")
    candidates = [
        custom.get("arxiv") if isinstance(custom, dict) else None,
        fields.get("number"),
        fields.get("doi"),
        item.get("arxiv"),
    ]
    for number, value in enumerate(candidates):
        if (
            isinstance(value, str)
            and (number in (0, 3) or "arxiv" in value.lower())
            and (arxiv := arxiv_id(value)) is not None
        ):
            fields["arxiv"] = {"id": arxiv}
            if number == 1:
                del fields["number"]
            if fields.get("publisher", "").lower() == "arxiv":
                del fields["publisher"]
            if fields.get("doi", "").startswith("10.48550/"):
                del fields["doi"]
            break
    if (match := _LEADING_ARXIV.match(fields.get("summary", ""))) and (arxiv := arxiv_id(match[1])) is not None:
        fields.setdefault("arxiv", {"id": arxiv})
        fields["summary"] = fields["summary"][match.end() :] or None
    if match := _ARCHIVED.search(fields.get("note", "")):
        fields["archive_url"] = match[1]
        note = fields.pop("note")[: match.start()]
        if note:
            fields["note"] = note
    for name in ("title", "abstract", "container_title"):
        if "<" in fields.get(name, ""):
            fields[name] = re.sub(r"</?(?:i|b|sub|sup|sc|span|p|jats:\w+)\b[^<>]*>", "", fields[name]).strip()


def _name(person: dict[str, Any]) -> dict[str, str] | None:
    name = {part: value for part in _NAME_PARTS if (value := _text(person.get(part.replace("_", "-"))))}
    if "family" in name:
        name.pop("literal", None)
        return name
    if "literal" in name:
        return {"literal": name["literal"]}
    return {"literal": name["given"]} if "given" in name else None


def _date(value: object) -> PartialDate | None:
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [
            int(part)
            for part in parts[0][:3]
            if isinstance(part, int) or (isinstance(part, str) and part.isdecimal() and len(part) < 5)
        ]
        if (date := valid_date(numbers)) is not None:
            return date
    for name in ("raw", "literal"):
        text = value.get(name)
        if isinstance(text, str) and (match := re.match(r"\d{4}(?:-\d\d){0,2}", text)):
            try:
                return PartialDate.parse(match[0])
            except ValueError:
                return None
    return None
