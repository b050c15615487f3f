"""Writes a site into a folder: what changed is written, what is no longer part of it is removed, the rest stays."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from llmprimer.errors import NotFoundError, UsageError, WriteError
from llmprimer.site.content import Content
from llmprimer.site.files import manifest, site_files

if TYPE_CHECKING:
    from llmprimer.api.catalogue import Catalogue

#: Lists the files of a site; a folder with anything in it but without this file is not touched.
MANIFEST = "site-files.json"


class Built(NamedTuple):
    """How many files the site has, how many of them were written, and how many old ones were removed."""

    files: int
    written: int
    removed: int


def build_site(catalogue: Catalogue, folder: Path, query: str = "") -> Built:
    """Builds the site of the references that the query selects.

    UsageError if the folder holds something else, NotFoundError if nothing is selected, QueryError for a query that
    cannot be understood, WriteError if a file cannot be written.
    """
    before = _files_before(folder)
    content = Content(catalogue, query)
    if not content.rows:
        raise NotFoundError("nothing fits, so there is nothing to publish")
    names: list[str] = []
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The manifest names old and new files until the end, so that a build that was broken off can be taken up.
        for name, data in site_files(content):
            if not names and MANIFEST not in os.listdir(folder):
                (folder / MANIFEST).write_bytes(manifest([]))
            names.append(name)
            written += _write(folder / name, data)
        removed = _remove(folder, before - set(names))
        _write(folder / MANIFEST, manifest(names))
    except OSError as error:
        raise WriteError(f"{error.filename or folder}: {error.strerror or error}") from None
    return Built(len(names), written, removed)


def _files_before(folder: Path) -> set[str]:
    """The files of the last build; UsageError if the folder is not one of ours, or empty."""
    try:
        if not os.listdir(folder):
            return set()
        found = json.loads((folder / MANIFEST).read_bytes())["files"]
    except FileNotFoundError:
        if not folder.exists():
            return set()
    except NotADirectoryError:
        pass
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError):
        pass
    else:
        # The list may have been changed by others: what would lead out of the folder is not ours.
        return {name for name in found if isinstance(name, str) and _is_inside(folder, name)}
    raise UsageError(f"{folder}: holds something other than a site; nothing was written", hint="choose an empty folder")


def _is_inside(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _write(path: Path, data: bytes) -> bool:
    """Whether the file was not as it should be, and was written."""
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    os.replace(beside, path)
    return True


def _remove(folder: Path, names: set[str]) -> int:
    count = 0
    for name in sorted(names):
        path = folder / name
        if path.is_file():
            path.unlink()
            count += 1
        for parent in path.parents:
            if parent == folder or not parent.is_dir() or os.listdir(parent):
                break
            parent.rmdir()
    return count
