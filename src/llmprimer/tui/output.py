"""Actions that copy, export and open references."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from llmprimer.errors import UsageError
from llmprimer.tui import copying
from llmprimer.tui.base import BrowserBase, summary_of
from llmprimer.tui.dialogs import Choice, Prompt

#: More than this, in bytes, many terminals refuse to take into the clipboard.
_LONG_COPY = 74_000


class Output(BrowserBase):
    """Methods `action_...` for the group "Take out" of `commands`."""

    def action_copy(self) -> None:
        keys = self.selected
        if not keys:
            return

        def form_chosen(form: str | None) -> None:
            if form == "citation":
                styles = [(str(number), style, style) for number, style in enumerate(copying.STYLES, 1)]
                self.push_screen(Choice("In which style?", [*styles, ("0", "", "another ...")], style_chosen))
            elif form is not None:
                self._copy(keys, form)

        def style_chosen(style: str | None) -> None:
            if style == "":
                hint = "the name of a CSL style, such as vancouver, or a .csl file"
                self.push_screen(Prompt("In which style?", hint, style_chosen))
            elif style is not None:
                self._copy(keys, "citation", style)

        self.push_screen(Choice(f"Copy of {summary_of(keys)}", copying.COPIES, form_chosen))

    def _copy(self, keys: Sequence[str], form: str, style: str = copying.STYLES[0]) -> None:
        def copy(text: str) -> None:
            if not text:
                self.notify("there is nothing to copy", severity="warning")
                return
            self.copy_to_clipboard(text)
            long = len(text.encode()) > _LONG_COPY
            remark = "; many terminals refuse so much: x exports to a file" if long else ""
            self.notify(f"copied {summary_of(keys)}: {form}{remark}", severity="warning" if long else "information")

        self.run_in_background("copying", lambda: copying.copy_text(self.catalogue, keys, form, style), copy)

    def action_export(self) -> None:
        keys = self.selected
        if not keys:
            return
        from llmprimer.export import format_ids, get

        choices = [("123456789abcdefgh"[number], name, name) for number, name in enumerate(format_ids())]

        def format_chosen(name: str | None) -> None:
            if name is not None:
                value = f"references{get(name).suffix}"
                hint = "the file; one of the same format is replaced"
                self.push_screen(
                    Prompt(f"Export {summary_of(keys)} as {name} to", hint, partial(write, name), value=value)
                )

        def write(name: str, path: str | None) -> None:
            if path:
                target = Path(path).expanduser()
                self.run_in_background(
                    "exporting",
                    lambda: self.catalogue.export_to(target, name, keys=keys),
                    lambda losses: self.notify(f"{target} is written{_lost(name, losses)}"),
                )

        self.push_screen(Choice(f"Export {summary_of(keys)}", choices, format_chosen))

    def action_open(self) -> None:
        self._open("url")

    def action_open_archived(self) -> None:
        self._open("archive_url")

    def _open(self, field: str) -> None:
        from llmprimer.escaping import is_linkable

        keys = self.selected

        def addresses() -> list[str]:
            found = [address for key in keys if (address := self.catalogue.record(key).get(field))]
            for address in found:
                if not is_linkable(address):
                    raise UsageError(f"{address} is not a web address")
            return found

        def start(found: list[str]) -> None:
            if not found:
                self.notify("there is no address", severity="warning")
            for address in found:
                if not self._start_browser(address):
                    self.notify(f"no browser could be started: {address}", severity="warning", timeout=20)

        self.run_in_background("opening", addresses, start)

    def _start_browser(self, address: str) -> bool:
        import webbrowser

        try:
            browser = webbrowser.get()
        except webbrowser.Error:
            return False
        # A browser within the terminal needs it for itself.
        if type(browser) is webbrowser.GenericBrowser:
            with self.suspend():
                return browser.open(address)
        return browser.open(address)


def _lost(name: str, losses: dict[str, tuple[int, str]]) -> str:
    return f"; {name} cannot hold {', '.join(losses)}" if losses else ""
