"""The day on which each reference was added: that of the first commit with its key."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from llmprimer.model import CITATION_KEY_PATTERN

_ADDED_KEY = re.compile(rf"\+ {{1,8}}['\"]?({CITATION_KEY_PATTERN})['\"]?:\s*\Z")
_DAY = re.compile(r"\x00(\d{4}-\d{2}-\d{2})\Z")


def days_added(catalogue: Path) -> Iterator[tuple[str, str]]:
    """(citation key, day as YYYY-MM-DD) of every commit that adds the key; nothing where the file is in no git repository.

    Lines that look like a key without being one are in it too. Days are those of the committer, as git has them.
    """
    day = ""
    for line in _log(catalogue.resolve()):
        if (commit := _DAY.match(line)) is not None:
            day = commit[1]
        elif (key := _ADDED_KEY.match(line)) is not None:
            yield key[1], day


def _log(path: Path) -> Iterator[str]:
    """The lines of `git log` for the file: for each commit NUL and its day, then its changes."""
    command = ["git", "log", "--format=%x00%cs", "-p", "-U0", "--no-color", "--no-ext-diff", "--no-textconv"]
    try:
        with subprocess.Popen(  # noqa: S603 - no shell, and a path cannot be taken for an option after `--`
            [*command, "--", path.name],
            cwd=path.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
        ) as git:
            assert git.stdout is not None
            for line in git.stdout:
                yield line.rstrip("\n")
    except OSError:
        return
