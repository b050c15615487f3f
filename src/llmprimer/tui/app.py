"""The browser: panes, what they ask for, and how answers reach them. What keys do is in `moving`, `taking` and `changing`."""

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
from textual.theme import Theme
from textual.timer import Timer
from textual.widgets import Footer, Input, Static

from llmprimer.api.catalogue import Catalogue
from llmprimer.errors import LlmprimerError, QueryError
from llmprimer.text import width
from llmprimer.tui import answers
from llmprimer.tui.answers import Details, Results, Row
from llmprimer.tui.asked import Asked
from llmprimer.tui.changing import Changing
from llmprimer.tui.commands import COMMANDS, NOT_WHILE_PICKING, bindings
from llmprimer.tui.facets import FacetList
from llmprimer.tui.moving import Moving
from llmprimer.tui.preview import Preview
from llmprimer.tui.results import ResultList
from llmprimer.tui.taking import Taking
from llmprimer.tui.terminal import Ending
from llmprimer.tui.worker import Worker

#: Colours of the terminal itself, so that the browser looks right on any background.
_THEME = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-foreground": "ansi_black",
        "input-selection-background": "ansi_cyan",
        "footer-key-foreground": "ansi_default",
        "footer-description-foreground": "ansi_default",
        # Black tracks would be bars on a light terminal.
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)
#: Seconds of quiet before what takes longer is asked for: counts, relations, the state of the link.
_QUIET = 0.4
#: Seconds of quiet before the reference under the cursor is shown to somebody who types: the results come first.
_BREATH = 0.15
#: So often, in seconds, the file is looked at: somebody else may have changed it.
_WATCH = 1.0


class Words(Input):
    """Where words are typed. Up and down move in the results meanwhile."""

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


