"""The SQLite file of a history: its tables, the check for other files, and the removal of old rows.

It is a single file (no write-ahead log), so that it can be committed in a repository.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from llmprimer.errors import CatalogueError
from llmprimer.links.model import Group, Verdict

#: The application id in the header of the file: "llmp".
APPLICATION = 0x6C6C6D70
#: The version of the tables. 0 is that of the first development versions.
VERSION = 1
#: Younger successes are kept.
FULL_HISTORY = timedelta(days=30)

#: `checked` is in seconds since 1970, UTC: ISO times would be half of the file.
_TABLES = (
    "CREATE TABLE link (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE)",
    """CREATE TABLE result (
      link INTEGER NOT NULL REFERENCES link, checked INTEGER NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
      status_code INTEGER, final_url TEXT, moved_to TEXT, citation_key TEXT, run INTEGER
    )""",
    "CREATE INDEX result_by_link ON result (link, checked)",
    # AUTOINCREMENT: the id of a deleted run must not be used again.
    """CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL, selection TEXT, owner TEXT, beat TEXT, finished TEXT
    )""",
)
_ALIVE = ", ".join(f"'{verdict}'" for verdict in Verdict if verdict.group is Group.ALIVE)


def open_history(path: Path) -> sqlite3.Connection:
    """A connection to the history, which is created if it does not exist. CatalogueError if the file is unusable or not a history."""
    connection: sqlite3.Connection | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        _prepare(connection, path)
    except (OSError, sqlite3.Error) as error:
        if connection is not None:
            connection.close()
        raise unusable(path, error) from None
    except CatalogueError:
        if connection is not None:
            connection.close()
        raise
    return connection


def unusable(path: Path, error: Exception) -> CatalogueError:
    """The error that says why the file cannot be used."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if "readonly" in text or "unable to open" in text:
        return CatalogueError(
            f"{path}: the link history cannot be written ({text})",
            hint="SQLite writes a file beside it for a moment, so the folder must be writable too; "
            "--history FILE names another file, --no-history writes none",
        )
    if "not a database" in text or "malformed" in text:
        return CatalogueError(
            f"{path}: the file is damaged or is not a link history ({text})",
            hint="move the file away to begin a new one",
        )
    return CatalogueError(f"{path}: the link history cannot be used ({text})")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA temp_store = MEMORY")
    if _is_current(connection, path):
        return
    with transaction(connection):
        if _is_current(connection, path):  # another process was faster
            return
        is_old = "result" in _tables(connection)
        if is_old:
            connection.execute("ALTER TABLE result RENAME TO result_0")
            connection.execute("DROP INDEX IF EXISTS result_by_url")
            connection.execute("DROP TABLE run")
        for table in _TABLES:
            connection.execute(table)
        if is_old:
            connection.execute("INSERT INTO link (url) SELECT DISTINCT url FROM result_0 ORDER BY rowid")
            connection.execute(
                "INSERT INTO result SELECT link.id, CAST(strftime('%s', checked) AS INTEGER), verdict, reason, status_code, "
                "CASE WHEN final_url = o.url THEN NULL ELSE coalesce(final_url, '') END, moved_to, citation_key, NULL FROM result_0 AS o JOIN link ON link.url = o.url ORDER BY o.rowid"
            )
            connection.execute("DROP TABLE result_0")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _is_current(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the tables have the current version; CatalogueError for another kind of file, or a newer version."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application == APPLICATION and version > VERSION:
        raise CatalogueError(
            f"{path}: the link history was written by a newer llmprimer (version {version} of the file; this one reads {VERSION})",
            hint="update llmprimer, or name another file with --history",
        )
    if application == APPLICATION and version == VERSION:
        return True
    tables = _tables(connection)
    if application or version or (tables and tables != {"result", "run"}):
        raise CatalogueError(f"{path}: this SQLite file is not a link history", hint="name another with --history")
    return False


def _tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name for (name,) in rows}


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that takes the write lock first, so that no other process changes what it has read."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def compact(connection: sqlite3.Connection, now: datetime) -> None:
    """Reduces old successes to the first of each month and shrinks the file.

    It keeps failures and the successes next to them (which end and begin a streak), the first and the last
    check of each link, and all of the last 30 days.
    """
    limit = int((now - FULL_HISTORY).timestamp())
    month = "strftime('%Y-%m', checked, 'unixepoch')"
    with transaction(connection):
        connection.execute("DELETE FROM run WHERE started < ?", ((now - timedelta(days=2)).isoformat(),))
        deleted = connection.execute(
            f"""DELETE FROM result WHERE rowid IN (
              SELECT id FROM (
                SELECT rowid AS id, checked, verdict, {month} AS month,
                  lag(verdict) OVER checks AS before, lead(verdict) OVER checks AS after,
                  lag({month}) OVER checks AS month_before
                FROM result WINDOW checks AS (PARTITION BY link ORDER BY checked, rowid)
              )
              WHERE checked < ? AND month = month_before
                AND verdict IN ({_ALIVE}) AND before IN ({_ALIVE}) AND after IN ({_ALIVE})
            )""",  # noqa: S608 - constants
            (limit,),
        ).rowcount
    if deleted > 0:
        # If another run is writing, a later run shrinks the file.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("VACUUM")
