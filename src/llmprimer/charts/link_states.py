"""The states of links over time, from the history of checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from llmprimer.charts.counting import Counts

#: The states in the order of a report, best first.
STATES = ("alive", "suspect", "uncertain", "dead")


def link_states(changes: Mapping[str, Sequence[tuple[str, str]]], *, over: str | None = None) -> Counts:
    """Counts links by state: now, or at the end of each day, month or year in which any link was checked.

    `changes` gives for each link its (time, state) after every check, oldest first; times are ISO 8601 in UTC.
    """
    checked = [link for link, states in changes.items() if states]
    missing = len(changes) - len(checked)
    if over is None:
        now = Counter(changes[link][-1][1] for link in checked)
        shown = tuple(state for state in STATES if now[state])
        return Counts("state", None, shown, (), tuple((now[state],) for state in shown), len(changes), missing)
    length = {"year": 4, "month": 7}.get(over, 10)
    periods = sorted({time[:length] for link in checked for time, _ in changes[link]})
    columns = [Counter(_state_at(changes[link], period, length) for link in checked) for period in periods]
    shown = tuple(state for state in STATES if any(column[state] for column in columns))
    cells = tuple(tuple(column[state] for column in columns) for state in shown)
    return Counts("state", over, shown, tuple(periods), cells, len(changes), missing)


def _state_at(states: Sequence[tuple[str, str]], period: str, length: int) -> str | None:
    """The state at the end of the period; None before the first check."""
    found = None
    for time, state in states:
        if time[:length] > period:
            break
        found = state
    return found
