"""Decides which blocks of a document are works, and why others are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from llmprimer.importing.document.bold_titles import unbold_bylines, unbold_publications
from llmprimer.importing.document.citations import (
    citation_lines,
    is_citation,
    is_identified,
    named_bold,
    unlink_notes,
)
from llmprimer.importing.document.labels import holds_no_works, is_contents, is_introduction, is_of_the_list
from llmprimer.importing.document.linking import (
    Links,
    all_items,
    has_links,
    is_detail,
    is_label_line,
    line_leads,
    lines_of,
    links_of,
)
from llmprimer.importing.document.outline import BREAK, SUMMARY, Block, Span, text_without_pictures
from llmprimer.importing.document.sections import Sections
from llmprimer.importing.drafting.blocks import (
    as_items,
    has_links_of_above,
    have_titles_over_labels,
    is_linked_citation,
    is_one_of_several,
    is_over_labels,
    is_paragraph_in_bold,
    is_short_label,
    is_title,
    leads_as_title,
    lines_below,
    linked_lines,
    reads_as_entry,
    usual_paragraphs,
)
from llmprimer.importing.drafting.following import (
    abstract_below,
    add_links,
    are_facts,
    cites_below,
    descriptions_below,
    facts_below,
    further_links,
    is_above_facts,
    is_labelled_fact,
    label_of_links,
    list_at,
    notes_below,
    notes_on,
    paragraphs_below,
    recurring_item_labels,
    recurring_labels,
    sections_of_citations,
)
from llmprimer.importing.entries.items import LONGEST_ITEM
from llmprimer.importing.entries.large_sections import are_works_by_address, holds_works_anyway, levels_of_sections
from llmprimer.importing.entries.nested_items import NestedReader
from llmprimer.importing.forms.citation_forms import QUOTED, with_usual_forms
from llmprimer.importing.forms.cited_headings import headings_as_items
from llmprimer.importing.forms.list_forms import USUAL
from llmprimer.importing.people.people_of_lists import settle_people
from llmprimer.importing.tables.cell_lists import FRAME
from llmprimer.records.draft import Reading
from llmprimer.records.people_lists import people_in
from llmprimer.records.titles import strip_decoration
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold

#: The number before a title, which a list may write without a space, `3.Large Lamps`.
_NUMBER = re.compile(r"^\s*\d{1,3}(?:[.)]\s+(?=\S)|[.)、．]\s*(?=[^\W\d_a-z]))")


def works(blocks: Sequence[Block], reading: Reading) -> None:
    """Adds the works among the blocks to the reading, and other blocks with links to its leftovers."""
    _Judge(blocks, reading).run()


class _Judge(NestedReader):
    def __init__(self, blocks: Sequence[Block], reading: Reading) -> None:
        blocks = with_usual_forms(headings_as_items(blocks))
        settle_people(blocks)
        noted = unlink_notes(list(all_items(blocks)), reading)
        unbold_bylines(all_items(blocks))
        unbold_publications(all_items(blocks))
        super().__init__(blocks, reading, noted)
        self._blocks = blocks
        self._at = 0
        self._sections = Sections()
        self._pending: Block | None = None  # a heading or paragraph that may be the title of the links right below it
        self._between: list[Block] = []  # what stands between that title and its links
        self._labels = recurring_labels(blocks)
        self._item_labels = recurring_item_labels(blocks)
        self._has_entry_paragraphs = usual_paragraphs(blocks)
        self._has_titles_over_labels = have_titles_over_labels(blocks)
        self._cited_sections = sections_of_citations(blocks)
        self._section_levels = levels_of_sections(blocks)
        summaries = [block for block in blocks if block.kind == "heading" and block.level == SUMMARY]
        linked = sum(bool(links_of(block.spans).titled) for block in summaries)
        self._has_entries_with_summaries = linked > USUAL and linked >= 0.6 * len(summaries)

    def run(self) -> None:
        while self._at < len(self._blocks):
            block = self._blocks[self._at]
            self._at += 1
            self._sections.reach(block.line)
            if block.kind not in ("paragraph", "item"):
                self._forget_pending()
            if block.kind == "heading":
                self._heading(block)
            elif self._sections.skipped is not None and not (block.kind == "row" and self.names_works(block)):
                self.leave(block, f"the section “{self._sections.skipped}” holds no works")
            elif len(block.text) > 4 * LONGEST_ITEM:
                self.leave(block, "too long for an entry")
            elif block.kind == "item":
                self._list_item(block)
            elif block.kind == "row":
                self.row(block)
            elif block.kind == "stated":
                self._stated(block)
            elif block.kind == "paragraph":
                self._paragraph(block)
            elif block.kind == FRAME:
                self.leave(block, "a row around works")
            else:
                self.leave(block, "a quotation")
        self._forget_pending()
        self.settle_doubts()
        self._settle_references()

    # -- position ----------------------------------------------------------------------------------------------

    @property
    def is_in_references(self) -> bool:
        return self._sections.in_references

    @property
    def path(self) -> tuple[str, ...]:
        return self._sections.path

    def _next(self) -> Block | None:
        return self._blocks[self._at] if self._at < len(self._blocks) else None

    def _forget_pending(self) -> None:
        """Leaves over the possible title and the lines below it: they were something else."""
        if self._pending is not None and self._pending.kind == "paragraph":
            self.leave(self._pending, "running text")
        for block in self._between:
            self.leave(block, "running text")
        self._pending, self._between = None, []

    def _heading(self, block: Block) -> None:
        self._sections.label = ""
        text = strip_decoration(text_without_pictures(block.spans))
        self._sections.end(block.level)
        links = links_of(block.spans)
        skipped = holds_no_works(text) and not (
            holds_works_anyway(self._blocks, self._at, block, text)
            or (is_introduction(text) and cites_below(self._blocks, self._at))
        )
        if (
            not skipped
            and self._sections.skipped is None
            and self._may_be_entry(block)
            and (links.titled or links.resources)
        ):
            below = paragraphs_below(self._blocks, self._at, block)
            if below is not None:
                notes = notes_below(self._blocks, self._at + len(below))
                lines = [*(p.spans for p in below), *lines_below(notes)]
                made = self.from_spans(block, block.spans, (), below=lines, is_heading=True)
                if made:
                    self._at += len(below) + len(notes)
                    for one in (*below, *all_items(notes)):
                        if one.kind != "item" or is_detail(one):
                            add_links(made[0], one.spans)
                        made[0].last_line = max(made[0].last_line, one.end, one.line)
                    self._sections.begin(block.level, "", skipped=False, until=block.until)
                    return
        elif links.titled or links.resources or skipped:
            self.leave(block, "a heading")
        if block.level > 1:
            self._pending = block
        # A section that is the list has no topic as its name, `To do`.
        is_named = skipped or is_contents(text) or not is_of_the_list(text)
        self._sections.begin(block.level, text.rstrip(":：") if is_named else "", skipped=skipped, until=block.until)

    def _may_be_entry(self, heading: Block) -> bool:
        """Whether a heading is of a level that a work may have; a summary that hides text is one only where most have links."""
        return heading.level > 1 and (heading.level != SUMMARY or self._has_entries_with_summaries)

    # -- kinds of blocks -------------------------------------------------------------------------------------------

    def _list_item(self, item: Block) -> None:
        """Reads a top-level item; items that only add to the title above belong to that title."""
        if self._pending is not None:
            group = list_at(self._blocks, self._at - 1)
            is_section = are_works_by_address(group, self._pending, self._section_levels)
            if are_facts(group, self._item_labels) and any(has_links(one) for one in group) and not is_section:
                begin, self._at = self._at, self._at + len(group) - 1
                if self._title_pending(group, abstract_below(self._blocks, self._at)):
                    return
                self._at = begin  # each is an entry of its own
                self._pending, self._between = None, []
        self._forget_pending()
        below: list[Block] = []
        while (following := self._next()) is not None and following.kind == "paragraph":
            text = " ".join(following.text.split())
            is_by = not below and not has_links(following) and len(text) < 1500 and people_in(text) is not None
            if not is_by and not is_labelled_fact(following, self._labels):
                break
            below.append(following)
            self._at += 1
        if not self.list_item(item, (), below):
            for paragraph in below:
                self.leave(paragraph, "running text")

    def _stated(self, entry: Block) -> None:
        """Reads an entry whose parts are stated, with what follows it: all of the section of a heading, else labelled facts."""
        if entry.level:
            self._sections.begin(entry.level, "", skipped=False)
        begin = self._at
        while (following := self._next()) is not None and (
            (entry.level and following.kind in ("paragraph", "quote"))
            or following.group == QUOTED
            or (following.kind == "paragraph" and (is_labelled_fact(following, self._labels) or is_detail(following)))
        ):
            self._at += 1
        if not entry.group:  # the lines below an item are in it already
            self._at += len((notes_below if entry.level else facts_below)(self._blocks, self._at))
        if not self.list_item(entry, (), below := self._blocks[begin : self._at]):
            for block in below:
                self.leave(block, "running text")

    def _title_pending(self, links: Sequence[Block], told: Sequence[Block] = ()) -> bool:
        """Reads the title that waits and the blocks below it with its links as one work; it goes on waiting where it is none."""
        title, between = self._pending, self._between
        self._pending, self._between = None, []
        if title is not None and self._from_title(title, between, links, told):
            self._at += len(told)
            return True
        self._pending, self._between = title, between
        return False

    def _from_title(
        self, title: Block, between: Sequence[Block], links: Sequence[Block], told: Sequence[Block]
    ) -> bool:
        """Reads a title and the blocks below it that have its links as one work; returns whether it was one."""
        text = "".join(s.text for s in title.spans if not s.image).replace(BREAK, " ")
        bold = next(filter(is_paragraph_in_bold, between), None) if title.kind == "heading" else None
        is_section = holds_no_works(text) or (bold is None and is_date(text))
        if is_section or (title.kind == "heading" and len(self._sections.open) < 2):
            return False
        text = _NUMBER.sub("", text)
        name = ""
        if bold is not None:
            name, text = text.strip(), " ".join(bold.text.split())
            between = [one for one in between if one is not bold]
            if fold(name) not in fold(text):
                self._reading.leave(title.line, name, "a heading above a title")
        heading = Span(text.strip(), bold=True)
        lines = [b.spans for b in between] + [one.spans for one in links if not has_links(one)]
        facts = [one for one in told if is_labelled_fact(one, self._labels)]
        if words := [one for one in told if one not in facts]:
            lines.append(
                [span._replace(text=" ") if span.is_break else span for b in words for span in (*b.spans, Span(" "))]
            )
        lines += [fact.spans for fact in facts]
        if title.kind == "heading":
            self._sections.open[-1].heading = ""
        made = self.from_spans(title, [heading, *linked_lines(links)], (), below=lines)
        if made and name and fold(name) in fold(text) and fold(name) != fold(text):
            made[0].fields["aliases"] = [*made[0].fields.get("aliases", ()), name]
        for draft in made[:1]:
            for one in (*between, *links, *told):
                add_links(draft, one.spans)
                for child in all_items(one.children):
                    add_links(draft, child.spans, label_of_links(one.spans))
                draft.last_line = max(draft.last_line, one.end, one.line)
        return bool(made)

    def _paragraph(self, block: Block) -> None:
        """Reads a paragraph: most are prose, but in some lists they are entries."""
        if not has_links(block):
            self._plain_paragraph(block)
            return
        links = links_of(block.spans)
        if is_labelled_fact(block, self._labels):
            is_below = self._pending is not None and self._pending.kind == "heading"
            if links.titled or not (links.resources and is_below and self._title_pending([block])):
                self.leave(block, "a labelled fact without a work above it")
            return
        if self._pending is not None and is_one_of_several(self._blocks, self._at - 1, self._pending):
            self._forget_pending()
        title = self._pending
        if title is not None and not links.titled and links.resources and has_links_of_above(block, self._next()):
            further = further_links(self._blocks, self._at) if title.kind == "heading" else []
            behind = self._at + len(further)
            told = [one for one in self._blocks[behind : behind + 1] if one.group == QUOTED]
            if title.kind == "heading":
                told = told or descriptions_below(self._blocks, behind, self._cited_sections, self._labels, titled=True)
            if self._title_pending([block, *further], told):
                self._at += len(further)
                return
        if title is not None and title.kind == "heading" and is_above_facts(block, self._next(), self._labels):
            self._between.append(block)
            return
        self._forget_pending()
        lines = lines_of(block.spans)
        leading = [line for line in lines if line_leads(line) and not is_label_line(line)]
        if len(leading) >= 2 and len(leading) >= 0.6 * sum(1 for line in lines if any(s.href for s in line)):
            for line_number, line in enumerate(lines):
                part = Block("item", block.line + line_number, line)
                if has_links(part):
                    self.from_spans(part, line, ())
                elif any(s.text.strip() for s in line):
                    self.leave(part, "running text")
            return
        parts = citation_lines(block.spans)
        if len(parts) > 1:
            for one in as_items(block, parts):
                self.from_spans(one, one.spans, ())
            return
        is_title = self._has_titles_over_labels and is_over_labels(block.spans)
        if self._sections.open and (
            is_title
            or reads_as_entry(block, lines)
            or (
                self._has_entry_paragraphs
                and (leads_as_title(block.spans) or is_linked_citation(block.spans, sure=True))
            )
        ):
            below = descriptions_below(self._blocks, self._at, self._cited_sections, self._labels)
            if is_title:  # the next paragraphs with links are titles too
                below = list(takewhile(lambda one: not has_links(one), below))
            below = below or facts_below(self._blocks, self._at, self._item_labels)
            made = self.from_spans(block, block.spans, (), below=list(lines_below(below)))
            if made:
                self._at += len(below)
                for paragraph in below:
                    add_links(made[-1], paragraph.spans)
                    made[-1].last_line = max(made[-1].last_line, paragraph.end, paragraph.line)
            return
        self.leave(block, "running text")

    def _plain_paragraph(self, block: Block) -> None:
        words = strip_decoration(" ".join(block.text.split()))
        if self._at - 1 in self._cited_sections:
            self._forget_pending()
            for one in as_items(block, citation_lines(block.spans)):
                if named_bold(one.spans) or is_citation(one.text, sure=True) or is_identified(one.text):
                    self._cited(one, facts_below(self._blocks, self._at) or notes_on(self._blocks, self._at))
                else:
                    self.leave(one, "no citation was recognised")
            return
        if (self._pending is not None and self._pending.kind == "heading") or (
            self._pending is not None and not is_title(block)
        ):
            if words:
                self._between.append(block)  # authors or a remark between a title and its links
            if is_short_label(words) and self._pending.kind == "heading":
                self._sections.label = words.strip("()*_:：")
            return
        self._forget_pending()
        if is_title(block):
            self._pending = block
        elif words and not is_short_label(words):
            self.leave(block, "running text")
        if is_short_label(words):
            self._sections.label = words.strip("()*_:：")

    def _cited(self, citation: Block, below: Sequence[Block]) -> None:
        """Reads a citation and the items below it, which have its links and say more about it."""
        self._at += len(below)
        links = linked_lines(below)
        if not links:
            self.text_first(citation, citation.spans, Links(), (), list(lines_below(below)))
            return
        told = list(lines_below([item for item in below if not has_links(item)]))
        for draft in self.from_spans(citation, [*citation.spans, *links], (), below=told):
            draft.last_line = max(draft.last_line, *(max(item.end, item.line) for item in below))

    def _settle_references(self) -> None:
        """If a document has a section of references, links elsewhere are about the document."""
        inside = [found for found in self._found if found.in_references]
        settled = len(inside) >= 5 and len(inside) > len(self._found) / 2
        for found in self._found:
            if settled and not found.in_references:
                self._reading.leave(found.draft.line, found.draft.title, "outside the section of references")
            else:
                self._reading.drafts.append(found.draft)
