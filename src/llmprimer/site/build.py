"""Writes a site into a folder: what changed is made and written, what is no longer part of it is removed, the rest stays."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from llmprimer.errors import NotFoundError, UsageError, WriteError
from llmprimer.site.content import Content
from llmprimer.site.files import SiteFile, site_files

if TYPE_CHECKING:
    from llmprimer.api.catalogue import Catalogue

#: Lists the files of a site; a folder with anything in it but without this file is not touched.
MANIFEST = "site-files.json"
#: A path -> the hash of its bytes, and what they were made from.
Known = dict[str, tuple[str, str | None]]


class Built(NamedTuple):
    """How many files the site has, how many of them were made, and written, and how many old ones were removed."""

    files: int
    made: int
    written: int
    removed: int


def build_site(catalogue: Catalogue, folder: Path, query: str = "", *, history: Path | None = None) -> Built:
    """Builds the site of the references that the query selects; `history` is that of link checks, or the user's own.

    UsageError if the folder holds something else, NotFoundError if nothing is selected, QueryError for a query that
    cannot be understood, WriteError if a file cannot be written.
    """
    before = _files_before(folder)
    content = Content(catalogue, query, history=history)
    try:
        if not content.plan.count:
            raise NotFoundError("nothing fits, so there is nothing to publish")
        folder.mkdir(parents=True, exist_ok=True)
        if MANIFEST not in os.listdir(folder):
            # So that a build that was broken off can be taken up.
            (folder / MANIFEST).write_bytes(_manifest({}))
        now: Known = {}
        made = written = 0
        for file in site_files(content, {path: digest for path, (_, digest) in before.items()}):
            known = before.get(file.path)
            if (
                known is not None
                and file.digest is not None
                and known[1] == file.digest
                and _is(folder, file.path, known[0])
            ):
                now[file.path] = known
                continue
            changed, content_hash = _write(folder / file.path, file)
            now[file.path] = (content_hash, file.digest)
            made += 1
            written += changed
        removed = _remove(folder, before.keys() - now.keys())
        _replace(folder / MANIFEST, _manifest(now))
    except OSError as error:
        raise WriteError(f"{error.filename or folder}: {error.strerror or error}") from None
    finally:
        content.close()
    return Built(len(now), made, written, removed)


def _manifest(files: Known) -> bytes:
    lines = ",\n".join(f"{json.dumps(path)}: {json.dumps(files[path])}" for path in sorted(files))
    return f'{{"made_by": "llmprimer site", "files": {{\n{lines}\n}}}}\n'.encode()


def _files_before(folder: Path) -> Known:
    """The files of the last build; UsageError if the folder is not one of ours, or empty."""
    try:
        if not os.listdir(folder):
            return {}
        found = json.loads((folder / MANIFEST).read_bytes())["files"]
        return {path: (str(known[0]), known[1]) for path, known in found.items()}
    except FileNotFoundError:
        if not folder.exists():
            return {}
    except NotADirectoryError:
        pass
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        pass
    raise UsageError(f"{folder}: holds something other than a site; nothing was written", hint="choose an empty folder")


def _is_inside(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder)


def _is(folder: Path, path: str, content_hash: str) -> bool:
    """Whether the file has that content."""
    try:
        with open(folder / path, "rb") as file:
            return _hash_of(file.read() if os.fstat(file.fileno()).st_size < 1 << 20 else file) == content_hash
    except FileNotFoundError:
        return False


def _write(path: Path, file: SiteFile) -> tuple[bool, str]:
    """Makes the file; gives whether it was not as it should be and was written, and the hash of its bytes."""
    if file.write is None:
        assert file.make is not None
        data = file.make()
        return _replace(path, data), _hash_of(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with open(beside, "w", encoding="utf-8", errors="replace", newline="") as out:
        file.write(out)
    with open(beside, "rb") as found:
        content_hash = _hash_of(found)
    if _is(path.parent, path.name, content_hash):
        beside.unlink()
        return False, content_hash
    os.replace(beside, path)
    return True, content_hash


def _replace(path: Path, data: bytes) -> bool:
    """Whether the file was not as it should be, and was written."""
    # Paths as text: pathlib would take as long as the writing.
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


def _hash_of(data: object) -> str:
    digest = hashlib.file_digest(data, "sha256") if hasattr(data, "readinto") else hashlib.sha256(data)  # type: ignore[arg-type]
    return digest.hexdigest()[:24]


def _remove(folder: Path, names: set[str]) -> int:
    count = 0
    root = folder.resolve()
    for name in sorted(names):
        path = folder / name
        # The list may have been changed by others: what would lead out of the folder is not ours.
        if _is_inside(root, name) and path.is_file():
            path.unlink()
            count += 1
        for parent in path.parents:
            if parent == folder or not parent.is_dir() or os.listdir(parent):
                break
            parent.rmdir()
    return count
