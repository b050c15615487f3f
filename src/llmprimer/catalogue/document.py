"""The text of a catalogue split at its entries, so that one can be changed without touching a byte of the others.

    raw text, `references:` line   ->  Section.head
    comments above an entry        ->  RecordText.lead
    key line and fields            ->  RecordText.body
    what follows the last entry    ->  Section.tail

The concatenated pieces are exactly the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

from llmprimer.catalogue.events import MAX_DEPTH, NULLS, YamlError, parser, yaml_errors

#: The sections that are split into entries; the others stay one piece of text.
SECTIONS = frozenset({"references", "topics"})


@dataclass(slots=True, eq=False)
class RecordText:
    """One entry of a section; `lead` is the empty lines and comments before it, both end with a line break."""

    key: str
    lead: str
    body: str


@dataclass(eq=False)
class Section:
    """A section and its entries in file order; `indent` is the column of their keys."""

    name: str
    head: str
    indent: int = 2
    entries: list[RecordText] = field(default_factory=list)
    tail: str = ""
    #: Whether an empty line separates the entries, as far as the file shows it.
    spaced: bool = True

    def __post_init__(self) -> None:
        self.by_key = {entry.key: entry for entry in self.entries}
        keys = [entry.key for entry in self.entries]
        self.is_sorted = all(a < b for a, b in pairwise(keys))

    def replace_entries(self, entries: list[RecordText], tail: str) -> None:
        """Replaces all entries."""
        self.entries, self.tail = entries, tail
        self.spaced = any(e.lead.startswith(("\n", "\r")) for e in entries[1:3]) if len(entries) > 1 else True
        self.__post_init__()

    @property
    def text(self) -> str:
        """The text of the section."""
        return self.head + "".join(entry.lead + entry.body for entry in self.entries) + self.tail

    def insert(self, key: str, body: str, newline: str) -> RecordText:
        """Adds an entry in sorted order, or at the end of a section that is not sorted."""
        position = len(self.entries)
        if self.is_sorted:
            position = bisect_left(self.entries, key, key=lambda entry: entry.key)
        separator = newline if self.spaced else ""
        if position > 0:
            before = self.entries[position - 1]
            before.body = _with_line_break(before.body, newline)
        else:
            self.head = _without_empty_value(self.head or f"{self.name}:", newline) if not self.entries else self.head
            if self.entries and not self.entries[0].lead.startswith(("\n", "\r")):
                self.entries[0].lead = separator + self.entries[0].lead
        entry = RecordText(key, separator if position > 0 else "", body)
        self.entries.insert(position, entry)
        self.by_key[key] = entry
        return entry

    def remove(self, key: str, newline: str) -> None:
        """Removes an entry and the comments directly above it; comments with an empty line below stay."""
        entry = self.by_key.pop(key)
        position = self.entries.index(entry)
        del self.entries[position]
        kept, _ = _split_lead(entry.lead)
        if not self.entries:
            self.head = self.head.rstrip() + " {}" + newline
            self.tail = kept + self.tail
        elif position < len(self.entries):
            after = self.entries[position]
            if kept.strip():
                after.lead = kept + after.lead.lstrip("\r\n")
            elif position == 0:
                after.lead = after.lead.lstrip("\r\n")
        elif kept.strip():
            self.tail = kept + self.tail

    def sort(self, newline: str) -> None:
        """Sorts the entries by key; comments above an entry move with it."""
        self.entries[-1].body = _with_line_break(self.entries[-1].body, newline)
        self.entries.sort(key=lambda entry: entry.key)
        self.is_sorted = True
        for position, entry in enumerate(self.entries):
            lead = entry.lead.lstrip("\r\n")
            entry.lead = newline + lead if self.spaced and position > 0 else lead


class Document:
    """A catalogue's text in pieces. Raises YamlError if the text cannot be parsed or is not in block style."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines(keepends=True)  # on the same line breaks that YAML knows
        self.newline = _line_break(self._lines[0]) if self._lines else "\n"
        self._pieces: list[str | Section] = []
        self.sections: dict[str, Section] = {}
        with yaml_errors(text):
            self._split(_outline(text, len(self._lines)))
        del self._lines

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self._pieces)

    @property
    def outside_sections(self) -> list[str]:
        """The pieces of text outside the sections that are split: the head of the file."""
        return [piece for piece in self._pieces if isinstance(piece, str)]

    def section(self, name: str) -> Section:
        """The section of that name; without one in the file, an empty section that adds no text."""
        if name not in self.sections:
            self.sections[name] = Section(name, "")
            position = next((i for i, p in enumerate(self._pieces) if isinstance(p, Section)), len(self._pieces))
            self._pieces.insert(position, self.sections[name])
        return self.sections[name]

    def _split(self, outline: _Outline) -> None:
        self._pieces.append(self._join(0, outline.keys[0].line if outline.keys else outline.end))
        for key, end in outline.with_ends():
            if key.name not in SECTIONS:
                self._pieces.append(self._join(key.line, end))
                continue
            section = self._section(key, end)
            self.sections[key.name] = section
            self._pieces.append(section)
        self._pieces.append(self._join(outline.end, len(self._lines)))

    def _section(self, key: _Key, end: int) -> Section:
        if not key.entries:
            start_of_tail = self._content_end(key.line, end, key.last + 1, 0)
            return Section(key.name, self._join(key.line, start_of_tail), tail=self._join(start_of_tail, end))
        first = key.entries[0]
        head, lead = _split_lead(self._join(key.line + 1, first.line))
        head = self._lines[key.line] + head
        indent = len(self._lines[first.line]) - len(self._lines[first.line].lstrip(" "))
        entries = []
        for entry, entry_end in zip(key.entries, [*(e.line for e in key.entries[1:]), end], strict=True):
            stop = self._content_end(entry.line, entry_end, entry.last + 1, indent)
            entries.append(RecordText(entry.name, lead, self._join(entry.line, stop)))
            lead = self._join(stop, entry_end)
        section = Section(key.name, head, indent)
        section.replace_entries(entries, lead)
        return section

    def _content_end(self, start: int, end: int, at_least: int, indent: int) -> int:
        """The line after the last one that is neither empty nor a comment at `indent` or less."""
        while end > max(at_least, start + 1):
            line = self._lines[end - 1]
            content = line.lstrip(" \t")
            if content.strip() and not (content.startswith("#") and len(line) - len(content) <= indent):
                break
            end -= 1
        return end

    def _join(self, start: int, end: int) -> str:
        return "".join(self._lines[start:end])