class Browser(Moving, Taking, Changing, App[list[str]]):
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
        self, path: Path, asked: Asked | None = None, *, pick: bool = False, multi: bool = False, **settings: Any
    ) -> None:
        # Without this, Textual makes greys of the colours under NO_COLOR: black letters, on a black terminal too.
        super().__init__(ansi_color="NO_COLOR" in os.environ or None, **settings)
        self.title = "llmprimer"
        self.pick, self.multi = pick, multi
        self.asked = asked or Asked()
        self.before: list[Asked] = []
        self.marks: dict[str, None] = {}
        self.current: str | None = None
        self.trail: list[str] = []
        #: Whether the relations of the current reference are still to come, and whether the cursor goes to them then.
        self.relations_to_come = self.relations_wanted = False
        self.ending = Ending()
        self.catalogue = Catalogue(path)
        # Of its own, because SQLite answers one question at a time on a connection, and counting takes longer.
        self._behind = Catalogue(path)
        self._stamp = _stamp(path)
        self._finder, self._looker, self._counter, self._around = (
            Worker(name, self.call_later) for name in ("find", "look", "count", "look around")
        )
        self.worker = Worker("work", self.call_later, newest_only=False)
        self._picking = False
        self._answered: Results | None = None
        self._quiet: dict[str, Timer] = {}
        self.register_theme(_THEME)
        self.theme = _THEME.name

    def compose(self) -> ComposeResult:
        with Horizontal(id="search"):
            yield Static("Search: ", id="label")
            yield Words(self.asked.words, id="words", compact=True, select_on_focus=False)
        yield Static(id="status")
        with Horizontal(id="panes"):
            yield FacetList(id="facets")
            with Container(id="main"):
                yield ResultList(self.marks, self._moved, id="results")
                yield Preview(id="preview")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        self.ending.install(asyncio.get_running_loop(), self.action_interrupt)
        self.go(self.results if self.asked.words and not self.pick else self.query_one(Words))
        self.ask(self.asked)
        self.set_interval(_WATCH, self._watch)

    def on_unmount(self) -> None:
        for worker in (self._finder, self._looker, self._counter, self._around, self.worker):
            worker.close()
        # A file that is being written is written to the end.
        self.worker.join()

    # -- asking ------------------------------------------------------------------------------------------------------

    def ask(self, asked: Asked, *, keep: str | None = None) -> None:
        """Asks in another thread and shows the answer unless a newer question comes; the cursor stays on `keep`."""
        self.asked = asked
        self._answered = None
        for timer in self._quiet.values():
            timer.reset()

        def question() -> Callable[[], None]:
            try:
                return partial(self._show_results, answers.find(self.catalogue, asked), keep)
            except LlmprimerError as error:
                return partial(self._show_wrong, error)

        self._finder.ask(question)

    def _show_results(self, found: Results, keep: str | None) -> None:
        self._answered = found
        self.results.show(found, keep=keep)
        self.show_status()
        if self._picking:
            self.finish_picking()
            return
        self._when_quiet("count", self._count)

    def _show_wrong(self, error: LlmprimerError) -> None:
        """What is wrong, under the words; the results of the last question that could be answered stay."""
        self._picking = False
        # The hints of queries name commands of the shell.
        hint = f"\n{error.hint}" if error.hint and not isinstance(error, QueryError) else ""
        self._say(Text(error.message + hint), wrong=True)

    def show_status(self, remark: str = "") -> None:
        """How many were found, how they were understood, what is marked and which filters hold."""
        found = self._answered
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
            parts.append(f"{found.total:,} of {found.of:,}, {order.get(self.asked.order, 'by title')}")
        else:
            parts.append("nothing fits")
        parts += [f'"{typed}" read as "{understood}"' for typed, understood in found.corrections]
        if self.marks:
            parts.append(f"{len(self.marks)} marked")
        text = Text("; ".join(parts))
        if self.asked.filters:
            text.append("\nonly " + " ".join(chosen.text for chosen in self.asked.filters), style="bold")
        self._say(text)

    def _say(self, text: Text, *, wrong: bool = False) -> None:
        """Shows the text under the words."""
        status = self.query_one("#status", Static)
        status.set_class(wrong, "-wrong")
        lines = text.plain.split("\n")
        # To lay the whole screen out again takes longer than to find the results: only where there is not the room.
        fits = len(lines) == status.size.height and all(width(line) <= status.size.width for line in lines)
        status.update(text, layout=not fits)

    def _count(self) -> None:
        found = self._answered
        if found is None:
            return

        def question() -> Callable[[], None]:
            try:
                counted = answers.facets(self._behind, found)
            except LlmprimerError as error:
                return partial(self._show_wrong, error)
            return partial(self.query_one(FacetList).show, found.asked, counted)

        self._counter.ask(question)

    def _when_quiet(self, name: str, then: Callable[[], Any], quiet: float = _QUIET) -> None:
        if name in self._quiet:
            self._quiet[name].stop()
        self._quiet[name] = self.set_timer(quiet, then)

    def _watch(self) -> None:
        """Asks again where the file has changed, and says so."""
        stamp = _stamp(self.catalogue.path)
        if stamp != self._stamp:
            self._stamp = stamp
            self.show_status("reading the catalogue again")
            self.ask(self.asked, keep=self.current)

    # -- looking at one ------------------------------------------------------------------------------------------------

    def look(self, citation_key: str | None) -> None:
        """Shows a reference, and after a moment its relations and what is known of its link."""
        self.current = citation_key
        self.relations_to_come = citation_key is not None
        self.relations_wanted = False
        if citation_key is None:
            self.preview.show(None)
            return

        def question() -> Callable[[], None]:
            try:
                return partial(self._show_details, citation_key, answers.look(self.catalogue, citation_key))
            except LlmprimerError as error:
                return partial(self._show_wrong, error)

        if self.focused is self.query_one(Words):
            self._when_quiet("record", partial(self._looker.ask, question), _BREATH)
        else:
            self._looker.ask(question)

    def _show_details(self, citation_key: str, details: Details | None) -> None:
        if citation_key != self.current:
            return  # the cursor has moved on, and what is there now comes in a moment
        self.preview.show(details, trail=self.trail)
        if details is not None:
            self._when_quiet("look", partial(self._look_around, details))

    def _look_around(self, details: Details) -> None:
        def question() -> Callable[[], None]:
            try:
                relations = answers.look_around(self._behind, details).relations
                url = details.record.get("url")
                state = answers.link_state(url) if url else None
            except LlmprimerError as error:
                self.relations_to_come = False
                return partial(self.notify, error.message, severity="warning")
            told = f"{state[1]} when last checked, {state[0]}" if state else "not checked yet" if url else ""
            return partial(show, relations, told)

        def show(relations: Iterable[tuple[str, Row]], told: str) -> None:
            # Not where the cursor has moved on: what is to come then are the relations of another.
            if self.preview.details is details and details.record["citation_key"] == self.current:
                self.preview.show_link(told)
                if self.relations_to_come:  # not where the nearest references have taken their place
                    self.preview.show_relations(relations)
                    self.relations_to_come = False
                    if self.relations_wanted:
                        self.action_relations()

        self._around.ask(question)

    # -- what the panes tell -------------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "words" and event.value != self.asked.words:
            self.ask(self.asked._replace(words=event.value))

    def on_input_submitted(self) -> None:
        if self.pick:
            self._picking = True
            if self._answered is not None:
                self.finish_picking()
        else:
            self.go(self.results)

    def _moved(self, row: Row | None) -> None:
        self.trail.clear()
        self.look(row["citation_key"] if row else None)

    def on_result_list_wanted(self, event: ResultList.Wanted) -> None:
        found = self.results.found
        if found is None:
            return

        def question() -> Callable[[], None]:
            try:
                rows = answers.page(self._behind, found, event.start)
            except LlmprimerError as error:
                return partial(self._show_wrong, error)
            return partial(self.results.add, found, event.start, rows)

        self._counter.ask(question)

    def on_result_list_chosen(self) -> None:
        if self.pick:
            self.finish_picking()
        else:
            self.action_relations()

    def on_result_list_mark_wanted(self) -> None:
        self.action_mark()

    def on_facet_list_toggled(self, event: FacetList.Toggled) -> None:
        self.before.append(self.asked)
        self.ask(self.asked.toggled(event.chosen))

    def on_preview_followed(self, event: Preview.Followed) -> None:
        if self.current is not None:
            self.trail.append(self.current)
        self.look(event.citation_key)

    # -- what keys do, but for what is done with references ------------------------------------------------------------

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
        # Over a dialog the keys of the browser mean nothing, but for those that end or suspend it.
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
