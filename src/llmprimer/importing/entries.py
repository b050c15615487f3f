"""The blocks of a document judged: which are works, under which title and address, and which are none, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from llmprimer.importing.around import Surroundings
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
    ADDRESSED,
    PROSE,
    all_items,
    cell_text,
    citation_lines,
    has_links,
    is_citation,
    is_detail,
    is_gallery,
    is_labelled,
    is_plain_citation,
    leads_with_link,
    line_leads,
    lines_of,
    links_of,
    words_outside_links,
)
from llmprimer.importing.outline import BREAK, Block, Span
from llmprimer.records.citing import cite
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.people_lists import leading_people, people_in
from llmprimer.records.titles import strip_decoration
from llmprimer.records.venues import names_publication
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold


@dataclass(slots=True)
class _Section:
    level: int
    heading: str
    skipped: bool


def _is_title(block: Block) -> bool:
    """Whether a paragraph is nothing but bold words: a title, if links follow."""
    spans = [s for s in block.spans if s.text.strip() and not s.image]
    return bool(spans) and all(s.bold for s in spans) and 2 <= len(block.text.split()) <= 40


def _as_items(block: Block, parts: Iterable[list[Span]]) -> Iterator[Block]:
    """The parts of a paragraph as items, each on its line."""
    line = block.line
    for part in parts:
        breaks = sum(1 for s in part if s.is_break)
        yield Block("item", line, part, end=line + breaks)
        line += breaks + 1


_TELLS_NEWS = re.compile(
    r"\b(?:has|have|had|is|are|was|were|will|we|our|released?|accepted|announc\w+)\b", re.IGNORECASE
)


def _first_titled(items: Iterable[Block]) -> Block | None:
    return next((item for item in items if links_of(item.spans).titled), None)


def _is_short_label(words: str) -> bool:
    return bool(words) and len(words) <= 60 and not words.endswith((".", "!", "。")) and len(words.split()) <= 7


def _lines_below(items: Iterable[Block]) -> Iterator[Sequence[Span]]:
    """The lines of items and of what is nested in them."""
    for item in items:
        if not is_detail(item):  # those say what a link is, and the links are kept apart
            yield item.spans
        yield from _lines_below(child for child in item.children if child.kind == "item")


def works(blocks: Sequence[Block], reading: Reading) -> None:
    """Adds the works among the blocks to the reading, and what else has links to its leftovers."""
    judge = _Judge(blocks, reading)
    judge.run()


class _Judge(ItemReader):
    def __init__(self, blocks: Sequence[Block], reading: Reading) -> None:
        super().__init__(blocks, reading)
        self._blocks = blocks
        self._at = 0
        self._sections: list[_Section] = []
        self._pending: Block | None = None  # a heading or paragraph that may be the title of the links right below it
        self._between: list[Block] = []  # what stands between that title and its links
        self._label: str = ""  # a paragraph such as `*(Lectures)*` that heads what follows
        self._cited_sections = self._sections_of_citations()

    def run(self) -> None:
        while self._at < len(self._blocks):
            block = self._blocks[self._at]
            self._at += 1
            if block.kind not in ("paragraph", "item"):
                self._forget_pending()
            if block.kind == "heading":
                self._heading(block)
            elif self._skipped is not None:
                self.leave(block, f"the section “{self._skipped}” holds no works")
            elif len(block.text) > 4 * LONGEST_ITEM:
                self.leave(block, "too long for an entry")
            elif block.kind == "item":
                self._list_item(block)
            elif block.kind == "row":
                self._row(block)
            elif block.kind == "paragraph":
                self._paragraph(block)
            else:
                self.leave(block, "a quotation")
        self._forget_pending()
        self.settle_doubts()
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

    def _next(self) -> Block | None:
        return self._blocks[self._at] if self._at < len(self._blocks) else None

    def _forget_pending(self) -> None:
        """What might have been a title, and what stood below it, was something else."""
        if self._pending is not None and self._pending.kind == "paragraph":
            self.leave(self._pending, "running text")
        for block in self._between:
            self.leave(block, "running text")
        self._pending, self._between = None, []

    def _sections_of_citations(self) -> set[int]:
        """The places of paragraphs that are citations without links, where several of a section are."""
        found: set[int] = set()
        run: list[int] = []
        others = 0
        in_references = False

        def close() -> None:
            if len(run) >= (1 if in_references else 3) and len(run) >= others:
                found.update(run)

        for at, block in enumerate(self._blocks):
            if block.kind == "heading":
                close()
                run, others = [], 0
                in_references = is_reference_section(block.text)
            elif block.kind == "paragraph" and not has_links(block):
                if any(is_citation("".join(s.text for s in part)) for part in citation_lines(block.spans)):
                    run.append(at)
                else:
                    others += 1
        close()
        return found

    def _heading(self, block: Block) -> None:
        self._label = ""
        text = strip_decoration(" ".join("".join(s.text for s in block.spans if not s.image).split()))
        while self._sections and self._sections[-1].level >= block.level:
            self._sections.pop()
        links = links_of(block.spans)
        skipped = holds_no_works(text)
        if not skipped and self._skipped is None and 1 < block.level < 7 and (links.titled or links.resources):
            below = self._paragraphs_below()
            if below is not None:
                made = self.from_spans(block, block.spans, (), below=[p.spans for p in below], is_heading=True)
                if made:
                    self._at += len(below)
                    for paragraph in below:
                        self._add_links(made[0], paragraph.spans)
                        made[0].last_line = max(made[0].last_line, paragraph.end, paragraph.line)
                    self._sections.append(_Section(block.level, "", False))
                    return
        elif links.titled or links.resources or skipped:
            self.leave(block, "a heading")
        if block.level > 1:
            self._pending = block
        self._sections.append(_Section(block.level, text.rstrip(":："), skipped))

    def _paragraphs_below(self) -> list[Block] | None:
        """The paragraphs that follow; None where a list of works does, so that the heading is one of a section."""
        below: list[Block] = []
        for block in self._blocks[self._at :]:
            if block.kind != "paragraph":
                if block.kind == "row" or (block.kind == "item" and leads_with_link(block) and not is_detail(block)):
                    return None
                break
            below.append(block)
        return below[:12]

    @staticmethod
    def _add_links(draft: Draft, spans: Sequence[Span]) -> None:
        extra = links_of(spans)
        label = plain(words_outside_links(spans).partition(":")[0].partition("：")[0])
        label = label if is_resource(label) else ""
        further = [
            (" ".join(part for part in (label, s.text if s.text != s.href else "") if part), s.href)
            for _, s in (*extra.titled, *extra.resources)
            if s.href and s.href != draft.fields.get("url")
        ]
        draft.links = (*draft.links, *(link for link in further if link not in draft.links))

    # -- kinds of blocks -------------------------------------------------------------------------------------------

    def _list_item(self, item: Block) -> None:
        """An item at the top; the items of a list that only say more about the title above it belong to that title."""
        title, between = self._pending, self._between
        if title is not None:
            group = [item]
            for block in self._blocks[self._at :]:
                if block.kind != "item" or block.group != item.group:
                    break
                group.append(block)
            if all(is_detail(one) or is_labelled(one) for one in group) and any(has_links(one) for one in group):
                self._pending, self._between = None, []
                self._at += len(group) - 1
                if self._from_title(title, between, [], group):
                    return
                self._pending, self._between = None, []
        self._forget_pending()
        following = self._next()
        below: list[Block] = []
        if following is not None and following.kind == "paragraph" and not has_links(following):
            text = " ".join(following.text.split())
            if len(text) < 1500 and people_in(text) is not None:
                below, self._at = [following], self._at + 1
        made = self._item(item, (), below)
        if below and not made:
            self.leave(below[0], "running text")

    def _from_title(
        self, title: Block, between: Sequence[Block], spans: Sequence[Span], items: Sequence[Block]
    ) -> bool:
        """One work of a title of its own and the links below it; whether it was one."""
        text = "".join(s.text for s in title.spans if not s.image).replace(BREAK, " ")
        if holds_no_works(text) or (title.kind == "heading" and len(self._sections) < 2):
            return False
        own = [span for one in items if has_links(one) for span in (Span(BREAK), *one.spans)]
        heading = Span(text.strip(), bold=True)
        lines = [b.spans for b in between] + [one.spans for one in items if not has_links(one)]
        if title.kind == "heading":
            self._sections[-1].heading = ""
        made = self.from_spans(title, [heading, Span(" "), *spans, *own], (), below=lines)
        for one in items:
            for draft in made[:1]:
                self._add_links(draft, one.spans)
                draft.last_line = max(draft.last_line, one.end, one.line)
        return bool(made)

    def _item(self, item: Block, above: tuple[str, ...], after: Sequence[Block] = ()) -> bool:
        """One list item, and those nested in it; whether the item itself is a work."""
        nested = [child for child in item.children if child.kind == "item"]
        own = links_of(item.spans)
        has_own = bool(own.titled or own.resources)
        if has_own or is_plain_citation(item):
            about = [c for c in nested if is_detail(c) or is_labelled(c) or not leads_with_link(c)]
            if any(c not in about and not is_detail(c) for c in nested) and not has_own:
                about = []
        else:
            details = [c for c in nested if is_detail(c)]
            about = [c for c in nested if is_detail(c) or is_labelled(c) or not has_links(c)]
            if not details or len(about) != len(nested):
                about = []
        made: list[Draft] = []
        if item.spans:
            spans = item.spans
            lines = list(_lines_below(about))
            if about and not has_own and _TELLS_NEWS.search(item.text) and (paper := _first_titled(about)) is not None:
                # `X has been released!` over `Paper: [X](...)` and `Code: [...](...)`: the news is no title.
                self._reading.leave(item.line, item.text, "news of a work")
                self._announced(paper, [child for child in about if child is not paper], above)
                return True
            if about and not has_own:  # the links below are those of the item
                for child in about:
                    if has_links(child):
                        spans = [*spans, Span(BREAK), *child.spans]
                lines = list(_lines_below(child for child in about if not has_links(child)))
            made = self.from_spans(item, spans, above, below=[*lines, *(block.spans for block in after)])
            if made:
                for child in (*all_items(about), *after):
                    self._add_links(made[-1], child.spans)
                    made[-1].last_line = max(made[-1].last_line, child.end, child.line)
                nested = [child for child in nested if child not in about]
            elif nested and not own.titled:
                above = (*above, strip_decoration(" ".join(item.text.split())).rstrip(":： "))
        for child in item.children:
            if child.kind == "row":
                self._row(child)
            elif child.kind != "item":
                self.leave(child, "text within an item")
        for child in nested:
            self._item(child, above)
        return bool(made)

    def _announced(self, paper: Block, others: Sequence[Block], above: tuple[str, ...]) -> None:
        """The work that a piece of news is about: its own line, and those beside it with further links."""
        at, link = links_of(paper.spans).titled[0]
        made = self.from_spans(paper, [link, *paper.spans[at + 1 :]], above, below=list(_lines_below(others)))
        for draft in made[:1]:
            for child in others:
                self._add_links(draft, child.spans)
                draft.last_line = max(draft.last_line, child.end, child.line)

    def _paragraph(self, block: Block) -> None:
        """Most paragraphs are prose, but some lists are made of them."""
        if not has_links(block):
            self._plain_paragraph(block)
            return
        links = links_of(block.spans)
        title, between = self._pending, self._between
        if title is not None and not links.titled and links.resources and self._is_bare(block.spans):
            self._pending, self._between = None, []
            if self._from_title(title, between, block.spans, []):
                return
            self._pending, self._between = title, between
        self._forget_pending()
        lines = lines_of(block.spans)
        leading = [line for line in lines if line_leads(line)]
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
            for one in _as_items(block, parts):
                self.from_spans(one, one.spans, ())
            return
        if self._sections and self._reads_as_entry(block, lines):
            below = self._descriptions_below()
            made = self.from_spans(block, block.spans, (), below=[p.spans for p in below])
            if made:
                self._at += len(below)
                for paragraph in below:
                    self._add_links(made[-1], paragraph.spans)
                    made[-1].last_line = max(made[-1].last_line, paragraph.end, paragraph.line)
            return
        self.leave(block, "running text")

    def _descriptions_below(self) -> list[Block]:
        """The paragraphs that follow an entry which is a paragraph itself, as far as they are about it."""
        below: list[Block] = []
        for at, block in enumerate(self._blocks[self._at : self._at + 4], self._at):
            if block.kind != "paragraph" or at in self._cited_sections or _is_title(block):
                break
            if len(block.text.split()) <= 5 or ADDRESSED.match(block.text.lstrip(" *_")):
                break
            if has_links(block) and self._reads_as_entry(block, lines_of(block.spans)):
                break
            below.append(block)
        return below

    def _plain_paragraph(self, block: Block) -> None:
        words = strip_decoration(" ".join(block.text.split()))
        if self._at - 1 in self._cited_sections:
            self._forget_pending()
            for one in _as_items(block, citation_lines(block.spans)):
                if is_citation(one.text):
                    self.keep_citation(one, one.spans)
                else:
                    self.leave(one, "no citation was recognised")
            return
        if (self._pending is not None and self._pending.kind == "heading") or (
            self._pending is not None and not _is_title(block)
        ):
            if words:
                self._between.append(block)  # authors or a remark between a title and its links
            if _is_short_label(words) and self._pending.kind == "heading":
                self._label = words.strip("()*_:：")
            return
        self._forget_pending()
        if _is_title(block):
            self._pending = block
        elif words and not _is_short_label(words):
            self.leave(block, "running text")
        if _is_short_label(words):
            self._label = words.strip("()*_:：")

    def _is_bare(self, spans: Sequence[Span]) -> bool:
        """Whether there are hardly any words but those of links."""
        first = next((at for at, s in enumerate(spans) if s.href), len(spans))
        lead = words_outside_links(spans[:first]).strip(" []()|-–—*_:：")
        if lead and not (is_date(lead) or is_resource(lead) or names_publication(lead)):
            led = leading_people(lead)
            rest = led[1].strip(" .,;") if led is not None else lead
            if rest and (re.search(r"[\"“]", rest) or not names_publication(rest)):
                return False
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
            return bool(cited.authors or (cited.issued and len(cited.title.split()) >= 3)) and not PROSE.match(
                text.strip()
            )
        return False

    def _row(self, row: Block) -> None:
        """One row of a table: a work, or several where the table is only there to arrange links."""
        columns = [column(head) for head in row.header]
        filled = [cell for cell in row.cells if any(s.text.strip() for s in cell)]
        if not any(s.href for cell in row.cells for s in cell):
            self.leave(row, "a row without a link")
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
        spans: list[Span] = list(row.cells[at])
        told: list[tuple[str, str, str]] = []  # what a column holds, its head, and the words of the cell
        for number, cell in enumerate(row.cells):
            if number == at:
                continue
            kind = columns[number] if number < len(columns) else None
            if kind == "title":  # of two such columns the other says where it was published
                kind = "venue" if re.search(r"publi|venue|出处", fold(row.header[number])) else None
            head = row.header[number] if number < len(row.header) else ""
            words = " ".join("".join(s.text for s in cell if s.href is None and not s.image).split())
            text = cell_text(cell) if kind in ("author", "note", "date", "venue", "organization", "keyword") else words
            if re.search(r"\w", text):
                told.append((kind or "", head, text))
            for span in cell:
                if span.href is None:
                    continue
                # What a link in another column is called is the column's head more than its own text.
                label = head if is_resource(head) and not is_resource(span.text) else span.text or head
                spans += [Span(" "), span._replace(text=label if is_resource(label) else f"[{plain(head) or 'link'}]")]
        made = self.from_spans(row, spans, (), is_row=True)
        if made:
            self._tell(made[0], told)

    @staticmethod
    def _tell(draft: Draft, told: Sequence[tuple[str, str, str]]) -> None:
        """Takes what the other cells of a row say."""
        around = Surroundings()
        for kind, head, text in told:
            if not around.labelled(kind, head, text) and not is_resource(text):
                around.left.append(f"{head}: {text}" if head else text)
        for name, value in around.result().items():
            if name in ("organizations", "keywords"):
                draft.fields[name] = list(dict.fromkeys((*draft.fields.get(name, ()), *value)))
            elif name == "issued" or name not in draft.fields:
                draft.fields[name] = value
        draft.left = (*draft.left, *around.left)

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
