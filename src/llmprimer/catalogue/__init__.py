"""Catalogues: finding the file, reading it, looking things up in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from llmprimer.errors import NotFoundError
from llmprimer.suggest import did_you_mean

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference, Topic


class CatalogueContent:
    """All references of one file, validated, in file order."""

    def __init__(
        self, path: Path | None, header: Header, references: dict[str, Reference], lines: dict[str, int]
    ) -> None:
        #: The file it was read from, if from a file.
        self.path = path
        self.header = header
        self.references: Mapping[str, Reference] = MappingProxyType(references)
        #: The line of each citation key in the file, from 1.
        self.lines: Mapping[str, int] = MappingProxyType(lines)

    @classmethod
    def read(cls, path: Path | str) -> CatalogueContent:
        """The catalogue in the file; InvalidCatalogueError with all its problems, or CatalogueError if unreadable."""
        from llmprimer.catalogue.files import read_text

        path = Path(path)
        return cls.parse(read_text(path), name=str(path), path=path)

    @classmethod
    def parse(cls, text: str, *, name: str = "<text>", path: Path | None = None) -> CatalogueContent:
        """The catalogue in the text; `name` stands for the file in messages."""
        from llmprimer.catalogue.reading import CatalogueReader

        reading = CatalogueReader(text, name)
        references = {reference.citation_key: reference for reference in reading.references()}
        return cls(path, reading.finish(), references, reading.lines)

    @property
    def topics(self) -> Mapping[str, Topic]:
        """The vocabulary: slug to topic, in file order."""
        return self.header.topics

    def __getitem__(self, citation_key: str) -> Reference:
        """The reference with that key; NotFoundError names the nearest keys."""
        try:
            return self.references[citation_key]
        except KeyError:
            near = did_you_mean(citation_key, self.references)
            raise NotFoundError(f'no reference has the key "{citation_key}"{near}') from None

    def __contains__(self, citation_key: object) -> bool:
        return citation_key in self.references

    def __iter__(self) -> Iterator[Reference]:
        return iter(self.references.values())

    def __len__(self) -> int:
        return len(self.references)
