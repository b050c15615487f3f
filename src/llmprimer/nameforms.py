"""How the parts of a name are put together for people: the same for a validated name and for one as the index stores it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from llmprimer.text import has_cjk

#: The parts of a name in the order in which most languages read them.
PARTS = ("given", "dropping_particle", "non_dropping_particle", "family", "suffix", "literal")
#: The first character of the East Asian scripts; a comparison with it spares Latin names the search by expression.
_EAST_ASIAN = "\u2e80"


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
    """The name as it is read: `Daniel De Freitas`, `Martin Luther King Jr.`, `王小明`, `OpenAI`."""
    return full_name({part: value for part in PARTS if (value := getattr(name, part))})


def full_name(parts: Mapping[str, str]) -> str:
    """The same from the parts that a name has, by their names in CSL.

    Chinese, Japanese and Korean names in their own script have the family name first and no blank.
    """
    family, given = parts.get("family"), parts.get("given")
    if family and given and family >= _EAST_ASIAN and has_cjk(family) and has_cjk(given):
        return family + given
    return " ".join(parts[part] for part in PARTS if part in parts)
