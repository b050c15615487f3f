"""Tells people apart in a whole document before its entries are read: by labels, links to accounts, dashes, links and tooltips."""

from __future__ import annotations

from collections.abc import Sequence

from llmprimer.importing.document.linking import (
    all_items,
    has_links,
    without_people_links,
)
from llmprimer.importing.document.outline import Block
from llmprimer.importing.forms.list_forms import USUAL
from llmprimer.importing.people.author_labels import count_author_labels, with_author_labels_as_text
from llmprimer.importing.people.people_after_by import name_people_after_by
from llmprimer.importing.people.people_and_years_behind import name_people_before_years
from llmprimer.importing.people.people_behind import name_people_behind
from llmprimer.importing.people.people_below_titles import name_people_below_titles
from llmprimer.importing.people.people_in_links import name_people_in_links
from llmprimer.importing.people.people_in_tooltips import name_people_in_tooltips
from llmprimer.importing.people.shared_labels import bracket_shared_labels


def settle_people(blocks: Sequence[Block]) -> None:
    """Marks the people of entries where all entries of a document show them, in place."""
    above = ""
    labels = sum(count_author_labels(block.spans) for block in (*blocks, *all_items(blocks)))
    nested = {id(child) for item in all_items(blocks) for child in item.children}
    for block in (*blocks, *all_items(blocks)):
        if labels >= USUAL and block.kind in ("item", "paragraph") and count_author_labels(block.spans):
            block.spans = with_author_labels_as_text(block.spans)
        is_below = id(block) in nested or (block.kind == "paragraph" and above in ("paragraph", "heading"))
        if len(block.spans) > (1 if is_below else 2) and has_links(block):
            block.spans = without_people_links(block.spans, is_below=is_below)
        above = block.kind
    bracket_shared_labels((*blocks, *all_items(blocks)))
    name_people_below_titles(blocks)
    name_people_after_by(all_items(blocks))
    name_people_before_years(all_items(blocks))
    name_people_behind(all_items(blocks))
    name_people_in_links(all_items(blocks))
    name_people_in_tooltips(all_items(blocks))
