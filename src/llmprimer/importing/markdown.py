"""Lists in Markdown, with any HTML in them."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.importing.embedded_bibtex import take_bibtex
from llmprimer.importing.from_blocks import read_blocks
from llmprimer.importing.line_forms import LineForm
from llmprimer.importing.markdown_outline import LONGEST_LINE, blocks, too_long
from llmprimer.records.draft import Reading


def read(text: str, name: str, forms: Sequence[LineForm] = ()) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """The works of the list; every other line is a leftover with a reason."""
    reading = Reading()
    for line in too_long(text):
        reading.leave(line, text.split("\n")[line - 1], f"longer than {LONGEST_LINE} characters")
    text = take_bibtex(text, reading)
    return read_blocks(blocks(text), text, reading, forms)
