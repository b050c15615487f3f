"""What the mixins of the browser share: its state, and work in a background thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.widget import Widget
from textual.widgets import OptionList

from llmprimer.errors import LlmprimerError
from llmprimer.tui.preview import Preview
from llmprimer.tui.request import Request
from llmprimer.tui.results import ResultList
from llmprimer.tui.worker import Worker

if TYPE_CHECKING:
    from textual.app import App

    from llmprimer.api.catalogue import Catalogue

    _Base = App[list[str]]
else:
    _Base = object


class BrowserBase(_Base):
    """The state and methods that every mixin with actions uses; `app.Browser` consists of these mixins."""

    pick: bool
    multi: bool
    request: Request
    #: Earlier requests with other filters or another order, for undo.
    filter_history: list[Request]
    marks: dict[str, None]
    #: The reference that is shown, and those from which relations were followed to it.
    current: str | None
    trail: list[str]
    relations_pending: bool
    focus_relations: bool
    catalogue: Catalogue
    worker: Worker
    search: Callable[..., None]
    show_record: Callable[[str | None], None]
    show_status: Callable[..., None]

    @property
    def results(self) -> ResultList:
        """The list of results."""
        return self.query_one("#results", ResultList)

    @property
    def preview(self) -> Preview:
        """The pane with the current reference."""
        return self.query_one("#preview", Preview)

    @property
    def relations(self) -> OptionList:
        """The relations of the current reference."""
        return self.query_one("#relations", OptionList)

    @property
    def selected(self) -> list[str]:
        """The marked references, in the order of marking; without marks the one that is shown."""
        return list(self.marks) or ([self.current] if self.current is not None else [])

    def focus_pane(self, pane: Widget) -> None:
        """Focuses a pane at once: `Widget.focus` does it a moment later, and loses the next key."""
        self.screen.set_focus(pane)

    def run_in_background(
        self,
        doing: str,
        work: Callable[[], Any],
        then: Callable[[Any], Any],
        failed: Callable[[LlmprimerError], Any] | None = None,
    ) -> None:
        """Does the work in a thread, then passes its result to `then`; errors are shown, or passed to `failed`."""
        self.show_status(doing)

        def task() -> Callable[[], None]:
            try:
                result = work()
            except LlmprimerError as error:
                return partial(finish, failed or self.show_error, error)
            return partial(finish, then, result)

        def finish(show: Callable[[Any], Any], result: Any) -> None:
            self.show_status()
            show(result)

        self.worker.submit(task)

    def show_error(self, error: LlmprimerError) -> None:
        """Shows the message of the error and what to do next."""
        hint = f"\n{error.hint}" if error.hint else ""
        self.notify(error.message + hint, severity="error", timeout=15, markup=False)


def summary_of(keys: Sequence[str]) -> str:
    """The references for a message: the key of one, the number of several."""
    return keys[0] if len(keys) == 1 else f"{len(keys)} references"
