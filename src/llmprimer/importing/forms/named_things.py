"""Finds documents whose works are names in bold with words about them and no links: `- **LampBox**: Sorts the wicks of a room`.

One such item may as well be a rule, a feature or a term. A document is a list of things so named if nearly all of its items are written
like that, in several sections, hardly anything in it has a link, and the names look like names of works: many are made up, `LampBox`,
or have behind them who made the work, or when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import column, holds_no_works, is_of_software, is_resource
from llmprimer.importing.document.linking import has_links
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.given_names import are_frequent_given_names
from llmprimer.records.people import NameParts
from llmprimer.records.people_lists import people_in
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold

#: How many items have such names, in how many sections, and what share of all items.
_LEAST, _SECTIONS, _MOST = 8, 3, 0.6
#: What share of the names, of those that are different and of those that look like names of works.
_DIFFERENT, _LIKE_NAMES = 0.95, 0.33
#: How many items may have links, or code as the documents of a program have, for each with a name.
_LINKED, _WITH_CODE = 0.1, 0.15
#: How many words a name and a label have at most, and the words about a name at least.
_LONGEST, _LABEL, _ABOUT = 8, 2, 3
#: What stands behind a name; `**Clone** the hall` is a sentence.
_BEHIND = re.compile(r"[:：–—,(（-]")
#: Capitals within words, digits on words, dots in words.
_MADE_UP = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|\b[A-Z][a-z]?-[A-Za-z]|[A-Za-z]\.[a-z]")
_BRACKET = re.compile(r"\s*[(（]([^()（）]{2,80})[)）]")


class _Named(NamedTuple):
    item: Block
    section: int
    name: str
    about: str


class NamedThings(NamedTuple):
    """The lines of the items of such a document that are works; none in other documents."""

    lines: frozenset[int] = frozenset()
    #: Whether the list has people in brackets behind its names.
    have_people: bool = False

    def apart(self, spans: Sequence[Span]) -> tuple[list[Span], list[list[Span]]]:
        """The name of such an item with the bracket behind it, and the words about it as a line below."""
        spans = [span for span in spans if not span.image]
        bold = _bold(spans)
        about = "".join(" " if span.is_break else span.text for span in spans[len(bold) :])
        bracket = _BRACKET.match(about)
        if bracket is not None and re.search(r"\d{4}", bracket[1]):
            return spans, []
        told = " ".join(about[bracket.end() if bracket else 0 :].split()).lstrip(" :：–—,-")
        behind = ""
        if bracket is not None:
            who = _people(bracket[1])
            behind = f", by {bracket[1]}" if who and (self.have_people or _is_known(who)) else f" ({bracket[1]})"
        name = Span("".join(span.text for span in bold).rstrip(" :："), bold=True)
        return [name, Span(behind)], [[Span(f"Summary: {told}")]] if told else []


def named_things(blocks: Sequence[Block]) -> NamedThings:
    """Finds them in the blocks of a document."""
    found: list[_Named] = []
    items = linked = coded = 0
    for block, section in _entries(blocks):
        if block.kind == "item":
            items += 1
            coded += any(span.code and not span.is_break for span in block.spans)
        linked += _has_link(block)
        if (named := _named(block, section)) is not None:
            found.append(named)
    different = {fold(one.name) for one in found}
    told = sum(len(one.about.split()) >= _ABOUT or bool(one.item.children) for one in found)
    is_list = (
        len(found) >= max(_LEAST, _MOST * items)
        and len({one.section for one in found}) >= _SECTIONS
        and linked <= _LINKED * len(found)
        and coded <= _WITH_CODE * items
        and len(different) >= _DIFFERENT * len(found)
        and told >= _MOST * len(found)
        and not any(block.kind == "heading" and is_of_software(block.text) for block in blocks)
    )
    if not is_list:
        return NamedThings()
    made_up = sum(_MADE_UP.search(one.name) is not None for one in found)
    brackets = [match[1] for one in found if (match := _BRACKET.match(one.about)) is not None]
    people = [names for text in brackets if (names := _people(text))]
    have_people = 2 * len(people) >= len(found) and sum(map(_is_known, people)) >= _LIKE_NAMES * len(people)
    dated = sum(map(is_date, brackets))
    if not (have_people or made_up >= _LIKE_NAMES * len(found) or 2 * dated >= len(found)):
        return NamedThings()
    return NamedThings(frozenset(one.item.line for one in found), have_people)


def _people(text: str) -> Sequence[NameParts]:
    """The people that a bracket may name; one word may be anything."""
    who = people_in(text, sure=True) if len(text.split()) > 1 else None
    return who.names if who is not None else ()


def _is_known(people: Sequence[NameParts]) -> bool:
    """Whether the given names of people are frequent ones."""
    return are_frequent_given_names([name.get("given", "") for name in people])


def _entries(blocks: Sequence[Block]) -> Iterator[tuple[Block, int]]:
    """The blocks of sections that may hold works, and the number of their section."""
    skipped = section = 0
    for block in blocks:
        if block.kind == "heading":
            section += 1
            if not skipped or block.level <= skipped:
                skipped = block.level if holds_no_works(block.text) else 0
        if not skipped:
            yield from ((one, section) for one in _parts(block))


def _parts(block: Block) -> Iterator[Block]:
    """A block and the items nested in it; what is nested in an item with a name is about it."""
    yield block
    if block.kind == "item" and _named(block, 0) is None:
        for child in block.children:
            yield from _parts(child)


def _named(block: Block, section: int) -> _Named | None:
    spans = [span for span in block.spans if not span.image]
    bold = _bold(spans)
    if block.kind != "item" or not bold or any(span.href for span in block.spans):
        return None
    name = " ".join("".join(span.text for span in bold).split())
    behind = spans[len(bold) :]
    about = "".join(span.text for span in behind)
    is_apart = name[-1:] in (":", "：") or not behind or behind[0].is_break or _BEHIND.match(about.lstrip())
    is_label = name[-1:] in (":", "：") or about.lstrip()[:1] in (":", "：")
    name = name.rstrip(" :：")
    is_name = (
        is_apart
        and 0 < len(name.split()) <= _LONGEST
        and re.search(r"[^\W\d_]", name) is not None
        and name[-1] not in ".!?,;"
        and name[:1] not in "[(【"
        and not (is_label and len(name.split()) <= _LABEL and (column(name) is not None or is_resource(name)))
        and not is_date(name)
    )
    return _Named(block, section, name, about) if is_name else None


def _bold(spans: Sequence[Span]) -> list[Span]:
    """The bold spans at the beginning, with blanks before them."""
    begin = next((n for n, span in enumerate(spans) if span.text.strip()), 0)
    bold = [*takewhile(lambda span: span.bold and span.href is None and not span.code, spans[begin:])]
    return [*spans[:begin], *bold] if bold else []


def _has_link(block: Block) -> bool:
    """Whether a block leads to something, other than by pictures and to places within the list."""
    cells = any(is_link(span.href) and not span.image for cell in block.cells for span in cell)
    return cells or (has_links(block) and any(is_link(span.href) and not span.image for span in block.spans))
