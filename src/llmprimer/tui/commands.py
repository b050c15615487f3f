"""Every command of the browser: its key, name and description. Bindings, help, palette and documents use this table."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding


class Command(NamedTuple):
    """A command: `action` is the name of a method `action_...` of the application."""

    action: str
    keys: str
    shown: str
    name: str
    does: str
    group: str
    in_footer: bool = False
    #: Has priority over dialogs. Others wait for the keys that were typed before them.
    first: bool = False


_FIND, _MARK, _TAKE, _CURATE, _REST = "Find", "Mark", "Take out", "Curate", "Everything else"

COMMANDS = (
    Command("type", "slash", "/", "Search", "go to the search box", _FIND, in_footer=True),
    Command("filters", "f", "f", "Filter", "go to topics, kinds, years and authors; Enter switches one on or off", _FIND, in_footer=True),
    Command("undo_filter", "z", "z", "Undo filter", "undo the last change of filters or order", _FIND),
    Command("clear", "Z", "Z", "Clear", "remove all filters and empty the search box", _FIND),
    Command("order", "s", "s", "Sort", "by relevance (key without words), newest, oldest, title", _FIND),
    Command("relations", "right,l", "→", "Relations", "go to the relations of the reference; Enter follows one", _FIND),
    Command("walk_back", "left,backspace", "←", "Back", "to the reference whose relation was followed", _FIND),
    Command("nearest", "r", "r", "Nearest", "list the references nearest to this one", _FIND),
    Command("mark", "space", "space", "Mark", "mark this reference, or unmark it", _MARK, in_footer=True),
    Command("mark_here", "ctrl+t", "^t", "Mark while typing", "the same, while words are typed", _MARK),
    Command("mark_all", "a", "a", "Mark all", "mark all results", _MARK),
    Command("unmark_all", "A", "A", "Unmark all", "remove all marks", _MARK),
    Command("copy", "y", "y", "Copy", "copy BibTeX, a citation, keys, links or Markdown", _TAKE, in_footer=True),
    Command("export", "x", "x", "Export", "write a file that another tool reads", _TAKE),
    Command("open", "o", "o", "Open", "open the address in the browser", _TAKE, in_footer=True),
    Command("open_archived", "O", "O", "Open archived", "open the archived copy", _TAKE),
    Command("tag", "t", "t", "Tag", "add and remove topics: +topic -topic", _CURATE),
    Command("edit", "e", "e", "Edit", "edit the record in $VISUAL or $EDITOR", _CURATE),
    Command("remove", "d,delete", "d", "Remove", "remove from the catalogue", _CURATE),
    Command("undo", "u", "u", "Undo", "undo the last change of the catalogue", _CURATE),
    Command("commands", "ctrl+p", "^p", "Commands", "find any command by its name", _REST, in_footer=True, first=True),
    Command("keys", "question_mark", "?", "Keys", "list all keys", _REST, in_footer=True),
    Command("pane", "tab", "tab", "Pane", "the next pane: search box, results, relations, filters; shift+tab: the previous one", _REST, in_footer=True, first=True),
    Command("suspend_process", "ctrl+z", "^z", "Suspend", "back to the shell; `fg` returns", _REST, first=True),
    Command("leave", "q", "q", "Quit", "quit", _REST, in_footer=True),
    Command("interrupt", "ctrl+c", "^c", "Interrupt", "quit at once", _REST, first=True),
)  # fmt: skip

#: Not available with --pick.
NOT_WHILE_PICKING = frozenset({"tag", "edit", "remove", "undo"})


def bindings() -> list[Binding]:
    """The key bindings of the application. In the search box, letters and signs are typed."""
    # A narrow footer ends early: help and quit come first.
    first = ("keys", "leave")
    return [
        Binding(
            command.keys,
            command.action,
            command.name,
            key_display=command.shown,
            show=command.in_footer,
            priority=command.first,
        )
        for command in sorted(COMMANDS, key=lambda command: command.action not in first)
    ]
