"""What an import reads before anything is validated: drafts of references, and the lines that are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Draft:
    """One entry as it was read: `fields` in the model's words (a name as a mapping, a date as text), not validated."""

    #: The line it begins on, from 1.
    line: int
    fields: dict[str, Any]
    #: The key that the source gives it.
    key: str | None = None
    #: The headings, folders or keywords that it stands under, outermost first.
    headings: tuple[str, ...] = ()
    #: Further addresses of the same entry (code, slides ...), by what they are called.
    links: tuple[tuple[str, str], ...] = ()
    #: The last line of the entry.
    last_line: int = 0
    #: What stands in the entry and was not understood.
    left: tuple[str, ...] = ()
    #: Words of the source that the fields say in another form, such as the site's name behind a title.
    restated: str = ""

    @property
    def title(self) -> str:
        """The title, or the address where there is none."""
        return str(self.fields.get("title") or self.fields.get("url") or "")


@dataclass(slots=True, order=True)
class Leftover:
    """A line that was not taken, and why."""

    line: int
    text: str
    reason: str
    #: The last line of it; 0 where it is the first.
    last_line: int = 0


@dataclass(slots=True)
class Reading:
    """What one file held: drafts in file order, the lines left over, the vocabulary if the form has one."""

    drafts: list[Draft] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    #: Topic slug -> fields of the topic, as a catalogue has them.
    topics: dict[str, dict[str, Any]] = field(default_factory=dict)

    def leave(self, line: int, text: str, reason: str, last_line: int = 0) -> None:
        """Notes a line, or several, that are not taken."""
        self.leftovers.append(Leftover(line, " ".join(text.split()), reason, last_line))
