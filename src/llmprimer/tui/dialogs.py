"""Questions that lie over the list: one of several, a line of text, and whether a change is to be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

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

_CANCEL = Binding("escape", "dismiss(None)", "Cancel", show=False)


class Choice(ModalScreen[str]):
    """One of several things, by its letter, by Enter, or by a click; None where nobody wants any."""

    BINDINGS: ClassVar[list[BindingType]] = [_CANCEL]

    def __init__(self, title: str, choices: Sequence[tuple[str, str, str]]) -> None:
        """`choices` are (letter, name that is returned, words)."""
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        options = [
            Option(Text.assemble((f" {letter}  ", "bold"), words), id=name) for letter, name, words in self._choices
        ]
        with Vertical(classes="dialog"):
            yield Static(Text(self._title, style="bold"))
            yield OptionList(*options, compact=True)
            yield Static("Enter or the letter chooses, Esc leaves", classes="hint")

    def on_key(self, event: events.Key) -> None:
        for letter, name, _ in self._choices:
            if event.character == letter:
                event.stop()
                self.dismiss(name)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)


class Prompt(ModalScreen[str]):
    """A line of text. `check` says what is wrong with it, under the line; None where nobody wants to answer."""

    BINDINGS: ClassVar[list[BindingType]] = [_CANCEL]

    def __init__(
        self,
        title: str,
        hint: str,
        *,
        value: str = "",
        check: Callable[[str], str | None] = lambda _: None,
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__()
        self._title, self._hint, self._value = title, hint, value
        self._check, self._suggester = check, suggester

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(self._title, style="bold"))
            yield Input(self._value, suggester=self._suggester, compact=True, select_on_focus=False)
            yield Static(Text(self._hint), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        wrong = self._check(event.value)
        if wrong is None:
            self.dismiss(event.value)
        else:
            self.query_one(".hint", Static).update(Text(wrong, style="bold"))


class Consent(ModalScreen[bool]):
    """A change as a diff: whether it is to be written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss(False)", "No", show=False),
        Binding("w,y", "dismiss(True)", "Write", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, title: str, diff: str) -> None:
        super().__init__()
        self._title, self._diff = title, diff

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(Text(self._title, style="bold"))
            with VerticalScroll(can_focus=False):
                yield Static(coloured(self._diff))
            yield Static(
                Text.from_markup(
                    "[@click=screen.dismiss(True)]w writes it[/], [@click=screen.dismiss(False)]Esc leaves the file as it is[/]"
                ),
                classes="hint",
            )

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


class Keys(ModalScreen[None]):
    """All keys, in groups."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss(None)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, left_out: frozenset[str]) -> None:
        super().__init__()
        self._left_out = left_out

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"), VerticalScroll(can_focus=False):
            yield Static(key_help(self._left_out))

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


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
