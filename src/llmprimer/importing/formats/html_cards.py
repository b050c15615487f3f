"""Finds the elements of a web page that repeat in one form, a work in each, and what their classes say about the parts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from html.parser import HTMLParser

from llmprimer.importing.document.labels import column

#: The name of an element and its first class.
Form = tuple[str, str]

_TAGS = frozenset({"div", "article", "section", "a"})
_INNER = frozenset({"div", "article", "section", "p"})
#: Such elements are read as entries by themselves.
_ENTRIES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "dt"})
#: Elements without an end.
EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: How many elements side by side, and what share of them with a link or a title, show that each is an entry.
LEAST = 3
_SHARE = 0.6
#: Elements with more words are sections.
_LONGEST = 150
_DEEPEST = 200

_PARTS = ("author", "date", "venue", "publisher", "note")
_TITLES = frozenset("title name headline titel titre titulo titolo".split())


def form_of(tag: str, classes: str) -> Form:
    """The form of an element: a second class often is a color."""
    return tag, (classes.split() or [""])[0]


def part_of(classes: str) -> str:
    """What the classes of an element call it, as the head of a column: title, author, date, venue, publisher, note; else nothing."""
    for name in classes.split():
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower().replace("_", "-").split("-")
        if column(head := " ".join(words)) == "other":
            return head  # `added-by`
        for role in ("author", "speaker"):
            if any(column(word) == role for word in words):
                return role
        if words[-1] in _TITLES:
            return "title"
        if (kind := column(words[-1])) in _PARTS:
            return "description" if kind == "note" else str(kind)
    return ""


class _Element:
    __slots__ = ("form", "has_blocks", "holds", "is_entry", "is_told", "parent", "words")

    def __init__(self, form: Form, parent: int) -> None:
        self.form, self.parent = form, parent
        self.words = 0
        self.is_told = form[0] == "a"  # has a link or a title
        self.is_entry = self.has_blocks = False
        self.holds: set[Form] = set()


class _Sketch(HTMLParser):
    """The elements that may be cards, with what is in them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[_Element] = []
        self._open: list[tuple[str, _Element | None, int]] = []
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        classes = found.get("class") or ""
        around = [element for _, element, _ in self._open if element is not None]
        for element in around:
            element.is_told = element.is_told or (tag == "a" and "href" in found) or part_of(classes) == "title"
            element.is_entry = element.is_entry or tag in _ENTRIES
            element.has_blocks = element.has_blocks or tag in _INNER
        if tag in EMPTY or len(self._open) >= _DEEPEST:
            return
        made: _Element | None = None
        if tag in _TAGS and classes:
            made = _Element(form_of(tag, classes), self._open[-1][2] if self._open else -1)
            self.elements.append(made)
            for element in around:
                element.holds.add(made.form)
        self._count += 1
        self._open.append((tag, made, self._count))

    def handle_endtag(self, tag: str) -> None:
        at = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), None)
        if at is not None:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        words = len(data.split())
        for _, element, _ in self._open if words else ():
            if element is not None:
                element.words += words


def cards(text: str) -> frozenset[Form]:
    """The forms of elements of which each is an entry: several side by side with a link or title each, and no smaller ones in them."""
    sketch = _Sketch()
    sketch.feed(text)
    by_form: defaultdict[Form, list[_Element]] = defaultdict(list)
    for element in sketch.elements:
        if element.words:
            by_form[element.form].append(element)
    repeated = {form: found for form, found in by_form.items() if _are_repeated(found)}
    return frozenset(
        form
        for form, found in repeated.items()
        if not any(one.is_entry or not repeated.keys().isdisjoint(one.holds) for one in found)
    )


def _are_repeated(found: Iterable[_Element]) -> bool:
    found = [one for one in found if one.has_blocks or one.form[0] != "a"]
    siblings = Counter(one.parent for one in found)
    return (
        max(siblings.values(), default=0) >= LEAST
        and sum(one.is_told for one in found) >= _SHARE * len(found)
        and all(one.words <= _LONGEST for one in found)
    )
