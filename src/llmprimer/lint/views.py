"""What the rules look at: every record as plain values with its lines, whether it is valid or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from llmprimer.catalogue import events
from llmprimer.catalogue.reading import Reading
from llmprimer.errors import InvalidCatalogueError, Problem
from llmprimer.lint.finding import Fix, Remark

if TYPE_CHECKING:
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.model import Reference

_SECTIONS = frozenset({"references", "topics"})


class RecordView:
    """One record: its fields as text, lists and mappings; the validated `reference` if it is valid."""

    def __init__(self, item: events.Item, end: int, subject: Subject, reference: Reference | None) -> None:
        assert item.key is not None
        self.key: str = item.key
        self.first_line = item.line
        self.values: dict[str, Any] = item.value if isinstance(item.value, dict) else {}
        self.reference = reference
        self._end = end
        self._subject = subject

    def text(self, *path: str | int) -> str:
        """The text at that place, empty if there is none."""
        value = self.at(*path)
        return value if isinstance(value, str) else ""

    def mappings(self, field: str) -> list[dict[str, Any]]:
        """The items of a list of mappings that are mappings."""
        value = self.values.get(field)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

    def texts(self, field: str) -> list[str]:
        """The items of a list of texts that are texts."""
        value = self.values.get(field)
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def at(self, *path: str | int) -> Any:
        """The plain value at that place, or None."""
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
        """Every text of the record with its place."""
        yield from _texts_in(self.values, ())

    def line(self, *path: str | int) -> int:
        """The line of that place in the file; of what encloses it where it has none of its own."""
        place = path
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, self.first_line)

    def remark(self, message: str, *path: str | int, fix: Fix | None = None) -> Remark:
        """A remark on that place."""
        return Remark(self.line(*path), message, self.key, fix)

    def setting(self, field: str, value: Any) -> Fix:
        """The fix that gives a field another value, or takes it away if the value is None."""
        key = self.key

        def fix(file: CatalogueFile) -> None:
            file.set_field(key, field, value)

        return fix

    def changing(self, field: str, change: Callable[[Any], Any]) -> Fix:
        """The fix that makes a field's value, as it is by then, into another: other fixes may have been there before."""
        key = self.key

        def fix(file: CatalogueFile) -> None:
            values = file.record(key).model_dump(mode="json", exclude_unset=True)
            if field in values:
                file.set_field(key, field, change(values[field]))

        return fix

    @cached_property
    def _lines(self) -> Mapping[events.Path, int]:
        # Only records with findings are asked for their lines, so they are read a second time, apart.
        lines: dict[events.Path, int] = {}
        text = "references:\n" + self._subject.text_of_lines(self.first_line, self._end)
        try:
            for _ in events.items(text, per_entry=_SECTIONS, report=lambda *_: None, lines=lines):
                pass
        except events.YamlError:  # not a block of its own: a catalogue in braces
            return {(): self.first_line}
        return {
            path[2:]: at + self.first_line - 2 for path, at in lines.items() if path[:2] == ("references", self.key)
        }


class Subject:
    """A catalogue as the rules see it; `problems` are what the reader found, `readable` is whether it is YAML at all."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self._text_lines = text.splitlines(keepends=True)
        reading = Reading(text, name)
        references = {reference.citation_key: reference for reference in reading.references()}
        self.problems: list[Problem] = []
        try:
            reading.finish()
        except InvalidCatalogueError as error:
            self.problems = error.problems
        self.records: list[RecordView] = []
        #: The topics of the vocabulary with their lines, and the plain values of each.
        self.topic_lines: dict[str, int] = {}
        self.topics: dict[str, Any] = {}
        try:
            self._look(references)
            self.readable = True
        except events.YamlError:
            self.readable = False

    def _look(self, references: Mapping[str, Reference]) -> None:
        items = []
        for item in events.items(self.text, per_entry=_SECTIONS, report=lambda *_: None):
            if item.section == "references":
                items.append(item)
            elif item.section == "topics" and item.key is not None:
                self.topic_lines[item.key] = item.line
                self.topics[item.key] = item.value
        ends = [*(item.line for item in items), len(self._text_lines) + 1][1:]
        self.records = [
            RecordView(item, end, self, references.get(item.key or "")) for item, end in zip(items, ends, strict=False)
        ]

    @cached_property
    def by_key(self) -> dict[str, RecordView]:
        """The records by citation key."""
        return {record.key: record for record in self.records}

    def text_of_lines(self, first: int, end: int) -> str:
        """The lines from `first`, counted from 1, up to `end`, not included."""
        return "".join(self._text_lines[first - 1 : end - 1])

    def line_text(self, line: int) -> str:
        """One line, counted from 1; empty beyond the end."""
        return self._text_lines[line - 1] if 0 < line <= len(self._text_lines) else ""


def _texts_in(value: Any, path: events.Path) -> Iterator[tuple[events.Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts_in(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts_in(inner, (*path, index))
