"""Where indexes are kept: a cache of one SQLite file per catalogue content, made when missing and never in the way.

A file is named by the catalogue's path and by a hash of its content and of the index's form, so a stale one is never
opened. It is written beside its place and moved there, so two processes do not see each other's half. Where the cache
folder cannot be written, the index lives in memory for this one process.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from binascii import crc32
from collections.abc import Callable

from llmprimer.errors import CatalogueError

#: Raised whenever what `build` writes changes; an index of another version is not looked at.
INDEX_VERSION = 12

ENVIRONMENT_VARIABLE = "LLMPRIMER_CACHE_DIR"

# A file changed within this many seconds may change again without a new time stamp, so its time is not trusted.
_RACY_SECONDS = 2.0
Progress = Callable[[int, int], None]


def cache_folder() -> str:
    """The folder for indexes: LLMPRIMER_CACHE_DIR, or the platform's place for caches."""
    if named := os.environ.get(ENVIRONMENT_VARIABLE):
        return named
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    elif sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", os.path.join(home, "AppData", "Local"))
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "llmprimer")


def connect(path: str, progress: Progress | None = None) -> sqlite3.Connection:
    """The index of the catalogue file, from the cache or made now.

    Raises CatalogueError if the file cannot be read, InvalidCatalogueError if it is not a valid catalogue.
    """
    folder = cache_folder()
    path = os.path.abspath(path)
    prefix = f"{os.path.basename(path)[:40]}-{crc32(os.fsencode(path)):08x}"
    try:
        digest = _digest(path, folder, prefix)
    except FileNotFoundError:
        raise CatalogueError(f"{path}: no such file", hint="`llmprimer init` makes a new catalogue") from None
    except OSError as error:
        raise CatalogueError(f"{path}: {error.strerror or error}") from None
    cached = os.path.join(folder, f"{prefix}-{digest}.sqlite3")
    connection = _open(cached)
    return connection if connection is not None else _make(path, folder, prefix, cached, progress)


def _digest(path: str, folder: str, prefix: str) -> str:
    """The hash of content and version; the one noted last time, where the file has not been touched since."""
    status = os.stat(path)
    # The change time cannot be set by hand, so no tool can alter the file and keep the stamp.
    stamp = f"{INDEX_VERSION} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino} {path}"
    note = os.path.join(folder, f"{prefix}.seen")
    try:
        with open(note, encoding="utf-8") as file:
            digest, _, noted = file.read().partition("\n")
        if noted == stamp:
            return digest
    except (OSError, UnicodeDecodeError):
        pass
    # Imported here: it loads OpenSSL, which takes longer than the rest of this module.
    import hashlib

    hashed = hashlib.sha256(f"{INDEX_VERSION} {sqlite3.sqlite_version}\n".encode())
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            hashed.update(block)
    digest = hashed.hexdigest()[:24]
    if time.time() - max(status.st_mtime, status.st_ctime) > _RACY_SECONDS:
        _replace_text(note, f"{digest}\n{stamp}")
    return digest


def _open(cached: str) -> sqlite3.Connection | None:
    """The cached index, or None where there is none that can be read."""
    if not os.path.exists(cached):
        return None
    connection = None
    try:
        # SQLite itself serialises threads that share a connection.
        name = f"file:{_quoted(cached)}?mode=ro&immutable=1"
        connection = sqlite3.connect(name, uri=True, check_same_thread=False)
        connection.execute("SELECT value FROM meta WHERE name = 'count'").fetchone()[0]
    except (sqlite3.Error, TypeError):
        if connection is not None:
            connection.close()
        return None
    return connection


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _make(path: str, folder: str, prefix: str, cached: str, progress: Progress | None) -> sqlite3.Connection:
    # Imported here: with a warm index neither YAML nor the models are needed.
    from pathlib import Path

    from llmprimer.catalogue.reading import read_text
    from llmprimer.index.build import build

    source = read_text(Path(path))
    temporary = f"{cached}.{os.getpid()}.tmp"
    try:
        os.makedirs(folder, exist_ok=True)
        with open(temporary, "wb"):
            pass
    except OSError:
        return _in_memory(source, path, progress)
    try:
        build(temporary, source, path, progress)
        os.replace(temporary, cached)
    except (sqlite3.OperationalError, OSError):
        # The disk is full, the folder went away, or something else has the name.
        return _in_memory(source, path, progress)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)
    _remove_older(folder, prefix, cached)
    connection = _open(cached)
    return connection if connection is not None else _in_memory(source, path, progress)


def _in_memory(source: str, path: str, progress: Progress | None) -> sqlite3.Connection:
    from llmprimer.index.build import fill

    connection = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        fill(connection, source, path, progress)
    except BaseException:
        connection.close()
        raise
    return connection


def discard_all() -> None:
    """Removes every index from the cache folder, after one of them has turned out to be damaged."""
    folder = cache_folder()
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        if name.endswith(".sqlite3"):
            try:
                os.unlink(os.path.join(folder, name))
            except OSError:
                continue


def _remove_older(folder: str, prefix: str, kept: str) -> None:
    """Indexes of earlier contents of the same file; a process that has one open keeps it."""
    for name in os.listdir(folder):
        old = os.path.join(folder, name)
        if name.startswith(prefix) and name.endswith(".sqlite3") and old != kept:
            try:
                os.unlink(old)
            except OSError:
                continue


def _replace_text(path: str, text: str) -> None:
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)
    except OSError:
        return
