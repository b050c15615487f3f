"""Makes a title and the blocks below it one work whose parts are stated."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.importing.document.outline import SUMMARY, Block, Span
from llmprimer.importing.document.stated_parts import LineMatch
from llmprimer.importing.forms.cited_headings import HEADINGS


def stated_section(title: Block, below: Sequence[Block], match: LineMatch, *, called: str = "") -> Block:
    """The stated block of both; `match` says what they are, and `called` is another name of the work."""
    last = below[-1]
    is_heading = title.kind == "heading" and title.level < SUMMARY
    return Block(
        "stated",
        title.line,
        [span for block in (title, *below) for span in (*block.spans, Span(" "))],
        level=title.level if is_heading else 0,
        group=HEADINGS,
        end=max(last.end, last.line),
        called=called,
        stated=match,
    )
