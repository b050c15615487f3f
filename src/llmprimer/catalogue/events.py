"""Reads YAML as plain values (`dict`, `list`, `str`), one record at a time, each with its line.

It uses libyaml's events, not PyYAML's loaders: scalars stay text (`2017` is not a number), duplicate keys are found,
aliases, tags and several documents are refused before they can do harm, only one record is in memory, and it takes a
fifth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, cast

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]
_IN_BYTES = _Loader.__name__ == "CSafeLoader"

Path = tuple[str | int, ...]
Report = Callable[[int, str | None, str], None]

#: Catalogues nest only a few levels deep; this limits the recursion on hostile files.
MAX_DEPTH = 24

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MISSING = object()


class Item(NamedTuple):
    """One value of the file: `section` is the top-level key, `key` the entry within it (if `per_entry`), `line` from 1."""

    section: str
    key: str | None
    value: Any
    line: int


class YamlError(Exception):
    """The text is not the YAML that a catalogue is written in."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def items(
    text: str, *, per_entry: frozenset[str], report: Report, lines: dict[Path, int] | None = None
) -> Iterator[Item]:
    """The top-level values of `text` in order; those of the sections in `per_entry` entry by entry.

    `report` gets duplicate keys and nulls (line, key of the entry, message), which are skipped. `lines` gets the line of
    every key and list item by its path. Raises YamlError if the text cannot be parsed.
    """
    with yaml_errors(text):
        yield from _Reader(text, report, lines).items(per_entry)


@contextmanager
def yaml_errors(text: str) -> Iterator[None]:
    """Turns the exceptions of PyYAML into YamlError."""
    try:
        yield
    except yaml.MarkedYAMLError as error:
        from llmprimer.catalogue.syntax import explain_syntax_error

        raise YamlError(*explain_syntax_error(error, text)) from None
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes, PyYAML's own reader characters.
        before = text.encode()[: error.position].decode(errors="replace") if _IN_BYTES else text[: error.position]
        raise _not_allowed(before, _code_point(error.character)) from None
    except UnicodeEncodeError as error:  # a lone surrogate, which UTF-8 cannot encode
        raise _not_allowed(text[: error.start], ord(text[error.start])) from None
    except RecursionError:  # libyaml's own nesting, before an event reaches us
        raise YamlError(1, "nested too deeply") from None


def parser(text: str) -> Callable[[], Any]:
    """The function that returns the next event of the text; an event has `start_mark` and `end_mark`, from line 0."""
    # Any: the stubs say that an event may be missing, and that it may lack what its type always has.
    return cast("Callable[[], Any]", _Loader(text).get_event)


def _not_allowed(before: str, code_point: int) -> YamlError:
    return YamlError(before.count("\n") + 1, f"the character U+{code_point:04X} is not allowed")


def _code_point(character: int | str | bytes) -> int:
    return character if isinstance(character, int) else ord(character[:1])


class _Reader:
    def __init__(self, text: str, report: Report, lines: dict[Path, int] | None) -> None:
        self._next = parser(text)
        self._report = report
        self._lines = lines
        self._entry: str | None = None

    def items(self, per_entry: frozenset[str]) -> Iterator[Item]:
        self._expect(yaml.StreamStartEvent)
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            raise YamlError(1, "the file is empty")
        event = self._next()
        if not isinstance(event, yaml.MappingStartEvent):
            raise YamlError(event.start_mark.line + 1, "the file must be a mapping (`references:` and so on)")
        for section, line in self._keys(()):
            if section not in per_entry:
                if (value := self._value(self._next(), (section,), 1)) is not _MISSING:
                    yield Item(section, None, value, line)
                continue
            event = self._next()
            if isinstance(event, yaml.ScalarEvent) and event.value in NULLS:
                continue  # `references:` with nothing under it: an empty section
            if not isinstance(event, yaml.MappingStartEvent):
                raise YamlError(event.start_mark.line + 1, f"`{section}` must be a mapping of keys to entries")
            for key, entry_line in self._keys((section,)):
                self._entry = key
                value = self._value(self._next(), (section, key), 2)
                self._entry = None
                if value is not _MISSING:
                    yield Item(section, key, value, entry_line)
        self._expect(yaml.DocumentEndEvent)
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise YamlError(event.start_mark.line + 1, "a second document begins here; a catalogue is one document")

    def _expect(self, kind: type[yaml.Event]) -> None:
        event = self._next()
        if not isinstance(event, kind):
            raise YamlError(event.start_mark.line + 1, "unexpected content")

    def _keys(self, path: Path) -> Iterator[tuple[str, int]]:
        """The keys of the mapping that has just begun; the caller must read each value before the next key."""
        seen: dict[str, int] = {}
        while True:
            event = self._next()
            kind = type(event)
            if kind is yaml.MappingEndEvent:
                return
            line = event.start_mark.line + 1
            if kind is not yaml.ScalarEvent:
                raise YamlError(line, "a key must be plain text")
            self._refuse_tags_and_anchors(event)
            key = event.value
            if key in seen:
                self._report(line, self._entry, f'"{key}" is given twice; the first is on line {seen[key]}')
                self._value(self._next(), (*path, key), len(path) + 1)
                continue
            seen[key] = line
            if self._lines is not None:
                self._lines[(*path, key)] = line
            yield key, line

    def _value(self, event: Any, path: Path, depth: int) -> Any:
        kind = type(event)
        if event.__class__ is yaml.AliasEvent or event.anchor is not None:
            raise YamlError(event.start_mark.line + 1, "anchors and aliases (& and *) are not used in catalogues")
        if kind is yaml.ScalarEvent:
            if event.tag is not None:
                self._refuse_tags_and_anchors(event)
            value = event.value
            if value in NULLS and not event.style:
                self._report(event.start_mark.line + 1, self._entry, f"{_name(path)} is empty; leave the field out")
                return _MISSING
            return value
        if depth > MAX_DEPTH:
            raise YamlError(event.start_mark.line + 1, "nested too deeply")
        self._refuse_tags_and_anchors(event)
        if kind is yaml.MappingStartEvent:
            entries = ((key, self._value(self._next(), (*path, key), depth + 1)) for key, _ in self._keys(path))
            return {key: value for key, value in entries if value is not _MISSING}
        values: list[Any] = []
        while True:
            event = self._next()
            if type(event) is yaml.SequenceEndEvent:
                return values
            if self._lines is not None:
                self._lines[(*path, len(values))] = event.start_mark.line + 1
            if (value := self._value(event, (*path, len(values)), depth + 1)) is not _MISSING:
                values.append(value)

    def _refuse_tags_and_anchors(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            raise YamlError(event.start_mark.line + 1, f"the tag {event.tag} is not used in catalogues")
        if event.anchor is not None:
            raise YamlError(event.start_mark.line + 1, "anchors and aliases (& and *) are not used in catalogues")


def _name(path: Path) -> str:
    return f"`{path[-1]}`" if isinstance(path[-1], str) else f"an item of {_name(path[:-1])}"
