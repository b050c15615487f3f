"""Counts the forms in which the lists of a document write their entries, and finds works without links by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from llmprimer.importing.document.bold_titles import begins_bold, is_bold_and_dated, is_bold_title
from llmprimer.importing.document.citations import (
    is_bare_title,
    is_citation,
    is_dated_title,
    is_identified,
    is_placeholder,
    is_plain_citation,
    named_italics,
    names_somebody,
    tells_news,
)
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.linking import ADDRESSED, all_items, is_labelled, links_of
from llmprimer.importing.document.outline import Block
from llmprimer.importing.drafting.bylines import begins_with_byline, is_over_byline
from llmprimer.importing.drafting.draft_maker import DraftMaker
from llmprimer.importing.drafting.title_ends import is_name_like, name_before, stand_behind_meetings, with_meeting_first
from llmprimer.importing.forms.bare_titles import PARAGRAPHS, lists_below_tables, lists_of_titles
from llmprimer.importing.forms.cited_headings import HEADINGS
from llmprimer.importing.forms.named_things import named_things
from llmprimer.records.titles import without_file_ending
from llmprimer.records.venues import is_meeting

YEAR_FIRST = re.compile(r"\s*((?:19|20)\d\d)\s+(?=[^\W\d_])")
#: How often an unusual form must occur in a list to count as its style.
USUAL = 3
_BY = re.compile(r"\sby\s[A-Z]")


class ListForms(DraftMaker):
    """How often each list has entries of a form: what many neighbours show, one entry need not."""

    def __init__(self, blocks: Sequence[Block], noted: AbstractSet[int]) -> None:
        super().__init__()
        #: The lines of titles that linked to notes beside the list.
        self._noted = noted
        items = list(all_items(blocks))
        self._citations = Counter(b.group for b in items if is_plain_citation(b))
        self._linked = Counter(b.group for b in items if any(is_link(s.href) for s in b.spans))
        self._bold = Counter(b.group for b in items if is_bold_title(b))
        self._bold_first = Counter(b.group for b in items if begins_bold(b.spans))
        self._yeared = Counter(b.group for b in items if YEAR_FIRST.match(b.text))
        years = {match[1] for text in _texts(blocks) if (match := YEAR_FIRST.match(text)) is not None}
        self._are_yeared = len(years) > USUAL
        self._over_notes = sum(_is_linked_over_note(b) for b in items)
        self._bylines = Counter(b.group for b in items if begins_with_byline(b))
        self._over_bylines = sum(is_over_byline(b) for b in items)
        self._meetings_first = stand_behind_meetings(b.text for b in items)
        names = Counter(name for b in items if (name := name_before(b.spans)) is not None)
        is_usual = names.total() >= USUAL and sum(is_name_like(name) for name in names) >= 2
        #: What the list puts in brackets before titles: short names, and topics, which recur.
        self._names = names if is_usual else Counter[str]()
        italics = Counter(b.group for b in items if _is_named_italic(b))
        self._items = Counter(b.group for b in items)
        is_usual = italics.total() >= 2 * USUAL  # then short lists of nothing else count too
        self._italic_groups = frozenset(
            group
            for group, count in italics.items()
            if count >= USUAL or group == HEADINGS or (is_usual and count == self._items[group])
        )
        self._titles = lists_of_titles(items)
        files = Counter(b.group for b in items if file_title(b))
        plain_items = Counter(b.group for b in items if not any(s.href for s in b.spans))
        #: The lists whose items without links are the names of files of documents.
        self._file_groups = frozenset(g for g, n in files.items() if n >= USUAL and n >= 0.6 * plain_items[g])
        self._below_tables = lists_below_tables(blocks)
        self._named_things = named_things(blocks)
        self._with_by = Counter(b.group for b in items if _BY.search(b.text))
        self._labelled = Counter(b.group for b in items if _has_only_labels(b))
        self._dated = Counter(
            b.group
            for b in items
            if not any(s.href for s in b.spans) and (is_dated_title(b.text) or is_bold_and_dated(b))
        )

    def _is_bold_list(self, block: Block) -> bool:
        """Whether most neighbouring items begin with a bold title."""
        bold = self._bold_first[block.group]
        return bold >= 3 and bold >= 0.6 * self._items[block.group]

    def _is_yeared(self, block: Block) -> bool:
        """Whether years stand before titles, in the list of an entry or in one of few entries in a document with more such."""
        yeared, items = self._yeared[block.group], self._items[block.group]
        return yeared >= USUAL or (self._are_yeared and items <= USUAL and 2 * yeared > items)

    def _is_over_note(self, block: Block) -> bool:
        """Whether a title without a link stands over what is said about it, `- Large Lamps of Rooms` over `- All about rooms.`, as linked ones do."""
        words = block.text.split()
        return (
            self._over_notes > USUAL
            and len(words) >= USUAL
            and is_bare_title(replace(block, children=[]))
            and _has_note(block)
        )

    def is_named_italic(self, block: Block) -> bool:
        """Whether it is a name and a title in italics, in a list of such."""
        return block.group in self._italic_groups and _is_named_italic(block)

    def _is_titled_by_section(self, block: Block) -> bool:
        """Whether an item is a title in a list without links below the name of a meeting."""
        is_there = block.kind == "item" and any(map(is_meeting, self.path))
        return is_there and not self._linked[block.group] and is_bare_title(block)

    def _is_bare_title(self, block: Block) -> bool:
        """Whether an item is a title in a list of titles without links."""
        words = block.text.split()
        return (
            block.group in self._titles
            and not block.children
            and 2 <= len(words) <= 30
            and words[-1][-1] not in ".:："
            and not tells_news(block.text)
        )

    def is_named_thing(self, block: Block) -> bool:
        """Whether an item is the name of a work with words about it, in a document of such."""
        return block.line in self._named_things.lines and block.kind == "item"

    def is_file_name(self, block: Block) -> bool:
        """Whether an item is the name of a document's file, `Large Lamps.pdf`, in a list of such."""
        return block.group in self._file_groups and bool(file_title(block))

    def is_whole_title(self, block: Block) -> bool:
        """Whether an item without links is nothing but the title: what stands behind "by" is a person where most items have one."""
        is_named = 2 * self._with_by[block.group] > self._items[block.group]
        is_with_by = self._is_bare_title(block) and not is_named and _BY.search(block.text) is not None
        return is_with_by or self._is_over_note(block)

    def _is_named_among_labelled(self, block: Block) -> bool:
        """Whether an item is a name and a title, `GlowNet: Learning to glow`, and most neighbours are titles before links to notes."""
        labelled, items = self._labelled[block.group], self._items[block.group]
        if items < USUAL:
            labelled, items = self._labelled.total(), self._items.total()
        name, _, title = block.text.strip().partition(": ")
        is_named = is_name_like(name) and len(title.split()) >= USUAL and title[-1] not in ".!:"
        return is_named and labelled >= 2 and 2 * labelled >= items and not block.children and not tells_news(title)

    def is_linkless_work(self, block: Block) -> bool:
        """Whether an item without a link is a citation or title in a list of them."""
        if block.kind != "item" or any(s.href for s in block.spans) or is_placeholder(block.text):
            return False
        dated, linked, items = (count[block.group] for count in (self._dated, self._linked, self._items))
        bold = self._bold[block.group]
        if (
            block.group in (HEADINGS, PARAGRAPHS)
            or block.group in self._below_tables
            or self.is_named_thing(block)
            or self._is_bare_title(block)
            or self._is_over_note(block)
            or self.is_file_name(block)
        ):
            return True
        if block.line in self._noted or self.is_named_italic(block) or is_identified(block.text):
            return True
        is_titled = with_meeting_first(block.spans, self._meetings_first) is not None or (
            self._over_bylines >= USUAL and is_over_byline(block)
        )
        if is_titled and not tells_news(block.text):
            return True
        if self._is_bold_list(block) and begins_bold(block.spans) and linked >= USUAL:
            return True
        if is_bold_title(block) and bold >= 3 and bold >= 0.6 * items:
            return True
        if self._is_named_among_labelled(block):
            return True
        if not is_plain_citation(block) and (is_dated_title(block.text) or is_bold_and_dated(block)):
            if items <= USUAL:  # short lists are too few: the whole document counts
                dated, linked, items = (count.total() for count in (self._dated, self._linked, self._items))
            return dated + linked >= USUAL and dated + linked >= 0.6 * items
        if dated >= 3 and dated + linked >= 0.6 * items and not block.children and not is_plain_citation(block):
            words = block.text.split()
            is_said = ADDRESSED.match(block.text) is not None or tells_news(block.text)
            return 3 <= len(words) <= 30 and not is_said and block.text.strip()[-1] not in ".!:："
        if not is_plain_citation(block):
            cited, every = self._citations[block.group], self._citations.total()
            is_usual = (cited >= 3 and cited >= 0.3 * items) or (every >= 5 and every >= 0.3 * self._items.total())
            return is_usual and (names_somebody(block.text) or is_citation(block.text, sure=True))
        several = (
            self.is_in_references
            or self._linked[block.group] + self._citations[block.group] >= 3
            or self._citations.total() >= 3
        )
        return several or not self._linked.total()


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of all entries, also of those whose parts are stated."""
    for block in blocks:
        if block.kind in ("item", "stated"):
            yield block.text
            yield from _texts(block.children)


def _has_note(item: Block) -> bool:
    """Whether all that is nested in an item is one text of several words, without links and not a title."""
    if len(item.children) != 1 or item.children[0].children or any(s.href for s in item.children[0].spans):
        return False
    text = item.children[0].text.strip()
    words = text.split()
    capitals = sum(word[0].isupper() for word in words[1:])
    return len(words) > USUAL and 3 * capitals <= len(words) and not is_labelled(item.children[0])


def _is_linked_over_note(item: Block) -> bool:
    """Whether an item is one link over a text about it."""
    linked = [span for span in item.spans if span.text.strip()]
    return len(linked) == 1 and is_link(linked[0].href) and _has_note(item)


def _is_named_italic(item: Block) -> bool:
    """Whether an item is a name and a title in italics; `Author: *Ada Stern*` is neither."""
    return named_italics(item.spans) is not None and not is_labelled(item)


def _has_only_labels(item: Block) -> bool:
    """Whether labels of further links stand behind a text that is no link, `GlowNet: Learning to glow [[notes](...)]`."""
    links = links_of(item.spans)
    return bool(links.resources) and not links.titled and not item.spans[0].href and bool(item.spans[0].text.strip())


def file_title(item: Block) -> str:
    """The name of a document's file without its ending, if an item is that and nothing else, `Large Lamps.pdf`, `lamps .ppt`; else empty."""
    if item.children or any(span.href for span in item.spans):
        return ""
    name = re.sub(r"\s+(?=\.\w+$)", "", " ".join(item.text.split()))
    title = without_file_ending(name)
    return title if title != name else ""
