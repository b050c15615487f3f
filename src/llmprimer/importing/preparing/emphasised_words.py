"""Reads titles in which some words are bold: `CVPR 2024, Learning to **Walk at Night** with Small Lamps, [pdf](...)`.

Bold words are a title where something else follows them. Where other entries of the list have plain titles behind their publication,
bold words with others right beside them stress a part of the title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.people_lists import leading_people
from llmprimer.records.venues import is_preprint, names_publication
from llmprimer.records.written_dates import is_date

#: How many entries of a list with plain titles show the form, and how many words these have.
_USUAL, _TITLE = 3, 3
_LEAD = re.compile(r"(?P<lead>[^,，:：]{2,40})[,，]\s+(?P<title>\S.*)", re.DOTALL)
#: What stands between a title and the first link.
_TAIL = " \t\n,，;|[(（"
#: What a word of the same sentence ends or begins with, with a blank between.
_WORD_BEFORE, _WORD_BEHIND = re.compile(r"\w [\"“]?$"), re.compile(r"[?!]?[\"”]? \w|-\w")
_BY = re.compile(r" (?:by|von|par|por)\s", re.IGNORECASE)


def with_emphasised_titles(items: Iterable[Block]) -> None:
    """Puts such a title before its publication, whole, in the entries of such lists, in place."""
    every = [item for item in items if item.kind == "item" and item.stated is None and _follows_publication(item)]
    plain = Counter(item.group for item in every if not any(span.bold for span in item.spans))
    emphasised = {item.group for item in every if _has_emphasis(item)}
    for item in every:
        if plain[item.group] >= _USUAL and item.group in emphasised and (_has_emphasis(item) or _has_bold_name(item)):
            at = next(n for n, span in enumerate(item.spans) if span.href)
            match = _LEAD.fullmatch("".join(span.text for span in item.spans[:at]).strip())
            if match is not None:
                title = match["title"].rstrip(_TAIL)
                behind = Span(f" ({match['lead'].strip()}) {match['title'][len(title) :]}")
                item.spans = [Span(title, bold=True), behind, *item.spans[at:]]


def _follows_publication(item: Block) -> bool:
    """Whether an entry begins with its publication or date and a comma, and has some words and a link behind it."""
    end = next((n for n, span in enumerate(item.spans) if span.href), None)
    text = "".join(span.text for span in item.spans[:end]).strip()
    match = _LEAD.fullmatch(text) if end else None
    if match is None or len(match["title"].split()) < _TITLE:
        return False
    lead = match["lead"].strip()
    return names_publication(lead) or is_date(lead) or is_preprint(lead.rstrip("0123456789. "))


def _has_emphasis(item: Block) -> bool:
    """Whether bold words that are no link have other words of the title right beside them, and not those who wrote it."""
    spans = item.spans
    for n, span in enumerate(spans):
        if not span.bold or span.href or not span.text.strip():
            continue
        before = spans[n - 1].text if n and not spans[n - 1].href else ""
        behind = spans[n + 1].text if n + 1 < len(spans) and not spans[n + 1].href else ""
        if leading_people(behind.strip()) is not None or _BY.match(behind) is not None:
            return False
        if _WORD_BEFORE.search(before) is not None or _WORD_BEHIND.match(behind) is not None:
            return True
    return False


def _has_bold_name(item: Block) -> bool:
    """Whether the first bold words are what a work is called, before a colon: in such a list these are part of the title too."""
    at = next((n for n, span in enumerate(item.spans) if span.bold and span.text.strip()), None)
    if at is None or item.spans[at].href or at + 1 == len(item.spans):
        return False
    return not item.spans[at + 1].href and re.match(r"[:：]", item.spans[at + 1].text) is not None
