"""The input of the rules: every record, valid or not, as plain values with line numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from llmprimer.catalogue import events
from llmprimer.catalogue.reading import CatalogueReader
from llmprimer.errors import InvalidCatalogueError, Problem
from llmprimer.lint.finding import Fix, Remark
from llmprimer.text import fold

if TYPE_CHECKING:
    from llmprimer.catalogue.writing import CatalogueFile

_SECTIONS = frozenset({"references", "topics"})


class RecordView:
    """One record: its fields as text, lists and mappings."""

    def __init__(self, item: events.Item, end: int, catalogue: CatalogueView) -> None:
        assert item.key is not None
        self.key: str = item.key
        self.first_line = item.line
        self.values: dict[str, Any] = item.value if isinstance(item.value, dict) else {}
        self._end = end
        self.catalogue = catalogue

    def text(self, *path: str | int) -> str:
        """The string at a path (`published`, `doi`); empty if there is none."""
        value = self.at(*path)
        return value if isinstance(value, str) else ""

    def mappings(self, field: str) -> list[dict[str, Any]]:
        """The mappings in a list, without other items."""
        value = self.values.get(field)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

    def texts(self, field: str) -> list[str]:
        """The strings in a list, without other items."""
        value = self.values.get(field)
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def at(self, *path: str | int) -> Any:
        """The plain value at a path, or None."""
        value: Any = self.values
        for part in path:
            if isinstance(value, dict) and isinstance(part, str):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def every_text(self) -> Iterator[tuple[events.Path, str]]:
        """Yields every string of the record with its path."""
        yield from _texts_in(self.values, ())

    def line(self, *path: str | int) -> int:
        """The line of a path in the file, or of the enclosing value if the path has no line."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, self.first_line)

    def remark(self, message: str, *path: str | int, fix: Fix | None = None) -> Remark:
        """A remark on the line of a path."""
        return Remark(self.line(*path), message, self.key, fix)

    def setting(self, field: str, value: Any) -> Fix:
        """The fix that sets a field, or removes it if the value is None."""
        key = self.key

        def fix(file: CatalogueFile) -> None:
            file.set_field(key, field, value)

        return fix

    def changing(self, field: str, change: Callable[[Any], Any]) -> Fix:
        """The fix that applies `change` to a field's value at the time of the fix; earlier fixes may have changed it."""
        key = self.key

        def fix(file: CatalogueFile) -> None:
            values = file.record(key).model_dump(mode="json", exclude_unset=True)
            if field in values:
                file.set_field(key, field, change(values[field]))

        return fix

    @cached_property
    def _lines(self) -> Mapping[events.Path, int]:
        # Only records with findings need lines, so each of these is parsed again on its own.
        lines: dict[events.Path, int] = {}
        text = "references:\n" + self.catalogue.text_of_lines(self.first_line, self._end)
        try:
            for _ in events.items(text, per_entry=_SECTIONS, report=lambda *_: None, lines=lines):
                pass
        except events.YamlError:  # a catalogue in flow style: the lines of the record are not complete YAML
            return {(): self.first_line}
        return {
            path[2:]: at + self.first_line - 2 for path, at in lines.items() if path[:2] == ("references", self.key)
        }


class CatalogueView:
    """A whole catalogue; `problems` are the errors that CatalogueReader finds."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self._text_lines = text.splitlines(keepends=True)
        reading = CatalogueReader(text, name)
        for _ in reading.references():
            pass  # the reader collects the problems
        self.problems: list[Problem] = []
        try:
            reading.finish()
        except InvalidCatalogueError as error:
            self.problems = error.problems
        self.records: list[RecordView] = []
        #: The line and the plain value of each topic.
        self.topic_lines: dict[str, int] = {}
        self.topics: dict[str, Any] = {}
        if all(problem.about != "yaml" for problem in self.problems):  # invalid YAML cannot be parsed further
            self._collect()

    def _collect(self) -> None:
        items = []
        # `topics` may be no mapping, which `problems` says; what comes before it is still checked.
        with suppress(events.YamlError):
            for item in events.items(self.text, per_entry=_SECTIONS, report=lambda *_: None):
                if item.section == "references":
                    items.append(item)
                elif item.section == "topics" and item.key is not None:
                    self.topic_lines[item.key] = item.line
                    self.topics[item.key] = item.value
        ends = [*(item.line for item in items), len(self._text_lines) + 1][1:]
        self.records = [RecordView(item, end, self) for item, end in zip(items, ends, strict=False)]

    @cached_property
    def by_key(self) -> dict[str, RecordView]:
        """The records by citation key."""
        return {record.key: record for record in self.records}

    @cached_property
    def container_titles(self) -> frozenset[str]:
        """The folded container titles (sites and publications) of all works."""
        return frozenset(fold(record.text("container_title")) for record in self.records) - {""}

    def text_of_lines(self, first: int, end: int) -> str:
        """The text of the lines from `first` (counted from 1) to `end`, excluding `end`."""
        return "".join(self._text_lines[first - 1 : end - 1])


def _texts_in(value: Any, path: events.Path) -> Iterator[tuple[events.Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts_in(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts_in(inner, (*path, index))
