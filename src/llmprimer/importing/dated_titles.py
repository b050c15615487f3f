"""Tells the year behind a title from a year in it, `Large Lamps, 2020`, by the other titles of the list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from llmprimer.importing.read_entry import ReadEntry
from llmprimer.records.venues import is_meeting, names_publication

#: `Large Lamps, 2020`, `Large Lamps - 2020`, `Large Lamps, CHI 2020`, `Large Lamps, May 2020`.
_DATED = re.compile(
    r"(?P<title>.*?\S)(?:\s*,\s*|\s+[-–—|]\s+|\.\s+)(?P<where>[^,]{0,40}?)(?P<date>(?:\b[A-Z][a-z]{2,8}\.?\s)?(?:19|20)\d\d)"
)
#: How many titles show that the list puts the year behind them; single ones are titles of reports and contests.
_USUAL = 5


def settle_years(entries: Iterable[ReadEntry]) -> None:
    """Takes the years from the ends of titles, in lists where most titles end so, with several years."""
    entries = list(entries)
    found = [(one, match) for one in entries if (match := _dated(one.draft.title)) is not None]
    years = {match["date"] for _, match in found}
    dated, items = Counter(one.group for one, _ in found), Counter(one.group for one in entries)
    if len(found) < _USUAL or len(years) < 2:
        return
    for one, match in found:
        if 2 * dated[one.group] > items[one.group]:
            fields = one.draft.fields
            fields["title"] = match["title"]
            fields.setdefault("issued", match["date"][-4:])
            if where := match["where"].strip():
                fields.setdefault("container_title", where)


def _dated(title: str) -> re.Match[str] | None:
    """The parts of a title of several words with the year at its end, and perhaps the publication before the year."""
    match = _DATED.fullmatch(title)
    if match is None or len(match["title"].split()) < 2:
        return None
    where = match["where"].strip()
    is_published = not where or is_meeting(f"{where} {match['date']}") or names_publication(where)
    return match if is_published else None
