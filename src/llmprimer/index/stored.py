"""References as the index stores them, for code that only reads their fields.

They were validated when the index was built, so this module validates nothing and does not import pydantic, whose import
takes longer than the export of a thousand references. A missing field has the model's default (tests/test_stored.py
compares them).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from llmprimer.dates import parsed
from llmprimer.nameforms import display, family_name
from llmprimer.vocabulary import CslType, Kind, StatusType

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference


class _Stored:
    """The fields of a record as attributes; class attributes are the defaults."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__ = values


class _StoredName(_Stored):
    family = given = dropping_particle = non_dropping_particle = suffix = literal = None
    family_name = property(family_name)
    display = property(display)


class _StoredArxiv(_Stored):
    primary_class = None


class _StoredPublication(_Stored):
    type = title = container_title = issued = volume = issue = page = publisher = publisher_place = doi = url = None


class _StoredStatus(_Stored):
    issued = note = arxiv = doi = url = None


class _StoredListed(_Stored):
    position = title = url = None


#: The fields of a reference without its key, in the order of the model.
FIELDS = tuple(
    """
    type kind title title_described author and_others editor issued container_title collection_title publisher
    publisher_place event_title genre number edition volume issue page doi isbn issn arxiv published status license
    language topics summary abstract note aliases keywords organizations url archive_url links listed accessed slides
    relations provenance private_note
    """.split()
)
_FLAGS = frozenset({"title_described", "and_others"})
#: Lists of strings and numbers; the model has tuples.
_LISTS = frozenset({"topics", "aliases", "keywords", "organizations", "slides"})
_TUPLES = _LISTS | {"author", "editor", "links", "relations", "provenance"}
_StoredReference = type(
    "_StoredReference",
    (_Stored,),
    {field: False if field in _FLAGS else () if field in _TUPLES else None for field in FIELDS},
)

_TYPES = {member.value: member for member in CslType}
_KINDS = {member.value: member for member in Kind}


def stored_reference(record: dict[str, Any]) -> Reference:
    """The record as a reference with readable fields but without the model's methods. Modifies and keeps `record`.

    `links`, `relations` and `provenance` stay plain values.
    """
    record["type"] = _TYPES[record["type"]]
    record["kind"] = _KINDS[record["kind"]]
    for field, convert in _NESTED:
        if field in record:
            record[field] = convert(record[field])
    return cast("Reference", _StoredReference(record))


def _people(people: list[dict[str, Any]]) -> tuple[_StoredName, ...]:
    return tuple([_StoredName(person) for person in people])


def _publication(values: dict[str, Any]) -> _StoredPublication:
    if "type" in values:
        values["type"] = _TYPES[values["type"]]
    if "issued" in values:
        values["issued"] = parsed(values["issued"])
    return _StoredPublication(values)


def _status(values: dict[str, Any]) -> _StoredStatus:
    values["type"] = StatusType(values["type"])
    if "issued" in values:
        values["issued"] = parsed(values["issued"])
    return _StoredStatus(values)


#: Field -> converter of its plain value.
_NESTED: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("author", _people),
    ("editor", _people),
    ("issued", parsed),
    ("accessed", parsed),
    ("arxiv", _StoredArxiv),
    ("published", _publication),
    ("status", _status),
    ("listed", _StoredListed),
    *((field, tuple) for field in sorted(_LISTS)),
)


def stored_header(values: dict[str, Any]) -> Header:
    """The header with readable fields; only its strings and topics are attributes."""
    topics = {slug: _Stored(topic) for slug, topic in values.get("topics", {}).items()}
    return cast("Header", _Stored({"description": None, **values, "topics": topics}))
