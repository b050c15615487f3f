"""The last write of each catalogue, so that it can be taken back.

Beside the user's other state, for each catalogue: what its file was before the last write, and a hash of what was written.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from llmprimer.catalogue.atomic import new_file, replace_file
from llmprimer.catalogue.folders import state_folder
from llmprimer.errors import FileChangedError, NotFoundError


class LastWrite(NamedTuple):
    """The bytes of the file before the last write and after it, and when that was (in the local time zone)."""

    before: bytes
    after: bytes
    at: datetime


def remember_write(path: Path, before: bytes, after: bytes) -> None:
    """Keeps what a write has replaced; where it cannot be kept, the write stands all the same."""
    backup = _backup_path(path)
    about = {
        "catalogue": os.path.realpath(path),
        "after": hashlib.sha256(after).hexdigest(),
        "at": datetime.now(UTC).isoformat(),
    }
    try:
        os.makedirs(backup.parent, mode=0o700, exist_ok=True)
        # One file, so that content and description always belong together.
        handle, name = new_file(backup.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(about).encode() + b"\n" + before)
            os.replace(name, backup)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        return


def last_write(path: Path) -> LastWrite:
    """What the last write of the file was; NotFoundError if none is known, FileChangedError if the file has changed since."""
    backup = _backup_path(path)
    try:
        head, _, before = backup.read_bytes().partition(b"\n")
        about = json.loads(head)
        known = about["catalogue"] == os.path.realpath(path)
        at = datetime.fromisoformat(about["at"]).astimezone()
    except (OSError, ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise NotFoundError(f"{path}: no write is known that could be undone")
    after = path.read_bytes()
    if hashlib.sha256(after).hexdigest() != about["after"]:
        message = f"{path}: changed since llmprimer wrote it ({at:%Y-%m-%d %H:%M}); nothing was undone"
        raise FileChangedError(message, hint="`git diff` and `git checkout` know more, where the file is in git")
    return LastWrite(before, after, at)


def undo(path: Path, write: LastWrite) -> None:
    """Puts back what was there before the write; undoing again then brings the write back. The errors of `replace_file`."""
    replace_file(path, write.before, seen=write.after)
    remember_write(path, write.after, write.before)


def _backup_path(path: Path) -> Path:
    real = os.path.realpath(path)
    return Path(state_folder(), "undo", f"{os.path.basename(real)[:40]}-{crc32(os.fsencode(real)):08x}")
