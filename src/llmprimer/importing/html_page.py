"""Web pages that are lists, read like Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.importing.from_blocks import read_blocks
from llmprimer.importing.html_outline import HtmlOutline
from llmprimer.importing.line_forms import LineForm
from llmprimer.records.draft import Reading


def read(text: str, name: str, forms: Sequence[LineForm] = ()) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """The works of the page."""
    outline = HtmlOutline()
    outline.piece(text, 1)
    outline.finish()
    return read_blocks(outline.blocks, text, Reading(), forms)
