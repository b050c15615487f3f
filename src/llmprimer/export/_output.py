"""Files written whole or not at all, and never over what llmprimer did not write."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from llmprimer.catalogue.atomic import new_file, new_file_mode
from llmprimer.errors import UsageError, WriteError
from llmprimer.export import Exporter
from llmprimer.export._stamps import is_all_ours, stamping

if TYPE_CHECKING:
    from llmprimer.export._updating import Update

_Result = TypeVar("_Result")


def write_file(path: Path, exporter: Exporter, write: Callable[[TextIO], _Result], *, force: bool) -> _Result:
    """Lets `write` fill a file beside `path`, then moves it to `path`; nothing is left behind if that fails.

    UsageError if the file at `path` was not written by llmprimer or was edited since, unless `force` is set. Symbolic
    links are followed, the mode of an existing file stays, and what is no regular file (a pipe, /dev/null) is written
    to directly.
    """
    target = Path(os.path.realpath(path))
    mode = _mode(target, path)

    def stamped(out: TextIO) -> _Result:
        if exporter.comment is None:
            return write(out)
        file, stamps = stamping(out, exporter.comment)
        result = write(file)
        stamps.finish()
        return result

    try:
        if mode is not None and not stat.S_ISREG(mode):
            with target.open("w", encoding="utf-8", newline="\n") as out:
                return write(out)
        if mode is not None and not force and not _is_ours(target, exporter):
            also = ", --update adds to it" if exporter.suffix == ".bib" else ""
            hint = f"--force replaces it all the same{also}"
            raise UsageError(
                f"{path}: llmprimer did not write what is there, or it was edited; it is left alone", hint=hint
            )
        return _replace(target, stamped, new_file_mode() if mode is None else stat.S_IMODE(mode))
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}; nothing was written") from None


def update_file(path: Path, entries: dict[str, str]) -> Update:
    """Brings a BibTeX file up to date with these entries; WriteError if it cannot be read or written."""
    from llmprimer.export._updating import updated

    target = Path(os.path.realpath(path))
    mode = _mode(target, path)
    try:
        text = "" if mode is None else target.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise WriteError(f"{path}: is not UTF-8 (byte {error.start}); nothing was written") from None
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}") from None
    update = updated(text, entries)
    try:
        if update.text != text:
            new_mode = new_file_mode() if mode is None else stat.S_IMODE(mode)
            _replace(target, lambda out: out.write(update.text), new_mode)
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}; nothing was written") from None
    return update


def _mode(target: Path, path: Path) -> int | None:
    """The mode of what is there; None if nothing is."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}") from None
    if stat.S_ISDIR(mode):
        raise WriteError(f"{path}: is a folder")
    return mode


def _is_ours(target: Path, exporter: Exporter) -> bool:
    if exporter.comment is not None:
        with target.open("rb") as file:
            text = file.read().decode("utf-8", errors="replace")
        return not text.strip() or is_all_ours(text, exporter.comment)
    with target.open("rb") as file:
        beginning = file.read(4096)
    # The cut may be in the middle of a character.
    text = beginning.decode("utf-8", errors="ignore").replace("\r\n", "\n")
    return not text.strip() or exporter.recognises(text)


def _replace(target: Path, write: Callable[[TextIO], _Result], mode: int) -> _Result:
    handle, name = new_file(target.parent, f".{target.name}.", ".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            result = write(out)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return result
