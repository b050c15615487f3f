"""Web pages that are lists, read like Markdown; repeated elements are items, and classes say what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from llmprimer.importing.document.html_outline import MAX_DEPTH, SILENT, HtmlOutline, tamed
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.entries.from_blocks import read_blocks
from llmprimer.importing.entries.rows import COVER
from llmprimer.importing.formats.html_cards import EMPTY, LEAST, Form, cards, form_of, part_of
from llmprimer.importing.stated.line_forms import LineForm
from llmprimer.records.draft import Reading


def read(text: str, name: str, forms: Sequence[LineForm] = ()) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """The works of the page."""
    outline = _PageOutline(cards(tamed(text)))
    outline.piece(text, 1)
    outline.finish()
    return read_blocks(outline.blocks, text, Reading(), forms)


#: What an element is called, and its spans.
_Part = tuple[str, list[Span]]


class _PageOutline(HtmlOutline):
    """Takes a whole page."""

    def __init__(self, forms: AbstractSet[Form]) -> None:
        super().__init__()
        self._forms = {form: 2_000_000 + number for number, form in enumerate(sorted(forms))}
        self._inside: list[tuple[str, str, bool]] = []  # the open tags: which part they are, and whether a card
        self._parts: list[list[_Part]] = []  # of the open items
        self._link_part = ""
        self._told: list[tuple[Block, list[_Part]]] = []  # items with a title, and nothing but parts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "nav":
            self._end_text()
            self._silent += 1
        elif self._silent and tag not in SILENT:
            return
        classes = dict(attrs).get("class") or ""
        is_card = self._row is None and form_of(tag, classes) in self._forms and len(self._open) < MAX_DEPTH
        part = part_of(classes)
        if is_card or (part and part != self._part):
            self._end_link()
        if is_card:
            self._end_text()
            self._open.append(Block("item", self._here(), group=self._forms[form_of(tag, classes)]))
        super().handle_starttag(tag, attrs)
        while len(self._parts) < len(self._open):
            self._parts.append([])
        if tag == "img" and self._parts:
            self._parts[-1].append((COVER, []))
        if tag not in EMPTY:
            self._inside.append((tag, "" if is_card else part or self._part, is_card))

    def handle_endtag(self, tag: str) -> None:
        if tag == "nav":
            self._silent = max(0, self._silent - 1)
        if self._silent and tag not in SILENT:
            return
        super().handle_endtag(tag)
        at = next((n for n in range(len(self._inside) - 1, -1, -1) if self._inside[n][0] == tag), None)
        if at is None:
            return
        is_card = any(card for _, _, card in self._inside[at:])
        del self._inside[at:]
        if is_card and self._open:
            self._end_text()
            self._end_item()

    @property
    def _part(self) -> str:
        return self._inside[-1][1] if self._inside else ""

    def _add(self, text: str) -> None:
        if self._href is not None and text.strip() and not self._link_has_words:
            self._link_part = self._part
        super()._add(text)

    def _say(self, span: Span) -> None:
        part = self._link_part if span.href is not None and not span.image else self._part
        if part == "title":
            span = span._replace(bold=True)
        super()._say(span)
        if not self._parts or span.image:
            return
        parts = self._parts[-1]
        if parts and parts[-1][0] == part:
            parts[-1][1].append(span)
        else:
            parts.append((part, [span]))

    def _end_item(self) -> None:
        item, parts = self._open[-1], self._parts.pop()
        is_whole = not any(span.text.strip() for part, spans in parts if not part for span in spans if not span.href)
        is_titled = any(part == "title" and any(span.text.strip() for span in spans) for part, spans in parts)
        if is_titled and is_whole and not item.children and self._row is None:
            self._told.append((item, parts))
        super()._end_item()

    def finish(self) -> None:
        super().finish()
        counts = Counter(item.group for item, _ in self._told)
        for item, parts in self._told:
            if counts[item.group] >= LEAST:
                item.kind, item.spans = "row", []
                item.header = tuple(part for part, _ in parts)
                item.cells = [spans for _, spans in parts]
