"""The tool that checks links; no other reading tool uses the network."""

from __future__ import annotations

from contextlib import aclosing
from typing import Annotated

from mcp.server.mcpserver import Context
from mcp_types import CallToolResult
from pydantic import Field

from llmprimer.api.catalogue import Catalogue
from llmprimer.links import LinkResult, Settings
from llmprimer.mcp.reading import Keys, Offset, Query
from llmprimer.mcp.results import LinkCards, answer, truncated

#: Maximum number of links per call: each may take ten seconds, and a host gets two requests at a time.
_MAX_LINKS = 20
_SECONDS = 10.0


class CheckingTools:
    """The tool for one open catalogue. `allow_private` also checks addresses on this machine and in private networks."""

    def __init__(self, catalogue: Catalogue, *, allow_private: bool) -> None:
        self._catalogue = catalogue
        self._settings = Settings(timeout=_SECONDS, allow_private=allow_private)

    async def check_links(
        self,
        ctx: Context,
        keys: Keys = [],  # noqa: B006 - the SDK copies defaults
        query: Annotated[Query, Field(description="Instead of keys; every word must hold")] = "",
        offset: Offset = 0,
    ) -> Annotated[CallToolResult, LinkCards]:
        """Ask links over the network, 20 a call: alive, suspect, uncertain or dead, and why."""
        chosen = keys or self._catalogue.select(query, sort="file").keys
        part = chosen[offset : offset + _MAX_LINKS]
        check = self._catalogue.check(keys=part, settings=self._settings)
        results: dict[str, LinkResult] = {}
        async with aclosing(aiter(check)) as stream:
            async for result in stream:
                results[result.link.citation_key or ""] = result
                await ctx.report_progress(len(results), len(check.links), f"{result.group} {result.link.url[:200]}")
        cards = [_card(results[key]) for key in part if key in results]
        end = offset + len(part)
        return answer({"total": len(chosen), "results": cards, **({"next_offset": end} if end < len(chosen) else {})})


def _card(result: LinkResult) -> dict[str, str]:
    card = {
        "citation_key": result.link.citation_key or "",
        "url": truncated(result.link.url, 500),
        "group": str(result.group),
        "verdict": str(result.verdict),
        "reason": truncated(result.reason, 300),
    }
    return card | ({"moved_to": truncated(result.moved_to, 500)} if result.moved_to else {})
