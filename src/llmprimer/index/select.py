"""A query's tree as a condition on the index, in SQL with parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from llmprimer.identifiers import identify, same_host
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
    """The condition, on `reference AS r`, and its parameters. `topic_of` resolves what a `topic:` names to a slug."""
    match node:
        case And(nodes):
            return _combine(" AND ", [condition(n, topic_of) for n in nodes], _TRUE)
        case Or(nodes):
            return _combine(" OR ", [condition(n, topic_of) for n in nodes], _FALSE)
        case Not(inner):
            sql, parameters = condition(inner, topic_of)
            # `IS NOT TRUE`: a comparison with a missing date is NULL, and its negation must hold.
            return f"({sql}) IS NOT TRUE", parameters
        case Word(text):
            return word_condition(text)
        case Phrase(text):
            return _text(_phrase(stems(text)))
        case Field():
            return _field(node, topic_of)
        case CitationKeys(keys):
            # One parameter, however many keys: SQLite bounds their number.
            return "r.citation_key IN (SELECT value FROM json_each(?))", [json.dumps(keys)]


def on_each(sql: str) -> str:
    """The same condition, tested on one reference after the other in whatever order they come.

    Where much fits and little of it is wanted, that is quicker than to collect all that fits first. The plus sign keeps
    SQLite from looking each reference up by its id.
    """
    if _DATED in sql:
        # Dates leave few references, and to look a value up for each is quicker than to list all that have the value.
        sql = sql.replace(_FACET, "EXISTS (SELECT 1 FROM facet WHERE field = ? AND value = ? AND id = r.id)")
    return sql.replace("r.id IN", "+r.id IN")


def on_each_match(sql: str) -> str:
    """The condition, tested on each match in the full text."""
    if _DATES_OR_KEYS.search(sql):
        return f"(SELECT {on_each(sql)} FROM reference AS r WHERE r.id = text.rowid)"
    return sql.replace("r.id IN", "+text.rowid IN")


def set_of_ids(sql: str) -> str | None:
    """What stands after SELECT in the set of ids that is the whole condition; None where there is more to it."""
    only = _ONE_SET.fullmatch(sql)
    return only[1] if only else None


def _combine(operator: str, parts: list[Condition], empty: Condition) -> Condition:
    if not parts:
        return empty
    return "(" + operator.join(sql for sql, _ in parts) + ")", [p for _, parameters in parts for p in parameters]


def word_condition(text: str) -> Condition:
    """A word that must be there in any form, written as one or apart; or the thing that an identifier names."""
    identifier = identify(text)
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
            # A date that gives only a year or month is in a span if any of its days is.
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
            identifier = identify(field.value)
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
    """All words, in any order, in the name of one author or organisation."""
    sql, parameters = _in_column(column, value)
    in_order = stems(value)
    if len(in_order) < 2:
        return sql, parameters
    # The full text finds where all words are; which of them stand together, the words of the record say.
    together = "in_one_name(named.segments, ?, ?)"
    matching = f"text JOIN reference AS named ON named.id = text.rowid WHERE text MATCH ? AND {together}"
    return f"r.id IN (SELECT text.rowid FROM {matching})", [*parameters, FIELDS.index(column), " ".join(in_order)]


def in_one_name(segments: str, line: int, wanted: str) -> bool:
    """Whether one segment of a field has all these stems, also where it has two of its words apart: for SQL."""
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
