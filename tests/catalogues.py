"""Catalogue files made of models."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from llmprimer.catalogue.emitting import emit_catalogue
from llmprimer.model import Header, Reference


def create_catalogue(path: Path, header: Header, references: Iterable[Reference] = ()) -> None:
    """A catalogue file in canonical form."""
    path.write_text(emit_catalogue(header, references), encoding="utf-8")
