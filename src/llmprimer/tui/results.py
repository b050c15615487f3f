"""The list of results: lines are drawn when they become visible, so that a hundred thousand cost no more than ten."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from llmprimer.escaping import one_line
from llmprimer.stem import stem
from llmprimer.text import shorten, width, words
from llmprimer.tui.queries import PAGE, Results, Row

#: `>` is the cursor, `*` a mark: signs, because not everybody sees colours.
CURSOR, MARK = ">", "*"
_KIND = 13
#: From this width on the key is shown beside the title.
_WITH_KEY = 96
_KEY = 30
_PLAIN, _BOLD, _MATCH = Style(), Style(bold=True), Style(bold=True, underline=True)


class ResultList(ScrollView, can_focus=True):
    """The results. Rows are loaded when they become visible."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"results--cursor", "results--quiet"}
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,ctrl+f", "page(1)", show=False),
        Binding("pageup,ctrl+b", "page(-1)", show=False),
        Binding("home,g", "to(0)", show=False),
        Binding("end,G", "to(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    cursor: reactive[int] = reactive(0, init=False)

    class Chosen(Message):
        """Enter, or a double click, on a reference."""

    class MarkToggled(Message):
        """A click on the mark of a reference."""

    class RowsNeeded(Message):
        """Rows from this position on are visible and not loaded."""

        def __init__(self, start: int) -> None:
            super().__init__()
            self.start = start

    def __init__(self, marks: Container[str], moved: Callable[[Row | None], None], **settings: Any) -> None:
        """`moved` is called when the cursor is on another row, or on none.

        A call, not a message: the next key must act on the reference that is visible.
        """
        super().__init__(**settings)
        self.marks = marks
        self._moved = moved
        self.found: Results | None = None
        self._rows: dict[int, Row] = {}
        self._requested: set[int] = set()
        self._stems: frozenset[str] = frozenset()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows.get(self.cursor)

    @property
    def total(self) -> int:
        """How many results there are."""
        return self.found.total if self.found is not None else 0

    @property
    def loaded(self) -> list[Row]:
        """The loaded rows in order."""
        return [self._rows[position] for position in sorted(self._rows)]

    def show(self, found: Results, *, keep: str | None = None) -> None:
        """Shows results, with the cursor on the key `keep` if it is on the first page, else on the first row."""
        self.found = found
        self._rows = dict(enumerate(found.rows))
        self._requested = set()
        self._stems = frozenset(stem(word) for word in words(found.request.words)) | frozenset(
            stem(word) for _, understood in found.corrections for word in words(understood)
        )
        self._update_size()
        at = next((position for position, row in self._rows.items() if row["citation_key"] == keep), 0)
        self.scroll_to(y=0, animate=False)
        self.set_reactive(ResultList.cursor, at)
        self._scroll_to_cursor()
        self.refresh()
        self._moved(self.row)

    def _update_size(self) -> None:
        """Sets the height of the list. The scroll bar is always there, so that nothing is laid out again."""
        self.set_reactive(ResultList.virtual_size, Size(self.size.width, self.total))
        self.vertical_scrollbar.window_virtual_size = max(self.total, self.size.height)

    def add(self, found: Results, start: int, rows: list[Row]) -> None:
        """Adds rows that were requested; those of an earlier search are dropped."""
        if found is not self.found:
            return
        self._rows.update(enumerate(rows, start))
        self.refresh()
        if start <= self.cursor < start + len(rows):
            self._moved(self.row)

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.total - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        self.refresh_line(before)
        self.refresh_line(now)
        self._scroll_to_cursor()
        self._request_rows(now)
        self._moved(self.row)

    def action_move(self, lines: int) -> None:
        self.cursor += lines

    def action_page(self, pages: int) -> None:
        self.cursor += pages * max(1, self.size.height - 1)

    def action_to(self, position: int) -> None:
        self.cursor = position if position >= 0 else self.total + position

    def action_choose(self) -> None:
        if self.row is not None:
            self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        event.stop()
        position = event.y + self.scroll_offset.y
        if position < self.total:
            self.cursor = position
            if event.x < 2:
                self.post_message(self.MarkToggled())
            elif event.chain == 2:
                self.action_choose()

    def on_resize(self) -> None:
        self._update_size()
        self._scroll_to_cursor()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        position = y + self.scroll_offset.y
        columns = self.scrollable_content_region.width
        if position >= self.total:
            return Strip.blank(columns, self.rich_style)
        row = self._rows.get(position)
        at_cursor = position == self.cursor
        if row is None:
            self._request_rows(position)
            strip = Strip([Segment(f"{CURSOR if at_cursor else ' '} ...")])
        else:
            strip = Strip(list(self._segments(row, columns, at_cursor=at_cursor)))
        strip = strip.adjust_cell_length(columns)
        style = self.get_component_rich_style("results--cursor") if at_cursor and self.has_focus else self.rich_style
        return strip.apply_style(style)

    def _segments(self, row: Row, columns: int, *, at_cursor: bool) -> Iterator[Segment]:
        key = row["citation_key"]
        yield Segment(f"{CURSOR if at_cursor else ' '}{MARK if key in self.marks else ' '} ", _BOLD)
        quiet = _PLAIN if at_cursor else self.get_component_rich_style("results--quiet", partial=True)
        yield Segment(f"{(row['issued'] or '')[:7]:8}", quiet)
        yield Segment(_padded(row.get("kind", ""), _KIND), quiet)
        used = 3 + 8 + _KIND
        if columns >= _WITH_KEY:
            yield Segment(_padded(key, _KEY), quiet)
            used += _KEY
        # A title that is only our description of the work is in brackets, as in bibliographies.
        title = f"[{row['title']}]" if row.get("title_described") else row["title"]
        base = _BOLD if at_cursor else _PLAIN
        for number, piece in enumerate(shorten(one_line(title), max(10, columns - used)).split(" ")):
            if number:
                yield Segment(" ", base)
            yield Segment(piece, _MATCH if self._stems and self._matches(piece) else base)

    def _matches(self, piece: str) -> bool:
        return any(stem(word) in self._stems for word in words(piece))

    def _request_rows(self, position: int) -> None:
        if position in self._rows or not self.total:
            return
        start = position - position % PAGE
        if self.found is not None and self.found.ranked:
            start = len(self.found.rows)
        if start not in self._requested:
            self._requested.add(start)
            self.post_message(self.RowsNeeded(start))

    def _scroll_to_cursor(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)


def _padded(text: str, columns: int) -> str:
    text = shorten(text, columns - 1)
    return text + " " * (columns - width(text))
