"""Which catalogue file is meant: the one named, the one in the environment, or the built-in one."""

from __future__ import annotations

import os
from pathlib import Path

from llmprimer.errors import CatalogueError, UsageError

ENVIRONMENT_VARIABLE = "LLMPRIMER_CATALOGUE"


def locate(chosen: Path | str | None = None) -> Path:
    """The path of the catalogue to use; CatalogueError when the built-in one cannot be found either."""
    if chosen is not None:
        return Path(chosen)
    if named := os.environ.get(ENVIRONMENT_VARIABLE):
        return Path(named)
    return builtin("references.yaml")


def builtin(name: str) -> Path:
    """A file of the built-in catalogue: inside an installed package, or `data/` of a checkout."""
    package = Path(__file__).parents[1]
    for candidate in (package / "data" / name, package.parents[1] / "data" / name):
        if candidate.is_file():
            return candidate
    raise CatalogueError(f"the built-in {name} is missing from this installation", hint="reinstall llmprimer")


def refuse_installed(path: Path) -> None:
    """UsageError for a catalogue inside the installed package: the next update would replace what is written there."""
    if Path(__file__).parents[1] in path.resolve().parents:
        hint = "`llmprimer init` makes one of your own; name it with --catalogue or LLMPRIMER_CATALOGUE"
        raise UsageError("the built-in catalogue is not changed in place", hint=hint)
