"""What stated blocks say: the parts of their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from llmprimer.importing.document.outline import Span


class StatedPart(NamedTuple):
    """The text that a field has in a line, and the links on it."""

    field: str
    text: str
    links: tuple[Span, ...] = ()
    #: Whether the pattern says that its link leads to the work: `[{...}]({url})`.
    is_main: bool = False


class LineMatch(NamedTuple):
    """What lines say: their parts, all their links in order, the label of the main link, and words that only mark the parts."""

    parts: tuple[StatedPart, ...]
    links: tuple[Span, ...]
    main_label: str = ""
    words: str = ""
