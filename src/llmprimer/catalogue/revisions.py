"""The text of a catalogue at a revision in git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from llmprimer.catalogue.files import decode_text, read_text
from llmprimer.errors import CatalogueError


def text_at(version: str, catalogue: Path) -> str:
    """The text of a file, of `REVISION:path`, or of `catalogue` at a revision; CatalogueError if there is none.

    A file has priority over a revision of that name. Paths after a colon are relative to the current folder or to the
    root of the repository, whichever exists.
    """
    if os.path.exists(version):
        return read_text(Path(version))
    revision, colon, path = version.partition(":")
    if not revision or revision.startswith("-"):
        raise CatalogueError(f"{version}: no such file or revision")
    if not colon:
        target = catalogue.resolve()
        return _show(f"{revision}:./{target.name}", target.parent, version)
    try:
        return _show(f"{revision}:./{path}", Path(), version)
    except CatalogueError:
        return _show(f"{revision}:{path}", Path(), version)


def _show(name: str, folder: Path, version: str) -> str:
    try:
        process = subprocess.run(  # noqa: S603 - the revision cannot be taken for an option
            ["git", "show", "--end-of-options", name],  # noqa: S607 - the user's git, wherever it is
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CatalogueError(f"{version}: no such file, and git could not be asked: {error}") from None
    if process.returncode != 0:
        output = process.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CatalogueError(f"{version}: no such file or revision ({output[0] if output else 'git printed nothing'})")
    return decode_text(process.stdout, version)
