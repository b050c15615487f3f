"""Link checks: request each link, record the facts, and judge them.

    from llmprimer.links import Link, Settings, check

    results = check([Link("https://example.org/")], Settings(timeout=8))

The library has no terminal and no exit code; `llmprimer.cli.check` has both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmprimer.links.model import Group, Hop, Link, LinkResult, PageFacts, Probe, Verdict
from llmprimer.links.settings import Settings

if TYPE_CHECKING:
    from llmprimer.links.running.run import check


def __getattr__(name: str) -> Any:
    if name == "check":  # Imported on use: reading the history of links needs no network.
        from llmprimer.links.running.run import check

        return check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["Group", "Hop", "Link", "LinkResult", "PageFacts", "Probe", "Settings", "Verdict", "check"]
