"""Reads the rows of tables as works."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from llmprimer.identifiers import host
from llmprimer.importing.document.bold_titles import begins_bold
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import (
    column,
    is_resource,
    plain,
    says_nothing,
)
from llmprimer.importing.document.linking import (
    all_items,
    has_links,
    is_gallery,
    lines_of,
    links_of,
    words_outside_links,
)
from llmprimer.importing.document.main_links import is_paper
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.drafting.around import Surroundings
from llmprimer.importing.drafting.bracketed_names import call
from llmprimer.importing.drafting.title_ends import is_name_like
from llmprimer.importing.entries.items import ItemReader
from llmprimer.importing.tables.date_columns import columns_of_dates
from llmprimer.importing.tables.row_columns import (
    TITLE_HEADS,
    cell_text,
    columns_of_names,
    columns_of_short_names,
    columns_of_works,
    has_labels_in_brackets,
    is_short,
    leads_with_title,
)
from llmprimer.importing.tables.venue_columns import groups_of_rows
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import is_meeting
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold

#: What joins two works, and marks behind them.
_JOINED = re.compile(r"[^\w&]*(?:&|and|和|与|及)[^\w&]*", re.IGNORECASE)
#: The same between papers, of which there may be many: `[Large Lamps](...), [Small Lamps](...)`.
_LISTED = re.compile(r"(?:[^\w&]|&|and|和|与|及)+", re.IGNORECASE)
#: The columns of which the texts of links count too.
_WHOLE = ("author", "speaker", "other", "note", "date", "venue", "publisher", "organization", "keyword")
_FILE = re.compile(r"[^\s/]+\.[a-z]{2,5}", re.IGNORECASE)
#: The columns in which a name is a link to who that is.
_OF_PEOPLE = ("author", "speaker", "other")
#: `Stern et al.`
_OTHERS = re.compile(r"\bet\.? al\.?$")
#: `0.42`, `93.7 %`, `$0.424^{\\pm.002}$`, and how many of such a row has that measures something.
_MEASURED = re.compile(r"[$*<>~≈±+-]*\d+(?:[.,]\d+)?\s?(?:%|[$^{}\\±()*/.,\s\d-]|pm)*")
_MEASUREMENTS = 2
#: What stands in place of a measurement; and how many words a description has.
_MARKS = frozenset(("-", "–", "—", "√", "✓", "✔", "×", "X", "x", "✗", "✘"))
_DESCRIBED = 6
#: The column of pictures beside the parts of an element of a page: what has a picture and is called a title is a work.
COVER = "cover"
#: How many rows with titles there are in a document without links that is a list.
_LEAST_ROWS = 8
#: Heads under which people, settings and measurements stand as well as works.
_ANY_NAMES = frozenset(
    "name names nombre nom nome 名称 名前 이름 название наименование item items model models method methods".split()
)


def _is_part(first: Span, other: Span) -> bool:
    """Whether a link is a part of the work before it, `[Glow Book](...) and [exercises](...)`."""
    return first.text[:1].isupper() and re.fullmatch(r"[a-z ]+", other.text) is not None


def _is_site(link: Span) -> bool:
    """Whether the text of a link is the site that it leads to."""
    return link.text.strip().lower().removeprefix("www.") == host(link.href or "").removeprefix("www.")


def _says_where(head: str) -> bool:
    """Whether the second of two columns that may have titles says where the works were published."""
    return re.search(r"publi|venue|出处", fold(head)) is not None


def _named_work(row: Block) -> str | None:
    """The title of a row without links that tells more of it than numbers; None without one: a table of numbers measures what it names."""
    columns = [column(head) for head in row.header]
    if "title" not in columns or len(row.cells) != len(columns):
        return None
    at = columns.index("title")
    if fold(plain(row.header[at])) in _ANY_NAMES and "note" not in columns:
        return None
    others = [text for n, cell in enumerate(row.cells) if n not in (at, 0) and (text := cell_text(cell))]
    is_told = not others or any(re.search(r"[^\W\d_]{3}", text) for text in others)
    return cell_text(row.cells[at]) if is_told else None


def _measures_entry(row: Block, columns: Sequence[str | None]) -> bool:
    """Whether a row has measurements of what the document has elsewhere: `[GLOW](#glow) | 0.42 | 0.61`."""
    at = next((n for n, cell in enumerate(row.cells) if any((s.href or "").startswith("#") for s in cell)), None)
    if at is None or any(is_link(s.href) for s in row.cells[at]):
        return False
    texts = [cell_text(cell) for n, cell in enumerate(row.cells) if n != at and columns[n : n + 1] != ["date"]]
    measured = [text for text in texts if text in _MARKS or (_MEASURED.fullmatch(text) and not is_date(text))]
    is_measured = len(measured) >= _MEASUREMENTS and any(re.search(r"\d", text) for text in measured)
    return is_measured and not any(len(text.split()) >= _DESCRIBED and not _MEASURED.match(text) for text in texts)


class RowReader(ItemReader):
    """Reads single rows of tables as well as items."""

    def __init__(self, blocks: Sequence[Block], reading: Reading, noted: AbstractSet[int] = frozenset()) -> None:
        super().__init__(blocks, reading, noted)
        rows = [row for block in blocks for row in (block, *block.children) if row.kind == "row"]
        self._rows = Counter(row.group for row in rows)
        linked = sum(any(is_link(s.href) for s in item.spans) for item in all_items(blocks))
        named_works = {(row.group, title) for row in rows if (title := _named_work(row)) is not None}
        works = Counter(group for group, _ in named_works)  # rows of one title are no list of works
        #: The tables of titles, where these are all that the document lists and link nowhere.
        self._tables_of_names = frozenset(group for group, count in works.items() if 2 * count > self._rows[group])
        named = sum(self._rows[group] for group in self._tables_of_names)
        if named < _LEAST_ROWS or 5 * linked > named:
            self._tables_of_names = frozenset()
        self._linked_rows = Counter(row.group for row in rows if any(is_link(s.href) for c in row.cells for s in c))
        self._of_works = columns_of_works(rows)
        self._of_dates = columns_of_dates(rows)
        self._of_names = columns_of_names(rows) - self._of_dates
        self._of_short_names = columns_of_short_names(rows)
        self._heading_rows = groups_of_rows(rows)

    def _is_among_linked(self, row: Block) -> bool:
        """Whether many other rows of the table have links."""
        linked = self._linked_rows[row.group]
        is_of_papers = any(plain(head).lower() in ("paper", "papers", "title", "论文", "标题") for head in row.header)
        return linked >= 2 and (is_of_papers or 5 * linked >= 2 * self._rows[row.group])

    def names_works(self, row: Block) -> bool:
        """Whether the head of the table says `Title` or `Paper`: such a table lists works in any section.

        `Name` does not say so: contributors have names too.
        """
        is_titled = any(plain(head).lower().startswith(TITLE_HEADS) for head in row.header)
        return is_titled and self._rows[row.group] >= 3

    def row(self, row: Block, above: tuple[str, ...] = (), below: Sequence[Sequence[Span]] = ()) -> list[Draft]:
        """The works of a row: one, or several if the table only arranges links; `below` are the lines about it."""
        columns = [column(head) for head in row.header]
        filled = [cell for cell in row.cells if any(s.text.strip() for s in cell)]
        names_facts = "title" in columns and (
            any(kind in ("author", "date", "venue") for kind in columns)
            or COVER in row.header
            or self._is_among_linked(row)
            or (row.group in self._tables_of_names and not self._linked_rows)
        )
        hrefs = [s.href for cell in row.cells for s in cell if s.href]
        # A link to a page beside the list makes a row a work only where a column has titles.
        is_empty = not hrefs and all(
            is_resource(cell_text(cell)) for cell in filled
        )  # ` | Paper | Code`, to be filled in
        if is_empty or (
            not names_facts and not any(is_link(href) for href in hrefs) and not (hrefs and "title" in columns)
        ):
            self.leave(row, "a row without a link")
            return []
        if (reason := self._reason_against_row(row, columns)) is not None:
            self.leave(row, reason)
            return []
        titled_cells = self._titled_cells(row, columns)
        if not any(columns) and len(titled_cells) == len(filled) and len(filled) > 1:
            parts = [Block("item", row.line, line) for cell in row.cells for line in lines_of(cell)]
            return [draft for part in parts if has_links(part) for draft in self.from_spans(part, part.spans, ())]
        of_works = [n for n in self._of_works.get(row.group, ()) if n in titled_cells]
        if of_works:
            return self._several(row, of_works, above, below)
        if row.group in self._of_works and not hrefs:
            self.leave(row, "a row without a link")
            return []
        at = self._title_cell(row, columns, titled_cells)
        if at is None:
            self.leave(row, "no title among the cells")
            return []
        spans: list[Span] = list(row.cells[at])
        # `[Title]()` or a page next to the list: the title is there all the same.
        spans = [s if s.image or is_link(s.href) else s._replace(href=None) for s in spans]
        if all(s.code for s in spans if s.text.strip()):
            spans = [s if s.is_break else s._replace(code=False) for s in spans]  # a name, no tag before one
        if "note" in columns and columns[at] == "title" and begins_bold(spans) and re.match(r"\s*[:：]", spans[1].text):
            spans = [s._replace(bold=False) for s in spans]  # `**GLOW**: Large Lamps`: what it is says another column
        spans, *others = self._works_of_cell(spans)
        told: list[tuple[str, str, str]] = []  # what a column holds, its head, and the words of the cell
        for number, cell in enumerate(row.cells):
            if number == at:
                continue
            kind = columns[number] if number < len(columns) else None
            if kind == "title":
                kind = "venue" if _says_where(row.header[number]) else None
            head = row.header[number] if number < len(row.header) else ""
            if kind == "venue" and cell_text(cell) == cell_text(row.cells[at]) and any(is_link(s.href) for s in cell):
                kind = "link"  # `lamp | [lamp](...)`: its source is its code, and no publication
            if re.search(r"\w", text := _words_of(cell, kind)):
                told.append((kind or "", head, text))
            for span in cell:
                if not is_link(span.href) or (kind in _OF_PEOPLE and not is_resource(span.text)):
                    continue  # a name leads to who it is
                # What a link in another column is called is the column's head more than its own text.
                is_named = is_resource(span.text) and not says_nothing(span.text)
                label = head if is_resource(head) and not is_named else span.text or head
                spans += [Span(" "), span._replace(text=label if is_resource(label) else f"[{plain(head) or 'link'}]")]
        made = self.from_spans(row, spans, above, below=below, is_row=True)
        for other in others if made else ():
            made += self.from_spans(row, other, above, is_row=True)
        for draft in made:
            self._tell(draft, told)
        if len(made) == 1:
            self._call_as_beside(made[0], row, columns, at)
        return made

    def _reason_against_row(self, row: Block, columns: Sequence[str | None]) -> str | None:
        """Why a row is no work although it has a link or a name; None if nothing says that."""
        if row.line in self._heading_rows:
            return "a heading in a table"
        if _measures_entry(row, columns):
            return "a link to a section"
        return "a row of pictures" if is_gallery(row) else None

    def _call_as_beside(self, draft: Draft, row: Block, columns: Sequence[str | None], at: int) -> None:
        """Gives a draft the short name that another column of works has beside its title."""
        for n, (kind, cell) in enumerate(zip(columns, row.cells, strict=False)):
            name = cell_text(cell)
            is_other = kind == "title" and n != at and "," not in name and not is_short(row.cells[at])
            is_other = is_other and re.search(r"[^\W\d_]", name) is not None and not _says_where(row.header[n])
            is_name = is_name_like(name) or ((row.group, n) in self._of_short_names and is_short(cell))
            if is_other and is_name and (row.group, n) in self._of_names and not is_meeting(name):
                call(draft, draft.title, name)

    def _several(
        self, row: Block, of_works: Sequence[int], above: tuple[str, ...], below: Sequence[Sequence[Span]]
    ) -> list[Draft]:
        """The works of a row with a linked title in several columns; what the other cells say is of none of them."""
        made: list[Draft] = []
        for n in of_works:
            made += self.from_spans(row, row.cells[n], above, below=() if made else below, is_row=True)
        others = (cell_text(cell) for n, cell in enumerate(row.cells) if n not in of_works)
        if left := " ".join(text for text in others if re.search(r"\w", text)):
            self._reading.leave(row.line, left, "beside several works", row.end)
        return made

    def _works_of_cell(self, spans: list[Span]) -> list[list[Span]]:
        """The spans of each work of a cell: `[Glow](...) and [Shade](...)` are two, which the rest of the row is about."""
        links = links_of(spans)
        if len(links.titled) < 2 or links.resources:
            return [spans]
        between = words_outside_links(spans)
        are_papers = _LISTED.fullmatch(between) is not None and all(is_paper(link) for _, link in links.titled)
        if not are_papers and _JOINED.fullmatch(between) is None:
            return [spans]
        groups = self._separate(spans, links)
        if any(len(group) > 1 for group in groups) or any(_is_part(links.titled[0][1], one) for _, one in links.titled):
            return [spans]
        begins = [0, *(group[0][0] for group in groups[1:]), len(spans)]
        last = groups[-1][0][0]
        spans = [s._replace(text=" ") if n < last and s.href is None else s for n, s in enumerate(spans)]
        return [spans[begin:end] for begin, end in pairwise(begins)]

    @staticmethod
    def _titled_cells(row: Block, columns: Sequence[str | None]) -> list[int]:
        """The cells with a link that has a title; a site's name is none beside a column of titles, or under `Link`: `Lamp | [lamp.org](...)`."""
        titled = [n for n, cell in enumerate(row.cells) if links_of(cell).titled]
        named = {n for n, kind in enumerate(columns[: len(row.cells)]) if kind == "title" and cell_text(row.cells[n])}
        sites = {n for n in titled if all(_is_site(s) for _, s in links_of(row.cells[n]).titled)}
        labels = {n for n in titled if named - {n} and has_labels_in_brackets(row.cells[n])}
        # Under `Link` stands where the work is that the first column names.
        under_link = {n for n in sites if columns[n : n + 1] == ["link"] and not any(s.href for s in row.cells[0])}
        hidden = labels | (sites - named if named else under_link)
        return [n for n in titled if n not in hidden]

    @staticmethod
    def _tell(draft: Draft, told: Sequence[tuple[str, str, str]]) -> None:
        """Parses the other cells of a row."""
        around = Surroundings()
        around.is_paper = True  # columns of speakers who are authors are called so by now
        for kind, head, text in told:
            people = people_in(text) if _OTHERS.search(text) and kind not in ("author", "note") else None
            if people is not None and not around.authors:
                around.take(people)  # `Stern et al.`, whatever the column is called
            elif not around.labelled(kind, head, text) and not is_resource(text):
                around.left.append(f"{head}: {text}" if head else text)
        for name, value in around.result().items():
            if name in ("organizations", "keywords"):
                draft.fields[name] = list(dict.fromkeys((*draft.fields.get(name, ()), *value)))
            elif name == "issued" or name not in draft.fields:
                draft.fields[name] = value
            elif name == "summary":
                draft.fields[name] = f"{draft.fields[name].rstrip(' .')}. {value}"
        draft.left = (*draft.left, *around.left)

    def _title_cell(self, row: Block, columns: Sequence[str | None], titled: Sequence[int]) -> int | None:
        named = [
            n for n in range(len(row.cells)) if n < len(columns) and columns[n] == "title" and cell_text(row.cells[n])
        ]
        heads = [plain(head).lower() for head in row.header]
        # `Paper | Title`: where one has the short names of papers, the other has their titles.
        named.sort(key=lambda n: not (heads[n].startswith("title") and not is_short(row.cells[n])))
        for n in named:
            told = len(words_outside_links(row.cells[n]).split()) > 2  # `Large Lamps of Rooms [[pdf](...)]`
            if heads[n].startswith(TITLE_HEADS) and (n in titled or told or not links_of(row.cells[n]).resources):
                return n
        for n in named:
            # `Course name | Lecturer | Course page`: the name is the title unless the other column has a longer one.
            if heads[n].endswith(("name", "title", "名称")) and not any(
                leads_with_title(row.cells[other]) for other in named if other in titled and other != n
            ):
                return n
        for n in (
            *(n for n in named if n in titled),
            *(n for n in titled if n >= len(columns) or columns[n] not in ("note", "venue", "link", *_OF_PEOPLE)),
            *(
                n
                for n in titled
                if n < len(columns) and columns[n] == "link" and not (named and is_short(row.cells[n]))
            ),
        ):
            return n
        for n in named:
            if not links_of(row.cells[n]).resources or words_outside_links(row.cells[n]):
                return n
        # Where dates with labels stand, the other cells say of them where and when, unless they are names.
        has_dates = any((row.group, n) in self._of_dates for n in range(len(row.cells)))
        others = [(n, cell) for n, cell in enumerate(row.cells) if not has_dates or (row.group, n) in self._of_names]
        for n, cell in others:
            text = words_outside_links(cell)
            known = columns[n] if n < len(columns) else None
            if (
                text
                and known not in ("date", "venue", "note", "link", *_OF_PEOPLE)
                and not is_date(text)
                and re.search(r"[^\W\d]{2}", text)
            ):
                return n
        # `T5`: a name of one letter, where no cell has more.
        for n, cell in others:
            text = words_outside_links(cell)
            if re.search(r"[^\W\d_]", text) and not is_date(text) and not is_resource(text) and not titled:
                return n
        return titled[0] if titled else None


def _words_of(cell: Sequence[Span], kind: str | None) -> str:
    """What the cell of a column says about a work; under `Notes`, `[lamps.md](...)` is a link to them and says nothing."""
    words, text = words_outside_links(cell), cell_text(cell)
    if kind == "note" and not re.search(r"\w", words) and (is_resource(text) or _FILE.fullmatch(text.strip())):
        return ""
    return text if kind in _WHOLE else words
