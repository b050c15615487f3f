"""The tools that find and show references. They do not write or use the network."""

from __future__ import annotations

from typing import Annotated

from mcp_types import CallToolResult
from pydantic import Field

from llmprimer.api.catalogue import Catalogue
from llmprimer.errors import NotFoundError, UsageError
from llmprimer.export import format_ids as export_formats
from llmprimer.mcp.results import (
    LARGEST,
    FoundReferences,
    Overview,
    Records,
    RelatedCards,
    Text,
    Topics,
    answer,
    card,
    record,
    rows_that_fit,
    truncated,
)
from llmprimer.query.fields import FIELDS

Keys = Annotated[list[str], Field(description="Citation keys", max_length=50)]
Limit = Annotated[int, Field(ge=1, le=50)]
Offset = Annotated[int, Field(ge=0, description="next_offset of the answer before")]
Query = Annotated[str, Field(max_length=500)]


class ReadingTools:
    """The tools for one open catalogue; each method is a tool, and its docstring is the description for the agent."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def search_references(
        self, query: Query, limit: Limit = 8, offset: Offset = 0
    ) -> Annotated[CallToolResult, FoundReferences]:
        """Find references, best first. Words rank; "phrases", -exclusions, OR groups and fields must hold. Fields: topic author title kind (paper blog news repository ...) site lang slide year date has key. Examples: chinchilla | topic:hallucination date:<2022-12 | author:wei kind:paper year:2020..2022 | 2203.02155. fits=false: nothing fits, the results are only near. No words, only fields: all that fit, by key."""
        hits = self._catalogue.search(query, limit=offset + limit)
        rows, more = rows_that_fit(
            [card(hit.row) for hit in hits[offset:]], hits.total if hits.confident else 0, offset
        )
        found = {"fits": hits.confident, "total": hits.total if hits.confident else 0, "results": rows, **more}
        if not hits.confident:
            found["note"] = f"Nothing in this catalogue fits. These {len(rows)} are near." if rows else "Nothing fits."
        elif hits.corrections:
            found["note"] = "Read as: " + ", ".join(f"{typed} = {read}" for typed, read in hits.corrections)
        return answer(found)

    def get_references(
        self,
        ids: Annotated[list[str], Field(min_length=1, max_length=20, description="Keys, DOIs, arXiv ids, addresses")],
    ) -> Annotated[CallToolResult, Records]:
        """The whole records of references: authors, dates, identifiers, venue, topics, summary, relations."""
        records, missing, size = [], [], 0
        skipped: list[str] = []
        for one in dict.fromkeys(ids):
            if size > LARGEST:
                skipped.append(one)
                continue
            try:
                key = self._catalogue.resolve(one)
            except NotFoundError as error:
                missing.append({"id": one, "why": error.message})
                continue
            found = record(self._catalogue[key])
            size += len(str(found))
            records.append(found)
        return answer({"references": records, "not_found": missing, "remaining": skipped})

    def list_topics(
        self,
        topic: Annotated[str, Field(description="Only this one and those below it, with definitions")] = "",
        offset: Offset = 0,
    ) -> Annotated[CallToolResult, Topics]:
        """The topics of the vocabulary with the number of references; a slug works in queries as topic:slug."""
        nodes = self._catalogue.topics
        if topic:
            top = self._catalogue.topic(topic)
            slugs = {top.slug}
            for node in nodes:
                if node.broader in slugs:
                    slugs.add(node.slug)
            nodes = [node for node in nodes if node.slug in slugs]
        cards = []
        for node in nodes[offset:]:
            one = {"slug": node.slug, "label": node.label, "references": node.reference_count}
            if node.broader:
                one["broader"] = node.broader
            if topic:
                one["definition"] = truncated(node.definition, 500)
            cards.append(one)
        rows, more = rows_that_fit(cards, len(nodes), offset)
        return answer({"total": len(nodes), "topics": rows, **more})

    def find_related(
        self, citation_key: str, limit: Limit = 8, offset: Offset = 0
    ) -> Annotated[CallToolResult, RelatedCards]:
        """References nearest to one, by relations, topics, slides and authors; `how` says why."""
        near = self._catalogue.related(citation_key, limit=None)
        shown = [{**card(one.row), "how": list(one.how)} for one in near[offset : offset + limit]]
        rows, more = rows_that_fit(shown, len(near), offset)
        return answer({"total": len(near), "results": rows, **more})

    def export_references(
        self,
        format: Annotated[str, Field(description="bibtex, biblatex, csl-json, ris, csv, markdown, yaml ...")],  # noqa: A002
        keys: Keys = [],  # noqa: B006 - the SDK copies defaults
        query: Annotated[Query, Field(description="Instead of keys; every word must hold")] = "",
        offset: Offset = 0,
    ) -> Annotated[CallToolResult, Text]:
        """References as text in a bibliography format, 50 at a time."""
        chosen = keys or self._catalogue.select(query, sort="file").keys
        part = chosen[offset : offset + 50]
        text = self._catalogue.export(format, keys=part)
        while len(text) > 2 * LARGEST and len(part) > 1:
            part = part[: len(part) // 2]
            text = self._catalogue.export(format, keys=part)
        end = offset + len(part)
        more = {"next_offset": end} if end < len(chosen) else {}
        note = {} if chosen else {"note": "Nothing fits the query."}
        return answer({"text": text if chosen else "", "total": len(chosen), **more, **note})

    def format_citations(
        self,
        keys: Annotated[list[str], Field(min_length=1, max_length=50)],
        style: Annotated[
            str, Field(description="apa, ieee, chicago-author-date, mla, nature, acm or a CSL style")
        ] = "apa",
        format: Annotated[str, Field(description="text, html or markdown")] = "text",  # noqa: A002
    ) -> Annotated[CallToolResult, Text]:
        """Formatted citations in a CSL style."""
        if style.endswith(".csl"):  # an agent must not read local files
            raise UsageError(f'no style "{style}"; a style is named without its suffix')
        text = self._catalogue.cite(keys, style=style, format=format)
        return answer({"text": text, "total": len(dict.fromkeys(keys))})

    def catalogue_overview(self) -> Annotated[CallToolResult, Overview]:
        """What the catalogue holds: counts by kind, year, language and topic; query fields with examples."""
        counts = {
            field: dict(list(self._catalogue.counts(field).items())[:12]) for field in ("kind", "year", "lang", "topic")
        }
        header = self._catalogue.header
        found = {
            "title": header.title,
            "references": len(self._catalogue),
            "by_field": counts,
            "query_fields": {field.name: field.example for field in FIELDS.values()},
            "export_formats": export_formats(),
        }
        if header.description:
            found["description"] = truncated(header.description)
        return answer(found)
