"""The index of one catalogue: rows, records, vocabulary and selection without parsing the YAML again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from llmprimer.errors import NotFoundError, QueryError, UsageError
from llmprimer.index.select import condition, in_one_name, on_each, set_of_ids
from llmprimer.index.store import Progress, connect
from llmprimer.index.tokens import stems
from llmprimer.query.tree import And, Field, Node
from llmprimer.stem import stem
from llmprimer.text import words

if TYPE_CHECKING:
    import os

    from llmprimer.model import Header, Reference

_ORDERS = {
    "key": "r.citation_key",
    "file": "r.id",
    # Undated references come last in both directions.
    "issued": "r.first IS NULL, r.first, r.citation_key",
    "-issued": "r.first IS NULL, r.first DESC, r.citation_key",
    "title": "json_extract(r.row, '$.title') COLLATE NOCASE, r.citation_key",
    "slide": "(SELECT min(value) FROM facet WHERE field = 'slide' AND facet.id = r.id) IS NULL, "
    "(SELECT min(value) FROM facet WHERE field = 'slide' AND facet.id = r.id), r.citation_key",
}
SORTS = tuple(_ORDERS)
#: Number of records that are parsed together.
_CHUNK = 100


class Index:
    """An open index. All results have a documented, stable order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.create_function("in_one_name", 3, in_one_name, deterministic=True)

    @classmethod
    def open(cls, path: str | os.PathLike[str], progress: Progress | None = None) -> Index:
        """Opens the index of a catalogue file: from the cache, or built now if the catalogue is new or has changed."""
        return cls(connect(str(path), progress))

    def close(self) -> None:
        self.connection.close()

    def __del__(self) -> None:
        # Python 3.13 warns about connections that only the garbage collector closes.
        self.close()

    def fact(self, name: str) -> str:
        """The stored value of a property of the whole index."""
        value = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0]
        return str(value)

    def __len__(self) -> int:
        return int(self.fact("count"))

    @cached_property
    def header(self) -> dict[str, Any]:
        """The part of the catalogue before the references, as plain JSON values."""
        found: dict[str, Any] = json.loads(self.fact("header"))
        return found

    def header_model(self) -> Header:
        """The header as a model."""
        from llmprimer.model import Header

        return Header.model_validate(self.header)

    def proper_names(self) -> list[str]:
        """The words and phrases that the catalogue's texts show to be names (llmprimer.propernames)."""
        from llmprimer.propernames import Learner

        return Learner(self.connection.execute("SELECT kind, text FROM spelling")).names()

    @cached_property
    def ancestors(self) -> dict[str, list[str]]:
        """Topic slug -> itself and every broader topic, nearest first."""
        found: dict[str, list[str]] = json.loads(self.fact("ancestors"))
        return found

    def keys(self) -> list[str]:
        """All citation keys, sorted."""
        return [key for (key,) in self.connection.execute("SELECT citation_key FROM reference ORDER BY citation_key")]

    def topic(self, text: str) -> str | None:
        """The slug of the topic with this slug, label or alias; ignores case and spelling variants."""
        if text in self.ancestors:
            return text
        query = "SELECT topic FROM concept WHERE name IN (?, ?) ORDER BY topic LIMIT 1"
        found = self.connection.execute(query, (" ".join(stems(text)), stem("".join(words(text))))).fetchone()
        return found[0] if found else None

    def condition(self, node: Node, query: str = "") -> tuple[str, list[Any]]:
        """The node as SQL on `reference AS r`; QueryError for an unknown topic."""

        def topic_of(field: Field) -> str:
            slug = self.topic(field.value)
            if slug is None:
                near = self._near_topics(field.value)
                shown = (
                    query if query[field.position :].lstrip('"').startswith(field.value) else f"--topic {field.value}"
                )
                at = field.position if shown is query else len("--topic ")
                raise QueryError(
                    f'unknown topic "{field.value}"{near}',
                    query=shown,
                    position=at,
                    hint="`llmprimer topics` lists them",
                )
            return slug

        return condition(node, topic_of)

    def _near_topics(self, text: str) -> str:
        from llmprimer.suggest import did_you_mean

        return did_you_mean(text, self.ancestors)

    def rows(
        self, node: Node = And(()), *, query: str = "", sort: str = "key", limit: int | None = None, offset: int = 0
    ) -> list[dict[str, Any]]:
        """The rows of the matching references in the order of `sort`: at most `limit`, after skipping `offset`.

        UsageError for a `sort` not in SORTS.
        """
        if sort not in _ORDERS:
            raise UsageError(f'unknown order "{sort}"; it is one of {", ".join(SORTS)}')
        sql, parameters = self.condition(node, query)
        return self.page(sql, parameters, sort=sort, limit=limit, offset=offset)

    def page(
        self, condition: str, parameters: list[Any], *, sort: str = "key", limit: int | None, offset: int = 0
    ) -> list[dict[str, Any]]:
        """Like `rows`, with a condition in SQL."""
        source = "reference AS r"
        if limit is not None or offset:
            # Narrow indexes give the ids; CROSS JOIN then reads only the rows of these ids.
            fitting = f"SELECT r.id FROM reference AS r WHERE {on_each(condition)}"
            chosen = f"{fitting} ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?"
            source, condition = f"({chosen}) AS chosen CROSS JOIN reference AS r ON r.id = chosen.id", "1"
            parameters = [*parameters, -1 if limit is None else limit, offset]
        statement = f"SELECT r.row FROM {source} WHERE {condition} ORDER BY {_ORDERS[sort]}"
        return [json.loads(text) for (text,) in self.connection.execute(statement, parameters)]

    def count(self, node: Node = And(()), *, query: str = "") -> int:
        """The number of matching references."""
        sql, parameters = self.condition(node, query)
        return self.count_where(sql, parameters)

    def count_where(self, condition: str, parameters: list[Any]) -> int:
        """Like `count`, with a condition in SQL."""
        ids = set_of_ids(condition)
        counted = f"(SELECT DISTINCT {ids})" if ids else f"reference AS r WHERE {on_each(condition)}"
        statement = f"SELECT count(*) FROM {counted}"
        return int(self.connection.execute(statement, parameters).fetchone()[0])

    def references(self, node: Node = And(()), *, query: str = "", sort: str = "file") -> Iterator[Reference]:
        """Yields the matching references in the order of `sort`."""
        from llmprimer.model import Reference

        sql, parameters = self.condition(node, query)
        statement = f"SELECT r.record FROM reference AS r WHERE {sql} ORDER BY {_ORDERS[sort]}"
        for (record,) in self.connection.execute(statement, parameters):
            yield Reference.model_validate_json(record)

    def stored_references(self, node: Node = And(()), *, query: str = "", sort: str = "file") -> Iterator[Reference]:
        """Like `references`, but without validation, for code that only reads fields: several times as fast (llmprimer.index.stored)."""
        from llmprimer.index.stored import stored_reference

        return map(stored_reference, self.records(node, query=query, sort=sort))

    def stored_header(self) -> Header:
        """The header without validation, for code that only reads its fields."""
        from llmprimer.index.stored import stored_header

        return stored_header(self.header)

    def records(self, node: Node = And(()), *, query: str = "", sort: str = "file") -> Iterator[dict[str, Any]]:
        """Like `references`, but as plain JSON values, which is much faster."""
        sql, parameters = self.condition(node, query)
        statement = f"SELECT r.record FROM reference AS r WHERE {sql} ORDER BY {_ORDERS[sort]}"
        found = self.connection.execute(statement, parameters)
        while chunk := found.fetchmany(_CHUNK):
            # One call parses the whole chunk, so the records share the strings of their field names.
            yield from json.loads(f"[{','.join([record for (record,) in chunk])}]")

    def stored(self, node: Node = And(()), *, query: str = "", sort: str = "file") -> Iterator[tuple[str, str]]:
        """Yields (row, record) of each matching reference as JSON text; UsageError for a `sort` not in SORTS."""
        if sort not in _ORDERS:
            raise UsageError(f'unknown order "{sort}"; it is one of {", ".join(SORTS)}')
        sql, parameters = self.condition(node, query)
        statement = f"SELECT r.row, r.record FROM reference AS r WHERE {sql} ORDER BY {_ORDERS[sort]}"
        return iter(self.connection.execute(statement, parameters))

    def line(self, citation_key: str) -> int:
        """The line of the reference in the catalogue file, counted from 1."""
        from llmprimer.index.layout import Layout

        return Layout.load(self.connection).line(self._one("id", citation_key))

    def has_key(self, citation_key: str) -> bool:
        """Whether a reference has exactly this key (case-sensitive)."""
        sql = "SELECT 1 FROM reference WHERE citation_key = ?"
        return self.connection.execute(sql, (citation_key,)).fetchone() is not None

    def numbered_record(self, citation_key: str) -> tuple[int, str]:
        """The number of the reference in the index, and its record as JSON text."""
        return int(self._one("id", citation_key)), str(self._one("record", citation_key))

    def record(self, citation_key: str) -> dict[str, Any]:
        """The whole reference as plain JSON values; NotFoundError names the nearest keys."""
        found: dict[str, Any] = json.loads(self._one("record", citation_key))
        return found

    def row(self, citation_key: str) -> dict[str, Any]:
        """The row of one reference; NotFoundError names the nearest keys."""
        found: dict[str, Any] = json.loads(self._one("row", citation_key))
        return found

    def rows_of(self, citation_keys: list[str]) -> dict[str, dict[str, Any]]:
        """Citation key -> row, for keys in the catalogue's own case."""
        sql = "SELECT citation_key, row FROM reference WHERE citation_key IN (SELECT value FROM json_each(?))"
        return {key: json.loads(row) for key, row in self.connection.execute(sql, (json.dumps(citation_keys),))}

    def _one(self, column: str, citation_key: str) -> Any:
        query = f"SELECT {column} FROM reference WHERE id = (SELECT id FROM facet WHERE field = 'key' AND value = ?)"
        found = self.connection.execute(query, (citation_key.lower(),)).fetchone()
        if found is None:
            from llmprimer.suggest import did_you_mean

            near = did_you_mean(citation_key, self.keys())
            raise NotFoundError(
                f'no reference has the key "{citation_key}"{near}', hint="`llmprimer search WORDS` finds keys"
            )
        return found[0]
