"""The blocks of a document judged: which are works, under which title and address, and which are none, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llmprimer.importing.items import LONGEST_ITEM, ItemReader
from llmprimer.importing.labels import (
    column,
    ends_at_subsection,
    holds_no_works,
    is_reference_section,
    is_resource,
    plain,
)
from llmprimer.importing.linking import (
    cell_text,
    has_links,
    is_detail,
    is_gallery,
    leads_with_link,
    line_leads,
    lines_of,
    links_of,
    put_authors,
    words_outside_links,
)
from llmprimer.importing.outline import BREAK, Block, Span
from llmprimer.records.citing import cite, is_date, parse_date, stated_date
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.titles import strip_decoration
from llmprimer.text import fold

_PROSE = re.compile(
    r"\b(?:please|see|check|visit|refer|read|the|we|our|you|your|if|with|for|this|these|that|which|is|are|was|were|has|have|had|can|will|"
    r"based|using|used|use|follow|thanks?|feel|click|go|a|an|it|its|to|in|of|on|as|be|via|from|into|also|find|more|at|were|i|my|me)\b|请|我们|本|可以|如果|欢迎|参考",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Section:
    level: int
    heading: str
    skipped: bool


def works(blocks: Sequence[Block], reading: Reading) -> None:
    """Adds the works among the blocks to the reading, and what else has links to its leftovers."""
    judge = _Judge(blocks, reading)
    judge.run()


class _Judge(ItemReader):
    def __init__(self, blocks: Sequence[Block], reading: Reading) -> None:
        super().__init__(blocks, reading)
        self._blocks = blocks
        self._sections: list[_Section] = []
        self._pending: Block | None = None  # a heading that may be the title of links right below it
        self._taken_from_heading: Draft | None = None
        self._label: str = ""  # a paragraph such as `*(Lectures)*` that heads what follows

    def run(self) -> None:
        for block in self._blocks:
            if block.kind == "heading":
                self._heading(block)
            elif self._skipped is not None:
                self.leave(block, f"the section “{self._skipped}” holds no works")
            elif len(block.text) > 4 * LONGEST_ITEM:
                self.leave(block, "too long for an entry")
            elif block.kind == "item":
                self._item(block, ())
                self._pending = None
            elif block.kind == "row":
                self._row(block)
                self._pending = None
            elif block.kind == "paragraph":
                self._paragraph(block)
            else:
                self.leave(block, "a quotation")
        self._settle_references()

    # -- where we are ----------------------------------------------------------------------------------------------

    @property
    def _skipped(self) -> str | None:
        innermost = self._sections[-1] if self._sections else None
        for section in self._sections:
            if section.skipped and (section is innermost or not ends_at_subsection(section.heading)):
                return section.heading
        return None

    @property
    def is_in_references(self) -> bool:
        return any(is_reference_section(s.heading) for s in self._sections)

    @property
    def path(self) -> tuple[str, ...]:
        named = tuple(s.heading for s in self._sections if s.heading and s.level > 1 and not s.skipped)
        return (*named, self._label) if self._label else named

    def _heading(self, block: Block) -> None:
        self._pending, self._taken_from_heading, self._label = None, None, ""
        text = strip_decoration(" ".join("".join(s.text for s in block.spans if not s.image).split()))
        while self._sections and self._sections[-1].level >= block.level:
            self._sections.pop()
        links = links_of(block.spans)
        skipped = holds_no_works(text)
        if not skipped and self._skipped is None and 1 < block.level < 7 and (links.titled or links.resources):
            made = self.from_spans(block, block.spans, (), is_heading=True)
            if made:
                self._taken_from_heading = made[0]
                self._sections.append(_Section(block.level, "", False))
                return
        elif links.titled or links.resources:
            self.leave(block, "a heading")
        if block.level > 1:
            self._pending = block
        self._sections.append(_Section(block.level, text.rstrip(":："), skipped))

    # -- kinds of blocks -------------------------------------------------------------------------------------------

    def _item(self, item: Block, above: tuple[str, ...]) -> None:
        """One list item, and those nested in it."""
        nested = [child for child in item.children if child.kind == "item"]
        details = [child for child in nested if is_detail(child)]
        made: list[Draft] = []
        if item.spans:
            spans = item.spans
            if details and len(details) == len(nested) and not links_of(spans).titled:
                for child in details:
                    spans = [*spans, Span(BREAK), *child.spans]
            made = self.from_spans(item, spans, above)
            if made:
                for child in details:
                    extra = links_of(child.spans)
                    further = [(s.text, s.href) for _, s in (*extra.titled, *extra.resources) if s.href]
                    made[0].links = (*made[0].links, *(link for link in further if link not in made[0].links))
                    if child.children:
                        self._nested([grand for grand in child.children if grand.kind == "item"], above)
                nested = [child for child in nested if child not in details]
            elif nested and not links_of(spans).titled:
                above = (*above, strip_decoration(" ".join(item.text.split())).rstrip(":： "))
        for child in item.children:
            if child.kind == "row":
                self._row(child)
            elif child.kind == "paragraph":
                self.leave(child, "text within an item")
        if made and nested and not any(leads_with_link(child) for child in nested):
            nested_links = [child for child in nested if has_links(child)]
            for child in nested_links:
                self.leave(child, "a remark on the item above")
            return
        self._nested(nested, above)

    def _nested(self, items: Iterable[Block], above: tuple[str, ...]) -> None:
        for child in items:
            self._item(child, above)

    def _paragraph(self, block: Block) -> None:
        """Most paragraphs are prose, but some lists are made of them."""
        heading, self._pending = self._pending, None
        if not has_links(block):
            words = strip_decoration(" ".join(block.text.split()))
            if words and len(words) <= 60 and not words.endswith((".", "!", "。")) and len(words.split()) <= 7:
                self._label = words.strip("()*_:：")
            elif words and heading is not None:
                self._pending = heading  # authors or a remark between a title and its links
            return
        links = links_of(block.spans)
        if self._taken_from_heading is not None and not links.titled:
            further = [(s.text, s.href) for _, s in links.resources if s.href]
            self._taken_from_heading.links = (*self._taken_from_heading.links, *further)
            return
        if heading is not None and not links.titled and links.resources and self._is_bare(block.spans):
            title = Span("".join(s.text for s in heading.spans if not s.image), bold=True)
            if not holds_no_works(title.text) and len(self._sections) > 1:
                self._sections[-1].heading = ""
                self.from_spans(heading, [title, Span(" "), *block.spans], ())
                return
        lines = lines_of(block.spans)
        leading = [line for line in lines if line_leads(line)]
        if len(leading) >= 2 and len(leading) >= 0.6 * sum(1 for line in lines if any(s.href for s in line)):
            for line_number, line in enumerate(lines):
                part = Block("item", block.line + line_number, line)
                if has_links(part):
                    self.from_spans(part, line, ())
            return
        if self._sections and self._reads_as_entry(block, lines):
            self.from_spans(block, block.spans, ())
            return
        self.leave(block, "running text")

    def _is_bare(self, spans: Sequence[Span]) -> bool:
        """Whether there are hardly any words but those of links."""
        words = "".join(s.text for s in spans if s.href is None and not s.image)
        return len(re.findall(r"\w+", words)) <= 25 and not re.search(r"\b(?:is|are|was|we|you|please)\b", words)

    def _reads_as_entry(self, block: Block, lines: Sequence[Sequence[Span]]) -> bool:
        first = next((s for s in block.spans if s.text.strip() and not s.image), None)
        if first is None or len(block.text) > 1200:
            return False
        links = links_of(block.spans)
        if first.bold and first.href is None and (links.resources or (len(lines) > 1 and links.titled)):
            words = "".join(s.text for s in block.spans if s.href is None and not s.bold)
            return not re.match(r"\s*(?:is|are|was|were|has|have|we)\b", words)
        if links.titled and line_leads(block.spans):
            after = "".join(s.text for s in block.spans[links.titled[0][0] + 1 :] if s.href is None)
            return not after.strip() or re.match(r"\s*[-–—:：,，.(（|\n\[]", after) is not None
        if links.resources and not links.titled:
            text = "".join(s.text for s in block.spans if s.href is None)
            cited = cite(text)
            return bool(cited.authors or (cited.issued and len(cited.title.split()) >= 3)) and not _PROSE.match(
                text.strip()
            )
        return False

    def _row(self, row: Block) -> None:
        """One row of a table: a work, or several where the table is only there to arrange links."""
        columns = [column(head) for head in row.header]
        filled = [cell for cell in row.cells if any(s.text.strip() for s in cell)]
        if not any(s.href for cell in row.cells for s in cell):
            return
        if is_gallery(row):
            self.leave(row, "a row of pictures")
            return
        titled_cells = [n for n, cell in enumerate(row.cells) if links_of(cell).titled]
        if not any(columns) and len(titled_cells) == len(filled) and len(filled) > 1:
            for cell in row.cells:
                for line in lines_of(cell):
                    part = Block("item", row.line, line)
                    if has_links(part):
                        self.from_spans(part, line, ())
            return
        at = self._title_cell(row, columns, titled_cells)
        if at is None:
            self.leave(row, "no title among the cells")
            return
        date = next(
            (cell_text(c) for n, c in enumerate(row.cells) if n != at and n < len(columns) and columns[n] == "date"),
            "",
        )
        spans: list[Span] = list(row.cells[at])
        note = ""
        authors = ""
        for number, cell in enumerate(row.cells):
            kind = columns[number] if number < len(columns) else None
            if number == at:
                continue
            if kind == "author":
                authors = cell_text(cell)
            elif kind == "note" and not note:
                note = cell_text(cell)
            elif kind == "venue":
                date = date or cell_text(cell)
            head = row.header[number] if number < len(row.header) else ""
            for span in cell:
                if span.href is None:
                    continue
                # What a link in another column is called is the column's head more than its own text.
                label = head if is_resource(head) and not is_resource(span.text) else span.text or head
                spans += [Span(" "), span._replace(text=label if is_resource(label) else f"[{plain(head) or 'link'}]")]
        made = self.from_spans(row, spans, (), is_row=True)
        if not made:
            return
        fields = made[0].fields
        if date and (parsed := parse_date(date) or stated_date(date)) is not None:
            fields["issued"] = str(parsed)
        if note and "summary" not in fields and fold(note) not in fold(str(fields.get("title", ""))):
            fields["summary"] = note
        if authors and "author" not in fields:
            put_authors(fields, cite(f"by {authors}", title="x"))

    def _title_cell(self, row: Block, columns: Sequence[str | None], titled: Sequence[int]) -> int | None:
        named = [
            n for n in range(len(row.cells)) if n < len(columns) and columns[n] == "title" and cell_text(row.cells[n])
        ]
        heads = [plain(head).lower() for head in row.header]
        for n in named:
            if heads[n].startswith(("title", "paper", "标题", "论文", "題")) and (
                n in titled or not links_of(row.cells[n]).resources
            ):
                return n
        for n in (
            *(n for n in named if n in titled),
            *(n for n in titled if n >= len(columns) or columns[n] not in ("note", "author", "venue")),
        ):
            return n
        for n in named:
            if not links_of(row.cells[n]).resources or words_outside_links(row.cells[n]):
                return n
        for n, cell in enumerate(row.cells):
            text = words_outside_links(cell)
            known = columns[n] if n < len(columns) else None
            if (
                text
                and known not in ("date", "author", "venue", "note", "link")
                and not is_date(text)
                and re.search(r"[^\W\d]{2}", text)
            ):
                return n
        return titled[0] if titled else None

    def _settle_references(self) -> None:
        """Where a document has a section of references, its other links are about the document."""
        inside = [found for found in self._found if found.in_references]
        settled = len(inside) >= 5 and len(inside) > len(self._found) / 2
        for found in self._found:
            if settled and not found.in_references:
                self._reading.leave(found.draft.line, found.draft.title, "outside the section of references")
            else:
                self._reading.drafts.append(found.draft)
