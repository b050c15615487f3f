"""Shortens long runs of blanks, which say nothing, and at whose every place expressions would begin anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from llmprimer.importing.document.outline import Block, Span

#: Longer runs are shortened to as many blanks as part columns.
_LONGEST, _SHORT = 256, " " * 4
_LONG_RUN = re.compile(rf"(?<!\s)\s{{{_LONGEST},}}")


def shorten_blanks(blocks: Iterable[Block]) -> None:
    """Shortens them in blocks and in what is nested in these, in place."""
    for block in blocks:
        block.spans = _shortened(block.spans)
        block.cells = [_shortened(cell) for cell in block.cells]
        shorten_blanks(block.children)
        shorten_blanks(block.listed)


def _shortened(spans: Sequence[Span]) -> list[Span]:
    return [
        span._replace(text=_LONG_RUN.sub(_SHORT, span.text)) if len(span.text) > _LONGEST else span for span in spans
    ]
