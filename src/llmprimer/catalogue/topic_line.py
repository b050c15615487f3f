"""Changes the `topics` of one record in its text without parsing YAML, if the text is in the usual form.

Curators tag record after record, and importing PyYAML and the models takes as long as all the rest of such a command.
The result is the same as that of `catalogue.patching`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_FIELD = re.compile(r"    ([a-z_]+):(?: (.*))?")
_INNER = re.compile(r" {4,}- (.*)| {6,}[a-z_]+:(?: (.*))?")
_NAME = re.compile(r"[a-z_]+: ")
# A quoted text, at a position where one can begin.
_QUOTED = re.compile(r"""(?<![^\s\[\]{},:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_QUOTE = re.compile(r"""(?<![^\s\[\]{},:])["']""")
_PLAIN_SLUG = re.compile(r"(?!(?:null|y|n|yes|no|on|off|true|false)$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def with_topics(body: str, old: Sequence[str], new: Sequence[str], order: Sequence[str]) -> str | None:
    """The text of a valid record, whose topics are `old`, with `new` ones; `order` is that of the fields in a record.

    None if the text is not in the usual form: each field on its own line, indented by four spaces, and no text continued
    on the next line before the topics.
    """
    lines = body.splitlines(keepends=True)
    if "\n" not in body or any(not line.endswith("\n") for line in lines) or not all(map(_PLAIN_SLUG.fullmatch, new)):
        return None
    ends = _ends(lines, "topics")
    if ends is None or ("topics" in ends) != bool(old):
        return None
    line_break = "\r\n" if lines[0].endswith("\r\n") else "\n"
    new_lines = [_line(new) + line_break] if new else []
    if old:
        index = ends["topics"] - 1
        if lines[index] != _line(old) + line_break:
            return None
        lines[index : index + 1] = new_lines
    else:
        before = [ends[name] for name in order[: order.index("topics")] if name in ends]
        if not before:
            return None
        lines[max(before) : max(before)] = new_lines
    return "".join(lines)


def _line(topics: Sequence[str]) -> str:
    return f"    topics: [{', '.join(topics)}]"


def _ends(lines: Sequence[str], last: str) -> dict[str, int] | None:
    """The line after the last one of each field, up to the field `last`; None if anything before is unusual."""
    if not lines[0].rstrip().endswith(":") or not lines[0].startswith("  "):
        return None
    ends: dict[str, int] = {}
    name = ""
    for number, line in enumerate(lines[1:], start=2):
        text = line.rstrip("\r\n")
        if not text.strip() or text.lstrip(" ").startswith("#"):
            continue
        if field := _FIELD.fullmatch(text):
            name = field[1]
            if name in ends:
                return None
        inner = field or _INNER.fullmatch(text)
        if not name or inner is None or not all(map(_is_whole, _values(inner))):
            return None
        ends[name] = number
        if name == last:
            break
    return ends


def _values(match: re.Match[str]) -> Iterator[str]:
    for value in match.groups()[1 if match.re is _FIELD else 0 :]:
        rest = value or ""
        while name := _NAME.match(rest):
            rest = rest[name.end() :]
        yield rest


def _is_whole(value: str) -> bool:
    """Whether the value ends on its line; unquoted text may continue."""
    if value[:1] in "\"'":
        return not value or _QUOTED.fullmatch(value) is not None
    if value[0] not in "[{":
        return value[0] not in "|>&*!%@`#?-,]}"
    bare = _QUOTED.sub("", value)
    if _QUOTE.search(bare) or "#" in bare:
        return False
    depth = 0
    for position, character in enumerate(bare, start=1):
        depth += (character in "[{") - (character in "]}")
        if depth == 0:
            return position == len(bare)
    return False
