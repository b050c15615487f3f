"""Lists in Markdown, with any HTML in them."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from llmprimer.importing.document.markdown_outline import LONGEST_LINE, blocks, too_long
from llmprimer.importing.entries.from_blocks import read_blocks
from llmprimer.importing.formats.embedded_bibtex import take_bibtex
from llmprimer.importing.stated.line_forms import LineForm
from llmprimer.records.draft import Reading


def read(
    text: str,
    name: str,  # noqa: ARG001 - all forms are read the same way
    forms: Sequence[LineForm] = (),
    *,
    tasks: AbstractSet[int] = frozenset(),
) -> Reading:
    """The works of the list; every other line is a leftover with a reason. `tasks` are the lines of headings with a state."""
    reading = Reading()
    for line in too_long(text):
        reading.leave(line, text.split("\n")[line - 1], f"longer than {LONGEST_LINE} characters")
    text = take_bibtex(text, reading)
    found = blocks(text)
    for block in found if tasks else ():
        block.is_task = block.kind == "heading" and block.line in tasks
    return read_blocks(found, text, reading, forms)
