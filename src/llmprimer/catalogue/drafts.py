"""Drafts: the text of records being edited. A draft stays until it is written, so that no error loses what was typed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from llmprimer.catalogue.folders import state_folder


class EditDraft(NamedTuple):
    """The draft of one record: `path` is what the editor opens, `base` the record's text when the draft was begun."""

    path: Path
    base: Path

    @property
    def exists(self) -> bool:
        """Whether a draft was kept."""
        return self.path.exists() and self.base.exists()

    @property
    def is_unchanged(self) -> bool:
        """Whether there is a draft in which nothing was typed."""
        return self.exists and self.path.read_bytes() == self.base.read_bytes()

    def begin(self, text: str) -> None:
        """Starts the draft from the record's text. Only its owner may read it."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in (self.base, self.path):
            file.write_bytes(text.encode("utf-8"))

    def discard(self) -> None:
        """Removes the draft; nothing happens where there is none."""
        for file in (self.path, self.base):
            file.unlink(missing_ok=True)


def draft_of(catalogue: Path, citation_key: str) -> EditDraft:
    """Where the draft of a record is kept; there may be none yet. Each catalogue file has a folder of its own."""
    name = hashlib.sha256(os.path.realpath(catalogue).encode()).hexdigest()[:16]
    folder = Path(state_folder()) / "drafts" / name
    # The reader refuses keys that differ only in case. Keys may contain a slash.
    file = citation_key.replace("/", "~2F").replace(":", "~3A")
    return EditDraft(folder / f"{file}.yaml", folder / f"{file}.base.yaml")
