"""Resources (references, topics, slides), completion of their names, and prompts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError
from mcp_types import Completion, CompletionArgument, CompletionContext, PromptReference, ResourceTemplateReference

from llmprimer.api.catalogue import Catalogue
from llmprimer.errors import LlmprimerError
from llmprimer.mcp.results import card, record, truncated, without_invisible

#: The limit of the protocol.
_MOST_COMPLETIONS = 100
_JSON = "application/json"


def add_resources(server: MCPServer[Any], catalogue: Catalogue) -> None:
    """Adds resources, prompts and completions to the server."""

    @server.resource(
        "catalogue://references/{citation_key}", title="Reference", description="One whole record.", mime_type=_JSON
    )
    def reference(citation_key: str) -> str:
        return _json(lambda: record(catalogue[citation_key]))

    @server.resource(
        "catalogue://topics/{slug}", title="Topic", description="A topic and its references.", mime_type=_JSON
    )
    def topic(slug: str) -> str:
        def found() -> dict[str, Any]:
            node = catalogue.topic(slug)
            rows = catalogue.select(f"topic:{node.slug}", limit=200).rows
            about = {"slug": node.slug, "label": node.label, "definition": truncated(node.definition)}
            return {**about, "total": node.reference_count, "references": [card(row) for row in rows]}

        return _json(found)

    @server.resource(
        "catalogue://slides/{number}", title="Slide", description="A slide and what it cites.", mime_type=_JSON
    )
    def slide(number: str) -> str:
        def found() -> dict[str, Any]:
            titles = {str(slide.slide): slide.title for slide in catalogue.header.outline}
            rows = catalogue.select(f"slide:{number}").rows
            return {"slide": number, "title": titles.get(number, ""), "references": [card(row) for row in rows]}

        return _json(found)

    @server.prompt(title="Reading path", description="An order in which to read about a topic, with reasons.")
    def reading_path(topic: str) -> str:
        node = catalogue.topic(topic)
        return (
            f"Plan a reading path on “{without_invisible(node.label)}” from this catalogue. Use search_references with "
            f"topic:{node.slug} and find_related. Take at most eight references, from first principles to the newest. "
            "For each give the citation key, the title and one sentence on why it comes there. "
            "Use only references that the tools return."
        )

    @server.prompt(title="Related work", description="A paragraph of related work whose citations exist.")
    def related_work(subject: str, style: str = "apa") -> str:
        return (
            f"Write one paragraph of related work on “{without_invisible(truncated(subject, 300))}”. Find the references with "
            "search_references and read them with get_references. Cite by [citation_key]. Then list the cited works "
            f"with format_citations in the style {without_invisible(truncated(style, 60))}. Cite no work that the tools did not return; "
            "where the catalogue has nothing on a point, say so."
        )

    @server.completion()  # type: ignore[no-untyped-call, untyped-decorator]
    async def complete(
        _ref: PromptReference | ResourceTemplateReference,
        argument: CompletionArgument,
        _context: CompletionContext | None,
    ) -> Completion | None:
        match argument.name:
            case "citation_key":
                return _beginning_with(argument.value, catalogue.keys)
            case "slug" | "topic":
                return _beginning_with(argument.value, (node.slug for node in catalogue.topics))
            case "number":
                return _beginning_with(argument.value, (str(slide.slide) for slide in catalogue.header.outline))
        return None


def _beginning_with(text: str, words: Iterable[str]) -> Completion:
    fitting = [word for word in words if word.startswith(text)]
    return Completion(values=fitting[:_MOST_COMPLETIONS], total=len(fitting), has_more=len(fitting) > _MOST_COMPLETIONS)


def _json(make: Any) -> str:
    try:
        return json.dumps(without_invisible(make()), ensure_ascii=False)
    except LlmprimerError as error:
        raise ResourceError(error.message) from None
