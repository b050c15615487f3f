"""Brings titles without links that their year and publication follow to the usual form: `[12] Large Lamps of Rooms, 2004, ICRA`.

A year behind a comma may as well be part of what an item says. Where most items of a document have one, of several values, and are as
long as titles are, it is that of the work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean

from llmprimer.importing.document.citations import is_citation, tells_news
from llmprimer.importing.document.linking import has_links
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.people_lists import leading_people

#: How many such items, of how many years, and what share of the items without links show it.
_FEWEST = 8
_YEARS = 3
_SHARE = 0.7
#: How many words a title has, at least and in the mean.
_WORDS = 3
_MEAN = 4.5
_LONGEST = 300
_DATED = re.compile(
    r"(?:\[\d{1,3}\]\s*)?(?P<title>[^\W_].*?)\s*,\s(?P<year>(?:19|20)\d\d)(?:\s*,\s(?P<where>[^\W\d_][^,()\[\]]{1,50}))?"
)


def with_years_in_brackets(blocks: Sequence[Block]) -> None:
    """Writes `Large Lamps of Rooms, 2004, ICRA` as `Large Lamps of Rooms (ICRA 2004)`, in documents that list titles so."""
    items = [block for block in blocks if block.kind == "item" and block.stated is None and not has_links(block)]
    found = [(item, match) for item in items if (match := _dated(item)) is not None]
    years = {match["year"] for _, match in found}
    if len(found) < _FEWEST or len(years) < _YEARS or len(found) < _SHARE * len(items):
        return
    titles = [match["title"] for _, match in found]
    # `Lamps of Halls, Lumen, 2004` tells where something was, and a citation who wrote it.
    if fmean(len(title.split()) for title in titles) < _MEAN or 2 * sum("," in title for title in titles) > len(titles):
        return
    for item, match in found:
        where = " ".join(filter(None, ((match["where"] or "").strip(), match["year"])))
        item.spans = [Span(f"{match['title']} ({where})")]


def _dated(item: Block) -> re.Match[str] | None:
    """A title with its year behind it, that no people stand before."""
    if any(span.bold or span.italic or span.image or span.is_break for span in item.spans):
        return None
    text = " ".join(item.text.split())
    match = _DATED.fullmatch(text) if len(text) <= _LONGEST else None
    fewest = _WORDS - 1 if match is not None and match["where"] else _WORDS
    if match is None or len(match["title"].split()) < fewest or is_citation(text) or tells_news(match["title"]):
        return None
    return match if leading_people(match["title"]) is None else None