@dataclass(slots=True)
class _Key:
    """A key, its line, the last line that certainly has content, and the entries under it."""

    name: str
    line: int
    last: int
    entries: list[_Key]


@dataclass(slots=True)
class _Outline:
    keys: list[_Key]
    end: int

    def with_ends(self) -> Iterable[tuple[_Key, int]]:
        return zip(self.keys, [*(key.line for key in self.keys[1:]), self.end], strict=True)


def _outline(text: str, line_count: int) -> _Outline:
    """The lines of the top-level keys and of the entries, from 0; `end` is where the document does."""
    next_event = parser(text)
    next_event()
    event = next_event()
    if isinstance(event, yaml.StreamEndEvent):
        raise YamlError(1, "the file is empty")
    event = next_event()
    if not isinstance(event, yaml.MappingStartEvent):
        raise YamlError(_line(event) + 1, "the file must be a mapping (`references:` and so on)")
    if event.flow_style:
        raise YamlError(_line(event) + 1, "written in braces; to be edited here it must be in block style")
    keys = []
    while isinstance(event := next_event(), yaml.ScalarEvent):
        name, line = event.value, _line(event)
        value = next_event()
        if name in SECTIONS and isinstance(value, yaml.MappingStartEvent):
            entries = _entries(next_event, bool(value.flow_style), name)
            keys.append(_Key(name, line, line, entries))
        else:
            if name in SECTIONS and not (isinstance(value, yaml.ScalarEvent) and value.value in NULLS):
                raise YamlError(line + 1, f"`{name}` must be a mapping of keys to entries")
            keys.append(_Key(name, line, max(line, _skip_value(value, next_event)), []))
    if not isinstance(event, yaml.MappingEndEvent):
        raise YamlError(_line(event) + 1, "a key must be plain text")
    event = next_event()
    return _Outline(keys, _line(event) if event.explicit else line_count)


def _entries(next_event: Any, in_flow: bool, section: str) -> list[_Key]:
    entries: list[_Key] = []
    while isinstance(event := next_event(), yaml.ScalarEvent):
        line = _line(event)
        if in_flow:
            raise YamlError(line + 1, f"`{section}` is written in braces; to be edited here it must be in block style")
        entries.append(_Key(event.value, line, max(line, _skip_value(next_event(), next_event)), []))
    if not isinstance(event, yaml.MappingEndEvent):
        raise YamlError(_line(event) + 1, "a key must be plain text")
    return entries


def _line(event: Any) -> int:
    return int(event.start_mark.line)


_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def _skip_value(event: Any, next_event: Any) -> int:
    """Skips the value that `event` begins; returns the last line that certainly has content of it."""
    depth, last = 0, event
    while True:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            last = event
        elif kind in _STARTS:
            depth += 1
            if depth > MAX_DEPTH:
                raise YamlError(_line(event) + 1, "nested too deeply")
        elif kind in _ENDS:
            depth -= 1
            # The end event of a block collection comes at the next token, that of a flow collection at its bracket.
            if event.start_mark.index != event.end_mark.index:
                last = event
        if depth == 0:
            break
        event = next_event()
    # The end mark of a block scalar is after the empty lines below it, which are not its content.
    mark = last.start_mark if getattr(last, "style", None) in ("|", ">") else last.end_mark
    return int(mark.line)


def _split_lead(lead: str) -> tuple[str, str]:
    """The comments followed by an empty line, and those directly above the entry."""
    lines = lead.splitlines(keepends=True)
    start = len(lines)
    while start > 0 and lines[start - 1].strip():
        start -= 1
    return "".join(lines[:start]), "".join(lines[start:])


def _line_break(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else line[-1] if line[-1] in "\r\n" else "\n"


def _with_line_break(text: str, newline: str) -> str:
    """The text with a line break at its end."""
    return text if text.endswith(("\n", "\r")) else text + newline


def _without_empty_value(head: str, newline: str) -> str:
    """The key line of a section for its first entry: without `{}` or `null`."""
    first, *rest = head.splitlines(keepends=True)
    name, _, value = first.partition(":")
    comment = value[value.index("#") :].rstrip() if "#" in value else ""
    comments = "".join(line for line in rest if line.lstrip().startswith("#") or not line.strip())
    return _with_line_break(f"{name}:{'  ' + comment if comment else ''}{newline}{comments}", newline)
