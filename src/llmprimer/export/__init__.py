"""Bibliographies in the forms that other tools read: each format is one file of this folder.

The name of the file is the name of the format (`csl_json.py` is `csl-json`); it holds an `exporter`. Files whose name
begins with an underscore are what several formats share.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO

from llmprimer.errors import UsageError
from llmprimer.index.stored import FIELDS
from llmprimer.propernames import ProperNames
from llmprimer.suggest import did_you_mean

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference

ENCODINGS = ("unicode", "latex")
PREFERENCES = ("published", "preprint")

#: Not about the work, or only for the curator: never exported, and never reported as lost.
PRIVATE_FIELDS = frozenset({"private_note", "provenance"})
_SILENT_FIELDS = PRIVATE_FIELDS | {"citation_key", "kind", "listed", "published", "title_described"}


# No data classes here: their module takes longer to load than a hundred references to write.


class Options:
    """The caller's choices; a format ignores those that it does not support.

    `encoding`: `unicode` or `latex`, None for the format's own habit. `prefer`: the formal publication or the preprint
    of a work that has both. `as_listed`: the titles, addresses and order of the source list. `annotations`: abstracts
    too, and summaries, topics and remarks in the formats whose readers might print them. `names`: the proper names of the catalogue
    (`Index.proper_names`), which keep their capitals.
    """

    __slots__ = ("annotations", "as_listed", "encoding", "names", "prefer")

    def __init__(
        self,
        encoding: str | None = None,
        prefer: str = "published",
        as_listed: bool = False,
        annotations: bool = False,
        names: ProperNames | None = None,
    ) -> None:
        """Raises UsageError for an unknown choice."""
        if encoding is not None and encoding not in ENCODINGS:
            raise UsageError(f'unknown encoding "{encoding}"; it is one of {", ".join(ENCODINGS)}')
        if prefer not in PREFERENCES:
            raise UsageError(f'`prefer` is {" or ".join(PREFERENCES)}, not "{prefer}"')
        self.encoding = encoding
        self.prefer = prefer
        self.as_listed = as_listed
        self.annotations = annotations
        self.names = ProperNames() if names is None else names


class Losses:
    """What a format could not write: for each kind of loss, the number of references that have it, and the first of them.

    `counts` has what a reader of the result will miss, `fields` the fields of a reference that the format does not have.
    """

    def __init__(self) -> None:
        self.counts: dict[str, tuple[int, str]] = {}
        self.fields: dict[str, tuple[int, str]] = {}

    def add(self, what: str, citation_key: str) -> None:
        """One reference had `what`."""
        _count(self.counts, what, 1, citation_key)

    def add_fields(self, reference: Reference, uncarried: Iterable[str]) -> None:
        """Counts those of the fields that the reference has."""
        values = reference.__dict__
        for name in uncarried:
            if values.get(name):
                _count(self.fields, name, 1, reference.citation_key)

    def merge(self, other: Losses) -> None:
        """Adds the losses of further references."""
        for mine, theirs in ((self.counts, other.counts), (self.fields, other.fields)):
            for what, (number, first) in theirs.items():
                _count(mine, what, number, first)


def _count(counts: dict[str, tuple[int, str]], what: str, number: int, citation_key: str) -> None:
    before, first = counts.get(what, (0, citation_key))
    counts[what] = (before + number, first)


class Exporter(Protocol):
    """One format."""

    #: With its dot: `.bib`.
    suffix: str
    media_type: str
    #: The fields of a reference that it can write.
    carries: frozenset[str]
    #: What else it cannot write, as text for people; may be empty.
    limits: str
    #: How the format writes a comment, `{}` for its text; None if it has none.
    comment: str | None
    #: True if it only reads fields: then it accepts references as the index stores them (`index.stored`).
    reads_fields: bool

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        """Writes the references in the order given, one at a time where the format allows, and returns what got lost."""
        ...

    def recognises(self, beginning: str) -> bool:
        """Whether a file that begins so (first 4,096 characters) has the form that this format writes.

        Where the format has comments, a stamp says it better (llmprimer.export._stamps).
        """
        ...


def format_ids() -> list[str]:
    """The formats, sorted; none of them is imported."""
    found = []
    for folder in __path__:
        for file in os.listdir(folder):
            stem, extension = os.path.splitext(file)
            if extension == ".py" and not stem.startswith("_"):
                found.append(stem.replace("_", "-"))
    return sorted(found)


def get(name: str) -> Exporter:
    """The format with that name; UsageError names the nearest."""
    if name not in (known := format_ids()):
        hint = "the formats are " + ", ".join(known)
        raise UsageError(f'no format "{name}"{did_you_mean(name, known)}', hint=hint)
    exporter: Exporter = import_module(f"llmprimer.export.{name.replace('-', '_')}").exporter
    return exporter


def uncarried(exporter: Exporter) -> tuple[str, ...]:
    """The fields of a reference that the format cannot write, in the order of the model."""
    return tuple(name for name in FIELDS if name not in exporter.carries | _SILENT_FIELDS)
