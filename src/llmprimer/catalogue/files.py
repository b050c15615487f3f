"""Reads files that the user names."""

from __future__ import annotations

from pathlib import Path

from llmprimer.catalogue.locate import FILE_NAME
from llmprimer.errors import CatalogueError

_INIT = "`llmprimer init` creates a catalogue"


def read_bytes(path: Path, hint: str | None = _INIT) -> bytes:
    """The content of the file; CatalogueError if it cannot be read, with the hint if it is missing."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error, hint) from None


def unreadable(path: Path | str, error: OSError, hint: str | None = _INIT) -> CatalogueError:
    """The error for a file that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return CatalogueError(f"{path}: no such file", hint=hint)
    if isinstance(error, IsADirectoryError):
        inside = Path(path) / FILE_NAME
        return CatalogueError(
            f"{path}: a folder, no file", hint=f"its catalogue is {inside}" if inside.is_file() else None
        )
    return CatalogueError(f"{path}: {error.strerror or error}")


def read_text(path: Path) -> str:
    """The text of a catalogue file; CatalogueError if it is missing, unreadable or not UTF-8."""
    return decode_text(read_bytes(path), str(path))


def decode_text(data: bytes, name: str) -> str:
    """UTF-8 text, without a byte order mark; `name` is for the message of the CatalogueError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogueError(f"{name}:{line}: not UTF-8 text (byte 0x{data[error.start]:02x})") from None
