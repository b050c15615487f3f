"""Takes back people who are subjects: one word and an abbreviation read as a family name and initials, `Many-Room QA`.

One alone may be a person, `Stern AB`; several with the same initials and nobody beside them are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from llmprimer.importing.drafting.read_entry import ReadEntry

#: How many family names before the same initials show that these are an abbreviation.
_USUAL = 3


def without_subjects(entries: Iterable[ReadEntry]) -> None:
    """Takes such people from the records of a list, and with them other single names of it; the words are left over."""
    alone: defaultdict[int, list[ReadEntry]] = defaultdict(list)
    beside: set[int] = set()
    for entry in entries:
        people = entry.draft.fields.get("author", ())
        if len(people) == 1 and not entry.draft.fields.get("and_others"):
            alone[entry.group].append(entry)
        elif people:
            beside.add(entry.group)
    for group, found in alone.items():
        if group not in beside and _have_subjects([entry.draft.fields["author"][0] for entry in found]):
            for entry in found:
                del entry.draft.fields["author"]


def _have_subjects(names: Sequence[Mapping[str, str]]) -> bool:
    """Whether most names have the same initials behind several family names."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if _are_initials(given := name.get("given", "")):
            families[given].append(name.get("family", ""))
    usual = max(families.values(), key=len, default=[])
    return len(set(usual)) >= _USUAL and 2 * len(usual) > len(names)


def _are_initials(given: str) -> bool:
    """Whether a given name is at least two initials and nothing else, `Q. A.`."""
    parts = given.split()
    return len(parts) > 1 and all(len(part) == len("A.") and part.endswith(".") for part in parts)
