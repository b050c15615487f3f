"""Tells publications from descriptions by what the other entries of a list have in their place.

`Lamp Reviews (2018)` behind a title may be words about it, and `Index of lamps in archives of Hallstein` the name of a journal; the
neighbours show what it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from llmprimer.importing.drafting.read_entry import ReadEntry
from llmprimer.records.draft import Draft
from llmprimer.records.venues import is_meeting

#: How many entries show what stands there, and what share of them.
_USUAL = 3
_MOST = 0.8
#: In words, of the name of a publication at most, and of what it is not at least.
_LONGEST, _SAID = 9, 3
#: `Lamp Reviews (2018)`, `Lamp Reviews, 2018`
_DATED = re.compile(r"(?P<where>[^\W\d_][^()\[\].;:?!|\n]*?)(?:\s*\(|,\s+)(?P<year>(?:1[89]|20)\d\d)\)?[\s.,]*")


def settle_publications(entries: Iterable[ReadEntry]) -> None:
    """Makes descriptions that name a publication and its year these facts, and publications descriptions where all others have such."""
    entries = list(entries)
    _take_dated(entries)
    names = Counter(str(entry.draft.fields.get("container_title")) for entry in entries)
    groups: defaultdict[int, list[Draft]] = defaultdict(list)
    for entry in entries:
        if entry.group:
            groups[entry.group].append(entry.draft)
    every = [entry.draft for entry in entries if entry.group]
    for drafts in (*groups.values(), every):
        _describe(drafts, names)


def _take_dated(entries: Sequence[ReadEntry]) -> None:
    """Of works whose authors are known, as otherwise they might be meant, where most that is said is of this form and names recur."""
    said = [(one.draft, _DATED.fullmatch(str(one.draft.fields["summary"]))) for one in entries if _is_said(one.draft)]
    found = [
        (draft, match)
        for draft, match in said
        if match is not None and len(match["where"].split()) <= _LONGEST and "container_title" not in draft.fields
    ]
    if len(found) < _USUAL or len(found) < _MOST * len(said):
        return
    if len({match["where"].casefold() for _, match in found}) == len(found):
        return
    for draft, match in found:
        del draft.fields["summary"]
        draft.fields["container_title"] = match["where"].strip()
        draft.fields.setdefault("issued", match["year"])


def _is_said(draft: Draft) -> bool:
    return bool(draft.fields.get("author")) and "summary" in draft.fields


def _describe(drafts: Sequence[Draft], names: Counter[str]) -> None:
    """Where entries are links with descriptions, what stands there and recurs nowhere, without date or number, is one too."""
    described = sum("summary" in draft.fields and "container_title" not in draft.fields for draft in drafts)
    if described < _USUAL or described < _MOST * len(drafts):
        return
    for draft in drafts:
        where = str(draft.fields.get("container_title") or "")
        is_alone = (
            not {"author", "issued", "volume", "issue", "page", "publisher", "doi", "arxiv", "summary"}
            & draft.fields.keys()
        )
        small = sum(word[0].islower() for word in where.split())
        if is_alone and names[where] == 1 and small and len(where.split()) >= _SAID and not is_meeting(where):
            draft.fields["summary"] = draft.fields.pop("container_title")
