"""Reads items of lists with what is nested in them: facts about the work, or works of their own."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from llmprimer.importing.document.citations import (
    is_citation,
    is_plain_citation,
)
from llmprimer.importing.document.flattening import SENTENCE
from llmprimer.importing.document.linking import (
    all_items,
    has_links,
    is_detail,
    is_labelled,
    leads_with_link,
    line_leads,
    links_of,
)
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.importing.drafting.blocks import (
    TELLS_NEWS,
    first_titled,
    lines_below,
)
from llmprimer.importing.drafting.bracketed_names import call
from llmprimer.importing.drafting.following import (
    add_links,
    is_linked_byline,
)
from llmprimer.importing.entries.nested_labels import (
    citations_below_works,
    is_short_link,
    labels_of_facts,
    nested_label,
    nests_only_companions,
)
from llmprimer.importing.entries.stated_entries import StatedReader
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.titles import strip_decoration

#: How many words a sentence about a work has at least.
_SENTENCE = 8


class NestedReader(StatedReader):
    """Makes drafts of items and of those nested in them."""

    def __init__(self, blocks: Sequence[Block], reading: Reading, noted: AbstractSet[int]) -> None:
        super().__init__(blocks, reading, noted)
        self._fact_labels = labels_of_facts(all_items(blocks))
        self._cited_below = citations_below_works(all_items(blocks))
        self._nests_companions = nests_only_companions(all_items(blocks))

    def list_item(self, item: Block, above: tuple[str, ...], after: Sequence[Block] = ()) -> bool:
        """Reads an item and those nested in it; returns whether the item itself is a work."""
        nested = [child for child in item.children if child.kind == "item"]
        own = links_of(item.spans)
        has_own = bool(own.titled or own.resources or item.stated is not None)
        is_alone = not any(has_links(child) for child in nested) and self.is_linkless_work(item)
        is_entry = has_own or item.cells or is_alone or is_plain_citation(item) or self.is_named_italic(item)
        about = self._facts_of_entry(nested, has_own=has_own) if is_entry else _facts_of_title(nested)
        made: list[Draft] = []
        if item.spans:
            spans = item.spans
            # What has a label that nobody knows is no publication.
            lines = [
                [Span("Summary: "), *line] if self._is_fact(child) else line
                for child in about
                for line in lines_below([child])
            ]
            if about and not has_own and TELLS_NEWS.search(item.text) and (paper := first_titled(about)) is not None:
                # `X has been released!` over `Paper: [X](...)` and `Code: [...](...)`: the news is no title.
                self._reading.leave(item.line, item.text, "news of a work")
                self._announced(paper, [child for child in about if child is not paper], above)
                return True
            if about and not has_own:  # the links below are those of the item
                for child in about:
                    if has_links(child):
                        spans = [*spans, Span(BREAK), *child.spans]
                lines = list(lines_below(child for child in about if not has_links(child)))
            cited = [c for c in item.children if c.kind == "paragraph" and is_citation(c.text)] if has_own else []
            after = [*cited, *after]
            lines += [block.spans for block in after]
            is_row = item.cells or item.stated is not None
            made = self.row(item, above, lines) if is_row else self.from_spans(item, spans, above, below=lines)
            if item.called and len(made) == 1:
                call(made[0], made[0].title, item.called)
            for name, values in item.known.items() if made else ():
                made[0].fields[name] = list(dict.fromkeys((*made[0].fields.get(name, ()), *values)))
            if made:
                for child in (*all_items(about), *after):
                    add_links(made[-1], child.spans)
                    made[-1].last_line = max(made[-1].last_line, child.end, child.line)
                nested = _others(nested, about)
            elif len(nested) == 1 and _tells_of_one(item, nested[0]):
                # A label makes it a description whatever it begins with, `Stern et al. showed the same for lamps`.
                told = [Span("Summary: "), *(span._replace(text=" ") if span.is_break else span for span in item.spans)]
                return self.list_item(replace(nested[0], line=item.line), above, [Block("paragraph", item.line, told)])
            elif (nested or any(c.kind == "stated" for c in item.children)) and not own.titled:
                above = (*above, strip_decoration(" ".join(item.text.split())).rstrip(":： "))
        for child in item.children:
            if child.kind == "row":
                self.row(child)
            elif child.kind == "stated":
                self.list_item(child, above)
            elif child.kind != "item" and not (made and child in after):
                self.leave(child, "text within an item")
        for child in nested:
            self.list_item(child, above)
        return bool(made)

    def is_linkless_work(self, block: Block) -> bool:
        return block.line in self._cited_below or super().is_linkless_work(block)

    def _facts_of_entry(self, nested: Sequence[Block], *, has_own: bool) -> list[Block]:
        """The items nested in an entry that are about the work; an entry without a link has only links of its own below."""
        about = [
            c
            for c in nested
            if is_detail(c) or is_labelled(c) or not leads_with_link(c) or (has_own and self._is_fact(c))
        ]
        about = [c for c in about if c.line not in self._cited_below]
        if has_own and self._nests_companions and any(map(is_detail, about)):
            return [c for c in nested if is_short_link(c) or any(c is other for other in about)]
        is_whole = has_own or all(map(is_detail, _others(nested, about)))
        return about if is_whole else []

    def _is_fact(self, item: Block) -> bool:
        """Whether an item nested in a work has a label of facts."""
        return bool(self._fact_labels) and nested_label(item) in self._fact_labels

    def _announced(self, paper: Block, others: Sequence[Block], above: tuple[str, ...]) -> None:
        """The work that an announcement is about: its own line, and neighbouring lines with further links."""
        at, link = links_of(paper.spans).titled[0]
        made = self.from_spans(paper, [link, *paper.spans[at + 1 :]], above, below=list(lines_below(others)))
        for draft in made[:1]:
            for child in others:
                add_links(draft, child.spans)
                draft.last_line = max(draft.last_line, child.end, child.line)


def _facts_of_title(nested: Sequence[Block]) -> list[Block]:
    """The items nested in a text that is a title, if all are about the work, and some of them its links."""
    details = [c for c in nested if is_detail(c)]
    if not details and len(nested) == 1 and is_linked_byline(nested[0]):
        details = list(nested)
    about = [c for c in nested if c in details or is_labelled(c) or not has_links(c)]
    return about if details and len(about) == len(nested) else []


def _others(blocks: Sequence[Block], some: Sequence[Block]) -> list[Block]:
    """The blocks that are none of `some`; as objects, because comparing blocks goes through all that they hold."""
    left_out = {id(block) for block in some}
    return [block for block in blocks if id(block) not in left_out]


def _tells_of_one(item: Block, below: Block) -> bool:
    """Whether an item is a sentence without links about the only work below it, and no heading."""
    text = item.text.strip()
    is_whole = text[-1:] in (".", "!", "?", ":", "。", "：") and len(text.split()) >= _SENTENCE
    only = len(item.children) == 1 and len(links_of(below.spans).titled) == 1 and line_leads(below.spans)
    return only and is_whole and not any(span.href for span in item.spans) and SENTENCE.search(text) is not None
