"""A web page that is a list: the same judgement as for Markdown."""

from __future__ import annotations

from llmprimer.importing.accounting import account
from llmprimer.importing.entries import works
from llmprimer.importing.html_outline import HtmlOutline
from llmprimer.importing.markdown_outline import LONGEST_LINE
from llmprimer.records.draft import Reading


def read(text: str, name: str) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """The works that the page lists."""
    outline = HtmlOutline()
    outline.piece(text, 1)
    outline.finish()
    reading = Reading()
    works(outline.blocks, reading)
    account(text, reading, longest_line=LONGEST_LINE)
    reading.drafts.sort(key=lambda draft: draft.line)
    reading.leftovers.sort()
    return reading
