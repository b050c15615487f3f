"""What the parts of the browser have in common: its state, and work that is done in a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.widget import Widget
from textual.widgets import OptionList

from llmprimer.errors import LlmprimerError
from llmprimer.tui.asked import Asked
from llmprimer.tui.preview import Preview
from llmprimer.tui.results import ResultList
from llmprimer.tui.worker import Worker

if TYPE_CHECKING:
    from textual.app import App

    from llmprimer.api.catalogue import Catalogue

    _Base = App[list[str]]
else:
    _Base = object


class BrowserParts(_Base):
    """What every group of actions may rely on; `app.Browser` is made of them."""

    pick: bool
    multi: bool
    asked: Asked
    #: Questions with other filters or another order, for going back.
    before: list[Asked]
    marks: dict[str, None]
    #: The reference that is shown, and the way that led to it over relations.
    current: str | None
    trail: list[str]
    relations_to_come: bool
    relations_wanted: bool
    catalogue: Catalogue
    worker: Worker
    ask: Callable[..., None]
    look: Callable[[str | None], None]
    show_status: Callable[..., None]

    @property
    def results(self) -> ResultList:
        """The list."""
        return self.query_one("#results", ResultList)

    @property
    def preview(self) -> Preview:
        """The reference beside it."""
        return self.query_one("#preview", Preview)

    @property
    def relations(self) -> OptionList:
        """Its relations."""
        return self.query_one("#relations", OptionList)

    @property
    def chosen(self) -> list[str]:
        """The marked references, in the order of marking; without marks the one that is shown."""
        return list(self.marks) or ([self.current] if self.current is not None else [])

    def go(self, pane: Widget) -> None:
        """Gives the keys to a pane at once: `Widget.focus` does so a moment later, when the next key has gone astray."""
        self.screen.set_focus(pane)

    def do(
        self,
        doing: str,
        work: Callable[[], Any],
        then: Callable[[Any], Any],
        failed: Callable[[LlmprimerError], Any] | None = None,
    ) -> None:
        """Does the work in a thread, then shows its result; errors are told, or go to `failed`."""
        self.show_status(doing)

        def question() -> Callable[[], None]:
            try:
                result = work()
            except LlmprimerError as error:
                return partial(finish, failed or self.tell, error)
            return partial(finish, then, result)

        def finish(show: Callable[[Any], Any], result: Any) -> None:
            self.show_status()
            show(result)

        self.worker.ask(question)

    def tell(self, error: LlmprimerError) -> None:
        """Shows what was wrong and what to do next."""
        hint = f"\n{error.hint}" if error.hint else ""
        self.notify(error.message + hint, severity="error", timeout=15, markup=False)


def told(keys: Sequence[str]) -> str:
    """The references in a word: the key of one, the number of several."""
    return keys[0] if len(keys) == 1 else f"{len(keys)} references"
