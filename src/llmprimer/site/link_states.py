"""The states of all links of a site in a temporary database: for a large catalogue they would fill the memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from llmprimer.links.history.link_state import PastCheck
from llmprimer.links.history.states import CurrentState
from llmprimer.links.model import Group, Verdict

#: All pages that show a reference warn of a link in one of these groups.
TOLD = (Group.DEAD, Group.SUSPECT)

_TABLES = """
PRAGMA journal_mode=OFF; PRAGMA cache_size=-4096;
CREATE TABLE link (
  url TEXT PRIMARY KEY, state TEXT, failing_since TEXT,
  checked TEXT, verdict TEXT, reason TEXT, status_code INTEGER, final_url TEXT
) WITHOUT ROWID;
"""


class LinkStates:
    """The current state of each address that was ever checked; false if none was."""

    def __init__(self, states: Iterable[tuple[str, CurrentState]]) -> None:
        self._db = sqlite3.connect("")
        self._db.executescript(_TABLES)
        self._db.executemany(
            "INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((url, state.group, state.failing_since, *state.last) for url, state in states),
        )
        #: When the last of the checks was, as a time in UTC (ISO 8601); None if there was none.
        self.last: str | None = self._db.execute("SELECT max(checked) FROM link").fetchone()[0]

    def __bool__(self) -> bool:
        return self.last is not None

    def get(self, url: str | None) -> CurrentState | None:
        """The state of the address; None if it was never checked."""
        if not self or not url:
            return None
        sql = "SELECT state, failing_since, checked, verdict, reason, status_code, final_url FROM link WHERE url = ?"
        found = self._db.execute(sql, (url,)).fetchone()
        if found is None:
            return None
        group, failing_since, checked, verdict, *rest = found
        return CurrentState(Group(group), PastCheck(checked, Verdict(verdict), *rest), failing_since)

    def close(self) -> None:
        """Frees the database."""
        self._db.close()
