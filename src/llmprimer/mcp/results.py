"""The results of the tools: plain values of limited size. The types become the output schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NotRequired

from mcp_types import CallToolResult, TextContent
from typing_extensions import TypedDict

from llmprimer.escaping import printable
from llmprimer.index.rows import authors_of

if TYPE_CHECKING:
    from llmprimer.model import Reference

#: Lists of authors are cut after this many names; the number of the others follows.
_NAMES = 3
_NAMES_OF_RECORD = 25
#: Longer texts are cut, so that one field cannot fill an agent's context.
_LONGEST = 1500
#: The approximate maximum length of one answer, in characters; `next_offset` gives the rest.
LARGEST = 20_000

# Invisible characters that change text: directions, tags, line separators.
_UNSEEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class Card(TypedDict):
    """One reference in a list."""

    citation_key: str
    title: str
    authors: list[str]
    issued: NotRequired[str]
    kind: str
    url: NotRequired[str]


class FoundReferences(TypedDict):
    """References found, and the offset of the next page."""

    fits: bool
    total: int
    results: list[Card]
    next_offset: NotRequired[int]
    note: NotRequired[str]


class NotFound(TypedDict):
    """An identifier without a reference."""

    id: str
    why: str


class Records(TypedDict):
    """Whole records, identifiers not found, and identifiers for another call."""

    references: list[dict[str, Any]]
    not_found: list[NotFound]
    remaining: list[str]


class TopicCard(TypedDict):
    """One topic."""

    slug: str
    label: str
    references: int
    broader: NotRequired[str]
    definition: NotRequired[str]


class Topics(TypedDict):
    """Topics in reading order."""

    total: int
    topics: list[TopicCard]
    next_offset: NotRequired[int]


class RelatedCard(Card):
    """One reference related to another, with the reasons."""

    how: list[str]


class RelatedCards(TypedDict):
    """Related references, nearest first."""

    total: int
    results: list[RelatedCard]
    next_offset: NotRequired[int]


class Text(TypedDict):
    """A text in another format."""

    text: str
    total: int
    next_offset: NotRequired[int]
    note: NotRequired[str]


class LinkCard(TypedDict):
    """One link."""

    citation_key: str
    url: str
    group: str
    verdict: str
    reason: str
    moved_to: NotRequired[str]


class LinkCards(TypedDict):
    """Checked links."""

    total: int
    results: list[LinkCard]
    next_offset: NotRequired[int]


class Overview(TypedDict):
    """The contents of a catalogue in numbers."""

    title: str
    description: NotRequired[str]
    references: int
    by_field: dict[str, dict[str, int]]
    query_fields: dict[str, str]
    export_formats: list[str]


class Planned(TypedDict):
    """A change: planned, or written."""

    written: bool
    diff: str
    confirm: NotRequired[str]


def answer(value: Mapping[str, Any]) -> CallToolResult:
    """The value as structured content, and as JSON text for hosts that read only text."""
    clean = without_invisible(value)
    text = json.dumps(clean, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=clean)


def without_invisible(value: Any) -> Any:
    """The value without invisible characters. Spaces stay, because RIS and YAML need them."""
    if isinstance(value, str):
        return printable(_UNSEEN.sub("", value))
    if isinstance(value, Mapping):
        return {without_invisible(name): without_invisible(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [without_invisible(inner) for inner in value]
    return value


def truncated(text: str, length: int = _LONGEST) -> str:
    """The text, or its beginning and the number of omitted characters."""
    return text if len(text) <= length else f"{text[:length]} [... {len(text) - length} characters left out]"


def card(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the API as a Card."""
    found = {
        "citation_key": row["citation_key"],
        "title": truncated(row["title"], 300),
        "authors": author_names(authors_of(row)),
        "kind": row["kind"],
    }
    return found | {name: truncated(row[name], 500) for name in ("issued", "url") if row[name]}


def author_names(authors: list[str]) -> list[str]:
    """The first few names, and the number of the others."""
    more = len(authors) - _NAMES
    return [*authors[:_NAMES], f"and {more} more"] if more > 0 else authors


def record(reference: Reference) -> dict[str, Any]:
    """A whole record without the curator's notes; names in reading order, long texts and lists of names cut."""
    hidden = {"private_note", "provenance", "listed", "author"}
    values = reference.model_dump(mode="json", exclude_defaults=True, exclude=hidden)
    found = {"citation_key": values.pop("citation_key"), "title": values.pop("title")}
    if reference.author:
        found["authors"] = [name.display for name in reference.author[:_NAMES_OF_RECORD]]
    if (more := len(reference.author) - _NAMES_OF_RECORD) > 0:
        found["authors_left_out"] = more
    bounded: dict[str, Any] = _bounded(found | values)
    return bounded


def _bounded(value: Any) -> Any:
    if isinstance(value, str):
        return truncated(value)
    if isinstance(value, Mapping):
        return {name: _bounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_bounded(inner) for inner in value]
    return value


def rows_that_fit(rows: Iterable[Mapping[str, Any]], total: int, offset: int) -> tuple[list[Any], dict[str, int]]:
    """The rows that fit one answer, and `next_offset` if there are more."""
    shown: list[Mapping[str, Any]] = []
    size = 0
    for row in rows:
        size += len(json.dumps(row, ensure_ascii=False))
        if shown and size > LARGEST:
            break
        shown.append(row)
    end = offset + len(shown)
    return shown, {"next_offset": end} if end < total and shown else {}
