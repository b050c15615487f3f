"""Replaces a file atomically, by one writer at a time, and only if it did not change since it was read."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from llmprimer.errors import FileChangedError, WriteError

#: How long to wait for another writer, in seconds; a write takes milliseconds.
LOCK_TIMEOUT = 10.0


def replace_file(path: Path, data: bytes, *, seen: bytes) -> None:
    """Replaces the file's content, which must still be `seen`, by `data`; FileChangedError or WriteError otherwise.

    Readers see the old content or the new one, even if the process is killed. Symbolic links are followed; the mode is
    kept.
    """
    target = Path(os.path.realpath(path))
    try:
        with _writer_lock(target):
            if target.read_bytes() != seen:
                raise FileChangedError(
                    f"{path}: changed since it was read; nothing was written", hint="run the command again"
                )
            _remove_leftovers(target)
            _replace_atomically(target, data, like=target)
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}; nothing was written") from None


def create_file(path: Path, data: bytes) -> None:
    """A new file with that content; WriteError if there is one already."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise WriteError(f"{path}: there is a file already; nothing was written") from None
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}") from None


def write_output(path: Path, data: bytes) -> None:
    """Writes the output of a command into a file, atomically; devices are written directly. WriteError if that fails."""
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        handle, name = new_file(target.parent, f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, stat.S_IMODE(target.stat().st_mode) if target.exists() else new_file_mode())
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}; nothing was written") from None


def new_file(folder: Path, prefix: str = "", suffix: str = "") -> tuple[int, str]:
    """A new file that only its owner may read, open for writing, and its path; OSError if it cannot be made.

    As `tempfile.mkstemp`, whose module takes longer to load than a command has to write a file.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    while True:
        name = str(folder / f"{prefix}{os.urandom(6).hex()}{suffix}")
        try:
            return os.open(name, flags, 0o600), name
        except FileExistsError:
            continue


def new_file_mode() -> int:
    """The mode that the process gives its new files."""
    # The umask can be read only by setting it.
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _replace_atomically(target: Path, data: bytes, *, like: Path) -> None:
    status = like.stat()
    handle, name = new_file(target.parent, f".{target.name}.", ".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, stat.S_IMODE(status.st_mode))
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the rename durable where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _remove_leftovers(target: Path) -> None:
    """Removes the files that a killed writer has left; only the holder of the lock, this process, makes such files."""
    for name in os.listdir(target.parent):
        if name.startswith(f".{target.name}.") and name.endswith(".new"):
            (target.parent / name).unlink(missing_ok=True)


@contextmanager
def _writer_lock(target: Path) -> Iterator[None]:
    if not stat.S_ISREG(target.stat().st_mode):
        raise WriteError(f"{target}: not a regular file; nothing was written")
    deadline = time.monotonic() + LOCK_TIMEOUT
    with _flock(target, deadline) if sys.platform != "win32" else _lock_file(target, deadline):
        yield


if sys.platform != "win32":
    import fcntl

    @contextmanager
    def _flock(target: Path, deadline: float) -> Iterator[None]:
        """Holds a lock on the file itself, so that nothing is left, even after SIGKILL."""
        while True:
            handle = os.open(target, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # The previous writer has replaced the file: the lock must be on the new one.
                if os.path.samestat(os.fstat(handle), os.stat(target)):
                    break
                os.close(handle)
            except BlockingIOError:
                os.close(handle)
                _wait(target, deadline)
        try:
            yield
        finally:
            os.close(handle)


@contextmanager
def _lock_file(target: Path, deadline: float) -> Iterator[None]:
    """The same for systems where open files cannot be replaced: a lock file, removed afterwards."""
    lock = target.with_name(f".{target.name}.lock")
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            _wait(target, deadline)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _wait(target: Path, deadline: float) -> None:
    if time.monotonic() > deadline:
        raise WriteError(f"{target}: another program is writing it; nothing was written")
    time.sleep(0.02)
