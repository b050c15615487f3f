"""The state of a link over several checks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from llmprimer.links.model import Group, Verdict

#: Verdicts that count as failures. The four left out neither reset nor extend a failure streak: the page may be there.
FAILED = frozenset(verdict for verdict in Verdict if verdict.group in (Group.UNCERTAIN, Group.DEAD)) - {
    Verdict.BLOCKED,
    Verdict.AUTH,
    Verdict.RATE_LIMITED,
    Verdict.CHECK_FAILED,
}
#: A link is dead after this many failed checks, each at least this long after the last counted one.
FAILURES = 3
APART = timedelta(days=3)


class PastCheck(NamedTuple):
    """One past check of one link; `checked` is a time in UTC, to the second (ISO 8601)."""

    checked: str
    verdict: Verdict
    reason: str
    status_code: int | None
    final_url: str | None


class LinkState:
    """The state of one link after its checks, oldest first.

    `group` is the state. An uncertain answer proves nothing, so a dead link stays dead after one. `failing_since` is
    the day (YYYY-MM-DD) of the first failure if the failures since the last success make the link dead; challenges
    and logins between them are ignored.
    """

    __slots__ = ("_counted", "_first", "_last", "group")

    def __init__(self) -> None:
        self.group: Group | None = None
        self._counted = 0
        self._first: str | None = None
        self._last: datetime | None = None

    @classmethod
    def of(cls, past: Iterable[PastCheck]) -> LinkState:
        """The state after these checks, which must be in chronological order."""
        state = cls()
        for check in past:
            state.add(check.verdict, check.checked)
        return state

    @property
    def failing_since(self) -> str | None:
        """The day of the first failure if the link counts as dead; else None."""
        return self._first if self._counted >= FAILURES else None

    def add(self, verdict: Verdict, checked: str) -> None:
        """Takes the next check into account."""
        group = verdict.group
        if verdict in FAILED:
            self._count(checked)
        elif group is not Group.UNCERTAIN:
            self._counted, self._first, self._last = 0, None, None
        if group is Group.DEAD or (verdict in FAILED and self.failing_since):
            self.group = Group.DEAD
        elif group is not Group.UNCERTAIN or self.group is not Group.DEAD:
            self.group = group

    def followed_by(self, verdict: Verdict, checked: str) -> LinkState:
        """The state after one more check; this one does not change."""
        state = LinkState()
        state.group, state._counted, state._first, state._last = self.group, self._counted, self._first, self._last
        state.add(verdict, checked)
        return state

    def _count(self, checked: str) -> None:
        when = datetime.fromisoformat(checked)
        self._first = self._first or checked[:10]
        if self._last is None or when - self._last >= APART:
            self._counted += 1
            self._last = when
