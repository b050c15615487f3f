"""The files of the last build and of the current build, in a temporary database."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from llmprimer.errors import UsageError, WriteError

#: The list of the files of a site. A folder that has other files but not this one is not changed.
MANIFEST = "site-files.json"
_HEAD = '{"made_by": "llmprimer site", "files": {\n'
_TAIL = "}}\n"

_TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4096;
CREATE TABLE IF NOT EXISTS before (path TEXT PRIMARY KEY, hash TEXT, digest TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS now (path TEXT PRIMARY KEY, hash TEXT, digest TEXT) WITHOUT ROWID;
"""


class Made(NamedTuple):
    """A file that was made: the hash of its bytes, and the digest of what it depends on, if known."""

    hash: str
    digest: str | None


class Listing:
    """The files below a folder by path. `database` is the path of a file; an empty path means a temporary database."""

    def __init__(self, folder: Path, database: str = "") -> None:
        """Reads the manifest; UsageError if the folder is neither a site nor empty."""
        self._db = sqlite3.connect(database)
        self._db.executescript(_TABLES)
        try:
            self._db.executemany("INSERT OR REPLACE INTO before VALUES (?, ?, ?)", _read(folder))
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Commits, and closes the database."""
        self._db.commit()
        self._db.close()

    def before(self, path: str) -> Made | None:
        """The file that the last build made at the path."""
        found = self._db.execute("SELECT hash, digest FROM before WHERE path = ?", (path,)).fetchone()
        return None if found is None else Made(*found)

    def made_from(self, digest: str) -> list[str]:
        """The paths that the last build made for the digest."""
        return [
            path for (path,) in self._db.execute("SELECT path FROM before WHERE digest = ? ORDER BY path", (digest,))
        ]

    def add(self, path: str, made: Made) -> None:
        """Records a file of the current build."""
        self._db.execute("INSERT OR REPLACE INTO now VALUES (?, ?, ?)", (path, *made))

    def take(self, database: Path) -> None:
        """Adds the files that another process has recorded in its database."""
        self._db.commit()
        self._db.execute("ATTACH ? AS other", (os.fspath(database),))
        self._db.execute("INSERT OR REPLACE INTO now SELECT * FROM other.now")

    def gone(self) -> Iterator[str]:
        """The paths of the last build that are no longer there, sorted."""
        sql = "SELECT path FROM before EXCEPT SELECT path FROM now ORDER BY path"
        return (path for (path,) in self._db.execute(sql))

    def manifest(self) -> Iterator[str]:
        """The text of the manifest, in pieces."""
        between = _HEAD
        for path, *made in self._db.execute("SELECT path, hash, digest FROM now ORDER BY path"):
            yield f"{between}{json.dumps(path)}: {json.dumps(made)}"
            between = ",\n"
        yield (_HEAD if between == _HEAD else "\n") + _TAIL

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM now").fetchone()[0])


def _read(folder: Path) -> Iterator[tuple[str, str, str | None]]:
    """The entries of the manifest, one per line."""
    try:
        if not os.listdir(folder):
            return
        with open(folder / MANIFEST, encoding="utf-8") as file:
            if file.readline() != _HEAD:
                raise ValueError
            for line in file:
                if line == _TAIL:
                    return
                if line == "\n":
                    continue
                ((path, (content_hash, digest)),) = json.loads("{" + line.rstrip(",\n") + "}").items()
                yield path, str(content_hash), digest
        raise ValueError
    except FileNotFoundError:
        if not folder.exists():
            return
    except NotADirectoryError:
        pass
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror or error}") from None
    except (ValueError, TypeError, AttributeError):
        pass
    raise UsageError(f"{folder}: holds something other than a site; nothing was written", hint="choose an empty folder")
