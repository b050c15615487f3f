"""Finds the catalogue file: the named one, the one in the environment, one in this folder or above, or the built-in one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from llmprimer.errors import CatalogueError, UsageError

ENVIRONMENT_VARIABLE = "LLMPRIMER_CATALOGUE"
#: The file name that is searched for where no catalogue is named.
FILE_NAME = "references.yaml"
PROJECT_FILE = "pyproject.toml"

#: Bytes at the beginning of a file that are read to decide whether it is a catalogue.
_HEAD = 1 << 16
# `references:` with a mapping or nothing below it: a list there is a bibliography of pandoc.
_ENTRIES = rb"(?:\A|[\r\n]|[{,]\s*)[\"']?references[\"']?[ \t]*:(?![ \t]*\[)(?![ \t]*(?:#[^\r\n]*)?[\r\n]+(?:[ \t]*(?:#[^\r\n]*)?[\r\n]+)*[ \t]*-[ \t\r\n])"
# A long vocabulary may stand before the references.
_HEADER = rb"(?:\A|[\r\n])(?:schema_version|topics)[ \t]*:"


class Located(NamedTuple):
    """A catalogue file, and how it was found: `option`, `environment`, `folder`, `project` or `built-in`.

    `ignored` are files on the way that have the name of a catalogue but are not one.
    """

    path: Path
    source: str
    ignored: tuple[Path, ...] = ()


def locate(chosen: Path | str | None = None) -> Path:
    """The path of the catalogue to use; the errors are those of `find`."""
    return find(chosen).path


def find(chosen: Path | str | None = None) -> Located:
    """The catalogue to use: `chosen`, that of LLMPRIMER_CATALOGUE, one in this folder or above it, the built-in one.

    In a folder, `catalogue` in `[tool.llmprimer]` of pyproject.toml goes before a file `references.yaml`. CatalogueError
    if such a table is wrong, or if the built-in catalogue is missing.
    """
    if chosen is not None:
        return Located(Path(chosen), "option")
    if configured := os.environ.get(ENVIRONMENT_VARIABLE):
        return Located(Path(configured), "environment")
    ignored: list[Path] = []
    for folder in _folders():
        if (path := _project_catalogue(folder)) is not None:
            return Located(path, "project", tuple(ignored))
        file = os.path.join(folder, FILE_NAME)
        if os.path.isfile(file):
            if _is_catalogue(file):
                return Located(Path(file), "folder", tuple(ignored))
            ignored.append(Path(file))
    return Located(builtin(FILE_NAME), "built-in", tuple(ignored))


def _folders() -> list[str]:
    """The working folder and those above it, nearest first; none where it has been removed."""
    try:
        folder = os.getcwd()
    except OSError:
        return []
    found = [folder]
    while (above := os.path.dirname(folder)) != folder:
        folder = above
        found.append(folder)
    return found


def _project_catalogue(folder: str) -> Path | None:
    """The catalogue that `[tool.llmprimer]` in the folder's pyproject.toml names, if there is such a table."""
    file = os.path.join(folder, PROJECT_FILE)
    try:
        with open(file, "rb") as file_object:
            data = file_object.read()
    except OSError:
        return None
    if b"llmprimer" not in data or b"tool" not in data:
        return None
    # Imported here: few folders have such a table.
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8")).get("tool", {}).get("llmprimer")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        if b"tool.llmprimer" not in data:
            return None  # a table of another program
        raise CatalogueError(f"{file}: not valid TOML: {error}") from None
    if table is None:
        return None
    configured = table.get("catalogue") if isinstance(table, dict) else None
    if not isinstance(configured, str) or not configured:
        hint = f'write catalogue = "{FILE_NAME}", a path from that folder'
        raise CatalogueError(f"{file}: [tool.llmprimer] names no catalogue", hint=hint)
    path = Path(folder, os.path.expanduser(configured))
    if not path.is_file():
        raise CatalogueError(f"{file}: [tool.llmprimer] names {configured}, and there is no such file")
    return path


def _is_catalogue(file: str) -> bool:
    """Whether the file looks like a catalogue, valid or not; True if it cannot be read."""
    # Imported here: where a catalogue is named, no file is examined.
    import re

    try:
        with open(file, "rb") as file_object:
            head = file_object.read(_HEAD)
    except OSError:
        return True
    return re.search(_ENTRIES, head) is not None or (len(head) == _HEAD and re.search(_HEADER, head) is not None)


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
        hint = "`llmprimer init` creates one of your own; work in its folder, or name it with --catalogue"
        raise UsageError("the built-in catalogue cannot be changed", hint=hint)
