"""Reads one item of a list, or row of a table, that has no link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from llmprimer.importing.document.citations import is_dated_title, is_placeholder, quoted_titles
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import Links, is_detail, words_outside_links
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.drafting.bylines import is_title_line
from llmprimer.importing.forms.list_forms import USUAL, ListForms, file_title
from llmprimer.records.draft import Draft, Reading

_WORDS = re.compile(r"[\u3040-\u9fff]{2}|[^\W\d_]{2,}")


class LinklessReader(ListForms):
    """Makes drafts of items without links, where the list or their form shows that they are works."""

    def __init__(self, blocks: Sequence[Block], reading: Reading, noted: AbstractSet[int]) -> None:
        super().__init__(blocks, noted)
        self._reading = reading

    def without_links(
        self,
        block: Block,
        spans: Sequence[Span],
        links: Links,
        above: tuple[str, ...],
        below: Sequence[Sequence[Span]],
        *,
        is_heading: bool,
        is_row: bool,
    ) -> list[Draft]:
        """The works of an item; empty (and a leftover) if it is no work."""
        is_item = not is_row and not is_heading
        if is_row:
            is_work = re.search(r"[^\W\d_]{2}|^\d{3,4}$", words_outside_links(spans)) is not None
        else:
            is_work = self.is_linkless_work(block)
        if is_item and self._waits_for_links(block, spans):
            is_work, spans = True, [s for s in spans if s.href != ""]
        if self._is_titled_by_section(block):
            is_work = True
            if not is_title_line(block):  # bold words in it are no title
                spans = [Span(" ".join(block.text.split()))]
        elif is_item and self.is_file_name(block):
            draft = self.text_first(block, [Span(file_title(block), bold=True)], links, above, below)
            draft.restated = block.text
            return [draft]
        elif is_item and self.is_named_thing(block) and not is_dated_title(block.text):
            spans, told = self._named_things.apart(spans)
            below = [*told, *below]
        elif not is_row and self.is_whole_title(block):
            spans = [Span(" ".join(block.text.split()), bold=True)]
        if not is_heading and is_work:
            if not is_row and (several := quoted_titles(spans)):
                return [self.text_first(block, one, links, above, below) for one in several]
            draft = self.text_first(block, spans, links, above, below)
            draft.has_cited_title = draft.has_cited_title or self._is_over_note(block)
            return [draft]
        if links.relative:
            self.leave(block, "the address is not a whole one")
        elif not is_heading and not any(child.kind in ("item", "stated") for child in block.children):
            self.leave(block, "neither a link nor a citation")
        return []

    def _waits_for_links(self, block: Block, spans: Sequence[Span]) -> bool:
        """Whether labels without an address stand behind a title, `Large Lamps of Rooms [[paper]]() [[code]]()`, in a list with links."""
        labels = [s for s in spans if s.href is not None]
        words = _WORDS.findall(words_outside_links(spans))
        is_among_linked = block.kind == "item" and self._linked[block.group] >= USUAL
        are_empty = bool(labels) and all(s.href == "" and is_resource(s.text) for s in labels)
        return (
            is_among_linked
            and are_empty
            and len(words) >= USUAL
            and not (is_detail(block) or is_placeholder(block.text))
        )

    def leave(self, block: Block, reason: str) -> None:
        """Leaves over a block that is no work, with the blocks nested in it."""
        self._reading.leave(block.line, block.text, reason, block.end)
        for child in block.children:
            self.leave(child, reason)
