"""The history of links, in an SQLite file: every result with its time, in UTC.

A stored failure never replaces a new check. A link counts as dead after three failed checks that are at least three days
apart, and as alive again at the first success. Several runs may use one file at once. The next run with the same links
continues a run that was killed.
"""

from __future__ import annotations

import hashlib
import os
import socket
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from llmprimer.errors import WriteError
from llmprimer.links.history.database import compact, open_history, transaction, unusable
from llmprimer.links.history.link_state import FAILED, LinkState, PastCheck
from llmprimer.links.history.writer import TimedResult, Writer
from llmprimer.links.model import Group, Hop, Link, LinkResult, Probe, Verdict

#: An interrupted run is resumed within this time.
_RESUMABLE_FOR = timedelta(days=1)
#: A run without a heartbeat (see `writer.HEARTBEAT_SECONDS`) for this long counts as interrupted.
_HEARTBEAT_LIMIT = timedelta(seconds=30)
#: Before its first result, when there is nothing to resume, a run may go this long without a heartbeat.
_FIRST_RESULT_LIMIT = timedelta(minutes=10)

_INSERT = "INSERT INTO result SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM link WHERE url = ?"
# The final address is stored if it differs: NULL stands for the link's own, an empty text for none.
_PAST = "checked, verdict, reason, status_code, nullif(coalesce(final_url, link.url), '')"
_VERDICTS = {str(verdict): verdict for verdict in Verdict}


def default_path() -> Path:
    """The file in the user's data folder."""
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home()))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "llmprimer" / "links.sqlite3"


class _LastCheck(NamedTuple):
    """The last check of a link."""

    past: PastCheck
    moved_to: str | None


