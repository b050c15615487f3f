"""Lists in other forms, made of lists whose labels are known: what a model learns from both does not hang on the habits of one.

A list is changed as a whole, as if its author wrote in another way: without bold words, links or quotation marks, with other separators
before and behind titles, without authors or descriptions, or with the authors on the other side of the title.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from llmprimer.importing.labelling.line_parts import LinePart

#: The parts of an entry and their labels.
Labelled = tuple[list[LinePart], str]
#: Separators in whose place others may be, and these; those that are usual in lists are there more than once.
_SEPARATORS = frozenset("dash colon comma stop pipe semi line nest slash wide markup dot".split())
_OTHERS = "dash dash dash dash colon colon colon colon comma comma comma comma comma stop stop stop stop pipe line line nest nest markup markup semi".split()
_BETWEEN_TITLE_AND_AUTHORS = "comma comma stop dash colon line".split()
_ADDRESS = "https://example.org/"


def changed(entries: Sequence[Labelled], chance: random.Random) -> Iterator[Labelled]:
    """The entries of a list in another form; those without any part in it are left out."""
    plain, unlinked, unquoted, swapped, separated = (chance.random() < share for share in (0.3, 0.3, 0.2, 0.25, 0.6))
    bold = chance.random() < 0.15
    linked = not unlinked and chance.random() < 0.15
    dropped = chance.choice("SVADK") if chance.random() < 0.3 else ""
    between = chance.choice(_BETWEEN_TITLE_AND_AUTHORS)
    separators: dict[tuple[str, str, str], str] = {}
    for parts, known in entries:
        made, labels = _without(parts, known, dropped)
        if swapped:
            made, labels = _swapped(made, labels, between)
        for at, (part, label) in enumerate(zip(made, labels, strict=True)):
            if plain:
                part.bold = part.italic = False
            if bold and part.cell < 0:
                part.bold = label == "T"
            if unlinked and part.link == "T":
                part.link, part.href = "", None
            if linked and label == "T" and not part.link:
                part.link, part.href = "T", _ADDRESS
            if separated and at and part.before in _SEPARATORS and part.cell < 0:
                before = labels[at - 1]
                if before != label and "T" in (before, label):
                    part.before = separators.setdefault((before, label, part.before), chance.choice(_OTHERS))
            if unquoted:
                _unquote(part, is_first=at == 0)
        for part, following in pairwise(made):
            part.after = following.before
        if made:
            if not made[-1].after.endswith("$"):
                made[-1].after = "end$"
            yield made, labels


def _without(parts: Sequence[LinePart], labels: str, dropped: str) -> Labelled:
    """Copies of the parts that have another label."""
    kept = [at for at, label in enumerate(labels) if label != dropped]
    made = [replace(parts[at]) for at in kept]
    if made:
        made[0].before = parts[0].before
    return made, "".join(labels[at] for at in kept)


def _swapped(parts: list[LinePart], labels: str, between: str) -> Labelled:
    """The parts with the title behind the authors if it is before them, and the other way round, where both are beside each other."""
    begin = 0
    runs = []
    for label, run in groupby(labels):
        end = begin + len(list(run))
        runs.append((label, begin, end))
        begin = end
    for (one, first, middle), (other, _, last) in pairwise(runs):
        both = parts[first:last]
        if {one, other} == {"A", "T"} and not any(
            part.enclosed or part.cell >= 0 or part.line != both[0].line for part in both
        ):
            before, moved = both[0].before, parts[middle:last] + parts[first:middle]
            moved[0].before, moved[last - middle].before = before, between
            order = labels[middle:last] + labels[first:middle]
            return parts[:first] + moved + parts[last:], labels[:first] + order + labels[last:]
    return parts, labels


def _unquote(part: LinePart, *, is_first: bool) -> None:
    if part.enclosed.endswith('"'):
        part.enclosed = part.enclosed.replace('"', "")
    if not is_first:
        part.before = "+".join(name for name in part.before.split("+") if name not in ("oq", "cq")) or "stop"
