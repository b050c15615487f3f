"""From the blocks of a document to its works; every other line is a leftover."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import cache

from llmprimer.importing.accounting import account
from llmprimer.importing.columns import told_lists, with_columns
from llmprimer.importing.entries import works
from llmprimer.importing.markdown_outline import LONGEST_LINE
from llmprimer.importing.outline import Block
from llmprimer.importing.table_heads import tell_tables
from llmprimer.records.draft import Reading


def read_blocks(blocks: Sequence[Block], text: str, reading: Reading) -> Reading:
    """The reading with the drafts and leftovers of the document added, both in the order of the lines."""

    @cache
    def usual() -> Reading:
        trial = Reading()
        works(deepcopy(blocks), trial)
        return trial

    are_told = tell_tables(blocks, usual)
    if (told := told_lists(blocks)) and (rows := with_columns(blocks, told, usual())) is not None:
        blocks, are_told = rows, True
    if are_told or not usual.cache_info().currsize:
        works(blocks, reading)
    else:
        reading.drafts += usual().drafts
        reading.leftovers += usual().leftovers
    account(text, reading, longest_line=LONGEST_LINE)
    reading.drafts.sort(key=lambda draft: draft.line)
    reading.leftovers.sort()
    return reading
