"""Changes one entry's text field by field: unchanged fields keep their lines, comments, quoting and position."""

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

    None if the layout cannot be changed by lines (an entry in braces, a `? ` key). The caller must read the result back
    to verify it.
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
    # From the end, so that the line numbers of the remaining edits stay valid; of two at one line the later first.
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
    positions = {name: position for position, name in enumerate(order)}
    fields = [_field(key, value, lines) for key, value in node.value]
    pieces: list[tuple[int, str]] = []
    start = root.value[0][0].end_mark.line + 1
    for field in fields:
        pieces.append((positions.get(field.name, len(positions)), "".join(lines[start : field.end])))
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
    #: The comment at the end of its last line, with the space before it.
    comment: str


def _patch_mapping(node: yaml.Node, old: BaseModel, new: BaseModel, lines: list[str], edits: list[_Edit]) -> bool:
    """Adds the edits that turn the block mapping at `node` into `new`; returns whether that was possible."""
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return False
    if node.flow_style:
        return _patch_flow(node, old, new, lines, edits)
    indent = node.start_mark.column
    present = {key.value: _field(key, value, lines) for key, value in node.value}
    order = [name for name in type(new).model_fields if name != "citation_key"]
    for position, name in enumerate(order):
        before, after = getattr(old, name, None), getattr(new, name)
        if before == after:
            continue
        new_lines = field_lines(name, after, indent)
        field = present.get(name)
        if field is None:
            line = max((present[n].end for n in order[:position] if n in present), default=node.start_mark.line)
            edits.append(_Edit(line, line, new_lines))
        elif not new_lines:
            edits.append(_Edit(field.start, field.end, []))
        elif not _patch_inside(field, before, after, lines, edits):
            if len(new_lines) == 1:
                new_lines = [f"{new_lines[0]}{field.comment}"]
            edits.append(_Edit(field.start, field.end, new_lines))
    return True


def _patch_flow(node: yaml.MappingNode, old: BaseModel, new: BaseModel, lines: list[str], edits: list[_Edit]) -> bool:
    """The same for a mapping in braces if one text in it differs; more would need several edits in one line."""
    order = [name for name in type(new).model_fields if name != "citation_key"]
    changed = [name for name in order if getattr(old, name, None) != getattr(new, name)]
    present = {key.value: value for key, value in node.value}
    if len(changed) != 1 or type(after := getattr(new, changed[0])) is not str:
        return False
    name = changed[0]
    value = present.get(name)
    if isinstance(value, yaml.ScalarNode) and value.start_mark.line == value.end_mark.line:
        edits.append(
            _replace_columns(lines, value.start_mark.line, value.start_mark.column, value.end_mark.column, flow(after))
        )
        return True
    marks = [present[n].end_mark for n in order[: order.index(name)] if n in present]
    if value is not None or not marks:
        return False
    mark = max(marks, key=lambda mark: (mark.line, mark.column))
    edits.append(_replace_columns(lines, mark.line, mark.column, mark.column, f", {name}: {flow(after)}"))
    return True


def _replace_columns(lines: list[str], number: int, start: int, end: int, text: str) -> _Edit:
    """The edit that replaces the columns from `start` to `end` (not included) of one line."""
    line = lines[number].rstrip("\r\n")
    return _Edit(number, number + 1, [line[:start] + text + line[end:]])


def _patch_inside(field: _Field, before: Any, after: Any, lines: list[str], edits: list[_Edit]) -> bool:
    """Changes some items of a block list, or some fields of a block mapping; returns whether that was possible."""
    if isinstance(field.value, yaml.SequenceNode) and isinstance(after, tuple) and not field.value.flow_style:
        return _patch_list(field.value, before, after, lines, edits)
    if isinstance(before, BaseModel) and isinstance(after, BaseModel):
        return _patch_mapping(field.value, before, after, lines, edits)
    return False


def _patch_list(
    node: yaml.SequenceNode, before: Sequence[Any], after: Sequence[Any], lines: list[str], edits: list[_Edit]
) -> bool:
    if len(node.value) != len(before) or not after:
        return False
    starts = [item.start_mark.line for item in node.value]
    margin = " " * node.start_mark.column
    if len(set(starts)) < len(starts) or not all(lines[line].startswith(f"{margin}- ") for line in starts):
        return False
    spans = [_Field("", start, *_value_end(item, lines)) for start, item in zip(starts, node.value, strict=True)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        new_lines = [f"{margin}- {flow(item)}" for item in after[j1:j2]]
        # Item by item, so that comments between them, and behind them, stay.
        for span in spans[i1:i2]:
            new = [f"{new_lines.pop(0)}{span.comment}"] if new_lines else []
            edits.append(_Edit(span.start, span.end, new))
        if new_lines:
            line = spans[i2 - 1].end if i2 > 0 else starts[0]
            edits.append(_Edit(line, line, new_lines))
    return True


def _field(key: yaml.Node, value: yaml.Node, lines: list[str]) -> _Field:
    return _Field(key.value, key.start_mark.line, *_value_end(value, lines))


def _value_end(value: yaml.Node, lines: list[str]) -> tuple[int, yaml.Node, str]:
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
