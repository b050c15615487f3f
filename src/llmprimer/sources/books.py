"""Books by ISBN, from Open Library: https://openlibrary.org/dev/docs/api/books"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from llmprimer.errors import NetworkError, NotFoundError
from llmprimer.records.citing import stamp_date
from llmprimer.records.draft import Draft
from llmprimer.records.people import parse_name
from llmprimer.sources import Found, Services, Wanted, json_of, seen, text_of

if TYPE_CHECKING:
    from llmprimer.net.client import Client


def look_up(wanted: Wanted, client: Client, services: Services) -> Found:
    """The edition with that ISBN."""
    query = urlencode({"bibkeys": f"ISBN:{wanted.value}", "format": "json", "jscmd": "data"})
    data = json_of(client.get(f"{services.openlibrary}?{query}", accept="application/json"), f"ISBN {wanted.value}")
    if not isinstance(data, dict):
        raise NetworkError(f"Open Library answers with something else than a book for ISBN {wanted.value}")
    book = data.get(f"ISBN:{wanted.value}")
    if not isinstance(book, dict) or not text_of(book.get("title")):
        raise NotFoundError(f"Open Library has no ISBN {wanted.value}")
    title, subtitle = text_of(book.get("title")), text_of(book.get("subtitle"))
    fields: dict[str, Any] = {"type": "book", "kind": "book", "title": f"{title}: {subtitle}" if subtitle else title}
    if authors := [name for text in _names(book.get("authors")) if (name := parse_name(text))]:
        fields["author"] = authors
    if (date := stamp_date(text_of(book.get("publish_date")))) is not None:
        fields["issued"] = str(date)
    for theirs, ours in (("publishers", "publisher"), ("publish_places", "publisher_place")):
        if names := _names(book.get(theirs)):
            fields[ours] = names[0]
    fields["isbn"] = wanted.value
    fields["provenance"] = seen(f"ISBN {wanted.value} (Open Library)", fields)
    if (url := text_of(book.get("url"))).startswith("https://openlibrary.org/"):
        fields["url"] = url
    return Found(Draft(1, fields), " ".join(_names(book.get("subjects"))))


def _names(values: object) -> list[str]:
    if not isinstance(values, list):
        return []
    return [name for value in values if isinstance(value, dict) and (name := text_of(value.get("name")))]
