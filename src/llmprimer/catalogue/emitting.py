"""Writes validated models as canonical YAML: one form for each value, so that diffs show only changes.

Fields stand in the model's order and empty ones are left out. Lists of mappings (`author`, `relations` ...) are block
lists of flow mappings at the indent of their field, lists of plain values and small mappings (`arxiv`, `listed`) are
flow collections, other mappings are blocks. Lines are never folded. Written directly, not through PyYAML's emitter,
which cannot mix these forms, folds lines, and takes fifty times as long for a large catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from llmprimer.dates import PartialDate

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference

#: Spaces by which each level is indented more than the one around it.
STEP = 2

#: Mappings that are short enough to stand on one line; `published` and the entries of the header are not.
_FLOW_MAPPINGS = frozenset({"arxiv", "listed"})

# A plain scalar that YAML 1.1 and YAML 1.2 both read as this text. Stricter than the grammar: it begins with a letter, a
# digit or another safe character, and flow collections have no unquoted indicators (PyYAML's Python scanner ends a
# plain scalar at `?` there).
_START = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~<.+\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]"
_BLOCK = r"[^\s:#\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|:(?=[^\s])|(?<=[^\s])\#|[ ](?=[^\s#])"
_FLOW = r"[^\s:#,?\[\]{}\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|:(?=[A-Za-z0-9/])|(?<=[^\s])\#|[ ](?=[^\s#])"
_PLAIN_BLOCK = re.compile(f"{_START}(?:{_BLOCK})*")
_PLAIN_FLOW = re.compile(f"(?![,?]){_START}(?:{_FLOW})*")

# Text that some YAML readers read as a null, a boolean, a number or a time: https://yaml.org/type/
_OTHER_THAN_TEXT = re.compile(
    r"""
      null | y | n | yes | no | on | off | true | false
    | [-+]? (?: 0b[01_]+ | 0x[0-9a-f_]+ | 0o[0-7_]+ )
    | [-+]? [0-9][0-9_]* (?: :[0-5]?[0-9] )* (?: \.[0-9_]* )? (?: e[-+]?[0-9]+ )?
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: [t\s].* )?
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Characters that only a double-quoted scalar can hold: control characters, line breaks of any kind, and what YAML
# counts as not printable.
_NEEDS_ESCAPE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def emit_catalogue(header: Header, references: Iterable[Reference]) -> str:
    """A whole catalogue file; the references stand in the order given, with an empty line between two."""
    records = "\n".join(emit_record(reference) for reference in references)
    return emit_header(header) + ("references:\n" + records if records else "references: {}\n")


def emit_header(header: Header) -> str:
    """The text before `references:`."""
    return "".join(line + "\n" for name in _names(header) for line in field_lines(name, getattr(header, name), 0))


def emit_record(reference: Reference) -> str:
    """One entry of `references`, its key line first; ends with a line break."""
    return "\n".join(record_lines(reference)) + "\n"


def record_lines(reference: Reference, indent: int = STEP) -> list[str]:
    """The lines of `emit_record`, without line breaks."""
    lines = [f"{' ' * indent}{scalar(reference.citation_key)}:"]
    for name in _names(reference):
        if name != "citation_key":
            lines += field_lines(name, getattr(reference, name), indent + STEP)
    return lines


def entry_lines(key: str, entry: BaseModel, indent: int = STEP) -> list[str]:
    """The lines of one entry of a section of the header, such as a topic under its slug."""
    return [f"{' ' * indent}{scalar(key)}:", *_block(entry, indent + STEP)]


def field_lines(name: str, value: Any, indent: int) -> list[str]:
    """The lines of one field of a model; none when it is empty or false, as all but the required ones may be."""
    if value is None or value == () or value is False or (value == {} and isinstance(value, dict)):
        return []
    margin = " " * indent
    if isinstance(value, tuple):
        if isinstance(value[0], BaseModel):
            return [f"{margin}{name}:", *(f"{margin}- {flow(item)}" for item in value)]
        return [f"{margin}{name}: {flow(value)}"]
    if isinstance(value, dict):
        inner = indent + STEP
        return [f"{margin}{name}:", *(line for key, entry in value.items() for line in entry_lines(key, entry, inner))]
    if isinstance(value, BaseModel) and name not in _FLOW_MAPPINGS:
        lines = _block(value, indent + STEP)
        return [f"{margin}{name}:", *lines] if lines else [f"{margin}{name}: {{}}"]
    if isinstance(value, BaseModel):
        return [f"{margin}{name}: {flow(value)}"]
    return [f"{margin}{name}: {_atom(value, in_flow=False)}"]


def _block(model: BaseModel, indent: int) -> list[str]:
    return [line for name in _names(model) for line in field_lines(name, getattr(model, name), indent)]


def _names(model: BaseModel) -> Iterable[str]:
    return type(model).model_fields


def flow(value: Any) -> str:
    """A model as `{a: 1, b: [x, y]}`, a tuple as `[x, y]`, anything else as a scalar that may stand inside those."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, BaseModel):
        return f"{{{', '.join(_pairs(value))}}}"
    return _atom(value, in_flow=True)


def _pairs(model: BaseModel) -> Iterator[str]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if field.is_required() or (value is not None and value != () and value is not False):
            yield f"{name}: {flow(value)}"


def _atom(value: Any, *, in_flow: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int | PartialDate):
        return str(value)
    return scalar(value, in_flow=in_flow)


@lru_cache(maxsize=1 << 14)  # keys, topics, family names and containers recur
def scalar(text: str, *, in_flow: bool = False) -> str:
    """The text as a YAML scalar: plain if every reader reads it as this text, else quoted."""
    plain = _PLAIN_FLOW if in_flow else _PLAIN_BLOCK
    if plain.fullmatch(text) and not _OTHER_THAN_TEXT.fullmatch(text):
        return text
    if _NEEDS_ESCAPE.search(text):
        return f'"{_ESCAPED.sub(_escape, text)}"'
    return "'" + text.replace("'", "''") + "'"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    short = _SHORT_ESCAPES.get(character)
    return short or (f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}")
