"""The states of the links of a catalogue, from the history of their checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from llmprimer.errors import CatalogueError
from llmprimer.links.history.link_state import LinkState, PastCheck
from llmprimer.links.history.store import History, default_path
from llmprimer.links.model import Group


class CurrentState(NamedTuple):
    """The current state of a link: its group, its last check, and the day of the first failure if it is dead."""

    group: Group
    last: PastCheck
    failing_since: str | None


def state_changes(urls: Iterable[str], path: Path | None = None) -> dict[str, list[tuple[str, str]]]:
    """The state of each link after each of its checks: (time in UTC, group), oldest first; empty without a check.

    CatalogueError if the file (without `path`, the user's own) cannot be read.
    """
    with _open_existing(path) as history:
        found: dict[str, list[tuple[str, str]]] = {}
        for url in urls:
            state = LinkState()
            found[url] = []
            for past in history.of(url) if history else ():
                state.add(past.verdict, past.checked)
                if state.group is not None:
                    found[url].append((past.checked, str(state.group)))
        return found


def current_states(urls: Iterable[str], path: Path | None = None) -> Iterator[tuple[str, CurrentState]]:
    """Yields (url, current state) of each link that was ever checked, in the order of `urls`.

    CatalogueError if the file cannot be read. Without `path` it is the user's own, which need not exist.
    """
    with _open_existing(path) as history:
        if history is None:
            return
        for url in urls:
            past = history.of(url)
            state = LinkState.of(past)
            if state.group is not None:
                yield url, CurrentState(state.group, past[-1], state.failing_since)


@contextmanager
def _open_existing(path: Path | None) -> Iterator[History | None]:
    """The history in the file; None if the user's own does not exist yet."""
    file = path or default_path()
    if file.exists():
        history = History(file)
        try:
            yield history
        finally:
            history.close()
    elif path is not None:
        raise CatalogueError(f"{path}: no such file", hint="`llmprimer check --history FILE` creates a history")
    else:
        yield None
