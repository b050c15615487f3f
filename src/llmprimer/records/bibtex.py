"""The grammar of BibTeX and BibLaTeX files: entries, `@string` and concatenation (btxdoc), with the offset of every field.

An own reader, because this is the form that most bibliographies are in: it takes one pass over the text, gives the line
of every entry, and goes on behind an entry that is broken. bibtexparser 2 is still a beta and needs ten times as long.
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
    """An entry as it stands: type and field names in lower case, values without their delimiters.

    `line` counts from 1. `begin` and `offsets` say at which characters of the text the entry, and the value of each of its
    fields, begin.
    """

    kind: str
    key: str
    fields: dict[str, str]
    line: int
    begin: int
    offsets: dict[str, int]
    #: The character behind the entry.
    end: int = 0
    #: Fields that the entry has again, which do not count.
    repeated: tuple[tuple[str, str], ...] = ()


class Broken(NamedTuple):
    """An entry that cannot be followed: where it begins, its text up to the next entry, and why."""

    line: int
    text: str
    why: str


class _BrokenError(Exception):
    """An entry that cannot be followed; the argument says why."""


def has_entries(text: str) -> bool:
    """Whether anything in the text begins like an entry, a comment or a macro."""
    return _START.search(text) is not None


def entries(text: str) -> Iterator[BibtexEntry | Broken]:
    """The entries in order. Each is sought only up to where the next begins, so that a lost brace costs one entry."""
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
            behind = match.end()
            for name, value, at, behind in _pairs(body, match.end(), macros):  # noqa: B007 - where the last one ends
                if name in fields:
                    repeated.append((name, fields[name]))
                fields[name] = value
                offsets[name] = start.end() + at
            closing = _CLOSING.match(body, behind)
            stop = start.end() + (closing.end() if closing else behind)
            yield BibtexEntry(kind, match[1], fields, line, begin, offsets, stop, tuple(repeated))
        except _BrokenError as broken:
            yield Broken(line, text[begin:end], str(broken))


def _pairs(body: str, at: int, macros: dict[str, str]) -> Iterator[tuple[str, str, int, int]]:
    """Field names, values and where these begin and end, up to the brace that ends the entry."""
    while (match := _NAME.match(body, at)) is not None:
        value, at = _value(body, match.end(), macros)
        yield match[1].lower(), value, match.end(), at
    rest = body[at : at + 80].lstrip(" \t\r\n,")
    if not rest.startswith(("}", ")")):
        raise _BrokenError("not closed" if not rest else f"unexpected {rest[:20].splitlines()[0]!r} within the entry")


def _value(body: str, at: int, macros: dict[str, str]) -> tuple[str, int]:
    parts: list[str] = []
    while True:
        part, at = _part(body, at, macros)
        parts.append(part)
        match = _JOIN.match(body, at)
        if match is None:
            return "".join(parts), at
        at = match.end()


def _part(body: str, at: int, macros: dict[str, str]) -> tuple[str, int]:
    if (simple := _SIMPLE.match(body, at)) is not None:
        return simple[1], simple.end()
    opening = body[at : at + 1]
    if opening in ("{", '"') and opening:
        depth = 0
        for match in (_BRACE if opening == "{" else _QUOTE).finditer(body, at + (opening == '"')):
            sign = match[0]
            if sign == "{":
                depth += 1
            elif sign == "}":
                depth -= 1
                if depth == 0 and opening == "{":
                    return body[at + 1 : match.start()], match.end()
                if depth < 0:
                    break
            elif depth == 0:
                return body[at + 1 : match.start()], match.end()
        raise _BrokenError("a value is not closed")
    bare = _BARE.match(body, at)
    if bare is None:
        raise _BrokenError("a field without a value")
    return macros.get(bare[0].lower(), bare[0]), bare.end()
