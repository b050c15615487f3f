"""The lines of paragraphs, each of which may be an entry, or a sentence about the entry above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from llmprimer.importing.document.linking import lines_of
from llmprimer.importing.document.outline import Block

_SENTENCE = re.compile(r"^[^\W\d_A-Z]*[a-z(]|[.!?…。！？]$")


def paragraph_lines(block: Block) -> Iterator[Block]:
    """The lines of a paragraph that have text, as paragraphs."""
    for number, line in enumerate(lines_of(block.spans)):
        if any(span.text.strip() for span in line):
            at = block.line + number
            yield replace(block, line=at, spans=line, end=at, children=[])


def is_sentence(line: Block) -> bool:
    """Whether a line begins or ends as a sentence does; one without links is about what stands above it."""
    return _SENTENCE.search(line.text.strip()) is not None
