"""Actions that move the focus, filter and order the results, mark, and quit."""

from __future__ import annotations

from textual.widgets import Input, OptionList

from llmprimer.errors import ExitCode
from llmprimer.tui import queries
from llmprimer.tui.base import BrowserBase
from llmprimer.tui.commands import NOT_WHILE_PICKING
from llmprimer.tui.dialogs import KeyHelp
from llmprimer.tui.request import Request


class Navigation(BrowserBase):
    """Methods `action_...` for the groups "Find", "Mark" and "Everything else" of `commands`."""

    def action_type(self) -> None:
        self.screen.remove_class("-filtering")
        self.focus_pane(self.query_one("#words"))

    def action_filters(self) -> None:
        facets = self.query_one("#facets", OptionList)
        self.screen.add_class("-filtering")
        if facets.highlighted is None:
            facets.action_first()
        self.focus_pane(facets)

    def action_escape(self) -> None:
        """From filters and relations to the results; with --pick, from there out of the program."""
        in_pane = self.focused is not None and self.focused.id in ("facets", "relations")
        if self.pick and not in_pane:
            self.exit(None, return_code=ExitCode.NOTHING)
            return
        self.screen.remove_class("-filtering")
        self.focus_pane(self.results)

    def action_pane(self, step: int = 1) -> None:
        panes = [self.query_one("#words"), self.results, self.query_one("#relations"), self.query_one("#facets")]
        shown = [pane for pane in panes if pane.display and (pane.id != "relations" or self.relations.option_count)]
        at = shown.index(self.focused) if self.focused in shown else 0
        following = shown[(at + step) % len(shown)]
        if following.id == "facets":
            self.action_filters()
        else:
            self.screen.remove_class("-filtering")
            self.focus_pane(following)

    def action_move(self, how: str, amount: int) -> None:
        if how == "page":
            self.results.action_page(amount)
        else:
            self.results.action_move(amount)

    def action_relations(self) -> None:
        self.focus_relations = self.relations_pending
        if self.focus_relations:
            return  # they get the focus when they are loaded
        if self.relations.option_count:
            self.focus_pane(self.relations)
            if self.relations.highlighted is None:
                self.relations.action_first()
        else:
            self.preview.scroll_page_down(animate=False)

    def action_walk_back(self) -> None:
        if self.trail:
            self.show_record(self.trail.pop())
        self.focus_pane(self.results)

    def action_nearest(self) -> None:
        key = self.current
        if key is None:
            return

        def show(near: list[tuple[str, queries.Row]]) -> None:
            self.relations_pending = False
            self.preview.show_relations(near)
            self.action_relations()

        self.run_in_background("looking for the nearest", lambda: queries.nearest(self.catalogue, key), show)

    def action_undo_filter(self) -> None:
        if self.filter_history:
            self.search(self.filter_history.pop()._replace(words=self.request.words))

    def action_clear(self) -> None:
        if self.request.filters:
            self.filter_history.append(self.request)
        self.search(Request(order=self.request.order))
        self.query_one("#words", Input).value = ""

    def action_order(self) -> None:
        self.filter_history.append(self.request)
        self.search(self.request.reordered(), keep=self.current)

    def action_mark(self) -> None:
        key = self.current
        if key is None:
            return
        if key in self.marks:
            del self.marks[key]
        else:
            self.marks[key] = None
        if self.focused is self.results and not self.trail:
            self.results.action_move(1)
        self._marked()

    action_mark_here = action_mark

    def action_mark_all(self) -> None:
        found = self.results.found
        if found is None:
            return

        def keys() -> list[str]:
            rows = list(found.rows)
            while len(rows) < found.total:
                more = queries.page(self.catalogue, found, len(rows))
                if not more:
                    break
                rows += more
            return [row["citation_key"] for row in rows]

        def mark(all_keys: list[str]) -> None:
            self.marks.update(dict.fromkeys(all_keys))
            self._marked()

        self.run_in_background("marking", keys, mark)

    def action_unmark_all(self) -> None:
        self.marks.clear()
        self._marked()

    def _marked(self) -> None:
        self.results.refresh()
        self.show_status()

    def finish_picking(self) -> None:
        """Quits with the marked keys, else with the one under the cursor; does nothing if there is none."""
        row = self.results.row
        keys = list(self.marks) if self.multi and self.marks else [row["citation_key"]] if row else []
        if keys:
            self.exit(keys)

    def action_commands(self) -> None:
        self.action_command_palette()

    def action_keys(self) -> None:
        self.push_screen(KeyHelp(NOT_WHILE_PICKING if self.pick else frozenset()))

    def action_leave(self) -> None:
        self.exit(None, return_code=ExitCode.NOTHING if self.pick else ExitCode.DONE)

    def action_interrupt(self) -> None:
        self.exit(None, return_code=ExitCode.INTERRUPTED)
