"""One reference beside the list: what it is, its link, and its relations, which lead to other references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from llmprimer.escaping import one_line, printable
from llmprimer.records.describing import described, identity_of
from llmprimer.text import shorten
from llmprimer.tui.queries import Details, Row

#: The columns of names that are shown of a paper with a hundred authors.
_NAMES = 400
#: Fields that are in the heading.
_IN_HEADING = frozenset({"title", "citation_key", "kind", "issued", "summary"})


def heading(details: Details) -> Text:
    """Title, key, kind and date, and the summary."""
    record = details.record
    text = Text(one_line(record["title"]), style="bold")
    facts = (record["citation_key"], record["kind"], record.get("issued") or "undated")
    text.append("\n" + " · ".join(facts), style="not bold")
    if record.get("title_described"):
        text.append("\n(the title is our description)", style="not bold italic")
    if summary := record.get("summary"):
        text.append("\n\n" + printable(summary), style="not bold")
    return text


def body(details: Details, link: str) -> Text:
    """Every other field with its label, and the state of the link below its address."""
    text = Text()
    for name, value in described(details.record):
        if name in _IN_HEADING:
            continue
        text.append(f"{name}: ", style="bold")
        text.append(shorten(printable(value), _NAMES) if name in ("author", "editor") else printable(value))
        text.append("\n")
        if name == "url" and link:
            text.append("link: ", style="bold")
            text.append(f"{link}\n")
    return text


class Preview(VerticalScroll, can_focus=False):
    """Heading, fields and relations of one reference."""

    class Followed(Message):
        """A relation to the reference with this key is followed."""

        def __init__(self, citation_key: str) -> None:
            super().__init__()
            self.citation_key = citation_key

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.details: Details | None = None
        self.link = ""

    def compose(self) -> ComposeResult:
        yield Static(id="heading")
        # Before the fields, so that they are visible without scrolling.
        yield OptionList(id="relations", compact=True)
        yield Static(id="body")

    def show(self, details: Details | None, *, trail: Sequence[str] = ()) -> None:
        """Shows a record without its relations, which come by `show_relations`. `trail` is the way back."""
        self.details = details
        self.link = ""
        text = Text()
        if details is not None:
            text = heading(details)
            if trail:
                way = " < ".join(reversed(trail))
                text = Text(f"back to {shorten(way, 200)}\n", style="italic").append_text(text)
        self.query_one("#heading", Static).update(text)
        self._update_body()
        self.show_relations(())
        self.scroll_home(animate=False)

    def show_link(self, link: str) -> None:
        """Shows the state of the link."""
        self.link = link
        self._update_body()

    def show_relations(self, relations: Iterable[tuple[str, Row]]) -> None:
        """Shows the relations as a list; those within the catalogue can be followed."""
        options = self.query_one("#relations", OptionList)
        options.clear_options()
        for number, (words, target) in enumerate(relations):
            key = target.get("citation_key")
            line = Text(f"{words}: ", style="bold").append(one_line(target.get("title") or key or ""), style="not bold")
            line.append(f"  {identity_of(target)}", style="not bold dim")
            options.add_option(Option(line, id=f"{number} {key}" if key else None, disabled=key is None))
        options.display = bool(options.option_count)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id:
            self.post_message(self.Followed(event.option.id.partition(" ")[2]))

    def _update_body(self) -> None:
        text = body(self.details, self.link) if self.details is not None else Text()
        self.query_one("#body", Static).update(text)
