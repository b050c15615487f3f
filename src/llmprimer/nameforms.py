"""Joins the parts of a name for display, for validated names and for names in the index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from llmprimer.text import has_cjk

#: The parts of a name in the order of most languages.
PARTS = ("given", "dropping_particle", "non_dropping_particle", "family", "suffix", "literal")
#: The first character of the East Asian scripts; comparing with it is faster than a regular expression.
_EAST_ASIAN = "\u2e80"


class NameParts(Protocol):
    """The parts of a name as in CSL: only `literal`, or `family` and the other parts."""

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
    """The name for display: `Daniel De Freitas`, `Martin Luther King Jr.`, `王小明`, `OpenAI`."""
    return full_name({part: value for part in PARTS if (value := getattr(name, part))})


def full_name(parts: Mapping[str, str]) -> str:
    """The name for display, from its parts by their CSL names.

    Chinese, Japanese and Korean names in their own script have the family name first and no space.
    """
    family, given = parts.get("family"), parts.get("given")
    if family and given and family >= _EAST_ASIAN and has_cjk(family) and has_cjk(given):
        return family + given
    return " ".join(parts[part] for part in PARTS if part in parts)
