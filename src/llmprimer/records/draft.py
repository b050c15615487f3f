"""The result of reading an import, before validation: drafts of references, and the lines that were not used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Draft:
    """One entry as read: `fields` of the model (a name as a mapping, a date as text), not validated."""

    #: The line it begins on, from 1.
    line: int
    fields: dict[str, Any]
    #: The key that the source gives it.
    key: str | None = None
    #: The headings, folders or keywords of the entry, outermost first.
    headings: tuple[str, ...] = ()
    #: Further links of the same entry (code, slides ...): (label, address).
    links: tuple[tuple[str, str], ...] = ()
    #: The last line of the entry.
    last_line: int = 0
    #: Text of the entry that was not understood.
    left: tuple[str, ...] = ()
    #: Texts in brackets beside the title, which are in the summary too.
    asides: tuple[str, ...] = ()
    #: Words of the source that the fields express otherwise, such as the site's name after a title.
    restated: str = ""
    #: Whether it is known which words are the title, from a person or from labels, so that nothing is taken off it.
    has_stated_title: bool = False
    #: Whether the whole title is in a citation beside a short form of it.
    has_cited_title: bool = False

    @property
    def title(self) -> str:
        """The title, or the address where there is none."""
        return str(self.fields.get("title") or self.fields.get("url") or "")


@dataclass(slots=True, order=True)
class Leftover:
    """A line that was not used, and why."""

    line: int
    text: str
    reason: str
    #: The last line of it; 0 where it is the first.
    last_line: int = 0


@dataclass(slots=True)
class UnlikeEntry:
    """An entry that has none of the stated forms: its text as a pattern would have it, the pattern that it fits furthest, and where it leaves it."""

    line: int
    text: str
    pattern: str
    reason: str


@dataclass(slots=True)
class StatedForms:
    """How many entries have the forms that a person has stated, pattern by pattern, of how many, and some of the others."""

    counts: list[tuple[str, int]]
    entries: int = 0
    unlike: list[UnlikeEntry] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """The content of one file: drafts in file order, unused lines, and the vocabulary if the format has one."""

    drafts: list[Draft] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    #: Topic slug -> fields of the topic, as a catalogue has them.
    topics: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: The forms of lines that were stated for the file (`import --line`); None without any.
    stated: StatedForms | None = None
    #: The first lines of entries in forms that import does not know, whose parts were labelled by likeness to those of other lists.
    labelled: list[int] = field(default_factory=list)

    def leave(self, line: int, text: str, reason: str, last_line: int = 0) -> None:
        """Adds one or more lines that are not used."""
        self.leftovers.append(Leftover(line, " ".join(text.split()), reason, last_line))
