"""Where the program keeps what it remembers between commands: the last list of a terminal, writes that can be undone."""

from __future__ import annotations

import os
import sys


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
