"""Actions that change the catalogue: each is planned, shown as a diff, and written when it is confirmed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.suggester import Suggester

from llmprimer.errors import LlmprimerError, UsageError
from llmprimer.tui import editing
from llmprimer.tui.base import BrowserBase, summary_of
from llmprimer.tui.dialogs import Choice, Confirm, Prompt

if TYPE_CHECKING:
    from llmprimer.api.changes import Changes
    from llmprimer.catalogue.undo import LastWrite


class Curation(BrowserBase):
    """Methods `action_...` for the group "Curate" of `commands`."""

    def action_tag(self) -> None:
        keys = self.selected
        if not keys:
            return
        topics = [topic.slug for topic in self.catalogue.topics]

        def check(text: str) -> str | None:
            try:
                editing.parsed_tags(text, topics)
            except UsageError as error:
                return error.message
            return None

        def plan(text: str | None) -> None:
            if text is not None:
                added, removed = editing.parsed_tags(text, topics)
                self._plan(f"Tag {summary_of(keys)}", lambda: editing.tag(self.catalogue.path, keys, added, removed))

        has = ", ".join(self.catalogue.record(keys[0]).get("topics", ())) if len(keys) == 1 else ""
        hint = f"+topic adds, -topic removes{f'; it has {has}' if has else ''}"
        self.push_screen(Prompt(f"Topics of {summary_of(keys)}", hint, plan, check=check, suggester=_Topics(topics)))

    def action_remove(self) -> None:
        keys = self.selected
        if keys:
            self._plan(f"Remove {summary_of(keys)}", lambda: editing.remove(self.catalogue.path, keys))

    def action_edit(self) -> None:
        key = self.current
        if key is None:
            return
        path = self.catalogue.path
        self.run_in_background(
            "reading", lambda: editing.record_text(path, key), lambda text: self._edit(key, text, text)
        )

    def _edit(self, key: str, before: str, text: str) -> None:
        """Opens the text in the editor; if it is not valid, the error is shown and it can be edited again."""
        from llmprimer.catalogue.editor import call_editor
        from llmprimer.catalogue.folders import temporary_folder
        from llmprimer.tui.terminal import TERMINAL

        try:
            with temporary_folder() as folder:
                draft = folder / f"{key.replace('/', '-')}.yaml"
                draft.write_text(text, encoding="utf-8")
                with self.suspend():
                    terminal = os.open(TERMINAL, os.O_RDWR)
                    try:
                        call_editor(draft, terminal=terminal)
                    finally:
                        os.close(terminal)
                typed = draft.read_text(encoding="utf-8")
        except LlmprimerError as error:
            self.show_error(error)
            return
        except (OSError, UnicodeDecodeError) as error:
            self.notify(f"the draft cannot be read: {error}", severity="error")
            return
        if typed == before:
            self.notify("nothing to change")
            return

        def again(error: LlmprimerError) -> None:
            choices = [("e", "edit", "edit again"), ("d", "drop", "leave the record as it was")]

            def answered(answer: str | None) -> None:
                if answer == "edit":
                    # Not in the task of the dialog, which is closing: the editor takes the terminal.
                    self.call_later(self._edit, key, before, typed)

            self.push_screen(Choice(error.message, choices, answered))

        self._plan(f"Edit {key}", lambda: editing.with_text(self.catalogue.path, key, typed), failed=again)

    def action_undo(self) -> None:
        path = self.catalogue.path

        def show(write: LastWrite) -> None:
            self._confirm(f"Undo the write of {write.time:%Y-%m-%d %H:%M}", write.undo_diff(), write.undo)

        self.run_in_background("reading", partial(editing.last_write, path), show)

    def _plan(
        self, title: str, plan: Callable[[], Changes], *, failed: Callable[[LlmprimerError], Any] | None = None
    ) -> None:
        """Makes the plan, shows its diff, and writes it when it is confirmed."""

        def show(changes: Changes) -> None:
            if changes.changed:
                self._confirm(title, changes.diff(), changes.write)
            else:
                self.notify("nothing to change")

        def checked() -> Changes:
            from llmprimer.catalogue.locate import refuse_installed

            refuse_installed(self.catalogue.path)
            return plan()

        self.run_in_background("checking", checked, show, failed)

    def _confirm(self, title: str, diff: str, write: Callable[[], Any]) -> None:
        def written(_: Any) -> None:
            self.notify(f"{title}: written; u undoes it")
            self.search(self.request, keep=self.current)

        self.push_screen(Confirm(title, diff, lambda: self.run_in_background("writing", write, written)))


class _Topics(Suggester):
    """Completes the topic at the end of the input."""

    def __init__(self, topics: Sequence[str]) -> None:
        super().__init__(case_sensitive=True)
        self._topics = sorted(topics)

    async def get_suggestion(self, value: str) -> str | None:
        last = value.rpartition(" ")[2]
        begun = last.lstrip("+-")
        if last == begun or not begun:
            return None
        return next((value + slug[len(begun) :] for slug in self._topics if slug.startswith(begun)), None)
