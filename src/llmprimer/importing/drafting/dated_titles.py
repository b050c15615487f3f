"""Tells the year behind a title from a year in it, `Large Lamps, 2020`, and the meeting before one, by the other titles of the list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.drafting.read_entry import ReadEntry
from llmprimer.importing.drafting.title_ends import is_name_like, publication_before
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


_NUMBERED = re.compile(r"(?P<title>\S+(?:\s+\S+)+?)\s*\((?P<number>\d{1,3})\)")


def settle_numbers(entries: Iterable[ReadEntry]) -> None:
    """Takes numbers in brackets from the ends of titles, `Large Lamps (3)`, where several have other ones: they are the list's.

    Parts of one work, `Lamps (1)` and `Lamps (2)`, keep theirs.
    """
    found = [(one.draft, match) for one in entries if (match := _NUMBERED.fullmatch(one.draft.title)) is not None]
    if len(found) >= _USUAL and all(len({match[n] for _, match in found}) == len(found) for n in ("title", "number")):
        for draft, match in found:
            draft.fields["title"] = match["title"]


#: A kind of works in brackets behind a name, `GlowMeter (software)`.
_KIND = re.compile(r"(?P<name>\S+(?:\s+\S+){0,2})\s+\((?P<kind>[a-z]{4,12})\)")


def settle_kinds(entries: Iterable[ReadEntry]) -> None:
    """Takes the kind of works from behind names, where several have the same: the list says it of them."""
    found = [(one.draft, match) for one in entries if (match := _KIND.fullmatch(one.draft.title)) is not None]
    counts = Counter(match["kind"] for _, match in found)
    for draft, match in found:
        if counts[match["kind"]] > 1 and is_resource(match["kind"]):
            draft.fields["title"] = match["name"]


#: How many titles show that meetings stand before them.
_LED = 3


def settle_meetings(entries: Iterable[ReadEntry]) -> None:
    """Takes meetings and their years from before titles, `CHI 2020, Large Lamps`, where several titles of the document have them."""
    found = [(one.draft, before) for one in entries if (before := publication_before(one.draft.title)) is not None]
    found = [  # `Stable 2005`, `Physically Based Modeling: ` may be words of titles
        (draft, (meeting, at))
        for draft, (meeting, at) in found
        if is_name_like(meeting.rpartition(" ")[0])
        and draft.title[:at].rstrip()[-1] != ":"
        and len(draft.title[at:].split()) > 1
    ]
    if len(found) < _LED:
        return
    for draft, (meeting, at) in found:
        where, _, year = meeting.rpartition(" ")
        draft.fields["title"] = draft.title[at:]
        draft.fields.setdefault("container_title", where)
        draft.fields.setdefault("issued", year)


def _dated(title: str) -> re.Match[str] | None:
    """The parts of a title of several words with the year at its end, and perhaps the publication before the year."""
    match = _DATED.fullmatch(title)
    if match is None or len(match["title"].split()) < 2:
        return None
    where = match["where"].strip()
    is_published = not where or is_meeting(f"{where} {match['date']}") or names_publication(where)
    return match if is_published else None
