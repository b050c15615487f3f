"""What was said before the name of the command (`llmprimer --catalogue FILE search ...`), and the catalogue in use."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llmprimer.catalogue.locate import Located

catalogue: Path | None = None
#: In less room than this a path says too little.
_LEAST = 24
#: What has been told about catalogues in this process, each once.
_told: set[str] = set()


def begin(named: Path | None) -> None:
    """Another command begins, with the catalogue that was named before it."""
    global catalogue  # noqa: PLW0603 - the one thing that a command inherits from the group
    catalogue = named
    _told.clear()


def catalogue_path(chosen: Path | None = None) -> Path:
    """The file of the catalogue in use; a person at a terminal is told which, unless it is named or built in."""
    from llmprimer.catalogue.locate import find

    found = find(chosen or catalogue)
    _tell(found)
    return Path(_short(found.path))


def _tell(found: Located) -> None:
    for stray in found.strays:
        rest = "the built-in catalogue" if found.source == "built-in" else _short(found.path)
        _say(f"{_short(stray)} is no catalogue (it has no `references:` with entries below); using {rest}")
    if found.source in ("environment", "folder", "project") and sys.stderr.isatty():
        from llmprimer.console.terminal import columns
        from llmprimer.text import shorten_start

        why = {"environment": "from LLMPRIMER_CATALOGUE", "project": "from pyproject.toml"}.get(found.source, "")
        behind = f" ({why})" if why else ""
        room = columns() - len("llmprimer: catalogue ")
        if room - len(behind) < _LEAST:
            behind = ""
        _say(f"catalogue {shorten_start(_short(found.path), max(room - len(behind), 8))}{behind}")


def _say(text: str) -> None:
    if text not in _told:
        _told.add(text)
        print(f"llmprimer: {text}", file=sys.stderr)


def _short(path: Path) -> str:
    """The path as it is seen from here, where that is shorter."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # the folder has been removed; another drive
        return str(path)
    return min(str(path), relative, key=len)
