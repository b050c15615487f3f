"""From the blocks of a document to its works; every other line is a leftover."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from llmprimer.importing.accounting import account
from llmprimer.importing.address_paragraphs import with_addresses_as_items
from llmprimer.importing.bracketed_names import settle_abbreviations, split_brackets
from llmprimer.importing.cell_lists import with_lists_of_cells
from llmprimer.importing.cited_headings import with_keys_below_titles
from llmprimer.importing.columns import lists_with_columns, with_columns
from llmprimer.importing.common_labels import without_common_labels
from llmprimer.importing.entries import works
from llmprimer.importing.hrefs import is_link
from llmprimer.importing.labelled_fields import fill_fields
from llmprimer.importing.labelled_lists import with_labels
from llmprimer.importing.labels import is_resource
from llmprimer.importing.lead_ins import without_lead_ins
from llmprimer.importing.leading_notes import take_leading_notes
from llmprimer.importing.line_forms import LineForm
from llmprimer.importing.linking import all_items
from llmprimer.importing.markdown_outline import LONGEST_LINE
from llmprimer.importing.numbered_titles import with_numbered_titles
from llmprimer.importing.outline import Block, Span, copied
from llmprimer.importing.repository_counts import without_counts
from llmprimer.importing.speakers import settle_speakers
from llmprimer.importing.stacked_lines import with_lines_as_items
from llmprimer.importing.stated_lines import with_stated_lines
from llmprimer.importing.table_heads import name_columns
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.links import is_note


def read_blocks(blocks: Sequence[Block], text: str, reading: Reading, forms: Sequence[LineForm] = ()) -> Reading:
    """The reading with the drafts and leftovers of the document added, both in the order of the lines.

    `forms` are those of entries that a person has stated; other entries are read as usual.
    """
    if forms:
        blocks, reading.stated = with_stated_lines(blocks, forms)

    stated_lines = {block.line for block in (*blocks, *all_items(blocks)) if block.stated is not None}
    blocks = with_keys_below_titles(with_lists_of_cells(blocks))
    for block in (*blocks, *all_items(blocks)):
        if block.stated is not None:
            continue
        if any(span.href == "" for span in block.spans):
            block.spans = _addressed(block.spans)
        block.spans = without_counts(block.spans)
        block.cells = [without_counts(cell) for cell in block.cells]

    settle_speakers(blocks)
    blocks = with_numbered_titles(without_lead_ins(blocks))
    with_addresses_as_items(blocks)
    blocks = with_lines_as_items(blocks)
    without_common_labels(blocks)
    take_leading_notes((*(block for block in blocks if block.kind == "paragraph"), *all_items(blocks)), reading)

    @cache
    def usual() -> Reading:
        return _works_in(blocks)

    is_changed = name_columns(blocks, usual)
    if (lists := lists_with_columns(blocks)) and (rows := with_columns(blocks, lists, usual())) is not None:
        blocks, is_changed = rows, True
    found = _works_in(blocks) if is_changed else usual()
    if (labelled := with_labels(blocks, found)) is not None:
        blocks, reading.labelled = labelled
        found = _works_in(blocks)
        labelled_lines = set(reading.labelled)
        sections: defaultdict[tuple[str, ...], list[Draft]] = defaultdict(list)
        for draft in found.drafts:
            if draft.line in labelled_lines:
                sections[draft.headings].append(draft)
        for drafts in sections.values():
            split_brackets(drafts)
    fill_fields(blocks, found)
    settle_abbreviations([draft for draft in found.drafts if draft.line not in stated_lines])
    reading.drafts += found.drafts
    reading.leftovers += found.leftovers
    account(text, reading, longest_line=LONGEST_LINE)
    reading.drafts.sort(key=lambda draft: draft.line)
    reading.leftovers.sort()
    return reading


def _addressed(spans: Sequence[Span]) -> list[Span]:
    """The spans, with the address of the label behind a link in place of none: `[Lamps]() [[pdf]](...)`."""
    made = list(spans)
    for at, span in enumerate(spans):
        label = next((s for s in spans[at + 1 :] if s.href or re.search(r"[^\s\[(|]", s.text)), span)
        is_label = is_resource(span.text) or is_note(span.text)  # `[code]() [[pdf]](...)`: no code is there
        if (
            span.href == ""
            and span.text.strip()
            and not is_label
            and is_link(label.href)
            and len(label.text.split()) <= 2
        ):
            made[at] = span._replace(href=label.href)
    return made


def _works_in(blocks: Sequence[Block]) -> Reading:
    """The works and leftovers of the blocks, which stay as they are."""
    found = Reading()
    works(copied(blocks), found)
    return found
