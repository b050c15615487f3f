"""Parts words that introduce an entry from it, where both are one paragraph: `On small rooms:` over `**Large Lamps**` and its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llmprimer.importing.document.linking import lines_of
from llmprimer.importing.document.outline import Block, Span

#: How many paragraphs show that a bold line begins an entry.
_USUAL = 3


def without_lead_ins(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with lines that end in a colon above a bold title as paragraphs of their own, where bold lines begin entries."""
    paragraphs = {id(block): lines_of(block.spans) for block in blocks if block.kind == "paragraph" and block.spans}
    if sum(_begins_entry(lines, 0) for lines in paragraphs.values()) < _USUAL:
        return list(blocks)
    made: list[Block] = []
    for block in blocks:
        lines = paragraphs.get(id(block), [])
        at = next((n for n, line in enumerate(lines) if n and _begins_entry(lines, n)), 0)
        if (
            not at
            or any(s.href for line in lines[:at] for s in line)
            or _is_bold(lines[0])
            or not "".join(s.text for s in lines[at - 1]).rstrip().endswith((":", "："))
        ):
            made.append(block)
        else:
            made += _parted(block, at)
    return made


def _parted(block: Block, at: int) -> list[Block]:
    """The paragraph as two, the second of them from that line on."""
    breaks = [number for number, span in enumerate(block.spans) if span.is_break]
    cut = breaks[at - 1]
    first = replace(block, spans=block.spans[:cut], end=block.line + at - 1)
    return [first, replace(block, line=block.line + at, spans=block.spans[cut + 1 :])]


def _begins_entry(lines: Sequence[Sequence[Span]], at: int) -> bool:
    """Whether a line is bold, and has a link or stands above a line that begins with one."""
    if not _is_bold(lines[at]):
        return False
    following = next((s for s in lines[at + 1] if s.text.strip()), None) if at + 1 < len(lines) else None
    return any(s.href for s in lines[at]) or (following is not None and bool(following.href))


def _is_bold(line: Sequence[Span]) -> bool:
    filled = [span for span in line if span.text.strip()]
    return bool(filled) and all(span.bold and not span.image for span in filled)
