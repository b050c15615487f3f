"""The sections of a document around the current block."""

from __future__ import annotations

from dataclasses import dataclass, field

from llmprimer.importing.document.labels import ends_at_subsection, is_reference_section


@dataclass(slots=True)
class OpenSection:
    """A heading with its level; `skipped` if the section holds no works. `until` is the line where it ends, 0 where a heading ends it."""

    level: int
    heading: str
    skipped: bool
    until: int = 0


@dataclass(slots=True)
class Sections:
    """The open sections, outermost first."""

    open: list[OpenSection] = field(default_factory=list)
    #: A short line such as `*(Lectures)*` that heads what follows in the innermost section.
    label: str = ""

    def begin(self, level: int, heading: str, *, skipped: bool, until: int = 0) -> None:
        """Begins a section; those of the same level and deeper end."""
        self.end(level)
        self.open.append(OpenSection(level, heading, skipped, until))

    def reach(self, line: int) -> None:
        """Ends the sections that end before a line."""
        while self.open and 0 < self.open[-1].until < line:
            self.open.pop()

    def end(self, level: int) -> None:
        """Ends the sections of a level and deeper."""
        while self.open and self.open[-1].level >= level:
            self.open.pop()

    @property
    def skipped(self) -> str | None:
        """The heading of the outermost section that holds no works, if this place is in one."""
        innermost = self.open[-1] if self.open else None
        for section in self.open:
            if section.skipped and (section is innermost or not ends_at_subsection(section.heading)):
                return section.heading
        return None

    @property
    def in_references(self) -> bool:
        """Whether this place is in a section called References."""
        return any(is_reference_section(section.heading) for section in self.open)

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above this place, outermost first; that of the document and those without works left out."""
        named = tuple(s.heading for s in self.open if s.heading and s.level > 1 and not s.skipped)
        return (*named, self.label) if self.label else named
