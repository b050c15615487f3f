"""Link health: what is asked of each link, what came back, and what to make of it.

    from llmprimer.links import Link, Settings, check

    results = check([Link("https://example.org/")], Settings(timeout=8))

The library has no terminal and no exit code; `llmprimer.cli.check` has both.
"""

from __future__ import annotations

from llmprimer.links.model import Group, Hop, Link, LinkResult, Page, Probe, Verdict
from llmprimer.links.running.run import check
from llmprimer.links.settings import Settings

__all__ = ["Group", "Hop", "Link", "LinkResult", "Page", "Probe", "Settings", "Verdict", "check"]
