"""The values for counting and sorting: one file for each facet and each order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from llmprimer.identifiers import host, same_host
from llmprimer.index.rows import authors_of
from llmprimer.site.search_index.numbers import varint, varints
from llmprimer.site.search_index.tables import File, Pack

#: The facets whose values are counted in results.
FACETS = ("topic", "kind", "year", "author", "organization", "site", "lang", "slide", "has", "link")
#: The state of links that were never checked.
UNCHECKED = "unchecked"


class Columns:
    """The values of each facet, for each reference in the order of the identities."""

    def __init__(self, link_states: Mapping[str, str] | None = None) -> None:
        self._links = link_states
        self._values: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        self._numbers: dict[str, bytearray] = {facet: bytearray() for facet in FACETS}

    def add(self, record: dict[str, Any], row: dict[str, Any], ancestors: dict[str, list[str]]) -> None:
        """Adds the next reference, as a record and as a row."""
        issued = row["issued"]
        url = row["url"]
        self._add("topic", (broader for slug in row["topics"] for broader in ancestors.get(slug, (slug,))))
        self._add("kind", [row["kind"]])
        self._add("year", [issued[:4]] if issued else [])
        self._add("author", authors_of(row))
        self._add("organization", record.get("organizations", ()))
        self._add("site", [same_host(host(url))] if url else [])
        self._add("lang", [row["language"].lower()] if row.get("language") else [])
        self._add("slide", map(str, row.get("slides", ())))
        self._add("has", ["doi"] if record.get("doi") else [])
        if self._links is not None and url:
            self._add("link", [self._links.get(row["citation_key"], UNCHECKED)])
        else:
            self._add("link", [])

    def _add(self, facet: str, values: Iterable[str]) -> None:
        known = self._values[facet]
        numbers = [known.setdefault(value, len(known)) for value in dict.fromkeys(values)]
        self._numbers[facet] += varint(len(numbers)) + varints(numbers)

    def files(self, directory: dict[str, str], pack: Pack) -> Iterator[File]:
        """Yields a file for each facet with values; `directory` gets their names.

        Length of the list of values, the values as JSON, then for each reference how many it has and their positions.
        """
        for facet in FACETS:
            if not self._values[facet]:
                continue
            values = json.dumps(list(self._values[facet]), ensure_ascii=False, separators=(",", ":"))
            encoded = values.encode("utf-8", "replace")
            directory[facet], files = pack.named(varint(len(encoded)) + encoded + self._numbers[facet])
            yield from files


def orders(connection: sqlite3.Connection, directory: dict[str, str], pack: Pack) -> Iterator[File]:
    """Yields a file for each order: the rank of each reference. Equal values share a rank; without a value it is 0.

    `key` is left out where the file has the order of the keys already.
    """
    keys: list[str] = []
    issued: list[str] = []
    titles: list[str] = []
    for key, text in connection.execute("SELECT citation_key, row FROM reference ORDER BY id"):
        row = json.loads(text)
        keys.append(key)
        issued.append(row["issued"] or "")
        titles.append(str(row["title"]).casefold())
    for name, texts in (("key", keys), ("issued", issued), ("title", titles)):
        if name == "key" and texts == sorted(texts):
            continue
        directory[name], files = pack.named(_ranks(texts))
        yield from files


def _ranks(texts: list[str]) -> bytes:
    ranks = {text: rank for rank, text in enumerate(sorted({"", *texts}))}
    return varints(ranks[text] for text in texts)
