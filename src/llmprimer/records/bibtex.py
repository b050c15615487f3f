"""The grammar of BibTeX and BibLaTeX files: entries, `@string` and concatenation (btxdoc), with the offset of every field.

It has its own parser because most bibliographies are in this format: one pass over the text, the line of every entry,
and recovery after a broken entry. bibtexparser 2 is still a beta and takes ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import NamedTuple

_FIELD = r"[^\W\d][\w:.+/'-]*"
#: An entry has a comma, a line's end or `=` behind its key: `@name{word}` within a value is none. Files have text before an entry on its line.
_START = re.compile(
    r"(?:^(?:[^%@{}=\"\n]*[ \t])?|(?<=\})[ \t]*)(?P<entry>@[ \t]*(?P<kind>[A-Za-z][\w-]*)\s*[{(])"
    r"(?:(?<=string[{(])|(?<=comment[{(])|(?<=preamble[{(])|(?=[^{}@=,\n]*[,\n=]))",
    re.MULTILINE | re.IGNORECASE,
)
#: Keys with blanks and other signs are not valid, but files have them, and entries without any key.
_KEY = re.compile(rf"\s*(?:(?={_FIELD}\s*=\s*[{{\"'])|([^,{{}}\n]*?)[ \t]*(?:,|\n|(?=[}})])))")
_NAME = re.compile(rf"({_FIELD})\s*=\s*")
_SIMPLE = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")
_QUOTE = re.compile(r'[{}"]')
_BARE = re.compile(r"[^\s,{}()\"#=]+")
_JOIN = re.compile(r"\s*#\s*")
#: Matches anywhere, as `_LAST` is found in any text: mypy cannot know either.
_GAP = re.compile(r"[\s,;]*")
_COMMENTED = re.compile(r"%[^\n]*")
#: What may follow a value.
_AFTER = re.compile(rf"\s*(?:[,;}})%]|{_FIELD}\s*=)")
#: Where the next field surely begins, for what comes before it and cannot be parsed.
_NEXT = re.compile(rf"[,;]\s*(?={_FIELD}\s*=\s*[{{\"'\u201c])|\n\s*(?={_FIELD}\s*=)")
_LAST = re.compile(r"\n\s*[})]|[})]\s*$|\n[ \t]*\n|$")
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
    #: Text between the fields that is none, with its offset.
    lost: tuple[tuple[int, str], ...] = ()


class BrokenEntry(NamedTuple):
    """An entry that cannot be parsed: its line, its text up to the next entry, and the reason."""

    line: int
    text: str
    why: str


class _BrokenError(Exception):
    """A value that cannot be parsed."""


def has_entries(text: str) -> bool:
    """Whether anything in the text begins like an entry, a comment or a macro."""
    return _START.search(text) is not None


def entries(text: str) -> Iterator[BibtexEntry | BrokenEntry]:
    """The entries in order. Each is parsed only up to the next one, so that a missing brace costs no other entry."""
    macros = dict(_MONTHS)
    line = 1
    counted = commented = 0
    for start, following in pairwise([*_START.finditer(text), None]):
        assert start is not None
        begin = start.start("entry")
        line += text.count("\n", counted, begin)
        counted = begin
        kind = start["kind"].lower()
        end = following.start("entry") if following is not None else len(text)
        if kind == "comment" and begin >= commented:
            # Entries within a comment are taken out on purpose; a brace that nothing closes takes out none.
            with suppress(_BrokenError):
                commented = _part(text, start.end() - 1, macros)[1]
        if kind in ("comment", "preamble") or begin < commented:
            continue
        body = text[start.end() : end]
        lost: list[tuple[int, str]] = []
        if kind == "string":
            macros.update((key, value) for key, value, _, _ in _pairs(body, 0, macros, lost))
            continue
        key = _KEY.match(body)
        pairs = list(_pairs(body, key.end(), macros, lost)) if key is not None else []
        if key is None or not (pairs or body.startswith(("}", ")"), key.end())):
            yield BrokenEntry(line, text[begin:end], "no field" if key else "no citation key")
            continue
        fields = {name: value for name, value, _, _ in pairs}
        offsets = {name: start.end() + position for name, _, position, _ in pairs}
        last = {name: at for at, (name, _, _, _) in enumerate(pairs)}
        repeated = [(name, value) for at, (name, value, _, _) in enumerate(pairs) if at < last[name]]
        stop = _GAP.match(
            body, max([key.end(), *(one[3] for one in pairs), *(at + len(said) for at, said in lost)])
        ).end()  # type: ignore[union-attr]  # see _GAP
        stop = start.end() + stop + body.startswith(("}", ")"), stop)
        lost = [(start.end() + at, said) for at, said in lost]
        yield BibtexEntry(
            kind, (key[1] or "").strip(), fields, line, begin, offsets, stop, tuple(repeated), tuple(lost)
        )


def _pairs(
    body: str, position: int, macros: dict[str, str], lost: list[tuple[int, str]]
) -> Iterator[tuple[str, str, int, int]]:
    """Field names, values and their start and end offsets, up to the brace that ends the entry; adds what is no field to `lost`."""
    while (position := _GAP.match(body, position).end()) < len(body):  # type: ignore[union-attr]  # see _GAP
        if (match := _NAME.match(body, position)) is not None:
            value, position = _value(body, match.end(), macros)
            yield match[1].lower(), value, match.end(), position
            continue
        following = _NEXT.search(body, position)
        if body[position] in "})":
            # A brace too many after a value does not end the entry: another field follows.
            if following is None or body[position + 1 : following.start()].strip():
                return
            position = following.end()
            continue
        comment = _COMMENTED.match(body, position)
        end = comment.end() if comment is not None else following.start() if following is not None else 0
        if not end:
            return
        lost.append((position, body[position:end]))
        position = end


def _value(body: str, begin: int, macros: dict[str, str]) -> tuple[str, int]:
    """A value and its end; of one that is not closed, or closed too early, what stands before the next field."""
    following = _NEXT.search(body, begin)
    try:
        value, end = _joined(body, begin, macros)
        if _AFTER.match(body, end) is not None or (following is None and not body[end:].strip()):
            return value, end
    except _BrokenError:
        pass
    end = (following or _LAST.search(body, begin)).start()  # type: ignore[union-attr]  # see _GAP
    return _without_delimiters(body[begin:end].strip(" \t\r\n,;")), end


def _without_delimiters(value: str) -> str:
    """The value without the signs around it, of which one may be missing or too many."""
    surplus = value.count("{") - value.count("}")
    if surplus > 0:
        return value.removeprefix("{")
    value = value[:surplus] if surplus and value.endswith("}" * -surplus) else value
    if (whole := _SIMPLE.fullmatch(value)) is not None:
        return whole[1]
    opening = value[:1]
    closing = {'"': '"', "'": "'", "\u201c": "\u201d"}.get(opening)
    return value[1:].removesuffix(closing) if closing is not None else value


def _joined(body: str, position: int, macros: dict[str, str]) -> tuple[str, int]:
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
        raise _BrokenError
    bare = _BARE.match(body, position)
    if bare is None:
        raise _BrokenError
    return macros.get(bare[0].lower(), bare[0]), bare.end()
