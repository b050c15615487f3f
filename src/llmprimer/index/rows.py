"""Values of a row (the short form of a reference in lists and JSON) as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llmprimer.nameforms import full_name


def authors_of(row: Mapping[str, Any]) -> list[str]:
    """The full names of the authors of a row or record, in reading order."""
    return [full_name(name) for name in row.get("author", ())]


def arxiv_of(row: Mapping[str, Any]) -> str | None:
    """The arXiv identifier of a row or record, without a version."""
    arxiv = row.get("arxiv")
    return str(arxiv["id"]) if arxiv else None
