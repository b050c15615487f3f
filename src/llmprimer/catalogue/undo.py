"""The last write of each catalogue, so that it can be undone.

The state folder keeps, for each catalogue, the content before the last write and a hash of the written content.
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
from llmprimer.catalogue.files import decode_text
from llmprimer.catalogue.folders import state_folder
from llmprimer.errors import FileChangedError, NotFoundError


class LastWrite(NamedTuple):
    """The last write of a file: the bytes before and after it, and its time in the local time zone."""

    path: Path
    before: bytes
    after: bytes
    time: datetime

    def undo_diff(self) -> str:
        """The changes that `undo` makes, as a unified diff."""
        from llmprimer.catalogue.diffing import text_diff

        name = str(self.path)
        return text_diff(decode_text(self.after, name), decode_text(self.before, name), self.path)

    def undo(self) -> None:
        """Restores the content before the write; a second undo restores the write. The errors are those of `replace_file`."""
        replace_file(self.path, self.before, seen=self.after)
        remember_write(self.path, self.after, self.before)


def remember_write(path: Path, before: bytes, after: bytes) -> None:
    """Keeps the content that a write has replaced; does nothing if it cannot be kept."""
    backup = _backup_path(path)
    metadata = {
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
                file.write(json.dumps(metadata).encode() + b"\n" + before)
            os.replace(name, backup)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        return


def last_write(path: Path) -> LastWrite:
    """The last write of the file; NotFoundError if there is none, FileChangedError if the file has changed since."""
    backup = _backup_path(path)
    try:
        head, _, before = backup.read_bytes().partition(b"\n")
        metadata = json.loads(head)
        is_known = metadata["catalogue"] == os.path.realpath(path)
        time = datetime.fromisoformat(metadata["at"]).astimezone()
    except (OSError, ValueError, KeyError, TypeError):
        is_known = False
    if not is_known:
        raise NotFoundError(f"{path}: there is no write to undo")
    after = path.read_bytes()
    if hashlib.sha256(after).hexdigest() != metadata["after"]:
        message = f"{path}: changed since llmprimer wrote it ({time:%Y-%m-%d %H:%M}); nothing was undone"
        raise FileChangedError(message, hint="if the file is in git, `git diff` shows the changes")
    return LastWrite(path, before, after, time)


def _backup_path(path: Path) -> Path:
    real = os.path.realpath(path)
    return Path(state_folder(), "undo", f"{os.path.basename(real)[:40]}-{crc32(os.fsencode(real)):08x}")
