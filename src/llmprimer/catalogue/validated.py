"""Notes in the cache, by hash, which content of a catalogue file is valid and in the usual layout."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from llmprimer._version import __version__
from llmprimer.catalogue.folders import cache_folder, cache_name

if TYPE_CHECKING:
    from llmprimer.catalogue.cutting import Cut

#: Raised whenever a valid catalogue may become invalid by new rules.
_RULES = 1


def remember_valid(path: Path | str, data: bytes) -> None:
    """Notes that this content of the file is valid and in the usual layout; does nothing if the cache cannot be written."""
    file_name = _note_path(path)
    temporary = f"{file_name}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(file_name), exist_ok=True)
        with open(temporary, "w", encoding="ascii") as file:
            file.write(_fingerprint(data))
        os.replace(temporary, file_name)
    except OSError:
        return


def known_pieces(path: Path | str, data: bytes) -> Cut | None:
    """The pieces of the content, if it is noted as valid."""
    try:
        with open(_note_path(path), encoding="ascii") as file:
            if file.read() != _fingerprint(data):
                return None
    except (OSError, UnicodeDecodeError):
        return None
    from llmprimer.catalogue.cutting import cut

    return cut(data.removeprefix(b"\xef\xbb\xbf"))


def _note_path(path: Path | str) -> str:
    return os.path.join(cache_folder(), f"{cache_name(path)}.valid")


def _fingerprint(data: bytes) -> str:
    # Imported here: it loads OpenSSL, and a reader whose index is ready needs no hash.
    from hashlib import sha256

    return f"{__version__} {_RULES} {sha256(data).hexdigest()}"