class History:
    """An open history file; CatalogueError if it cannot be opened or is another file; `finish` and `close` raise WriteError.

    Call `begin`, then `kept_result` and `add` in any order, then `finish` for a complete run, then `close`. `now`
    replaces the clock.
    """

    def __init__(self, path: Path, now: datetime | None = None) -> None:
        self._path = path
        self._now = now
        self._connection = open_history(path)
        self._lock = threading.Lock()
        self._run: int | None = None
        self._states: dict[str, LinkState] = {}
        self._last: dict[str, _LastCheck] = {}
        #: The same for the links that the resumed run had finished.
        self._done: dict[str, _LastCheck] = {}
        self._writer: Writer | None = None

    def begin(self, urls: Iterable[str]) -> int:
        """Begins a run over these addresses and reads their past checks.

        Resumes the last run over the same addresses if it was interrupted recently; returns how many links it had
        finished, 0 for a new run.
        """
        distinct = list(dict.fromkeys(urls))
        selection = hashlib.sha256("\n".join(sorted(distinct)).encode("utf-8", "replace")).hexdigest()
        with self._guarded():
            with transaction(self._connection):
                done = self._resume_run(selection)
                if done is None:
                    self._run = self._connection.execute(
                        "INSERT INTO run (started, selection, owner, beat) VALUES (?, ?, ?, ?)",
                        (self._timestamp(), selection, _owner(), _timestamp(self._time() + _FIRST_RESULT_LIMIT)),
                    ).lastrowid
            self._read(distinct)
        self._writer = Writer(self._write)
        return done or 0

    def kept_result(self, link: Link, max_age: timedelta | None) -> LinkResult | None:
        """The last result if no new check is needed: alive and recent enough, or finished in the resumed run."""
        last = self._last.get(link.url)
        if last is None or max_age is None or last.past.checked < _timestamp(self._time() - max_age):
            last = self._done.get(link.url)
        if last is None or last.past.verdict.group is not Group.ALIVE:
            return None
        past = last.past
        hops = [Hop(past.final_url, past.status_code)] if past.final_url and past.status_code else []
        probe = Probe(url=link.url, hops=hops, status_code=past.status_code, final_url=past.final_url)
        reason = f"{past.reason}, seen {past.checked[:10]}"
        before = self._states.get(link.url)
        return LinkResult(
            link, past.verdict, reason, "history", probe, last.moved_to, previous_group=before.group if before else None
        )

    def add(self, result: LinkResult) -> LinkResult:
        """Queues one result for writing, and returns it with the data of the history added.

        It does no I/O, so an event loop may call it.
        """
        assert self._writer is not None, "begin() comes first"
        checked = self._timestamp()
        self._writer.add((checked, result))
        before = self._states.get(result.link.url)
        result = replace(result, previous_group=before.group if before else None)
        if result.verdict not in FAILED:
            return result
        since = (before or LinkState()).followed_by(result.verdict, checked).failing_since
        if since is None:
            return result
        return replace(result, failed_since=since, reason=f"{result.reason}; it has failed since {since}")

    def of(self, url: str) -> list[PastCheck]:
        """Every past check of the address, oldest first."""
        sql = f"SELECT {_PAST} FROM result JOIN link ON link = id WHERE url = ? ORDER BY checked, result.rowid"  # noqa: S608
        with self._guarded(), self._lock:
            rows = self._connection.execute(sql, (url,)).fetchall()
        return [past for row in rows if (past := _to_past_check(row)) is not None]

    def finish(self) -> None:
        """Writes all results, ends the run, and removes old successes."""
        self._flush()
        try:
            self._connection.execute(
                "UPDATE run SET finished = ?, owner = NULL, beat = NULL WHERE id = ?", (self._timestamp(), self._run)
            )
            self._run = None
            compact(self._connection, self._time())
        except sqlite3.Error as error:
            raise self._write_error(error) from None

    def withdraw(self) -> None:
        """Ends the run and deletes its results, because they say nothing about the links."""
        run = self._run
        self._flush()
        try:
            with transaction(self._connection):
                self._connection.execute("DELETE FROM result WHERE run = ?", (run,))
                self._connection.execute("DELETE FROM run WHERE id = ?", (run,))
            self._run = None
        except sqlite3.Error as error:
            raise self._write_error(error) from None

    def close(self) -> None:
        """Writes the remaining results and closes the file. The next run resumes a run that was not finished."""
        try:
            self._flush()
            if self._run is not None:
                # If this fails, the next run sees from the process id and the heartbeat that this one has ended.
                with suppress(sqlite3.Error):
                    self._connection.execute("UPDATE run SET owner = NULL, beat = NULL WHERE id = ?", (self._run,))
                self._run = None
        finally:
            self._connection.close()

    def _resume_run(self, selection: str) -> int | None:
        """Resumes the interrupted run; returns how many links it had finished, None if there is no such run."""
        rows = self._connection.execute(
            "SELECT id, owner, beat FROM run WHERE finished IS NULL AND selection = ? AND started >= ? ORDER BY id DESC",
            (selection, _timestamp(self._time() - _RESUMABLE_FOR)),
        ).fetchall()
        silent = _timestamp(self._time() - _HEARTBEAT_LIMIT)
        for run, owner, beat in rows:
            if not _may_be_running(owner) or (beat or "") < silent:
                self._connection.execute(
                    "UPDATE run SET owner = ?, beat = ? WHERE id = ?",
                    (_owner(), _timestamp(self._time() + _FIRST_RESULT_LIMIT), run),
                )
                self._run = run
                sql = "SELECT count(DISTINCT link) FROM result WHERE run = ?"
                return int(self._connection.execute(sql, (run,)).fetchone()[0])
        return None

    def _read(self, urls: list[str]) -> None:
        """Reads the past checks of these links in one pass. Those of the resumed run do not count as past."""
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked (url TEXT PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute("DELETE FROM asked")
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO asked VALUES (?)", ((url,) for url in urls))
        self._connection.execute("COMMIT")
        rows = self._connection.execute(
            f"SELECT link.url, {_PAST}, moved_to, run FROM asked "  # noqa: S608
            "JOIN link ON link.url = asked.url JOIN result ON link = link.id ORDER BY link.id, checked, result.rowid"
        )
        for url, *facts, moved_to, run in rows:
            if (past := _to_past_check(facts)) is None:
                continue
            self._last[url] = _LastCheck(past, moved_to)
            if run is not None and run == self._run:
                self._done[url] = self._last[url]
            else:
                self._states.setdefault(url, LinkState()).add(past.verdict, past.checked)

    def _write(self, results: list[TimedResult]) -> None:
        """Writes results and the heartbeat in one transaction; called in the writer's thread."""
        with self._lock, transaction(self._connection):
            self._connection.execute("UPDATE run SET beat = ? WHERE id = ?", (self._timestamp(), self._run))
            self._connection.executemany(
                "INSERT OR IGNORE INTO link (url) VALUES (?)", ((result.link.url,) for _, result in results)
            )
            self._connection.executemany(_INSERT, (self._row(*timed_result) for timed_result in results))

    def _row(self, checked: str, result: LinkResult) -> tuple[Any, ...]:
        probe, url = result.probe, result.link.url
        final_url = None if probe.final_url == url else probe.final_url or ""
        facts = (
            int(datetime.fromisoformat(checked).timestamp()),
            str(result.verdict),
            result.reason,
            probe.status_code,
            final_url,
            result.moved_to,
        )
        return (*facts, result.link.citation_key, self._run, url)

    def _flush(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None and (error := writer.stop()) is not None:
            raise self._write_error(error)

    def _write_error(self, error: Exception) -> WriteError:
        return WriteError(f"{self._path}: the results could not be kept ({error})")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise unusable(self._path, error) from None

    def _time(self) -> datetime:
        return self._now or datetime.now(UTC)

    def _timestamp(self) -> str:
        return _timestamp(self._time())


def _to_past_check(row: Iterable[Any]) -> PastCheck | None:
    """The check in a row; None for a verdict of a newer version."""
    checked, name, reason, status_code, final_url = row
    verdict = _VERDICTS.get(name)
    if verdict is None:
        return None
    return PastCheck(_timestamp(datetime.fromtimestamp(checked, UTC)), verdict, reason, status_code, final_url)


def _timestamp(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds")


def _host() -> str:
    # Hashed: the file may be published.
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:12]


def _owner() -> str:
    return f"{_host()}:{os.getpid()}"


def _may_be_running(owner: str | None) -> bool:
    """Whether the process may still be running: False if it released the run, or ended on this machine."""
    if owner is None:
        return False
    host, _, number = owner.partition(":")
    if host != _host() or os.name == "nt":  # on Windows, os.kill would end the process
        return True
    with suppress(PermissionError):
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            return False
    return True
