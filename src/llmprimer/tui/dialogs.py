"""Dialogs over the list: a choice, a line of text, and the diff of a change to confirm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from llmprimer.escaping import printable
from llmprimer.tui.commands import COMMANDS

Answer = TypeVar("Answer")


class Dialog(ModalScreen[None], Generic[Answer]):
    """A question with an answer; None when it is cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, title: str, then: Callable[[Answer | None], object]) -> None:
        super().__init__()
        self._title = title
        self._then = then

    def answer(self, answer: Answer | None) -> None:
        """Closes the dialog and passes the answer on.

        Both at once: Textual calls back later, and a key in between would miss the dialog that the callback opens.
        """
        self.dismiss()
        self._then(answer)

    def action_cancel(self) -> None:
        self.answer(None)


class Scrolled(Dialog[Answer]):
    """A dialog whose text is scrolled by keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


class Choice(Dialog[str]):
    """One of several options, by its letter, by Enter, or by a click."""

    def __init__(
        self, title: str, choices: Sequence[tuple[str, str, str]], then: Callable[[str | None], object]
    ) -> None:
        """`choices` are (letter, answer, label)."""
        super().__init__(title, then)
        self._choices = choices

    def compose(self) -> ComposeResult:
        options = [
            Option(Text.assemble((f" {letter}  ", "bold"), label), id=name) for letter, name, label in self._choices
        ]
        with Vertical(classes="dialog"):
            yield Static(Text(self._title, style="bold"))
            yield OptionList(*options, compact=True)
            yield Static("Enter or the letter chooses, Esc cancels", classes="hint")

    def on_key(self, event: events.Key) -> None:
        for letter, name, _ in self._choices:
            if event.character == letter:
                event.stop()
                self.answer(name)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.answer(event.option.id)


class Prompt(Dialog[str]):
    """A line of text. `check` returns an error message, which is shown under the line, or None."""

    def __init__(
        self,
        title: str,
        hint: str,
        then: Callable[[str | None], object],
        *,
        value: str = "",
        check: Callable[[str], str | None] = lambda _: None,
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__(title, then)
        self._hint, self._value = hint, value
        self._check, self._suggester = check, suggester

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(self._title, style="bold"))
            yield Input(self._value, suggester=self._suggester, compact=True, select_on_focus=False)
            yield Static(Text(self._hint), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        error = self._check(event.value)
        if error is None:
            self.answer(event.value)
        else:
            self.query_one(".hint", Static).update(Text(error, style="bold"))


class Confirm(Scrolled[bool]):
    """A change as a diff. `write` is called when it is confirmed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "cancel", show=False),
        Binding("w,y", "write", show=False),
    ]

    def __init__(self, title: str, diff: str, write: Callable[[], object]) -> None:
        super().__init__(f"{title}?", lambda confirmed: write() if confirmed else None)
        self._diff = diff

    def action_write(self) -> None:
        self.answer(True)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(Text(self._title, style="bold"))
            with VerticalScroll(can_focus=False):
                yield Static(coloured(self._diff))
            yield Static(
                Text.from_markup(
                    "[@click=screen.write]w writes it[/], [@click=screen.cancel]Esc leaves the file as it is[/]"
                ),
                classes="hint",
            )


class KeyHelp(Scrolled[None]):
    """All keys, in groups."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,question_mark,f1,enter", "cancel", show=False)]

    def __init__(self, left_out: frozenset[str]) -> None:
        super().__init__("Keys", lambda _: None)
        self._left_out = left_out

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"), VerticalScroll(can_focus=False):
            yield Static(key_help(self._left_out))


def key_help(left_out: frozenset[str] = frozenset()) -> Text:
    """The list of all keys, with what each does."""
    text = Text("Keys", style="bold")
    text.append("   Esc or q closes this list\n", style="not bold")
    group = ""
    for command in COMMANDS:
        if command.action in left_out:
            continue
        if command.group != group:
            group = command.group
            text.append(f"\n{group}\n", style="bold underline")
        text.append(f"{command.shown:>6}  ", style="bold")
        text.append(f"{command.name}: {command.does}\n", style="not bold")
    text.append("\nIn lists\n", style="bold underline")
    text.append(
        "Arrows, Page Up and Page Down, Home and End move. Enter goes on: to the results, to the relations of one. "
        "The mouse clicks everything: rows, marks, filters, relations, the keys at the foot; its wheel scrolls.\n",
        style="not bold",
    )
    text.append("\nWith a screen reader\n", style="bold underline")
    text.append(
        "This program redraws the screen, which readers follow badly. `llmprimer search` and `llmprimer list` find the "
        "same and print plain lines; `show`, `cite`, `export`, `tag`, `edit` and `remove` do the rest.\n",
        style="not bold",
    )
    return text


def coloured(diff: str) -> Text:
    """A unified diff; its signs say the same as its colours."""
    styles = {"+": "green", "-": "red", "@": "cyan"}
    text = Text()
    for line in printable(diff).splitlines(keepends=True):
        text.append(line, style="bold" if line.startswith(("+++", "---")) else styles.get(line[0], ""))
    return text
