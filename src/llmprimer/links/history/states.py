"""What the links of a catalogue count as, by the history of their checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from llmprimer.errors import CatalogueError
from llmprimer.links.history.link_state import LinkState, PastCheck
from llmprimer.links.history.store import History, default_path
from llmprimer.links.model import Group


class LinkNow(NamedTuple):
    """What a link counts as now: the group, the last check of it, and the day of the first failure of a dead one."""

    group: Group
    last: PastCheck
    failing_since: str | None


def states_of(urls: Iterable[str], path: Path | None = None) -> dict[str, list[tuple[str, str]]]:
    """What each link counted as after each of its checks: (time in UTC, group), oldest first; empty without a check.

    CatalogueError where the file (without `path`, the user's own) cannot be read.
    """
    with _existing(path) as history:
        found: dict[str, list[tuple[str, str]]] = {}
        for url in urls:
            state = LinkState()
            found[url] = []
            for past in history.of(url) if history else ():
                state.add(past.verdict, past.checked)
                if state.group is not None:
                    found[url].append((past.checked, str(state.group)))
        return found


def now_of(urls: Iterable[str], path: Path | None = None) -> dict[str, LinkNow]:
    """What each link that was ever checked counts as now.

    CatalogueError where the file (without `path`, the user's own, which need not be there) cannot be read.
    """
    with _existing(path) as history:
        found = {}
        for url in urls:
            past = history.of(url) if history else []
            state = LinkState.of(past)
            if state.group is not None:
                found[url] = LinkNow(state.group, past[-1], state.failing_since)
        return found


@contextmanager
def _existing(path: Path | None) -> Iterator[History | None]:
    """The history in the file; None if the user's own does not exist yet."""
    file = path or default_path()
    if file.exists():
        history = History(file)
        try:
            yield history
        finally:
            history.close()
    elif path is not None:
        raise CatalogueError(f"{path}: no such file", hint="`llmprimer check --history FILE` makes a history")
    else:
        yield None
