"""The results of a run, counted and sorted, for reports."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from llmprimer.links.model import Group, LinkResult, Verdict

_ORDER = {verdict: position for position, verdict in enumerate(reversed(Verdict))}
_WORST_FIRST = [Group.DEAD, Group.SUSPECT, Group.UNCERTAIN, Group.ALIVE]


def group_counts(results: Sequence[LinkResult]) -> dict[Group, int]:
    """The number of links in each of the four groups."""
    found = Counter(result.group for result in results)
    return {group: found[group] for group in Group}


def worst_first(results: Sequence[LinkResult]) -> list[LinkResult]:
    """Dead, suspect, uncertain, alive; within a group by verdict, then key and address."""
    return sorted(
        results,
        key=lambda r: (_WORST_FIRST.index(r.group), _ORDER[r.verdict], r.link.citation_key or "", r.link.url),
    )


def summary(results: Sequence[LinkResult]) -> str:
    """One line: `121 links: 110 alive, 4 suspect, 5 uncertain, 2 dead`."""
    by_group = group_counts(results)
    links = "1 link" if len(results) == 1 else f"{len(results)} links"
    return f"{links}: " + ", ".join(f"{by_group[group]} {group}" for group in Group)


def needs_a_person(result: LinkResult) -> bool:
    """Whether a person should look at it: True for every verdict but `ok`."""
    return result.group is not Group.ALIVE or result.verdict is not Verdict.OK


def sections(results: Sequence[LinkResult]) -> list[tuple[str, list[LinkResult]]]:
    """The results that need a person, by heading, worst first: `Newly dead`, `Dead`, `Suspect`, `Uncertain`, `Moved`.

    Empty headings are left out. `Dead` has the links that were dead before this run.
    """
    found: dict[str, list[LinkResult]] = {
        title: [] for title in ("Newly dead", "Dead", "Suspect", "Uncertain", "Moved")
    }
    for result in worst_first(results):
        if result.became_dead:
            found["Newly dead"].append(result)
        elif result.group is not Group.ALIVE:
            found[result.group.capitalize()].append(result)
        elif needs_a_person(result):
            found["Moved"].append(result)
    return [(title, under) for title, under in found.items() if under]


def path_below(file: str) -> str | None:
    """The file's path relative to the current directory, with forward slashes; None if it is not below it."""
    path = Path(os.path.abspath(file))
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return None
