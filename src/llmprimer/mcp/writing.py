"""The tools that change the catalogue, available only if the user allows it. Each shows its plan before it writes."""

from __future__ import annotations

import hashlib
from typing import Annotated

from mcp_types import CallToolResult
from pydantic import Field

from llmprimer.api.adding import AddPlan
from llmprimer.api.catalogue import Catalogue
from llmprimer.api.changes import Changes, Edit
from llmprimer.errors import UsageError
from llmprimer.mcp.results import Planned, answer, truncated

Confirm = Annotated[str, Field(description="The plan's `confirm`; without it nothing is written")]
#: A longer diff is cut.
_LONGEST_DIFF = 10_000


class WritingTools:
    """The tools for one catalogue file."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._path = catalogue.path

    def add_reference(
        self,
        identifier: Annotated[str, Field(description="arXiv id, DOI, ISBN, GitHub repository or address")],
        topics: Annotated[list[str], Field(description="Slugs; suggested if none are given")] = [],  # noqa: B006 - the SDK copies defaults
        confirm: Confirm = "",
    ) -> Annotated[CallToolResult, Planned]:
        """Look a work up and plan its record; call again with the plan's `confirm` to write it."""
        plan = AddPlan(self._path, [identifier], topics=topics)
        if plan.present:
            raise UsageError(f"{identifier} is there already: {', '.join(plan.present.values())}")
        return _planned(plan, confirm)

    def tag_reference(
        self,
        citation_key: str,
        add: list[str] = [],  # noqa: B006 - the SDK copies defaults
        remove: list[str] = [],  # noqa: B006 - the same
        confirm: Confirm = "",
    ) -> Annotated[CallToolResult, Planned]:
        """Plan other topics for a reference; call again with the plan's `confirm` to write it."""
        edit = Edit(self._path)
        if add:
            edit.tag(citation_key, *add)
        if remove:
            edit.untag(citation_key, *remove)
        return _planned(edit, confirm)


def _planned(changes: Changes, confirm: str) -> CallToolResult:
    """Returns the diff, and writes it if `confirm` is the token of this diff, so that the agent has seen every change."""
    changes.check()
    diff = changes.diff()
    token = hashlib.sha256(diff.encode()).hexdigest()[:12]
    if confirm and confirm != token:
        raise UsageError("the catalogue or the answer has changed since the plan; ask for a new plan without `confirm`")
    written = bool(confirm) and changes.changed
    if written:
        changes.write()
    shown = {"written": written, "diff": truncated(diff, _LONGEST_DIFF)}
    return answer(shown if written or not changes.changed else {**shown, "confirm": token})
