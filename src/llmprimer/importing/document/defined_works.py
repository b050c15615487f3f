"""Reads definitions of links whose titles are citations, `[stern]: https://... "Stern, Ada. On Light. 2015."`, as the items of a bibliography.

What the text links to gets its entry there; a definition that no entry of the document uses is one by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llmprimer.importing.document.citations import is_citation
from llmprimer.importing.document.linking import all_items
from llmprimer.importing.document.outline import BREAK, Block, Span, link_bare_addresses

#: The group of such definitions.
DEFINED = -10
#: How many of the titles of links must be citations, and what share of all.
_USUAL = 3
_SHARE = 0.6
#: In words: beside citations, shorter titles are names of pages.
_SHORTEST = 4


def with_defined_works(blocks: Sequence[Block], environment: Mapping[str, Any]) -> list[Block]:
    """The blocks and such definitions in the order of their lines, if most titles of links are citations."""
    titled = [definition for definition in _definitions(environment) if definition["title"].strip()]
    cited = [is_citation(definition["title"], sure=True) for definition in titled]
    if sum(cited) < _USUAL or sum(cited) < _SHARE * len(titled):
        return list(blocks)
    used = {span.href for block in (*blocks, *all_items(blocks)) for span in _entry_spans(block)}
    defined = [
        _as_item(definition)
        for definition, is_cited in zip(titled, cited, strict=True)
        if definition["href"] not in used and (is_cited or len(definition["title"].split()) >= _SHORTEST)
    ]
    return sorted([*blocks, *defined], key=lambda block: block.line)


def _definitions(environment: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """All definitions of a document: those with a label of their own, and those whose label an earlier one has."""
    yield from environment.get("references", {}).values()
    yield from environment.get("duplicate_refs", ())


def _entry_spans(block: Block) -> Iterator[Span]:
    """The spans of an item or a row; paragraphs only refer to what is defined."""
    if block.kind == "item":
        yield from block.spans
    for cell in block.cells:
        yield from cell


def _as_item(definition: Mapping[str, Any]) -> Block:
    """The citation, its address, and behind it further addresses that the citation names."""
    first, end = definition["map"]
    cited = link_bare_addresses([Span(" ".join(definition["title"].split()))])
    address = Span(definition["href"], definition["href"])
    words = [span for span in cited if span.href is None]
    further = [made for span in cited if span.href is not None for made in (Span(" "), span)]
    return Block("item", first + 1, [*words, Span(BREAK), address, *further], group=DEFINED, end=end)
