"""The cache of indexes: one SQLite file per catalogue content, built when it is missing.

The file name has the catalogue's path and a hash of its content and of the index format, so a stale index is never
opened. A new index is written to a temporary file and renamed, so no process sees an incomplete one. If little has
changed, it is updated from the index of an earlier content (`index.update`). If the cache folder is not writable, the
index is built in memory for this process.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
import sys
import time
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from llmprimer.catalogue.folders import cache_folder, cache_name
from llmprimer.catalogue.validated import remember_valid

if TYPE_CHECKING:
    from llmprimer.index.update import UpdatePlan

#: Increase it when the output of `build` changes; indexes of other versions are ignored.
INDEX_VERSION = 20

# A file may change again within this many seconds without a new time stamp, so such a recent time is not trusted.
_RACY_SECONDS = 2.0
#: A temporary file older than this is from a killed process.
_STALE_SECONDS = 3600.0
Progress = Callable[[int, int], None]


def of_content(path: str, data: bytes) -> tuple[sqlite3.Connection, str] | None:
    """The cached index of this content of the file and the path of the index, or None."""
    folder, prefix = _place(path)
    cached = os.path.join(folder, f"{prefix}-{_hash(data)}.sqlite3")
    connection = _open(cached)
    return (connection, cached) if connection is not None else None


def renew(path: str, data: bytes | None = None, planned: tuple[str, UpdatePlan] | None = None) -> None:
    """Updates the index of a file that was just written, if an earlier index exists and little has changed.

    `planned` is the path of the earlier index and the plan that turns it into the new one. Errors are ignored, because
    the next reader builds a missing index.
    """
    path = os.path.abspath(path)
    folder, prefix = _place(path)
    if _newest(folder, prefix) is None:
        return
    try:
        if data is None:
            with open(path, "rb") as file:
                data = file.read()
        cached = os.path.join(folder, f"{prefix}-{_hash(data)}.sqlite3")
        if os.path.exists(cached):
            return
        with _temporary_for(cached) as temporary:
            if planned is not None:
                _apply(temporary, *planned)
            elif not _update(temporary, folder, prefix, data):
                return
            os.replace(temporary, cached)
    except (sqlite3.Error, OSError):
        return
    remember_valid(path, data)
    _remove_older(folder, prefix, cached)


def _place(path: str) -> tuple[str, str]:
    """The cache folder, and the prefix of the names of a file's indexes."""
    return cache_folder(), cache_name(path)


#: Threads of one process, such as those of the browser, may index one content at the same time.
_NUMBERS = itertools.count()


@contextmanager
def _temporary_for(cached: str) -> Iterator[str]:
    """Creates an empty temporary file next to the path of an index; removes it at the end unless it was renamed."""
    temporary = f"{cached}.{os.getpid()}-{next(_NUMBERS)}.tmp"
    with open(temporary, "wb"):
        pass
    try:
        yield temporary
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def connect(path: str, progress: Progress | None = None) -> sqlite3.Connection:
    """Opens the index of the catalogue file, from the cache or built now.

    Raises CatalogueError if the file cannot be read, InvalidCatalogueError if it is not a valid catalogue.
    """
    path = os.path.abspath(path)
    folder, prefix = _place(path)
    try:
        digest = _digest(path, folder, prefix)
    except OSError as error:
        from llmprimer.catalogue.files import unreadable

        raise unreadable(path, error) from None
    connection = _open(os.path.join(folder, f"{prefix}-{digest}.sqlite3"))
    return connection if connection is not None else _make(path, folder, prefix, progress)


def form() -> str:
    """The index format: the version of the index and of SQLite, and the byte order."""
    return f"{INDEX_VERSION} {sqlite3.sqlite_version} {sys.byteorder}"


def _digest(path: str, folder: str, prefix: str) -> str:
    """The hash of content and format; read from the note of an earlier run if the file is unchanged since."""
    status = os.stat(path)
    # No tool can set the change time (ctime), so a changed file always has a new stamp.
    stamp = f"{form()} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino} {path}"
    note = os.path.join(folder, f"{prefix}.seen")
    try:
        with open(note, encoding="utf-8") as file:
            digest, _, noted = file.read().partition("\n")
        if noted == stamp:
            return digest
    except (OSError, UnicodeDecodeError):
        pass
    with open(path, "rb") as file:
        digest = _hash(file.read())
    if time.time() - max(status.st_mtime, status.st_ctime) > _RACY_SECONDS:
        _replace_text(note, f"{digest}\n{stamp}")
    return digest


def _hash(data: bytes) -> str:
    # Imported here because it loads OpenSSL, which takes longer than the rest of this module.
    import hashlib

    hashed = hashlib.sha256(f"{form()}\n".encode())
    hashed.update(data)
    return hashed.hexdigest()[:24]


