"""What the parser of citations returns."""

from __future__ import annotations

from typing import Any, NamedTuple

from llmprimer.records.people import NameParts


class ParsedCitation(NamedTuple):
    """A parsed citation: title, authors (`et al.` as `has_others`), and further fields of the model.

    `rest` is the text that was not understood.
    """

    title: str
    authors: list[NameParts]
    has_others: bool
    fields: dict[str, Any]
    organizations: list[str]
    rest: str = ""

    @property
    def issued(self) -> str | None:
        """The date, as text."""
        return self.fields.get("issued")
