"""Finds the one author and the year behind a dash, `**Large Lamps of Rooms** — Stern, Ada, 2025 | Proceedings of Halo`, by all entries of the list.

`Stern, Ada` may as well be two people, or the beginning of a description. Where nearly every entry has two such words and a year there,
and nothing else ever, they are the name of one person: rows of people have one, two or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llmprimer.importing.document.linking import has_links, links_of
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.given_names import are_frequent_given_names
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.venues import names_publication

#: How many such names with how many words before and behind the comma make a list, and what share of its entries has them.
_FEWEST = 8
_SHARE = 0.9
#: What share of the names has an initial or a frequent given name behind the comma.
_GIVEN = 0.1
#: `— Stern, Ada, 2025`, and what stands behind.
_BEHIND = re.compile(
    r"\s*(?:--?|[–—―])\s+(?P<family>[^\W\d_][^\d,;:|()\[\]]{0,40}), (?P<given>[^\W\d_][^\d,;:|()\[\]]{0,30}), (?P<year>(?:19|20)\d\d)\b(?P<rest>.*)",
    re.DOTALL,
)
_INITIAL = re.compile(r"[^\W\d_a-z]\.?")
_DASH = re.compile(r"\s*(?:--?|[–—―])\s")


class _Tail(NamedTuple):
    """What stands behind the title of an entry."""

    block: Block
    at: int
    match: re.Match[str] | None


def name_people_before_years(blocks: Iterable[Block]) -> None:
    """Marks the names between dashes and years as those of people, in a document whose entries have one each."""
    tails = [tail for block in blocks if block.kind == "item" and (tail := _tail(block)) is not None]
    named = [(block, at, match) for block, at, match in tails if match is not None]
    if len(named) < _FEWEST or len(named) < _SHARE * len(tails):
        return
    if sum(_is_given(match["given"].split()) for *_, match in named) < _GIVEN * len(named):
        return
    for block, at, match in named:
        name = Span(f"{match['given']} {match['family']}", person=True)
        where = re.sub(r"^\s*[|,;.]\s*", "", match["rest"])
        # A title without a link is one by the year at its end.
        told = f" ({match['year']}). {where}" if has_links(block) else f". {where.rstrip(' .')} ({match['year']})"
        behind = block.spans[at]._replace(text=told)
        block.spans = [*block.spans[:at], Span(" "), name, behind, *block.spans[at + 1 :]]


def _tail(block: Block) -> _Tail | None:
    """What stands behind the title of an entry, which is bold or a link, and a dash; None without a dash."""
    spans = block.spans
    if spans and spans[0].bold and spans[0].href is None:
        at = next((n for n, span in enumerate(spans) if not span.bold), len(spans))
    else:
        titled = links_of(spans).titled
        at = titled[0][0] + 1 if titled and titled[0][0] == 0 else len(spans)
    if at == len(spans) or spans[at].href is not None or _DASH.match(spans[at].text) is None:
        return None
    match = _BEHIND.match(spans[at].text)
    return _Tail(block, at, match if match is not None and _is_name(match) else None)


def _is_name(match: re.Match[str]) -> bool:
    """Whether the words before and behind the comma may be of one name: few, with capitals, and of no organization or publication."""
    family, given = match["family"].split(), match["given"].split()
    words = f"{match['family']} {match['given']}"
    are_few = len(family) <= 3 and len(given) <= 3 and given[0][0].isupper() and family[-1][0].isupper()
    return are_few and ORGANIZATION.search(words) is None and not names_publication(match["family"])


def _is_given(words: Sequence[str]) -> bool:
    """Whether words are surely given names: a frequent one first, or an initial last."""
    return are_frequent_given_names(words[:1]) or (len(words) > 1 and _INITIAL.fullmatch(words[-1]) is not None)
