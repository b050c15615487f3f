"""The output formats: each module of this package is one, with a function `render`."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from llmprimer.errors import UsageError
from llmprimer.lint.finding import Finding
from llmprimer.suggest import did_you_mean


class Format(Protocol):
    """A module of this package."""

    def render(self, findings: Sequence[Finding]) -> str:
        """The findings as text; empty, or ending with a line break."""


def names() -> list[str]:
    """The names of the formats, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def get(name: str) -> Format:
    """The format of that name; UsageError, with the nearest name, if there is none."""
    if name not in names():
        raise UsageError(
            f'unknown format "{name}"{did_you_mean(name, names()) or "; it is one of " + ", ".join(names())}'
        )
    return cast("Format", import_module(f"{__name__}.{name}"))
