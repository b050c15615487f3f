"""What a row (the face of a reference in lists and in JSON) says as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The parts of a name in the order in which they are read.
NAME_PARTS = ("given", "dropping_particle", "non_dropping_particle", "family", "suffix", "literal")


def name_of(name: Mapping[str, str]) -> str:
    """The name as it is read, from its parts: `Daniel De Freitas`, `OpenAI`."""
    return " ".join(name[part] for part in NAME_PARTS if part in name)


def authors_of(row: Mapping[str, Any]) -> list[str]:
    """The authors of a row or record as they are read."""
    return [name_of(name) for name in row.get("author", ())]


def arxiv_of(row: Mapping[str, Any]) -> str | None:
    """The arXiv identifier of a row or record, without a version."""
    arxiv = row.get("arxiv")
    return str(arxiv["id"]) if arxiv else None
