"""The labels of parts of an entry by what was counted in it: its first author and its description.

A label `?` says that a part is no title and that nothing else is known of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from llmprimer.importing.labelling.line_parts import LinePart
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import is_meeting
from llmprimer.records.written_dates import is_date
from llmprimer.text import words

UNKNOWN = "?"
#: How like a name a part beside names must be.
_NAME = 0.4
_BESIDE_NAMES = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}|(?:and |& )?(?:et\.? al\.?|others)|等", re.IGNORECASE)
_JOINS = re.compile(r"[\s,;、，·*_]*(?:and|&|\+|和)?[\s*_]*")


def as_counted(parts: Sequence[LinePart], labels: str, work: Any) -> str:
    """The labels with authors and descriptions as they were counted, in the place of those of the import's record."""
    return _described(parts, _authored(parts, labels, work.get("author")), work.get("description"))


def _authored(parts: Sequence[LinePart], labels: str, author: str | None) -> str:
    if author is None:
        return labels.replace("A", UNKNOWN)
    family, _, given = author.partition(",")
    wanted, initial = words(family), given.strip()[:1].lower()
    there = [n for n, part in enumerate(parts) if labels[n] != "T" and _holds(words(part.text), wanted)]
    known = [n for n in there if labels[n] == "A"]
    first = labels.find("A")
    if known and (known[0] == first or (known[0] - first == 1 and parts[first].text[:1].lower() == initial)):
        return labels
    labels = labels.replace("A", UNKNOWN)
    if not there:
        return labels
    begin = next((n for n in there if people_in(parts[n].text, sure=True) is not None), None)
    if begin is None:
        return "".join(UNKNOWN if n in there else label for n, label in enumerate(labels))
    end = begin + 1
    while end < len(parts) and labels[end] != "T" and _goes_on(parts[end - 1], parts[end]):
        end += 1
    return labels[:begin] + "A" * (end - begin) + labels[end:]


def _holds(text: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(list(text[n : n + len(wanted)]) == list(wanted) for n in range(len(text)))


def _goes_on(before: LinePart, part: LinePart) -> bool:
    """Whether a part behind names has names too."""
    if (before.line, before.cell) != (part.line, part.cell) or _JOINS.fullmatch(part.between) is None:
        return False
    if is_date(part.text) or is_meeting(part.text):
        return False
    return _BESIDE_NAMES.fullmatch(part.text.strip()) is not None or name_likeness(part.text) >= _NAME


def _described(parts: Sequence[LinePart], labels: str, description: str | None) -> str:
    if not description:
        return labels
    wanted = words(description)
    said = [(word, n) for n, part in enumerate(parts) if labels[n] != "T" for word in words(part.text)]
    own = [word for word, _ in said]
    start = next((at for size in (5, 3) for at in range(len(own)) if own[at : at + size] == wanted[:size]), None)
    if start is None:
        return labels
    first = said[start][1]
    last = said[min(start + len(wanted), len(said)) - 1][1]
    if set(labels[first : last + 1]) == {"S"}:
        return labels
    made = ""
    for n, label in enumerate(labels):
        if label == "T" or n < first:
            made += UNKNOWN if label == "S" else label
        elif n <= last:
            made += "S"
        else:
            is_same = (parts[n].line, parts[n].cell) == (parts[first].line, parts[first].cell)
            made += label if label in "SADV" else UNKNOWN if is_same else label
    return made
