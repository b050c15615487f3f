"""One open catalogue file: all threads share its index, which is replaced when the file has changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from llmprimer.errors import UsageError
from llmprimer.index import Index

Result = TypeVar("Result")


class OpenCatalogue:
    """The index of a catalogue file. SQLite serialises the queries of threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._closed = False
        self._stamp: tuple[int, ...] = ()
        self._index: Index | None = None
        self.index()

    def index(self) -> Index:
        """The index of the current file; UsageError after `close`, CatalogueError if the file cannot be read."""
        stamp = self._stamp_now()
        with self._lock:
            if self._closed:
                raise _closed()
            if self._index is None or stamp != self._stamp:
                # Do not close the earlier index: iterations may still read from it.
                self._index = Index.open(self.path)
                self._stamp = stamp
            return self._index

    def run(self, function: Callable[[Index], Result]) -> Result:
        """The result of the function; a damaged index file is rebuilt once."""
        try:
            return function(self.index())
        except sqlite3.ProgrammingError:
            if self._closed:
                raise _closed() from None
            raise
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # a subclass is an error in the query
                raise
        from llmprimer.index.store import discard_all

        discard_all()
        self._stamp = ()
        return function(self.index())

    def close(self) -> None:
        """Closes the index; a second call does nothing."""
        with self._lock:
            self._closed = True
            if self._index is not None:
                self._index.close()

    def _stamp_now(self) -> tuple[int, ...]:
        try:
            status = os.stat(self.path)
        except OSError:
            return ()  # Index.open raises an error for the file
        return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _closed() -> UsageError:
    return UsageError("the catalogue is closed", hint="open it again with Catalogue.open()")
