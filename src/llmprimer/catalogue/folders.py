"""The folders of what the program keeps between commands: lists, drafts, writes that can be undone, and its cache."""

from __future__ import annotations

import os
import sys
from binascii import crc32

#: The environment variable that names the cache folder.
CACHE_VARIABLE = "LLMPRIMER_CACHE_DIR"


def state_folder() -> str:
    """The folder of llmprimer's state: below XDG_STATE_HOME, or the platform's place for it. It may not exist yet."""
    home = os.path.expanduser("~")
    if base := os.environ.get("XDG_STATE_HOME"):
        return os.path.join(base, "llmprimer")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Application Support", "llmprimer")
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA", os.path.join(home, "AppData", "Local")), "llmprimer")
    return os.path.join(home, ".local", "state", "llmprimer")


def cache_folder() -> str:
    """The folder for indexes and the like: LLMPRIMER_CACHE_DIR, or the platform's place for caches."""
    if named := os.environ.get(CACHE_VARIABLE):
        return named
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    elif sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", os.path.join(home, "AppData", "Local"))
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "llmprimer")


def cache_name(path: str | os.PathLike[str]) -> str:
    """What the names of all files in the cache begin with that belong to this catalogue file."""
    whole = os.path.abspath(path)
    return f"{os.path.basename(whole)[:40]}-{crc32(os.fsencode(whole)):08x}"
