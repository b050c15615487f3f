"""The user's editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from llmprimer.errors import UsageError


def call_editor(draft: Path, *, terminal: int | None = None) -> None:
    """Opens the file in $VISUAL or $EDITOR and waits until it is closed; UsageError if there is none, or if it fails.

    `terminal` is the descriptor of the terminal for the editor when the standard streams are redirected.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        # The user's own choice, which may have arguments (`code --wait`).
        process = subprocess.run(  # noqa: S603
            [*shlex.split(command), str(draft)], check=False, stdin=terminal, stdout=terminal, stderr=terminal
        )
    except (OSError, ValueError) as error:
        raise UsageError(f"the editor {command!r} cannot be started: {error}", hint="set $EDITOR") from None
    if process.returncode != 0:
        raise UsageError(f"the editor {command!r} ended with status {process.returncode}; nothing was written")
