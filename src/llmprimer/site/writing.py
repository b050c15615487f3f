"""Writes the files of a site: makes those whose digest has changed, and writes those whose content differs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from llmprimer.site.files import SiteFile
from llmprimer.site.listing import Listing, Made

_HASH_LENGTH = 24
#: Smaller files are read at once, because a buffer costs more than most pages.
_SMALL = 1 << 20


class Written(NamedTuple):
    """The numbers of files made and written."""

    made: int
    written: int


def write_files(files: Iterable[SiteFile], folder: Path, listing: Listing) -> Written:
    """Writes the files and records them in the listing. Raises OSError."""
    made = written = 0
    for file in files:
        known = listing.before(file.path) if file.digest is not None else None
        if known is not None and known.digest == file.digest and _is(folder, file.path, known.hash):
            listing.add(file.path, known)
            continue
        changed, content_hash = write_file(folder / file.path, file)
        listing.add(file.path, Made(content_hash, file.digest))
        made += 1
        written += changed
    return Written(made, written)


def _replace(path: Path, data: bytes) -> bool:
    """Whether the file differed and was written."""
    # Paths are text, because pathlib takes as long as the writing.
    target = os.fspath(path)
    folder, name = os.path.split(target)
    try:
        with open(target, "rb") as found:
            if found.read() == data:
                return False
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    beside = os.path.join(folder, f".{name}.new")
    with open(beside, "wb") as out:
        out.write(data)
    os.replace(beside, target)
    return True


def remove(folder: Path, names: Iterable[str]) -> int:
    """Removes the files and the folders that become empty; returns the number of files."""
    count = 0
    root = folder.resolve()
    for name in names:
        path = folder / name
        # The list may have been edited; paths that lead out of the folder are ignored.
        if _is_inside(root, name) and path.is_file():
            path.unlink()
            count += 1
        for parent in path.parents:
            if parent == folder or not parent.is_dir() or os.listdir(parent):
                break
            parent.rmdir()
    return count


def _is_inside(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder)


def _is(folder: Path, path: str, content_hash: str) -> bool:
    """Whether the file has that content."""
    try:
        with open(folder / path, "rb") as file:
            small = os.fstat(file.fileno()).st_size < _SMALL
            return (_hash_of(file.read()) if small else _hash_of_file(file)) == content_hash
    except FileNotFoundError:
        return False


def write_file(path: Path, file: SiteFile) -> tuple[bool, str]:
    """Makes the file; returns whether it differed and was written, and the hash of its bytes."""
    if file.write is None:
        assert file.make is not None
        data = file.make()
        return _replace(path, data), _hash_of(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with open(beside, "w", encoding="utf-8", errors="replace", newline="") as out:
        file.write(out)
    with open(beside, "rb") as found:
        content_hash = _hash_of_file(found)
    if _is(path.parent, path.name, content_hash):
        beside.unlink()
        return False, content_hash
    os.replace(beside, path)
    return True, content_hash


def _hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_HASH_LENGTH]


def _hash_of_file(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()[:_HASH_LENGTH]
