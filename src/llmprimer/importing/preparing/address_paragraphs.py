"""Reads documents whose paragraphs are addresses, `https://github.com/stern/glow   a lamp for rooms`, as lists of what is there.

If several have nothing behind the address, the list prints no titles, and what stands behind others is about them. Where most are
alone below a heading that names what is there, these headings are the titles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from llmprimer.importing.document.hrefs import is_external
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import has_links, lines_of, words_outside_links
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.drafting.blocks import reads_as_entry
from llmprimer.importing.tables.columns import REPOSITORY
from llmprimer.text import fold

#: The group of paragraphs that are addresses.
ADDRESSES = -8
#: How many such paragraphs show that a document is a list of them, and what share of them has nothing behind the address.
_USUAL = 6
_ALONE = 0.2
#: How many letters a word of a heading has at least that is the name in an address.
_NAME = 4
#: A name, a dash, and what it is; names have at most four words.
_NAMED = re.compile(r"\s*(?P<name>\S+(?:\s\S+){0,3}?)\s+(?:--?|[–—])\s+(?=\S)")
#: What stands between an address and what is said about it.
_BETWEEN = re.compile(r"\s*(?:(?:--?|[–—:：|,])\s+)?")


def with_addresses_as_items(blocks: Sequence[Block]) -> None:
    """Makes paragraphs that begin with an address items with what stands behind it below, where most paragraphs with links do."""
    linked = [block for block in blocks if block.kind == "paragraph" and has_links(block)]
    found = [block for block in linked if _is_address(block)]
    alone = sum(len(block.spans) == 1 or not block.text.strip().partition(" ")[2] for block in found)
    if len(found) < _USUAL or 2 * len(found) < len(linked) or alone < _ALONE * len(found):
        return
    named = _named_by_headings(blocks, set(map(id, found)))
    found = [block for block in found if id(block) not in named]
    for block in found:
        at = next(n for n, span in enumerate(block.spans) if span.text.strip())
        link, told = block.spans[at], _without_separator(block.spans[at + 1 :])
        name, told = _named(link.href or "", told)
        further = [span for one in told if one.href is not None for span in (Span(" "), one._replace(text="[link]"))]
        words = [span for span in told if span.href is None]
        block.spans = [link._replace(text=name) if name else link, *further]
        if any(span.text.strip() for span in words):
            block.children = [Block("item", block.line, words, end=block.end)]
    addresses = set(map(id, found))
    for block in linked:
        # Others among them are items too: what stands below is not about them.
        if id(block) in addresses or reads_as_entry(block, lines_of(block.spans)):
            block.kind, block.group = "item", ADDRESSES


def _is_address(block: Block) -> bool:
    """Whether a paragraph of one line begins with an address, and has no other link with a text."""
    spans = [span for span in block.spans if span.text.strip()]
    is_one_line = not any(span.is_break for span in block.spans)
    are_bare = all(span.text == span.href for span in spans if span.href is not None)
    is_first = bool(spans) and is_external(spans[0].href) and spans[0].text == spans[0].href
    return is_one_line and is_first and are_bare


def _named_by_headings(blocks: Sequence[Block], found: AbstractSet[int]) -> set[int]:
    """The paragraphs that are addresses alone below a heading, if most have its name, `GLOW` over `https://.../stern/glow`; else none."""
    below: set[int] = set()
    named = 0
    for above, block in pairwise(blocks):
        is_alone = id(block) in found and re.search(r"\w", words_outside_links(block.spans)) is None
        if above.kind == "heading" and is_alone:
            below.add(id(block))
            address = block.text.split()[0].removeprefix("https://").removeprefix("http://")
            address = _letters(address.removeprefix("www.").removeprefix("github.com/"))
            whole, *said = map(_letters, (above.text, *re.split(r"[\s/]+", above.text)))
            is_named = any(len(word) >= _NAME and word in address for word in said)
            named += is_named or (len(whole) > 1 and whole in address)
    return below if 2 * named > len(found) else set()


def _without_separator(spans: Sequence[Span]) -> list[Span]:
    if not spans or spans[0].href is not None:
        return list(spans)
    between = _BETWEEN.match(spans[0].text)
    return [spans[0]._replace(text=spans[0].text[between.end() if between else 0 :]), *spans[1:]]


def _named(address: str, told: list[Span]) -> tuple[str, list[Span]]:
    """The name before a dash if the address has it too, else that of the repository, and what is said; an empty name if there is none."""
    repository = REPOSITORY.match(address)
    name = repository[1] if repository is not None and not is_resource(repository[1]) else ""
    match = _NAMED.match(told[0].text) if told and told[0].href is None else None
    if match is not None:
        said, there = _letters(match["name"]), _letters(name)
        if len(said) > 1 and (said in _letters(address) or (len(there) > 2 and there in said)):
            return match["name"], [told[0]._replace(text=told[0].text[match.end() :]), *told[1:]]
    return name, told


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))
