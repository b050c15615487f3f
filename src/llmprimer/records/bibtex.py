"""The grammar of BibTeX and BibLaTeX files: entries, `@string` and concatenation (btxdoc), with the offset of every field.

It has its own parser because most bibliographies are in this format: one pass over the text, the line of every entry,
and recovery after a broken entry. bibtexparser 2 is still a beta and takes ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_START = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t\r\n]*([{(])|(?<=\})[ \t]*@([A-Za-z]+)\s*([{(])", re.MULTILINE)
_KEY = re.compile(r"\s*([^\s,{}()=\"#%]*)\s*(,|(?=[})]))")
_NAME = re.compile(r"[\s,]*([A-Za-z][\w:.+/-]*)\s*=\s*")
_SIMPLE = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")
_QUOTE = re.compile(r'[{}"]')
_BARE = re.compile(r"[^\s,{}()\"#=]+")
_CLOSING = re.compile(r"[\s,]*[})]")
_JOIN = re.compile(r"\s*#\s*")
_MONTHS = {month: month for month in "jan feb mar apr may jun jul aug sep oct nov dec".split()}


class BibtexEntry(NamedTuple):
    """An entry of the file: type and field names in lower case, values without their delimiters.

    `line` counts from 1. `begin` and `offsets` are the offsets in the text of the entry and of each field's value.
    """

    kind: str
    key: str
    fields: dict[str, str]
    line: int
    begin: int
    offsets: dict[str, int]
    #: The offset after the entry.
    end: int = 0
    #: Fields that the entry repeats; only the last value counts.
    repeated: tuple[tuple[str, str], ...] = ()


class BrokenEntry(NamedTuple):
    """An entry that cannot be parsed: its line, its text up to the next entry, and the reason."""

    line: int
    text: str
    why: str


class _BrokenError(Exception):
    """An entry that cannot be parsed; the argument is the reason."""


def has_entries(text: str) -> bool:
    """Whether anything in the text begins like an entry, a comment or a macro."""
    return _START.search(text) is not None


def entries(text: str) -> Iterator[BibtexEntry | BrokenEntry]:
    """The entries in order. Each is parsed only up to the next one, so that a missing brace costs one entry."""
    macros = dict(_MONTHS)
    line = 1
    counted = 0
    for start, following in pairwise([*_START.finditer(text), None]):
        assert start is not None
        begin = start.start() + len(start[0]) - len(start[0].lstrip())
        line += text.count("\n", counted, begin)
        counted = begin
        kind = (start[1] or start[3]).lower()
        end = following.start() if following is not None else len(text)
        if kind in ("comment", "preamble"):
            continue
        body = text[start.end() : end]
        try:
            if kind == "string":
                macros.update((key, value) for key, value, _, _ in _pairs(body, 0, macros))
                continue
            match = _KEY.match(body)
            if match is None:
                raise _BrokenError("no citation key")
            fields: dict[str, str] = {}
            offsets: dict[str, int] = {}
            repeated: list[tuple[str, str]] = []
            field_end = match.end()
            for name, value, position, field_end in _pairs(body, match.end(), macros):  # noqa: B007 - where the last one ends
                if name in fields:
                    repeated.append((name, fields[name]))
                fields[name] = value
                offsets[name] = start.end() + position
            closing = _CLOSING.match(body, field_end)
            stop = start.end() + (closing.end() if closing else field_end)
            yield BibtexEntry(kind, match[1], fields, line, begin, offsets, stop, tuple(repeated))
        except _BrokenError as broken:
            yield BrokenEntry(line, text[begin:end], str(broken))


def _pairs(body: str, position: int, macros: dict[str, str]) -> Iterator[tuple[str, str, int, int]]:
    """Field names, values and their start and end offsets, up to the brace that ends the entry."""
    while (match := _NAME.match(body, position)) is not None:
        value, position = _value(body, match.end(), macros)
        yield match[1].lower(), value, match.end(), position
    rest = body[position : position + 80].lstrip(" \t\r\n,")
    if not rest.startswith(("}", ")")):
        raise _BrokenError("not closed" if not rest else f"unexpected {rest[:20].splitlines()[0]!r} within the entry")


def _value(body: str, position: int, macros: dict[str, str]) -> tuple[str, int]:
    parts: list[str] = []
    while True:
        part, position = _part(body, position, macros)
        parts.append(part)
        match = _JOIN.match(body, position)
        if match is None:
            return "".join(parts), position
        position = match.end()


def _part(body: str, position: int, macros: dict[str, str]) -> tuple[str, int]:
    if (simple := _SIMPLE.match(body, position)) is not None:
        return simple[1], simple.end()
    opening = body[position : position + 1]
    if opening in ("{", '"') and opening:
        depth = 0
        for match in (_BRACE if opening == "{" else _QUOTE).finditer(body, position + (opening == '"')):
            character = match[0]
            if character == "{":
                depth += 1
            elif character == "}":
                depth -= 1
                if depth == 0 and opening == "{":
                    return body[position + 1 : match.start()], match.end()
                if depth < 0:
                    break
            elif depth == 0:
                return body[position + 1 : match.start()], match.end()
        raise _BrokenError("a value is not closed")
    bare = _BARE.match(body, position)
    if bare is None:
        raise _BrokenError("a field without a value")
    return macros.get(bare[0].lower(), bare[0]), bare.end()
