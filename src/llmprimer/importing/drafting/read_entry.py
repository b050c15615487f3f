"""One entry of a list as it was read, for the rules that decide by its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from llmprimer.importing.document.outline import Span
from llmprimer.importing.drafting.around import Surroundings
from llmprimer.records.draft import Draft


@dataclass(slots=True)
class ReadEntry:
    """A draft, whether it is in a section called References, and how it was read."""

    draft: Draft
    in_references: bool
    around: Surroundings
    #: Reads the entry again, given the positions in which this list names people.
    read: Callable[[AbstractSet[str]], tuple[dict[str, Any], Surroundings]]
    #: The fields as they were read first.
    first: dict[str, Any]
    #: The list of the entry, and the bold words at the beginning of its link.
    group: int
    lead: str
    #: The link that the address was taken from.
    main: Span | None
