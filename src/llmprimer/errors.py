"""The errors that llmprimer reports to people, and the exit codes of its commands.

    LlmprimerError                 message, hint, exit_code
    |-- UsageError                 2   the command line or a query cannot be understood
    |   `-- QueryError             2   a query, with the offset in it
    |-- NotFoundError              1   a key, topic or slide that the catalogue does not have
    |-- CatalogueError             3   the catalogue is missing or invalid
    |   `-- InvalidCatalogueError  3   all problems of one file at once
    |-- WriteError                 3   a file could not be written
    |   `-- FileChangedError       3   a file has changed since it was read
    `-- NetworkError               4   a service could not be asked

`llmprimer.cli.main` catches only `LlmprimerError`: a bug keeps its traceback.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of commands."""

    DONE = 0
    NOTHING = 1
    USAGE = 2
    CATALOGUE = 3
    NETWORK = 4
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """One sentence for the documentation."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.DONE: "Done; a search or selection found something.",
    ExitCode.NOTHING: "Nothing found, or findings: no match, an unknown key, dead links, lint errors.",
    ExitCode.USAGE: "The command line or the query is not valid.",
    ExitCode.CATALOGUE: "The catalogue or an input file is missing or invalid, or a file cannot be written.",
    ExitCode.NETWORK: "The network or a service cannot be used.",
    ExitCode.INTERRUPTED: "Interrupted with Ctrl-C; the results so far are printed and kept.",
}


class LlmprimerError(Exception):
    """An error with a message for people, an optional hint at what to do next, and an exit code."""

    exit_code: ExitCode = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(LlmprimerError):
    """The command line cannot be understood."""

    exit_code = ExitCode.USAGE


class QueryError(UsageError):
    """A query cannot be understood; `position` counts characters from 0 in `query`."""

    #: How many characters around the offset are shown of a longer query.
    SHOWN = 160

    def __init__(self, reason: str, *, query: str, position: int, hint: str | None = None) -> None:
        self.reason = reason
        self.query = query
        self.position = position
        start = max(0, position - self.SHOWN // 2) if len(query) > self.SHOWN else 0
        shown = "".join(" " if character.isspace() else character for character in query[start : start + self.SHOWN])
        before = "…" if start else ""
        after = "…" if start + self.SHOWN < len(query) else ""
        indent = " " * (len(before) + _columns(shown[: position - start]))
        super().__init__(f"{reason}\n  {before}{shown}{after}\n  {indent}^", hint=hint)


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    # Imported here: only errors in non-ASCII queries need it.
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


class NotFoundError(LlmprimerError):
    """The catalogue has no such key, topic or slide."""

    exit_code = ExitCode.NOTHING


class CatalogueError(LlmprimerError):
    """The catalogue, or another input file, is missing or invalid."""

    exit_code = ExitCode.CATALOGUE


class Problem:
    """One error in a file: `path`, `line` (from 1), citation `key` if it is in a record, `message`.

    `about` is `yaml`, `key`, `topic`, `relation` or `field`.
    """

    __slots__ = ("about", "key", "line", "message", "path")

    def __init__(self, path: str, line: int | None, key: str | None, message: str, about: str = "field") -> None:
        self.about = about
        self.path = path
        self.line = line
        self.key = key
        self.message = message

    def __str__(self) -> str:
        location = self.path if self.line is None else f"{self.path}:{self.line}"
        return ": ".join(part for part in (location, self.key, self.message) if part)

    def __repr__(self) -> str:
        return f"Problem({str(self)!r})"


class InvalidCatalogueError(CatalogueError):
    """All problems found in one file, in the order of their lines."""

    #: The most problems that are printed; the others are counted.
    SHOWN = 50

    def __init__(self, problems: list[Problem], *, hint: str | None = None) -> None:
        self.problems = sorted(problems, key=lambda p: (p.line or 0, p.message))
        lines = [str(p) for p in self.problems[: self.SHOWN]]
        if (more := len(self.problems) - self.SHOWN) > 0:
            lines.append(f"... and {more} more")
        super().__init__("\n".join(lines), hint=hint)


class WriteError(LlmprimerError):
    """A file could not be written; its old content is unchanged."""

    exit_code = ExitCode.CATALOGUE


class FileChangedError(WriteError):
    """A file has changed since it was read; nothing was written."""


class NetworkError(LlmprimerError):
    """The network, or a service on it, could not be used."""

    exit_code = ExitCode.NETWORK
