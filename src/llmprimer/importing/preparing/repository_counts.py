"""Takes counts of stars, forks and days off names of repositories, `Lamp ★ 716 ⧗ 0`: they are no part of the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.importing.document.outline import Span

#: Stars, forks, hourglasses, eyes and calendars, as characters or shortcodes.
_MARKS = "★☆✩✭⭐🌟🍴🔱⑂⎇⧗⧖⏳⌛👁👀📅📆🗓🕒"
_MARK = rf"(?:[{_MARKS}]\ufe0f?|:(?:star2?|fork_and_knife|trident|hourglass\w*|eyes|calendar):)"
_NUMBER = r"\d[\d.,]*[kKmM]?\+?"
_WORD = r"(?:\s*(?:stars?|forks?|watchers|days?(?:\sago)?))"
#: Behind a mark any number is a count; before one only in brackets: `Lamp 3 ⭐` may be the third lamp, recommended.
_BARE = rf"{_MARK}\s*:?\s*{_NUMBER}{_WORD}?(?![\w.])"
_BRACKETED = rf"(?:{_BARE}|{_NUMBER}(?:\s*{_MARK}|{_WORD}))"
_BETWEEN = r"[\s,;|/·]*"
_COUNTS = rf"(?:{_BARE}(?:{_BETWEEN}{_BARE})*|[(\[]{_BRACKETED}(?:{_BETWEEN}{_BRACKETED})*[)\]])"
_BEHIND = re.compile(rf"\s*{_COUNTS}\s*$")
#: The bracket that begins before the name, `[[Lamp] ★ 20](...)`, goes with the counts.
_WRAPPED = re.compile(r"\[([^\[\]]+)\]")
_AFTER = re.compile(rf"\s*{_COUNTS}(?=\s|$)")


def without_counts(spans: Sequence[Span]) -> list[Span]:
    """The spans, without counts at the ends of links and right behind them."""
    made: list[Span] = []
    for span in spans:
        is_behind = bool(made) and made[-1].href is not None
        if span.href is not None and span.text != span.href and (found := _BEHIND.search(span.text)) is not None:
            name = span.text[: found.start()].strip()
            wrapped = _WRAPPED.fullmatch(name)
            made.append(span._replace(text=wrapped[1] if wrapped else name) if re.search(r"\w", name) else span)
        elif span.href is None and is_behind and (found := _AFTER.match(span.text)) is not None:
            made.append(span._replace(text=span.text[found.end() :]))
        else:
            made.append(span)
    return made
