"""From the blocks of a document to its works; every other line is a leftover."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from llmprimer.importing.document.accounting import account
from llmprimer.importing.document.linking import all_items
from llmprimer.importing.document.markdown_outline import LONGEST_LINE
from llmprimer.importing.document.outline import Block, copied
from llmprimer.importing.drafting.bracketed_names import settle_abbreviations, split_brackets_of_sections
from llmprimer.importing.drafting.names_for_titles import settle_names_for_titles
from llmprimer.importing.entries.judging import works
from llmprimer.importing.labelling.labelled_fields import fill_fields
from llmprimer.importing.labelling.labelled_lists import with_labels
from llmprimer.importing.preparing.steps import prepared
from llmprimer.importing.stated.line_forms import LineForm
from llmprimer.importing.stated.stated_lines import with_stated_lines
from llmprimer.importing.tables.columns import lists_with_columns, with_columns
from llmprimer.importing.tables.table_heads import name_columns
from llmprimer.importing.tables.venue_columns import name_venue_columns, unname_counts
from llmprimer.records.draft import Reading


def read_blocks(blocks: Sequence[Block], text: str, reading: Reading, forms: Sequence[LineForm] = ()) -> Reading:
    """The reading with the drafts and leftovers of the document added, both in the order of the lines.

    `forms` are those of entries that a person has stated; other entries are read as usual.
    """
    if forms:
        blocks, reading.stated = with_stated_lines(blocks, forms)

    stated_lines = {block.line for block in (*blocks, *all_items(blocks)) if block.stated is not None}
    blocks = prepared(blocks, reading)

    @cache
    def usual() -> Reading:
        return _works_in(blocks)

    unname_counts(blocks)
    name_venue_columns(blocks)
    is_changed = name_columns(blocks, usual)
    if (lists := lists_with_columns(blocks)) and (rows := with_columns(blocks, lists, usual())) is not None:
        blocks, is_changed = rows, True
    found = _works_in(blocks) if is_changed else usual()
    if (labelled := with_labels(blocks, found)) is not None:
        blocks, reading.labelled = labelled
        found = _works_in(blocks)
        by_labels = set(reading.labelled)
        split_brackets_of_sections(draft for draft in found.drafts if draft.line in by_labels)
    fill_fields(blocks, found)
    settle_abbreviations([draft for draft in found.drafts if draft.line not in stated_lines])
    settle_names_for_titles([draft for draft in found.drafts if draft.line not in stated_lines])
    reading.drafts += found.drafts
    reading.leftovers += found.leftovers
    account(text, reading, longest_line=LONGEST_LINE)
    reading.drafts.sort(key=lambda draft: draft.line)
    reading.leftovers.sort()
    return reading


def _works_in(blocks: Sequence[Block]) -> Reading:
    """The works and leftovers of the blocks, which stay as they are."""
    found = Reading()
    works(copied(blocks), found)
    return found
