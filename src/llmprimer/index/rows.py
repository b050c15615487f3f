"""What a row (the face of a reference in lists and in JSON) says as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llmprimer.nameforms import full_name


def authors_of(row: Mapping[str, Any]) -> list[str]:
    """The authors of a row or record as they are read."""
    return [full_name(name) for name in row.get("author", ())]


def arxiv_of(row: Mapping[str, Any]) -> str | None:
    """The arXiv identifier of a row or record, without a version."""
    arxiv = row.get("arxiv")
    return str(arxiv["id"]) if arxiv else None
