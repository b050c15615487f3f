"""A request: the query, the filters and the order. Plain values, so that each step can be undone."""

from __future__ import annotations

from typing import NamedTuple

#: Values of these fields narrow each other; values of another field are alternatives.
_ALL_MUST_HOLD = frozenset({"topic", "since", "until"})
#: Options of the command line that are not `name:value` in the query language.
_COMPARISONS = {"since": "date:>=", "until": "date:<="}

#: The orders of results. `best` is by key if there are no words to rank by.
ORDERS = ("best", "-issued", "issued", "title")


class Filter(NamedTuple):
    """One value that the results must have. `field` is a field of the query language, or since or until."""

    field: str
    value: str

    @property
    def text(self) -> str:
        """The filter in the query language."""
        name = _COMPARISONS.get(self.field, f"{self.field}:")
        return name + (self.value if self.field in _COMPARISONS else _quoted(self.value))


class Request(NamedTuple):
    """One request. Equal requests have equal results as long as the catalogue does not change."""

    words: str = ""
    filters: tuple[Filter, ...] = ()
    order: str = ORDERS[0]

    @property
    def within(self) -> str:
        """The filters as a query: topics must all hold, of another field one value."""
        groups: dict[str, list[str]] = {}
        for number, chosen in enumerate(self.filters):
            group = f"{chosen.field}/{number}" if chosen.field in _ALL_MUST_HOLD else chosen.field
            groups.setdefault(group, []).append(chosen.text)
        return " ".join(texts[0] if len(texts) == 1 else f"({' OR '.join(texts)})" for texts in groups.values())

    def toggled(self, chosen: Filter) -> Request:
        """The request with this filter added, or removed if it has it."""
        if chosen in self.filters:
            return self._replace(filters=tuple(one for one in self.filters if one != chosen))
        return self._replace(filters=(*self.filters, chosen))

    def without(self, field: str) -> Request:
        """The request without the filters of a field."""
        return self._replace(filters=tuple(one for one in self.filters if one.field != field))

    def reordered(self) -> Request:
        """The request with the next order."""
        return self._replace(order=ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)])


def _quoted(value: str) -> str:
    """A value that the query language takes as it is."""
    if value.replace("-", "").isalnum():
        return value
    # The language has no escapes: a name that contains a quotation mark gets another kind of them.
    return f'"{value}"' if '"' not in value else f"«{value}»"
