"""The text of a catalogue file."""

from __future__ import annotations

from pathlib import Path

from llmprimer.errors import CatalogueError


def read_text(path: Path) -> str:
    """The text of a catalogue file; CatalogueError if it is missing, unreadable or not UTF-8."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise CatalogueError(f"{path}: no such file", hint="`llmprimer init` creates a catalogue") from None
    except OSError as error:
        raise CatalogueError(f"{path}: {error.strerror or error}") from None
    return decode(data, str(path))


def decode(data: bytes, name: str) -> str:
    """UTF-8 text, without a byte order mark; `name` is for the message of the CatalogueError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogueError(f"{name}:{line}: not UTF-8 text (byte 0x{data[error.start]:02x})") from None
