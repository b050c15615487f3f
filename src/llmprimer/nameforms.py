"""How the parts of a name are put together for people: the same for a validated name and for one as the index stores it."""

from __future__ import annotations

from typing import Protocol


class NameParts(Protocol):
    """The parts of a name in CSL's words: a `literal` alone, or a `family` and what goes with it."""

    @property
    def family(self) -> str | None: ...
    @property
    def given(self) -> str | None: ...
    @property
    def dropping_particle(self) -> str | None: ...
    @property
    def non_dropping_particle(self) -> str | None: ...
    @property
    def suffix(self) -> str | None: ...
    @property
    def literal(self) -> str | None: ...


def family_name(name: NameParts) -> str:
    """The family name with its particle (`De Freitas`), or the literal name."""
    if name.literal is not None:
        return name.literal
    return " ".join(part for part in (name.non_dropping_particle, name.family) if part)


def display(name: NameParts) -> str:
    """The name as it is read: `Daniel De Freitas`, `Martin Luther King Jr.`, `OpenAI`."""
    if name.literal is not None:
        return name.literal
    parts = (name.given, name.dropping_particle, name.non_dropping_particle, name.family, name.suffix)
    return " ".join(part for part in parts if part)
