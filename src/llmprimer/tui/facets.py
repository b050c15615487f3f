"""Topics, kinds, years and authors with their counts; each is a filter that can be switched on and off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from llmprimer.escaping import one_line
from llmprimer.text import shorten, width
from llmprimer.tui.queries import FACETS
from llmprimer.tui.request import Filter, Request

_HEADINGS = {"topic": "Topics", "kind": "Kinds", "year": "Years", "author": "Authors"}


class FacetList(OptionList):
    """The filters: active ones first, then the values of the results."""

    class Toggled(Message):
        """A filter is switched on or off."""

        def __init__(self, chosen: Filter) -> None:
            super().__init__()
            self.chosen = chosen

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, compact=True)
        self._filters: list[Filter] = []
        self._counted: Mapping[str, Mapping[str, int]] = {}
        self._request = Request()

    def show(self, request: Request, counted: Mapping[str, Mapping[str, int]]) -> None:
        """Shows counts; the highlighted filter stays highlighted if it still exists."""
        self._request, self._counted = request, counted
        option = self.highlighted_option
        highlighted = self._filters[int(option.id)] if option is not None and option.id else None
        self._filters = list(request.filters)
        options: list[Option] = []
        if request.filters:
            options.append(Option(Text("Chosen", style="bold"), disabled=True))
            options += [self._option(number, chosen, None) for number, chosen in enumerate(request.filters)]
        for field in FACETS:
            values = {v: n for v, n in counted.get(field, {}).items() if Filter(field, v) not in request.filters}
            if not values:
                continue
            options.append(Option(Text(_HEADINGS[field], style="bold"), disabled=True))
            for value, number in values.items():
                self._filters.append(Filter(field, value))
                options.append(self._option(len(self._filters) - 1, self._filters[-1], number))
        self.set_options(options)
        if highlighted in self._filters:
            self.highlighted = self.get_option_index(str(self._filters.index(highlighted)))

    def on_resize(self) -> None:
        self.show(self._request, self._counted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id:
            self.post_message(self.Toggled(self._filters[int(event.option.id)]))

    def _option(self, number: int, chosen: Filter, count: int | None) -> Option:
        # The scroll bar has its column whether it is there or not: it comes after the counts, and would move them.
        columns = max(16, self.content_region.width - self.styles.scrollbar_size_vertical - 2)
        if count is None:
            return Option(Text(shorten(f"[x] {chosen.field}: {one_line(chosen.value)}", columns)), id=str(number))
        amount = f"{count:,}"
        name = shorten(one_line(chosen.value), columns - 5 - len(amount))
        gap = " " * (columns - 4 - width(name) - len(amount))
        return Option(Text(f"[ ] {name}{gap}{amount}"), id=str(number))
