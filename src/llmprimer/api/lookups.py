"""Read access to one catalogue: references by query, key and relation, the header, the topics."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from llmprimer.api.opened import OpenCatalogue
from llmprimer.api.references import (
    ReferenceLoader,
    References,
    RelatedReference,
    RelatedReferences,
    SearchHit,
    SearchHits,
)
from llmprimer.errors import NotFoundError

if TYPE_CHECKING:
    from llmprimer.index.lookup import TopicNode
    from llmprimer.model import Header, Reference
    from llmprimer.propernames import ProperNames


class Lookups:
    """The reading methods of an open catalogue file."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._open = OpenCatalogue(Path(path))
        self._loader = ReferenceLoader(self.__getitem__, lambda: self.header)

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None = None) -> Self:
        """Opens a catalogue file; without a path, the one that the command line would use in this folder.

        That is the file in LLMPRIMER_CATALOGUE, else the one that pyproject.toml (`[tool.llmprimer]`) in this folder or
        above it names, or `references.yaml` there, else the built-in catalogue.

        CatalogueError if the file cannot be read, InvalidCatalogueError with all problems if it is not valid.
        """
        from llmprimer.catalogue.locate import locate

        return cls(locate(path if path is None else Path(path)))

    def close(self) -> None:
        """Closes the index; any later call raises UsageError."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- finding -------------------------------------------------------------------------------------------------------

    def search(self, query: str, *, within: str = "", limit: int | None = 10, unfinished: bool = False) -> SearchHits:
        """The references that answer the query, best first, at most `limit` (None: all).

        Bare words rank; "phrases", -exclusions, OR groups and fields (`topic:rlhf year:2022`) must match. An identifier
        or an address is looked up. `within` is a query that must match too. With `unfinished`, the last word may be the
        beginning of a word that is still being typed. QueryError for an invalid query.
        """
        from llmprimer.query import conjunction, parse
        from llmprimer.search import find

        filters = conjunction((parse(within),))
        found = self._open.run(lambda index: find(index, query, filters, limit=limit, unfinished=unfinished))
        hits = [SearchHit(hit.row, hit.score, hit.reasons, self._loader) for hit in found.results]
        return SearchHits(
            hits,
            self._loader,
            query=query,
            confident=found.confident,
            total=found.total,
            corrections=found.corrections,
        )

    def select(self, query: str = "", *, sort: str = "key", limit: int | None = None, offset: int = 0) -> References:
        """The references that match every word of the query; all references if it is empty.

        `sort` is key, file, issued, -issued, title or slide (undated ones last); the first `offset` are skipped.
        QueryError for an invalid query, UsageError for an unknown order.
        """
        from llmprimer.query import parse

        node = parse(query)
        rows = self._open.run(lambda index: index.rows(node, query=query, sort=sort, limit=limit, offset=offset))
        return References(rows, self._loader)

    def stored(self, query: str = "", *, sort: str = "file") -> Iterator[tuple[str, str]]:
        """Yields (row, record) of each selected reference as JSON text, for catalogues larger than the memory.

        QueryError and UsageError as for `select`.
        """
        from llmprimer.query import parse

        node = parse(query)
        return self._open.run(lambda index: index.stored(node, query=query, sort=sort))

    def count(self, query: str = "") -> int:
        """The number of references that `select` would return."""
        from llmprimer.query import parse

        node = parse(query)
        return self._open.run(lambda index: index.count(node, query=query))

    def counts(self, field: str, query: str = "", *, limit: int | None = None) -> dict[str, int]:
        """Value -> number of the selected references with it: most frequent first, ties by value, at most `limit`.

        `field` is topic, kind, type, lang, year, author, site, slide or has; `f"{field}:{value}"` is a query for a value.
        UsageError for another field.
        """
        from llmprimer.index.counts import counts
        from llmprimer.query import parse

        node = parse(query)
        return self._open.run(lambda index: counts(index, field, node, query=query, limit=limit))

    def resolve(self, name: str) -> str:
        """The citation key of the reference with this key, identifier, address or unique beginning of a key.

        NotFoundError if there is none (suggests the nearest keys), or more than one.
        """
        from llmprimer.index.naming import key_of

        return self._open.run(lambda index: key_of(index, name))

    def related(self, citation_key: str, *, limit: int | None = 10) -> RelatedReferences:
        """The references related to one by relations, topics, slides and authors; nearest first, at most `limit`.

        NotFoundError suggests the nearest keys; `resolve` returns the key for an identifier.
        """
        from llmprimer.index.lookup import related

        found = self._open.run(lambda index: related(index, citation_key, limit=limit))
        return RelatedReferences([RelatedReference(n.row, n.score, n.how, self._loader) for n in found], self._loader)

    def relations(self, citation_key: str) -> list[tuple[str, dict[str, Any]]]:
        """(relation in words, target): first the relations of the reference, then those of others to it.

        The target is a row if the catalogue has it; otherwise the relation itself with its title and ids. NotFoundError
        suggests the nearest keys.
        """
        from llmprimer.index.lookup import relations

        return self._open.run(lambda index: list(relations(index, citation_key)))

    # -- references ----------------------------------------------------------------------------------------------------

    def __getitem__(self, citation_key: str) -> Reference:
        """The reference with this key, ignoring case; NotFoundError suggests the nearest keys."""
        from llmprimer.model import Reference

        return Reference.model_validate(self._open.run(lambda index: index.record(citation_key)))

    def record(self, citation_key: str) -> dict[str, Any]:
        """The reference as plain values (dates as text), without empty fields and without importing the models."""
        return self._open.run(lambda index: index.record(citation_key))

    def get(self, citation_key: str) -> Reference | None:
        """The reference with this key, or None."""
        try:
            return self[citation_key]
        except NotFoundError:
            return None

    def __contains__(self, citation_key: object) -> bool:
        try:
            return isinstance(citation_key, str) and bool(self._open.run(lambda index: index.row(citation_key)))
        except NotFoundError:
            return False

    def __iter__(self) -> Iterator[Reference]:
        """Yields every reference in file order, loaded one at a time."""
        return iter(self.select(sort="file"))

    def __len__(self) -> int:
        return self._open.run(len)

    @property
    def keys(self) -> list[str]:
        """All citation keys, sorted."""
        return self._open.run(lambda index: index.keys())

    def line(self, citation_key: str) -> int:
        """The line of the reference in the file, counted from 1; NotFoundError suggests the nearest keys."""
        return self._open.run(lambda index: index.line(citation_key))

    # -- header and topics -------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self._open.path

    @property
    def title(self) -> str:
        """The title of the catalogue."""
        return str(self._open.run(lambda index: index.header["title"]))

    @property
    def header(self) -> Header:
        """The header of the file: title, description, licence, sources, outline, topics."""
        return self._open.run(lambda index: index.header_model())

    @property
    def proper_names(self) -> ProperNames:
        """The words and phrases that the catalogue's texts show to be names."""
        from llmprimer.propernames import ProperNames

        return self._open.run(lambda index: ProperNames(index.proper_names()))

    @property
    def topics(self) -> list[TopicNode]:
        """All topics, each before its narrower topics, with depth and number of references."""
        from llmprimer.index.lookup import topics

        return self._open.run(topics)

    def topic(self, name: str) -> TopicNode:
        """The topic with this slug, label or alias; NotFoundError suggests the nearest."""
        from llmprimer.index.lookup import topic

        return self._open.run(lambda index: topic(index, name))

    def __repr__(self) -> str:
        return f"<Catalogue {str(self.path)!r}>"

    def _selected(self, query: str, keys: Iterable[str] | None) -> Iterable[Reference]:
        if keys is None:
            return self.select(query, sort="file")
        chosen = [self[key] for key in dict.fromkeys(keys)]
        fitting = set(self.select(query).keys) if query else None
        return [reference for reference in chosen if fitting is None or reference.citation_key in fitting]
