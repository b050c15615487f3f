"""What is done to the blocks of a document before works are looked for: forms that lists share are brought to the usual one, in this order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import all_items
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.preparing.address_paragraphs import with_addresses_as_items
from llmprimer.importing.preparing.blanks import shorten_blanks
from llmprimer.importing.preparing.brackets_before_titles import without_brackets_before_titles
from llmprimer.importing.preparing.cited_paragraphs import with_citations_apart
from llmprimer.importing.preparing.common_labels import without_common_labels, without_common_tags
from llmprimer.importing.preparing.emphasised_words import with_emphasised_titles
from llmprimer.importing.preparing.facts_beside_titles import with_facts_below_titles
from llmprimer.importing.preparing.labelled_titles import without_names_before_titles
from llmprimer.importing.preparing.lead_ins import without_lead_ins
from llmprimer.importing.preparing.leading_notes import take_leading_notes
from llmprimer.importing.preparing.licensed_sections import with_licensed_sections
from llmprimer.importing.preparing.linked_authors import with_titles_behind_authors
from llmprimer.importing.preparing.linked_titles_over_notes import with_notes_below_titles
from llmprimer.importing.preparing.named_citations import without_names_before_citations
from llmprimer.importing.preparing.names_before_italics import without_names_before_italics
from llmprimer.importing.preparing.names_over_titles import with_titles_for_names
from llmprimer.importing.preparing.numbered_titles import with_numbered_titles
from llmprimer.importing.preparing.repository_counts import without_counts
from llmprimer.importing.preparing.stacked_lines import with_lines_as_items
from llmprimer.importing.preparing.titled_sections import with_titles_as_items
from llmprimer.importing.preparing.titles_before_years import with_years_in_brackets
from llmprimer.importing.preparing.titles_behind_names import with_titles_behind_names
from llmprimer.importing.preparing.titles_below_names import with_titles_below_names
from llmprimer.importing.preparing.titles_over_bylines import with_titles_over_bylines
from llmprimer.importing.preparing.titles_over_citations import with_titles_over_citations
from llmprimer.importing.preparing.titles_over_facts import with_titles_over_facts
from llmprimer.importing.preparing.titles_over_quotations import with_titles_over_quotations
from llmprimer.importing.preparing.titles_with_links_below import link_titles
from llmprimer.importing.preparing.top_sections import settle_top_sections
from llmprimer.importing.preparing.topics_behind_titles import without_topics_behind_titles
from llmprimer.importing.preparing.works_behind_labels import put_labels_above
from llmprimer.importing.preparing.years_behind_names import with_titles_behind_years
from llmprimer.importing.tables.cell_lists import with_lists_of_cells
from llmprimer.importing.tables.speakers import settle_speakers
from llmprimer.records.draft import Reading
from llmprimer.records.links import is_note
from llmprimer.text import has_cjk

#: A link whose text is in brackets of its own; of few words it is a label.
_IN_BRACKETS = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*")
_TITLE = 5
#: How many signs a title without blanks has.
_SIGNS = 5


def prepared(blocks: Sequence[Block], reading: Reading) -> list[Block]:
    """The blocks in the usual forms, changed in place where they stay; what is no part of any work is left over in the reading."""
    shorten_blanks(blocks)
    blocks = with_titles_over_facts(link_titles(with_lists_of_cells(with_facts_below_titles(blocks))), reading)
    blocks = with_titles_as_items(with_licensed_sections(blocks), reading)
    settle_top_sections(blocks)
    blocks = with_titles_over_quotations(with_titles_over_citations(with_titles_over_bylines(blocks)))
    for block in (*blocks, *all_items(blocks)):
        if block.stated is not None:
            continue
        if any(span.href == "" for span in block.spans):
            block.spans = _addressed(block.spans)
        block.spans = _without_brackets(without_counts(block.spans))
        block.cells = [_without_brackets(without_counts(cell)) for cell in block.cells]
        if block.kind == "paragraph":
            block.spans = _without_brackets_around(block.spans)

    settle_speakers(blocks)
    blocks = with_titles_behind_years(with_numbered_titles(without_lead_ins(blocks)))
    blocks = with_notes_below_titles(with_citations_apart(blocks), reading)
    with_addresses_as_items(blocks)
    blocks = with_lines_as_items(blocks)
    with_years_in_brackets(blocks)
    without_common_labels(blocks)
    put_labels_above(blocks)
    with_titles_for_names(all_items(blocks))
    with_titles_below_names(all_items(blocks))
    with_titles_behind_authors(all_items(blocks))
    with_titles_behind_names(all_items(blocks))
    without_topics_behind_titles(all_items(blocks))
    without_brackets_before_titles(all_items(blocks))
    without_common_tags(all_items(blocks))
    without_names_before_citations(all_items(blocks))
    without_names_before_italics(all_items(blocks))
    without_names_before_titles(all_items(blocks))
    with_emphasised_titles(all_items(blocks))
    take_leading_notes((*(block for block in blocks if block.kind == "paragraph"), *all_items(blocks)), reading)
    return list(blocks)


def _without_brackets(spans: list[Span]) -> list[Span]:
    """The spans, with titles that are links without the brackets around all of their words, `<a href="...">[Large Lamps of Old Rooms]</a>`."""
    if not any(span.href and span.text.lstrip().startswith("[") for span in spans):
        return spans
    return [
        span._replace(text=match[1])
        if span.href
        and not span.image
        and (match := _IN_BRACKETS.fullmatch(span.text))
        and len(match[1].split()) >= _TITLE
        else span
        for span in spans
    ]


def _without_brackets_around(spans: list[Span]) -> list[Span]:
    """The spans of a paragraph of nothing but links to titles, without the brackets around each, `[[Large Lamps of Rooms](...)]`."""
    links = [span for span in spans if span.href]
    between = "".join(span.text for span in spans if not span.href)
    if not links or re.sub(r"\s", "", between) != "[]" * len(links):
        return spans
    if not all(_is_titled(link) for link in links):
        return spans
    return [
        span if span.href or span.is_break else span._replace(text=re.sub(r"[\[\]]", "", span.text)) for span in spans
    ]


def _is_titled(link: Span) -> bool:
    is_long = len(link.text.split()) >= _TITLE - 1 or (has_cjk(link.text) and len(link.text) >= _SIGNS)
    return is_long and not link.image and is_link(link.href) and not is_resource(link.text)


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
