"""Translates the tree of a query into a condition on the index, in SQL with parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from llmprimer.identifiers import identifier_in, same_host
from llmprimer.index.tokens import FIELDS, joined, stems
from llmprimer.query.tree import And, CitationKeys, Field, Node, Not, Or, Phrase, Word
from llmprimer.stem import stem
from llmprimer.text import words

Condition = tuple[str, list[Any]]

_FACET = "r.id IN (SELECT id FROM facet WHERE field = ? AND value = ?)"
_TEXT = "r.id IN (SELECT rowid FROM text WHERE text MATCH ?)"
_ONE_SET = re.compile(r"\(*r\.id IN \(SELECT ((?:id|rowid) FROM [^()]*)\)\)*")
_DATED = "r.first IS NOT NULL"
_DATES_OR_KEYS = re.compile(r"\br\.(?!id\b)")
_TRUE: Condition = ("1", [])
_FALSE: Condition = ("0", [])


def condition(node: Node, topic_of: Callable[[Field], str]) -> Condition:
    """The SQL condition on `reference AS r` and its parameters. `topic_of` returns the slug for a `topic:` field."""
    match node:
        case And(nodes):
            return _combine(" AND ", [condition(n, topic_of) for n in nodes], _TRUE)
        case Or(nodes):
            return _combine(" OR ", [condition(n, topic_of) for n in nodes], _FALSE)
        case Not(inner):
            sql, parameters = condition(inner, topic_of)
            # `IS NOT TRUE` also accepts NULL, the result of a comparison with a missing date.
            return f"({sql}) IS NOT TRUE", parameters
        case Word(text):
            return word_condition(text)
        case Phrase(text):
            return _text(_phrase(stems(text)))
        case Field():
            return _field(node, topic_of)
        case CitationKeys(keys):
            # One parameter for all keys, because SQLite limits the number of parameters.
            return "r.citation_key IN (SELECT value FROM json_each(?))", [json.dumps(keys)]


def on_each(sql: str) -> str:
    """Rewrites the condition so that SQLite tests each reference in scan order.

    That is faster than collecting all matches first if there are many matches and a small limit. The plus sign stops
    SQLite from looking up each reference by its id.
    """
    if _DATED in sql:
        # Few references remain after a date filter: testing each is faster than listing all that have the value.
        sql = sql.replace(_FACET, "EXISTS (SELECT 1 FROM facet WHERE field = ? AND value = ? AND id = r.id)")
    return sql.replace("r.id IN", "+r.id IN")


def on_each_match(sql: str) -> str:
    """Rewrites the condition so that SQLite tests it on each full-text match."""
    if _DATES_OR_KEYS.search(sql):
        return f"(SELECT {on_each(sql)} FROM reference AS r WHERE r.id = text.rowid)"
    return sql.replace("r.id IN", "+text.rowid IN")


def set_of_ids(sql: str) -> str | None:
    """The subquery after SELECT if the condition is a single `r.id IN (SELECT ...)`, else None."""
    only = _ONE_SET.fullmatch(sql)
    return only[1] if only else None


def _combine(operator: str, parts: list[Condition], empty: Condition) -> Condition:
    if not parts:
        return empty
    return "(" + operator.join(sql for sql, _ in parts) + ")", [p for _, parameters in parts for p in parameters]


def word_condition(text: str) -> Condition:
    """Matches a word in any form, also as a compound or as two words; or match what an identifier names."""
    identifier = identifier_in(text)
    if identifier is not None:
        field = "site" if identifier.kind == "host" else identifier.kind
        return _FACET, [field, identifier.value]
    in_order = words(text)
    if not in_order:
        return _TRUE
    alternatives = [_phrase([stem(word) for word in in_order])]
    if len(in_order) == 2:
        alternatives.extend(f'"{stem(pair)}"' for pair in joined(in_order))
    return _text(" OR ".join(alternatives))


def _phrase(in_order: list[str]) -> str:
    return '"' + " ".join(in_order) + '"' if in_order else ""


def _text(match: str) -> Condition:
    return (_TEXT, [match]) if match else _TRUE


def _field(field: Field, topic_of: Callable[[Field], str]) -> Condition:
    match field.name:
        case "topic":
            return _FACET, ["topic", topic_of(field)]
        case "title" | "summary":
            return _in_column(field.name, field.value)
        case "author":
            return _in_one_name("author", field.value)
        case "organization":
            return _in_one_name("organizations", field.value)
        case "year" | "date":
            parts = [_DATED]
            parameters: list[Any] = []
            # A date that gives only a year or month matches if any of its days is in the range.
            if field.low is not None:
                parts.append("r.last >= ?")
                parameters.append(field.low)
            if field.high is not None:
                parts.append("r.first <= ?")
                parameters.append(field.high)
            return f"({' AND '.join(parts)})", parameters
        case "slide":
            low = (field.low or "0").zfill(6)
            high = (field.high or "999999").zfill(6)
            return "r.id IN (SELECT id FROM facet WHERE field = 'slide' AND value BETWEEN ? AND ?)", [low, high]
        case "site":
            identifier = identifier_in(field.value)
            value = (
                identifier.value
                if identifier and identifier.kind == "host"
                else field.value.lower().removeprefix("www.")
            )
            return _FACET, ["site", same_host(value)]
        case "lang":
            return _FACET, ["lang", field.value.lower()]
        case "key":
            return _key(field.value.lower())
        case _:
            return _FACET, [field.name, field.value]


def _in_column(column: str, value: str) -> Condition:
    in_order = stems(value)
    if not in_order:
        return _FALSE
    return _TEXT, [f"{column} : ({' AND '.join(chr(34) + s + chr(34) for s in in_order)})"]


def _in_one_name(column: str, value: str) -> Condition:
    """Matches all words, in any order, within the name of one author or organisation."""
    sql, parameters = _in_column(column, value)
    in_order = stems(value)
    if len(in_order) < 2:
        return sql, parameters
    # The full text finds records with all words; the segments of the record show whether one name has them all.
    together = "in_one_name(named.segments, ?, ?)"
    matching = f"text JOIN reference AS named ON named.id = text.rowid WHERE text MATCH ? AND {together}"
    return f"r.id IN (SELECT text.rowid FROM {matching})", [*parameters, FIELDS.index(column), " ".join(in_order)]


def in_one_name(segments: str, line: int, wanted: str) -> bool:
    """SQL function: whether one segment of a field has all wanted stems; two of its words may be joined to one."""
    all_wanted = frozenset(wanted.split(" "))
    for segment in segments.split("\n")[line].split("\t"):
        bare = [word.rstrip("-") for word in segment.split(" ")]
        if all_wanted <= {*map(stem, bare), *joined(bare)}:
            return True
    return False


def _key(value: str) -> Condition:
    if value.endswith("*"):
        return "r.id IN (SELECT id FROM facet WHERE field = 'key' AND substr(value, 1, ?) = ?)", [
            len(value) - 1,
            value[:-1],
        ]
    return _FACET, ["key", value]
