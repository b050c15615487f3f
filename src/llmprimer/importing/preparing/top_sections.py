"""Documents whose sections have headings of the first level, which elsewhere is that of the title of the document.

Several of them with works below are sections. One that has most of the works, in subsections, is the title all the same:
`# Large Lamps`, with an appendix behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llmprimer.importing.document.labels import holds_no_works
from llmprimer.importing.document.linking import has_links
from llmprimer.importing.document.outline import SUMMARY, Block

#: How many headings of the first level have entries below in such a document.
_SEVERAL = 2
#: What share of the entries a title has below it.
_MOST = 0.7


@dataclass(slots=True)
class _Section:
    heading: Block
    entries: int = 0
    has_subsections: bool = False


def settle_top_sections(blocks: Sequence[Block]) -> None:
    """Makes headings of the first level ones of the second, and all others deeper by one, if they are sections."""
    sections: list[_Section] = []
    for block in blocks:
        if block.kind == "heading" and block.level == 1:
            sections.append(_Section(block))
        elif sections and block.kind == "heading":
            sections[-1].has_subsections = True
            sections[-1].entries += has_links(block)
        elif sections:
            sections[-1].entries += _is_entry(block)
    found = [one for one in sections if one.entries and not holds_no_works(one.heading.text)]
    most = _MOST * sum(one.entries for one in found)
    if len(found) < _SEVERAL or any(one.has_subsections and one.entries > most for one in found):
        return
    for block in blocks:
        if block.kind == "heading" and block.level < SUMMARY:
            block.level = min(block.level + 1, SUMMARY - 1)


def _is_entry(block: Block) -> bool:
    return block.kind in ("item", "row", "stated") or (block.kind == "paragraph" and has_links(block))
