"""Which part of a file llmprimer wrote: a comment with a hash, which no longer matches once a person has edited it.

In BibTeX files each entry has one, so that people can add entries of their own:

    % llmprimer 1f0c2a9b
    @misc{karpathy-nanogpt,

In other formats that have comments it is the last line, for the whole file.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple, TextIO, cast

#: The comments of BibTeX files, `{}` for the text.
BIBTEX = "% {}"

_ENTRY_STAMP = re.compile(r"^% llmprimer ([0-9a-f]{8})[ \t]*\r?\n\Z", re.MULTILINE)
_START = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t\r\n]*\{[ \t\r\n]*([^\s,{}()\"#%=]+)[ \t\r\n]*,", re.MULTILINE)
_NOT_ENTRIES = frozenset({"comment", "preamble", "string"})
_BRACE = re.compile(r"[{}]")


class Stamped(NamedTuple):
    """An entry of a BibTeX file: where it begins and ends, its stamp included, and whether it is as llmprimer wrote it.

    `is_ours` is None where it has no stamp: a person wrote it.
    """

    key: str
    begin: int
    end: int
    is_ours: bool | None


def _hash(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()[:8]


def stamped(entry: str) -> str:
    """The BibTeX entry with its stamp before it."""
    return f"% llmprimer {_hash(entry)}\n{entry}"


def stamped_entries(text: str) -> list[Stamped]:
    """The entries of a BibTeX file in order; one whose braces never close reaches to the end."""
    found: list[Stamped] = []
    end = 0
    for match in _START.finditer(text):
        if match.start() < end or match[1].lower() in _NOT_ENTRIES:
            continue
        begin, end = match.start(), _closing(text, match.start())
        stamp = _ENTRY_STAMP.search(text, found[-1].end if found else 0, begin)
        is_ours = None if stamp is None else stamp[1] == _hash(text[begin:end])
        found.append(Stamped(match[2], begin if stamp is None else stamp.start(), end, is_ours))
    return found


def _closing(text: str, at: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(text, at):
        depth += 1 if brace[0] == "{" else -1
        if depth <= 0:
            return brace.end()
    return len(text)


class StampingBibliography:
    """Writes BibTeX entries to a file, each with its stamp; each call of `write` is one entry."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        entry = text.lstrip("\n")
        return self._out.write(text[: len(text) - len(entry)] + stamped(entry))

    def finish(self) -> None:
        """Does nothing: each entry already has its stamp."""


class StampingFile:
    """Writes text to a file, and the stamp of all of it as the last line."""

    def __init__(self, out: TextIO, comment: str) -> None:
        self._out = out
        self._comment = comment
        self._hash = hashlib.sha256()

    def write(self, text: str) -> int:
        self._hash.update(text.encode("utf-8", "surrogatepass"))
        return self._out.write(text)

    def finish(self) -> None:
        """Writes the stamp."""
        self._out.write(self._comment.format(f"llmprimer {self._hash.hexdigest()[:16]}") + "\n")


def stamping(out: TextIO, comment: str) -> tuple[TextIO, StampingBibliography | StampingFile]:
    """The writer for a format with such comments, as the file for the exporter and as itself, for `finish`."""
    writer = StampingBibliography(out) if comment == BIBTEX else StampingFile(out, comment)
    return cast("TextIO", writer), writer


def is_all_ours(text: str, comment: str) -> bool:
    """Whether llmprimer wrote all of the text, and nobody has edited it since."""
    if comment != BIBTEX:
        body, _, last = text.rstrip("\n").rpartition("\n")
        wrote = hashlib.sha256(f"{body}\n".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return last == comment.format(f"llmprimer {wrote}")
    before, *parts = f"\n{text}".split("\n% llmprimer ")
    if before.strip() or not parts:
        return False
    split = [part.partition("\n") for part in parts]
    return all(stamp.rstrip() == _hash(entry) for stamp, _, entry in split)