def _open(cached: str) -> sqlite3.Connection | None:
    """The cached index, or None if it is missing or unreadable."""
    if not os.path.exists(cached):
        return None
    connection = None
    try:
        connection = _connect(cached)
        connection.execute("SELECT value FROM meta WHERE name = 'count'").fetchone()[0]
    except (sqlite3.Error, TypeError):
        if connection is not None:
            connection.close()
        return None
    return connection


def _connect(cached: str) -> sqlite3.Connection:
    # SQLite serialises threads that share a connection.
    return sqlite3.connect(f"file:{_quoted(cached)}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _make(path: str, folder: str, prefix: str, progress: Progress | None) -> sqlite3.Connection:
    # Imported here because a warm index needs neither YAML nor the models.
    from llmprimer.index.build import build_index

    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        from llmprimer.catalogue.files import unreadable

        raise unreadable(path, error) from None
    cached = os.path.join(folder, f"{prefix}-{_hash(data)}.sqlite3")
    try:
        os.makedirs(folder, exist_ok=True)
        with _temporary_for(cached) as temporary:
            if not _update(temporary, folder, prefix, data):
                build_index(temporary, _decoded(data, path), path, progress)
            os.replace(temporary, cached)
    except (sqlite3.OperationalError, OSError):
        # The folder is not writable, the disk is full, or the path is not a file.
        return _in_memory(data, path, progress)
    _remove_older(folder, prefix, cached)
    connection = _open(cached)
    if connection is None:
        return _in_memory(data, path, progress)
    if connection.execute("SELECT length(value) FROM layout WHERE name = 'digests'").fetchone()[0]:
        remember_valid(path, data)
    return connection


def _update(temporary: str, folder: str, prefix: str, data: bytes) -> bool:
    """Builds the index from that of an earlier content; if that is impossible, returns False and leaves an empty file."""
    from llmprimer.catalogue.cutting import cut
    from llmprimer.index import update

    older = _newest(folder, prefix)
    pieces = cut(data.removeprefix(BOM_UTF8)) if older is not None else None
    if older is None or pieces is None:
        return False
    try:
        with closing(_connect(older)) as before:
            planned = update.plan(before, pieces) if _has_form(before) else None
        if planned is None:
            return False
        _apply(temporary, older, planned)
    except (sqlite3.Error, OSError):
        with open(temporary, "wb"):  # the older index is damaged or deleted
            return False
    return True


def _apply(temporary: str, older: str, planned: UpdatePlan) -> None:
    from llmprimer.index.update import apply

    _copy(older, temporary)
    with closing(sqlite3.connect(temporary)) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
        apply(connection, planned)


def _newest(folder: str, prefix: str) -> str | None:
    """The path of the newest index of this catalogue, or None."""
    found = []
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        if name.startswith(f"{prefix}-") and name.endswith(".sqlite3"):
            path = os.path.join(folder, name)
            try:
                found.append((os.stat(path).st_mtime_ns, path))
            except OSError:
                continue
    return max(found)[1] if found else None


def _has_form(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT value FROM meta WHERE name = 'form'").fetchone()
    return found is not None and found[0] == form()


def _copy(source: str, target: str) -> None:
    """Copies a file, within the kernel if the platform supports it."""
    with open(source, "rb") as reading, open(target, "wb") as writing:
        remaining = os.fstat(reading.fileno()).st_size
        if hasattr(os, "copy_file_range"):
            try:
                while remaining and (done := os.copy_file_range(reading.fileno(), writing.fileno(), remaining)):
                    remaining -= done
            except OSError:  # these file systems do not support it
                reading.seek(0)
                writing.seek(0)
            else:
                if not remaining:
                    return
        while block := reading.read(1 << 20):
            writing.write(block)


def _decoded(data: bytes, path: str) -> str:
    from llmprimer.catalogue.files import decode_text

    return decode_text(data, path)


def _in_memory(data: bytes, path: str, progress: Progress | None) -> sqlite3.Connection:
    from llmprimer.index.build import fill

    connection = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        fill(connection, _decoded(data, path), path, progress)
    except BaseException:
        connection.close()
        raise
    return connection


def discard_all() -> None:
    """Removes every index from the cache folder, after one was found to be damaged."""
    folder = cache_folder()
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        if name.endswith(".sqlite3"):
            try:
                os.unlink(os.path.join(folder, name))
            except OSError:
                continue


def _remove_older(folder: str, prefix: str, kept: str) -> None:
    """Removes older indexes of the same file and temporary files of killed processes.

    Processes that have a removed index open can still read it. A newer index stays: another process may have built it
    from a newer content of the file.
    """
    now = time.time()
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if not name.startswith(prefix) or path == kept:
            continue
        try:
            made = os.stat(path).st_mtime_ns
            stale = name.endswith(".tmp") and now - made / 1e9 > _STALE_SECONDS
            if stale or (name.endswith(".sqlite3") and made <= os.stat(kept).st_mtime_ns):
                os.unlink(path)
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
