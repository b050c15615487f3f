"""One entry's text changed field by field: what did not change keeps its lines, comments, quoting and place."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel

from llmprimer.catalogue.emitting import field_lines, flow

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


def patched(body: str, old: BaseModel, new: BaseModel, newline: str) -> str | None:
    """The text of an entry, with the fields that differ between `old` and `new` rewritten.

    None where the text is laid out in a way that cannot be changed by lines (an entry in braces, a `? ` key). The
    caller reads the result back before it is trusted.
    """
    root = yaml.compose(body, _Loader)
    if not isinstance(root, yaml.MappingNode) or len(root.value) != 1:
        return None
    lines = body.splitlines(keepends=True)
    edits: list[_Edit] = []
    if not _patch_mapping(root.value[0][1], old, new, lines, edits):
        return None
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    # From the end, so that the line numbers of the remaining edits stay right; of two at one place the later first.
    for _, edit in sorted(enumerate(edits), key=lambda pair: (pair[1].start, pair[1].end, pair[0]), reverse=True):
        lines[edit.start : edit.end] = [line + newline for line in edit.lines]
    return "".join(lines)


def with_fields_sorted(body: str, order: Sequence[str], newline: str) -> str | None:
    """The text of an entry with its fields in that order, each with the comments above it; None as for `patched`."""
    root = yaml.compose(body, _Loader)
    if not isinstance(root, yaml.MappingNode) or len(root.value) != 1:
        return None
    node = root.value[0][1]
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return None
    lines = body.splitlines(keepends=True)
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    places = {name: place for place, name in enumerate(order)}
    fields = [_field(key, value, lines) for key, value in node.value]
    pieces: list[tuple[int, str]] = []
    start = root.value[0][0].end_mark.line + 1
    for field in fields:
        pieces.append((places.get(field.name, len(places)), "".join(lines[start : field.end])))
        start = field.end
    first = "".join(lines[: root.value[0][0].end_mark.line + 1])
    return first + "".join(text for _, text in sorted(pieces, key=lambda piece: piece[0])) + "".join(lines[start:])


class _Edit(NamedTuple):
    """Lines `start` to `end` (not included) become `lines`."""

    start: int
    end: int
    lines: list[str]


class _Field(NamedTuple):
    """A field, or an item of a list without name, on the lines `start` to `end` (not included)."""

    name: str
    start: int
    end: int
    value: yaml.Node
    #: The comment behind its last line, with the space before it.
    behind: str


def _patch_mapping(node: yaml.Node, old: BaseModel, new: BaseModel, lines: list[str], edits: list[_Edit]) -> bool:
    """Adds the edits that make the block mapping at `node` say `new`; whether that could be done."""
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return False
    if node.flow_style:
        return _patch_flow(node, old, new, lines, edits)
    indent = node.start_mark.column
    present = {key.value: _field(key, value, lines) for key, value in node.value}
    order = [name for name in type(new).model_fields if name != "citation_key"]
    for place, name in enumerate(order):
        before, after = getattr(old, name, None), getattr(new, name)
        if before == after:
            continue
        written = field_lines(name, after, indent)
        there = present.get(name)
        if there is None:
            at = max((present[n].end for n in order[:place] if n in present), default=node.start_mark.line)
            edits.append(_Edit(at, at, written))
        elif not written:
            edits.append(_Edit(there.start, there.end, []))
        elif not _patch_inside(there, before, after, lines, edits):
            if len(written) == 1:
                written = [f"{written[0]}{there.behind}"]
            edits.append(_Edit(there.start, there.end, written))
    return True


def _patch_flow(node: yaml.MappingNode, old: BaseModel, new: BaseModel, lines: list[str], edits: list[_Edit]) -> bool:
    """The same for a mapping in braces, if one text in it differs: more would take several edits within one line."""
    order = [name for name in type(new).model_fields if name != "citation_key"]
    changed = [name for name in order if getattr(old, name, None) != getattr(new, name)]
    present = {key.value: value for key, value in node.value}
    if len(changed) != 1 or type(after := getattr(new, changed[0])) is not str:
        return False
    name = changed[0]
    value = present.get(name)
    if isinstance(value, yaml.ScalarNode) and value.start_mark.line == value.end_mark.line:
        edits.append(
            _spliced(lines, value.start_mark.line, value.start_mark.column, value.end_mark.column, flow(after))
        )
        return True
    marks = [present[n].end_mark for n in order[: order.index(name)] if n in present]
    if value is not None or not marks:
        return False
    mark = max(marks, key=lambda mark: (mark.line, mark.column))
    edits.append(_spliced(lines, mark.line, mark.column, mark.column, f", {name}: {flow(after)}"))
    return True


def _spliced(lines: list[str], at: int, start: int, end: int, text: str) -> _Edit:
    """One line with another text from one column to another."""
    line = lines[at].rstrip("\r\n")
    return _Edit(at, at + 1, [line[:start] + text + line[end:]])


def _patch_inside(there: _Field, before: Any, after: Any, lines: list[str], edits: list[_Edit]) -> bool:
    """Changes only some items of a block list, or some fields of a block mapping; whether that could be done."""
    if isinstance(there.value, yaml.SequenceNode) and isinstance(after, tuple) and not there.value.flow_style:
        return _patch_list(there.value, before, after, lines, edits)
    if isinstance(before, BaseModel) and isinstance(after, BaseModel):
        return _patch_mapping(there.value, before, after, lines, edits)
    return False


def _patch_list(
    node: yaml.SequenceNode, before: Sequence[Any], after: Sequence[Any], lines: list[str], edits: list[_Edit]
) -> bool:
    if len(node.value) != len(before) or not after:
        return False
    starts = [item.start_mark.line for item in node.value]
    margin = " " * node.start_mark.column
    if len(set(starts)) < len(starts) or not all(lines[at].startswith(f"{margin}- ") for at in starts):
        return False
    spans = [_Field("", start, *_rest(item, lines)) for start, item in zip(starts, node.value, strict=True)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        written = [f"{margin}- {flow(item)}" for item in after[j1:j2]]
        # Item by item, so that comments between them, and behind them, stay.
        for span in spans[i1:i2]:
            new = [f"{written.pop(0)}{span.behind}"] if written else []
            edits.append(_Edit(span.start, span.end, new))
        if written:
            at = spans[i2 - 1].end if i2 > 0 else starts[0]
            edits.append(_Edit(at, at, written))
    return True


def _field(key: yaml.Node, value: yaml.Node, lines: list[str]) -> _Field:
    return _Field(key.value, key.start_mark.line, *_rest(value, lines))


def _rest(value: yaml.Node, lines: list[str]) -> tuple[int, yaml.Node, str]:
    """The line after a value, the value, and the comment behind it."""
    line, column = _end(value, lines)
    rest = "" if column is None else lines[line][column:].rstrip()
    return line + 1, value, rest if rest.lstrip().startswith("#") else ""


def _end(node: yaml.Node, lines: list[str]) -> tuple[int, int | None]:
    """The last line of a value, and the column at which it ends there if anything may follow it."""
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        line = min(node.end_mark.line, len(lines))
        while line - 1 > node.start_mark.line and not lines[line - 1].strip():
            line -= 1
        return line - 1, None
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, lines)
    return node.end_mark.line, node.end_mark.column
