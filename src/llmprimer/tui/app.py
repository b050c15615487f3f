"""The browser: its panes, and the queries behind them. Key actions are in `navigation`, `output` and `curation`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Input, Static

from llmprimer.api.catalogue import Catalogue
from llmprimer.errors import LlmprimerError, QueryError
from llmprimer.text import width
from llmprimer.tui import queries
from llmprimer.tui.commands import COMMANDS, NOT_WHILE_PICKING, bindings
from llmprimer.tui.curation import Curation
from llmprimer.tui.facets import FacetList
from llmprimer.tui.keys import KeysInOrder
from llmprimer.tui.navigation import Navigation
from llmprimer.tui.output import Output
from llmprimer.tui.preview import Preview
from llmprimer.tui.queries import Details, Results, Row
from llmprimer.tui.request import Request
from llmprimer.tui.results import ResultList
from llmprimer.tui.terminal import SignalHandler
from llmprimer.tui.theme import TERMINAL_THEME
from llmprimer.tui.worker import Worker

#: Seconds without a key before slower queries start: counts, relations, the state of the link.
_IDLE_DELAY = 0.4
#: Seconds without a key before the reference under the cursor is shown while words are typed: the results come first.
_TYPING_DELAY = 0.15
#: Seconds between two looks at the file, which another program may have changed.
_POLL_INTERVAL = 1.0


class SearchInput(Input):
    """The search box. Up and down move in the results while it has the focus."""

    # As in Textual, but that the length of the text lays out nothing else: the line has the same place all the time.
    virtual_size = Reactive(Size(0, 0))

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Results", key_display="enter"),
        Binding("f1", "app.keys", "Keys", key_display="F1"),
        Binding("down", "app.move('move', 1)", show=False),
        Binding("up", "app.move('move', -1)", show=False),
        Binding("pagedown", "app.move('page', 1)", show=False),
        Binding("pageup", "app.move('page', -1)", show=False),
        Binding("escape", "app.escape", show=False),
    ]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        # Textual does not know the characters of these names; the foot must not offer what would be typed.
        return key in ("slash", "question_mark", "space") or super().check_consume_key(key, character)


class Browser(KeysInOrder, Navigation, Output, Curation, App[list[str]]):
    """The terminal browser over one catalogue; `run` gives the keys that were picked, None where there are none."""

    CSS_PATH = "browser.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (130, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("escape", "escape", show=False),
        Binding("f1", "keys", show=False),
        Binding("shift+tab", "pane(-1)", show=False, priority=True),
    ]

    def __init__(
        self, path: Path, request: Request | None = None, *, pick: bool = False, multi: bool = False, **settings: Any
    ) -> None:
        # Without this, Textual makes greys of the colours under NO_COLOR: black letters, on a black terminal too.
        super().__init__(ansi_color="NO_COLOR" in os.environ or None, **settings)
        self.title = "llmprimer"
        self.pick, self.multi = pick, multi
        self.request = request or Request()
        self.filter_history: list[Request] = []
        self.marks: dict[str, None] = {}
        self.current: str | None = None
        self.trail: list[str] = []
        #: Whether the relations of the current reference are being loaded, and whether they get the focus then.
        self.relations_pending = self.focus_relations = False
        self.signals = SignalHandler()
        self.catalogue = Catalogue(path)
        # A second connection: SQLite runs one query at a time on each, and counting takes longer.
        self._background_catalogue = Catalogue(path)
        self._stamp = _stamp(path)
        self._search_worker, self._record_worker, self._facet_worker, self._relation_worker = (
            Worker(name, self._deliver) for name in ("search", "record", "facets", "relations")
        )
        self.worker = Worker("work", self._deliver, newest_only=False)
        self._picking = False
        #: The results of the current request, None while there are none yet, and those that are shown.
        self._last_results: Results | None = None
        self._shown: Results | None = None
        self._delays: dict[str, Timer] = {}
        self.register_theme(TERMINAL_THEME)
        self.theme = TERMINAL_THEME.name

    def compose(self) -> ComposeResult:
        with Horizontal(id="search"):
            yield Static("Search: ", id="label")
            yield SearchInput(self.request.words, id="words", compact=True, select_on_focus=False)
        yield Static(id="status")
        with Horizontal(id="panes"):
            yield FacetList(id="facets")
            with Container(id="main"):
                yield ResultList(self.marks, self._moved, id="results")
                yield Preview(id="preview")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        self.signals.install(asyncio.get_running_loop(), self.action_interrupt)
        self.focus_pane(self.results if self.request.words and not self.pick else self.query_one(SearchInput))
        self.search(self.request)
        self.set_interval(_POLL_INTERVAL, self._poll_file)

    def on_unmount(self) -> None:
        for worker in (
            self._search_worker,
            self._record_worker,
            self._facet_worker,
            self._relation_worker,
            self.worker,
        ):
            worker.close()
        # A file that is being written is written to the end.
        self.worker.join()

    def _deliver(self, result: Callable[[], None]) -> None:
        """Shows the result of a worker in the thread of the screen, unless the program ends first."""
        self.call_later(self._while_running, result)

    def _while_running(self, result: Callable[[], None]) -> None:
        # The widgets are gone before the workers are closed: a result that comes between has nowhere to be shown.
        if self.is_running:
            result()

    # -- searching ---------------------------------------------------------------------------------------------------

    def search(self, request: Request, *, keep: str | None = None) -> None:
        """Searches in another thread and shows the results unless a newer search starts; the cursor stays on `keep`."""
        self.request = request
        self._last_results = None
        for timer in self._delays.values():
            timer.reset()

        def task() -> Callable[[], None]:
            try:
                return partial(self._show_results, queries.first_page(self.catalogue, request), keep)
            except LlmprimerError as error:
                return partial(self._show_query_error, error)

        self._search_worker.submit(task)

    def _show_results(self, found: Results, keep: str | None) -> None:
        self._last_results = self._shown = found
        self.results.show(found, keep=keep)
        self.show_status()
        if self._picking:
            self.finish_picking()
            return
        self._after_delay("count", _IDLE_DELAY, self._count)

    def _show_query_error(self, error: LlmprimerError) -> None:
        """Shows what is wrong below the search box; the last results stay."""
        self._picking = False
        # The hints of queries name commands of the shell.
        hint = f"\n{error.hint}" if error.hint and not isinstance(error, QueryError) else ""
        self._set_status(Text(error.message + hint), error=True)

    def show_status(self, remark: str = "") -> None:
        """Shows the number of results, corrections, the number of marks and the filters."""
        found = self._last_results
        if found is None:
            return
        parts = [remark] if remark else []
        if not found.confident:
            parts.append(f"nothing fits; the nearest {found.total}")
        elif found.total:
            order = {
                "best": "best first" if found.ranked else "by key",
                "-issued": "newest first",
                "issued": "oldest first",
            }
            parts.append(f"{found.total:,} of {found.catalogue_size:,}, {order.get(self.request.order, 'by title')}")
        else:
            parts.append("nothing fits")
        parts += [f'"{typed}" read as "{understood}"' for typed, understood in found.corrections]
        if self.marks:
            parts.append(f"{len(self.marks)} marked")
        text = Text("; ".join(parts))
        if self.request.filters:
            text.append("\nonly " + " ".join(chosen.text for chosen in self.request.filters), style="bold")
        self._set_status(text)

    def _set_status(self, text: Text, *, error: bool = False) -> None:
        """Shows the text below the search box."""
        status = self.query_one("#status", Static)
        status.set_class(error, "-wrong")
        lines = text.plain.split("\n")
        # To lay the whole screen out again takes longer than to find the results: only where there is not the room.
        fits = len(lines) == status.size.height and all(width(line) <= status.size.width for line in lines)
        status.update(text, layout=not fits)
        if not fits:  # a layout that is asked for while the first one runs may be lost
            self.call_after_refresh(status.refresh, layout=True)

    def _count(self) -> None:
        found = self._shown
        if found is None:
            return

        def task() -> Callable[[], None]:
            try:
                counted = queries.facets(self._background_catalogue, found)
            except LlmprimerError as error:
                return partial(self._show_query_error, error)
            return partial(self.query_one(FacetList).show, found.request, counted)

        self._facet_worker.submit(task)

    def _after_delay(self, name: str, delay: float, then: Callable[[], Any]) -> None:
        if name in self._delays:
            self._delays[name].stop()
        self._delays[name] = self.set_timer(delay, then)

    def _poll_file(self) -> None:
        """Searches again when the file has changed, and says so."""
        stamp = _stamp(self.catalogue.path)
        if stamp != self._stamp:
            self._stamp = stamp
            self.show_status("reading the catalogue again")
            self.search(self.request, keep=self.current)

    # -- the preview ---------------------------------------------------------------------------------------------------

    def show_record(self, citation_key: str | None) -> None:
        """Shows a reference, and after a moment its relations and what is known of its link."""
        self.current = citation_key
        self.relations_pending = citation_key is not None
        self.focus_relations = False
        if citation_key is None:
            self.preview.show(None)
            return

        def task() -> Callable[[], None]:
            try:
                return partial(self._show_details, citation_key, queries.details_of(self.catalogue, citation_key))
            except LlmprimerError as error:
                return partial(self._show_query_error, error)

        if self.focused is self.query_one(SearchInput):
            self._after_delay("record", _TYPING_DELAY, partial(self._record_worker.submit, task))
        else:
            self._record_worker.submit(task)

    def _show_details(self, citation_key: str, details: Details | None) -> None:
        if citation_key != self.current:
            return  # the cursor has moved on
        self.preview.show(details, trail=self.trail)
        if details is not None:
            self._after_delay("relations", _IDLE_DELAY, partial(self._load_relations, details))

    def _load_relations(self, details: Details) -> None:
        def task() -> Callable[[], None]:
            try:
                relations = queries.with_relations(self._background_catalogue, details).relations
                url = details.record.get("url")
                state = queries.link_state(url) if url else None
            except LlmprimerError as error:
                self.relations_pending = False
                return partial(self.notify, error.message, severity="warning")
            link = f"{state[1]} when last checked, {state[0]}" if state else "not checked yet" if url else ""
            return partial(show, relations, link)

        def show(relations: Iterable[tuple[str, Row]], link: str) -> None:
            # Unless the cursor has moved on: then the relations of another reference are pending.
            if self.preview.details is details and details.record["citation_key"] == self.current:
                self.preview.show_link(link)
                if self.relations_pending:  # not if the nearest references are shown instead
                    self.preview.show_relations(relations)
                    self.relations_pending = False
                    if self.focus_relations:
                        self.action_relations()

        self._relation_worker.submit(task)

    # -- messages of the panes -----------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "words" and event.value != self.request.words:
            self.search(self.request._replace(words=event.value))

    def on_input_submitted(self) -> None:
        if self.pick:
            self._picking = True
            if self._last_results is not None:
                self.finish_picking()
        else:
            self.focus_pane(self.results)

    def _moved(self, row: Row | None) -> None:
        self.trail.clear()
        self.show_record(row["citation_key"] if row else None)

    def on_result_list_rows_needed(self, event: ResultList.RowsNeeded) -> None:
        found = self.results.found
        if found is None:
            return

        def task() -> Callable[[], None]:
            try:
                rows = queries.page(self._background_catalogue, found, event.start)
            except LlmprimerError as error:
                return partial(self._show_query_error, error)
            return partial(self.results.add, found, event.start, rows)

        self._facet_worker.submit(task)

    def on_result_list_chosen(self) -> None:
        if self.pick:
            self.finish_picking()
        else:
            self.action_relations()

    def on_result_list_mark_toggled(self) -> None:
        self.action_mark()

    def on_facet_list_toggled(self, event: FacetList.Toggled) -> None:
        self.filter_history.append(self.request)
        self.search(self.request.toggled(event.chosen))

    def on_preview_followed(self, event: Preview.Followed) -> None:
        if self.current is not None:
            self.trail.append(self.current)
        self.show_record(event.citation_key)

    # -- commands ------------------------------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        for command in COMMANDS:
            if command.action != "commands" and self.check_action(command.action, ()):
                name = f"{command.name}  ({command.shown})"
                yield SystemCommand(name, command.does, partial(self.run_action, command.action))
        yield SystemCommand("Theme", "choose other colours", self.action_change_theme)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.pick and action in NOT_WHILE_PICKING:
            return False
        if self.pick and not self.multi and action.startswith(("mark", "unmark")):
            return False
        # While a dialog is open, only the keys that end or suspend the browser work.
        known = {command.action for command in COMMANDS}
        if len(self.screen_stack) > 1 and action in known and action not in ("interrupt", "suspend_process"):
            from textual.command import CommandPalette

            return isinstance(self.screen, CommandPalette)
        return True


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        status = os.stat(path)
    except OSError:
        return ()
    return (status.st_size, status.st_mtime_ns, status.st_ino)
