"""A cache of services' answers for one day: no request is repeated, and an interrupted run can continue.

It is one SQLite file in the cache folder. If the file cannot be used, the cache is in memory.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, Self

from llmprimer.catalogue.folders import cache_folder

#: How long an answer is kept, in seconds.
MAX_AGE_SECONDS = 86_400.0
#: Increase it whenever the items of the sources change.
_VERSION = 1
_TABLE = "CREATE TABLE IF NOT EXISTS answer (question TEXT PRIMARY KEY, asked REAL NOT NULL, content TEXT NOT NULL)"


class CachedAnswer(NamedTuple):
    """An answer (None: the service does not have the work) and its day."""

    content: Any
    day: date


class Answers:
    """The cached answers by question. Close it, or use it in a `with` statement."""

    def __init__(self, path: str | None = None, *, clock: Callable[[], float] = time.time) -> None:
        """`path` is the file: None for the default, ":memory:" for no file."""
        self._clock = clock
        self._connection = _open(path or os.path.join(cache_folder(), f"answers-{_VERSION}.sqlite3"))
        with self._memory_fallback():
            # A time in the future means that a clock was wrong.
            now = clock()
            self._connection.execute(
                "DELETE FROM answer WHERE asked < ? OR asked > ?", (now - MAX_AGE_SECONDS, now + 60)
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def get(self, question: str) -> CachedAnswer | None:
        """The answer to the question within the last day, or None."""
        row = None
        with self._memory_fallback():
            found = self._connection.execute("SELECT asked, content FROM answer WHERE question = ?", (question,))
            row = found.fetchone()
        if row is None or not 0 <= self._clock() + 60 - row[0] <= MAX_AGE_SECONDS + 60:
            return None
        try:
            return CachedAnswer(json.loads(row[1]), datetime.fromtimestamp(row[0], UTC).date())
        except (ValueError, TypeError, OverflowError, OSError, RecursionError):
            return None

    def put(self, answers: Mapping[str, Any]) -> None:
        """Stores answers; they are on disk when this returns."""
        now = self._clock()
        rows = [(question, now, json.dumps(content)) for question, content in answers.items()]
        with self._memory_fallback():
            # One transaction: one wait for the disk.
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", rows)
            self._connection.execute("COMMIT")

    @contextlib.contextmanager
    def _memory_fallback(self) -> Any:
        """Switches to memory if the file is damaged, full or locked for long."""
        try:
            yield
        except sqlite3.Error:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = _open(":memory:")


def _open(path: str) -> sqlite3.Connection:
    for database in (path, ":memory:"):
        try:
            if database != ":memory:":
                os.makedirs(os.path.dirname(database) or ".", exist_ok=True)
            connection = sqlite3.connect(database, timeout=5.0, isolation_level=None)
            connection.execute(_TABLE)
        except (OSError, sqlite3.Error):
            continue
        return connection
    raise AssertionError("SQLite has no memory")  # pragma: no cover
