"""The folders for state between commands (lists, drafts, writes that can be undone), for the cache, and for one command."""

from __future__ import annotations

import os
import sys
from binascii import crc32
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from llmprimer.errors import WriteError

#: The environment variable that names the cache folder.
CACHE_VARIABLE = "LLMPRIMER_CACHE_DIR"


def state_folder() -> str:
    """The state folder: below XDG_STATE_HOME, or in the platform's default location. It may not exist yet."""
    home = os.path.expanduser("~")
    if base := os.environ.get("XDG_STATE_HOME"):
        return os.path.join(base, "llmprimer")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Application Support", "llmprimer")
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA", os.path.join(home, "AppData", "Local")), "llmprimer")
    return os.path.join(home, ".local", "state", "llmprimer")


def cache_folder() -> str:
    """The cache folder: LLMPRIMER_CACHE_DIR, or the platform's default location."""
    if configured := os.environ.get(CACHE_VARIABLE):
        return configured
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    elif sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", os.path.join(home, "AppData", "Local"))
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "llmprimer")


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder that is removed at the end; WriteError if there is no folder for temporary files."""
    import tempfile

    try:
        folder = tempfile.TemporaryDirectory(prefix="llmprimer-")
    except OSError as error:
        hint = "TMPDIR names another folder for temporary files"
        raise WriteError(f"no temporary file can be written: {error.strerror or error}", hint=hint) from None
    with folder as name:
        yield Path(name)


def cache_name(path: str | os.PathLike[str]) -> str:
    """The prefix of the names of all cache files of this catalogue file."""
    absolute = os.path.abspath(path)
    return f"{os.path.basename(absolute)[:40]}-{crc32(os.fsencode(absolute)):08x}"
