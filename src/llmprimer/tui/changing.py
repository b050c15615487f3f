"""Keys that change the catalogue: each change is planned, its diff looked at, and then written, or not."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.suggester import Suggester

from llmprimer.errors import LlmprimerError, UsageError
from llmprimer.tui import editing
from llmprimer.tui.dialogs import Choice, Consent, Prompt
from llmprimer.tui.parts import BrowserParts, told

if TYPE_CHECKING:
    from llmprimer.api.changes import Changes
    from llmprimer.catalogue.undo import LastWrite


class Changing(BrowserParts):
    """Methods `action_...` for the group "Curate" of `commands`."""

    def action_tag(self) -> None:
        keys = self.chosen
        if not keys:
            return
        topics = [topic.slug for topic in self.catalogue.topics]

        def check(text: str) -> str | None:
            try:
                editing.parsed_tags(text, topics)
            except UsageError as error:
                return error.message
            return None

        def typed(text: str | None) -> None:
            if text is not None:
                added, taken = editing.parsed_tags(text, topics)
                self._plan(f"Tag {told(keys)}", lambda: editing.tag(self.catalogue.path, keys, added, taken))

        has = ", ".join(self.catalogue.record(keys[0]).get("topics", ())) if len(keys) == 1 else ""
        hint = f"+topic adds, -topic takes away{f'; it has {has}' if has else ''}"
        self.push_screen(Prompt(f"Topics of {told(keys)}", hint, check=check, suggester=_Topics(topics)), typed)

    def action_remove(self) -> None:
        keys = self.chosen
        if keys:
            self._plan(f"Remove {told(keys)}", lambda: editing.remove(self.catalogue.path, keys))

    def action_edit(self) -> None:
        key = self.current
        if key is None:
            return
        path = self.catalogue.path
        self.do("reading", lambda: editing.record_text(path, key), lambda text: self._edit(key, text, text))

    def _edit(self, key: str, before: str, text: str) -> None:
        """Lets the person edit the text; what is wrong with it is told, and it can be edited again."""
        from llmprimer.catalogue.editor import call_editor
        from llmprimer.tui.terminal import TERMINAL

        with tempfile.TemporaryDirectory(prefix="llmprimer-") as folder:
            draft = Path(folder) / f"{key.replace('/', '-')}.yaml"
            draft.write_text(text, encoding="utf-8")
            try:
                with self.suspend():
                    terminal = os.open(TERMINAL, os.O_RDWR)
                    try:
                        call_editor(draft, terminal=terminal)
                    finally:
                        os.close(terminal)
                typed = draft.read_text(encoding="utf-8")
            except LlmprimerError as error:
                self.tell(error)
                return
            except (OSError, UnicodeDecodeError) as error:
                self.notify(f"the draft cannot be read: {error}", severity="error")
                return
        if typed == before:
            self.notify("nothing to change")
            return

        def again(error: LlmprimerError) -> None:
            choices = [("e", "edit", "edit again"), ("d", "drop", "leave the record as it was")]
            self.push_screen(
                Choice(error.message, choices), lambda what: self._edit(key, before, typed) if what == "edit" else None
            )

        self._plan(f"Edit {key}", lambda: editing.retyped(self.catalogue.path, key, typed), failed=again)

    def action_undo(self) -> None:
        path = self.catalogue.path

        def show(found: tuple[LastWrite, str]) -> None:
            write, diff = found
            title = f"Undo the write of {write.time:%Y-%m-%d %H:%M}"
            self.push_screen(Consent(f"{title}?", diff), partial(agreed, title, write))

        def agreed(title: str, write: LastWrite, yes: bool | None) -> None:
            if yes:
                self.do("writing", partial(editing.take_back, path, write), lambda _: self._written(title))

        self.do("reading", partial(editing.last_write, path), show)

    def _plan(
        self, title: str, plan: Callable[[], Changes], *, failed: Callable[[LlmprimerError], Any] | None = None
    ) -> None:
        """Makes the plan, shows its diff, and writes it where the person agrees."""

        def show(changes: Changes) -> None:
            if changes.changed:
                self.push_screen(Consent(f"{title}?", changes.diff()), partial(agreed, changes))
            else:
                self.notify("nothing to change")

        def agreed(changes: Changes, yes: bool | None) -> None:
            if yes:
                self.do("writing", changes.write, lambda _: self._written(title))

        def checked() -> Changes:
            from llmprimer.catalogue.locate import refuse_installed

            refuse_installed(self.catalogue.path)
            return plan()

        self.do("checking", checked, show, failed)

    def _written(self, title: str) -> None:
        self.notify(f"{title}: written; u takes it back")
        self.ask(self.asked, keep=self.current)


class _Topics(Suggester):
    """Completes the topic that is being typed."""

    def __init__(self, topics: Sequence[str]) -> None:
        super().__init__(case_sensitive=True)
        self._topics = sorted(topics)

    async def get_suggestion(self, value: str) -> str | None:
        last = value.rpartition(" ")[2]
        begun = last.lstrip("+-")
        if last == begun or not begun:
            return None
        return next((value + slug[len(begun) :] for slug in self._topics if slug.startswith(begun)), None)
