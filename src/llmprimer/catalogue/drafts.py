"""Drafts: the text of records being edited. A draft is kept until it is written, so that no error loses typed text."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from llmprimer.catalogue.folders import state_folder


class EditDraft(NamedTuple):
    """The draft of one record: the editor opens `path`; `base` has the record's text when the draft was created."""

    path: Path
    base: Path

    @property
    def exists(self) -> bool:
        """Whether a draft was kept."""
        return self.path.exists() and self.base.exists()

    @property
    def is_unchanged(self) -> bool:
        """Whether there is a draft without changes."""
        return self.exists and self.path.read_bytes() == self.base.read_bytes()

    def create(self, text: str) -> None:
        """Creates the draft from the record's text. Only its owner may read it."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in (self.base, self.path):
            file.write_bytes(text.encode("utf-8"))

    def discard(self) -> None:
        """Removes the draft if there is one."""
        for file in (self.path, self.base):
            file.unlink(missing_ok=True)


def draft_of(catalogue: Path, citation_key: str) -> EditDraft:
    """The draft of a record, which need not exist yet. Each catalogue file has its own folder."""
    name = hashlib.sha256(os.path.realpath(catalogue).encode()).hexdigest()[:16]
    folder = Path(state_folder()) / "drafts" / name
    # The reader refuses keys that differ only in case. Keys may contain a slash.
    file = citation_key.replace("/", "~2F").replace(":", "~3A")
    return EditDraft(folder / f"{file}.yaml", folder / f"{file}.base.yaml")
