"""The blocks that follow a title or an entry, as far as they are about it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from llmprimer.importing.blocks import is_title, reads_as_entry
from llmprimer.importing.citations import citation_lines, is_citation
from llmprimer.importing.flattening import LABEL
from llmprimer.importing.labels import column, is_reference_section
from llmprimer.importing.linking import ADDRESSED, has_links, is_detail, leads_with_link, lines_of
from llmprimer.importing.outline import Block


def sections_of_citations(blocks: Sequence[Block]) -> set[int]:
    """The places of paragraphs that are citations without links, where several of a section are."""
    found: set[int] = set()
    run: list[int] = []
    others = 0
    in_references = False

    def close() -> None:
        if len(run) >= (1 if in_references else 3) and len(run) >= others:
            found.update(run)

    for at, block in enumerate(blocks):
        if block.kind == "heading":
            close()
            run, others = [], 0
            in_references = is_reference_section(block.text)
        elif block.kind == "paragraph" and not has_links(block):
            if any(is_citation("".join(s.text for s in part)) for part in citation_lines(block.spans)):
                run.append(at)
            else:
                others += 1
    close()
    return found


def paragraphs_below(blocks: Sequence[Block], at: int) -> list[Block] | None:
    """The paragraphs that follow; None where a list of works does, so that the heading is one of a section."""
    below: list[Block] = []
    for block in blocks[at:]:
        if block.kind != "paragraph":
            if block.kind == "row" or (block.kind == "item" and leads_with_link(block) and not is_detail(block)):
                return None
            break
        below.append(block)
    return below[:12]


def abstract_below(blocks: Sequence[Block], at: int) -> list[Block]:
    """The paragraphs of an abstract, or another labelled text about the work, that follow its links."""
    told: list[Block] = []
    for block in blocks[at : at + 6]:
        label = LABEL.match(block.text)
        is_labelled_text = label is not None and column(label[1]) == "note"
        if block.kind != "paragraph" or not (told or is_labelled_text) or (told and (label or is_title(block))):
            break
        told.append(block)
    return told


def descriptions_below(blocks: Sequence[Block], begin: int, cited: AbstractSet[int]) -> list[Block]:
    """The paragraphs that follow an entry which is a paragraph itself, as far as they are about it."""
    below: list[Block] = []
    for at, block in enumerate(blocks[begin : begin + 4], begin):
        if block.kind != "paragraph" or at in cited or is_title(block):
            break
        if len(block.text.split()) <= 5 or ADDRESSED.match(block.text.lstrip(" *_")):
            break
        if has_links(block) and reads_as_entry(block, lines_of(block.spans)):
            break
        below.append(block)
    return below
