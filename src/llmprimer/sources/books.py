"""Open Library: books by ISBN and by title, https://openlibrary.org/dev/docs/api/books, /dev/docs/api/search"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from llmprimer.records.people import parse_name
from llmprimer.records.written_dates import stamp_date
from llmprimer.sources.service import (
    Facts,
    Item,
    KnownWork,
    Service,
    WorkQuery,
    WorkQuestion,
    list_of,
    objects_of,
    short_list,
    text_of,
    title_of,
    without_empty,
)
from llmprimer.vocabulary import Confidence


class OpenLibraryService(Service):
    """Books: authors, date, publisher. Identifiers are ISBNs, or `/works/OL1W` for search results."""

    name = "openlibrary"
    label = "Open Library"
    address = "https://openlibrary.org"
    batch_size = 50
    pause = 1.0
    searched_kinds = frozenset(["book"])
    limits = "three requests a second with a contact address, one without"

    def questions(self, work: KnownWork) -> Iterable[WorkQuestion]:
        return [WorkQuestion(work.isbn, "ISBN ")] if work.isbn else []

    def fetch(self, ids: Sequence[str]) -> dict[str, Item | None]:
        keys = ",".join(f"ISBN:{isbn}" for isbn in ids)
        query = urlencode({"bibkeys": keys, "format": "json", "jscmd": "data"})
        what = short_list(ids, "ISBN")
        data = self._json(self._get(f"{self.base}/api/books?{query}"), what)
        if not isinstance(data, dict):
            raise self._unexpected_form(what)
        books = {isbn: data.get(f"ISBN:{isbn}") for isbn in ids}
        return {
            isbn: _selected(book) if isinstance(book, dict) and text_of(book.get("title")) else None
            for isbn, book in books.items()
        }

    def search(self, wanted: WorkQuery) -> dict[str, Item]:
        words = without_empty([("title", wanted.title), ("author", wanted.author)])
        query = urlencode(words | {"limit": "5", "fields": "key,title,subtitle,author_name,first_publish_year"})
        what = f'the title "{wanted.title[:60]}"'
        data = self._json(self._get(f"{self.base}/search.json?{query}"), what)
        books = self._objects(data, "docs", what)
        return {key: book for book in books if (key := text_of(book.get("key")))}

    def read(self, identity: str, item: Item) -> Facts:
        title, subtitle = text_of(item.get("title")), text_of(item.get("subtitle"))
        names = _texts(item.get("author_name")) or _names(item.get("authors"))
        is_work = identity.startswith("/")
        year = item.get("first_publish_year")
        date = stamp_date(text_of(item.get("publish_date")))
        url = text_of(item.get("url"))
        fields = without_empty(
            [
                ("type", "book"),
                ("kind", "book"),
                ("title", title_of(f"{title}: {subtitle}" if subtitle else title)),
                ("author", [name for text in names if (name := parse_name(text))]),
                ("issued", str(date) if date is not None else str(year) if isinstance(year, int) else ""),
                ("publisher", next(iter(_names(item.get("publishers"))), "")),
                ("publisher_place", next(iter(_names(item.get("publish_places"))), "")),
                ("isbn", "" if is_work else identity),
                ("url", url if url.startswith("https://openlibrary.org/") else ""),
            ]
        )
        if is_work:
            return Facts(f"https://openlibrary.org{identity} (Open Library)", fields, Confidence.LIKELY)
        return Facts(f"ISBN {identity} (Open Library)", fields)


def subjects(item: Item) -> list[str]:
    """The subjects of a book; topics are suggested from them."""
    return _names(item.get("subjects"))


def _selected(book: Item) -> Item:
    names = ("title", "subtitle", "authors", "publish_date", "publishers", "publish_places", "subjects", "url")
    return {name: book[name] for name in names if name in book}


def _names(values: Any) -> list[str]:
    return [name for value in objects_of(values) if (name := text_of(value.get("name")))]


def _texts(values: Any) -> list[str]:
    return [text for value in list_of(values) if (text := text_of(value))]
